//! Layouts: what the header rows of each survey tool mean.
//!
//! A layout is recognised by its first rows alone, or pinned by the plan. It says how many rows stand above the first
//! answer and which columns there are; it never looks at an answer.

use super::column::Column;
use super::headers;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem, Problems};

/// What the first rows of a file say.
#[derive(Debug)]
pub(super) struct Heading {
    /// Which layout it is and how that was recognised, as a sentence for the log.
    pub(super) recognised: String,
    /// How many rows stand above the first answer.
    pub(super) header_rows: u64,
    /// Its columns, in the order of the file.
    pub(super) columns: Vec<Column>,
}

/// The heading of a file by its first rows.
///
/// # Errors
/// A file that no layout fits, or more than one, with what was looked for.
pub(super) fn heading(
    file: &ExportFile,
    head: &[Vec<String>],
    problems: &mut Problems,
) -> Result<Heading, Problem> {
    let Some(first) = head.first() else {
        return Err(Problem::error(Place::file(&file.path), "empty export: the file has no content at all"));
    };
    headers::tell_repeated(&file.path, first, problems);
    let named = first.iter().enumerate().filter(|(_, name)| !name.trim().is_empty());
    let columns = named.map(|(at, name)| Column::one(name.as_str(), at)).collect();
    let recognised = format!("recognised as one header row with {} columns", first.len());
    Ok(Heading { recognised, header_rows: 1, columns })
}
