//! Variances and covariances of several questions, from sums and sums of products.
//!
//! # What it answers
//!
//! "How do the answers to several questions go together?" Reliability and key drivers need
//! nothing else: neither ever sees a respondent.
//!
//! # Formula
//!
//! ```text
//! cov(x, y) = (n Σxy - Σx Σy) / (n (n - 1))        cor(x, y) = cov(x, y) / (sd(x) sd(y))
//! ```
//!
//! # Assumptions and limits
//!
//! Complete cases: only people who answered all of the questions, so that all figures are about
//! the same people and the matrix is one that answers can have. Codes are whole numbers, so the
//! numerator is exact and a constant question has a variance of exactly 0. Sums that no answers
//! can have (a negative variance, a correlation beyond 1) give nothing.
//!
//! # Source
//!
//! The textbook estimates with n - 1 in the denominator (R: `cov`, `cor`).

use nalgebra::DMatrix;

/// What rounding may add to a correlation of 1.
const ROUNDING: f64 = 1e-9;

/// Sums over complete cases: those who answered every one of the questions.
#[derive(Clone, Copy, Debug)]
pub struct Sums<'a> {
    /// Complete cases.
    pub n: u64,
    /// The sum of each variable's codes.
    pub sums: &'a [u64],
    /// The sum of the products of each pair, the upper triangle with its diagonal, row by row.
    pub products: &'a [u64],
}

impl Sums<'_> {
    /// `n Σxy - Σx Σy`, exact.
    fn numerator(&self, row: usize, column: usize) -> Option<i128> {
        let (first, second) = (row.min(column), row.max(column));
        // The rows above take k, k - 1, ... places.
        let place = first * self.sums.len() + second - first * (first + 1) / 2;
        let product = self.products.get(place)?;
        let scaled = i128::from(self.n).checked_mul(i128::from(*product))?;
        let (x, y) = (self.sums.get(row)?, self.sums.get(column)?);
        scaled.checked_sub(i128::from(*x).checked_mul(i128::from(*y))?)
    }
}

/// The covariance matrix of several variables over complete cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Covariance {
    n: u64,
    matrix: DMatrix<f64>,
}

impl Covariance {
    /// The covariances; nothing below two cases, without variables, or from impossible sums.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums};
    ///
    /// // Three people: (1, 2), (2, 2), (4, 5).
    /// let sums = Sums { n: 3, sums: &[7, 9], products: &[21, 26, 33] };
    /// let covariance = Covariance::of(&sums).unwrap();
    /// assert!((covariance.at(0, 0) - 7.0 / 3.0).abs() < 1e-15);
    /// assert!((covariance.at(0, 1) - 2.5).abs() < 1e-15);
    /// assert_eq!(Covariance::of(&Sums { n: 1, sums: &[4], products: &[16] }), None);
    /// ```
    #[must_use]
    pub fn of(sums: &Sums<'_>) -> Option<Self> {
        let k = sums.sums.len();
        if sums.n < 2 || k == 0 || sums.products.len() != k * (k + 1) / 2 {
            return None;
        }
        let scale = sums.n as f64 * (sums.n - 1) as f64;
        let mut matrix = DMatrix::zeros(k, k);
        for row in 0..k {
            for column in row..k {
                let covariance = sums.numerator(row, column)? as f64 / scale;
                matrix[(row, column)] = covariance;
                matrix[(column, row)] = covariance;
            }
        }
        let found = Self { n: sums.n, matrix };
        found.possible().then_some(found)
    }

