//! Two proportions: could the difference be chance?
//!
//! # What it answers
//!
//! "If the group and the rest really held the same view, how often would their shares differ at
//! least this much?"
//!
//! # Formula
//!
//! ```text
//! N = n1 + n2, m = x1 + x2
//! pooled      z = (x1 n2 - x2 n1) sqrt(N / (n1 n2 m (N - m)));  z² is Pearson's chi-square
//! N-1         z · sqrt((N - 1) / N)
//! Fisher      sum of the probabilities of all tables with these totals that are no more probable
//!             than the one seen (ties within 1e-7)
//! mid-p       the same with half of the tables that are as probable as the one seen
//! Campbell    N-1 when the smallest expected count is at least 1, else Fisher
//! guarded     Campbell's p, but where the smallest expected count is below 25 never less than mid-p
//! ```
//!
//! # Assumptions and limits
//!
//! Two separate sets of respondents, each answering independently. When everybody gave the same
//! answer p is 1. An empty side has no test. No continuity correction is ever applied.
//!
//! Why guarded: Campbell's rule keeps 5% where the plain chi-square and the mid-p exceed it, with
//! more power than "Fisher below 5". Far in the tail it does not: with lopsided answers and a small
//! group its smallest p values are too small, and adjusting for many tests looks at just these. The
//! mid-p keeps to its level there. The largest error rates over shares of 50% to 98% in six pairs
//! of groups, 10 against 200 to 300 against 1,735 (`tests/calibration/size_two_by_two.csv`):
//!
//! | level | guarded | Campbell | mid-p | Fisher |
//! | --- | --- | --- | --- | --- |
//! | 5% | 5.09% | 5.13% | 5.73% | 4.78% |
//! | 1% | 1.00% | 1.39% | 1.23% | 0.95% |
//! | 0.1% | 0.11% | 0.34% | 0.11% | 0.09% |
//! | 0.01% | 0.013% | 0.106% | 0.011% | 0.009% |
//!
//! Adjusting 360 comparisons where nobody differs, the guarded rule names something in 4.8% of
//! surveys, Campbell's in 5.6%, in 7.5% where directorates have 15 to 120 people. Ten rules are
//! compared in `rules_two_by_two.csv` beside it: a bound of 10 in place of 25 leaves 5.3%, no bound
//! at all gains nothing, Fisher's test loses most power. What the guard costs: 80% against 90% is
//! found between 30 and 300 people in 38% of surveys, not 40%; between 100 and 1,900 in 82%, not
//! 83%. Two sides of the same size may exceed 5% near one half by any of these tests but Fisher's
//! (50 against 50 at 50%: 5.7%), and so may fewer than ten people, because few p values are
//! possible.
//!
//! # Source
//!
//! Campbell, I. (2007), Stat. Med. 26:3661 (rule; N-1 after E. S. Pearson 1947);
//! Fisher, R. A. (1935), JRSS 98:39; two-sided version as in R's `fisher.test`; mid-p: Lancaster,
//! H. O. (1961), JASA 56:223. The guard is ours, chosen by the error rates above.

use super::hypergeometric::Hypergeometric;
use super::normal::two_sided_p;
use super::proportion::proportion;

/// The smallest expected count for which the N-1 chi-square holds 5%.
const CHI_SQUARE_FROM: f64 = 1.0;

/// The smallest expected count from which its tail needs no guard.
const GUARDED_BELOW: f64 = 25.0;

/// A comparison of two shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoByTwo {
    /// The two-sided p value.
    pub p_value: f64,
    /// The test that gave it.
    pub method: TwoByTwoMethod,
}

/// The tests of the guarded rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoByTwoMethod {
    /// Pearson's chi-square times (N - 1) / N.
    NMinusOne,
    /// The mid-p of Fisher's exact test, where it is larger than the chi-square's p.
    MidP,
    /// Fisher's exact test.
    Fisher,
}

impl TwoByTwoMethod {
    /// The name of the test in reports.
    ///
    /// ```
    /// use candour::methods::TwoByTwoMethod;
    ///
    /// assert_eq!(TwoByTwoMethod::NMinusOne.name(), "chi-square, N-1");
    /// assert_eq!(TwoByTwoMethod::MidP.name(), "Fisher mid-p");
    /// assert_eq!(TwoByTwoMethod::Fisher.name(), "Fisher exact");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NMinusOne => "chi-square, N-1",
            Self::MidP => "Fisher mid-p",
            Self::Fisher => "Fisher exact",
        }
    }
}

