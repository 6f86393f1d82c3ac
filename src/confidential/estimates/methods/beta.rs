//! The beta distribution: its quantiles, and through them those of F.
//!
//! # What it answers
//!
//! "Below which share does the truth lie with a probability of 2.5%?" for a share that is known
//! up to a beta distribution, and "how far out must a ratio of variances lie?".
//!
//! # Formula
//!
//! ```text
//! quantile  the x at which I_x(a, b) = p, the regularised incomplete beta function
//! F(p; d1, d2) = d2 x / (d1 (1 - x)),  x the quantile of the beta with a = d1/2, b = d2/2
//! ```
//!
//! # Assumptions and limits
//!
//! Newton's method inside a bracket that only shrinks, with a halving every fourth step: it cannot
//! fail to converge, and the beta function itself is more accurate than its published inverses.
//! A quantile below 1e-60 is 0.
//!
//! # Source
//!
//! Abramowitz & Stegun (1964), 26.5 and 26.6.

use statrs::function::beta::checked_beta_reg;

/// Steps after which the bracket has long closed, even if every fourth were all that helped.
const STEPS: usize = 800;

/// The value that a beta(`a`, `b`) stays below with probability `p`.
///
/// ```
/// use candour::methods::beta::quantile;
///
/// // SciPy: beta.ppf(.025, 44, 58); a uniform is its own quantile.
/// assert!((quantile(0.025, 44.0, 58.0).unwrap() - 0.3372088383062175).abs() < 1e-12);
/// assert!((quantile(0.3, 1.0, 1.0).unwrap() - 0.3).abs() < 1e-15);
/// assert_eq!(quantile(0.5, 0.0, 1.0), None);
/// ```
#[must_use]
pub fn quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let sound = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && p > 0.0 && p < 1.0;
    if !sound {
        return None;
    }
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let density = |x: f64| ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() + scale).exp();
    let (mut low, mut high, mut x) = (0.0, 1.0, a / (a + b));
    for step in 0..STEPS {
        let excess = checked_beta_reg(a, b, x).ok()? - p;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - excess / density(x);
        let inside = low < newton && newton < high && step % 4 != 3;
        let next = if inside { newton } else { low + (high - low) / 2.0 };
        let close = (next - x).abs() <= 2.0 * f64::EPSILON * x;
        x = next;
        if close || x <= 1e-60 {
            break;
        }
    }
    Some(x)
}

/// The value that an F with `d1` and `d2` degrees of freedom stays below with probability `p`.
///
/// ```
/// use candour::methods::beta::f_quantile;
///
/// // SciPy: f.ppf(.975, 10, 40) and f.ppf(.025, 10, 40).
/// assert!((f_quantile(0.975, 10.0, 40.0).unwrap() - 2.388161086689864).abs() < 1e-11);
/// assert!((f_quantile(0.025, 10.0, 40.0).unwrap() - 0.3071822845543775).abs() < 1e-11);
/// assert_eq!(f_quantile(0.5, 0.0, 3.0), None);
/// ```
#[must_use]
pub fn f_quantile(p: f64, d1: f64, d2: f64) -> Option<f64> {
    // Both tails from the side where nothing is lost: 1 - x is a quantile of its own.
    let (below, above) = (quantile(p, d1 / 2.0, d2 / 2.0)?, quantile(1.0 - p, d2 / 2.0, d1 / 2.0)?);
    let ratio = d2 * below / (d1 * above);
    ratio.is_finite().then_some(ratio)
}

/// P(F with `d1` and `d2` degrees of freedom > f), by the incomplete beta function and never as 1 - cdf.
pub(super) fn f_upper_tail(f: f64, d1: f64, d2: f64) -> Option<f64> {
    if !(f.is_finite() && d1.is_finite() && d2.is_finite()) {
        return None;
    }
    checked_beta_reg(d2 / 2.0, d1 / 2.0, d2 / (d2 + d1 * f)).ok().filter(|p| p.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantiles_invert_the_distribution(a in -3.0..9.0f64, b in -3.0..9.0f64, p in 0.001..0.999f64) {
            let (a, b) = (a.exp(), b.exp());
            let x = quantile(p, a, b).expect("a quantile");
            prop_assert!((0.0..=1.0).contains(&x));
            // Near the ends neighbouring numbers have visibly different probabilities.
            if x > 1e-50 && x < 0.999 {
                let back = checked_beta_reg(a, b, x).expect("a probability");
                prop_assert!((back - p).abs() < 1e-10, "{} {} {}: {}", a, b, p, back);
            }
        }
    }

    #[test]
    fn mass_at_the_ends_does_not_stop_it() {
        assert_eq!(quantile(0.025, 1e-3, 50.0).map(|x| x < 1e-50), Some(true));
        assert_eq!(quantile(0.975, 50.0, 1e-3).map(|x| x > 0.999_999), Some(true));
        for wrong in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!((quantile(0.5, wrong, 1.0), quantile(wrong, 1.0, 1.0)), (None, None));
        }
    }
}
