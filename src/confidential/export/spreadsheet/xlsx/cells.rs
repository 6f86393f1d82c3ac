//! The cells of a workbook's sheet, one after the other.

use quick_xml::events::BytesStart;

use super::super::Sheet;
use super::super::archive::Part;
use super::super::cell_text::{duration_of_days, finite, moment, moment_of_days, number};
use super::super::fault::Fault;
use super::super::xml::{Item, attributes};
use super::reference;
use super::strings::{Strings, unescaped_into, words_into};
use super::styles::Shows;

/// What cells refer to.
pub(super) struct Meaning<'a> {
    /// The strings that they share.
    pub(super) strings: &'a Strings,
    /// What their styles show.
    pub(super) shows: &'a [Shows],
    /// Whether days are counted from 1904.
    pub(super) since_1904: bool,
}

/// A cell as it is written.
#[derive(Default)]
struct Cell {
    column: u32,
    row: u32,
    style: Option<usize>,
    kind: Kind,
    /// Its value as written, or the text that it holds itself.
    value: String,
}

/// What a cell's value is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// Nothing is said: a number, or else what is written.
    #[default]
    Unsaid,
    Number,
    Shared,
    /// The last text that a formula made.
    Made,
    /// Text in the cell itself.
    Held,
    Truth,
    Error,
    Moment,
}

/// Adds all cells of the sheet in this part. What stands before and after them is read over, so that a part that is
/// cut off or damaged anywhere is found.
pub(super) fn read(mut part: Part<'_>, meaning: &Meaning<'_>, sheet: &mut Sheet) -> Result<(), Fault> {
    let (mut found, mut inside) = (false, false);
    let (mut next_row, mut cell) = (0_u32, Cell::default());
    loop {
        match part.next()? {
            Item::Open(start) => match start.local_name().into_inner() {
                "sheetData" => (found, inside) = (true, true),
                "row" if inside => {
                    let hidden;
                    (cell.row, hidden) = row_of(&start, next_row)?;
                    cell.column = 0;
                    next_row = cell.row + 1;
                    sheet.begin_row(hidden);
                }
                "c" if inside => {
                    begin(&mut cell, &start)?;
                    value_of(&mut part, &mut cell, sheet)?;
                    add(&cell, meaning, sheet)?;
                    cell.column += 1;
                }
                _ => {}
            },
            Item::Close(end) if end.local_name().into_inner() == "sheetData" => inside = false,
            Item::End if found => return Ok(()),
            Item::End => return Err(Fault::Damaged),
            _ => {}
        }
    }
}

/// The row's number from 0, and whether it is hidden.
fn row_of(start: &BytesStart<'_>, next: u32) -> Result<(u32, bool), Fault> {
    let (mut row, mut hidden) = (next, false);
    attributes(start, |key, value| {
        match key {
            "r" => row = reference::row(&value).ok_or(Fault::Damaged)?,
            "hidden" => hidden = value == "1" || value == "true",
            _ => {}
        }
        Ok(())
    })?;
    Ok((row, hidden))
}

/// What the cell says of itself; where it does not say where it is, it is to the right of the last.
fn begin(cell: &mut Cell, start: &BytesStart<'_>) -> Result<(), Fault> {
    cell.value.clear();
    (cell.style, cell.kind) = (None, Kind::Unsaid);
    attributes(start, |key, value| {
        match key {
            "r" => (cell.row, cell.column) = reference::place(&value).ok_or(Fault::Damaged)?,
            // Some programs write a style of no number; numbers of no style are numbers.
            "s" => cell.style = value.parse().ok(),
            "t" => {
                cell.kind = match &*value {
                    "n" => Kind::Number,
                    "s" => Kind::Shared,
                    "str" => Kind::Made,
                    "inlineStr" => Kind::Held,
                    "b" => Kind::Truth,
                    "e" => Kind::Error,
                    "d" => Kind::Moment,
                    _ => return Err(Fault::Damaged),
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// Takes what is in the cell, up to its end.
fn value_of(part: &mut Part<'_>, cell: &mut Cell, sheet: &mut Sheet) -> Result<(), Fault> {
    let own = part.depth();
    let (mut formula, mut valued) = (false, false);
    loop {
        let depth = part.depth();
        match part.next()? {
            Item::Open(start) => match start.local_name().into_inner() {
                // A cell that holds its text itself may repeat a part of it as a value.
                "v" if cell.kind == Kind::Held && !cell.value.is_empty() => part.skip()?,
                "v" => {
                    valued = true;
                    part.text_into(&mut cell.value)?;
                }
                "is" => {
                    cell.value.clear();
                    words_into(part, &mut cell.value)?;
                }
                "f" => {
                    formula = true;
                    part.skip()?;
                }
                _ => part.skip()?,
            },
            Item::Close(_) if depth == own => break,
            Item::End => return Err(Fault::Damaged),
            _ => {}
        }
    }
    sheet.formulas |= formula;
    sheet.never_worked_out += u64::from(formula && !valued);
    Ok(())
}

fn add(cell: &Cell, meaning: &Meaning<'_>, sheet: &mut Sheet) -> Result<(), Fault> {
    let written = cell.value.trim();
    let mut put = |text: &str| sheet.add(cell.row, cell.column, text);
    match cell.kind {
        Kind::Held => put(&cell.value),
        Kind::Made => {
            let mut text = String::new();
            unescaped_into(&cell.value, &mut text);
            put(&text)
        }
        _ if written.is_empty() => Ok(()),
        Kind::Shared => {
            let at: usize = written.parse().map_err(|_| Fault::Damaged)?;
            put(meaning.strings.get(at).ok_or(Fault::Damaged)?)
        }
        Kind::Truth => put(match written {
            "1" | "true" => "TRUE",
            "0" | "false" => "FALSE",
            _ => return Err(Fault::Damaged),
        }),
        Kind::Error => sheet.add_error(cell.row, cell.column),
        Kind::Moment => put(&moment(written)),
        Kind::Number | Kind::Unsaid => match meaning.shown(cell.style, written) {
            Some(text) => put(&text),
            None if cell.kind == Kind::Unsaid => put(&cell.value),
            None => Err(Fault::Damaged),
        },
    }
}

impl Meaning<'_> {
    /// A number as its style shows it; nothing where it is none.
    fn shown(&self, style: Option<usize>, written: &str) -> Option<String> {
        let shows = style.and_then(|style| self.shows.get(style)).copied().unwrap_or(Shows::Number);
        match shows {
            Shows::Number => number(written),
            Shows::Moment => finite(written).map(|days| moment_of_days(days, self.since_1904)),
            Shows::Duration => finite(written).map(duration_of_days),
        }
    }
}
