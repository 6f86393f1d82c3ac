//! Long form: one row per answer becomes one row per respondent.
//!
//! Respondents and questions are in the order in which they first appear, and row numbers count respondents. Where
//! a respondent chose several answers to a question, in a row each, the cell has all of them with semicolons between, as most
//! tools write multiple choice; the same answer twice is there once.
//!
//! Where no column says who answered, no two answers are known to be of one person, and none are put together by guess.
//! The answers are dealt out on *answer sheets* ([`sheets`]): of all rows with the same groups, the n-th answer to a
//! question goes on the n-th sheet. So every question's count in every group is exact. What stands on one sheet may be of
//! several people: nothing that needs the answers of one person together may be made of it (`WavePlan::linked`).

mod gather;
mod roles;
mod sheets;
mod texts;

#[cfg(test)]
mod sheets_tests;
#[cfg(test)]
mod tests;

use super::MOST_COLUMNS;
use super::batch::Batch;
use super::column::{Cells, Column};
use super::counted;
use super::layout::Heading;
use super::metadata::Named;
use super::source::{Batches, Described};
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};
use gather::{Answer, Gathered};
use roles::Roles;

/// The most cells of all respondents together.
const MOST_CELLS: u64 = 100_000_000;

/// What stands between several answers to one question.
const BETWEEN: char = ';';

/// One row per respondent, one column per question; columns besides question and answer are the respondent's own.
///
/// # Errors
/// No column of this name, one respondent with two values in a column of their own, or no answer at all.
pub(super) fn respondents(
    file: &ExportFile,
    named: &Named,
    heading: Heading,
    rows: Batches,
) -> Result<Described, Problem> {
    let (recognised, header_rows) = (heading.recognised.clone(), heading.header_rows);
    let roles = Roles::of(file, named, heading)?;
    let mut gathered = Gathered::new();
    for batch in rows {
        let batch = batch?;
        for row in (0..batch.rows()).filter(|&row| batch.number(row) > header_rows) {
            gathered.add(file, &roles, &batch, row)?;
        }
    }
    if roles.respondent.is_none() {
        sheets::deal(file, named, &roles, &mut gathered)?;
    }
    let (people, questions) = (gathered.people as u64, gathered.questions.len() as u64);
    let width = gathered.questions.len() + roles.own_cells.len();
    check(file, people, questions, width)?;
    gathered.arrange(file)?;
    let recognised = format!(
        "{recognised}; one row per answer{}: {} to {}, whose rows are counted in the order of their first answers",
        if roles.respondent.is_none() { " and nothing that says whose it is" } else { "" },
        counted(gathered.answers.len() as u64, "answer"),
        counted(questions, "question"),
    );
    let columns = columns(&gathered, &roles);
    let own = roles.own_cells.len();
    let rows = Respondents { gathered, own, width, next: 0, answer: 0 };
    Ok(Described { recognised, header_rows: 0, columns, rows: Box::new(rows) })
}

fn check(file: &ExportFile, people: u64, questions: u64, width: usize) -> Result<(), Problem> {
    let place = Place::file(&file.path);
    if people == 0 || questions == 0 {
        return Err(Problem::error(
            place,
            "empty export: no row with a respondent and a question, or no answer to a question of the plan",
        ));
    }
    if width > MOST_COLUMNS || people.saturating_mul(width as u64) > MOST_CELLS {
        let message = format!(
            "{} of {} give more than {MOST_CELLS} cells or {MOST_COLUMNS} columns",
            counted(questions, "question"),
            counted(people, "respondent"),
        );
        return Err(Problem::error(place, message).hint("is this the column of questions?"));
    }
    Ok(())
}

fn columns(gathered: &Gathered, roles: &Roles) -> Vec<Column> {
    let question = |(at, text): (usize, &String)| Column {
        names: vec![text.clone()],
        cells: Cells::One(at),
        values: roles.answers.values.clone(),
    };
    let first = gathered.questions.len();
    let own = roles.own.iter().cloned().map(|mut column| {
        match &mut column.cells {
            Cells::One(at) => *at += first,
            Cells::Options { options, .. } => options.iter_mut().for_each(|(at, _)| *at += first),
        }
        column
    });
    gathered.questions.iter().enumerate().map(question).chain(own).collect()
}

/// The rows of respondents that are not given out yet.
struct Respondents {
    gathered: Gathered,
    /// How many cells of their own each has, and how many in all.
    own: usize,
    width: usize,
    /// The next respondent, and the next answer: they are in the same order.
    next: usize,
    answer: usize,
}

impl Iterator for Respondents {
    type Item = Result<Batch, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Batch::new(self.next as u64 + 1, self.width);
        let filled = batch.fill(|batch| Ok(self.add(batch)));
        filled.map(|_| (batch.rows() > 0).then_some(batch)).transpose()
    }
}

impl Respondents {
    /// Adds the next respondent; `false` after the last.
    fn add(&mut self, batch: &mut Batch) -> bool {
        if self.next >= self.gathered.people {
            return false;
        }
        let Gathered { answers, texts, own, questions, .. } = &self.gathered;
        let mut cell = String::new();
        for question in 0..questions.len() {
            cell.clear();
            let is_next = |answer: &&Answer| {
                answer.respondent as usize == self.next && answer.question as usize == question
            };
            while let Some(answer) = answers.get(self.answer).filter(is_next) {
                self.answer += 1;
                if !cell.is_empty() {
                    cell.push(BETWEEN);
                }
                cell.push_str(texts.text(answer.text));
            }
            batch.push(&cell);
        }
        let first = self.next * self.own;
        for number in own.get(first..first + self.own).unwrap_or_default() {
            batch.push(texts.text(*number));
        }
        self.next += 1;
        true
    }
}
