//! Elements that are in the page and hidden by themselves: numbers in them are for nobody who reads.

use scraper::{ElementRef, Node};

use super::super::reading::Reading;
use super::{has_digits, style};

/// An element that its own attributes hide.
pub(super) fn look(element: ElementRef<'_>, reading: &mut Reading) {
    if let Some(how) = hidden_by(element).filter(|_| holds_digits(element)) {
        reading.hidden(&format!("a number in an element {} that is hidden ({how})", element.value().name()));
    }
}

fn hidden_by(element: ElementRef<'_>) -> Option<&'static str> {
    let is = |name: &str, values: &[&str]| {
        element.attr(name).is_some_and(|value| values.contains(&value.trim().to_ascii_lowercase().as_str()))
    };
    if element.attr("hidden").is_some() {
        return Some("hidden");
    }
    if is("aria-hidden", &["true"]) {
        return Some("aria-hidden");
    }
    let nothing = ["0", "0.0", "0%", "0px"];
    let drawn = is("display", &["none"])
        || is("visibility", &["hidden", "collapse"])
        || ["opacity", "fill-opacity", "font-size"].iter().any(|name| is(name, &nothing))
        || is("fill", &["none", "transparent", "white", "#fff", "#ffffff"])
        || (element.value().name() != "svg" && ["width", "height"].iter().any(|name| is(name, &nothing)));
    if drawn {
        return Some("by an attribute");
    }
    element.attr("style").filter(|own| style::hides(own)).map(|_| "by its style")
}

/// Whether there is a number in the text of an element.
pub(super) fn holds_digits(element: ElementRef<'_>) -> bool {
    element.descendants().any(|node| matches!(node.value(), Node::Text(text) if has_digits(text)))
}
