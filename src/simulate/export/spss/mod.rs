//! An SPSS system file: numbers with labels, user-missing codes, long names, very long texts, and a set of dichotomies
//! for each multiple choice.

mod data;
mod dictionary;
mod variable;

use super::super::table::Table;
use variable::variables;

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
