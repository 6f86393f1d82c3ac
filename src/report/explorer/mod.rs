//! The explorer: one page on which a reader chooses what to see.

use super::Rendered;
use super::view::View;

/// `explorer.html`; nothing without a wave.
pub(crate) fn file(_view: &View) -> Option<Rendered> {
    None
}
