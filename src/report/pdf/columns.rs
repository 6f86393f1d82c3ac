//! How wide the columns of a table are: enough for the longest word of each, the rest by what they hold; and how high that
//! makes it.

use crate::report::document::{Entry, Table, TableRow};
use crate::report::wording;

/// Letters of a table's type that a line of the page has room for.
const LINE: usize = 112;

/// Letters that the room between two columns takes.
const GAP: usize = 2;

/// A text up to this long has a line of its own where there is room.
const COMFORTABLE: usize = 34;

/// No column asks for more.
const WIDEST: usize = 80;

/// The size of a table's type in points, and what its lines and the room around a row take of it.
const TYPE: f64 = 8.8;
const LETTERS: f64 = 0.66;
const LEADING: f64 = 0.42;
const AROUND: f64 = 0.84;

/// A table up to this many points high stands on one page as a whole: two fifths of one.
const WHOLE: f64 = 300.0;

/// Shares of the line, one per column, and the size of the type in hundredths of the usual one.
pub(super) fn widths(table: &Table) -> (Vec<usize>, usize) {
    let texts: Vec<Vec<String>> = (0..table.columns.len()).map(|column| texts(table, column)).collect();
    let least: Vec<usize> = (0..table.columns.len()).map(|column| unbroken(table, column) + GAP).collect();
    let wanted: Vec<usize> = texts
        .iter()
        .zip(&least)
        .map(|(texts, least)| (comfortable(longest(texts, length)) + GAP).max(*least))
        .collect();
    let (needed, wished) = (least.iter().sum::<usize>(), wanted.iter().sum::<usize>());
    if needed >= LINE {
        return (least, (100 * LINE / needed).max(50));
    }
    let (room, more) = (LINE - needed, (wished - needed).max(1));
    let share =
        |(least, wanted): (&usize, &usize)| 100 * least + 100 * room.min(more) * (wanted - least) / more;
    let mut shares: Vec<usize> = least.iter().zip(&wanted).map(share).collect();
    // What is left over is the first column's: names are read first.
    if let Some(first) = shares.first_mut() {
        *first += 100 * (room - room.min(more)) / 2;
    }
    (shares, 100)
}

/// Whether a table stands on one page as a whole. Its rows are reckoned, by letters of one width; where they are a little
/// higher there is still room on the page.
pub(super) fn is_whole(table: &Table, widths: &[usize], size: usize) -> bool {
    let all = widths.iter().sum::<usize>().max(1);
    let line = LINE * 100 / size.max(1);
    let room = |width: &usize| (line * width / all).saturating_sub(GAP).max(1);
    let lines = |row: &TableRow| {
        let header = length(&row.header).div_ceil(widths.first().map_or(1, room));
        let entries = row.entries.iter().zip(widths.iter().skip(1));
        let lines = entries.map(|(entry, width)| entry_lines(entry, room(width)));
        lines.chain([header, 1]).max().unwrap_or(1)
    };
    let height = |row: &TableRow| {
        let lines = lines(row) as f64;
        AROUND + lines * LETTERS + (lines - 1.0) * LEADING
    };
    let rows: f64 = table.rows.iter().map(height).sum();
    rows * TYPE * size as f64 / 100.0 <= WHOLE
}

/// How many lines an entry takes; the words of a figure's verdict stand below it.
fn entry_lines(entry: &Entry, room: usize) -> usize {
    match entry {
        Entry::Judged(_, Some(verdict)) => 1 + (length(wording::verdict(*verdict)) + 2).div_ceil(room),
        entry => length(&text(entry)).div_ceil(room),
    }
}

/// Whether a column holds nothing but numbers and what stands in their place.
pub(super) fn numeric(table: &Table, column: usize) -> bool {
    let entries = || {
        column
            .checked_sub(1)
            .into_iter()
            .flat_map(|at| table.rows.iter().filter_map(move |row| row.entries.get(at)))
    };
    let number = |entry: &Entry| matches!(entry, Entry::Number(_) | Entry::Withheld(_) | Entry::Blank);
    entries().any(|entry| matches!(entry, Entry::Number(_))) && entries().all(number)
}

