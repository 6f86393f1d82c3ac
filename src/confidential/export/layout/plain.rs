//! One header row over one row per response, of whatever tool.

use std::collections::HashMap;
use std::path::Path;

use super::super::column::{Cells, Column};
use super::super::{counted, headers, metadata};
use super::head::Head;
use super::{Found, Heading, Reading};
use crate::plan::label::normal_form;
use crate::problem::Problems;

/// The columns of row 1, if it can be a header row: the rows below it do not all reach twice as far to the right, and none
/// of the first rows has the marks of a tool.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let width = head.extent(0);
    let below = (1..head.rows()).map(|row| head.extent(row)).filter(|extent| *extent > 0).min();
    // A title above the header has a cell or two; a column or two without a header are told by the column.
    if let Some(below) = below.filter(|below| *below >= (width * 2).max(width + 1)) {
        let here = counted(width as u64, "cell");
        return Err(format!("row 1 is no header row, it has {here} and the rows below have {below}"));
    }
    if (0..head.rows())
        .any(|row| (0..width).any(|column| head.cell(row, column).starts_with("{\"ImportId\"")))
    {
        return Err("there are cells with ImportId, but not in the third of three header rows".to_owned());
    }
    let sign = format!("one header row with {}", counted(width as u64, "column"));
    Ok(Found { sign, header_rows: 1, columns: columns(head) })
}

/// The columns of row 1, because the plan says so; `what` is how the log calls it.
pub(super) fn pinned(head: &Head<'_>, what: &str) -> Heading {
    let width = counted(head.extent(0) as u64, "column");
    let recognised = format!("read as {what} with {width}, as the plan says");
    Heading { recognised, header_rows: 1, columns: columns(head) }
}

/// Every cell of row 1 as a column under one name.
pub(super) fn columns(head: &Head<'_>) -> Vec<Column> {
    (0..head.width(1)).map(|at| Column::one(head.cell(0, at), at)).collect()
}

/// Takes out every column whose header is there before; each is a problem, but for those with personal data.
pub(super) fn distinct(file: &Path, columns: &mut Vec<Column>, problems: &mut Problems) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    columns.retain(|column| {
        let (Some(name), Cells::One(at)) = (column.names.first(), &column.cells) else { return true };
        if metadata::is_personal(name) {
            return true;
        }
        let first = *seen.entry(normal_form(name)).or_insert(*at);
        if first != *at {
            problems.push(headers::repeated(file, name, first, *at));
        }
        first == *at
    });
}
