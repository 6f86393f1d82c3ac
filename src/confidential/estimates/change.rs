//! Changes: this wave against an earlier one, where question and unit may be compared.
//!
//! A row is compared with the latest earlier wave that asked its measure comparably of its group. Waves are treated as
//! independent. Where the same people answered twice, which nobody can know of an anonymous survey, this makes the
//! intervals wider than they need be: it errs towards "no clear difference".

use super::compare;
use super::earlier::Earlier;
use super::figures::{categories, published, share, tones};
use super::places::Place;
use super::{Change, Estimate, Kind, Test};
use crate::confidential::counts::{Counts, Grouping};
use crate::plan::{Comparability, Plan, Predecessor, Statistic};

/// Two waves that are compared.
pub(super) struct Pair<'a> {
    /// The plan.
    plan: &'a Plan,
    /// The earlier wave.
    earlier: &'a Counts,
    /// Index of the later wave.
    to: usize,
    /// For each question, whether the two may be compared.
    comparability: Vec<Comparability>,
    /// For each composite, the one that measures its change.
    common: Vec<Option<usize>>,
    /// For each breakdown and group, what it may be compared with.
    predecessors: Vec<Vec<Predecessor>>,
}

/// The change of a row since the latest of these waves (nearest first) with which it can be compared. Where there is none:
/// the reason of the wave directly before. Nothing for the groups of cross tables, which are not compared over time.
///
/// Which wave that is depends on the plan alone, never on who answered: else it would tell of groups that are not shown.
pub(super) fn change(
    pairs: &[Pair<'_>],
    row: &Estimate,
    place: &Place<'_>,
    measure: usize,
) -> Option<Change> {
    let mut directly_before = None;
    for pair in pairs {
        match pair.change(row, place, measure)? {
            Ok(change) => return Some(change),
            Err(reason) => {
                directly_before.get_or_insert_with(|| pair.none(reason));
            }
        }
    }
    directly_before
}

impl<'a> Pair<'a> {
    /// The wave `to` and the one that `earlier` has the counts of.
    pub(super) fn new(plan: &'a Plan, earlier: &'a Counts, to: usize) -> Self {
        let from = earlier.wave;
        let judged = (0..plan.questions.len()).map(|question| plan.comparability(question, from, to));
        let common = (0..plan.composites.len()).map(|composite| plan.common(composite, &[from, to]));
        let groups = |(index, breakdown): (usize, &crate::plan::Breakdown)| {
            let groups = 0..breakdown.groups.len();
            groups.map(|group| plan.predecessor(index, group, from, to)).collect()
        };
        Self {
            plan,
            earlier,
            to,
            comparability: judged.collect(),
            common: common.collect(),
            predecessors: plan.breakdowns.iter().enumerate().map(groups).collect(),
        }
    }

    /// The change, or the reason why the two waves are not comparable.
    fn change(&self, row: &Estimate, place: &Place<'_>, measure: usize) -> Option<Result<Change, String>> {
        if matches!(place.table.grouping, Grouping::Cross(_)) {
            return None;
        }
        let predecessor = |breakdown: usize, group: usize| self.predecessors[breakdown][group].clone();
        Some(match Earlier::of(self.plan, self.earlier, place, predecessor) {
            Err(reason) => Err(reason),
            Ok(earlier) => match row.kind {
                Kind::Question => self.question(place, earlier, measure),
                Kind::Response => self.response(row, earlier, measure),
                Kind::Pillar | Kind::Index | Kind::Overall => self.score(place, earlier, measure),
            },
        })
    }

    fn none(&self, reason: impl Into<String>) -> Change {
        Change {
            from: self.earlier.wave,
            from_group: None,
            from_parts: Vec::new(),
            from_base: 0,
            note: Some(reason.into()),
            test: None,
        }
    }

    fn some(&self, earlier: Earlier<'_>, base: u64, note: Option<String>, test: Option<Test>) -> Change {
        let notes: Vec<String> = note.into_iter().chain(earlier.note).collect();
        match test {
            None => self.none("nobody answered then or now"),
            test => Change {
                from: self.earlier.wave,
                from_group: earlier.group,
                from_parts: earlier.parts,
                from_base: base,
                note: (!notes.is_empty()).then(|| notes.join("; ")),
                test,
            },
        }
    }

    fn question(&self, place: &Place<'_>, earlier: Earlier<'_>, item: usize) -> Result<Change, String> {
        let note = match &self.comparability[self.plan.items[item].question] {
            Comparability::Same => None,
            Comparability::Reworded(note) => Some(note.clone()),
            Comparability::NotComparable(reason) => return Err(reason.clone()),
            Comparability::NotAsked => return Err("it was not asked before".to_owned()),
        };
        let Some(then) = earlier.categories(item) else { return Ok(self.none(NO_SUM)) };
        let measured = &self.plan.items[item];
        let now = categories(measured, place.table.tally(self.plan.items.len(), place.group, item));
        let count = |counts: &[u64]| (tones(measured, counts)[2], counts.iter().sum::<u64>());
        let (now, then) = (count(&now), count(&then));
        Ok(self.some(earlier, then.1, note, compare::shares(now.0, now.1, then.0, then.1)))
    }

    fn response(&self, row: &Estimate, earlier: Earlier<'_>, scope: usize) -> Result<Change, String> {
        let Some(respondents) = earlier.respondents() else { return Ok(self.none(NO_SUM)) };
        match earlier.headcount(scope).filter(|people| *people >= respondents) {
            None => Err("the headcount of then is not known".to_owned()),
            Some(people) => {
                let test = compare::shares(row.respondents, row.base, respondents, people);
                Ok(self.some(earlier, people, None, test))
            }
        }
    }

    /// A score's change is that of the questions which both waves asked comparably.
    fn score(&self, place: &Place<'_>, earlier: Earlier<'_>, composite: usize) -> Result<Change, String> {
        let plan = self.plan;
        let then = &plan.waves[self.earlier.wave];
        if !then.linked() {
            return Err(format!("the answers of {} are not linked to respondents", then.label));
        }
        let Some(common) = self.common[composite] else {
            return Err("none of its questions was asked comparably before".to_owned());
        };
        let used = &plan.composites[common];
        let note = (common != composite).then(|| {
            let (asked, now) = (used.items[self.to].len(), plan.composites[composite].items[self.to].len());
            let made = if used.statistic == Statistic::MeanPoints { "mean" } else { "score" };
            format!(
                "the earlier {made} and the change are those of the {asked} of {now} questions that both surveys asked comparably"
            )
        });
        let sums = *place.table.score(plan.composites.len(), place.group, common);
        let of =
            |item: usize| share(&plan.items[item], place.table.tally(plan.items.len(), place.group, item));
        let now = published(used, self.to, &sums, of).map(|score| (score, sums));
        let then = earlier.score(common);
        let test = match (&now, &then) {
            (Some(now), Some(then)) => compare::scores((now.0, &now.1), (then.0, &then.1)),
            _ => None,
        };
        Ok(self.some(earlier, then.map_or(0, |then| then.1.n), note, test))
    }
}

/// Why there is no earlier figure of parts of which one is larger than what it is taken from.
const NO_SUM: &str = "the units of then cannot be taken apart";

#[cfg(test)]
mod tests;
