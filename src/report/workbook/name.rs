//! Names of sheets, of columns and of tables: as a spreadsheet program takes them, and none twice.

use std::collections::BTreeSet;

use super::chart::Drawing;
use super::sheet::{NO_XML, Sheet};

/// The longest name of a sheet.
const LONGEST: usize = 31;

/// The longest name of a column.
const LONGEST_HEADING: usize = 250;

/// Gives every sheet a name of its own, and every column within its sheet. The names of charts, and of the sheets in
/// front, are taken.
pub(super) fn distinct(sheets: &mut [Sheet], charts: &[Drawing]) {
    let fixed = super::front::NAMES.iter().map(|name| (*name).to_owned());
    let mut taken: BTreeSet<String> =
        fixed.chain(charts.iter().map(|chart| chart.name.clone())).map(|name| name.to_lowercase()).collect();
    // Excel keeps this one for itself.
    taken.insert("history".to_owned());
    for sheet in sheets {
        sheet.name = free(&safe(&sheet.name), LONGEST, &mut taken);
        let mut columns = BTreeSet::new();
        for heading in &mut sheet.headings {
            *heading = free(&plain(heading), LONGEST_HEADING, &mut columns);
        }
    }
}

/// One line of text that XML can hold.
pub(super) fn plain(text: &str) -> String {
    let seen = |letter: char| if letter.is_control() || NO_XML.contains(&letter) { ' ' } else { letter };
    let line: String = text.chars().map(seen).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is such a line as it is.
pub(super) fn is_plain(text: &str) -> bool {
    let seen = |letter: char| !letter.is_control() && !NO_XML.contains(&letter);
    let single = |letter: char| letter == ' ' || !letter.is_whitespace();
    let spaced = text.starts_with(' ') || text.ends_with(' ') || text.contains("  ");
    !spaced && text.chars().all(|letter| seen(letter) && single(letter))
}

/// The name of a table: letters, digits and underscores, and never that of a cell.
pub(super) fn of_table(number: usize, sheet: &str) -> String {
    let letters = sheet.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    format!("Table_{number}_{}", letters.collect::<String>())
}

/// Without what no sheet may be called.
fn safe(name: &str) -> String {
    let letter = |letter: char| if "[]:*?/\\".contains(letter) { ' ' } else { letter };
    let name = plain(&name.chars().map(letter).collect::<String>());
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "Table".to_owned() } else { name.to_owned() }
}

/// The name, cut to its length in UTF-16, or the name with the first number that makes it new.
fn free(name: &str, longest: usize, taken: &mut BTreeSet<String>) -> String {
    let numbered = |number: usize| {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        format!("{}{end}", cut(name, longest.saturating_sub(end.len())))
    };
    let mut all = (1..).map(numbered);
    let found = all.find(|candidate| !taken.contains(&candidate.to_lowercase())).unwrap_or_default();
    taken.insert(found.to_lowercase());
    found
}

/// The text, cut to its length in UTF-16.
pub(super) fn cut(name: &str, longest: usize) -> &str {
    let mut long = 0;
    let end = name.char_indices().find(|(_, letter)| {
        long += letter.len_utf16();
        long > longest
    });
    name.get(..end.map_or(name.len(), |(place, _)| place)).unwrap_or_default().trim_end_matches([' ', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_stays_as_it_is_is_known() {
        for text in ["", "a", "a b", " a", "a ", "a  b", "a\tb", "a\u{a0}b", "a\u{fffe}", "\u{7}", "=1"] {
            assert_eq!(is_plain(text), plain(text) == text, "{text:?}");
        }
    }

    #[test]
    fn names_that_a_spreadsheet_takes() {
        let mut taken = BTreeSet::new();
        let long = "By everything that anybody could think of".to_owned();
        let names = ["By age", "by AGE", "By a/b: [c]?", "'", &long, &long].map(safe);
        let names = names.map(|name| free(&name, LONGEST, &mut taken));
        assert_eq!(names[..4], ["By age", "by AGE 2", "By a b c", "Table"]);
        assert_eq!(names[4..], ["By everything that anybody coul", "By everything that anybody co 2"]);
        assert_eq!(free(&"😀".repeat(20), LONGEST, &mut taken).encode_utf16().count(), 30);
        assert_eq!(of_table(3, "By a×b"), "Table_3_By_a_b");
    }
}
