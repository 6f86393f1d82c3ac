//! Layouts: what the header rows of each survey tool mean.
//!
//! A layout is recognised by its first rows alone, or pinned by the plan. It says how many rows stand above the first
//! answer and which columns there are; it never looks at an answer. Each tool has a file of its own, with one function
//! from the first rows to its columns, or to the sign that is missing.
//!
//! Where headers cannot say whether several columns are the options of one multiple choice or the rows of a table of
//! questions, both are offered, by different names (`question`): the plan takes what it asks for.

mod codebook;
mod head;
mod limesurvey;
mod microsoft_forms;
mod personal;
mod plain;
mod qualtrics;
mod question;
mod recognise;
mod roles;
mod smartsurvey;
mod snap;
mod surveymonkey;

#[cfg(test)]
mod tests;

use super::column::Column;
use crate::plan::label::is_blank;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problems;
use head::Head;

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

/// What a tool's layout makes of the first rows.
struct Found {
    /// By what it is known, as the end of a sentence: `columns ID, Start time, Completion time`.
    sign: String,
    header_rows: u64,
    columns: Vec<Column>,
}

/// The columns, or the sign that is missing: `Completion time is missing`.
type Reading = Result<Found, String>;

/// The heading of a file by its first rows, with what its codebook adds; `None` after a problem that leaves no columns
/// to go on with. A header that is there twice is a problem too, but the other columns can still be looked at.
pub(super) fn heading(file: &ExportFile, head: &[Vec<String>], problems: &mut Problems) -> Option<Heading> {
    let chosen = Head::new(&file.path, head).and_then(|head| recognise::chosen(file, &head));
    let (layout, mut heading) = chosen.map_err(|problem| problems.push(problem)).ok()?;
    tidy(&mut heading.columns);
    if matches!(layout, Layout::Plain | Layout::Snap) {
        plain::distinct(&file.path, &mut heading.columns, problems);
    }
    personal::unmask(layout, &mut heading.columns);
    roles::add(layout, &mut heading.columns);
    if let Some(codes) = &file.codebook {
        codebook::add(codes, &mut heading.columns, problems);
    }
    Some(heading)
}

/// Names without white space round them, none empty, none twice in a column; what has no name is no column.
fn tidy(columns: &mut Vec<Column>) {
    for column in columns.iter_mut() {
        let mut names: Vec<String> = Vec::with_capacity(column.names.len());
        for name in &column.names {
            let name = name.trim();
            if !is_blank(name) && !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
        column.names = names;
    }
    columns.retain(|column| !column.names.is_empty());
}
