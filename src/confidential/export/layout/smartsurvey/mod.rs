//! SmartSurvey: three header rows, or one in its newer wide workbook.
//!
//! In the first kind row 1 has the tool's own columns and each question, numbered, in the first of its columns
//! (`Q3. text`); rows 2 and 3 have `Answer`, an option, the row of a table (`Q4.1. text`) or `Other (please specify)`.
//! The second kind has one column for each question, `Q_<id>_<text>`. In both `.` and `-` say that there is no answer,
//! and apostrophes may be written `@SQ@`.

mod grouped;
mod wide;

use super::super::column::{Missing, Value};
use super::Reading;
use super::head::Head;

/// What is looked for.
pub(super) const SIGNS: &str = "three header rows, the columns UserID and Started and questions with numbers such as “Q1. …”, \
     or one with the columns Response_ID and Completion_Status and questions such as “Q_1_…”";

/// What cells say where there is no answer.
const NO_ANSWER: [&str; 2] = [".", "-"];

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let mut found =
        if head.find(&["completionstatus"]).is_some() { wide::read(head)? } else { grouped::read(head)? };
    let no_answer = |code: &str| Value {
        code: code.to_owned(),
        label: String::new(),
        missing: Some(Missing::NotAnswered),
    };
    for column in &mut found.columns {
        column.values = NO_ANSWER.map(no_answer).into();
    }
    Ok(found)
}

/// A header as it was meant: the tool writes its apostrophes so that its own database takes them.
fn text(cell: &str) -> String {
    cell.replace("@SQ@", "'")
}
