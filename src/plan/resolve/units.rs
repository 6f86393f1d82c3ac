//! `units.csv` → the groups of the organisation's levels.

use super::check_ids;
use crate::plan::breakdown::{Breakdown, Group};
use crate::plan::label::{looks, normal_form};
use crate::plan::register::{Columns, Entry, Register, unknown_name};
use crate::problem::{Place, Problem, Problems, quoted};

/// The columns of `units.csv`.
pub(crate) const COLUMNS: Columns<'static> =
    Columns { required: &["id", "name", "level", "parent"], optional: &["from_wave", "to_wave", "labels"] };

/// Fills the groups of the levels in `breakdowns`, parents before children.
pub(crate) fn resolve(
    register: &Register,
    waves: &[String],
    breakdowns: &mut [Breakdown],
    problems: &mut Problems,
) {
    let levels: Vec<String> = breakdowns.iter().filter(|b| b.is_level()).map(|b| b.id.clone()).collect();
    let entries: Vec<Entry<'_>> = register.entries().collect();
    if let Some(first) = entries.first() {
        let place = Place { row: None, ..first.place("id") };
        check_ids(&place, "unit", entries.iter().map(|entry| entry.cell("id")), problems);
    }
    for entry in &entries {
        entry.one_of("level", "level", levels.iter().map(String::as_str), problems);
    }
    for (level, id) in levels.iter().enumerate() {
        for entry in entries.iter().filter(|entry| entry.cell("level") == id) {
            let parent = parent(entry, level, breakdowns, problems);
            let group = group(entry, parent, waves, problems);
            tell_same_name(entry, &breakdowns[level].groups, &group, problems);
            breakdowns[level].groups.push(group);
        }
        if breakdowns[level].groups.is_empty() {
            problems.push(Problem::error(Place::default().column(id), "units.csv has no unit of this level"));
        }
    }
}

fn parent(
    entry: &Entry<'_>,
    level: usize,
    breakdowns: &[Breakdown],
    problems: &mut Problems,
) -> Option<usize> {
    let id = entry.cell("parent");
    if level == 0 {
        if !id.is_empty() {
            problems.push(Problem::error(entry.place("parent"), "a unit of the highest level has no parent"));
        }
        return None;
    }
    let above = &breakdowns[level - 1];
    let found = above.group(id);
    if found.is_none() {
        let known = above.groups.iter().map(|group| group.id.as_str());
        problems.push(unknown_name(entry.place("parent"), id, &above.name.to_lowercase(), known));
    }
    found
}

fn group(entry: &Entry<'_>, parent: Option<usize>, waves: &[String], problems: &mut Problems) -> Group {
    let mut wave = |column: &str, default: usize| match entry.filled(column) {
        None => default,
        Some(_) => {
            entry.one_of(column, "wave", waves.iter().map(String::as_str), problems).unwrap_or(default)
        }
    };
    let (from, to) = (wave("from_wave", 0), wave("to_wave", waves.len().saturating_sub(1)));
    let name = entry.filled("name").unwrap_or(entry.cell("id")).to_owned();
    let others = entry.cell("labels").split('|').map(str::trim).filter(|label| !label.is_empty());
    let labels = std::iter::once(name.clone()).chain(others.map(str::to_owned)).collect();
    let exists = (0..waves.len()).map(|wave| (from..=to).contains(&wave)).collect();
    Group { id: entry.cell("id").to_owned(), name, labels, parent, waves: exists }
}

/// Two units of the same parent and wave whose labels mean or look the same could not be told apart.
fn tell_same_name(entry: &Entry<'_>, groups: &[Group], new: &Group, problems: &mut Problems) {
    let forms = |group: &Group| group.labels.iter().map(|label| looks(label)).collect::<Vec<_>>();
    let new_forms = forms(new);
    let together = |group: &&Group| {
        group.parent == new.parent && group.waves.iter().zip(&new.waves).any(|(a, b)| *a && *b)
    };
    if let Some(other) =
        groups.iter().filter(together).find(|group| forms(group).iter().any(|f| new_forms.contains(f)))
    {
        let shared = |label: &&String| new.labels.iter().any(|own| normal_form(own) == normal_form(label));
        let why = if other.labels.iter().any(|label| shared(&label)) {
            "they share a name"
        } else {
            "their names look the same, with letters of two alphabets"
        };
        let message = format!("this unit cannot be told apart from “{}”: {why}", quoted(&other.id));
        problems.push(Problem::error(entry.place("name"), message));
    }
}
