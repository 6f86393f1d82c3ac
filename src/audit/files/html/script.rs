//! Scripts: rows of a release are statements like those of any file, and so are the explorer's figures. The explorer's own
//! script, letter for letter, holds no figure; a script of another kind is hidden.

use scraper::{Html, Selector};

use super::super::reading::Reading;
use super::super::{json, part};
use super::explorer;

/// Every script.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let Ok(scripts) = Selector::parse("script") else { return };
    for script in html.select(&scripts) {
        let kind = script.attr("type").unwrap_or_default().to_ascii_lowercase();
        let text: String = script.text().collect();
        let file = part(reading.file(), "script");
        if kind.contains("json") && explorer::says(&text, &file, reading) {
            continue;
        }
        if kind.contains("json") && json::says(text.as_bytes(), &file, reading) {
            json::words(text.as_bytes(), "a script's words", reading);
        } else if text != crate::report::SCRIPT || script.value().attrs().next().is_some() {
            reading.hidden("a script");
        }
    }
}
