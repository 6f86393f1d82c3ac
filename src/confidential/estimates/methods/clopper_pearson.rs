//! Clopper and Pearson's exact binomial interval.
//!
//! # What it answers
//!
//! "Which true shares are compatible with 43 positives out of 100, if the interval must cover
//! the truth in *at least* 95% of surveys whatever the truth is?"
//!
//! # Formula
//!
//! ```text
//! low  = the p at which P(X >= x | n, p) = 0.025   (0 at x = 0)
//! high = the p at which P(X <= x | n, p) = 0.025   (1 at x = n)
//! P(X >= x | n, p) = I_p(x, n - x + 1), the regularised incomplete beta function
//! ```
//!
//! # Assumptions and limits
//!
//! Independent answers. The guarantee costs width: coverage is usually 96-99%. Reports use
//! [`mod@super::wilson`]; this one is for readers who ask for the conservative answer. Nine digits
//! are right up to a million answers.
//!
//! # Source
//!
//! Clopper, C. J. & Pearson, E. S. (1934), Biometrika 26:404; beta form in Brown, Cai &
//! DasGupta (2001), Stat. Sci. 16:101.

use statrs::function::beta::checked_beta_reg;

use super::interval::Interval;
use super::proportion::proportion;

/// The probability left out on each side of a 95% interval.
const EACH_TAIL: f64 = 0.025;

/// Halvings after which neighbouring numbers are reached from any start.
const HALVINGS: usize = 100;

/// The exact 95% interval of `x` positives out of `n` answers.
///
/// ```
/// use candour::methods::clopper_pearson;
///
/// let interval = clopper_pearson(43, 100).unwrap();
/// assert!((interval.low - 0.331391).abs() < 1e-6);
/// assert!((interval.high - 0.532866).abs() < 1e-6);
/// assert_eq!(clopper_pearson(0, 1).unwrap().low, 0.0);
/// assert_eq!(clopper_pearson(0, 0), None);
/// ```
#[must_use]
pub fn clopper_pearson(x: u64, n: u64) -> Option<Interval> {
    let p = proportion(x, n)?;
    // The upper limit of the positives is the lower limit of the others, seen from 1.
    let (low, high) = (lower_limit(x, n)?, 1.0 - lower_limit(n - x, n)?);
    Interval::finite(low.min(p), high.max(p))
}

/// The share at which `x` or more positives would come up in 2.5% of surveys.
///
/// Bisection rather than a beta quantile: it cannot fail to converge, and the beta function
/// itself is more accurate than its published inverses.
fn lower_limit(x: u64, n: u64) -> Option<f64> {
    if x == 0 {
        return Some(0.0);
    }
    let (a, b) = (x as f64, (n - x) as f64 + 1.0);
    let (mut low, mut high) = (0.0, a / n as f64);
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if checked_beta_reg(a, b, middle).ok()? < EACH_TAIL {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low + (high - low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::wilson::wilson;
    use super::*;

    #[test]
    fn it_holds_for_large_organisations() {
        // Summed with 60 digits.
        for (x, n, exact) in [
            (1, 10_000, 2.5317775934746866e-6),
            (50, 100_000, 0.0003711317017834941),
            (300, 1_000_000, 0.0002670135465145862),
        ] {
            let interval = clopper_pearson(x, n);
            assert!(interval.is_some_and(|i| (i.low / exact - 1.0).abs() < 1e-9));
        }
    }

    #[test]
    fn it_is_wider_than_wilson_in_all() {
        for n in 1..=40 {
            let total = |interval: fn(u64, u64) -> Option<Interval>| -> f64 {
                (0..=n).filter_map(|x| interval(x, n)).map(|i| i.width()).sum()
            };
            assert!(total(clopper_pearson) > total(wilson));
        }
    }
}
