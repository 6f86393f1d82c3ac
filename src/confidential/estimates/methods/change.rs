//! Change of a share from one survey to the next.
//!
//! # What it answers
//!
//! "Did it go up, go down, stay the same, or can we not tell?" These are four different answers;
//! a p above 0.05 alone is never "no change".
//!
//! # Formula
//!
//! ```text
//! d = p2 - p1, with Newcombe's 95% and 90% intervals
//! increased             95% interval above 0
//! decreased             95% interval below 0
//! no meaningful change  otherwise, when the 90% interval lies inside ± margin
//! not enough evidence   otherwise
//!
//! se² = p1 q1/n1 + p2 q2/n2 - 2 ρ m/(n1 n2) sqrt(p1 q1 p2 q2)
//!       m people in both waves whose answers correlate by ρ; 0 for separate people
//! ```
//!
//! The p value shown beside it follows Campbell's rule, guarded ([`super::two_by_two`]).
//!
//! # Assumptions and limits
//!
//! The waves count as independent. Where mostly the same people answer anonymously both times the
//! true uncertainty is smaller, so both "changed" and "no meaningful change" are said too rarely,
//! never too often. [`standard_error`] shows by how much, for a correlation that somebody supposes:
//! a line of sensitivity, never a correction, because ρ is not known. The margin is a setting (5 points; 2 in very large bodies), fixed before
//! looking. Only identical texts and scales may be compared. No finite-population correction.
//!
//! # Source
//!
//! Newcombe, R. G. (1998), Stat. Med. 17:873, method 10; Schuirmann, D. J. (1987),
//! J. Pharmacokinet. Biopharm. 15:657 (the 90% interval as two one-sided tests at 5%).

use super::equivalence::equivalent;
use super::interval::{Interval, Z90};
use super::newcombe::{newcombe, newcombe_at};
use super::proportion::proportion;
use super::two_by_two::compare;

/// What may be said about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// The figure went up.
    Increased,
    /// The figure went down.
    Decreased,
    /// Any change is smaller than the margin that matters.
    NoMeaningfulChange,
    /// The data cannot tell a change that matters from none.
    NotEnoughEvidence,
}

impl ChangeVerdict {
    /// The words of the verdict.
    ///
    /// ```
    /// use candour::methods::ChangeVerdict;
    ///
    /// assert_eq!(ChangeVerdict::NoMeaningfulChange.name(), "no meaningful change");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Increased => "increased",
            Self::Decreased => "decreased",
            Self::NoMeaningfulChange => "no meaningful change",
            Self::NotEnoughEvidence => "not enough evidence",
        }
    }
}

/// A change between two waves, later minus earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The difference of the shares.
    pub difference: f64,
    /// Its 95% interval, for "increased" and "decreased".
    pub interval95: Interval,
    /// Its 90% interval, for "no meaningful change".
    pub interval90: Interval,
    /// The two-sided p value by Campbell's rule, guarded.
    pub p_value: f64,
}

impl Change {
    /// The verdict at a `margin` given as a share: 0.05 for five points.
    ///
    /// ```
    /// use candour::methods::{change, ChangeVerdict};
    ///
    /// let clear = change(6000, 10000, 6300, 10000).unwrap();
    /// assert_eq!(clear.verdict(0.05), ChangeVerdict::Increased);
    /// let unclear = change(60, 100, 66, 100).unwrap();
    /// assert_eq!(unclear.verdict(0.05), ChangeVerdict::NotEnoughEvidence);
    /// ```
    #[must_use]
    pub fn verdict(&self, margin: f64) -> ChangeVerdict {
        verdict(self.interval95, self.interval90, margin)
    }
}

/// The change from `x1/n1` in the earlier wave to `x2/n2` in the later one.
///
/// ```
/// use candour::methods::change;
///
/// let change = change(600, 1000, 610, 1000).unwrap();
/// assert!((change.difference - 0.01).abs() < 1e-12);
/// assert!((change.interval95.low - -0.032798).abs() < 1e-6);
/// assert!((change.interval90.high - 0.045896).abs() < 1e-6);
/// ```
#[must_use]
pub fn change(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<Change> {
    Some(Change {
        difference: proportion(x2, n2)? - proportion(x1, n1)?,
        interval95: newcombe(x2, n2, x1, n1)?,
        interval90: newcombe_at(x2, n2, x1, n1, Z90)?,
        p_value: compare(x2, n2, x1, n1)?.p_value,
    })
}

/// The standard error of the change from `x1/n1` to `x2/n2` where `both` people answered both times
/// and their answers correlate by `correlation`; `both` of 0 for separate people.
///
/// Nothing when more people answered both times than one of them, or for what is no correlation.
///
/// ```
/// use candour::methods::change::standard_error;
///
/// assert!((standard_error((60, 100), (66, 100), 0, 0.0).unwrap() - 0.0681469).abs() < 1e-7);
/// assert!((standard_error((60, 100), (66, 100), 80, 0.5).unwrap() - 0.0527963).abs() < 1e-7);
/// assert_eq!(standard_error((60, 100), (66, 100), 101, 0.5), None);
/// ```
#[must_use]
pub fn standard_error(earlier: (u64, u64), later: (u64, u64), both: u64, correlation: f64) -> Option<f64> {
    let ((x1, n1), (x2, n2)) = (earlier, later);
    let variance = |p: f64| p * (1.0 - p);
    let (first, second) = (variance(proportion(x1, n1)?), variance(proportion(x2, n2)?));
    if both > n1.min(n2) || !(-1.0..=1.0).contains(&correlation) {
        return None;
    }
    let (n1, n2) = (n1 as f64, n2 as f64);
    let shared = 2.0 * correlation * both as f64 / n1 / n2 * (first * second).sqrt();
    Some((first / n1 + second / n2 - shared).max(0.0).sqrt())
}

/// The verdict on any difference, of shares or of means, in the unit of the intervals.
///
/// ```
/// use candour::methods::{change::verdict, ChangeVerdict, Interval};
///
/// let narrow = Interval { low: -0.0226, high: 0.0176 };
/// let inner = Interval { low: -0.0194, high: 0.0144 };
/// assert_eq!(verdict(narrow, inner, 0.05), ChangeVerdict::NoMeaningfulChange);
/// assert_eq!(verdict(narrow, inner, 0.01), ChangeVerdict::NotEnoughEvidence);
/// ```
#[must_use]
pub fn verdict(interval95: Interval, interval90: Interval, margin: f64) -> ChangeVerdict {
    if interval95.low > 0.0 {
        ChangeVerdict::Increased
    } else if interval95.high < 0.0 {
        ChangeVerdict::Decreased
    } else if equivalent(interval90, margin) {
        ChangeVerdict::NoMeaningfulChange
    } else {
        ChangeVerdict::NotEnoughEvidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_swapped_give_the_opposite_verdict() {
        let said = |x1, n1, x2, n2| change(x1, n1, x2, n2).map(|change| change.verdict(0.05));
        assert_eq!(said(6300, 10_000, 6000, 10_000), Some(ChangeVerdict::Decreased));
        assert_eq!(said(2790, 4000, 2800, 4000), Some(ChangeVerdict::NoMeaningfulChange));
        assert_eq!(said(0, 0, 3, 5), None);
    }
}