    /// The number of complete cases.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums};
    ///
    /// let covariance = Covariance::of(&Sums { n: 3, sums: &[6], products: &[14] }).unwrap();
    /// assert_eq!((covariance.n(), covariance.variables()), (3, 1));
    /// ```
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The number of variables.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums};
    ///
    /// let sums = Sums { n: 3, sums: &[7, 9], products: &[21, 26, 33] };
    /// assert_eq!(Covariance::of(&sums).unwrap().variables(), 2);
    /// ```
    #[must_use]
    pub fn variables(&self) -> usize {
        self.matrix.nrows()
    }

    /// The covariance of two variables, or the variance of one; 0 for a variable that is not there.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums};
    ///
    /// let covariance = Covariance::of(&Sums { n: 3, sums: &[6], products: &[14] }).unwrap();
    /// assert_eq!((covariance.at(0, 0), covariance.at(0, 1)), (1.0, 0.0));
    /// ```
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.matrix.get((row, column)).copied().unwrap_or(0.0)
    }

    /// The correlations: the covariances of the same variables, each in its own standard
    /// deviations. Nothing where a variable is constant.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums};
    ///
    /// let sums = Sums { n: 3, sums: &[7, 9], products: &[21, 26, 33] };
    /// let correlation = Covariance::of(&sums).unwrap().correlation().unwrap();
    /// assert!((correlation.at(1, 0) - 2.5 / 7f64.sqrt()).abs() < 1e-15);
    /// assert_eq!(correlation.at(1, 1), 1.0);
    /// ```
    #[must_use]
    pub fn correlation(&self) -> Option<Self> {
        let sd: Vec<f64> = self.matrix.diagonal().iter().map(|variance| variance.sqrt()).collect();
        if sd.contains(&0.0) {
            return None;
        }
        let k = sd.len();
        let correlation = |row: usize, column: usize| {
            if row == column {
                return 1.0;
            }
            (self.matrix[(row, column)] / (sd[row] * sd[column])).clamp(-1.0, 1.0)
        };
        Some(Self { n: self.n, matrix: DMatrix::from_fn(k, k, correlation) })
    }

    /// The whole matrix.
    pub(super) fn matrix(&self) -> &DMatrix<f64> {
        &self.matrix
    }

    /// The same for some of the variables, in the order given.
    pub(super) fn of_variables(&self, kept: &[usize]) -> Self {
        let part = |row: usize, column: usize| self.at(kept[row], kept[column]);
        Self { n: self.n, matrix: DMatrix::from_fn(kept.len(), kept.len(), part) }
    }

    /// Whether each variance and each correlation is one that answers can have.
    fn possible(&self) -> bool {
        let variance = self.matrix.diagonal();
        let k = variance.len();
        let pairs = (0..k).flat_map(|row| (row..k).map(move |column| (row, column)));
        let bound = |row: usize, column: usize| variance[row].sqrt() * variance[column].sqrt();
        variance.iter().all(|&v| v >= 0.0)
            && pairs.into_iter().all(|at| self.matrix[at].abs() <= bound(at.0, at.1) * (1.0 + ROUNDING))
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::{Answers, answers};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn covariances_are_those_of_the_rows(rows in answers(3)) {
            let covariance = Answers::of(&rows).covariance().expect("two people or more");
            let n = rows.len() as f64;
            let mean = |i: usize| rows.iter().map(|row| row[i] as f64).sum::<f64>() / n;
            for i in 0..3 {
                for j in 0..3 {
                    let products = rows.iter().map(|row| (row[i] as f64 - mean(i)) * (row[j] as f64 - mean(j)));
                    let expected = products.sum::<f64>() / (n - 1.0);
                    prop_assert!((covariance.at(i, j) - expected).abs() < 1e-12);
                }
            }
            let constant = (0..3).any(|i| rows.iter().all(|row| row[i] == rows[0][i]));
            prop_assert_eq!(covariance.correlation().is_none(), constant);
        }
    }

    #[test]
    fn impossible_sums_give_nothing() {
        for (n, sums, products) in [
            (3, vec![6], vec![11]),
            (3, vec![6, 6], vec![14, 11, 12]),
            (3, vec![6, 6], vec![14, 14]),
            (3, vec![], vec![]),
            (u64::MAX, vec![u64::MAX], vec![u64::MAX]),
            (u64::MAX, vec![1], vec![u64::MAX]),
        ] {
            let covariance = Covariance::of(&Sums { n, sums: &sums, products: &products });
            assert!(covariance.is_none_or(|c| c.at(0, 0).is_finite()), "{n} {sums:?}");
        }
        let too_high = Sums { n: 3, sums: &[6, 6], products: &[14, 15, 14] };
        assert_eq!(Covariance::of(&too_high), None);
        assert_eq!(Covariance::of(&Sums { n: 3, sums: &[6], products: &[11] }), None);
    }
}
