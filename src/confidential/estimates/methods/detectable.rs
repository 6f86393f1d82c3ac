//! The smallest difference that a comparison of this size could have found.
//!
//! # What it answers
//!
//! "No difference was flagged: how large would one have had to be to show?" It belongs beside
//! every unflagged comparison of small groups.
//!
//! # Formula
//!
//! ```text
//! shares  the smallest d with  d >= z(.975) · sqrt(p̄(1 - p̄)(1/n1 + 1/n2))
//!                                 + z(.8)  · sqrt(p(1 - p)/n1 + p'(1 - p')/n2)
//!         p' = p + d,  p̄ = (n1 p + n2 p')/(n1 + n2)
//! means   d = (z(.975) + z(.8)) · sqrt(s1²/n1 + s2²/n2) = 2.801585 · standard error
//! ```
//!
//! A difference of d would be significant at 5% in 80% of surveys. A fall from p is a rise of the
//! other answers from 1 - p.
//!
//! # Assumptions and limits
//!
//! Normal approximation, rough below about ten people a side. Near 100% no rise, and near 0% no
//! fall, may be detectable at all: then there is no number. The right-hand side is concave in d,
//! so there is one crossing and halving the range finds it.
//!
//! # Source
//!
//! Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed.,
//! chapter 4; for equal sizes R's `power.prop.test`. Means: Cohen (1988), chapter 2, in the limit
//! of large samples.

use super::interval::{Z80, Z95};
use super::welch::Sample;

/// A difference too small to matter to anyone: where the search begins.
const LEAST: f64 = 1e-12;

/// How near the two ends must be.
const CLOSE: f64 = 1e-15;

/// More steps than are ever needed.
const MOST_STEPS: usize = 200;

/// The smallest rise above `p`, a share among `n1` people, that would show among `n2` others.
///
/// ```
/// use candour::methods::detectable_rise;
///
/// assert!((detectable_rise(0.6, 200, 200).unwrap() - 0.131757).abs() < 1e-6);
/// assert!((detectable_rise(0.9, 100, 100).unwrap() - 0.0898521).abs() < 1e-7);
/// assert_eq!(detectable_rise(0.95, 10, 10), None);
/// ```
#[must_use]
pub fn detectable_rise(p: f64, n1: u64, n2: u64) -> Option<f64> {
    let gap = |d: f64| d - required(p, d, n1 as f64, n2 as f64);
    let room = 1.0 - p;
    if !(0.0..=1.0).contains(&p) || n1 == 0 || n2 == 0 || room <= LEAST || gap(room) < 0.0 {
        return None;
    }
    Some(root(gap, LEAST, room))
}

/// Where `gap` passes from below to above zero between `low` and `high`: the Illinois form of the rule of false position
/// (Dowell and Jarratt, 1971), which needs a fifth of the steps of halving.
fn root(gap: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut low, mut high) = ((low, gap(low)), (high, gap(high)));
    for _ in 0..MOST_STEPS {
        let d = high.0 - high.1 * (high.0 - low.0) / (high.1 - low.1);
        let value = gap(d);
        if value == 0.0 || (high.0 - low.0).abs() < CLOSE || !d.is_finite() {
            return if d.is_finite() { d } else { high.0 };
        }
        if value.signum() == high.1.signum() {
            // The other end stood still: half its weight, or it would stand still for ever.
            low.1 /= 2.0;
        } else {
            low = high;
        }
        high = (d, value);
    }
    high.0
}

/// The smallest fall below `p`, a share among `n1` people, that would show among `n2` others.
///
/// ```
/// use candour::methods::{detectable_fall, detectable_rise};
///
/// assert_eq!(detectable_fall(0.75, 50, 5000), detectable_rise(0.25, 50, 5000));
/// ```
#[must_use]
pub fn detectable_fall(p: f64, n1: u64, n2: u64) -> Option<f64> {
    detectable_rise(1.0 - p, n1, n2)
}

/// The smallest difference, either way, that would show: the larger of rise and fall.
///
/// A reader takes the figure as "anything larger would have shown", so the harder direction is
/// the honest one. Where only one direction has room for a detectable difference, it is that one.
///
/// ```
/// use candour::methods::{detectable, detectable_fall};
///
/// assert!((detectable(0.5, 10, 90).unwrap() - 0.376462661104459).abs() < 1e-9);
/// assert_eq!(detectable(0.95, 10, 10), detectable_fall(0.95, 10, 10));
/// ```
#[must_use]
pub fn detectable(p: f64, n1: u64, n2: u64) -> Option<f64> {
    let ways = [detectable_rise(p, n1, n2), detectable_fall(p, n1, n2)];
    ways.into_iter().flatten().reduce(f64::max)
}

/// The smallest difference of two means that would show, from the standard deviations.
///
/// ```
/// use candour::methods::detectable_mean;
///
/// assert!((detectable_mean(20.0, 400, 20.0, 400).unwrap() - 3.962040).abs() < 1e-6);
/// assert_eq!(detectable_mean(20.0, 1, 20.0, 400), None);
/// ```
#[must_use]
pub fn detectable_mean(sd1: f64, n1: u64, sd2: f64, n2: u64) -> Option<f64> {
    let squared = |sd, n| Sample { mean: 0.0, sd, n }.squared_error();
    let difference = (Z95 + Z80) * (squared(sd1, n1)? + squared(sd2, n2)?).sqrt();
    (difference > 0.0 && difference.is_finite()).then_some(difference)
}

/// The difference that a rise of `d` must reach to be found with 80% power.
fn required(p: f64, d: f64, n1: f64, n2: f64) -> f64 {
    let raised = (p + d).min(1.0);
    let pooled = (n1 * p + n2 * raised) / (n1 + n2);
    let without = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    let with = (p * (1.0 - p) / n1 + raised * (1.0 - raised) / n2).sqrt();
    Z95 * without + Z80 * with
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_people_see_smaller_differences() {
        let mut last = 1.0;
        for n in [20, 50, 100, 1000, 100_000] {
            let Some(d) = detectable(0.4, n, 500) else { panic!("none for {n}") };
            assert!(d < last && d > 0.0);
            last = d;
        }
    }

    #[test]
    fn both_ends_of_the_scale_and_nonsense_are_answered() {
        assert_eq!(detectable_rise(1.0, 100, 100), None);
        assert!(detectable_rise(0.0, 100, 100).is_some_and(|d| d > 0.0 && d < 0.1));
        assert_eq!(detectable(0.5, 0, 10), None);
        assert_eq!(detectable(f64::NAN, 10, 10), None);
    }
}