/// The longest piece of a column that no line breaks: a word, or a number with what belongs to it.
fn unbroken(table: &Table, column: usize) -> usize {
    let words = longest(&texts(table, column), longest_word);
    let below = longest(&entries(table, column), length);
    // The words of a verdict take two lines and no more.
    let verdict = |row: &TableRow| {
        let entry = column.checked_sub(1).and_then(|at| row.entries.get(at));
        matches!(entry, Some(Entry::Verdict(_)))
    };
    match () {
        () if numeric(table, column) => words.max(below),
        () if table.rows.iter().any(verdict) => words.max(below.div_ceil(2) + 2),
        () => words,
    }
}

/// All texts of a column.
fn texts(table: &Table, column: usize) -> Vec<String> {
    table.columns.get(column).cloned().into_iter().chain(entries(table, column)).collect()
}

/// The texts below its head.
fn entries(table: &Table, column: usize) -> Vec<String> {
    let text = |row: &TableRow| match column.checked_sub(1) {
        None => Some(row.header.clone()),
        Some(at) => row.entries.get(at).map(text),
    };
    table.rows.iter().filter_map(text).collect()
}

/// What takes room in a line.
fn text(entry: &Entry) -> String {
    match entry {
        Entry::Words(words) | Entry::Number(words) => words.clone(),
        Entry::Verdict(verdict) => format!("▲\u{a0}{}", wording::verdict(*verdict)),
        Entry::Said(_, words) => format!("▲\u{a0}{words}"),
        Entry::Judged(number, verdict) => {
            format!("{number} {}", verdict.map(wording::verdict).unwrap_or_default())
        }
        Entry::Withheld(marker) => wording::marker(*marker).to_owned(),
        Entry::Blank => String::new(),
    }
}

/// How wide a text of this length would like its column: a long one wraps, a very long one should not be a pillar.
fn comfortable(length: usize) -> usize {
    length.min(COMFORTABLE + length.saturating_sub(COMFORTABLE) / 6).min(WIDEST)
}

fn longest(texts: &[String], of: fn(&str) -> usize) -> usize {
    texts.iter().map(|text| of(text)).max().unwrap_or_default()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A very long word is broken.
fn longest_word(text: &str) -> usize {
    text.split(' ').map(length).max().unwrap_or_default().min(30)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Verdict;

    fn table(entries: Vec<Entry>) -> Table {
        let columns = (0..=entries.len()).map(|at| format!("Column {at}")).collect();
        let header = "Neighbourhoods and Environment".to_owned();
        let rows = vec![TableRow { header, link: None, entries }];
        Table { columns, rows, ..Table::default() }
    }

    #[test]
    fn numbers_stay_on_one_line_and_words_may_break() {
        let table = table(vec![Entry::Number("47 to 57".to_owned()), Entry::Verdict(Verdict::TooSmallToSay)]);
        assert_eq!((unbroken(&table, 1), unbroken(&table, 2)), (8, 11));
        assert!(numeric(&table, 1) && !numeric(&table, 0) && !numeric(&table, 2));
        let (widths, size) = widths(&table);
        assert!(widths[0] > widths[2] && widths[2] > widths[1], "{widths:?}");
        assert_eq!(size, 100);
    }

    #[test]
    fn a_table_of_few_or_short_rows_stands_as_a_whole() {
        let whole = |entry: &str, rows: usize| {
            let mut table = table(vec![Entry::Words(entry.to_owned())]);
            table.rows = vec![table.rows[0].clone(); rows];
            let (widths, size) = widths(&table);
            is_whole(&table, &widths, size)
        };
        assert!(whole("12", 20) && !whole("12", 30));
        assert!(whole(&"word ".repeat(200), 2) && !whole(&"word ".repeat(200), 8));
    }

    #[test]
    fn a_table_of_many_columns_is_set_smaller() {
        let (widths, size) = widths(&table(vec![Entry::Words("x".repeat(200)); 6]));
        assert_eq!(widths.len(), 7);
        assert!((50..70).contains(&size), "{size}");
    }
}
