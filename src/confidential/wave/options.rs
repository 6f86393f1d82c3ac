//! Multiple choice: the options of one cell, joined by a separator, or a column for each.
//!
//! An option's own text may contain the separator, so a cell is read as the sequence of known options
//! that covers it, the longest first. What no sequence covers may be a respondent's own words ("Other:
//! …"): it is quoted only where it is nearly the label of an option. Where every option has a column of
//! its own, a row with none chosen is one without an answer, as a blank cell is.

use std::collections::HashMap;

use super::code::{INVALID, NOT_ANSWERED};
use super::column::{Values, missing_labels};
use super::memo::{self, Memo};
use super::unknown::{RowOf, UnknownLabels, did_you_mean};
use crate::confidential::export::{Batch, Cells, Column};
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{Plan, Scale};

/// The code of an option that was not chosen, and of one that was.
const NOT_CHOSEN: u8 = 1;
const CHOSEN: u8 = 2;

/// What else may stand between the options of a cell.
const SEPARATORS: [char; 5] = [';', ',', '|', '\n', '\u{1f}'];

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
enum Reading {
    /// Which options were chosen, by their index on the scale.
    Chosen(Vec<bool>),
    /// A kind of missing, for all options.
    Missing(u8),
    /// Something that is no option.
    Unknown(String),
}

/// A question with several answers.
pub(super) struct Options<'a> {
    plan: &'a Plan,
    items: &'a [usize],
    scale: &'a Scale,
    column: &'a Column,
    values: Values<'a>,
    by_label: HashMap<String, usize>,
    missing: HashMap<String, u8>,
    /// How many parts the option with the most separators in its label has.
    most_parts: usize,
    /// Of a column for each option: what it means that it is chosen.
    targets: Vec<Reading>,
}

/// A row under work.
pub(super) struct At<'b> {
    /// The batch it is in.
    pub(super) batch: &'b Batch,
    /// Its place there.
    pub(super) at: usize,
    /// Its number, for messages.
    pub(super) row: RowOf,
    /// Whether nothing is told of it.
    pub(super) quiet: bool,
}

/// What was read before: cells, and what they say.
pub(super) struct Readings {
    memo: Memo<usize>,
    known: Vec<Reading>,
}

impl Readings {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { memo: Memo::new(), known: Vec::new() }
    }
}

impl<'a> Options<'a> {
    /// The question of these items in this column.
    pub(super) fn new(
        plan: &'a Plan,
        wave: usize,
        question: usize,
        items: &'a [usize],
        column: &'a Column,
    ) -> Self {
        let scale = &plan.scales[plan.questions[question].scale];
        let labels = scale.categories.iter().enumerate().map(|(index, category)| (&category.label, index));
        let spellings = scale.spellings.iter().map(|(spelling, index)| (spelling, *index));
        let mut by_label = HashMap::new();
        let mut most_parts = 1;
        for (label, index) in labels.chain(spellings) {
            most_parts = most_parts.max(label.split(scale.separator).count());
            by_label.entry(normal_form(label)).or_insert(index);
        }
        let missing = missing_labels(&plan.waves[wave].rules).collect();
        let values = Values::of(column);
        let mut options =
            Self { plan, items, scale, column, values, by_label, missing, most_parts, targets: Vec::new() };
        if let Cells::Options { options: cells, .. } = &column.cells {
            options.targets = cells.iter().map(|(_, label)| options.read(label)).collect();
        }
        options
    }

    /// Adds the codes of a row to those of the question's items.
    pub(super) fn code(
        &self,
        readings: &mut Readings,
        &At { batch, at, row, quiet }: &At<'_>,
        unknown: &mut UnknownLabels,
        codes: &mut [Vec<u8>],
    ) {
        let made;
        let reading = match &self.column.cells {
            Cells::One(column) => {
                let Readings { memo, known } = readings;
                let index = memo.get(batch.at(at, *column), |text| {
                    known.truncate(memo::MOST);
                    known.push(self.read(text));
                    known.len() - 1
                });
                known.get(index).unwrap_or(&Reading::Missing(NOT_ANSWERED))
            }
            Cells::Options { options, not_chosen } => {
                made = self.gather(options, not_chosen, batch, at);
                &made
            }
        };
        if let (Reading::Unknown(label), false) = (reading, quiet) {
            let hint = self.hint(label);
            let label = hint.is_some().then_some(label.as_str());
            unknown.met(row, label, "", || hint);
        }
        for (codes, &item) in codes.iter_mut().zip(self.items) {
            codes.push(self.code_of(reading, item));
        }
    }

