//! McDonald's omega: the reliability of a score from a one-factor model.
//!
//! # What it answers
//!
//! "How much of the variation of a score comes from the one thing that all its questions share?"
//!
//! # Formula
//!
//! ```text
//! omega = (Σλ)² / ((Σλ)² + Σψ),  λ, ψ from the one-factor model ([`super::one_factor`])
//! d omega = tr(G dS) by implicit differentiation,  var(omega) = 2 tr(G S G S) / (n - 1)
//!           (which sums cov(s_ij, s_kl) = (s_ik s_jl + s_il s_jk) / (n - 1) over all elements)
//! limits: logit(omega) ± 1.96 se / (omega (1 - omega)), taken back
//! ```
//!
//! # Assumptions and limits
//!
//! Complete cases, three questions or more, reverse-worded ones reversed first. Unlike alpha it
//! allows questions to reflect the shared thing unequally, but it does assume that there is only
//! one. The limits assume answers that are normal enough: with answers heaped at one end of the
//! scale they are a little narrow. Simulated (4,000 samples each of 50 to 1,000 people, three to
//! eight questions, omega 0.7 to 0.8) they hold the truth in 94.3% to 96.0% with normal answers and in
//! 93.4% to 95.6% with five lopsided categories; with omega near 0.4 and up to 100 people only in
//! 89% to 93%. The scale of the logit keeps them inside 0 to 1 and follows the skewness of omega. The model itself need not fit: the spread is that of the
//! estimate, whatever the covariances behind it. There is no interval where a question's own
//! variance is at its bound (a Heywood case; there is then no normal theory), and no omega without
//! a shared factor or where a question repeats others exactly.
//!
//! # Source
//!
//! McDonald, R. P. (1999), Test Theory; Raykov, T. (2002), Multivariate Behav. Res. 37:89 (delta
//! method); Padilla, M. A. & Divers, J. (2016), Educ. Psychol. Meas. 76:436 (coverage);
//! Browne, M. W. (1984), Br. J. Math. Stat. Psychol. 37:62 (implicit differentiation).

use nalgebra::{DMatrix, DVector};

use super::covariance::Covariance;
use super::interval::{Interval, Z95};
use super::one_factor::OneFactor;

/// The reliability of the sum of several questions under the one-factor model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Omega {
    /// The share of the variance of the sum that comes from the factor.
    pub value: f64,
    /// Its 95% interval.
    pub interval: Option<Interval>,
}

/// Omega total of the sum of all variables; nothing for fewer than three.
///
/// ```
/// use candour::methods::{Covariance, Sums, omega};
///
/// // R, psych::bfi, the five items of conscientiousness.
/// let sums = [12207, 11813, 11637, 12034, 9993];
/// let products = [
///     59197, 55167, 53833, 55854, 46442, 56275, 52421, 54411, 45355, 54521, 53374, 44892, 58608,
///     47308, 44059,
/// ];
/// let covariance = Covariance::of(&Sums { n: 2707, sums: &sums, products: &products }).unwrap();
/// let omega = omega(&covariance).unwrap();
/// assert!((omega.value - 0.7330222).abs() < 1e-6);
/// assert!(omega.interval.unwrap().contains(0.73));
/// ```
#[must_use]
pub fn omega(c: &Covariance) -> Option<Omega> {
    let factor = OneFactor::of(c)?;
    let (shared, own) = (factor.loadings.sum().powi(2), factor.own.sum());
    let value = Some(shared / (shared + own)).filter(|value| value.is_finite())?;
    let interval = squared_error(c, &factor).and_then(|squared| logit_limits(value, squared.sqrt()));
    Some(Omega { value, interval })
}

fn logit_limits(value: f64, se: f64) -> Option<Interval> {
    let half = Z95 * se / (value * (1.0 - value));
    let centre = (value / (1.0 - value)).ln();
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Interval::finite(back(centre - half), back(centre + half)).filter(|_| half > 0.0 && half.is_finite())
}

/// The squared standard error of omega; nothing where an own variance is at its bound.
fn squared_error(c: &Covariance, factor: &OneFactor) -> Option<f64> {
    if factor.at_bound {
        return None;
    }
    let k = factor.loadings.len();
    let fitted = factor.fitted();
    let inverse = fitted.clone().cholesky()?.inverse();
    let misfit = &inverse * (&fitted - c.matrix()) * &inverse;
    let curvature = curvature(factor, c.matrix(), &inverse, &misfit);

    // The change of omega with each loading, then with each own variance.
    let (sum, own) = (factor.loadings.sum(), factor.own.sum());
    let total = (sum * sum + own).powi(2);
    let change = |i: usize| if i < k { 2.0 * sum * own / total } else { -sum * sum / total };
    let direction = curvature.lu().solve(&DVector::from_fn(2 * k, |i, _| change(i)))?;
    let moved = moved(factor, &direction);
    let gradient = &inverse * moved * &inverse;
    let weighted = gradient * c.matrix();
    let squared = 2.0 * (&weighted * &weighted).trace() / (c.n() as f64 - 1.0);
    (squared > 0.0 && squared.is_finite()).then_some(squared)
}

/// How the fitted covariances move when the parameters move along `direction`.
fn moved(factor: &OneFactor, direction: &DVector<f64>) -> DMatrix<f64> {
    let k = factor.loadings.len();
    let outer = direction.rows(0, k) * factor.loadings.transpose();
    &outer + outer.transpose() + DMatrix::from_diagonal(&direction.rows(k, k).into_owned())
}

