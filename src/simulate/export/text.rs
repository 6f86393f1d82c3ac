//! Text with separators, as different tools write it.

use std::io;

use ::csv::{IntoInnerError, QuoteStyle, Terminator, WriterBuilder};

/// How dates and times are written as text.
pub(super) const ISO: &str = "%Y-%m-%d %H:%M:%S";

/// How a tool writes text with separators.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Semicolons instead of commas.
    pub(super) semicolons: bool,
    /// Every field in quotation marks, not only those that need them.
    pub(super) quoted: bool,
    /// Rows end as on Windows.
    pub(super) windows: bool,
    /// A mark at the beginning says that this is UTF-8.
    pub(super) marked: bool,
}

/// Rows of cells as text.
pub(super) fn write(style: Style, rows: impl Iterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let start = if style.marked { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = WriterBuilder::new()
        .delimiter(if style.semicolons { b';' } else { b',' })
        .quote_style(if style.quoted { QuoteStyle::Always } else { QuoteStyle::Necessary })
        .terminator(if style.windows { Terminator::CRLF } else { Terminator::Any(b'\n') })
        .flexible(true)
        .from_writer(start);
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(IntoInnerError::into_error)
}
