//! Answers to codes: 1 is the least favourable category, whatever the order of the questionnaire.
//!
//! The labels of a question are put into a small table once per column; a cell costs one look-up. The
//! kinds of missing stay apart: left empty, does not apply, prefers not to say, not on the scale.

use polars::prelude::PlHashMap;

use super::code::{INVALID, NOT_ANSWERED, NOT_APPLICABLE, NOT_ASKED, PREFER_NOT_TO_SAY};
use super::options;
use super::sheet::Sheet;
use super::unknown::{UnknownLabels, Wording, did_you_mean};
use crate::plan::label::normal_form;
use crate::plan::{Item, Plan, ScaleKind, WaveRules};
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
            ScaleKind::Choice => items.iter().for_each(|&item| answers[item] = column.choice(item, problems)),
            ScaleKind::Multiple => {
                let codes = options::code(&column, &items, problems);
                items.iter().zip(codes).for_each(|(&item, codes)| answers[item] = codes);
            }
            ScaleKind::Text => {}
        }
    }
    answers
}

/// A question's column in all sheets.
pub(super) struct Column<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// Index of the wave.
    pub(super) wave: usize,
    /// Index of the question.
    pub(super) question: usize,
    /// The header of its column, as the plan has it.
    pub(super) header: &'a str,
    /// The exports of the wave.
    pub(super) sheets: &'a [Sheet<'a>],
}

impl<'a> Column<'a> {
    /// The rules of the wave.
    pub(super) fn rules(&self) -> &'a WaveRules {
        &self.plan.waves[self.wave].rules
    }

    /// The question's cells in the rows that are respondents, by sheet. Where a sheet lacks the column,
    /// which is a problem told before, every cell is blank.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'a Sheet<'a>, usize, Option<&'a str>)> {
        let of_sheet = |sheet: &'a Sheet<'a>| {
            let column = sheet.columns.questions[self.question];
            let missing = if column.is_none() { sheet.kept() } else { 0 };
            let cells = column.into_iter().flat_map(|column| sheet.kept_cells(column));
            cells.chain((0..missing).map(|row| (row, None))).map(move |(row, text)| (sheet, row, text))
        };
        self.sheets.iter().flat_map(of_sheet)
    }

    fn choice(&self, item: usize, problems: &mut Problems) -> Vec<u8> {
        let codes_by_label = self.labels(&self.plan.items[item]);
        let mut unknown = UnknownLabels::default();
        let mut seen: PlHashMap<&str, u8> = PlHashMap::default();
        let mut codes = Vec::new();
        for (sheet, row, text) in self.cells() {
            let Some(text) = text else {
                codes.push(NOT_ANSWERED);
                continue;
            };
            let known = || codes_by_label.get(&normal_form(text)).copied().unwrap_or(INVALID);
            let code = *seen.entry(text).or_insert_with(known);
            if code == INVALID {
                unknown.met(sheet, row, Some(text.trim()), "", || hint(&self.plan.items[item], text));
            }
            codes.push(code);
        }
        let wording =
            Wording { header: self.header, is_not: "is not on the scale", treated: "counted as invalid" };
        unknown.tell(self.rules().unknown_labels, &wording, problems);
        codes
    }

    /// Codes by the normal form of the label: the scale's own labels, its spellings, the kinds of missing.
    fn labels(&self, item: &Item) -> PlHashMap<String, u8> {
        let scale = &self.plan.scales[self.plan.questions[self.question].scale];
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
        for (form, code) in missing_labels(self.rules()) {
            codes.entry(form).or_insert(code);
        }
        codes
    }
}

fn hint(item: &Item, text: &str) -> Option<String> {
    did_you_mean(text, item.categories.iter().map(|category| category.label.as_str()))
}

/// The labels that mean a kind of missing, in their normal form.
pub(super) fn missing_labels(rules: &WaveRules) -> impl Iterator<Item = (String, u8)> {
    let kinds = [
        (&rules.not_applicable, NOT_APPLICABLE),
        (&rules.prefer_not_to_say, PREFER_NOT_TO_SAY),
        (&rules.not_answered, NOT_ANSWERED),
    ];
    kinds.into_iter().flat_map(|(labels, code)| labels.iter().map(move |label| (normal_form(label), code)))
}
