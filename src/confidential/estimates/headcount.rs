//! Reconciliation of respondents with headcount: a rate over 100% is a mistake in the inputs, not a result.

use super::places::places;
use crate::confidential::counts::{Counts, Grouping};
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems};

/// A unit with more respondents than people is an error. A characteristic's group is a warning: people describe
/// themselves in the survey and are described by a register in the headcount, and the two may differ.
pub(in crate::confidential) fn reconcile(plan: &Plan, counts: &Counts, problems: &mut Problems) {
    let wave = &plan.waves[counts.wave];
    for place in places(plan, counts) {
        let people = place.headcount(0);
        if people.is_none_or(|people| people >= place.respondents()) {
            continue;
        }
        let what = if place.breakdown == "all" { plan.survey.short_name.clone() } else { place.name.clone() };
        let at = Place::file(&wave.file).column(format!("headcount of {what}"));
        let message = "there are more respondents than people in the headcount";
        let unit = match place.table.grouping {
            Grouping::One(breakdown) => plan.breakdowns[breakdown].is_level(),
            _ => true,
        };
        problems.push(if unit {
            Problem::error(at, message)
                .hint("check the date of the headcount, and staff groups outside the first [[scope]]")
        } else {
            Problem::warning(at, message).hint("no response rate is given for this group")
        });
    }
}
