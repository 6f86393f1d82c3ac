//! SmartSurvey: three header rows, or one in its newer wide workbook.
//!
//! In the first kind row 1 has the tool's own columns and each question, numbered, in the first of its columns
//! (`Q3. text`); rows 2 and 3 have `Answer`, an option, the row of a table (`Q4.1. text`) or `Other (please specify)`.
//! The second kind has one column for each question, `Q_<id>_<text>`. In both `.` and `-` say that there is no answer,
//! and apostrophes may be written `@SQ@`.

use super::super::column::{Column, Missing, Value};
use super::head::Head;
use super::question::{Part, Question, joined};
use super::{Found, Reading};
use crate::plan::label::normal_form;

/// What is looked for.
pub(super) const SIGNS: &str = "three header rows, the columns UserID and Started and questions with numbers such as “Q1. …”, \
     or one with the columns Response_ID and Completion_Status and questions such as “Q_1_…”";

/// What cells say where there is no answer.
const NO_ANSWER: [&str; 2] = [".", "-"];

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let mut found = if head.find(&["completionstatus"]).is_some() { wide(head)? } else { grouped(head)? };
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

/// The newer workbook.
fn wide(head: &Head<'_>) -> Reading {
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

/// Three header rows.
fn grouped(head: &Head<'_>) -> Reading {
    let user = head.find(&["userid", "userno", "uniqueid"]).ok_or("UserID is missing")?;
    let started = head.all(&["Started"])?;
    if !(0..head.width(1)).any(|at| numbered(head.cell(0, at)).is_some()) {
        return Err("there is no question such as “Q1. …”".to_owned());
    }
    if head.rows() < 3 {
        return Err("there are no three header rows".to_owned());
    }
    let blank = |row| std::iter::once(&user).chain(&started).all(|&at| head.cell(row, at).is_empty());
    if !blank(1) || !blank(2) {
        return Err("rows 2 and 3 are not blank below UserID".to_owned());
    }
    let sign = format!("three header rows, columns {}, Started, questions with numbers", head.cell(0, user));
    Ok(Found { sign, header_rows: 3, columns: columns(head) })
}

/// The number and the text of `Q4.1. text`.
fn numbered(header: &str) -> Option<(&str, &str)> {
    let length = header.strip_prefix('Q')?.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (number, text) = header.split_at_checked(length + 1)?;
    let number = number.strip_suffix('.').filter(|number| number.len() > 1)?;
    let spaced = text.starts_with(char::is_whitespace);
    (spaced && !text.trim().is_empty()).then_some((number, text.trim()))
}

fn columns(head: &Head<'_>) -> Vec<Column> {
    let width = head.width(3);
    let starts: Vec<usize> = (0..width).filter(|&at| at == 0 || !head.cell(0, at).is_empty()).collect();
    let ends = starts.iter().skip(1).copied().chain([width]);
    starts.iter().zip(ends).flat_map(|(&start, end)| question(head, start, end)).collect()
}

/// What rows 2 and 3 say of a column, `Answer` being nothing.
struct Below {
    at: usize,
    row: String,
    option: String,
}

/// The question in the columns from `start` to before `end`.
fn question(head: &Head<'_>, start: usize, end: usize) -> Vec<Column> {
    let full = text(head.cell(0, start));
    let names = match numbered(&full) {
        Some((number, text)) => vec![text.to_owned(), full.clone(), number.to_owned()],
        None => vec![full.clone()],
    };
    let below = below(head, start, end);
    let whole = |part: &Below| part.row.is_empty() && part.option.is_empty();
    if below.iter().any(whole) {
        let name = names.first().cloned().unwrap_or_default();
        let column = |part: &Below| match whole(part) {
            true => Column { names: names.clone(), ..Column::one("", part.at) },
            false => Column::one(joined(&name, &joined(&part.row, &part.option)), part.at),
        };
        return below.iter().map(column).collect();
    }
    parts(names, &below)
}

/// The columns of a question that are options, rows of a table, or options in rows of a table.
fn parts(names: Vec<String>, below: &[Below]) -> Vec<Column> {
    let table = below.iter().any(|part| !part.row.is_empty() && !part.option.is_empty());
    if !table {
        let parts = below.iter().map(|part| Part {
            at: part.at,
            label: joined(&part.row, &part.option),
            names: Vec::new(),
        });
        return Question { names, parts: parts.collect() }.either(&NO_ANSWER);
    }
    let question = names.first().map_or("", String::as_str);
    let rows = below.chunk_by(|a, b| a.row == b.row);
    let row = |parts: &[Below]| {
        let row = parts.first().map_or("", |part| part.row.as_str());
        let parts = parts.iter().map(|part| Part {
            at: part.at,
            label: part.option.clone(),
            names: vec![joined(row, &part.option)],
        });
        let names = vec![joined(question, row), row.to_owned()];
        Question { names, parts: parts.collect() }.either(&NO_ANSWER)
    };
    rows.flat_map(row).collect()
}

/// Rows 2 and 3 of a question's columns. A row of a table is written once, over the first of its options.
fn below(head: &Head<'_>, start: usize, end: usize) -> Vec<Below> {
    let label = |row, at| {
        let cell = text(head.cell(row, at));
        let label = numbered(&cell).map(|(_, text)| text.to_owned()).unwrap_or(cell);
        if normal_form(&label) == "answer" { String::new() } else { label }
    };
    let mut row = String::new();
    let mut found = Vec::with_capacity(end - start);
    for at in start..end {
        let option = label(2, at);
        if option.is_empty() || !head.cell(1, at).is_empty() {
            row = label(1, at);
        }
        found.push(Below { at, row: row.clone(), option });
    }
    found
}