/// Compares `x1/n1` with `x2/n2` by Campbell's rule, guarded by the mid-p.
///
/// ```
/// use candour::methods::{two_by_two::compare, TwoByTwoMethod};
///
/// let test = compare(120, 200, 2000, 5000).unwrap();
/// assert_eq!(test.method, TwoByTwoMethod::NMinusOne);
/// assert!((test.p_value / 1.6665e-8 - 1.0).abs() < 1e-4);
/// // An expected count of 3: the chi-square alone would say 0.000636.
/// let test = compare(8, 10, 300, 1000).unwrap();
/// assert_eq!(test.method, TwoByTwoMethod::MidP);
/// assert!((test.p_value - 0.00092812).abs() < 1e-8);
/// // One expected count of 0.5: Fisher.
/// assert_eq!(compare(1, 1, 50, 99).unwrap().method, TwoByTwoMethod::Fisher);
/// assert_eq!(compare(0, 5, 0, 10).unwrap().p_value, 1.0);
/// assert_eq!(compare(0, 0, 5, 10), None);
/// ```
#[must_use]
pub fn compare(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<TwoByTwo> {
    let expected = smallest_expected(x1, n1, x2, n2)?;
    if expected < CHI_SQUARE_FROM {
        return Some(TwoByTwo { p_value: fisher(x1, n1, x2, n2)?, method: TwoByTwoMethod::Fisher });
    }
    let p_value = n_minus_one(x1, n1, x2, n2)?;
    let mid = if expected < GUARDED_BELOW { fisher_mid_p(x1, n1, x2, n2) } else { None };
    Some(match mid {
        Some(mid) if mid > p_value => TwoByTwo { p_value: mid, method: TwoByTwoMethod::MidP },
        _ => TwoByTwo { p_value, method: TwoByTwoMethod::NMinusOne },
    })
}

/// The smallest count expected in the table if both sides had the same share.
///
/// ```
/// use candour::methods::two_by_two::smallest_expected;
///
/// assert_eq!(smallest_expected(3, 4, 1, 4), Some(2.0));
/// ```
#[must_use]
pub fn smallest_expected(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    proportion(x1, n1).and(proportion(x2, n2))?;
    let (all, positive) = (n1.checked_add(n2)?, x1.checked_add(x2)?);
    let smaller_side = n1.min(n2) as f64;
    let rarer_answer = positive.min(all - positive) as f64;
    Some(smaller_side * rarer_answer / all as f64)
}

/// The p value of the N-1 chi-square test; 1 when everybody gave the same answer.
///
/// ```
/// use candour::methods::two_by_two::n_minus_one;
///
/// assert!((n_minus_one(3, 4, 1, 4).unwrap() - 0.185876732365876).abs() < 1e-12);
/// ```
#[must_use]
pub fn n_minus_one(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    let all = n1.checked_add(n2)? as f64;
    let z = pooled_z(x1, n1, x2, n2)?;
    Some(two_sided_p(z * ((all - 1.0) / all).sqrt()))
}

/// The pooled z of `x1/n1 - x2/n2`, whose square is Pearson's chi-square; 0 when everybody gave
/// the same answer. Shown for comparison with surveys that test this way.
///
/// ```
/// use candour::methods::two_by_two::pooled_z;
///
/// assert!((pooled_z(120, 200, 2000, 5000).unwrap() - 5.64401785214353).abs() < 1e-12);
/// ```
#[must_use]
pub fn pooled_z(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    proportion(x1, n1).and(proportion(x2, n2))?;
    let [x1, n1, x2, n2] = [x1, n1, x2, n2].map(|count| count as f64);
    let (all, positive) = (n1 + n2, x1 + x2);
    let spread = n1 * n2 * positive * (all - positive);
    if spread <= 0.0 {
        return Some(0.0);
    }
    // The cross product is exact, so equal shares give exactly zero.
    Some((x1 * n2 - x2 * n1) * (all / spread).sqrt())
}

/// The two-sided p value of Fisher's exact test.
///
/// ```
/// use candour::methods::two_by_two::fisher;
///
/// assert!((fisher(3, 4, 1, 4).unwrap() - 0.485714285714286).abs() < 1e-12);
/// assert!((fisher(120, 200, 2000, 5000).unwrap() / 2.64818085806883e-8 - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn fisher(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    proportion(x1, n1).and(proportion(x2, n2))?;
    let (all, positive) = (n1.checked_add(n2)?, x1.checked_add(x2)?);
    Some(Hypergeometric::new(all, positive, n1)?.no_more_probable_than(x1))
}

