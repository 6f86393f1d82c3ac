//! A sheet: its cells, and what hides them.

use std::collections::HashMap;

use super::super::part as place;
use super::super::reading::{Reading, quoted};
use super::cells::{MOST, Rows};
use super::part::{Attributes, Item, Part};
use super::strings::Strings;
use super::styles::Styles;

/// A cell in the making.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
}

/// A sheet in the making.
struct Sheet<'a> {
    name: String,
    strings: &'a Strings,
    styles: &'a Styles,
    used: &'a mut [bool],
    rows: Rows,
    row: Vec<String>,
    number: Option<usize>,
    cell: Cell,
    element: String,
    seen: Option<Cells>,
}

/// The cells of a sheet: row, from 1, and column, from 0.
pub(super) type Cells = HashMap<(usize, usize), String>;

/// Every cell of the sheet; gives them where `kept`.
pub(super) fn read(
    part: &Part,
    (strings, styles): (&Strings, &Styles),
    used: &mut [bool],
    kept: bool,
    reading: &mut Reading,
) -> Option<Cells> {
    let name = quoted(&part.name);
    let rows = Rows::of(place(reading.file(), &part.name));
    let (row, cell, element) = (Vec::new(), Cell::default(), String::new());
    let seen = kept.then(Cells::new);
    let mut sheet = Sheet { name, strings, styles, used, rows, row, number: None, cell, element, seen };
    part.each(|item| sheet.item(item, reading));
    sheet.seen
}

impl Sheet<'_> {
    fn item(&mut self, item: Item, reading: &mut Reading) {
        match item {
            Item::Open(name, attributes) => {
                self.open(name, &attributes, reading);
                name.clone_into(&mut self.element);
            }
            Item::Close(name) => {
                match name {
                    "c" => self.close_cell(reading),
                    "row" => {
                        let row = std::mem::take(&mut self.row);
                        self.rows.next(self.number, &row, reading);
                    }
                    _ => {}
                }
                self.element.clear();
            }
            Item::Text(text) => match self.element.as_str() {
                "v" | "t" => self.cell.text.push_str(&text),
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                    reading.words("a header or footer", &text);
                }
                _ => {}
            },
            Item::Comment => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>, reading: &mut Reading) {
        let attribute = |name: &str| attributes.get(name).unwrap_or_default();
        let set = |name: &str| matches!(attribute(name), "1" | "true");
        let none = |name: &str| attribute(name).parse::<f64>().is_ok_and(|size| size <= 0.5);
        let what = match name {
            "col" if set("hidden") || none("width") => "a hidden column",
            "row" if set("hidden") || none("ht") => "a hidden row",
            "sheetFormatPr" if set("zeroHeight") => "hidden rows",
            "f" => "a formula",
            "dataValidation" => "a list of allowed values",
            "conditionalFormatting" => "a format that depends on the figures",
            "filterColumn" => "filtered rows",
            "oleObject" | "control" | "legacyDrawing" => "an embedded object or a comment",
            _ => "",
        };
        if !what.is_empty() {
            reading.hidden(&format!("{}: {what}", self.name));
        }
        if name == "row" {
            self.number = attribute("r").parse().ok();
        }
        if name == "c" {
            let column = column(attribute("r")).unwrap_or(self.row.len());
            let style = attribute("s").parse().unwrap_or(0);
            self.cell = Cell { column, kind: attribute("t").to_owned(), style, text: String::new() };
        }
    }

    fn close_cell(&mut self, reading: &mut Reading) {
        let cell = std::mem::take(&mut self.cell);
        let shared = (cell.kind == "s").then(|| cell.text.trim().parse::<usize>().ok()).flatten();
        if let Some(used) = shared.and_then(|number| self.used.get_mut(number)) {
            *used = true;
        }
        let number = matches!(cell.kind.as_str(), "" | "n");
        let shown = self.styles.decimals(cell.style).filter(|_| number);
        let text = match (shared, shown) {
            (Some(number), _) => self.strings.text(number).to_owned(),
            (None, Some(decimals)) => self.as_shown(cell.text, decimals, reading),
            (None, None) => cell.text,
        };
        if self.styles.hides(cell.style) && !text.trim().is_empty() {
            reading.hidden(&format!("{}: a cell whose style hides it", self.name));
        }
        if cell.kind == "inlineStr" || cell.kind == "str" {
            reading.words("a text", &text);
        }
        if let Some(seen) = &mut self.seen {
            seen.insert((self.number.unwrap_or(0), cell.column), text.clone());
        }
        if cell.column < MOST {
            if self.row.len() <= cell.column {
                self.row.resize(cell.column + 1, String::new());
            }
            if let Some(place) = self.row.get_mut(cell.column) {
                *place = text;
            }
        }
    }
}

impl Sheet<'_> {
    /// A number as the cell's format prints it; it has no more digits than that.
    fn as_shown(&self, text: String, decimals: usize, reading: &mut Reading) -> String {
        let Ok(number) = text.trim().parse::<f64>() else { return text };
        let shown = format!("{number:.decimals$}");
        if shown.parse() != Ok(number) {
            reading.hidden(&format!("{}: a number with more digits than it shows", self.name));
        }
        shown
    }
}

/// The number of a column, from a cell's name: `AB12` is in column 27.
pub(super) fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters
        .take(4)
        .fold(0_usize, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}
