//! Protect: from estimates to a release of what may be published.
//!
//! The rules hold even if every shown figure is known exactly: no group that is shown, and none that subtraction of shown
//! groups gives, has fewer than k people, or people who all answered alike. Each rule has a file: [`size`] (R1),
//! [`residual`] (R2), [`unanimity`] (R3), [`cross`] with [`bounds`] (R4), [`containment`] with [`linked`], [`span`] and [`deduction`] (R5), [`pattern`]
//! for questions that lead to others (R6) and for detail (R7), [`published`] (R8), [`printed`] for digits. R9, the audit of
//! what was written, is outside, where it can see nothing but files.
//!
//! Verdicts are judged again within the families of what is shown, so that no word depends on a withheld figure.

mod atoms;
mod bounds;
mod containment;
mod cross;
mod deduction;
pub(in crate::confidential) mod findings;
#[cfg(test)]
mod intruder;
mod linked;
mod models;
mod overview;
mod pattern;
mod printed;
mod published;
pub(in crate::confidential) mod reason;
pub(in crate::confidential) mod release;
mod residual;
mod rows;
mod size;
mod span;
mod structure;
mod sums;
mod tally;
#[cfg(test)]
mod tests;
mod unanimity;
pub(in crate::confidential) mod withheld;
mod words;

use crate::confidential::estimates::Estimates;
use crate::ledger::Ledger;
use crate::plan::Plan;
use findings::Findings;
use overview::Seen;
use pattern::{Marks, Pattern};
use published::Published;
use release::Release;
pub(in crate::confidential) use rows::kind as measure_kind;
use withheld::{Withheld, WithheldOfWave};

/// The release of these estimates, and what it withholds. `as_of` is the only date that an output may carry besides those
/// of the plan; the `ledger` is what was published before.
pub(in crate::confidential) fn protect(
    plan: &Plan,
    estimates: &Estimates,
    ledger: &Ledger,
    as_of: Option<String>,
) -> (Release, Withheld) {
    let mut estimates = estimates.clone();
    let published = Published::new(plan, ledger);
    let mut marks = Marks::new(estimates.rows.len());
    let mut waves = Vec::new();
    for wave in 0..plan.waves.len() {
        let pattern = Pattern::new(plan, &estimates, wave, &published);
        pattern.mark(&mut marks);
        waves.push(WithheldOfWave::new(&estimates, wave, &pattern, &marks));
    }
    let families = rows::families(plan, &estimates, &marks.visible);
    estimates.judge(plan, &families.rest, &families.change);
    let rows = rows::rows(plan, &estimates, &marks, &families);
    let findings = found(plan, &estimates, &marks, &families);
    let release = words::release(plan, &estimates.read, rows, findings, as_of);
    (release, Withheld { waves, rows: marks.reason })
}

/// A release with the same figures, in the words of the plan as it is now. Nothing of what decides which figures are shown
/// ([`Plan::part_of_protection`]) may have changed since it was made.
pub(in crate::confidential) fn reworded(plan: &Plan, release: Release, as_of: Option<String>) -> Release {
    words::reworded(plan, release, as_of)
}

/// What is said beyond the rows.
fn found(plan: &Plan, estimates: &Estimates, marks: &Marks, families: &rows::Families) -> Findings {
    let seen = Seen::new(plan, estimates, marks, families);
    let modelled = &estimates.models;
    let mut spreads = overview::spreads(&seen);
    models::weighted_spreads(plan, &modelled.weighted_spreads, &mut spreads);
    Findings {
        representation: overview::representation(&seen),
        weighting: models::weighting(plan, &modelled.weightings),
        weighted: models::weighted(plan, &seen, estimates),
        spreads,
        consistency: overview::consistency(&seen),
        like_for_like: models::like_for_like(plan, &seen, estimates),
        decompositions: overview::decompositions(&seen),
        rankings: overview::rankings(&seen),
        reliability: models::reliability(plan, &seen, &modelled.reliability),
        drivers: models::drivers(&seen, &modelled.drivers),
        trends: overview::trends(plan, estimates, &marks.visible),
        unanswered: overview::unanswered(&seen),
    }
}
