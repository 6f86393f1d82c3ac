//! A cell's place, as it is written: `B12`.

use super::super::sheet::MOST_ROWS;

/// The most columns a spreadsheet has: XFD.
const MOST_COLUMNS: u32 = 16_384;

/// Row and column from 0, where the text is the place of a cell.
pub(super) fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at_checked(letters)?;
    Some((self::row(row)?, self::column(column)?))
}

/// A row from 0, where the text is its number.
pub(super) fn row(text: &str) -> Option<u32> {
    let row: u32 = text.parse().ok()?;
    (1..=MOST_ROWS).contains(&row).then(|| row - 1)
}

fn column(letters: &str) -> Option<u32> {
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    (1..=MOST_COLUMNS).contains(&column).then(|| column - 1)
}
