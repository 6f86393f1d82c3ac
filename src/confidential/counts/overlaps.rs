//! Overlaps: how many respondents are in both of two groups, from which it follows which group lies inside which.

use crate::plan::Plan;

use super::block::Block;

/// For every pair of groups of the one-way tables, the respondents in both. Groups are numbered through:
/// those of breakdown 0, then of breakdown 1, and so on.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Overlaps {
    /// Number of the first group of each breakdown, and one more entry: the number of groups.
    pub(in crate::confidential) first: Vec<usize>,
    /// Square, symmetric: `[group][group]`, flattened.
    pub(in crate::confidential) both: Vec<u32>,
}

impl Overlaps {
    /// The overlaps of nobody.
    pub(super) fn new(plan: &Plan) -> Self {
        let mut first = vec![0];
        let mut groups = 0;
        for breakdown in &plan.breakdowns {
            groups += breakdown.groups.len();
            first.push(groups);
        }
        Self { first, both: vec![0; groups * groups] }
    }

    /// How many groups there are over all breakdowns.
    pub(in crate::confidential) fn groups(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// The number of a breakdown's group.
    pub(in crate::confidential) fn number(&self, breakdown: usize, group: usize) -> usize {
        self.first[breakdown] + group
    }

    /// Respondents in both of two groups, by their numbers; with itself: the group's size.
    pub(in crate::confidential) fn both(&self, one: usize, other: usize) -> u64 {
        u64::from(self.both[one * self.groups() + other])
    }

    /// Counts a block of respondents above and on the diagonal; [`Self::mirror`] completes it.
    pub(super) fn add(&mut self, block: &Block) {
        let all = self.groups();
        for (breakdown, rows) in self.first.windows(2).enumerate() {
            for (other, columns) in self.first.windows(2).enumerate().skip(breakdown) {
                let pairs = block.groups(breakdown).iter().zip(block.groups(other));
                for (&group, &beside) in pairs {
                    let (row, column) = (rows[0] + usize::from(group), columns[0] + usize::from(beside));
                    // A code beyond the breakdown's groups is that of somebody who is in none of them.
                    if row < rows[1] && column < columns[1] {
                        self.both[row * all + column] += 1;
                    }
                }
            }
        }
    }

    /// Copies what is above the diagonal below it.
    pub(super) fn mirror(&mut self) {
        let all = self.groups();
        for row in 0..all {
            for column in 0..row {
                self.both[row * all + column] = self.both[column * all + row];
            }
        }
    }

    /// Adds the overlaps of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        for (total, other) in self.both.iter_mut().zip(&other.both) {
            *total += other;
        }
    }
}
