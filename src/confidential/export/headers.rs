//! The header row: each column that has content has a name, each name is there once, and columns
//! with details of the person stay outside.

use std::collections::HashMap;
use std::path::Path;

use super::counted;
use super::metadata::{self, Named};
use crate::plan::label::normal_form;
use crate::problem::{Place, Problem, Problems, quoted};

/// Which columns are read, by index. Problems say which headers are missing or repeated.
pub(super) fn columns_to_read(
    file: &Path,
    headers: &[String],
    has_content: impl Fn(usize) -> bool,
    named: &Named,
    problems: &mut Problems,
) -> Vec<usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept = Vec::with_capacity(headers.len());
    let mut left_out = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        let form = normal_form(header);
        if form.is_empty() {
            if has_content(index) {
                problems.push(no_header(file, index));
            }
        } else if metadata::is_personal(header) && !named.contains(header) {
            left_out.push(format!("“{}”", quoted(header)));
        } else if let Some(first) = seen.insert(form, index) {
            problems.push(repeated(file, header, first, index));
        } else {
            kept.push(index);
        }
    }
    if !left_out.is_empty() {
        problems.push(note(file, &left_out));
    }
    kept
}

fn no_header(file: &Path, index: usize) -> Problem {
    let message = format!("column {} has answers but no header in row 1", letters(index));
    Problem::error(Place::file(file).row(1), message)
        .hint("an export with several header rows is not read yet; give the column a header or empty it")
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
fn letters(index: usize) -> String {
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
