//! The text of a part, its tables, and what hides text in it.

use super::super::part as place;
use super::super::reading::{Reading, quoted};
use super::super::workbook::{Attributes, Item, Part, Rows};

/// Elements that are hidden whatever they hold.
const ELEMENTS: [(&str, &str); 22] = [
    ("ins", "a tracked change"),
    ("del", "a tracked change"),
    ("moveFrom", "a tracked change"),
    ("moveTo", "a tracked change"),
    ("cellIns", "a tracked change"),
    ("cellDel", "a tracked change"),
    ("rPrChange", "a tracked change"),
    ("pPrChange", "a tracked change"),
    ("tblPrChange", "a tracked change"),
    ("tcPrChange", "a tracked change"),
    ("trPrChange", "a tracked change"),
    ("sectPrChange", "a tracked change"),
    ("trackRevisions", "tracking of changes"),
    ("commentReference", "a comment"),
    ("commentRangeStart", "a comment"),
    ("docVars", "data beside the text"),
    ("attachedTemplate", "a template of its own"),
    ("mailMerge", "a connection to data"),
    ("altChunk", "an embedded object"),
    ("oleObj", "an embedded object"),
    ("OLEObject", "an embedded object"),
    ("custShow", "a show of some slides"),
];

/// Elements that hide text, unless they say that they do not.
const VANISHING: [&str; 3] = ["vanish", "specVanish", "webHidden"];

/// Fields that fetch something from elsewhere.
const FETCHING: [&str; 6] = ["INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "DATABASE"];

/// Attributes with words in them.
const SPOKEN: [&str; 5] = ["descr", "title", "name", "alias", "val"];

/// Lengths in the units of a slide: its breadth and height are read from the presentation where there is one, and no
/// slide is larger than this.
const FARTHEST: i64 = 51_206_400;

/// What is being read.
struct Words {
    /// A paragraph, whatever stretches it is in.
    paragraph: String,
    /// The cells of a row of a table, and its rows.
    row: Vec<String>,
    cell: Option<String>,
    rows: Rows,
}

/// Everything that a part says.
pub(super) fn read(part: &Part, reading: &mut Reading) {
    let rows = Rows::of(place(reading.file(), &part.name));
    let mut words = Words { paragraph: String::new(), row: Vec::new(), cell: None, rows };
    let name = quoted(&part.name);
    part.each(|item| match item {
        Item::Open(element, attributes) => {
            hides(&name, element, &attributes, reading);
            for (_, value) in attributes.iter().filter(|(name, _)| SPOKEN.contains(name)) {
                reading.words("a name or a description", value);
            }
            match element {
                "tc" => words.cell = Some(String::new()),
                "br" | "tab" => words.paragraph.push(' '),
                _ => {}
            }
        }
        Item::Text(text) => words.paragraph.push_str(&text),
        Item::Close(element) => words.close(element, reading),
        Item::Comment => {}
    });
    words.paragraph("a text", reading);
}

impl Words {
    fn close(&mut self, element: &str, reading: &mut Reading) {
        match element {
            "instrText" | "fldSimple" => {
                let field = self.paragraph.trim().to_ascii_uppercase();
                if FETCHING.iter().any(|fetching| field.split_whitespace().any(|word| word == *fetching)) {
                    reading.hidden("a field that fetches something");
                }
            }
            // Of the parts without paragraphs: a value of a chart, a formula, a property.
            "p" | "v" | "f" | "formatCode" => self.paragraph("a text", reading),
            "tc" => self.row.extend(self.cell.take().map(|cell| cell.trim().to_owned())),
            "tr" => {
                let row = std::mem::take(&mut self.row);
                self.rows.next(None, &row, reading);
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, place: &str, reading: &mut Reading) {
        let text = std::mem::take(&mut self.paragraph);
        if !text.trim().is_empty() {
            reading.words(place, text.trim());
        }
        if let Some(cell) = &mut self.cell {
            cell.push_str(&text);
            cell.push(' ');
        }
    }
}

/// Whether an element hides something.
fn hides(part: &str, element: &str, attributes: &Attributes<'_>, reading: &mut Reading) {
    let attribute = |name: &str| attributes.get(name).unwrap_or_default();
    let off = |name: &str| matches!(attribute(name), "0" | "false" | "off");
    let on = |name: &str| matches!(attribute(name), "1" | "true" | "on");
    let length = |name: &str| attribute(name).parse::<i64>().unwrap_or(0);
    let what = match element {
        "sld" if off("show") => "a hidden slide",
        "cNvPr" | "docPr" if on("hidden") => "a hidden shape",
        "off" if length("x").min(length("y")) < 0 || length("x").max(length("y")) > FARTHEST => {
            "a shape beside its slide"
        }
        "ext" if length("cx").min(length("cy")) < 0 => "a shape without size",
        "sz" if (1..=4).contains(&length("val")) => "text too small to read",
        "rPr" | "defRPr" if (1..=200).contains(&length("sz")) => "text too small to read",
        "color" if part.starts_with("word/") && !part.contains("styles") && is_white(attribute("val")) => {
            "text in the colour of the page"
        }
        _ if VANISHING.contains(&element) && !off("val") => "hidden text",
        _ => ELEMENTS.iter().find(|(name, _)| *name == element).map_or("", |(_, what)| *what),
    };
    if !what.is_empty() {
        reading.hidden(&format!("{part}: {what}"));
    }
}

fn is_white(colour: &str) -> bool {
    colour.eq_ignore_ascii_case("ffffff")
}
