//! Pictures: the charts of the pages as they stand on white paper.
//!
//! The style is that of the pages, with the light colours written out, so that a chart has the same colours everywhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::letters;
use crate::plan::Logo;
use crate::report::chart::Frame;
use crate::report::document::Chart;
use crate::report::html::STYLE;

/// Every SVG of its own says what it is.
const NAMESPACE: &str = r#"xmlns="http://www.w3.org/2000/svg""#;

/// The light colours of the pages by name: `up` is `#12436d`.
pub(super) static COLOURS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let root = STYLE.split_once(":root{").and_then(|(_, rest)| rest.split_once('}'));
    let declarations = root.map(|(root, _)| root).unwrap_or_default().split(';');
    let pairs = declarations.filter_map(|one| one.trim().strip_prefix("--")?.split_once(':'));
    pairs.filter(|(_, value)| value.starts_with('#')).collect()
});

/// The rules of the pages' style that are about charts, without variables.
static RULES: LazyLock<String> = LazyLock::new(|| {
    let rules: String = STYLE.lines().filter(|line| line.starts_with("svg ")).collect();
    // The longest name first: `--pos-1` is no part of another, but `--up` may be.
    let mut colours: Vec<_> = COLOURS.iter().collect();
    colours.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    colours.into_iter().fold(rules, |rules, (name, value)| rules.replace(&format!("var(--{name})"), value))
});

/// A chart's picture.
pub(super) fn chart(chart: &Chart) -> String {
    let drawn = chart.picture.draw(Frame::Wide, "");
    let drawn = drawn.replacen("<svg ", &format!("<svg {NAMESPACE} "), 1);
    let styled = drawn.replacen('>', &format!("><style>{}</style>", *RULES), 1);
    letters::set(&styled)
}

/// The logo's picture: its own bytes, in a frame of its size.
pub(super) fn logo(logo: &Logo) -> String {
    let ((width, height), png) = (logo.size, &logo.png);
    format!(
        r#"<svg {NAMESPACE} width="{width}" height="{height}" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" href="data:image/png;base64,{png}"/></svg>"#
    )
}