    /// What the columns of the options say together.
    fn gather(
        &self,
        options: &[(usize, String)],
        not_chosen: &[String],
        batch: &Batch,
        row: usize,
    ) -> Reading {
        let mut together = Reading::Missing(NOT_ANSWERED);
        for ((column, _), target) in options.iter().zip(&self.targets) {
            let text = batch.cell(row, *column);
            if is_blank(text) || not_chosen.iter().any(|label| label.eq_ignore_ascii_case(text.trim())) {
                continue;
            }
            let missing = self.values.said(text).missing.map(Reading::Missing);
            together = match (together, missing.as_ref().unwrap_or(target)) {
                (unknown @ Reading::Unknown(_), _) => unknown,
                (_, unknown @ Reading::Unknown(_)) => unknown.clone(),
                (Reading::Chosen(mut chosen), Reading::Chosen(more)) => {
                    chosen.iter_mut().zip(more).for_each(|(chosen, more)| *chosen |= *more);
                    Reading::Chosen(chosen)
                }
                (chosen @ Reading::Chosen(_), Reading::Missing(_)) => chosen,
                (Reading::Missing(_), other) => other.clone(),
            };
        }
        together
    }

    fn code_of(&self, reading: &Reading, item: usize) -> u8 {
        match reading {
            Reading::Missing(code) => *code,
            Reading::Unknown(_) => INVALID,
            Reading::Chosen(options) => {
                let chosen = self.plan.items[item].option.and_then(|option| options.get(option));
                if chosen == Some(&true) { CHOSEN } else { NOT_CHOSEN }
            }
        }
    }

    fn read(&self, text: &str) -> Reading {
        if is_blank(text) {
            return Reading::Missing(NOT_ANSWERED);
        }
        let said = self.values.said(text);
        // Some tools end every answer of a multiple choice with the separator: "Not applicable;".
        let alone = said.label.trim().trim_end_matches(self.scale.separator);
        if let Some(code) = self.missing.get(&normal_form(alone)).copied().or(said.missing) {
            return Reading::Missing(code);
        }
        let by = |separator: char| self.read_by(text, separator);
        let others = SEPARATORS.into_iter().filter(|&separator| separator != self.scale.separator);
        match by(self.scale.separator) {
            Ok(reading) => reading,
            // A cell that known options cover entirely is read, whatever stands between them.
            Err(part) => others
                .filter(|&separator| text.contains(separator))
                .find_map(|separator| by(separator).ok())
                .unwrap_or_else(|| Reading::Unknown(part.trim().to_owned())),
        }
    }

    fn read_by<'t>(&self, text: &'t str, separator: char) -> Result<Reading, &'t str> {
        let parts: Vec<&str> = text.split(separator).collect();
        let chosen = self.cover(&parts, separator)?;
        if chosen.is_empty() {
            return Ok(Reading::Missing(NOT_ANSWERED));
        }
        let mut options = vec![false; self.scale.categories.len()];
        for option in chosen {
            options.get_mut(option).into_iter().for_each(|option| *option = true);
        }
        Ok(Reading::Chosen(options))
    }

    /// The options that cover all parts, the longest first; else the first part that nothing covers.
    fn cover<'t>(&self, parts: &[&'t str], separator: char) -> Result<Vec<usize>, &'t str> {
        // For each part: how many parts the option that begins there takes, and which it is, if what
        // follows can be covered too. A blank part, as after a trailing separator, is no option.
        let most = if separator == self.scale.separator { self.most_parts } else { MOST_PARTS };
        let mut begins: Vec<Option<(usize, Option<usize>)>> = vec![None; parts.len() + 1];
        begins[parts.len()] = Some((0, None));
        for at in (0..parts.len()).rev() {
            let longest = most.min(parts.len() - at);
            let taken = (1..=longest).rev().find_map(|count| {
                begins[at + count]?;
                self.option(&parts[at..at + count], separator).map(|option| (count, Some(option)))
            });
            let blank = parts[at].trim().is_empty() && begins[at + 1].is_some();
            begins[at] = taken.or(blank.then_some((1, None)));
        }
        let (mut at, mut chosen) = (0, Vec::new());
        while at < parts.len() {
            let Some((count, option)) = begins[at] else {
                return Err(self.uncovered(parts, most, separator));
            };
            chosen.extend(option);
            at += count;
        }
        Ok(chosen)
    }

    /// The first part at which no option begins, taking the longest option wherever one does.
    fn uncovered<'t>(&self, parts: &[&'t str], most: usize, separator: char) -> &'t str {
        let mut at = 0;
        while at < parts.len() {
            let longest = most.min(parts.len() - at);
            let taken =
                (1..=longest).rev().find(|count| self.option(&parts[at..at + count], separator).is_some());
            match taken {
                Some(count) => at += count,
                None if parts[at].trim().is_empty() => at += 1,
                None => return parts[at],
            }
        }
        parts.first().copied().unwrap_or_default()
    }

    fn option(&self, parts: &[&str], separator: char) -> Option<usize> {
        let mut room = [0; 4];
        let label = match parts {
            [one] => normal_form(self.values.said(one).label),
            several => normal_form(&several.join(&*separator.encode_utf8(&mut room))),
        };
        self.by_label.get(&label).copied()
    }

    fn hint(&self, label: &str) -> Option<String> {
        did_you_mean(label, self.scale.categories.iter().map(|category| category.label.as_str()))
    }
}

/// How many parts an option may have where another separator than the plan's stands between options.
const MOST_PARTS: usize = 8;
