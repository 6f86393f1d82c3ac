//! `headcount/<id>.csv` → [`Headcount`].

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::plan::breakdown::{Breakdown, path};
use crate::plan::headcount::{Headcount, HeadcountCell, Scope};
use crate::plan::raw::RawScope;
use crate::plan::register::{Columns, Entry, Register};
use crate::problem::{Place, Problem, Problems, quoted};

use super::check_ids;

/// `[[scope]]`; without any, everybody in the headcount file is in the one scope.
pub(crate) fn scopes(file: &Path, raw: &[RawScope], problems: &mut Problems) -> Vec<Scope> {
    let place = Place::file(file).column("scope");
    check_ids(&place, "scope", raw.iter().map(|raw| raw.id.as_str()), problems);
    let scope = |raw: &RawScope| Scope {
        id: raw.id.clone(),
        name: if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() },
        staff_groups: raw.staff_groups.clone(),
    };
    if raw.is_empty() {
        let everyone =
            Scope { id: "everyone".into(), name: "everyone".into(), staff_groups: vec![String::new()] };
        return vec![everyone];
    }
    raw.iter().map(scope).collect()
}

/// The headcount in the register, against the units and characteristics of the plan.
pub(crate) fn read(
    file: &Path,
    wave: usize,
    scopes: &[Scope],
    breakdowns: &[Breakdown],
    problems: &mut Problems,
) -> Option<Headcount> {
    let characteristics: Vec<&str> =
        breakdowns.iter().filter(|b| !b.is_level()).map(|b| b.id.as_str()).collect();
    let optional: Vec<&str> = characteristics.iter().copied().chain(["staff_group"]).collect();
    let columns = Columns { required: &["unit", "headcount"], optional: &optional };
    let register = Register::read(file, &columns, problems)?;
    let present = |breakdown: &usize| register.has(&breakdowns[*breakdown].id);
    let characteristics: Vec<usize> =
        (0..breakdowns.len()).filter(|b| !breakdowns[*b].is_level()).filter(present).collect();
    let mut cells = Vec::new();
    let mut rows = HashMap::new();
    for entry in register.entries() {
        let cell = cell(&entry, wave, scopes, breakdowns, &characteristics, problems);
        if let Some(cell) = &cell {
            tell_repeated(&entry, cell, &mut rows, problems);
        }
        cells.extend(cell);
    }
    tell_sums(file, breakdowns, &cells, problems);
    let headcount = Headcount { cells, characteristics };
    if let Some(scope) = scopes.first().filter(|scope| headcount.total(scope) == 0) {
        let message = format!("nobody in this file belongs to the scope “{}”", quoted(&scope.id));
        problems.push(Problem::error(Place::file(file).column("headcount"), message));
    }
    Some(headcount)
}

/// Who a line is about.
type About = (Vec<Option<usize>>, String, Vec<(usize, usize)>);

/// The same people twice would be added up.
fn tell_repeated(
    entry: &Entry<'_>,
    cell: &HeadcountCell,
    rows: &mut HashMap<About, u64>,
    problems: &mut Problems,
) {
    let place = entry.place("unit");
    let about = (cell.units.clone(), cell.staff_group.clone(), cell.characteristics.clone());
    let row = place.row.unwrap_or_default();
    if let Some(first) = rows.insert(about, row) {
        let message = format!("these people are in row {first} already, and would be counted twice");
        problems.push(Problem::error(place, message).hint("each unit and group of people has one row"));
    }
}

/// People in a row of a unit that has lower units are those of no lower unit. As many as in all of these together are
/// more likely their sum.
fn tell_sums(file: &Path, breakdowns: &[Breakdown], cells: &[HeadcountCell], problems: &mut Problems) {
    let levels: Vec<&Breakdown> = breakdowns.iter().filter(|breakdown| breakdown.is_level()).collect();
    let mut people: BTreeMap<(usize, usize), (u64, u64)> = BTreeMap::new();
    for cell in cells {
        let deepest = cell.units.iter().rposition(Option::is_some);
        for (level, unit) in cell.units.iter().enumerate() {
            let Some(unit) = unit else { continue };
            let (own, below) = people.entry((level, *unit)).or_default();
            let counted = if deepest == Some(level) { own } else { below };
            *counted = counted.saturating_add(cell.people);
        }
    }
    for ((level, unit), (own, below)) in people {
        let Some(unit) = levels.get(level).and_then(|level| level.groups.get(unit)) else { continue };
        if own > 0 && own == below {
            let id = quoted(&unit.id);
            let message = format!("“{id}” has as many people of its own as its lower units together have");
            let hint = "if that is their sum, they are counted twice: take the row out";
            problems.push(Problem::warning(Place::file(file).column("headcount"), message).hint(hint));
        }
    }
}

fn cell(
    entry: &Entry<'_>,
    wave: usize,
    scopes: &[Scope],
    breakdowns: &[Breakdown],
    characteristics: &[usize],
    problems: &mut Problems,
) -> Option<HeadcountCell> {
    let units = units(entry, wave, breakdowns, problems)?;
    let staff_group = staff_group(entry, scopes, problems);
    let mut values = Vec::new();
    for &breakdown in characteristics {
        let known = breakdowns[breakdown].groups.iter().map(|group| group.id.as_str());
        let name = breakdowns[breakdown].id.as_str();
        values.extend(entry.one_of(name, "group", known, problems).map(|group| (breakdown, group)));
    }
    let people = match entry.cell("headcount").parse::<u64>() {
        Ok(people) if people <= 10_000_000 => people,
        _ => {
            problems.push(Problem::error(
                entry.place("headcount"),
                "expected a whole number of people, without a separator",
            ));
            return None;
        }
    };
    Some(HeadcountCell { units, staff_group, characteristics: values, people })
}

/// The unit and its parents, by level.
fn units(
    entry: &Entry<'_>,
    wave: usize,
    breakdowns: &[Breakdown],
    problems: &mut Problems,
) -> Option<Vec<Option<usize>>> {
    let levels: Vec<&Breakdown> = breakdowns.iter().filter(|breakdown| breakdown.is_level()).collect();
    let id = entry.cell("unit");
    let found = levels.iter().enumerate().find_map(|(level, b)| b.group(id).map(|group| (level, group)));
    let Some((level, group)) = found else {
        let known = levels.iter().flat_map(|level| &level.groups).map(|group| group.id.as_str());
        entry.one_of("unit", "unit", known.collect::<Vec<_>>().into_iter(), problems);
        return None;
    };
    if !levels[level].groups[group].waves[wave] {
        let message = "this unit does not exist in this wave (units.csv: from_wave, to_wave)";
        problems.push(Problem::error(entry.place("unit"), message));
    }
    Some(path(&levels, level, group))
}

fn staff_group(entry: &Entry<'_>, scopes: &[Scope], problems: &mut Problems) -> String {
    let name = entry.cell("staff_group");
    if !scopes.iter().any(|scope| scope.staff_groups.iter().any(|group| group == name)) {
        let known: Vec<&str> =
            scopes.iter().flat_map(|scope| &scope.staff_groups).map(String::as_str).collect();
        let message = format!("“{}” is in no scope; expected one of {}", quoted(name), known.join(", "));
        problems.push(Problem::error(entry.place("staff_group"), message));
    }
    name.to_owned()
}
