//! Styles of cells: which of them show nothing of what is in a cell, or something else.

use std::collections::HashMap;

use super::super::reading::Reading;
use super::part::{Attributes, Part};

/// What styles do to what is in a cell, by their number.
#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

/// What a style does.
#[derive(Clone, Copy)]
struct Style {
    /// It shows nothing.
    hides: bool,
    /// It shows a number with so many decimals.
    decimals: Option<usize>,
}

/// What is gathered from `xl/styles.xml`.
#[derive(Default)]
struct Sheet {
    formats: HashMap<String, String>,
    fonts: Vec<bool>,
    fills: Vec<bool>,
    styles: Vec<Style>,
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
        Self(sheet.styles)
    }

    /// Whether a cell of this style shows nothing of what is in it.
    pub(super) fn hides(&self, number: usize) -> bool {
        self.0.get(number).is_some_and(|style| style.hides)
    }

    /// With how many decimals a cell of this style shows a number, where that is fixed.
    pub(super) fn decimals(&self, number: usize) -> Option<usize> {
        self.0.get(number)?.decimals
    }
}

impl Sheet {
    fn element(&mut self, name: &str, attributes: &Attributes<'_>) {
        let attribute = |name: &str| attributes.get(name).unwrap_or_default();
        match name {
            "fonts" | "fills" | "borders" | "cellXfs" | "cellStyleXfs" | "cellStyles" | "dxfs" => {
                name.clone_into(&mut self.list);
            }
            "numFmt" => {
                self.formats.insert(attribute("numFmtId").to_owned(), attribute("formatCode").to_owned());
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
                let number = attribute("numFmtId");
                let code = self.formats.get(number).map(String::as_str).or_else(|| built_in(number));
                let hides = pale || code.is_some_and(shows_nothing);
                self.styles.push(Style { hides, decimals: code.and_then(decimals) });
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
fn white(attributes: &Attributes<'_>) -> bool {
    let is =
        |name: &str, value: &str| attributes.get(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    is("rgb", "FFFFFFFF")
        || is("rgb", "00FFFFFF")
        || is("theme", "0")
        || is("indexed", "9")
        || is("indexed", "1")
}

/// The number formats that no workbook writes down, as far as they have fixed decimals.
fn built_in(number: &str) -> Option<&'static str> {
    match number {
        "1" => Some("0"),
        "2" => Some("0.00"),
        "3" => Some("#,##0"),
        "4" => Some("#,##0.00"),
        _ => None,
    }
}

/// With how many decimals a plain number format shows a number.
fn decimals(code: &str) -> Option<usize> {
    match code.strip_prefix("#,##0").or_else(|| code.strip_prefix('0'))? {
        "" => Some(0),
        rest => rest.strip_prefix('.').filter(|zeros| zeros.chars().all(|zero| zero == '0')).map(str::len),
    }
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
    use super::{decimals, shows_nothing};

    #[test]
    fn formats_with_fixed_decimals() {
        let codes = ["0", "#,##0", "0.0", "#,##0.00", "General", "0.0%", "0.#", "@"];
        assert_eq!(codes.map(decimals), [Some(0), Some(0), Some(1), Some(2), None, None, None, None]);
    }

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
