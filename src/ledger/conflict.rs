//! Conflicts: what a new release would give away to a reader of an earlier one.
//!
//! For the same wave, measure and group, the new release minus an earlier one are people whose answers everyone can work
//! out. They have to be nobody, or at least as many as a group that may be shown, and not all of one answer; and so has
//! what is left of them when the differences of a group's parts are taken away. A group that was published and is
//! not there any more was cut in another way: how it overlaps with the new ones cannot be checked, so it is refused.
//!
//! Headcounts and scores are not compared. A headcount is no answer, and may be corrected; no score changes without the
//! answers that it is made of, unless it is worked out in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{self, KnownCell};
use super::difference::{Difference, Limits};
use super::entry::Entry;
use super::structure::{Place, Structure};
use crate::release::{MeasureKind, Release};

/// In which way a release and an earlier one cannot both be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Subtracting the two gives what a few people answered, or that all of them said the same.
    Changed,
    /// The group was published, and is not a group of this wave any more.
    Recut,
}

/// Something that this release and an earlier one must not both say. Never a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// Id of the wave.
    pub wave: String,
    /// In which way.
    pub kind: ConflictKind,
    /// Of which measure; none where it is about who is in the group, whatever was asked.
    pub measure: Option<(MeasureKind, String)>,
    /// `all`, the breakdown's id, or a cross table's.
    pub breakdown: String,
    /// `all` or the group's id.
    pub group: String,
    /// The name of the earlier release's record.
    pub release: String,
}

/// A measure, or nothing for the people of a group.
type Of<'a> = Option<(MeasureKind, &'a str)>;

/// Where something differs.
type Found<'a> = BTreeSet<(ConflictKind, Of<'a>, Place<'a>)>;

/// All conflicts with all earlier releases, in order; each once, with the first release that it is with.
pub(super) fn conflicts(entries: &[Entry], release: &Release) -> Vec<Conflict> {
    let cells = cell::of_release(release);
    let mut found: BTreeMap<_, Conflict> = BTreeMap::new();
    for wave in release.waves() {
        let structure = Structure::new(release, &wave.id);
        let now: Vec<&KnownCell> = cells.iter().filter(|cell| cell.wave == wave.id).collect();
        for entry in entries {
            let then: Vec<&KnownCell> = entry.cells.iter().filter(|cell| cell.wave == wave.id).collect();
            for (kind, of, (breakdown, group)) in with_one(&structure, release, &now, &then) {
                let conflict = Conflict {
                    wave: wave.id.clone(),
                    kind,
                    measure: of.map(|(kind, measure)| (kind, measure.to_owned())),
                    breakdown: breakdown.to_owned(),
                    group: group.to_owned(),
                    release: entry.name.clone(),
                };
                let once =
                    (wave.id.clone(), kind, conflict.measure.clone(), breakdown.to_owned(), group.to_owned());
                found.entry(once).or_insert(conflict);
            }
        }
    }
    let mut conflicts: Vec<Conflict> = found.into_values().collect();
    conflicts.sort();
    conflicts
}

/// The conflicts with one earlier release of the same wave.
fn with_one<'a>(
    structure: &Structure<'a>,
    release: &Release,
    now: &[&'a KnownCell],
    then: &[&'a KnownCell],
) -> Found<'a> {
    let mut found = Found::new();
    for cell in then.iter().filter(|cell| !structure.knows(place(cell))) {
        found.insert((ConflictKind::Recut, None, place(cell)));
    }
    for (of, differences) in differences(now, then) {
        let limits = limits(release, of);
        for at in refused(structure, &differences, limits) {
            found.insert((ConflictKind::Changed, of, at));
        }
    }
    // Where other people are in a group, every figure of it differs: said once.
    let people: BTreeSet<_> = found.iter().filter(|(_, of, _)| of.is_none()).map(|found| found.2).collect();
    found.retain(|(_, of, at)| of.is_none() || !people.contains(at));
    found
}

fn place(cell: &KnownCell) -> Place<'_> {
    (&cell.breakdown, &cell.group)
}

/// By measure, the differences of all groups of which both releases tell it.
fn differences<'a>(
    now: &[&'a KnownCell],
    then: &[&'a KnownCell],
) -> BTreeMap<Of<'a>, BTreeMap<Place<'a>, Difference>> {
    let before: BTreeMap<_, &KnownCell> = then.iter().map(|cell| (cell.key(), *cell)).collect();
    let members: BTreeMap<_, u64> = then.iter().map(|cell| (place(cell), cell.respondents)).collect();
    let mut differences: BTreeMap<Of<'a>, BTreeMap<_, _>> = BTreeMap::new();
    for cell in now {
        if let Some(then) = members.get(&place(cell)) {
            let people = Difference::of_people(cell.respondents, *then);
            differences.entry(None).or_default().insert(place(cell), people);
        }
        // The base of a response rate is the headcount.
        let answered = before.get(&cell.key()).filter(|_| cell.kind != MeasureKind::Response);
        if let Some(then) = answered {
            let difference = Difference::of_answers(cell, then);
            let of = Some((cell.kind, cell.measure.as_str()));
            differences.entry(of).or_default().insert(place(cell), difference);
        }
    }
    differences.retain(|_, groups| groups.values().any(|difference| !difference.is_none()));
    differences
}

/// The groups whose difference, or what is left of it without those of their parts, must not be known.
fn refused<'a>(
    structure: &Structure<'a>,
    differences: &BTreeMap<Place<'a>, Difference>,
    limits: Limits,
) -> BTreeSet<Place<'a>> {
    let own = differences.iter().filter(|(_, difference)| !difference.allowed(limits)).map(|(at, _)| *at);
    let mut refused: BTreeSet<Place<'a>> = own.collect();
    let sum = |places: &[Place<'a>]| {
        let known = places.iter().filter_map(|place| differences.get(place)).cloned();
        known.reduce(|sum, next| sum.and(1, &next))
    };
    for (whole, parts) in structure.families(&differences.keys().copied().collect()) {
        let left = sum(&whole).zip(sum(&parts)).map(|(whole, parts)| whole.and(-1, &parts));
        if left.is_some_and(|left| !left.allowed(limits)) {
            refused.extend(whole);
        }
    }
    refused
}

fn limits(release: &Release, of: Of<'_>) -> Limits {
    let rules = release.rules();
    let named = |(kind, id): (MeasureKind, &str)| {
        release.measures().iter().any(|measure| measure.kind == kind && measure.id == id && measure.sensitive)
    };
    let sensitive = if of.is_some_and(named) { rules.smallest_sensitive } else { 0 };
    Limits { smallest: rules.smallest_group.max(sensitive), insiders: rules.insiders }
}
