//! Memberships: which groups respondents are in, from which it follows how any groups overlap, however many at once.

use std::fmt;

use crate::plan::Plan;

/// Which groups respondents are in, without any answer: one row per kind of person.
///
/// The rows are sorted by their codes and each is there once, so that the parts of any split merge to the same.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Memberships {
    /// Number of the plan's breakdowns: the length of a row.
    pub(in crate::confidential) breakdowns: usize,
    /// Row by row, the group code in each breakdown; [`crate::confidential::wave::NO_GROUP`] for who is in none.
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

    /// Adds the memberships of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        debug_assert_eq!(self.breakdowns, other.breakdowns, "memberships of two plans do not merge");
        *self = self.merged(other);
    }

    /// Both in order; those who are alike become one row.
    fn merged(&self, other: &Self) -> Self {
        let mut merged = Self { breakdowns: self.breakdowns, ..Self::default() };
        let (mut ours, mut theirs) = (self.rows().peekable(), other.rows().peekable());
        loop {
            let (row, people) = match (ours.peek(), theirs.peek()) {
                (None, None) => break,
                (Some(one), Some(other)) if one.0 == other.0 => (one.0, one.1 + other.1),
                (Some(one), Some(other)) if other.0 < one.0 => *other,
                (Some(one), _) => *one,
                (None, Some(other)) => *other,
            };
            ours.next_if(|one| one.0 == row);
            theirs.next_if(|other| other.0 == row);
            merged.codes.extend_from_slice(row);
            merged.people.push(people);
        }
        merged
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
    use crate::confidential::counts::block::Blocks;
    use crate::confidential::counts::membership_tally::MembershipTallies;
    use crate::confidential::counts::{count, sample};
    use crate::confidential::wave::NO_GROUP;

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
    fn rows_are_in_order_however_many_bits_they_take() {
        let mut plan = sample::plan();
        let mut wave = sample::large_wave(500);
        // 13 breakdowns of 2^15 groups need 195 bits.
        for number in 4..13 {
            plan.breakdowns.push(plan.breakdowns[2].clone());
            wave.groups.push((0..500).map(|row| [0, 40, 30_000, NO_GROUP][row * number % 4]).collect());
        }
        for breakdown in &mut plan.breakdowns {
            breakdown.groups = vec![breakdown.groups[0].clone(); 1 << 15];
        }
        let mut memberships = Memberships::new(&plan);
        let mut blocks = Blocks::new(&plan, &wave, 0);
        for rows in [100..500, 0..100] {
            let mut tallies = MembershipTallies::new(&plan);
            tallies.add(&blocks.read(rows));
            tallies.pour(&mut memberships);
        }
        let mut rows: Vec<Vec<u16>> =
            (0..500).map(|row| wave.groups.iter().map(|codes| codes[row]).collect()).collect();
        rows.sort();
        let expected: Vec<(&[u16], u32)> = rows
            .chunk_by(|one, other| one == other)
            .map(|alike| (&alike[0][..], alike.len() as u32))
            .collect();
        assert!(memberships.rows().eq(expected));
    }

    #[test]
    fn what_is_printed_tells_nobody() {
        let memberships = count(&sample::plan(), &sample::large_wave(30), 1).memberships;
        assert_eq!(format!("{memberships:?}"), "Memberships in 4 breakdowns");
    }
}
