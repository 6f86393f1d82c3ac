//! Which rows are no respondents. The first reason that applies stands; nothing is lost.

use std::collections::{HashMap, HashSet};

use super::dates;
use super::reason::Reason;
use super::sheet::{Sheet, is_blank};
use super::unknown::rows_of;
use crate::plan::label::normal_form;
use crate::plan::{Duplicates, Plan, ScaleKind, WavePlan};
use crate::problem::{Place, Problem, Problems};

/// How many duplicate ids are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// For each sheet and row, whether it answers any question that is measured.
pub(super) type Answered = Vec<Vec<bool>>;

/// Sets aside empty rows, those that the plan's rules name, those outside the fieldwork, and duplicates.
pub(super) fn set_aside(
    plan: &Plan,
    wave: usize,
    answered: &Answered,
    sheets: &mut [Sheet<'_>],
    problems: &mut Problems,
) {
    let wave_plan = &plan.waves[wave];
    for sheet in &mut *sheets {
        empty(sheet);
        by_rule(wave_plan, sheet);
    }
    outside(wave_plan, sheets, problems);
    duplicates(wave_plan, answered, sheets, problems);
}

fn empty(sheet: &mut Sheet<'_>) {
    let mut content = vec![false; sheet.rows()];
    for column in sheet.text_columns() {
        for (content, cell) in content.iter_mut().zip(column.iter()) {
            *content = *content || cell.is_some_and(|text| !is_blank(text));
        }
    }
    for row in (0..content.len()).filter(|&row| !content[row]) {
        sheet.set_aside(row, Reason::Empty);
    }
}

fn by_rule(wave_plan: &WavePlan, sheet: &mut Sheet<'_>) {
    for (index, rule) in wave_plan.rules.set_aside.iter().enumerate() {
        let Some(column) = sheet.columns.set_aside.get(index).copied().flatten() else { continue };
        let values: HashSet<String> = rule.values.iter().map(|value| normal_form(value)).collect();
        for (row, text) in sheet.cells(column).enumerate() {
            if values.contains(&text.map(normal_form).unwrap_or_default()) {
                sheet.set_aside(row, Reason::Rule(index));
            }
        }
    }
}

/// Rows of one kind: how many, and where the first is.
#[derive(Default)]
struct Rows {
    rows: u64,
    first: Option<Place>,
}

impl Rows {
    fn met(&mut self, place: impl FnOnce() -> Place) {
        self.rows += 1;
        self.first.get_or_insert_with(place);
    }
}

fn outside(wave_plan: &WavePlan, sheets: &mut [Sheet<'_>], problems: &mut Problems) {
    let Some(header) = &wave_plan.rules.completed else { return };
    let fieldwork = wave_plan.fieldwork.start..=wave_plan.fieldwork.end;
    let (mut blank, mut unread) = (Rows::default(), Rows::default());
    for sheet in sheets {
        let Some(column) = sheet.columns.completed else { continue };
        for (row, text) in sheet.cells(column).enumerate() {
            if !sheet.is_kept(row) {
                continue;
            }
            match text.map(|text| dates::day(text, wave_plan.rules.date_order)) {
                None => blank.met(|| sheet.place_of(row)),
                Some(None) => unread.met(|| sheet.place_of(row)),
                Some(Some(day)) if !fieldwork.contains(&day) => sheet.set_aside(row, Reason::Outside),
                Some(Some(_)) => {}
            }
        }
    }
    if let Some(place) = unread.first {
        let message = format!("{} with a date that cannot be read, this is the first", rows_of(unread.rows));
        let hint = "the wave's date_order says how dates are written: 2024-05-31, 31/05/2024 or 5/31/2024";
        problems.push(Problem::error(place.column(header), message).hint(hint));
    }
    if let Some(place) = blank.first {
        let message =
            format!("{} without a date of completion, kept; this is the first", rows_of(blank.rows));
        problems.push(Problem::warning(place.column(header), message));
    }
}

/// Rows with one response id: (sheet, row), in the order in which they were read.
type SameId = Vec<(usize, usize)>;

fn duplicates(wave_plan: &WavePlan, answered: &Answered, sheets: &mut [Sheet<'_>], problems: &mut Problems) {
    let Some(header) = &wave_plan.rules.response_id else { return };
    let repeated = repeated_ids(sheets);
    if wave_plan.rules.duplicates == Duplicates::Refuse {
        tell_duplicates(header, &repeated, sheets, problems);
        return;
    }
    for same in repeated {
        let stays = stays(&same, wave_plan.rules.duplicates, answered);
        for (sheet, row) in same.into_iter().filter(|row| *row != stays) {
            sheets[sheet].set_aside(row, Reason::Duplicate);
        }
    }
}

/// The rows of each id that more than one row has. A row without an id repeats nothing.
fn repeated_ids(sheets: &[Sheet<'_>]) -> Vec<SameId> {
    let mut rows: Vec<SameId> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let Some(column) = sheet.columns.response_id else { continue };
        for (row, id) in sheet.kept_cells(column) {
            let Some(id) = id else { continue };
            let at = *index.entry(id.trim()).or_insert_with(|| {
                rows.push(Vec::with_capacity(1));
                rows.len() - 1
            });
            rows[at].push((number, row));
        }
    }
    rows.retain(|same| same.len() > 1);
    rows
}

/// Which of several responses stays: the first or the last, of those that answer anything if any does,
/// so that a second, empty visit to the questionnaire does not wipe out a response.
fn stays(same: &SameId, rule: Duplicates, answered: &Answered) -> (usize, usize) {
    let mut candidates = same.iter().copied().filter(|&(sheet, row)| answered[sheet][row]);
    let found = if rule == Duplicates::Last { candidates.next_back() } else { candidates.next() };
    found.unwrap_or(same[0])
}

fn tell_duplicates(header: &str, repeated: &[SameId], sheets: &[Sheet<'_>], problems: &mut Problems) {
    let hint = "set duplicates = \"first\" or \"last\" in the wave to keep one of them";
    let pairs = repeated.iter().flat_map(|same| same.windows(2).map(move |pair| (same[0], pair[1])));
    let mut more = 0;
    for (told, (first, second)) in pairs.enumerate() {
        if told >= MOST_TOLD {
            more += 1;
            continue;
        }
        let earlier = sheets[first.0].place_of(first.1);
        let earlier = if first.0 == second.0 {
            format!("row {}", sheets[first.0].row(first.1))
        } else {
            earlier.to_string()
        };
        let message = format!("duplicate response id: the same as in {earlier}");
        let place = sheets[second.0].place_of(second.1).column(header);
        problems.push(Problem::error(place, message).hint(hint));
    }
    if let (1.., Some(sheet)) = (more, sheets.first()) {
        let message = format!("{} more with a duplicate response id", rows_of(more));
        problems.push(Problem::error(sheet.place().column(header), message).hint(hint));
    }
}

/// For each row, whether it has anything but blanks and labels for no answer in any question that is measured.
pub(super) fn answered(plan: &Plan, wave: usize, sheets: &[Sheet<'_>]) -> Answered {
    let none: HashSet<String> =
        plan.waves[wave].rules.not_answered.iter().map(|label| normal_form(label)).collect();
    let answers = |text: &str| none.is_empty() || !none.contains(&normal_form(text));
    let of_sheet = |sheet: &Sheet<'_>| {
        let mut answered = vec![false; sheet.rows()];
        let columns = sheet.columns.questions.iter().zip(&plan.questions);
        let measured = columns.filter(|(_, question)| plan.scales[question.scale].kind != ScaleKind::Text);
        for column in measured.filter_map(|(column, _)| *column) {
            for (answered, text) in answered.iter_mut().zip(sheet.cells(column)) {
                *answered = *answered || text.is_some_and(answers);
            }
        }
        answered
    };
    sheets.iter().map(of_sheet).collect()
}

/// Sets aside the rows that answer nothing.
pub(super) fn set_aside_unanswered(answered: &Answered, sheets: &mut [Sheet<'_>]) {
    for (sheet, answered) in sheets.iter_mut().zip(answered) {
        for row in (0..answered.len()).filter(|&row| !answered[row]) {
            sheet.set_aside(row, Reason::Unanswered);
        }
    }
}
