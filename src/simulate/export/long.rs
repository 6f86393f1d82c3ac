//! Long form: one row per answer, with a number for the respondent and what is known of the response beside it.

use std::io;

use super::super::table::{Respondent, Table};
use super::csv::pattern;
use super::plain;
use super::text::{self, Style};

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let own = ["Respondent", &table.id, &table.completed].into_iter().map(str::to_owned);
    let header = own.chain(table.marks.iter().cloned()).chain(["Question", "Answer"].map(str::to_owned));
    let numbered = (1_usize..).zip(&table.respondents);
    let rows = numbered.flat_map(|(number, row)| answers(table, number, row));
    text::write(Style::default(), std::iter::once(header.collect()).chain(rows))
}

/// A response that is there twice has two numbers, and one id.
fn answers(table: &Table, number: usize, row: &Respondent) -> Vec<Vec<String>> {
    let mut own = vec![number.to_string(), row.id(), row.completed.format(pattern(table.order)).to_string()];
    own.extend(row.marks.iter().cloned());
    let line = |question: &str, answer: String| {
        own.iter().cloned().chain([question.to_owned(), answer]).collect::<Vec<String>>()
    };
    let pairs = table.columns.iter().zip(plain::content(table, row));
    let given = pairs.filter(|(_, answer)| !answer.is_empty());
    let rows: Vec<Vec<String>> = given.map(|(column, answer)| line(&column.header, answer)).collect();
    // Whoever sent an empty form has a row nevertheless.
    let first = table.columns.first().filter(|_| rows.is_empty());
    rows.into_iter().chain(first.map(|column| line(&column.header, String::new()))).collect()
}
