//! Snap: one header row of the columns that somebody chose, and three kinds of missing in the cells.
//!
//! Nothing in the header says that it is Snap, so it is read as such only where the plan pins it.

use super::super::column::{Missing, Value};
use super::head::Head;
use super::{Heading, plain};

/// What cells say instead of an answer. They stay apart: who was not asked is not in the base of a question.
const MISSING: [(&str, Missing); 3] =
    [("No Reply", Missing::NotAnswered), ("Not Asked", Missing::NotAsked), ("Error", Missing::Invalid)];

/// The columns of row 1, each with the three kinds of missing.
pub(super) fn read(head: &Head<'_>) -> Heading {
    let mut heading = plain::pinned(head, "Snap: one header row");
    for column in &mut heading.columns {
        column.values = MISSING
            .map(|(code, missing)| Value { code: code.into(), label: String::new(), missing: Some(missing) })
            .into();
    }
    heading
}
