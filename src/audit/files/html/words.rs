//! The words of a page, block by block: searched for personal data.

use scraper::{ElementRef, Html, Node};

use super::super::reading::Reading;

/// Elements that are parts of a line of text.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup",
    "tspan",
];

/// Text that is not read: styles, scripts.
const UNREAD: [&str; 3] = ["style", "script", "template"];

/// Every block's text, and every attribute that may hold words.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    for line in lines(html, &UNREAD).lines().filter(|line| !line.trim().is_empty()) {
        reading.words("its text", line);
    }
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    for element in elements.filter(|element| element.value().name() != "meta") {
        for (_, value) in element.value().attrs() {
            reading.words("an attribute", value);
        }
    }
    let comments = html.tree.nodes().filter_map(|node| node.value().as_comment());
    for comment in comments {
        reading.words("a comment", comment);
    }
}

/// What a reader sees: without the names of drawings, which only a screen reader tells.
pub(super) fn visible(html: &Html) -> String {
    lines(html, &["style", "script", "template", "title", "desc", "noscript"])
}

/// The text of a page, a line for each block.
fn lines(html: &Html, without: &[&str]) -> String {
    let mut text = String::new();
    let mut before = None;
    for node in html.tree.root().descendants() {
        let Node::Text(words) = node.value() else { continue };
        let within = || node.ancestors().filter_map(ElementRef::wrap);
        if within().any(|element| without.contains(&element.value().name())) {
            continue;
        }
        let block =
            within().find(|element| !INLINE.contains(&element.value().name())).map(|block| block.id());
        if block != before {
            text.push('\n');
            before = block;
        }
        text.extend(words.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
    }
    text
}
