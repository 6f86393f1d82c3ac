//! Elements that no reader looks into.

use scraper::ElementRef;

use super::super::reading::Reading;

/// Elements whose content is not shown, or comes from elsewhere. Scripts are looked into by themselves.
const UNSEEN: [&str; 22] = [
    "template",
    "noscript",
    "noembed",
    "noframes",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "param",
    "portal",
    "metadata",
    "foreignobject",
    "foreignObject",
    "input",
    "textarea",
    "datalist",
    "canvas",
    "audio",
    "video",
    "area",
    "base",
];

/// An element that should not be in a page.
pub(super) fn look(element: ElementRef<'_>, reading: &mut Reading) {
    let name = element.value().name();
    if UNSEEN.contains(&name) {
        reading.hidden(&format!("an element {name}"));
    }
    if name == "meta" {
        meta(element, reading);
    }
}

/// Numbers belong into a page's policy, its character set and its viewport, and into no other statement about itself.
fn meta(element: ElementRef<'_>, reading: &mut Reading) {
    let attribute = |name| element.attr(name).unwrap_or_default().to_ascii_lowercase();
    let policy = attribute("http-equiv") == "content-security-policy";
    let viewport = attribute("name") == "viewport";
    let content = element.attr("content").unwrap_or_default();
    if super::has_digits(content) && !policy && !viewport {
        reading.hidden("a number in a meta element");
    }
}
