//! Protect: from estimates to a release of what may be published.
//!
//! The rules hold even if every shown figure is known exactly: no group that is shown, and none that subtraction of shown
//! groups gives, has fewer than k people. Each rule has a file: [`size`] (R1), [`residual`] (R2), [`containment`] (R5).
//! Verdicts are judged again within the families of what is shown, so that no word depends on a withheld figure.

mod containment;
pub(in crate::confidential) mod findings;
#[cfg(test)]
mod intruder;
mod models;
mod overview;
mod pattern;
pub(in crate::confidential) mod release;
mod residual;
mod rows;
mod size;
#[allow(dead_code, reason = "the choice of the pattern will ask for it")]
mod span;
mod words;

use crate::confidential::estimates::Estimates;
use crate::plan::Plan;
use findings::Findings;
use overview::Seen;
use pattern::Pattern;
use release::Release;

/// The release of these estimates. `as_of` is the only date that an output may carry besides those of the plan.
pub(in crate::confidential) fn protect(plan: &Plan, estimates: &Estimates, as_of: Option<String>) -> Release {
    let mut estimates = estimates.planned(plan);
    let mut visible = vec![false; estimates.rows.len()];
    for wave in 0..plan.waves.len() {
        Pattern::new(plan, &estimates, wave).mark(&mut visible);
    }
    let families = rows::families(plan, &estimates, &visible);
    estimates.judge(plan, &families.rest, &families.change);
    let rows = rows::rows(plan, &estimates, &visible, &families);
    let findings = found(plan, &estimates, &visible, &families);
    words::release(plan, &estimates, rows, findings, as_of)
}

/// What is said beyond the rows.
fn found(plan: &Plan, estimates: &Estimates, visible: &[bool], families: &rows::Families) -> Findings {
    let seen = Seen::new(plan, estimates, visible, families);
    let modelled = &estimates.models;
    let mut spreads = overview::spreads(&seen);
    models::weighted_spreads(plan, &modelled.weighted_spreads, &mut spreads);
    Findings {
        representation: overview::representation(&seen),
        weighting: models::weighting(plan, &modelled.weightings),
        weighted: models::weighted(&seen, &modelled.weighted),
        spreads,
        consistency: overview::consistency(&seen),
        like_for_like: models::like_for_like(plan, &seen, &modelled.like_for_like),
        decompositions: overview::decompositions(&seen),
        rankings: overview::rankings(&seen),
        reliability: models::reliability(plan, &modelled.reliability),
        drivers: models::drivers(&seen, &modelled.drivers),
        trends: overview::trends(plan, estimates, visible),
        unanswered: overview::unanswered(&seen),
    }
}
