//! `[[breakdown]]` → [`Breakdown`]; the groups of a level come from `units.csv`.

use std::path::Path;

use super::check_ids;
use crate::plan::breakdown::{Breakdown, BreakdownKind, Group, NOT_STATED};
use crate::plan::label::looks;
use crate::plan::raw::{RawBreakdown, RawBreakdownKind, RawGroup};
use crate::problem::{Place, Problem, Problems, quoted};

/// Levels first, in their order, then characteristics.
pub(crate) fn resolve(
    file: &Path,
    raw: &[RawBreakdown],
    waves: usize,
    problems: &mut Problems,
) -> Vec<Breakdown> {
    let place = Place::file(file).column("breakdown");
    let reserved = |raw: &&RawBreakdown| raw.id == "all" || raw.id.contains('×');
    if let Some(raw) = raw.iter().find(reserved) {
        problems.push(Problem::error(place.clone(), format!("“{}” is a reserved name", quoted(&raw.id))));
    }
    check_ids(&place, "breakdown", raw.iter().map(|raw| raw.id.as_str()), problems);
    let (levels, others): (Vec<_>, Vec<_>) = raw.iter().partition(|raw| raw.kind == RawBreakdownKind::Level);
    if levels.is_empty() {
        problems.push(Problem::error(place, "expected at least one breakdown of kind = \"level\""));
    }
    let levels =
        levels.into_iter().enumerate().map(|(level, raw)| empty(raw, BreakdownKind::Level(level), waves));
    let mut breakdowns: Vec<Breakdown> = levels.collect();
    for raw in others {
        let mut breakdown = empty(raw, BreakdownKind::Characteristic { protected: raw.protected }, waves);
        breakdown.groups = groups(file, raw, waves, problems);
        breakdowns.push(breakdown);
    }
    breakdowns
}

fn empty(raw: &RawBreakdown, kind: BreakdownKind, waves: usize) -> Breakdown {
    let name = if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() };
    Breakdown { id: raw.id.clone(), name, kind, groups: Vec::new(), headers: vec![None; waves] }
}

fn groups(file: &Path, raw: &RawBreakdown, waves: usize, problems: &mut Problems) -> Vec<Group> {
    let place = Place::file(file).column(format!("breakdown.{}.group", raw.id));
    if raw.group.is_empty() {
        problems.push(Problem::error(
            place.clone(),
            "expected the values of this characteristic as [[breakdown.group]]",
        ));
    }
    check_ids(&place, "group", raw.group.iter().map(|group| group.id.as_str()), problems);
    let mut groups: Vec<Group> = raw.group.iter().map(|raw| group(raw, waves)).collect();
    tell_shared_labels(&place, &groups, problems);
    if !groups.iter().any(|group| group.id == NOT_STATED) {
        let raw = RawGroup { id: NOT_STATED.into(), name: "Not stated".into(), labels: Vec::new() };
        groups.push(group(&raw, waves));
    }
    groups
}

fn group(raw: &RawGroup, waves: usize) -> Group {
    let name = if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() };
    let labels = std::iter::once(name.clone()).chain(raw.labels.iter().cloned()).collect();
    Group { id: raw.id.clone(), name, labels, parent: None, waves: vec![true; waves] }
}

/// A label must mean one group, or answers would be counted in the wrong one.
fn tell_shared_labels(place: &Place, groups: &[Group], problems: &mut Problems) {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        for label in &group.labels {
            let form = looks(label);
            if seen.iter().any(|(other, owner)| *other == form && *owner != index) {
                let message = format!("the label “{}” means two groups", quoted(label));
                problems.push(Problem::error(place.clone(), message));
            }
            seen.push((form, index));
        }
    }
}
