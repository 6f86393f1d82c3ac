//! Answers to codes: 1 is the least favourable category, whatever the order of the questionnaire.
//!
//! The labels of a question are put into a small table once per column; a cell costs one look-up. The
//! kinds of missing stay apart: left empty, does not apply, prefers not to say, not on the scale.

use polars::prelude::PlHashMap;

use super::code::{INVALID, NOT_ANSWERED, NOT_ASKED};
use super::column::{Column, missing_labels};
use super::options;
use super::sheet::Sheet;
use super::unknown::{UnknownLabels, Wording, did_you_mean};
use crate::plan::label::normal_form;
use crate::plan::{Item, Plan, ScaleKind};
use crate::problem::Problems;

/// For each item of the plan, each respondent's code; routes are not applied yet.
pub(super) fn code(plan: &Plan, wave: usize, sheets: &[Sheet<'_>], problems: &mut Problems) -> Vec<Vec<u8>> {
    let respondents = sheets.iter().map(Sheet::kept).sum();
    let mut answers = vec![Vec::new(); plan.items.len()];
    for (index, question) in plan.questions.iter().enumerate() {
        let items: Vec<usize> =
            (0..plan.items.len()).filter(|&item| plan.items[item].question == index).collect();
        let Some(header) = question.headers.get(wave).and_then(Option::as_deref) else {
            for item in items {
                answers[item] = vec![NOT_ASKED; respondents];
            }
            continue;
        };
        let column = Column { plan, wave, question: index, header, sheets };
        match plan.scales[question.scale].kind {
            ScaleKind::Choice => {
                for item in items {
                    answers[item] = choice(&column, item, problems);
                }
            }
            ScaleKind::Multiple => {
                let codes = options::code(&column, &items, problems);
                items.iter().zip(codes).for_each(|(&item, codes)| answers[item] = codes);
            }
            ScaleKind::Text => {}
        }
    }
    answers
}

fn choice(column: &Column<'_>, item: usize, problems: &mut Problems) -> Vec<u8> {
    let codes_by_label = labels(column, &column.plan.items[item]);
    let mut unknown = UnknownLabels::default();
    let mut seen: PlHashMap<&str, u8> = PlHashMap::default();
    let mut codes = Vec::new();
    for (sheet, row, text) in column.cells() {
        let Some(text) = text else {
            codes.push(NOT_ANSWERED);
            continue;
        };
        let known = || codes_by_label.get(&normal_form(text)).copied().unwrap_or(INVALID);
        let code = *seen.entry(text).or_insert_with(known);
        if code == INVALID {
            unknown.met(sheet, row, Some(text.trim()), "", || hint(&column.plan.items[item], text));
        }
        codes.push(code);
    }
    let wording =
        Wording { header: column.header, is_not: "is not on the scale", treated: "counted as invalid" };
    unknown.tell(column.rules().unknown_labels, &wording, problems);
    codes
}

/// Codes by the normal form of the label: the scale's own labels, its spellings, the kinds of missing.
fn labels(column: &Column<'_>, item: &Item) -> PlHashMap<String, u8> {
    let scale = &column.plan.scales[column.plan.questions[column.question].scale];
    let mut codes: PlHashMap<String, u8> = PlHashMap::default();
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
    for (form, code) in missing_labels(column.rules()) {
        codes.entry(form).or_insert(code);
    }
    codes
}
fn hint(item: &Item, text: &str) -> Option<String> {
    did_you_mean(text, item.categories.iter().map(|category| category.label.as_str()))
}
