//! Columns of Qualtrics that are the options of one multiple choice.

use std::collections::HashMap;

use super::super::question::{Part, Question};
use super::field::{Field, SELECTED};
use super::stems::{Stems, shared};

/// Whether row 3 says which columns are options.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Known {
    /// Then only those that it says are.
    Yes,
    /// Then columns with numbered names of one question may be options, or rows of a table.
    No,
}

/// The options of a question.
pub(super) struct Group {
    /// Which field is the first of them, by its place among all.
    pub(super) first: usize,
    /// Its names and its options.
    pub(super) question: Question,
}

impl Group {
    /// Whether this column of the file is one of the options.
    pub(super) fn has(&self, at: usize) -> bool {
        self.question.parts.binary_search_by_key(&at, |part| part.at).is_ok()
    }
}

/// The questions with options, by their first fields.
pub(super) fn groups(fields: &[Field], stems: &Stems<'_>, known: Known) -> Vec<Group> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (place, field) in fields.iter().enumerate() {
        if field.own || field.is_text_entry() || field.is_order() {
            continue;
        }
        let Some(key) = question_of(field, stems, known) else { continue };
        let group = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups.iter().filter_map(|places| group(fields, places)).collect()
}

/// What a field's question is known by; `None` where it is no option.
fn question_of<'a>(field: &'a Field, stems: &Stems<'_>, known: Known) -> Option<(&'a str, &'a str)> {
    if let Some((stem, _)) = selected(&field.text) {
        return Some((stem, field.base()));
    }
    match known {
        Known::Yes => field.import.choice.as_ref().map(|_| (field.import.id.as_str(), "")),
        Known::No => {
            let (stem, _) = stems.split(&field.text)?;
            Some((stem, field.base())).filter(|(_, base)| !base.is_empty())
        }
    }
}

/// The question and the option of `question - Selected Choice - option`.
fn selected(text: &str) -> Option<(&str, &str)> {
    let (stem, rest) = text.split_once(SELECTED)?;
    Some((stem.trim(), rest.trim_start().strip_prefix('-')?.trim())).filter(|(_, option)| !option.is_empty())
}

fn group(fields: &[Field], places: &[usize]) -> Option<Group> {
    let first = *places.first()?;
    let members: Vec<&Field> = places.iter().filter_map(|&place| fields.get(place)).collect();
    let texts: Vec<&str> = members.iter().map(|field| field.text.as_str()).collect();
    let (stem, labels) = taken_apart(&texts);
    let base = members.first().map_or("", |field| field.base());
    let base = if members.iter().all(|field| field.base() == base) { base } else { "" };
    let parts = members.iter().zip(labels).map(|(field, label)| Part {
        at: field.at,
        label: if label.is_empty() { field.name.clone() } else { label.to_owned() },
        names: Vec::new(),
    });
    let import = members.first().map_or("", |field| field.import.id.as_str());
    let names = [stem, base, import].map(str::to_owned).into();
    Some(Group { first, question: Question { names, parts: parts.collect() } })
}

/// The question, and each option.
fn taken_apart<'a>(texts: &[&'a str]) -> (&'a str, Vec<&'a str>) {
    let marked: Option<Vec<(&str, &str)>> = texts.iter().map(|text| selected(text)).collect();
    if let Some(marked) = marked {
        let stem = marked.first().map_or("", |(stem, _)| stem);
        return (stem, marked.into_iter().map(|(_, option)| option).collect());
    }
    shared(texts).unwrap_or(("", texts.to_vec()))
}
