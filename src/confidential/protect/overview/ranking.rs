//! Rankings: who may be the lowest and the highest, so that nobody ranks noise.

use super::seen::{Measured, Seen};
use crate::confidential::estimates::Kind;
use crate::confidential::estimates::methods::{Group as Counted, shrink};
use crate::confidential::protect::findings::{RankedGroup, Ranking};
use crate::plan::Breakdown;

/// Fewer groups than this make no order.
const LEAST_GROUPS: usize = 3;

/// The units of each level on each headline question.
pub(in crate::confidential::protect) fn rankings(seen: &Seen<'_>) -> Vec<Ranking> {
    let mut found = Vec::new();
    for measured in seen.measures().filter(|m| m.kind == Kind::Question && seen.is_headline(*m)) {
        for breakdown in seen.plan.breakdowns.iter().filter(|breakdown| breakdown.is_level()) {
            found.extend(ranking(seen, measured, breakdown));
        }
    }
    found
}

fn ranking(seen: &Seen<'_>, measured: Measured<'_>, breakdown: &Breakdown) -> Option<Ranking> {
    let groups = seen.groups(measured, breakdown);
    let counted = |row: &crate::confidential::estimates::Estimate| {
        row.tones.map(|[_, _, positive]| Counted { positive, base: row.base })
    };
    let counts: Option<Vec<Counted>> = groups.iter().map(|group| counted(group.row)).collect();
    let counts = counts.filter(|counts| counts.len() >= LEAST_GROUPS)?;
    let shrunk = shrink(&counts)?;
    let ranked = groups.iter().zip(&shrunk.groups).map(|(group, shrunk)| RankedGroup {
        group: group.row.group.clone(),
        value: 100.0 * shrunk.value,
        low: shrunk.interval.map(|interval| 100.0 * interval.low),
        high: shrunk.interval.map(|interval| 100.0 * interval.high),
        lowest: shrunk.lowest,
        highest: shrunk.highest,
    });
    Some(Ranking {
        wave: seen.wave(measured.wave),
        measure: measured.id.to_owned(),
        breakdown: breakdown.id.clone(),
        groups: ranked.collect(),
        differ: shrunk.prior.is_some(),
    })
}
