//! The newer workbook of SmartSurvey: one column for each question.

use super::super::super::column::Column;
use super::super::head::Head;
use super::super::{Found, Reading};
use super::text;

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    head.all(&["Response_ID", "Completion_Status"])?;
    let asked = |at: &usize| by_id(head.cell(0, *at)).is_some();
    if !(0..head.width(1)).any(|at| asked(&at)) {
        return Err("there is no question such as “Q_1_…”".to_owned());
    }
    let column = |at| {
        let header = head.cell(0, at);
        let names = by_id(header).map(|(id, question)| vec![text(question), id.to_owned()]);
        let names = names.into_iter().flatten().chain([text(header)]).collect();
        Column { names, ..Column::one("", at) }
    };
    let columns = (0..head.width(1)).map(column).collect();
    let sign = "one header row, columns Response_ID, Completion_Status, questions with ids".to_owned();
    Ok(Found { sign, header_rows: 1, columns })
}

/// The id and the text of `Q_<id>_<text>`.
fn by_id(header: &str) -> Option<(&str, &str)> {
    let rest = header.strip_prefix("Q_")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (id, question) = (header.get(..digits + 2)?, rest.get(digits..)?.strip_prefix('_')?);
    (digits > 0 && !question.trim().is_empty()).then_some((id, question))
}
