//! OpenDocument spreadsheets: the same questions as to `.xlsx`, asked of `content.xml` and `styles.xml`.

use std::collections::BTreeSet;

use super::super::part as place;
use super::super::reading::Reading;
use super::cells::{MOST, Rows};
use super::part::{Attributes, Item, Part};

/// Both parts.
pub(super) fn read(parts: &[Part], reading: &mut Reading) {
    let own = || parts.iter().filter(|part| matches!(part.name.as_str(), "content.xml" | "styles.xml"));
    let mut hiding = BTreeSet::new();
    for part in own() {
        hiding.extend(styles(part));
        part.elements(|name, _| {
            if let Some(what) = hidden(name) {
                reading.hidden(what);
            }
        });
    }
    for part in own().filter(|part| part.name == "content.xml") {
        let rows = Rows::of(place(reading.file(), &part.name));
        let mut sheet =
            Sheet { hiding: &hiding, rows, row: Vec::new(), value: None, text: String::new(), times: 1 };
        part.each(|item| sheet.item(item, reading));
    }
}

/// Elements that are hidden whatever is in them.
fn hidden(name: &str) -> Option<&'static str> {
    match name {
        "annotation" => Some("a comment"),
        "named-range" | "named-expression" => Some("a defined name"),
        "tracked-changes" => Some("earlier revisions"),
        "content-validation" => Some("a list of allowed values"),
        "script" | "event-listener" => Some("a macro"),
        "data-pilot-table" => Some("a pivot table"),
        "filter" | "filter-condition" => Some("filtered rows"),
        "cell-range-source" | "table-source" | "dde-link" => Some("a link to another workbook"),
        "object" | "object-ole" => Some("an embedded object"),
        _ => None,
    }
}

/// The names of styles that show nothing.
fn styles(part: &Part) -> BTreeSet<String> {
    let mut hiding = BTreeSet::new();
    let mut style = String::new();
    part.elements(|name, attributes| {
        let is =
            |name: &str, value: &str| attributes.get(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
        let none = |name: &str| {
            let size =
                attributes.get(name).map(|size| size.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
            size.and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size <= 0.01)
        };
        if name == "style" {
            style = attributes.get("name").map(str::to_owned).unwrap_or_default();
        }
        let unseen = (name == "table-properties" && is("display", "false"))
            || (name == "text-properties" && (is("color", "#ffffff") || is("display", "none")))
            || none("row-height")
            || none("column-width");
        if unseen {
            hiding.insert(style.clone());
        }
    });
    hiding
}

/// A sheet in the making.
struct Sheet<'a> {
    hiding: &'a BTreeSet<String>,
    rows: Rows,
    row: Vec<String>,
    /// The number in a cell, as it is stored.
    value: Option<String>,
    /// The words in it.
    text: String,
    times: usize,
}

impl Sheet<'_> {
    fn item(&mut self, item: Item, reading: &mut Reading) {
        match item {
            Item::Open(name, attributes) => self.open(name, &attributes, reading),
            Item::Text(text) => self.text.push_str(&text),
            Item::Close(name) => match name {
                "table-cell" | "covered-table-cell" => self.close_cell(reading),
                "table-row" => {
                    let row = std::mem::take(&mut self.row);
                    self.rows.next(None, &row, reading);
                }
                _ => {}
            },
            Item::Comment => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>, reading: &mut Reading) {
        let attribute = |name: &str| attributes.get(name).unwrap_or_default();
        let unseen = matches!(attribute("visibility"), "collapse" | "filter")
            || ["style-name", "default-cell-style-name"]
                .iter()
                .any(|name| self.hiding.contains(attribute(name)));
        match name {
            "table" if unseen => reading.hidden("a hidden sheet"),
            "table" => reading.words("a sheet's name", attribute("name")),
            "table-row" if unseen => reading.hidden("a hidden row"),
            "table-column" if unseen => reading.hidden("a hidden column"),
            "table-cell" | "covered-table-cell" => {
                if unseen {
                    reading.hidden("a cell whose style hides it");
                }
                if attributes.get("formula").is_some() {
                    reading.hidden("a formula");
                }
                self.text.clear();
                self.value = attributes.get("value").map(str::to_owned);
                self.times = attribute("number-columns-repeated").parse().unwrap_or(1);
            }
            _ => {}
        }
    }

    fn close_cell(&mut self, reading: &mut Reading) {
        let text = std::mem::take(&mut self.text);
        reading.words("a text", &text);
        let field = self.value.take().unwrap_or(text);
        let room = MOST.saturating_sub(self.row.len());
        let times = if field.is_empty() { self.times.min(room) } else { self.times.min(room).min(64) };
        self.row.extend(std::iter::repeat_n(field, times));
    }
}
