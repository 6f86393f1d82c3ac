//! Newcombe's interval for the difference of two independent proportions.
//!
//! # What it answers
//!
//! "By how many points does the group differ from the rest, and how sure is that?"
//!
//! # Formula
//!
//! ```text
//! d = p1 - p2;  [l1, u1] and [l2, u2] the Wilson intervals of the two shares
//! low  = d - sqrt((p1 - l1)² + (u2 - p2)²)
//! high = d + sqrt((u1 - p1)² + (p2 - l2)²)
//! ```
//!
//! # Assumptions and limits
//!
//! Two separate sets of respondents: a group and the *rest*, never a group and a total that
//! contains it. No finite-population correction. The interval and the p value of
//! [`super::two_by_two`] may disagree at the margin: show the interval, use p for flags.
//!
//! # Source
//!
//! Newcombe, R. G. (1998), Stat. Med. 17:873, method 10.

use super::interval::{Interval, Z95};
use super::proportion::proportion;
use super::wilson::wilson_at;

/// The 95% interval of `x1/n1 - x2/n2`.
///
/// ```
/// use candour::methods::newcombe;
///
/// let interval = newcombe(120, 200, 2000, 5000).unwrap();
/// assert!((interval.low - 0.1295).abs() < 1e-5);
/// assert!((interval.high - 0.26677).abs() < 1e-5);
/// assert_eq!(newcombe(0, 0, 5, 10), None);
/// ```
#[must_use]
pub fn newcombe(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<Interval> {
    newcombe_at(x1, n1, x2, n2, Z95)
}

/// The interval of `x1/n1 - x2/n2` at the normal quantile `z`.
///
/// ```
/// use candour::methods::{newcombe_at, Z90};
///
/// let interval = newcombe_at(66, 100, 60, 100, Z90).unwrap();
/// assert!((interval.low - -0.051861).abs() < 1e-6);
/// assert!((interval.high - 0.169786).abs() < 1e-6);
/// ```
#[must_use]
pub fn newcombe_at(x1: u64, n1: u64, x2: u64, n2: u64, z: f64) -> Option<Interval> {
    let (p1, p2) = (proportion(x1, n1)?, proportion(x2, n2)?);
    let (first, second) = (wilson_at(x1, n1, z)?, wilson_at(x2, n2, z)?);
    let difference = p1 - p2;
    let low = difference - (p1 - first.low).hypot(second.high - p2);
    let high = difference + (first.high - p1).hypot(p2 - second.low);
    Interval::finite(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_the_sides_turns_the_sign() {
        for (x1, n1, x2, n2) in [(3, 4, 1, 4), (0, 5, 0, 10), (140, 287, 276, 813), (7, 7, 0, 3)] {
            let (Some(there), Some(back)) = (newcombe(x1, n1, x2, n2), newcombe(x2, n2, x1, n1)) else {
                panic!("no interval");
            };
            assert!((there.low + back.high).abs() < 1e-15);
            assert!(there.low >= -1.0 && there.high <= 1.0);
        }
    }
}
