//! The one-factor model by maximum likelihood.
//!
//! # What it answers
//!
//! "How strongly does each question reflect the one thing that all of them share?"
//!
//! # Formula
//!
//! ```text
//! correlations = λλ' + diag(ψ);  given ψ, with γ_1 > γ_2 ... and u the eigenvalues and -vectors of
//! diag(ψ)^-½ R diag(ψ)^-½:  λ = sqrt(γ_1 - 1) ψ^½ u_1,  f(ψ) = Σ_{m>1} (γ_m - ln γ_m - 1)
//! minimised over log ψ by Newton's method with exact first and second derivatives,
//! 0.005 <= ψ <= 1, starting at ψ_i = (1 - 1/(2k)) / (R⁻¹)_ii
//! ```
//!
//! # Assumptions and limits
//!
//! Three variables or more, none a combination of others. The lower bound is that of R's
//! `factanal` and keeps improper solutions (Heywood cases) finite; `at_bound` reports them. The
//! start is `factanal`'s too, so that where there are several minima the same one is found.
//!
//! # Source
//!
//! Jöreskog, K. G. (1967), Psychometrika 32:443; Lawley & Maxwell (1971), chapter 4.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::covariance::Covariance;

/// The least that a question keeps of its own, as a share of its variance.
const LEAST: f64 = 0.005;

/// Newton steps after which a minimum has long been reached.
const STEPS: usize = 200;

/// Rounds after which the eigenvalues of so small a matrix have long been found.
const ROUNDS: usize = 1_000;

/// A gradient that is zero but for rounding, and one that is near enough where it goes no further.
const FLAT: f64 = 1e-12;
const NEARLY_FLAT: f64 = 1e-6;

/// Loadings and own variances, in the units of the covariances.
#[derive(Clone, Debug, PartialEq)]
pub struct OneFactor {
    /// How strongly each variable reflects the factor.
    pub loadings: DVector<f64>,
    /// The variance of each variable that is its own.
    pub own: DVector<f64>,
    /// Whether an own variance is at its lower bound.
    pub at_bound: bool,
}

impl OneFactor {
    /// The model of all variables; nothing for fewer than three, without a shared factor, or where
    /// a variable is constant or a combination of others.
    ///
    /// ```
    /// use candour::methods::{Covariance, Sums, one_factor::OneFactor};
    ///
    /// // With three variables the model is exact: loading² = cov(1, 2) cov(1, 3) / cov(2, 3).
    /// let sums = Sums { n: 6, sums: &[18, 18, 18], products: &[72, 63, 62, 66, 59, 66] };
    /// let covariance = Covariance::of(&sums).unwrap();
    /// let factor = OneFactor::of(&covariance).unwrap();
    /// assert!((factor.loadings[0].powi(2) - 9.0 * 8.0 / 5.0 / 5.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn of(c: &Covariance) -> Option<Self> {
        Self::of_matrix(c.matrix())
    }

    /// As `of`, for a covariance matrix.
    pub(super) fn of_matrix(covariance: &DMatrix<f64>) -> Option<Self> {
        let k = covariance.nrows();
        let sd = covariance.diagonal().map(f64::sqrt);
        let correlation = DMatrix::from_fn(k, k, |i, j| covariance[(i, j)] / (sd[i] * sd[j]));
        // The smallest pivot is what a variable has of its own.
        let factor = correlation.clone().cholesky().filter(|_| k >= 3)?;
        if factor.l_dirty().diagonal().iter().any(|pivot| pivot * pivot < 1e-10) {
            return None;
        }
        let shared = 1.0 - 0.5 / k as f64;
        let start = factor.inverse().diagonal().map(|own| (shared / own).clamp(LEAST, 1.0).ln());
        let best = minimise(&correlation, start)?;
        let own = best.log_own.map(f64::exp);
        let strength = Some(best.values[0] - 1.0).filter(|&strength| strength > 0.0)?.sqrt();
        let loadings = DVector::from_fn(k, |i, _| strength * own[i].sqrt() * best.vectors[(i, 0)] * sd[i]);
        let at_bound = own.iter().any(|&own| own <= LEAST * (1.0 + 1e-9));
        let own = own.component_mul(&sd).component_mul(&sd);
        Some(Self { loadings, own, at_bound })
    }

    /// The covariances that the model gives.
    pub(super) fn fitted(&self) -> DMatrix<f64> {
        &self.loadings * self.loadings.transpose() + DMatrix::from_diagonal(&self.own)
    }
}

/// The likelihood at one set of own variances.
struct Point {
    log_own: DVector<f64>,
    /// Eigenvalues, largest first, and their vectors.
    values: Vec<f64>,
    vectors: DMatrix<f64>,
    height: f64,
}

impl Point {
    fn at(correlation: &DMatrix<f64>, log_own: DVector<f64>) -> Option<Self> {
        let k = log_own.len();
        let scaled = |i: usize, j: usize| correlation[(i, j)] * (-0.5 * (log_own[i] + log_own[j])).exp();
        let eigen = SymmetricEigen::try_new(DMatrix::from_fn(k, k, scaled), f64::EPSILON, ROUNDS)?;
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
        let values: Vec<f64> = order.iter().map(|&m| eigen.eigenvalues[m]).collect();
        let vectors = DMatrix::from_fn(k, k, |i, m| eigen.eigenvectors[(i, order[m])]);
        let height = values.iter().skip(1).map(|value| value - value.ln() - 1.0).sum::<f64>();
        height.is_finite().then_some(Self { log_own, values, vectors, height })
    }

