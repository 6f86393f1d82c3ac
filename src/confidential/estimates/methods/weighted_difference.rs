//! The difference of two weighted figures, from their intervals.
//!
//! # What it answers
//!
//! "Both groups weighted to the same standard: by how many points do they differ, like for like?"
//!
//! # Formula
//!
//! ```text
//! d = a - b;  [la, ua] and [lb, ub] the intervals of the two figures
//! low  = d - sqrt((a - la)² + (ub - b)²)
//! high = d + sqrt((ua - a)² + (b - lb)²)
//! ```
//!
//! # Assumptions and limits
//!
//! Two separate sets of respondents, each weighted on its own, never a group and a total that
//! contains it. With equal weights it is [`mod@super::newcombe`], whose interval this generalises.
//!
//! # Source
//!
//! Zou, G. Y. & Donner, A. (2008), Stat. Med. 27:1693; Newcombe, R. G. (1998), Stat. Med. 17:873,
//! method 10.

use super::interval::Interval;
use super::linearised::WeightedMean;

/// The 95% interval of `a - b`, from the intervals of two separate sets of respondents; held in
/// [-1, 1] where both are shares. Nothing where a side has no interval.
///
/// ```
/// use candour::methods::{Interval, WeightedMean, newcombe, weighted_difference, wilson};
///
/// // Equal weights: Newcombe's interval.
/// let side = |x, n: u64| WeightedMean {
///     estimate: x as f64 / n as f64, se: 0.0, respondents: n, effective: n as f64,
///     interval: wilson(x, n),
/// };
/// let interval = weighted_difference(&side(120, 200), &side(2000, 5000), true).unwrap();
/// assert_eq!(Some(interval), newcombe(120, 200, 2000, 5000));
/// ```
#[must_use]
pub fn weighted_difference(a: &WeightedMean, b: &WeightedMean, share: bool) -> Option<Interval> {
    let (of_a, of_b) = (a.interval?, b.interval?);
    let difference = a.estimate - b.estimate;
    let low = difference - (a.estimate - of_a.low).hypot(of_b.high - b.estimate);
    let high = difference + (of_a.high - a.estimate).hypot(b.estimate - of_b.low);
    let limit = if share { 1.0 } else { f64::MAX };
    Interval::finite(low.max(-limit), high.min(limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(estimate: f64, low: f64, high: f64) -> WeightedMean {
        let interval = Interval::finite(low, high);
        WeightedMean { estimate, se: 0.1, respondents: 9, effective: 9.0, interval }
    }

    #[test]
    fn swapping_the_sides_turns_the_sign() {
        let (a, b) = (side(0.9, 0.7, 0.95), side(0.2, 0.1, 0.5));
        let (Some(there), Some(back)) =
            (weighted_difference(&a, &b, true), weighted_difference(&b, &a, true))
        else {
            panic!("no interval");
        };
        assert!((there.low + back.high).abs() < 1e-15 && (there.high + back.low).abs() < 1e-15);
        assert!(there.contains(0.7));
    }

    #[test]
    fn only_shares_are_held_in_their_range() {
        let (a, b) = (side(5.0, 1.0, 9.0), side(5.0, 2.0, 8.0));
        assert_eq!(weighted_difference(&a, &b, false), Interval::finite(-5.0, 5.0));
        assert_eq!(weighted_difference(&a, &b, true), Interval::finite(-1.0, 1.0));
    }

    #[test]
    fn a_side_without_an_interval_has_no_difference() {
        let a = side(0.5, 0.4, 0.6);
        assert_eq!(weighted_difference(&a, &WeightedMean { interval: None, ..a }, true), None);
    }
}
