//! Tallies: what is counted of a group on one measure, so that groups can be added and taken away.

use std::ops::{AddAssign, SubAssign};

use crate::confidential::estimates::{Estimate, Kind};

/// People and answers of a group, or of a sum and difference of groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Respondents; of a measure those who answered, of a response rate those who took part.
    pub(super) people: i64,
    /// How many answered negatively, neither way, positively; of a question.
    pub(super) tones: Option<[i64; 3]>,
    /// How many could have taken part; of a response rate.
    pub(super) headcount: Option<i64>,
}

impl Tally {
    /// People alone.
    pub(super) fn of(people: u64) -> Self {
        Self { people: people as i64, tones: None, headcount: None }
    }

    /// What a row counts.
    pub(super) fn of_row(row: &Estimate) -> Self {
        let response = row.kind == Kind::Response;
        let tones = row.tones.filter(|_| row.kind == Kind::Question);
        Self {
            people: row.people() as i64,
            tones: tones.map(|tones| tones.map(|tone| tone as i64)),
            headcount: response.then_some(row.base as i64),
        }
    }
}

fn pairwise<T>(one: Option<T>, other: Option<T>, of: impl Fn(T, T) -> T) -> Option<T> {
    one.zip(other).map(|(one, other)| of(one, other))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.people += other.people;
        self.tones = pairwise(self.tones, other.tones, |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        self.headcount = pairwise(self.headcount, other.headcount, |a, b| a + b);
    }
}

impl SubAssign for Tally {
    fn sub_assign(&mut self, other: Self) {
        self.people -= other.people;
        self.tones = pairwise(self.tones, other.tones, |a, b| [a[0] - b[0], a[1] - b[1], a[2] - b[2]]);
        self.headcount = pairwise(self.headcount, other.headcount, |a, b| a - b);
    }
}
