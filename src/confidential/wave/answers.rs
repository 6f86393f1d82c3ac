//! Answers to codes: 1 is the least favourable category, whatever the order of the questionnaire.
//!
//! The labels of a question are put into a small table once; a cell costs one look-up. The kinds of missing stay apart:
//! left empty, not asked, does not apply, prefers not to say, not on the scale.

use std::collections::HashMap;

use super::code::{INVALID, NOT_ANSWERED};
use super::column::{Values, missing_labels, whole_number};
use super::memo::Memo;
use super::unknown::{RowOf, UnknownLabels, did_you_mean};
use crate::confidential::export::{Cell, Column};
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{Item, Plan};

/// A label that the plan does not know: inside this stage only.
const UNKNOWN: u8 = 255;

/// A question with one answer.
pub(super) struct Choice<'a> {
    item: &'a Item,
    values: Values<'a>,
    codes: HashMap<String, u8>,
}

impl<'a> Choice<'a> {
    /// The question of this item in this column.
    pub(super) fn new(plan: &'a Plan, wave: usize, item: usize, column: &'a Column) -> Self {
        let item = &plan.items[item];
        Self { item, values: Values::of(column), codes: labels(plan, wave, item) }
    }

    /// The code of a cell. `quiet`: nothing is told of this row.
    #[inline]
    pub(super) fn code(
        &self,
        memo: &mut Memo<u8>,
        cell: Cell<'_>,
        row: RowOf,
        quiet: bool,
        unknown: &mut UnknownLabels,
    ) -> u8 {
        let code = memo.get(cell, |text| self.find(text));
        if code != UNKNOWN {
            return code;
        }
        if !quiet {
            let label = self.values.said(cell.text()).label.trim();
            unknown.met(row, Some(label), "", || self.hint(label));
        }
        INVALID
    }

    fn find(&self, text: &str) -> u8 {
        if is_blank(text) {
            return NOT_ANSWERED;
        }
        let said = self.values.said(text);
        let form = normal_form(said.label);
        let of_number = || self.codes.get(&whole_number(&form)?).copied();
        self.codes.get(&form).copied().or_else(of_number).or(said.missing).unwrap_or(UNKNOWN)
    }

    fn hint(&self, text: &str) -> Option<String> {
        did_you_mean(text, self.item.categories.iter().map(|category| category.label.as_str()))
    }
}

/// Codes by the normal form of the label: the scale's own labels, its spellings, the kinds of missing.
fn labels(plan: &Plan, wave: usize, item: &Item) -> HashMap<String, u8> {
    let scale = &plan.scales[plan.questions[item.question].scale];
    let mut codes: HashMap<String, u8> = HashMap::new();
    let code_of = |label: &str| {
        let at = item.categories.iter().position(|category| category.label == label)?;
        u8::try_from(at + 1).ok()
    };
    for (at, category) in item.categories.iter().enumerate() {
        codes.entry(normal_form(&category.label)).or_insert(u8::try_from(at + 1).unwrap_or(INVALID));
    }
    for (spelling, category) in &scale.spellings {
        let code = scale.categories.get(*category).and_then(|category| code_of(&category.label));
        codes.entry(normal_form(spelling)).or_insert(code.unwrap_or(INVALID));
    }
    for (form, code) in missing_labels(&plan.waves[wave].rules) {
        codes.entry(form).or_insert(code);
    }
    codes
}
