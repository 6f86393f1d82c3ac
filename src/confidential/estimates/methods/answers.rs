//! Rows of answers for the tests of methods that take sums.

use proptest::prelude::*;

use super::covariance::{Covariance, Sums};

/// The sums of some rows of answers, one row per person.
pub(super) struct Answers {
    pub(super) n: u64,
    pub(super) sums: Vec<u64>,
    pub(super) products: Vec<u64>,
}

impl Answers {
    pub(super) fn of(rows: &[Vec<u64>]) -> Self {
        let k = rows.first().map_or(0, Vec::len);
        let total = |value: &dyn Fn(&[u64]) -> u64| rows.iter().map(|row| value(row)).sum();
        let pairs = (0..k).flat_map(|i| (i..k).map(move |j| (i, j)));
        Self {
            n: rows.len() as u64,
            sums: (0..k).map(|i| total(&|row| row[i])).collect(),
            products: pairs.map(|(i, j)| total(&|row| row[i] * row[j])).collect(),
        }
    }

    pub(super) fn sums(&self) -> Sums<'_> {
        Sums { n: self.n, sums: &self.sums, products: &self.products }
    }

    pub(super) fn covariance(&self) -> Option<Covariance> {
        Covariance::of(&self.sums())
    }
}

/// Between 2 and 60 people's answers on a five-point scale, to `questions` questions.
pub(super) fn answers(questions: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(1..=5u64, questions), 2..60)
}
