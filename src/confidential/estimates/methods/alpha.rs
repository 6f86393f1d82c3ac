//! Cronbach's alpha with Feldt's interval.
//!
//! # What it answers
//!
//! "Do the questions of a score point in the same direction closely enough to be added up?"
//!
//! # Formula
//!
//! ```text
//! alpha = k/(k - 1) (1 - Σ variances / Σ of all elements of the covariance matrix)
//! limits 1 - (1 - alpha) F(.975; n - 1, (n - 1)(k - 1)) and 1 - (1 - alpha) F(.025; ...)
//! two questions: Spearman and Brown's 2r / (1 + r) in place of alpha, with the same limits
//! ```
//!
//! # Assumptions and limits
//!
//! Complete cases; reverse-worded questions are reversed first. Alpha is the reliability of the
//! sum only when every question reflects the same thing equally strongly, otherwise usually a lower
//! bound; it grows with the number of questions and is no proof that they measure one thing
//! (see [`mod@super::omega`]). It can be negative. Feldt's limits assume that, and normal answers.
//! With two questions alpha depends on whether their spreads happen to agree; Spearman and Brown's
//! formula does not, and equals alpha where they do. A reliability of exactly 1 has no interval:
//! one without width would claim certainty.
//!
//! # Source
//!
//! Cronbach, L. J. (1951), Psychometrika 16:297; Feldt, L. S. (1965), Psychometrika 30:357;
//! Eisinga, te Grotenhuis & Pelzer (2013), Int. J. Public Health 58:637 (two questions).

use super::beta::f_quantile;
use super::covariance::Covariance;
use super::interval::Interval;

/// The share of its usual size below which a variance is the rounding of zero.
const NOISE: f64 = 1e-12;

/// The reliability of a sum of questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha {
    /// Cronbach's alpha; for two questions Spearman and Brown's coefficient.
    pub value: f64,
    /// Feldt's 95% interval.
    pub interval: Option<Interval>,
}

/// The reliability of the sum of all variables; nothing for fewer than two, or where the sum or
/// (of two) a question has no variation.
///
/// ```
/// use candour::methods::{Covariance, Sums, alpha};
///
/// // R, psych::bfi, the five items of conscientiousness: 0.7293 [0.7128, 0.7451].
/// let sums = [12207, 11813, 11637, 12034, 9993];
/// let products = [
///     59197, 55167, 53833, 55854, 46442, 56275, 52421, 54411, 45355, 54521, 53374, 44892, 58608,
///     47308, 44059,
/// ];
/// let covariance = Covariance::of(&Sums { n: 2707, sums: &sums, products: &products }).unwrap();
/// let alpha = alpha(&covariance).unwrap();
/// assert!((alpha.value - 0.729277203170442).abs() < 1e-12);
/// assert!((alpha.interval.unwrap().low - 0.712811398858658).abs() < 1e-10);
/// ```
#[must_use]
pub fn alpha(c: &Covariance) -> Option<Alpha> {
    let k = c.variables();
    let value = match k {
        0 | 1 => return None,
        2 => spearman_brown(c)?,
        _ => k as f64 / (k as f64 - 1.0) * (1.0 - c.matrix().trace() / c.matrix().sum()),
    };
    // Rounding may lift perfect agreement a little above 1.
    let value = Some(value.min(1.0)).filter(|_| value.is_finite() && varies(c))?;
    Some(Alpha { value, interval: feldt(value, c.n(), k) })
}

/// Whether people's totals differ at all. Where everybody's answers add up to the same, what is left is rounding.
fn varies(c: &Covariance) -> bool {
    c.matrix().sum() > NOISE * c.matrix().trace()
}

fn spearman_brown(c: &Covariance) -> Option<f64> {
    let r = c.correlation()?.at(0, 1);
    (1.0 + r > NOISE).then_some(2.0 * r / (1.0 + r))
}

fn feldt(value: f64, n: u64, k: usize) -> Option<Interval> {
    let d1 = n as f64 - 1.0;
    let d2 = d1 * (k as f64 - 1.0);
    let limit = |p| Some(1.0 - (1.0 - value) * f_quantile(p, d1, d2)?);
    Interval::finite(limit(0.975)?, limit(0.025)?).filter(|_| value < 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::answers::{Answers, answers};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn never_above_one_and_inside_its_interval(rows in answers(4)) {
            if let Some(alpha) = Answers::of(&rows).covariance().and_then(|c| alpha(&c)) {
                prop_assert!(alpha.value <= 1.0);
                prop_assert!(alpha.interval.is_none_or(|i| i.contains(alpha.value) && i.high <= 1.0));
            }
        }

        #[test]
        fn the_order_of_questions_does_not_matter(rows in answers(3)) {
            let turned: Vec<_> = rows.iter().map(|r| vec![r[2], r[0], r[1]]).collect();
            let value = |rows: &[Vec<u64>]| Answers::of(rows).covariance().and_then(|c| alpha(&c)).map(|a| a.value);
            let (one, other) = (value(&rows), value(&turned));
            prop_assert_eq!(one.is_some(), other.is_some());
            prop_assert!(one.zip(other).is_none_or(|(a, b)| (a - b).abs() < 1e-9 * a.abs().max(1.0)));
        }
    }

    #[test]
    fn totals_that_are_all_alike_have_no_reliability() {
        let rows: Vec<Vec<u64>> = [[3, 2, 3], [5, 1, 2], [2, 1, 5]].map(|r| r.to_vec()).to_vec();
        assert_eq!(Answers::of(&rows).covariance().and_then(|c| alpha(&c)), None);
        let two: Vec<Vec<u64>> = [[1, 5], [2, 4], [4, 2]].map(|r| r.to_vec()).to_vec();
        assert_eq!(Answers::of(&two).covariance().and_then(|c| alpha(&c)), None);
    }

    #[test]
    fn two_questions_do_not_depend_on_their_scales() {
        let rows: Vec<Vec<u64>> = [[1, 2], [2, 1], [4, 3], [5, 5], [3, 3]].map(|r| r.to_vec()).to_vec();
        let stretched: Vec<_> = rows.iter().map(|r| vec![r[0], 10 * r[1]]).collect();
        let value =
            |rows: &[Vec<u64>]| Answers::of(rows).covariance().and_then(|c| alpha(&c)).map(|a| a.value);
        assert!(value(&rows).zip(value(&stretched)).is_some_and(|(a, b)| (a - b).abs() < 1e-14));
    }

    #[test]
    fn everybody_alike_has_no_reliability() {
        for k in 1..5 {
            let rows = vec![vec![4; k]; 10];
            assert_eq!(Answers::of(&rows).covariance().and_then(|c| alpha(&c)), None);
        }
        // Opposite answers: the sum has no variation.
        let rows = [vec![1, 5], vec![5, 1], vec![3, 3]];
        assert_eq!(Answers::of(&rows).covariance().and_then(|c| alpha(&c)), None);
    }
}
