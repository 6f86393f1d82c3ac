//! What every driver analysis shares: when there is none, and which questions can take part.
//!
//! # What it answers
//!
//! "Can these questions be set against that outcome at all?" Variable 0 is the outcome, the
//! others are the questions.
//!
//! # Formula
//!
//! ```text
//! a question repeats others when its squared multiple correlation with the questions before it
//! that take part is 1 (to within 1e-10)
//! ```
//!
//! # Assumptions and limits
//!
//! A duplicate adds nothing to what is already explained, and no method can divide the credit of
//! two questions with the same answers: the first keeps it, the other is named. The same holds for
//! a question that is a sum of others, and for one that everybody answered alike. The limit of
//! 1e-10 is far below one differing answer among a million.
//!
//! # Source
//!
//! Golub & Van Loan (2013), Matrix Computations, 4.2 (the Cholesky factor row by row).

use nalgebra::{DMatrix, DVector};

use super::covariance::Covariance;

/// The share of a question's variance that must be its own.
const OWN: f64 = 1e-10;

/// Why there is no driver analysis. Variables are numbered as in the covariances, 0 the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DriversRefusal {
    /// Fewer complete cases than variables + 2.
    TooFew,
    /// More questions than all subsets can be gone through for.
    TooMany,
    /// Everybody answered this variable alike; 1, the first question, where all of them are.
    NoVariation(usize),
    /// These questions repeat others exactly, which this method cannot leave out.
    Singular(Vec<usize>),
}

/// The questions that take part, with their correlations.
pub(super) struct Drivers {
    /// The questions that take part, counted from 0 among the questions.
    pub(super) kept: Vec<usize>,
    /// Those that do not.
    pub(super) left_out: Vec<usize>,
    /// The correlations of the questions that take part.
    pub(super) among: DMatrix<f64>,
    /// Their correlations with the outcome.
    pub(super) with_outcome: DVector<f64>,
}

impl Drivers {
    /// Leaves out what repeats others or does not vary.
    pub(super) fn of(c: &Covariance) -> Result<Self, DriversRefusal> {
        if c.variables() < 2 || c.n() < c.variables() as u64 + 2 {
            return Err(DriversRefusal::TooFew);
        }
        if c.at(0, 0) <= 0.0 {
            return Err(DriversRefusal::NoVariation(0));
        }
        let (kept, left_out): (Vec<_>, Vec<_>) = Independent::default().split(c);
        let variables: Vec<usize> = [0].into_iter().chain(kept.iter().map(|question| question + 1)).collect();
        let correlation = c.of_variables(&variables).correlation();
        let Some(correlation) = correlation.filter(|_| !kept.is_empty()) else {
            return Err(DriversRefusal::NoVariation(1));
        };
        let (all, p) = (correlation.matrix(), kept.len());
        let among = all.view((1, 1), (p, p)).into_owned();
        let with_outcome = all.view((1, 0), (p, 1)).column(0).into_owned();
        Ok(Self { kept, left_out, among, with_outcome })
    }
}

/// The rows so far of the Cholesky factor of the questions that take part.
#[derive(Default)]
struct Independent {
    kept: Vec<usize>,
    rows: Vec<Vec<f64>>,
}

impl Independent {
    /// The questions that take part, and the others.
    fn split(mut self, c: &Covariance) -> (Vec<usize>, Vec<usize>) {
        let mut left_out = Vec::new();
        for variable in 1..c.variables() {
            if !self.takes(c, variable) {
                left_out.push(variable - 1);
            }
        }
        (self.kept.into_iter().map(|variable| variable - 1).collect(), left_out)
    }

    /// Takes the variable in when part of its variance is its own.
    fn takes(&mut self, c: &Covariance, variable: usize) -> bool {
        let variance = c.at(variable, variable);
        let (mut row, mut own): (Vec<f64>, f64) = (Vec::new(), variance);
        for (other, earlier) in self.kept.iter().zip(&self.rows) {
            let known: f64 = row.iter().zip(earlier).map(|(a, b)| a * b).sum();
            let entry = (c.at(variable, *other) - known) / earlier.last().copied().unwrap_or(1.0);
            own -= entry * entry;
            row.push(entry);
        }
        let takes = own > OWN * variance;
        if takes {
            row.push(own.sqrt());
            self.kept.push(variable);
            self.rows.push(row);
        }
        takes
    }
}
