//! Reconciliation of respondents with headcount: a rate over 100% is a mistake in the inputs, not a result.

use super::places::places;
use crate::confidential::counts::{Counts, Grouping};
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems};

/// How many of the people in a group answered.
pub(in crate::confidential) struct Turnout {
    /// Everyone, or the breakdown.
    pub(in crate::confidential) grouping: Grouping,
    /// `all`, or the group's id.
    pub(in crate::confidential) name: String,
    /// The group's index.
    pub(in crate::confidential) group: usize,
    /// Who answered.
    pub(in crate::confidential) respondents: u64,
    /// People in the first scope, where the headcount tells.
    pub(in crate::confidential) people: Option<u64>,
}

impl Turnout {
    /// Whether more answered than there are people.
    fn exceeds(&self) -> bool {
        self.people.is_some_and(|people| people < self.respondents)
    }
}

/// Of everyone and of every group that the wave has.
pub(in crate::confidential) fn turnout(plan: &Plan, counts: &Counts) -> Vec<Turnout> {
    let of = |place: super::places::Place<'_>| Turnout {
        grouping: place.table.grouping,
        group: place.group,
        respondents: place.respondents(),
        people: place.headcount(0),
        name: place.name,
    };
    places(plan, counts).into_iter().map(of).collect()
}

/// A unit with more respondents than people is an error. A characteristic's group is a warning: people describe
/// themselves in the survey and are described by a register in the headcount, and the two may differ.
pub(in crate::confidential) fn reconcile(plan: &Plan, counts: &Counts, problems: &mut Problems) {
    let wave = &plan.waves[counts.wave];
    for place in turnout(plan, counts).into_iter().filter(Turnout::exceeds) {
        let everyone = place.grouping == Grouping::All;
        let what = if everyone { plan.survey.short_name.clone() } else { place.name };
        let at = Place::file(&wave.file).column(format!("headcount of {what}"));
        let message = "there are more respondents than people in the headcount";
        let unit = match place.grouping {
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