/// The second derivatives of `log |Σ| + tr(S Σ⁻¹)` by loadings and own variances. Its gradient is
/// `2 M λ` and the diagonal of `M`, where M = Σ⁻¹ (Σ - S) Σ⁻¹ is the misfit.
fn curvature(
    factor: &OneFactor,
    s: &DMatrix<f64>,
    inverse: &DMatrix<f64>,
    misfit: &DMatrix<f64>,
) -> DMatrix<f64> {
    let k = factor.loadings.len();
    let seen = inverse * s * inverse;
    let mut second = DMatrix::zeros(2 * k, 2 * k);
    for (at, mut column) in second.column_iter_mut().enumerate() {
        let direction = DVector::from_fn(2 * k, |i, _| f64::from(u8::from(i == at)));
        let moved = moved(factor, &direction);
        let half = inverse * &moved * &seen;
        let change = &half + half.transpose() - inverse * &moved * inverse;
        let loadings = (&change * &factor.loadings + misfit * direction.rows(0, k)) * 2.0;
        column.rows_mut(0, k).copy_from(&loadings);
        column.rows_mut(k, k).copy_from(&change.diagonal());
    }
    second
}

#[cfg(test)]
mod tests {
    use super::super::answers::{Answers, answers};
    use super::super::covariance::Sums;
    use super::*;
    use proptest::prelude::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    proptest! {
        #[test]
        fn always_between_nothing_and_one(rows in answers(4)) {
            if let Some(omega) = Answers::of(&rows).covariance().and_then(|c| omega(&c)) {
                prop_assert!((0.0..=1.0).contains(&omega.value));
                prop_assert!(omega.interval.is_none_or(|i| i.contains(omega.value)));
            }
        }
    }

    /// The derivative of omega by the covariances, by refitting.
    #[test]
    fn the_standard_error_is_that_of_numeric_derivatives() {
        let sums = [12207, 11813, 11637, 12034, 9993];
        let products = [
            59197, 55167, 53833, 55854, 46442, 56275, 52421, 54411, 45355, 54521, 53374, 44892, 58608, 47308,
            44059,
        ];
        let c = Covariance::of(&Sums { n: 2707, sums: &sums, products: &products }).expect("covariances");
        let ours = OneFactor::of(&c).and_then(|factor| squared_error(&c, &factor)).expect("an error");
        let value = |s: &DMatrix<f64>| {
            let factor = OneFactor::of_matrix(s).expect("a factor");
            let shared = factor.loadings.sum().powi(2);
            shared / (shared + factor.own.sum())
        };
        let s = c.matrix();
        let gradient = DMatrix::from_fn(5, 5, |i, j| {
            let step = 1e-4;
            let mut both = [s.clone(), s.clone()];
            for (matrix, step) in both.iter_mut().zip([step, -step]) {
                matrix[(i, j)] += step;
                if i != j {
                    matrix[(j, i)] += step;
                }
            }
            // An element off the diagonal stands in two places and shares its derivative.
            (value(&both[0]) - value(&both[1])) / (2.0 * step) / if i == j { 1.0 } else { 2.0 }
        });
        let weighted = gradient * s;
        let numeric = 2.0 * (&weighted * &weighted).trace() / 2706.0;
        assert!((ours / numeric - 1.0).abs() < 1e-5, "{ours} {numeric}");
    }

    /// A number that is nearly normal: the sum of twelve uniform ones.
    fn normal(random: &mut ChaCha8Rng) -> f64 {
        (0..12).map(|_| random.next_u64() as f64 / u64::MAX as f64).sum::<f64>() - 6.0
    }

    #[test]
    fn intervals_cover_the_truth() {
        // Five questions, loadings 0.5 to 0.9, answers in steps of a hundredth.
        let loadings = [0.5, 0.6, 0.7, 0.8, 0.9];
        let (shared, own): (f64, f64) =
            (loadings.iter().sum::<f64>().powi(2), loadings.iter().map(|l| 1.0 - l * l).sum());
        let truth = shared / (shared + own);
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let covers = |random: &mut ChaCha8Rng| {
            let rows: Vec<Vec<u64>> = (0..150)
                .map(|_| {
                    let factor = normal(random);
                    let answer = |l: &f64| l * factor + (1.0 - l * l).sqrt() * normal(random);
                    loadings.iter().map(answer).map(|x| (x * 100.0 + 1_000.0).round() as u64).collect()
                })
                .collect();
            let omega = Answers::of(&rows).covariance().and_then(|c| omega(&c)).expect("omega");
            omega.interval.expect("an interval").contains(truth)
        };
        let samples = 400;
        let covered = (0..samples).filter(|_| covers(&mut random)).count();
        // 95% of 400, give or take three standard errors of a share.
        assert!((367..=393).contains(&covered), "{covered} of {samples}");
    }

    #[test]
    fn no_factor_no_figure() {
        assert_eq!(Answers::of(&vec![vec![4; 4]; 10]).covariance().and_then(|c| omega(&c)), None);
        let repeated: Vec<_> = (0..10).map(|i| vec![i % 5, i % 5, i % 3]).collect();
        assert_eq!(Answers::of(&repeated).covariance().and_then(|c| omega(&c)), None);
        let two: Vec<_> = (0..10).map(|i| vec![i % 5, i % 3]).collect();
        assert_eq!(Answers::of(&two).covariance().and_then(|c| omega(&c)), None);
    }

    #[test]
    fn a_heywood_case_has_a_value_and_no_interval() {
        // Correlations .9 and .9 with the first question but .5 between the others: .9 · .9 / .5 > 1.
        let matrix = DMatrix::from_row_slice(3, 3, &[1.0, 0.9, 0.8, 0.9, 1.0, 0.5, 0.8, 0.5, 1.0]);
        let factor = OneFactor::of_matrix(&matrix).expect("a factor");
        assert!(factor.at_bound);
        assert!((factor.own[0] - 0.005).abs() < 1e-12);
    }
}
