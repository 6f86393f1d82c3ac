//! LMG (Shapley) shares: a question's contribution, averaged over all orders of questions.
//!
//! # What it answers
//!
//! "How much more of the outcome is explained when this question is added, on average over every
//! set of the others that it could be added to?" A check on [`mod@super::relative_weights`].
//!
//! # Formula
//!
//! ```text
//! LMG_j = Σ over S without j of |S|! (p - |S| - 1)! / p! · (R²(S with j) - R²(S)),  Σ LMG = R²
//! R²(S with j) = R²(S) + (cov(j, y | S))² / var(j | S), one step of elimination after another
//! ```
//!
//! Sets are visited so that two that differ only in their last questions share all steps before
//! them; most of the 4,096 sets of 12 questions then cost one small step each.
//!
//! # Assumptions and limits
//!
//! As for the relative weights: complete cases, straight lines, not causal. Up to 12 questions: the
//! number of sets doubles with each. Questions that repeat others exactly are refused by name.
//!
//! # Source
//!
//! Lindeman, Merenda & Gold (1980), 4.8; Grömping, U. (2006), J. Stat. Softw. 17(1) (relaimpo).

use nalgebra::DMatrix;

use super::covariance::Covariance;
use super::drivers::{Drivers, DriversRefusal};

/// The most questions whose subsets are gone through.
pub const MOST_QUESTIONS: usize = 12;

/// The share of each question (variables 1, 2, ...) in the explained variance of variable 0.
///
/// ```
/// use candour::methods::{Covariance, Sums, lmg};
///
/// // R, psych::bfi, N1 explained by N2 and N3.
/// let sums = Sums {
///     n: 2748,
///     sums: &[8044, 9632, 8825],
///     products: &[30350, 32862, 29677, 40168, 34613, 35379],
/// };
/// let shares = lmg(&Covariance::of(&sums).unwrap()).unwrap();
/// assert!((shares[0] - 0.365570094842466).abs() < 1e-12);
/// assert!((shares[1] - 0.174513962596392).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// When there are too few complete cases or more than 12 questions, when a variable does not vary,
/// and when questions repeat others exactly.
pub fn lmg(c: &Covariance) -> Result<Vec<f64>, DriversRefusal> {
    if c.variables() > MOST_QUESTIONS + 1 {
        return Err(DriversRefusal::TooMany);
    }
    let drivers = Drivers::of(c)?;
    let left_out: Vec<usize> = drivers.left_out.iter().map(|question| question + 1).collect();
    if let Some(&constant) = left_out.iter().find(|&&variable| c.at(variable, variable) <= 0.0) {
        return Err(DriversRefusal::NoVariation(constant));
    }
    if !left_out.is_empty() {
        return Err(DriversRefusal::Singular(left_out));
    }
    let explained = Subsets::of(&drivers);
    Ok((0..drivers.kept.len()).map(|question| explained.share(question)).collect())
}

/// R² of every set of questions; bit j of the place says whether question j is in it.
struct Subsets {
    p: usize,
    explained: Vec<f64>,
}

impl Subsets {
    fn of(drivers: &Drivers) -> Self {
        let p = drivers.kept.len();
        // The outcome stands last, behind the questions still to be decided on.
        let mut start = DMatrix::identity(p + 1, p + 1);
        start.view_mut((0, 0), (p, p)).copy_from(&drivers.among);
        start.view_mut((0, p), (p, 1)).copy_from(&drivers.with_outcome);
        let mut subsets = Self { p, explained: vec![0.0; 1 << p] };
        subsets.decide(0, 0, 0.0, &start);
        subsets
    }

    /// Goes on without `question`, then with it. `rest` holds what of each later question and of
    /// the outcome the set so far leaves unexplained (upper triangle).
    fn decide(&mut self, question: usize, set: usize, explained: f64, rest: &DMatrix<f64>) {
        if question == self.p {
            self.explained[set] = explained;
            return;
        }
        let later = rest.nrows() - 1;
        let mut next = rest.view((1, 1), (later, later)).into_owned();
        self.decide(question + 1, set, explained, &next);
        for row in 0..later {
            let factor = rest[(0, row + 1)] / rest[(0, 0)];
            for column in row..later {
                next[(row, column)] -= factor * rest[(0, column + 1)];
            }
        }
        let gain = rest[(0, later)] * rest[(0, later)] / rest[(0, 0)];
        self.decide(question + 1, set | (1 << question), explained + gain, &next);
    }

    fn share(&self, question: usize) -> f64 {
        let (bit, mut gains) = (1 << question, vec![0.0; self.p]);
        for set in (0..self.explained.len()).filter(|set| set & bit == 0) {
            gains[set.count_ones() as usize] += self.explained[set | bit] - self.explained[set];
        }
        // A set size counts as a whole once: its mean gain over the C(p - 1, size) sets.
        let mut sets = 1.0;
        let mut total = 0.0;
        for (size, gain) in gains.iter().enumerate() {
            total += gain / sets;
            sets *= (self.p - 1 - size) as f64 / (size + 1) as f64;
        }
        total / self.p as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::*;

    fn rows(questions: u64) -> Vec<Vec<u64>> {
        // Enough different answers by a fixed rule: digits of multiples of a prime.
        let row =
            |i: u64| (0..=questions).map(|j| (i * 7919 + i * i * 31 * (j + 1)) / (j + 3) % 5 + 1).collect();
        (1..=80).map(row).collect()
    }

    #[test]
    fn shares_are_averages_over_all_orders() {
        let covariance = Answers::of(&rows(3)).covariance().expect("covariances");
        let drivers = Drivers::of(&covariance).expect("drivers");
        let subsets = Subsets::of(&drivers);
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let shares = lmg(&covariance).expect("shares");
        for (question, share) in shares.iter().enumerate() {
            let gain = |order: &[usize; 3]| {
                let before =
                    order.iter().take_while(|&&other| other != question).fold(0, |set, j| set | 1 << j);
                subsets.explained[before | 1 << question] - subsets.explained[before]
            };
            let average = orders.iter().map(gain).sum::<f64>() / 6.0;
            assert!((share - average).abs() < 1e-14);
        }
        // R² of one question is its squared correlation.
        let r = covariance.correlation().expect("correlations").at(0, 3);
        assert!((subsets.explained[0b100] - r * r).abs() < 1e-14);
    }

    #[test]
    fn too_many_and_repeated_questions_are_refused() {
        let covariance = |rows: &[Vec<u64>]| Answers::of(rows).covariance().expect("covariances");
        assert!(lmg(&covariance(&rows(12))).is_ok());
        assert_eq!(lmg(&covariance(&rows(13))), Err(DriversRefusal::TooMany));
        let with = |extra: &dyn Fn(&[u64]) -> u64| -> Vec<Vec<u64>> {
            rows(2).iter().map(|r| [r.as_slice(), &[extra(r)]].concat()).collect()
        };
        assert_eq!(lmg(&covariance(&with(&|r| r[1]))), Err(DriversRefusal::Singular(vec![3])));
        assert_eq!(lmg(&covariance(&with(&|_| 2))), Err(DriversRefusal::NoVariation(3)));
    }
}
