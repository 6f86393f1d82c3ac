//! Styles: what they hide for good, and what is written in them.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};

use super::super::reading::Reading;
use super::{has_digits, hiding};

/// A rule, or what stands before its block and what stands in it.
struct Rule<'a> {
    selectors: &'a str,
    declarations: &'a str,
    /// Whether it counts only on some screens or on paper.
    at_times: bool,
}

/// Every style element of a page.
pub(super) fn look(html: &Html, reading: &mut Reading) {
    let Ok(styles) = Selector::parse("style") else { return };
    for style in html.select(&styles) {
        let text: String = style.text().collect();
        written(&text, reading);
        let plain = without_comments(&text);
        let mut rules = Vec::new();
        collect(&plain, false, 0, &mut rules);
        for selector in hidden_for_good(&rules) {
            hidden_elements(html, &selector, reading);
        }
    }
}

/// A style says how, not what.
fn written(text: &str, reading: &mut Reading) {
    let lower = text.to_ascii_lowercase();
    if lower.contains("sourcemappingurl") || lower.contains("sourceurl") {
        reading.hidden("a source map");
    }
    if lower.contains("url(") && lower.contains("data:") {
        reading.hidden("data in a style");
    }
    if text.split("/*").skip(1).any(|comment| has_digits(comment.split("*/").next().unwrap_or_default())) {
        reading.hidden("a number in a style's comment");
    }
    let contents =
        lower.split("content:").skip(1).map(|rest| rest.split([';', '}']).next().unwrap_or_default());
    let quoted = |content: &str| content.split(['"', '\'']).skip(1).step_by(2).any(has_digits);
    if contents.into_iter().any(quoted) {
        reading.hidden("a number that a style writes");
    }
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    plain
}

/// The rules of a style in order, those within `@media` and the like too.
fn collect<'a>(text: &'a str, at_times: bool, depth: usize, rules: &mut Vec<Rule<'a>>) {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let before = rest.get(..open).unwrap_or_default();
        let before = before.rsplit([';', '}']).next().unwrap_or_default().trim();
        let after = rest.get(open + 1..).unwrap_or_default();
        let close = closing(after);
        let block = after.get(..close).unwrap_or_default();
        if before.starts_with('@') && depth < 8 {
            collect(block, at_times || conditional(before), depth + 1, rules);
        } else {
            rules.push(Rule { selectors: before, declarations: block, at_times });
        }
        rest = after.get(close + 1..).unwrap_or_default();
    }
}

/// Where the block ends that begins here.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (place, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => return place,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a block counts only at times: everything but the screen as such.
fn conditional(at: &str) -> bool {
    let at = at.to_ascii_lowercase();
    at.strip_prefix("@media")
        .is_some_and(|media| !matches!(media.trim(), "" | "all" | "screen" | "only screen"))
}

/// Selectors that are hidden always and that no rule shows at any time.
fn hidden_for_good(rules: &[Rule<'_>]) -> BTreeSet<String> {
    let each = |rule: &Rule<'_>| -> Vec<String> {
        rule.selectors.split(',').map(|selector| selector.trim().to_owned()).collect()
    };
    let shown: BTreeSet<String> =
        rules.iter().filter(|rule| shows(rule.declarations)).flat_map(each).collect();
    let hidden = rules.iter().filter(|rule| !rule.at_times && hides(rule.declarations)).flat_map(each);
    hidden.filter(|selector| !shown.contains(selector)).collect()
}

fn hidden_elements(html: &Html, selector: &str, reading: &mut Reading) {
    let plain = selector.split(':').next().unwrap_or_default().trim();
    let Ok(parsed) = Selector::parse(if plain.is_empty() { "*" } else { plain }) else {
        return reading.hidden("a style that cannot be read hides something");
    };
    let page = html.root_element();
    for element in page.select(&parsed).filter(|element| hiding::holds_digits(*element)).take(1) {
        told(element, reading);
    }
}

fn told(element: ElementRef<'_>, reading: &mut Reading) {
    reading.hidden(&format!("a number in an element {} that a style hides", element.value().name()));
}

/// Names and values, in small letters.
fn pairs(declarations: &str) -> impl Iterator<Item = (String, String)> {
    declarations.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let value = value.to_ascii_lowercase().replace("!important", "");
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    })
}

fn shows(declarations: &str) -> bool {
    pairs(declarations).any(|(name, value)| match name.as_str() {
        "display" => value != "none",
        "visibility" => value == "visible",
        _ => false,
    })
}

/// Whether declarations take something out of sight: not shown, of no size, cut away, far outside, or without colour.
pub(super) fn hides(declarations: &str) -> bool {
    let mut cut = false;
    let mut tiny = false;
    let mut plain = true;
    let mut pale = false;
    for (name, value) in pairs(declarations) {
        let number = leading(&value);
        match name.as_str() {
            "display" if value == "none" => return true,
            "visibility" if value == "hidden" || value == "collapse" => return true,
            "content-visibility" if value == "hidden" => return true,
            "opacity" | "font-size" | "zoom" | "scale" if number == Some(0.0) => return true,
            "transform" if value.replace(' ', "").contains("scale(0)") => return true,
            "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left" | "margin-top"
                if number.is_some_and(|number| number <= -99.0) =>
            {
                return true;
            }
            "clip" | "clip-path" if value != "none" && value != "auto" => return true,
            "overflow" | "overflow-x" | "overflow-y" => cut |= value == "hidden" || value == "clip",
            "width" | "height" | "max-width" | "max-height" => {
                tiny |= number.is_some_and(|number| number <= 1.0);
            }
            "background" | "background-color" => plain = colourless(&value),
            "color" | "fill" => pale = colourless(&value),
            _ => {}
        }
    }
    (cut && tiny) || (pale && plain)
}

fn colourless(value: &str) -> bool {
    let value = value.replace(' ', "");
    matches!(
        value.as_str(),
        "white" | "#fff" | "#ffffff" | "transparent" | "rgb(255,255,255)" | "none" | "#0000"
    ) || value.starts_with("rgba(") && value.ends_with(",0)")
}

/// The number that a value begins with.
fn leading(value: &str) -> Option<f64> {
    let end = value.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | '-'));
    value.get(..end.unwrap_or(value.len()))?.parse().ok()
}
