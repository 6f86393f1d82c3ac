//! The texts that the cells of a workbook share.

use super::super::reading::Reading;
use super::part::{Item, Part};

/// Shared texts, in order.
#[derive(Default)]
pub(super) struct Strings(Vec<String>);

impl Strings {
    /// Of `xl/sharedStrings.xml`.
    pub(super) fn read(parts: &[Part]) -> Self {
        let mut strings = Vec::new();
        for part in parts.iter().filter(|part| part.name == "xl/sharedStrings.xml") {
            let mut within = false;
            part.each(|item| match item {
                Item::Open("si", _) => strings.push(String::new()),
                Item::Open("t", _) => within = true,
                Item::Close("t") => within = false,
                Item::Text(text) if within => {
                    if let Some(last) = strings.last_mut() {
                        last.push_str(&text);
                    }
                }
                _ => {}
            });
        }
        Self(strings)
    }

    /// Whether each is used: none is, so far.
    pub(super) fn unused(&self) -> Vec<bool> {
        vec![false; self.0.len()]
    }

    /// The text with this number.
    pub(super) fn text(&self, number: usize) -> &str {
        self.0.get(number).map(String::as_str).unwrap_or_default()
    }

    /// Searches them.
    pub(super) fn words(&self, reading: &mut Reading) {
        for text in &self.0 {
            reading.words("a text", text);
        }
    }
}
