//! How a withheld figure is marked: always in the same way, so that no mark tells the reason.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Node};

use super::super::reading::Reading;

/// Words that tell a rule, or which figure was withheld because of which.
const REASONS: [&str; 11] = [
    "suppress",
    "unanim",
    "residual",
    "complementary",
    "disclos",
    "redact",
    "too-small",
    "too-few",
    "small-group",
    "below-threshold",
    "secondary-",
];

/// Every mark of a page.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let mut ways: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for element in html.tree.nodes().filter_map(ElementRef::wrap) {
        if tells_a_reason(element) {
            reading.hidden(&format!(
                "a class or an id of {} tells why something is withheld",
                element.value().name()
            ));
        }
        if says_the_marker(element) {
            ways.entry(element.value().name()).or_default().insert(way(element));
        }
    }
    if ways.values().any(|ways| ways.len() > 1) {
        reading.hidden("[c] is written in more than one way");
    }
}

/// Whether a class or an id tells a rule; `primary` and `secondary` do on a mark and what it stands in.
fn tells_a_reason(element: ElementRef<'_>) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|name| element.attr(name));
    let names: Vec<String> = names.flat_map(str::split_whitespace).map(str::to_ascii_lowercase).collect();
    let tells = |name: &String| REASONS.iter().any(|reason| name.replace('_', "-").contains(reason));
    let order = |name: &String| name.split(['-', '_']).any(|part| matches!(part, "primary" | "secondary"));
    names.iter().any(tells) || (names.iter().any(order) && element.text().collect::<String>().contains("[c]"))
}

fn says_the_marker(element: ElementRef<'_>) -> bool {
    let own = element.children().filter_map(|child| match child.value() {
        Node::Text(text) => Some(text.trim()),
        _ => None,
    });
    own.collect::<String>() == "[c]"
}

/// All that could tell one mark from another, in it and in what it stands in; places of drawings aside.
fn way(element: ElementRef<'_>) -> String {
    let own = element.value().attrs().filter(|(name, _)| !matches!(*name, "x" | "y" | "text-anchor"));
    let own: BTreeSet<String> = own.map(|(name, value)| format!("{name}={value}")).collect();
    let around =
        element.ancestors().find_map(ElementRef::wrap).filter(|parent| parent.value().name() == "span");
    let around = around.and_then(|parent| parent.attr("class")).unwrap_or_default();
    format!("{own:?} in {around}")
}
