//! Johnson's relative weights: how much of what explains an outcome goes with each question.
//!
//! # What it answers
//!
//! "Which questions go together most with engagement, when all are looked at side by side?"
//!
//! # Formula
//!
//! ```text
//! R = Q D Q' the correlations of the questions, r theirs with the outcome
//! L = Q D^(1/2) Q',  b = L⁻¹ r,  weight_j = Σ_k L_jk² b_k²,  Σ weights = R²
//! ```
//!
//! L turns the questions into the uncorrelated variables that lie closest to them; the part that
//! each of those explains is handed back to the questions by their squared correlations.
//!
//! # Assumptions and limits
//!
//! Complete cases; straight-line relations. Not causal: related questions share credit, and a
//! question that was not asked has none, so reports say "goes together with". R² is the sample's
//! own and too high by about p/n. A question that everybody answered alike or that repeats others
//! exactly is left out with a weight of 0 and named. [`mod@super::lmg`] gives nearly the same;
//! for two questions exactly.
//!
//! # Source
//!
//! Johnson, J. W. (2000), Multivariate Behav. Res. 35:1; Fabbris, L. (1980).

use nalgebra::SymmetricEigen;

use super::covariance::Covariance;
use super::drivers::{Drivers, DriversRefusal};

/// Rounds after which the eigenvalues of so small a matrix have long been found.
const ROUNDS: usize = 1_000;

/// What each question contributes to the explained variance of the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct RelativeWeights {
    /// The share of the outcome's variance that all questions explain together.
    pub r_squared: f64,
    /// One weight per question; they sum to `r_squared`.
    pub weights: Vec<f64>,
    /// The questions (counted from 0) that repeat others exactly or do not vary; their weight is 0.
    pub left_out: Vec<usize>,
}

/// The relative weights of variables 1, 2, ... for the outcome, variable 0.
///
/// ```
/// use candour::methods::{Covariance, Sums, relative_weights};
///
/// // R, psych::bfi, N1 explained by N2 and N3.
/// let sums = Sums {
///     n: 2748,
///     sums: &[8044, 9632, 8825],
///     products: &[30350, 32862, 29677, 40168, 34613, 35379],
/// };
/// let found = relative_weights(&Covariance::of(&sums).unwrap()).unwrap();
/// assert!((found.r_squared - 0.540084057438859).abs() < 1e-12);
/// assert!((found.weights[0] - 0.365570094842466).abs() < 1e-12);
/// assert!((found.weights[1] - 0.174513962596392).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// When there are too few complete cases, or the outcome or all of the questions do not vary.
pub fn relative_weights(c: &Covariance) -> Result<RelativeWeights, DriversRefusal> {
    let drivers = Drivers::of(c)?;
    let repeated = || DriversRefusal::Singular(drivers.kept.iter().map(|question| question + 1).collect());
    let eigen = SymmetricEigen::try_new(drivers.among.clone(), f64::EPSILON, ROUNDS).ok_or_else(repeated)?;
    let q = &eigen.eigenvectors;
    let root = eigen.eigenvalues.map(|value| value.max(0.0).sqrt());
    let rotated = q.tr_mul(&drivers.with_outcome).component_div(&root);
    let closest = q * rotated;
    let mut scaled = q.clone();
    for (mut column, root) in scaled.column_iter_mut().zip(&root) {
        column *= *root;
    }
    let loadings = scaled * q.transpose();
    let found = loadings.component_mul(&loadings) * closest.component_mul(&closest);
    // Sums that no answers can have may still get here with an eigenvalue of 0.
    if !found.iter().all(|weight| weight.is_finite()) {
        return Err(repeated());
    }
    let mut weights = vec![0.0; c.variables() - 1];
    for (&question, &weight) in drivers.kept.iter().zip(&found) {
        weights[question] = weight;
    }
    Ok(RelativeWeights { r_squared: weights.iter().sum(), weights, left_out: drivers.left_out })
}

