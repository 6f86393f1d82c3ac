//! Memberships: which groups respondents are in, from which it follows how any groups overlap, however many at once.

use std::fmt;

use crate::confidential::wave::NO_GROUP;
use crate::plan::Plan;

use super::block::Block;

/// Which groups respondents are in, without any answer: one row per kind of person.
///
/// The rows are sorted by their codes and each is there once, so that the parts of any split merge to the same.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Memberships {
    /// Number of the plan's breakdowns: the length of a row.
    pub(in crate::confidential) breakdowns: usize,
    /// Row by row, the group code in each breakdown; [`NO_GROUP`] for who is in none.
    pub(in crate::confidential) codes: Vec<u16>,
    /// Respondents with exactly these codes, by row.
    pub(in crate::confidential) people: Vec<u32>,
}

impl Memberships {
    /// The memberships of nobody.
    pub(super) fn new(plan: &Plan) -> Self {
        Self { breakdowns: plan.breakdowns.len(), ..Self::default() }
    }

    /// Each kind of person: the codes, and how many they are.
    pub(in crate::confidential) fn rows(&self) -> impl Iterator<Item = (&[u16], u32)> {
        self.people.iter().enumerate().map(|(row, people)| (self.row(row), *people))
    }

    fn row(&self, row: usize) -> &[u16] {
        &self.codes[row * self.breakdowns..][..self.breakdowns]
    }

    /// Adds a block of respondents at the end, each as a row; [`Self::settle`] then puts them where they belong.
    pub(super) fn add(&mut self, plan: &Plan, block: &Block) {
        let (codes, people) = (self.codes.len(), self.people.len());
        self.codes.resize(codes + block.length() * self.breakdowns, NO_GROUP);
        self.people.resize(people + block.length(), 1);
        for (index, breakdown) in plan.breakdowns.iter().enumerate() {
            let column = self.codes[codes..].iter_mut().skip(index).step_by(self.breakdowns);
            for (code, &group) in column.zip(block.groups(index)) {
                // A code beyond the breakdown's groups is that of somebody who is in none of them.
                if usize::from(group) < breakdown.groups.len() {
                    *code = group;
                }
            }
        }
    }

    /// Sorts the rows by their codes, and makes one of those that are alike.
    pub(super) fn settle(&mut self) {
        let mut order: Vec<usize> = (0..self.people.len()).collect();
        // The stable sort, because it profits from rows that are partly in order.
        order.sort_by(|&one, &other| self.row(one).cmp(self.row(other)));
        let mut settled = Self { breakdowns: self.breakdowns, ..Self::default() };
        for alike in order.chunk_by(|&one, &other| self.row(one) == self.row(other)) {
            settled.codes.extend(alike.first().into_iter().flat_map(|&row| self.row(row)));
            settled.people.push(alike.iter().map(|&row| self.people[row]).sum());
        }
        *self = settled;
    }

    /// Adds the memberships of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        debug_assert_eq!(self.breakdowns, other.breakdowns, "memberships of two plans do not merge");
        self.codes.extend_from_slice(&other.codes);
        self.people.extend_from_slice(&other.people);
        self.settle();
    }
}

/// How many breakdowns, and nothing of who is in them.
impl fmt::Debug for Memberships {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memberships in {} breakdowns", self.breakdowns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::{count, sample};

    #[test]
    fn people_in_the_same_groups_are_one_row_and_rows_are_in_order() {
        let rows = [[1, 3, 0, 2], [0, 0, 1, 1], [1, 3, 0, 2], [0, 0, 1, 0], [NO_GROUP, 9, 1, 7]];
        let wave = sample::wave(&rows.map(|groups| (groups, [1; 6])));
        let memberships = count(&sample::plan(), &wave, 1).memberships;
        let expected: [(&[u16], u32); 4] = [
            (&[0, 0, 1, 0], 1),
            (&[0, 0, 1, 1], 1),
            (&[1, 3, 0, 2], 2),
            (&[NO_GROUP, NO_GROUP, 1, NO_GROUP], 1),
        ];
        assert!(memberships.rows().eq(expected));
    }

    #[test]
    fn without_breakdowns_everyone_is_alike() {
        let mut plan = sample::plan();
        plan.breakdowns.clear();
        plan.crosses.clear();
        plan.weighting.margins.clear();
        plan.weighting.like_for_like.clear();
        plan.drivers.clear();
        let memberships = count(&plan, &sample::large_wave(30), 1).memberships;
        assert!(memberships.rows().eq([(&[][..], 30)]));
    }

    #[test]
    fn what_is_printed_tells_nobody() {
        let memberships = count(&sample::plan(), &sample::large_wave(30), 1).memberships;
        assert_eq!(format!("{memberships:?}"), "Memberships in 4 breakdowns");
    }
}
