//! An SPSS system file: numbers with labels, user-missing codes, long names, very long texts, and a set of dichotomies
//! for each multiple choice.

mod data;
mod dictionary;
mod extensions;
mod variable;

use super::super::table::Table;
use variable::variables;

/// The most bytes of a label.
const MOST_LABEL: usize = 250;

/// The file.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let variables = variables(table);
    let mut bytes = dictionary::dictionary(table, &variables);
    bytes.extend(data::data(table, &variables));
    bytes
}

/// An integer as these files have it.
fn put(bytes: &mut Vec<u8>, number: i32) {
    bytes.extend(number.to_le_bytes());
}

/// Text and spaces up to a width.
fn padded(bytes: &mut Vec<u8>, text: &str, width: usize) {
    let text = cut(text, width);
    bytes.extend(text.as_bytes());
    bytes.resize(bytes.len() + width - text.len(), b' ');
}

/// As much of a text as fits, whole letters only.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
