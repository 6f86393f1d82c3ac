//! The organisation's colours on a page.

use crate::plan::Theme;

/// A page's style with the colours of the theme where it has any of its own: by day and by night the same, for
/// text on the masthead can be read on either.
pub(super) fn style(style: &str, theme: &Theme) -> String {
    let Theme { brand, on_brand, .. } = theme;
    let plain = Theme::plain();
    if (brand, on_brand) == (&plain.brand, &plain.on_brand) {
        return style.to_owned();
    }
    format!("{style}:root{{--brand:{brand};--on-brand:{on_brand}}}\n")
}
