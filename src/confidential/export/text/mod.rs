//! Text with separators: from bytes to batches of cells, block by block, so that memory does not grow with the file.
//!
//! One reader goes through the bytes and cuts them where a row ends ([`blocks`]); each block is then judged and taken
//! apart on its own, by whichever thread is free ([`records`]). Rules of RFC 4180, strictly: a quoted cell ends with a
//! quote that is followed by a separator or the end of the row; an unquoted cell has no quote; every row has as many
//! cells as the first. What breaks them is told by the row in which it began. A row is a record: its cells may hold
//! line ends.

mod blocks;
mod encoding;
mod fault;
mod records;
mod separator;
mod spare;
mod specials;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::Path;

pub(super) use blocks::{Block, Blocks};
pub(super) use fault::{Faults, tell};
pub(super) use spare::Spare;

use super::source::HEAD;
use crate::problem::{Place, Problem, Problems};

/// A text opened.
pub(super) struct Text {
    /// The first rows, each as wide as it is in the file.
    pub(super) head: Vec<Vec<String>>,
    /// All rows, those of the head once more.
    pub(super) blocks: Blocks,
    /// What stands between cells, in words.
    pub(super) separated_by: &'static str,
}

/// Opens a text and looks at its first rows.
///
/// # Errors
/// A file without content, or whose first rows are no rows of a table.
pub(super) fn open(path: &Path, file: File) -> Result<Text, Problems> {
    let failed = |error: std::io::Error| Problems::from(Problem::files(path, "read the export", &error));
    let mut blocks = Blocks::new(encoding::opened(file).map_err(failed)?);
    let first = blocks.peek().map_err(failed)?;
    if first.trim_ascii().is_empty() {
        let place = Place::file(path);
        return Err(Problem::error(place, "empty export: the file has no content at all").into());
    }
    let (start, separator) = separator::separator_of(first);
    blocks.skip(start);
    blocks.separator = separator;
    let head = head(path, &mut blocks)?;
    blocks.width = head.first().map_or(0, Vec::len);
    let separated_by = match separator {
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "commas",
    };
    Ok(Text { head, blocks, separated_by })
}

/// All of a text without separators, as UTF-8 without a byte order mark.
///
/// # Errors
/// Bytes of no known encoding, or that no text has, with their row.
pub(super) fn decoded(path: &Path, mut bytes: Vec<u8>, problems: &mut Problems) -> Result<Vec<u8>, Problem> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let (text, faults) = match records::decoded(bytes, false) {
        Ok((text, written)) => (text, Faults { written, ..Faults::default() }),
        Err(faults) => (String::new(), faults),
    };
    let mut told = Problems::new();
    tell(path, &faults, 0, 1, &mut told);
    if told.stop() {
        return Err(told.first_error().unwrap_or_else(|| Problem::error(Place::file(path), "no text")));
    }
    problems.extend(told);
    Ok(text.into_bytes())
}

/// The first rows, which may differ in width: that is told of the rows when all of them are read.
fn head(path: &Path, blocks: &mut Blocks) -> Result<Vec<Vec<String>>, Problems> {
    let failed = |error: std::io::Error| Problems::from(Problem::files(path, "read the export", &error));
    let (separator, marked) = (blocks.separator, blocks.utf8);
    let bytes = blocks.peek_rows(HEAD as u64).map_err(failed)?;
    let (rows, faults) = records::first_rows(bytes, separator, marked, HEAD);
    let mut problems = Problems::new();
    tell(path, &faults, 0, 0, &mut problems);
    if problems.stop() { Err(problems) } else { Ok(rows) }
}
