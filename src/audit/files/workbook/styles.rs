//! Styles of cells: which of them show nothing of what is in a cell, or something else.

use std::collections::{BTreeMap, HashMap};

use super::super::reading::Reading;
use super::part::Part;

/// Which styles hide, by their number.
#[derive(Default)]
pub(super) struct Styles(Vec<bool>);

/// What is gathered from `xl/styles.xml`.
#[derive(Default)]
struct Sheet {
    formats: HashMap<String, bool>,
    fonts: Vec<bool>,
    fills: Vec<bool>,
    hidden: Vec<bool>,
    list: String,
}

impl Styles {
    /// Of `xl/styles.xml`; a style's name may tell a group.
    pub(super) fn read(parts: &[Part], reading: &mut Reading) -> Self {
        let mut sheet = Sheet::default();
        for part in parts.iter().filter(|part| part.name == "xl/styles.xml") {
            part.elements(|name, attributes| {
                sheet.element(name, attributes);
                let named = attributes.get("name").filter(|_| name == "cellStyle");
                if named.is_some_and(|name| reading.known.names(name)) {
                    reading.hidden("a style that is named after a group");
                }
            });
        }
        Self(sheet.hidden)
    }

    /// Whether a cell of this style shows nothing of what is in it.
    pub(super) fn hides(&self, number: usize) -> bool {
        self.0.get(number).copied().unwrap_or(false)
    }
}

impl Sheet {
    fn element(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        let attribute = |name: &str| attributes.get(name).map(String::as_str).unwrap_or_default();
        match name {
            "fonts" | "fills" | "borders" | "cellXfs" | "cellStyleXfs" | "cellStyles" | "dxfs" => {
                name.clone_into(&mut self.list);
            }
            "numFmt" => {
                self.formats.insert(attribute("numFmtId").to_owned(), shows_nothing(attribute("formatCode")));
            }
            "font" if self.list == "fonts" => self.fonts.push(false),
            "color" if self.list == "fonts" => set(&mut self.fonts, white(attributes)),
            "fill" if self.list == "fills" => self.fills.push(true),
            "fgColor" if self.list == "fills" => set(&mut self.fills, white(attributes)),
            "xf" if self.list == "cellXfs" => {
                let numbered = |list: &[bool], name: &str, otherwise: bool| {
                    attribute(name)
                        .parse()
                        .ok()
                        .and_then(|number: usize| list.get(number))
                        .copied()
                        .unwrap_or(otherwise)
                };
                let pale = numbered(&self.fonts, "fontId", false) && numbered(&self.fills, "fillId", true);
                let format = self.formats.get(attribute("numFmtId")).copied().unwrap_or(false);
                self.hidden.push(pale || format);
            }
            _ => {}
        }
    }
}

fn set(list: &mut [bool], value: bool) {
    if let Some(last) = list.last_mut() {
        *last = value;
    }
}

/// White, or the colour of paper.
fn white(attributes: &BTreeMap<String, String>) -> bool {
    let is =
        |name: &str, value: &str| attributes.get(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    is("rgb", "FFFFFFFF")
        || is("rgb", "00FFFFFF")
        || is("theme", "0")
        || is("indexed", "9")
        || is("indexed", "1")
}

/// Whether a number format has no place for the number: `;;;`, or words instead of it.
fn shows_nothing(code: &str) -> bool {
    let mut rest = String::new();
    let mut quoted = false;
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                letters.next();
            }
            // A colour, a condition, a language.
            '[' if !quoted => {
                let _ = letters.by_ref().find(|letter| *letter == ']');
            }
            letter if !quoted => rest.push(letter.to_ascii_lowercase()),
            _ => {}
        }
    }
    let general = rest.contains("general");
    !code.trim().is_empty() && !general && !rest.contains(['0', '#', '?', '@', 'd', 'm', 'y', 'h', 's'])
}

#[cfg(test)]
mod tests {
    use super::shows_nothing;

    #[test]
    fn formats_without_a_place_for_the_number() {
        for code in [";;;", ";;", "\"[c]\";", "[Red];;"] {
            assert!(shows_nothing(code), "{code}");
        }
        for code in ["General", "0", "#,##0", "0.0\"%\"", "@", "yyyy-mm-dd", "\"n = \"0"] {
            assert!(!shows_nothing(code), "{code}");
        }
    }
}
