//! SurveyMonkey: two header rows.
//!
//! Row 1 has the tool's own columns and each question in the first of its columns, row 2 what is asked in each column:
//! `Response`, `Open-Ended Response`, an option, the row of a table, `Other (please specify)`. Where a question has a
//! `Response` the other columns belong to it (`Other`), else they are options or rows: headers do not say which.

use super::super::column::Column;
use super::head::{Head, says};
use super::question::{Part, Question, joined};
use super::{Found, Reading};

/// What is looked for.
pub(super) const SIGNS: &str =
    "two header rows, the columns Respondent ID and Collector ID or Start Date, nothing below them in row 2";

/// What row 2 says where the column is the whole question, in normal form.
const WHOLE: [&str; 2] = ["response", "open-ended response"];

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let respondent = head.all(&["Respondent ID"])?.first().copied().unwrap_or_default();
    let second = head.find(&["collectorid", "startdate"]).ok_or("Collector ID and Start Date are missing")?;
    if head.rows() < 2 {
        return Err("there is no second header row".to_owned());
    }
    if [respondent, second].iter().any(|&at| !head.cell(1, at).is_empty()) {
        return Err("row 2 is not blank below Respondent ID".to_owned());
    }
    let columns = head.questions(2).into_iter().flat_map(|(start, end)| question(head, start, end)).collect();
    let sign = format!("two header rows, columns Respondent ID, {}", head.cell(0, second));
    Ok(Found { sign, header_rows: 2, columns })
}

/// The question in the columns from `start` to before `end`.
fn question(head: &Head<'_>, start: usize, end: usize) -> Vec<Column> {
    let text = head.cell(0, start);
    let is_whole = |at: usize| {
        let below = head.cell(1, at);
        WHOLE.iter().any(|word| says(below, word)) || (below.is_empty() && at == start)
    };
    let part = |at| Part { at, label: head.cell(1, at).to_owned(), names: Vec::new() };
    let named = |at: &usize| !head.cell(1, *at).is_empty();
    if !(start..end).any(is_whole) {
        let parts = (start..end).filter(named).map(part).collect();
        return Question { names: vec![text.to_owned()], parts }.either(&[]);
    }
    let name = |at| if is_whole(at) { text.to_owned() } else { joined(text, head.cell(1, at)) };
    let column = |at| Column::one(name(at), at);
    (start..end).filter(|&at| is_whole(at) || named(&at)).map(column).collect()
}
