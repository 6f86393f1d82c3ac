//! The three header rows of SmartSurvey.

use super::super::super::column::Column;
use super::super::head::{Head, says};
use super::super::question::{Part, Question, joined};
use super::super::{Found, Reading};
use super::{NO_ANSWER, text};

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
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
    let columns = head.questions(3).into_iter().flat_map(|(start, end)| question(head, start, end)).collect();
    let sign = format!("three header rows, columns {}, Started, questions with numbers", head.cell(0, user));
    Ok(Found { sign, header_rows: 3, columns })
}

/// The number and the text of `Q4.1. text`.
fn numbered(header: &str) -> Option<(&str, &str)> {
    let length = header.strip_prefix('Q')?.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (number, text) = header.split_at_checked(length + 1)?;
    let number = number.strip_suffix('.').filter(|number| number.len() > 1)?;
    let spaced = text.starts_with(char::is_whitespace);
    (spaced && !text.trim().is_empty()).then_some((number, text.trim()))
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
    let is_whole = |part: &Below| part.row.is_empty() && part.option.is_empty();
    if !below.iter().any(is_whole) {
        return parts(names, &below);
    }
    let name = names.first().map_or("", String::as_str);
    let column = |part: &Below| {
        let names = if is_whole(part) { names.clone() } else { vec![part.name(name)] };
        Column { names, ..Column::one("", part.at) }
    };
    below.iter().map(column).collect()
}

impl Below {
    /// `question - row - option`, as far as they are there.
    fn name(&self, question: &str) -> String {
        joined(question, &joined(&self.row, &self.option))
    }
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
        if parts.iter().any(|part| part.option.is_empty()) {
            return parts.iter().map(|part| Column::one(part.name(question), part.at)).collect();
        }
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
        let label = numbered(&cell).map_or(cell.as_str(), |(_, text)| text);
        if says(label, "answer") { String::new() } else { label.to_owned() }
    };
    let mut row = String::new();
    let mut found = Vec::with_capacity(end - start);
    let headed = |at| at == start || (1..3).any(|row| !head.cell(row, at).is_empty());
    for at in (start..end).filter(|&at| headed(at)) {
        let option = label(2, at);
        if option.is_empty() || !head.cell(1, at).is_empty() {
            row = label(1, at);
        }
        found.push(Below { at, row: row.clone(), option });
    }
    found
}