    fn gradient(&self) -> DVector<f64> {
        let k = self.log_own.len();
        let part = |i: usize, m: usize| (1.0 - self.values[m]) * self.vectors[(i, m)].powi(2);
        DVector::from_fn(k, |i, _| (1..k).map(|m| part(i, m)).sum())
    }

    fn curvature(&self) -> DMatrix<f64> {
        let k = self.log_own.len();
        let sum = |i: usize, j: usize, weight: &dyn Fn(f64) -> f64| -> f64 {
            (1..k).map(|m| weight(self.values[m]) * self.vectors[(i, m)] * self.vectors[(j, m)]).sum()
        };
        let largest = self.values[0];
        let turn = |value: f64| (1.0 - value) * (largest + value) / (largest - value);
        DMatrix::from_fn(k, k, |i, j| {
            let first = self.vectors[(i, 0)] * self.vectors[(j, 0)];
            sum(i, j, &|value| value) * sum(i, j, &|_| 1.0) + first * sum(i, j, &turn)
        })
    }

    /// The gradient without what only pushes against a bound, and which own variances are free.
    fn free(&self) -> (DVector<f64>, Vec<bool>) {
        let mut gradient = self.gradient();
        let (low, high) = (LEAST.ln(), 0.0);
        let stuck = |own: f64, slope: f64| (own <= low && slope > 0.0) || (own >= high && slope < 0.0);
        let free: Vec<bool> =
            self.log_own.iter().zip(&gradient).map(|(&own, &slope)| !stuck(own, slope)).collect();
        for (slope, _) in gradient.iter_mut().zip(&free).filter(|(_, free)| !**free) {
            *slope = 0.0;
        }
        (gradient, free)
    }

    /// A Newton step among the free own variances, made shorter by `damping`.
    fn step(&self, gradient: &DVector<f64>, free: &[bool], damping: f64) -> Option<DVector<f64>> {
        let mut curvature = self.curvature();
        for (i, free) in free.iter().enumerate() {
            if !free {
                curvature.row_mut(i).fill(0.0);
                curvature.column_mut(i).fill(0.0);
                curvature[(i, i)] = 1.0;
            }
            curvature[(i, i)] += damping;
        }
        let step = curvature.cholesky()?.solve(gradient);
        Some((&self.log_own - step).map(|own| own.clamp(LEAST.ln(), 0.0)))
    }
}

/// Newton's method, damped until each step goes down.
fn minimise(correlation: &DMatrix<f64>, start: DVector<f64>) -> Option<Point> {
    let mut best = Point::at(correlation, start)?;
    let mut damping = 0.0;
    for _ in 0..STEPS {
        let (gradient, free) = best.free();
        if gradient.amax() < FLAT {
            break;
        }
        let next = best.step(&gradient, &free, damping).and_then(|own| Point::at(correlation, own));
        match next.filter(|next| next.height < best.height) {
            Some(next) => (best, damping) = (next, if damping < 1e-6 { 0.0 } else { damping / 10.0 }),
            None if damping > 1e6 => break,
            None => damping = (damping * 10.0).max(1e-6),
        }
    }
    (best.free().0.amax() < NEARLY_FLAT).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_loadings_are_found_again() {
        for loadings in [vec![0.5, 0.6, 0.7, 0.8], vec![0.3, -0.9, 0.6, 0.5, 0.1], vec![0.99, 0.5, 0.4]] {
            let exact = DVector::from_vec(loadings);
            let own = exact.map(|l: f64| 1.0 - l * l);
            let matrix = &exact * exact.transpose() + DMatrix::from_diagonal(&own);
            let Some(factor) = OneFactor::of_matrix(&matrix) else { panic!("no factor") };
            let sign = (factor.loadings[0] * exact[0]).signum();
            assert!((factor.loadings * sign - exact).amax() < 1e-9);
            assert!((factor.own - own).amax() < 1e-9);
        }
    }

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let matrix = DMatrix::from_fn(4, 4, |i, j| if i == j { 1.0 } else { 0.2 + 0.1 * (i * j % 4) as f64 });
        let at = |own: &DVector<f64>| Point::at(&matrix, own.clone()).expect("a point");
        let own = DVector::from_vec(vec![-0.5, -0.8, -0.3, -1.0]);
        let (gradient, curvature) = (at(&own).gradient(), at(&own).curvature());
        for i in 0..4 {
            let moved = |step: f64| {
                let mut moved = own.clone();
                moved[i] += step;
                at(&moved)
            };
            let (up, down) = (moved(1e-5), moved(-1e-5));
            assert!(((up.height - down.height) / 2e-5 - gradient[i]).abs() < 1e-8);
            let slopes = (up.gradient() - down.gradient()) / 2e-5;
            assert!((slopes - curvature.column(i)).amax() < 1e-8);
        }
    }
}
