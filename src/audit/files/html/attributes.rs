//! Attributes: a number in one is the geometry of a drawing, a name that links two places, the layout of a table, or words
//! that the page says visibly as well. Anything else is hidden.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html};

use super::super::reading::{Reading, quoted};
use super::{has_digits, words};

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d+(?:[.,]\d+)*").ok());

/// What a drawing's marks are placed with.
const GEOMETRY: [&str; 25] = [
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "width",
    "height",
    "viewBox",
    "points",
    "d",
    "transform",
    "offset",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "opacity",
    "fill",
];

/// What links places of a page, and classes.
const NAMES: [&str; 10] = [
    "id",
    "class",
    "for",
    "href",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
    "xmlns",
];

/// What lays out a page.
const LAYOUT: [&str; 9] =
    ["tabindex", "colspan", "rowspan", "span", "charset", "lang", "role", "aria-level", "content"];

/// Words for those who do not see the page, or point at it.
const WORDS: [&str; 5] = ["aria-label", "aria-description", "alt", "title", "label"];

/// Every attribute of every element.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let visible = words::visible(html);
    let seen: HashSet<&str> = numbers(&visible).collect();
    let unseen = |text: &str| numbers(text).any(|number| !seen.contains(number));
    for element in html.tree.nodes().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        for (attribute, value) in element.value().attrs() {
            let told = quoted(attribute);
            if name == "img" && reading.known.draws(attribute, value) {
                continue;
            }
            if active(attribute, value) {
                reading.hidden(&format!("attribute {told} of {name} acts or carries data"));
            } else if (has_digits(attribute) && !GEOMETRY.contains(&attribute))
                || (has_digits(value) && !known(element, attribute, value))
            {
                let said = WORDS.contains(&attribute) && !unseen(value);
                if !said {
                    reading.hidden(&format!("a number in attribute {told} of {name}"));
                }
            }
        }
        if matches!(name, "desc" | "title")
            && within_drawing(element)
            && unseen(&element.text().collect::<String>())
        {
            reading.hidden(&format!("a number in the {name} of a drawing that the page does not say"));
        }
    }
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    NUMBER.iter().flat_map(|number| number.find_iter(text)).map(|found| found.as_str())
}

/// A script, or data in the place of an address.
fn active(attribute: &str, value: &str) -> bool {
    let plain: String =
        value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    let handler = attribute.len() > 2 && attribute.starts_with("on");
    handler
        || matches!(attribute, "srcdoc" | "ping")
        || plain.contains("data:") && plain.contains("base64")
        || ["data:", "javascript:", "vbscript:", "blob:"].iter().any(|scheme| plain.starts_with(scheme))
}

/// Whether a number has its place in this attribute.
fn known(element: ElementRef<'_>, attribute: &str, value: &str) -> bool {
    let drawing = within_drawing(element);
    if attribute == "content" {
        return element.value().name() == "meta";
    }
    if attribute == "href" {
        return !value.split('#').next().unwrap_or_default().contains('?');
    }
    (drawing && GEOMETRY.contains(&attribute) && !exact(value))
        || NAMES.contains(&attribute)
        || (drawing && matches!(attribute, "version" | "stroke" | "font-weight" | "preserveAspectRatio"))
        || LAYOUT.contains(&attribute)
}

/// Whether a place is told more exactly than to a tenth: a length could then tell more than the number beside it.
fn exact(value: &str) -> bool {
    let decimals = value.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    decimals.filter_map(|number| number.split_once('.')).any(|(_, decimals)| decimals.len() > 1)
}

fn within_drawing(element: ElementRef<'_>) -> bool {
    let svg = |element: ElementRef<'_>| element.value().name() == "svg";
    svg(element) || element.ancestors().filter_map(ElementRef::wrap).any(svg)
}
