//! Changes: this wave against the one before, where question and unit may be compared.
//!
//! Waves are treated as independent. Where the same people answered twice, which nobody can know of an
//! anonymous survey, this makes the intervals wider than they need be: it errs towards "no clear difference".

use super::compare;
use super::figures::{categories, published, share, tones};
use super::places::{Place, headcount};
use super::{Change, Estimate, Kind, Test};
use crate::confidential::counts::{Counts, Grouping, Table};
use crate::plan::{Comparability, Plan, Predecessor, Statistic};

/// Two waves that are compared, the later one's place in both.
pub(super) struct Pair<'a> {
    /// The plan.
    plan: &'a Plan,
    /// The earlier wave.
    earlier: &'a Counts,
    /// Index of the later wave.
    to: usize,
    /// For each question, whether the two may be compared.
    comparability: Vec<Comparability>,
}

/// The same group in the earlier wave.
struct Earlier<'a> {
    table: &'a Table,
    group: usize,
    id: Option<String>,
}

impl<'a> Pair<'a> {
    /// The wave `to` and the one that `earlier` has the counts of.
    pub(super) fn new(plan: &'a Plan, earlier: &'a Counts, to: usize) -> Self {
        let judged = (0..plan.questions.len()).map(|question| plan.comparability(question, earlier.wave, to));
        Self { plan, earlier, to, comparability: judged.collect() }
    }

    /// The change of a row, or why there is none; nothing for two-way groups, which are not compared over time.
    pub(super) fn change(&self, row: &Estimate, place: &Place<'_>, measure: usize) -> Option<Change> {
        if matches!(place.table.grouping, Grouping::Two(..)) {
            return None;
        }
        Some(match self.group(place) {
            Err(reason) => self.none(reason),
            Ok(earlier) => match row.kind {
                Kind::Question => self.question(place, &earlier, measure),
                Kind::Response => self.response(row, &earlier, measure),
                Kind::Pillar | Kind::Index | Kind::Overall => self.score(place, &earlier, measure),
            },
        })
    }

    fn from(&self) -> usize {
        self.earlier.wave
    }

    fn none(&self, reason: impl Into<String>) -> Change {
        Change { from: self.from(), from_group: None, from_base: 0, note: Some(reason.into()), test: None }
    }

    /// The group's counterpart, or the reason why it has none.
    fn group(&self, place: &Place<'_>) -> Result<Earlier<'_>, String> {
        let table = self.earlier.table(place.table.grouping).ok_or("it was not asked before")?;
        let Grouping::One(breakdown) = place.table.grouping else {
            return Ok(Earlier { table, group: place.group, id: None });
        };
        let groups = &self.plan.breakdowns[breakdown];
        if groups.headers[self.from()].is_none() {
            return Err("this breakdown was not asked before".to_owned());
        }
        match self.plan.predecessor(breakdown, place.group, self.from(), self.to) {
            Predecessor::Group(group) => {
                Ok(Earlier { table, group, id: Some(groups.groups[group].id.clone()) })
            }
            Predecessor::NotComparable(reason) => Err(reason),
        }
    }

    fn question(&self, place: &Place<'_>, earlier: &Earlier<'_>, item: usize) -> Change {
        let question = self.plan.items[item].question;
        let note = match &self.comparability[question] {
            Comparability::Same => None,
            Comparability::Reworded(note) => Some(note.clone()),
            Comparability::NotComparable(reason) => return self.none(reason),
            Comparability::NotAsked => return self.none("it was not asked before"),
        };
        let count = |table: &Table, group: usize| {
            let categories =
                categories(&self.plan.items[item], table.tally(self.plan.items.len(), group, item));
            (tones(&self.plan.items[item], &categories)[2], categories.iter().sum::<u64>())
        };
        let (now, then) = (count(place.table, place.group), count(earlier.table, earlier.group));
        self.some(earlier, then.1, note, compare::shares(now.0, now.1, then.0, then.1))
    }

    fn some(&self, earlier: &Earlier<'_>, base: u64, note: Option<String>, test: Option<Test>) -> Change {
        match test {
            None => self.none("nobody answered then or now"),
            test => Change { from: self.from(), from_group: earlier.id.clone(), from_base: base, note, test },
        }
    }

    fn response(&self, row: &Estimate, earlier: &Earlier<'_>, scope: usize) -> Change {
        let respondents = earlier.table.respondents(earlier.group);
        let scope = &self.plan.scopes[scope];
        let people = headcount(self.plan, self.from(), earlier.table.grouping, earlier.group, scope);
        match people.filter(|people| *people >= respondents) {
            None => self.none("the headcount of then is not known"),
            Some(people) => self.some(
                earlier,
                people,
                None,
                compare::shares(row.respondents, row.base, respondents, people),
            ),
        }
    }

    /// A score's change is that of the questions which both waves asked comparably.
    fn score(&self, place: &Place<'_>, earlier: &Earlier<'_>, composite: usize) -> Change {
        let plan = self.plan;
        let common = plan.common(composite, self.from(), self.to);
        let used = &plan.composites[common];
        if used.items[self.to].is_empty() {
            return self.none("none of its questions was asked comparably before");
        }
        let note = (common != composite).then(|| {
            let (asked, now) = (used.items[self.to].len(), plan.composites[composite].items[self.to].len());
            let made = if used.statistic == Statistic::MeanPoints { "mean" } else { "score" };
            format!(
                "the earlier {made} and the change are those of the {asked} of {now} questions that both surveys asked comparably"
            )
        });
        let side = |wave: usize, table: &Table, group: usize| {
            let sums = *table.score(plan.composites.len(), group, common);
            let of = |item: usize| share(&plan.items[item], table.tally(plan.items.len(), group, item));
            published(used, wave, &sums, of).map(|score| (score, sums))
        };
        let now = side(self.to, place.table, place.group);
        let then = side(self.from(), earlier.table, earlier.group);
        let test = match (&now, &then) {
            (Some(now), Some(then)) => compare::scores((now.0, &now.1), (then.0, &then.1)),
            _ => None,
        };
        self.some(earlier, then.map_or(0, |then| then.1.n), note, test)
    }
}
