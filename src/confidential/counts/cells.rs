//! Cells: respondents counted by several breakdowns at once, for weighting them to the workforce.

use std::collections::BTreeMap;

use super::ScoreSums;
use crate::plan::Plan;

/// Respondents of a wave by all the breakdowns that weighting and like for like need together. Only cells with somebody
/// in them are there; none are where nothing needs them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Cells {
    /// The breakdowns (indices into the plan's), as `Plan::cell_breakdowns` gives them.
    pub(in crate::confidential) breakdowns: Vec<usize>,
    /// By the group code in each breakdown ([`crate::confidential::wave::NO_GROUP`] where in none), in that order.
    pub(in crate::confidential) cells: BTreeMap<Vec<u16>, Cell>,
}

/// What is known of the respondents of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Cell {
    /// How many.
    pub(in crate::confidential) respondents: u64,
    /// For each item of the plan: answers on the scale, and positive ones.
    pub(in crate::confidential) items: Vec<[u64; 2]>,
    /// For each composite of the plan.
    pub(in crate::confidential) scores: Vec<ScoreSums>,
}

impl Cells {
    /// The cells of nobody.
    pub(super) fn new(plan: &Plan) -> Self {
        Self { breakdowns: plan.cell_breakdowns(), cells: BTreeMap::new() }
    }

    /// Adds respondents of one cell.
    pub(super) fn add(&mut self, groups: Vec<u16>, others: &Cell) {
        self.cells.entry(groups).or_default().merge(others);
    }

    /// Adds the cells of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        for (groups, others) in &other.cells {
            self.add(groups.clone(), others);
        }
    }
}

impl Cell {
    /// Adds other respondents of the same cell; the cell of nobody takes their shape.
    fn merge(&mut self, other: &Self) {
        self.respondents += other.respondents;
        self.items.resize(other.items.len(), [0; 2]);
        for (total, others) in self.items.as_flattened_mut().iter_mut().zip(other.items.as_flattened()) {
            *total += others;
        }
        self.scores.resize(other.scores.len(), ScoreSums::default());
        for (sums, others) in self.scores.iter_mut().zip(&other.scores) {
            sums.merge(others);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn the_highest_level_is_always_among_the_breakdowns() {
        let mut plan = sample::plan();
        plan.weighting.margins = vec![2];
        plan.weighting.like_for_like = vec![3, 2];
        assert_eq!(Cells::new(&plan).breakdowns, [0, 2, 3]);
        plan.weighting.like_for_like = Vec::new();
        assert_eq!(Cells::new(&plan).breakdowns, [0, 2]);
        plan.weighting.margins = Vec::new();
        assert!(Cells::new(&plan).breakdowns.is_empty());
    }
}
