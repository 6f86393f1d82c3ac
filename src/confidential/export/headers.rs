//! Which columns of a file are read: those with details of the person stay outside, and what has answers has a header.

use std::path::Path;

use super::column::Column;
use super::counted;
use super::metadata::{self, Named};
use crate::plan::label::normal_form;
use crate::problem::{Place, Problem, Problems, quoted};

/// The columns without those that hold personal data, which a note names.
pub(super) fn kept(path: &Path, columns: Vec<Column>, named: &Named, problems: &mut Problems) -> Vec<Column> {
    let personal = |column: &Column| {
        column.names.first().is_some_and(|name| metadata::is_personal(name))
            && !column.names.iter().any(|name| named.contains(name))
    };
    let (outside, kept): (Vec<Column>, Vec<Column>) = columns.into_iter().partition(personal);
    if !outside.is_empty() {
        let names = outside.iter().filter_map(|column| column.names.first());
        let names: Vec<String> = names.map(|name| format!("“{}”", quoted(name))).collect();
        problems.push(note(path, &names));
    }
    kept
}

/// The columns that have a name which can be seen.
pub(super) fn seen(columns: Vec<Column>) -> Vec<Column> {
    let is_seen = |column: &Column| column.names.iter().any(|name| !normal_form(name).is_empty());
    columns.into_iter().filter(is_seen).collect()
}

/// The columns of the file that belong to none of these.
pub(super) fn unnamed(columns: &[Column], width: usize) -> Vec<usize> {
    let mut named = vec![false; width];
    for place in columns.iter().flat_map(Column::places) {
        named.get_mut(place).into_iter().for_each(|named| *named = true);
    }
    (0..width).filter(|&column| !named[column]).collect()
}

/// A column with answers that has no name.
pub(in crate::confidential) fn no_header(file: &Path, index: usize) -> Problem {
    let message = format!("column {} has answers but no header in row 1", letters(index));
    Problem::error(Place::file(file).row(1), message)
        .hint("give the column a header, or empty it; if there are several header rows, pin the layout")
}

/// The problem of a header that is there before.
pub(super) fn repeated(file: &Path, header: &str, first: usize, second: usize) -> Problem {
    let message = format!("columns {} and {} have the same header", letters(first), letters(second));
    Problem::error(Place::file(file).row(1).column(header), message).hint("every header must be there once")
}

fn note(file: &Path, left_out: &[String]) -> Problem {
    let columns = counted(left_out.len() as u64, "column");
    let message = format!("{columns} with personal data not read: {}", left_out.join(", "));
    Problem::note(Place::file(file), message)
}

/// A column as a spreadsheet names it: A, B, …, Z, AA.
pub(super) fn letters(index: usize) -> String {
    let mut text = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