/// The mid-p value of Fisher's exact test; 1 when everybody gave the same answer.
///
/// ```
/// use candour::methods::two_by_two::fisher_mid_p;
///
/// assert!((fisher_mid_p(3, 4, 1, 4).unwrap() - 0.257142857142857).abs() < 1e-12);
/// assert_eq!(fisher_mid_p(0, 5, 0, 10), Some(1.0));
/// ```
#[must_use]
pub fn fisher_mid_p(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    proportion(x1, n1).and(proportion(x2, n2))?;
    let (all, positive) = (n1.checked_add(n2)?, x1.checked_add(x2)?);
    if positive == 0 || positive == all {
        return Some(1.0);
    }
    Some(Hypergeometric::new(all, positive, n1)?.mid_p(x1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_and_answers_can_be_swapped() {
        for (x1, n1, x2, n2) in [(3, 4, 1, 4), (0, 5, 7, 10), (140, 287, 276, 813), (1, 1, 50, 99)] {
            let swapped = [compare(x2, n2, x1, n1), compare(n1 - x1, n1, n2 - x2, n2)];
            let Some(here) = compare(x1, n1, x2, n2) else { panic!("no test") };
            for other in swapped.into_iter().flatten() {
                assert!((here.p_value - other.p_value).abs() < 1e-13);
                assert_eq!(here.method, other.method);
            }
        }
    }

    #[test]
    fn no_p_is_below_campbells_nor_below_the_mid_p_of_a_small_table() {
        for (n1, n2) in [(3, 40), (10, 200), (60, 60), (90, 700)] {
            for (x1, x2) in (0..=n1).flat_map(|x1| (0..=n2).step_by(7).map(move |x2| (x1, x2))) {
                let test = compare(x1, n1, x2, n2);
                let expected = smallest_expected(x1, n1, x2, n2).unwrap_or(f64::NAN);
                let (plain, mid) = (n_minus_one(x1, n1, x2, n2), fisher_mid_p(x1, n1, x2, n2));
                let wanted = if expected < 1.0 {
                    fisher(x1, n1, x2, n2)
                } else if expected < 25.0 {
                    plain.zip(mid).map(|(plain, mid)| plain.max(mid))
                } else {
                    plain
                };
                assert_eq!(test.map(|test| test.p_value), wanted, "{x1}/{n1} {x2}/{n2}");
                // Fisher's p is never below his mid-p, so below 1 the guard changes nothing.
                assert!(expected >= 1.0 || test.zip(mid).is_some_and(|(test, mid)| test.p_value >= mid));
            }
        }
    }

    #[test]
    fn the_further_apart_the_smaller_the_p() {
        // 240 positives among 30 and 300 people: the expected counts do not change along the way.
        let p = |x1: u64| compare(x1, 30, 240 - x1, 300).map_or(f64::NAN, |test| test.p_value);
        assert!((1..=21).all(|x1| p(x1 - 1) < p(x1)) && (23..=30).all(|x1| p(x1) < p(x1 - 1)));
    }

    #[test]
    fn fisher_holds_for_large_organisations() {
        // Summed in whole numbers of any length, then divided once.
        for ([x1, n1, x2, n2], exact) in [
            ([420, 900, 40_000, 99_100], 0.00014970305713006172),
            ([400, 500, 50_000, 99_500], 8.830206027147655e-43),
            ([3_000, 7_000, 40_000, 93_000], 0.8120170154079004),
        ] {
            let p = fisher(x1, n1, x2, n2);
            assert!(p.is_some_and(|p| (p / exact - 1.0).abs() < 1e-12), "{p:?}");
        }
        assert_eq!(fisher(25_000, 50_000, 25_000, 50_000), Some(1.0));
    }

    #[test]
    fn impossible_and_absurd_counts_are_refused_or_answered() {
        assert_eq!(compare(5, 4, 1, 4), None);
        assert_eq!(compare(1, u64::MAX, 1, u64::MAX), None);
        assert!(compare(1, 1 << 60, 2, 1 << 60).is_some());
    }
}
