//! Words: conflicts as problems that an analyst can act on, without a figure.

use std::path::Path;

use super::conflict::{Conflict, ConflictKind};
use crate::exit::Exit;
use crate::problem::{Place, Problem, Problems};
use crate::release::{MeasureKind, Release};

/// So many places are named; the rest are summed up.
const NAMED: usize = 4;

/// One problem for each wave and kind of conflict.
pub(super) fn problems(ledger: &Path, conflicts: &[Conflict], release: &Release) -> Problems {
    let mut problems = Problems::new();
    for same in conflicts.chunk_by(|one, other| (&one.wave, one.kind) == (&other.wave, other.kind)) {
        let Some(first) = same.first() else { continue };
        let (message, hint) = match first.kind {
            ConflictKind::Changed => (changed(first, same), put_back(first, release)),
            ConflictKind::Recut => (recut(first, same), keep_units(first)),
        };
        problems.push(Problem::error(Place::file(ledger), message).exiting(Exit::Disclosure).hint(hint));
    }
    problems
}

fn changed(first: &Conflict, same: &[Conflict]) -> String {
    format!(
        "{} was published with other answers: {}. Whoever has both releases could work out what a few people answered",
        first.wave,
        places(first, same)
    )
}

fn recut(first: &Conflict, same: &[Conflict]) -> String {
    format!(
        "{} was published for groups that it does not have any more: {}. To cut published answers in another way is a second release of them",
        first.wave,
        places(first, same)
    )
}

fn put_back(first: &Conflict, release: &Release) -> String {
    let smallest = release.rules().smallest_group;
    format!(
        "restore the exports of {} as they were published, and what is done with their rows: the SHA-256 of the exports is in the manifest.json beside the release.json whose own SHA-256 begins with {}; where answers have to be added or taken away, no published group may have fewer than {smallest} of them to a question, unless none",
        first.wave,
        digits(&first.release)
    )
}

fn keep_units(first: &Conflict) -> String {
    format!(
        "keep the groups of {} as they were published: a unit that is gone stays in units.csv with its last wave as `to_wave`, and lineage.csv says what became of it",
        first.wave
    )
}

/// The digits of a release's SHA-256 in the name of its record.
fn digits(record: &str) -> &str {
    record.rsplit('-').next().unwrap_or(record)
}

/// The first few by name, and how many more.
fn places(first: &Conflict, same: &[Conflict]) -> String {
    let mut places: Vec<String> = same.iter().take(NAMED).map(place).collect();
    let more = same.len().saturating_sub(NAMED);
    if more > 0 {
        let what = if same.iter().any(|conflict| conflict.measure.is_some()) { "cell" } else { "group" };
        let s = if more == 1 { "" } else { "s" };
        places.push(format!("and {more} more {what}{s} of {}", first.wave));
    }
    places.join(", ")
}

fn place(conflict: &Conflict) -> String {
    let group = match (conflict.breakdown.as_str(), conflict.group.as_str()) {
        ("all", _) => "everyone".to_owned(),
        (breakdown, group) => format!("{breakdown} {group}"),
    };
    match &conflict.measure {
        None => group,
        Some((MeasureKind::Overall, _)) => format!("all questions of {group}"),
        Some((kind, measure)) => format!("{} {measure} of {group}", noun(*kind)),
    }
}

fn noun(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Response => "response",
        MeasureKind::Question => "question",
        MeasureKind::Pillar => "pillar",
        MeasureKind::Index => "index",
        MeasureKind::Overall => "overall",
    }
}
