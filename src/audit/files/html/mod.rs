//! Pages and drawings: what they say in tables of results, and whether anything is in them that a reader does not see.

mod attributes;
mod explorer;
mod hiding;
mod marker;
mod places;
mod script;
mod style;
mod tables;
mod words;

use scraper::{Html, Node};

use super::reading::Reading;
use crate::publish::Published;

/// A page, or an SVG, which is looked into as one.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return reading.unreadable("it is not UTF-8");
    };
    let html = Html::parse_document(prologue(text, &file.path));
    for node in html.tree.nodes() {
        match node.value() {
            Node::Comment(_) | Node::ProcessingInstruction(_) => reading.hidden("a comment"),
            Node::Element(_) => {
                if let Some(element) = scraper::ElementRef::wrap(node) {
                    places::look(element, reading);
                    hiding::look(element, reading);
                }
            }
            _ => {}
        }
    }
    attributes::look(&html, reading);
    style::look(&html, reading);
    marker::look(&html, reading);
    script::look(&html, reading);
    tables::look(&html, reading);
    words::look(&html, reading);
}

/// An SVG without the line that every XML file may begin with.
fn prologue<'a>(text: &'a str, path: &str) -> &'a str {
    let text = text.trim_start_matches('\u{feff}');
    if !path.to_ascii_lowercase().ends_with(".svg") || !text.starts_with("<?xml ") {
        return text;
    }
    text.split_once("?>").map_or(text, |(_, rest)| rest)
}

/// A number of any script, which a reader would read as one.
fn has_digits(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}
