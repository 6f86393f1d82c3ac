//! Waves: one typed row per respondent, every answer a small integer code.
//!
//! The columns of the exports are matched to the plan; rows that are no respondents are set aside,
//! each with its reason; what is left is coded column by column. A label is looked up in its normal
//! form and never guessed: what the plan does not know is a problem, or is counted as invalid where
//! the plan says so.

mod answers;
mod column;
mod columns;
mod comments;
mod dates;
mod groups;
mod ledger;
mod options;
mod reason;
mod routing;
mod rows;
mod sheet;
mod units;
mod unknown;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;

use crate::confidential::export::Export;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};
use sheet::Sheet;

/// The group code of a respondent who is in no group of a breakdown: no unit at that level.
pub(in crate::confidential) const NO_GROUP: u16 = u16::MAX;

/// Answer codes besides 1..=k, which are the categories from the least to the most favourable.
pub(in crate::confidential) mod code {
    /// The respondent left it empty.
    pub(in crate::confidential) const NOT_ANSWERED: u8 = 0;
    /// The question was not put to the respondent.
    pub(in crate::confidential) const NOT_ASKED: u8 = 250;
    /// "Does not apply to me."
    pub(in crate::confidential) const NOT_APPLICABLE: u8 = 251;
    /// "I prefer not to say."
    pub(in crate::confidential) const PREFER_NOT_TO_SAY: u8 = 252;
    /// A label that is not on the scale, where the plan lets such answers pass as invalid.
    pub(in crate::confidential) const INVALID: u8 = 253;
}

/// The respondents of one wave, column by column, in the order in which they were kept.
pub(in crate::confidential) struct Wave {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// How many respondents: the length of every column.
    pub(in crate::confidential) respondents: usize,
    /// For each breakdown of the plan, each respondent's group (index into its groups) or [`NO_GROUP`].
    pub(in crate::confidential) groups: Vec<Vec<u16>>,
    /// For each item of the plan, each respondent's code.
    pub(in crate::confidential) answers: Vec<Vec<u8>>,
}

impl fmt::Debug for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wave {} of {} respondents, {} items", self.wave, self.respondents, self.answers.len())
    }
}

/// A free-text answer in its list. It has no respondent.
pub(in crate::confidential) struct Comment {
    /// Index into the plan's questions.
    pub(in crate::confidential) question: usize,
    /// Index of the unit at the highest level whose list it is in; `None`: the list of all others.
    pub(in crate::confidential) unit: Option<usize>,
    /// What was written.
    pub(in crate::confidential) text: String,
}

impl fmt::Debug for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Comment")
    }
}

/// A row of an export that is no respondent, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::confidential) struct SetAside {
    /// The export file.
    pub(in crate::confidential) file: PathBuf,
    /// The row as a spreadsheet shows it.
    pub(in crate::confidential) row: u64,
    /// Why, in the words of the plan or one of the standing reasons.
    pub(in crate::confidential) reason: String,
}

/// What was read of one export file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::confidential) struct FileRead {
    /// The export file.
    pub(in crate::confidential) file: PathBuf,
    /// Which layout it has and how that was recognised.
    pub(in crate::confidential) recognised: String,
    /// What the plan calls the people who answered in this way.
    pub(in crate::confidential) origin: Option<String>,
    /// Rows read.
    pub(in crate::confidential) read: u64,
    /// Of them, kept as respondents.
    pub(in crate::confidential) kept: u64,
}

/// What ingest made of a wave's exports: read = kept + set aside, always.
#[derive(Debug)]
pub(in crate::confidential) struct Ingested {
    /// The respondents.
    pub(in crate::confidential) wave: Wave,
    /// Free text, in an order that has nothing to do with the rows.
    pub(in crate::confidential) comments: Vec<Comment>,
    /// Rows that are no respondents, in the order of files and rows.
    pub(in crate::confidential) set_aside: Vec<SetAside>,
    /// Rows read from all files.
    pub(in crate::confidential) read: u64,
    /// The same by file, in the order of files.
    pub(in crate::confidential) files: Vec<FileRead>,
}

/// Makes a wave of its exports.
///
/// # Errors
/// Every column, row and label that the plan does not allow.
pub(in crate::confidential) fn ingest(plan: &Plan, wave: usize, exports: Vec<Export>) -> Outcome<Ingested> {
    let mut problems = Problems::new();
    let mut sheets = columns::matched(plan, wave, &exports, &mut problems);
    let answered = rows::answered(plan, wave, &sheets);
    rows::set_aside(plan, wave, &answered, &mut sheets, &mut problems);
    let units = units::resolve(plan, wave, &mut sheets, &mut problems);
    rows::set_aside_unanswered(&answered, &mut sheets);

    let groups = groups::code(plan, wave, &sheets, &units, &mut problems);
    let mut answers = answers::code(plan, wave, &sheets, &mut problems);
    routing::apply(plan, wave, &mut answers, &mut problems);
    let comments = comments::collect(plan, wave, &sheets, &groups, &mut problems);

    let respondents = sheets.iter().map(Sheet::kept).sum();
    let read = sheets.iter().map(|sheet| sheet.rows() as u64).sum();
    if respondents == 0 {
        problems.push(nobody_left(plan, wave, read));
    }
    let set_aside = ledger::ledger(plan, wave, &sheets);
    let planned = plan.waves[wave].exports.iter().map(|planned| planned.origin.clone());
    let origins = planned.chain(std::iter::repeat(None));
    let files = sheets.iter().zip(&exports).zip(origins).map(file_read).collect();
    debug_assert_eq!(read, respondents as u64 + set_aside.len() as u64, "read = kept + set aside");
    let wave = Wave { wave, respondents, groups, answers };
    problems.finish(Some(Ingested { wave, comments, set_aside, read, files }))
}

fn file_read(((sheet, export), origin): ((&Sheet<'_>, &Export), Option<String>)) -> FileRead {
    let (read, kept) = (sheet.rows() as u64, sheet.kept() as u64);
    FileRead { file: export.file.clone(), recognised: export.recognised.clone(), origin, read, kept }
}

fn nobody_left(plan: &Plan, wave: usize, read: u64) -> Problem {
    let message = format!("no response is left of {}: every one was set aside", unknown::rows_of(read));
    Problem::error(Place::file(&plan.waves[wave].file), message)
        .hint("look at the fieldwork dates and the rules for setting rows aside")
}
