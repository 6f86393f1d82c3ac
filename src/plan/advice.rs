//! What to know about a plan that resolves: warnings, and the order of its waves.

use std::path::Path;

use super::{Plan, WavePlan};
use crate::problem::{Place, Problem, Problems};

/// Waves that are not in the order of their fieldwork.
pub(super) fn tell_wave_order(file: &Path, waves: &[WavePlan], problems: &mut Problems) {
    if waves.windows(2).any(|pair| pair[0].fieldwork.start > pair[1].fieldwork.start) {
        let message = "expected the waves in the order of their fieldwork, earliest first";
        problems.push(Problem::error(Place::file(file).column("survey.waves"), message));
    }
}

/// A question whose header changed and that nobody has judged: no change is shown for it.
pub(super) fn tell_undeclared(plan: &Plan, problems: &mut Problems) {
    for to in 1..plan.waves.len() {
        for (index, question) in plan.questions.iter().enumerate() {
            let before = (0..to).rev().find(|from| plan.asked(index, *from));
            if let Some(from) = before.filter(|from| plan.undeclared(index, *from, to)) {
                let place = Place::file(&plan.folder.join("questions.csv")).column(&question.id);
                let message =
                    format!("the wording differs between {} and {}", plan.waves[from].id, plan.waves[to].id);
                let hint =
                    "say in comparability.csv whether the two may be compared; until then no change is shown";
                problems.push(Problem::warning(place, message).hint(hint));
            }
        }
    }
}

/// A question that only some were asked takes its whole pillar with it wherever too few of them answered.
pub(super) fn tell_routed_in_pillars(plan: &Plan, problems: &mut Problems) {
    for question in
        plan.questions.iter().filter(|question| question.route.is_some() && question.pillar.is_some())
    {
        let place = Place::file(&plan.folder.join("questions.csv")).column(&question.id);
        let message = "this question was put only to some, and it belongs to a pillar";
        let hint = "a pillar is withheld wherever one of its questions is; leave the pillar empty";
        problems.push(Problem::warning(place, message).hint(hint));
    }
}
