//! Multiple choice: the options of one cell, joined by a separator.
//!
//! An option's own text may contain the separator, so a cell is read as the sequence of known options
//! that covers it, the longest first. What no sequence covers may be a respondent's own words ("Other:
//! …"): it is quoted only where it is nearly the label of an option.

use polars::prelude::PlHashMap;

use super::code::{INVALID, NOT_ANSWERED};
use super::column::{Column, missing_labels};
use super::unknown::{UnknownLabels, Wording, did_you_mean};
use crate::plan::label::normal_form;
use crate::plan::{Plan, Scale};
use crate::problem::Problems;

/// The code of an option that was not chosen, and of one that was.
const NOT_CHOSEN: u8 = 1;
const CHOSEN: u8 = 2;

/// What a cell says.
#[derive(Clone)]
enum Reading {
    /// Which options were chosen, by their index on the scale.
    Chosen(Vec<bool>),
    /// A kind of missing, for all options.
    Missing(u8),
    /// Something that is no option.
    Unknown(String),
}

/// For each of the question's items, each respondent's code.
pub(super) fn code(column: &Column<'_>, items: &[usize], problems: &mut Problems) -> Vec<Vec<u8>> {
    let options = Options::new(column);
    let mut unknown = UnknownLabels::default();
    let mut seen: PlHashMap<&str, Reading> = PlHashMap::default();
    let mut codes = vec![Vec::new(); items.len()];
    for (sheet, row, text) in column.cells() {
        let nothing = Reading::Missing(NOT_ANSWERED);
        let reading = match text {
            None => &nothing,
            Some(text) => &*seen.entry(text).or_insert_with(|| options.read(text)),
        };
        if let Reading::Unknown(label) = reading {
            let hint = options.hint(label);
            let label = hint.is_some().then_some(label.as_str());
            unknown.met(sheet, row, label, "", || hint);
        }
        for (codes, &item) in codes.iter_mut().zip(items) {
            codes.push(code_of(reading, column.plan, item));
        }
    }
    let wording = Wording {
        header: column.header,
        is_not: "is none of the options",
        treated: "the whole answer counted as invalid",
    };
    unknown.tell(column.rules().unknown_labels, &wording, problems);
    codes
}

fn code_of(reading: &Reading, plan: &Plan, item: usize) -> u8 {
    match reading {
        Reading::Missing(code) => *code,
        Reading::Unknown(_) => INVALID,
        Reading::Chosen(options) => {
            let chosen = plan.items[item].option.and_then(|option| options.get(option));
            if chosen == Some(&true) { CHOSEN } else { NOT_CHOSEN }
        }
    }
}

/// The options of a scale by the normal form of their labels.
struct Options<'a> {
    scale: &'a Scale,
    by_label: PlHashMap<String, usize>,
    missing: PlHashMap<String, u8>,
    /// How many parts the option with the most separators in its label has.
    most_parts: usize,
}

impl<'a> Options<'a> {
    fn new(column: &Column<'a>) -> Self {
        let scale = &column.plan.scales[column.plan.questions[column.question].scale];
        let labels = scale.categories.iter().enumerate().map(|(index, category)| (&category.label, index));
        let spellings = scale.spellings.iter().map(|(spelling, index)| (spelling, *index));
        let mut by_label = PlHashMap::default();
        let mut most_parts = 1;
        for (label, index) in labels.chain(spellings) {
            most_parts = most_parts.max(label.split(scale.separator).count());
            by_label.entry(normal_form(label)).or_insert(index);
        }
        Self { scale, by_label, missing: missing_labels(column.rules()).collect(), most_parts }
    }

    fn read(&self, text: &str) -> Reading {
        // Some tools end every answer of a multiple choice with the separator: "Not applicable;".
        let alone = text.trim().trim_end_matches(self.scale.separator);
        if let Some(&code) = self.missing.get(&normal_form(alone)) {
            return Reading::Missing(code);
        }
        let parts: Vec<&str> = text.split(self.scale.separator).collect();
        match self.cover(&parts) {
            Ok(chosen) if chosen.is_empty() => Reading::Missing(NOT_ANSWERED),
            Ok(chosen) => {
                let mut options = vec![false; self.scale.categories.len()];
                for option in chosen {
                    options.get_mut(option).into_iter().for_each(|option| *option = true);
                }
                Reading::Chosen(options)
            }
            Err(part) => Reading::Unknown(part.trim().to_owned()),
        }
    }

    /// The options that cover all parts, the longest first; else the first part that nothing covers.
    fn cover<'t>(&self, parts: &[&'t str]) -> Result<Vec<usize>, &'t str> {
        // For each part: how many parts the option that begins there takes, and which it is, if what
        // follows can be covered too. A blank part, as after a trailing separator, is no option.
        let mut begins: Vec<Option<(usize, Option<usize>)>> = vec![None; parts.len() + 1];
        begins[parts.len()] = Some((0, None));
        for at in (0..parts.len()).rev() {
            let longest = self.most_parts.min(parts.len() - at);
            let taken = (1..=longest).rev().find_map(|count| {
                begins[at + count]?;
                self.option(&parts[at..at + count]).map(|option| (count, Some(option)))
            });
            let blank = parts[at].trim().is_empty() && begins[at + 1].is_some();
            begins[at] = taken.or(blank.then_some((1, None)));
        }
        let (mut at, mut chosen) = (0, Vec::new());
        while at < parts.len() {
            let Some((count, option)) = begins[at] else { return Err(self.uncovered(parts)) };
            chosen.extend(option);
            at += count;
        }
        Ok(chosen)
    }

    /// The first part at which no option begins, taking the longest option wherever one does.
    fn uncovered<'t>(&self, parts: &[&'t str]) -> &'t str {
        let mut at = 0;
        while at < parts.len() {
            let longest = self.most_parts.min(parts.len() - at);
            let taken = (1..=longest).rev().find(|count| self.option(&parts[at..at + count]).is_some());
            match taken {
                Some(count) => at += count,
                None if parts[at].trim().is_empty() => at += 1,
                None => return parts[at],
            }
        }
        parts.first().copied().unwrap_or_default()
    }

    fn option(&self, parts: &[&str]) -> Option<usize> {
        let mut separator = [0; 4];
        let label = match parts {
            [one] => normal_form(one),
            several => normal_form(&several.join(&*self.scale.separator.encode_utf8(&mut separator))),
        };
        self.by_label.get(&label).copied()
    }

    fn hint(&self, label: &str) -> Option<String> {
        did_you_mean(label, self.scale.categories.iter().map(|category| category.label.as_str()))
    }
}