#[cfg(test)]
mod tests {
    use super::super::answers::{Answers, answers};
    use super::super::lmg::lmg;
    use super::*;
    use proptest::prelude::*;

    fn of(rows: &[Vec<u64>]) -> Result<RelativeWeights, DriversRefusal> {
        Answers::of(rows).covariance().map_or(Err(DriversRefusal::TooFew), |c| relative_weights(&c))
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    proptest! {
        #[test]
        fn weights_share_out_what_is_explained(rows in answers(5)) {
            if let Ok(found) = of(&rows) {
                prop_assert!(found.weights.iter().all(|&w| (0.0..=1.0 + 1e-9).contains(&w)));
                prop_assert!(found.left_out.iter().all(|&question| found.weights[question] == 0.0));
                let covariance = Answers::of(&rows).covariance().expect("covariances");
                match lmg(&covariance) {
                    Ok(shares) => prop_assert!(close(shares.iter().sum(), found.r_squared)),
                    Err(refusal) => prop_assert!(!found.left_out.is_empty(), "{:?}", refusal),
                }
            }
        }

        #[test]
        fn the_order_of_questions_orders_the_weights(rows in answers(4)) {
            let turned: Vec<_> = rows.iter().map(|r| vec![r[0], r[3], r[1], r[2]]).collect();
            if let (Ok(one), Ok(other)) = (of(&rows), of(&turned)) {
                prop_assert!(close(one.r_squared, other.r_squared));
                if one.left_out.is_empty() {
                    for (question, place) in [(0, 1), (1, 2), (2, 0)] {
                        prop_assert!(close(one.weights[question], other.weights[place]));
                    }
                }
            }
        }

        #[test]
        fn a_longer_scale_changes_nothing(rows in answers(4)) {
            let stretched: Vec<_> = rows.iter().map(|r| vec![r[0], 7 * r[1], r[2], 11 - r[3]]).collect();
            match (of(&rows), of(&stretched)) {
                (Ok(one), Ok(other)) => {
                    prop_assert_eq!(one.left_out, other.left_out);
                    prop_assert!(one.weights.iter().zip(&other.weights).all(|(&a, &b)| close(a, b)));
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    /// Two questions in all combinations, and an outcome that is a sum of both.
    fn uncorrelated() -> Vec<Vec<u64>> {
        (0..9).map(|i| vec![2 * (i / 3) + i % 3 + 1, i / 3 + 1, i % 3 + 1]).collect()
    }

    #[test]
    fn uncorrelated_questions_keep_their_own_squared_correlation() {
        let found = of(&uncorrelated()).expect("weights");
        assert!(close(found.weights[0], 0.8) && close(found.weights[1], 0.2), "{found:?}");
        let covariance = Answers::of(&uncorrelated()).covariance().expect("covariances");
        let shares = lmg(&covariance).expect("shares");
        assert!(close(shares[0], 0.8) && close(shares[1], 0.2), "{shares:?}");
    }

    #[test]
    fn what_repeats_or_does_not_vary_is_left_out() {
        let widen = |r: &Vec<u64>| vec![r[0], r[1], r[1], 3, r[2], r[1] + r[2]];
        let rows: Vec<_> = uncorrelated().iter().map(widen).collect();
        let found = of(&rows).expect("weights");
        assert_eq!(found.left_out, [1, 2, 4]);
        assert!(close(found.weights[0], 0.8) && close(found.weights[3], 0.2), "{found:?}");
    }

    #[test]
    fn refusals_have_their_reason() {
        let rows = uncorrelated();
        assert_eq!(of(&rows[..4]), Err(DriversRefusal::TooFew));
        let same_outcome: Vec<_> = rows.iter().map(|r| vec![4, r[1], r[2]]).collect();
        assert_eq!(of(&same_outcome), Err(DriversRefusal::NoVariation(0)));
        let same_questions: Vec<_> = rows.iter().map(|r| vec![r[0], 2, 5]).collect();
        assert_eq!(of(&same_questions), Err(DriversRefusal::NoVariation(1)));
    }
}
