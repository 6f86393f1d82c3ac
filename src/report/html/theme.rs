//! The organisation's colours and logo on a page.

use std::borrow::Cow;

use super::security;
use crate::plan::Theme;

/// A page's style with the colours of the theme where it has any of its own: by day and by night the same, for
/// text on the masthead can be read on either.
pub(crate) fn style(plain_style: &'static str, theme: &Theme) -> Cow<'static, str> {
    let Theme { brand, on_brand, .. } = theme;
    let plain = Theme::plain();
    if (brand, on_brand) == (&plain.brand, &plain.on_brand) {
        return plain_style.into();
    }
    format!("{plain_style}:root{{--brand:{brand};--on-brand:{on_brand}}}\n").into()
}

/// The policy of a page with this style; the logo is part of the page.
pub(crate) fn policy(style: &str, theme: &Theme) -> String {
    let pictures = if theme.logo.is_some() { "; img-src data:" } else { "" };
    security::policy(style) + pictures
}
