//! Equivalence: showing that a difference is too small to matter.
//!
//! # What it answers
//!
//! "May we say that nothing of importance changed?" Failing to find a difference does not show
//! that; this test does.
//!
//! # Formula
//!
//! ```text
//! shares  the 90% interval of the difference lies strictly inside (-margin, +margin)
//! means   p lower = P(T > (d + margin)/se),  p upper = P(T < (d - margin)/se),  df as in Welch
//!         equivalent at 5% when the larger of the two is below 0.05
//! ```
//!
//! The two forms agree: both one-sided tests reject at 5% exactly when the 90% interval lies
//! inside the margin.
//!
//! # Assumptions and limits
//!
//! As for the interval used. The margin must be fixed before looking; what counts as unimportant
//! is a decision of the organisation, not of statistics.
//!
//! # Source
//!
//! Schuirmann, D. J. (1987), J. Pharmacokinet. Biopharm. 15:657, the two one-sided tests procedure.

use super::interval::Interval;
use super::students_t::{critical_value, upper_tail};
use super::welch::{Sample, difference_of_means};

/// The probability left out on each side of a 90% interval.
const EACH_TAIL: f64 = 0.05;

/// Whether a difference with this 90% interval is smaller than `margin`, at the 5% level.
///
/// ```
/// use candour::methods::{equivalent, Interval};
///
/// assert!(equivalent(Interval { low: -0.025932, high: 0.045896 }, 0.05));
/// assert!(!equivalent(Interval { low: -0.051861, high: 0.169786 }, 0.05));
/// ```
#[must_use]
pub fn equivalent(interval90: Interval, margin: f64) -> bool {
    interval90.low > -margin && interval90.high < margin
}

/// The two one-sided tests of two means, later minus earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EquivalentMeans {
    /// The difference of the means.
    pub difference: f64,
    /// p against "lower by the margin or more".
    pub p_lower: f64,
    /// p against "higher by the margin or more".
    pub p_upper: f64,
    /// The larger of the two: the p value of equivalence.
    pub p_value: f64,
    /// The 90% interval of the difference.
    pub interval90: Interval,
}

/// Tests whether the mean moved by less than `margin` from `earlier` to `later`.
///
/// ```
/// use candour::methods::{equivalent, tost_means, Sample};
///
/// let earlier = Sample { mean: 60.0, sd: 20.0, n: 400 };
/// let later = Sample { mean: 60.5, sd: 20.0, n: 420 };
/// let test = tost_means(&earlier, &later, 3.0).unwrap();
/// assert!((test.p_value - 0.036977).abs() < 1e-6);
/// assert!((test.interval90.high - 2.8009).abs() < 1e-4);
/// assert!(equivalent(test.interval90, 3.0));
/// assert_eq!(tost_means(&earlier, &Sample { n: 1, ..later }, 3.0), None);
/// ```
#[must_use]
pub fn tost_means(earlier: &Sample, later: &Sample, margin: f64) -> Option<EquivalentMeans> {
    let (difference, se, df) = difference_of_means(later, earlier)?;
    let p_lower = upper_tail((difference + margin) / se, df)?;
    let p_upper = upper_tail((margin - difference) / se, df)?;
    let half = critical_value(EACH_TAIL, df)? * se;
    Some(EquivalentMeans {
        difference,
        p_lower,
        p_upper,
        p_value: p_lower.max(p_upper),
        interval90: Interval::finite(difference - half, difference + half)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_p_value_and_the_interval_agree() {
        let earlier = Sample { mean: 60.0, sd: 20.0, n: 300 };
        for step in 0..60 {
            let later = Sample { mean: 57.0 + f64::from(step) * 0.1, sd: 17.0, n: 700 };
            let Some(test) = tost_means(&earlier, &later, 3.0) else { panic!("no test") };
            assert_eq!(test.p_value < 0.05, equivalent(test.interval90, 3.0));
        }
    }
}
