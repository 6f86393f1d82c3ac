//! Text in columns for a terminal: rows aligned and cut to a width, sentences wrapped to it.

/// What a page of text is at most wide.
pub(crate) const WIDTH: usize = 100;

/// What stands between two columns.
const GAP: &str = "  ";

/// Rows as lines: the first column flush left, the next `numbers` flush right, what follows as it is.
pub(crate) fn aligned(rows: &[Vec<String>], numbers: usize) -> Vec<String> {
    let widths = widths(rows);
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            line += if column == 0 { "" } else { GAP };
            line += &match column {
                0 => format!("{cell:<width$}"),
                column if column <= numbers => format!("{cell:>width$}"),
                _ => cell.clone(),
            };
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The same with all but the first column flush right, and the first cut so that no line is wider than `width`.
pub(crate) fn fitted(mut rows: Vec<Vec<String>>, width: usize) -> Vec<String> {
    let others: usize = widths(&rows).iter().skip(1).map(|width| width + GAP.len()).sum();
    let most = width.saturating_sub(others).max(1);
    for first in rows.iter_mut().filter_map(|row| row.first_mut()) {
        *first = cut(first, most);
    }
    aligned(&rows, usize::MAX)
}

/// The widest cell of each column.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest =
        |column: usize| rows.iter().filter_map(move |row| row.get(column)).map(|cell| length(cell)).max();
    (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The beginning of a text, on one line and at most this long.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>();
    // Spaces at its beginning say under what a row belongs.
    let indent: String = text.chars().take_while(|letter| *letter == ' ').collect();
    let text = indent + &line.join(" ");
    if length(&text) <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.trim_end().to_owned() + "…"
}

/// A sentence in lines of at most this width; all but the first begin with `indent` spaces. A longer word has a line of
/// its own.
pub(crate) fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line: String = text.chars().take_while(|letter| *letter == ' ').collect();
    let mut begun = false;
    for word in text.split_whitespace() {
        if begun && length(&line) + 1 + length(word) > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            begun = false;
        }
        if begun {
            line.push(' ');
        }
        line += word;
        begun = true;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
    }

    #[test]
    fn numbers_stand_flush_right_and_words_flush_left() {
        let rows = rows(&[&["Service", "people", "could show"], &["Parks", "2,949", "nothing"], &["Roads"]]);
        assert_eq!(aligned(&rows, 1), ["Service  people  could show", "Parks     2,949  nothing", "Roads"]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let rows = rows(&[&["A question that goes on", "12"], &["  Short", "3,456"]]);
        assert_eq!(fitted(rows.clone(), 16), ["A questi…     12", "  Short    3,456"]);
        assert!(fitted(rows, 3).iter().all(|line| line.starts_with('…') || line.starts_with(' ')));
    }

    #[test]
    fn letters_are_counted_and_not_bytes() {
        assert_eq!(cut("Wellbeing\u{2014}é\nè", 13), "Wellbeing\u{2014}é è");
        assert_eq!(cut("ééé", 2), "é…");
        assert_eq!(aligned(&rows(&[&["é", "1"], &["ab", "2"]]), 1), ["é   1", "ab  2"]);
    }

    #[test]
    fn sentences_are_wrapped_between_words() {
        assert_eq!(wrapped("  - one two three", 9, 4), ["  - one", "    two", "    three"]);
        assert_eq!(wrapped("unbreakable word", 5, 1), ["unbreakable", " word"]);
        assert_eq!(wrapped("", 5, 1), [""]);
    }
}
