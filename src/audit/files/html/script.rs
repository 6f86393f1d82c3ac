//! Scripts: rows of a release are statements like those of any file; a script of another kind is hidden.

use scraper::{Html, Selector};

use super::super::reading::Reading;
use super::super::{json, part};

/// Every script.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let Ok(scripts) = Selector::parse("script") else { return };
    for script in html.select(&scripts) {
        let kind = script.attr("type").unwrap_or_default().to_ascii_lowercase();
        let text: String = script.text().collect();
        let file = part(reading.file(), "script");
        let data = kind.contains("json") && json::says(text.as_bytes(), &file, reading);
        if data {
            json::words(text.as_bytes(), "a script's words", reading);
        } else {
            reading.hidden("a script");
        }
    }
}
