//! A table: the tallies of one grouping.

use crate::plan::Plan;

use super::{Grouping, SLOTS, ScoreSums, Tally};

/// The tallies of one grouping.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::confidential) struct Table {
    /// How respondents were grouped.
    pub(in crate::confidential) grouping: Grouping,
    /// Respondents by group.
    pub(in crate::confidential) respondents: Vec<u64>,
    /// `[group][item][slot]`, flattened.
    pub(in crate::confidential) answers: Vec<u64>,
    /// `[group][composite]`, flattened.
    pub(in crate::confidential) scores: Vec<ScoreSums>,
}

impl Table {
    /// The table of nobody.
    pub(super) fn new(plan: &Plan, grouping: Grouping) -> Self {
        let groups = grouping.groups(plan);
        Self {
            grouping,
            respondents: vec![0; groups],
            answers: vec![0; groups * plan.items.len() * SLOTS],
            scores: vec![ScoreSums::default(); groups * plan.composites.len()],
        }
    }

    /// Adds the table of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        add_each(&mut self.respondents, &other.respondents);
        add_each(&mut self.answers, &other.answers);
        for (sums, others) in self.scores.iter_mut().zip(&other.scores) {
            sums.merge(others);
        }
    }

    /// Respondents in a group.
    pub(in crate::confidential) fn respondents(&self, group: usize) -> u64 {
        self.respondents[group]
    }

    /// The answers of a group to one of the plan's `items` (their number), by slot.
    pub(in crate::confidential) fn tally(&self, items: usize, group: usize, item: usize) -> &Tally {
        &self.answers.as_chunks().0[group * items + item]
    }

    /// A group's scores on one of the plan's `composites` (their number).
    pub(in crate::confidential) fn score(
        &self,
        composites: usize,
        group: usize,
        composite: usize,
    ) -> &ScoreSums {
        &self.scores[group * composites + composite]
    }
}

fn add_each(totals: &mut [u64], others: &[u64]) {
    for (total, other) in totals.iter_mut().zip(others) {
        *total += other;
    }
}
