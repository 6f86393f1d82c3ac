//! Microsoft Forms: one header row, as a workbook or a CSV copy of it.
//!
//! Its own columns are in the language of whoever exported it. Questions are headers as people typed them: no-break
//! spaces, line ends and numbers behind repeated titles are left as they are, the plan's headers are matched without
//! them. A multiple choice is one column with `A;B;` in its cells, which the scale's separator takes apart later.

use super::head::{Head, missing};
use super::{Found, Reading, plain};
use crate::problem::quoted;

/// What is looked for.
pub(super) const SIGNS: &str = "the columns ID, Start time, Completion time";

/// Headers of the time of the start, in the languages that are known, as keys.
pub(super) const START: [&str; 7] =
    ["starttime", "startzeit", "heurededébut", "horadeinicio", "begintijd", "amsercychwyn", "amserdechrau"];
/// Headers of the time of completion.
pub(super) const COMPLETION: [&str; 8] = [
    "completiontime",
    "fertigstellungszeit",
    "abschlusszeit",
    "heuredefin",
    "horadefinalización",
    "tijdvanvoltooien",
    "amsercwblhau",
    "amsergorffen",
];

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let signs = [
        ("ID", head.find(&["id"])),
        ("Start time", head.find(&START)),
        ("Completion time", head.find(&COMPLETION)),
    ];
    let lost: Vec<&str> = signs.iter().filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
    if !lost.is_empty() {
        return Err(missing(&lost));
    }
    let seen: Vec<String> =
        signs.iter().filter_map(|(_, at)| at.map(|at| quoted(head.cell(0, at)))).collect();
    let sign = format!("columns {}", seen.join(", "));
    Ok(Found { sign, header_rows: 1, columns: plain::columns(head) })
}
