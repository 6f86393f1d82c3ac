//! McNemar's test: the same people asked twice.
//!
//! # What it answers
//!
//! "Of the people who answered both times, did more turn positive than turned away?" Only for
//! waves whose respondents are linked; everything else compares separate people
//! ([`mod@super::change`]).
//!
//! # Formula
//!
//! ```text
//! lost: positive then, not now;  gained: positive now, not then;  n all linked people
//! d    = (gained - lost) / n
//! X²   = (lost - gained)² / (lost + gained),  p = P(chi-square with 1 df > X²)
//! exact p = min(1, 2 P(K <= min(lost, gained))),  K binomial with lost + gained tosses of a coin
//! interval d ± 1.96 sqrt(lost + gained - (lost - gained)²/n) / n, held in [-1, 1]
//! ```
//!
//! # Assumptions and limits
//!
//! Pairs of answers from the same person; people are independent of each other. Those who kept
//! their view tell nothing about the direction and only enter n. Where nobody changed there is no
//! X², p is 1 and the interval has no width, which is no certainty. The interval is the plain
//! normal one: too narrow below about ten changed answers. Prefer the exact p there.
//!
//! # Source
//!
//! McNemar, Q. (1947), Psychometrika 12:153, without continuity correction as R's
//! `mcnemar.test(correct = FALSE)`; exact form as R's `binom.test(b, b + c)`; interval: Fleiss,
//! Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., section 13.1.

use std::iter::successors;

use super::chi_square::upper_tail;
use super::interval::{Interval, Z95};

/// A comparison of two answers of the same people, later minus earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct McNemar {
    /// The change of the share of positive answers.
    pub difference: f64,
    /// The statistic; nothing where nobody changed.
    pub chi_squared: Option<f64>,
    /// Its p value; 1 where nobody changed.
    pub p_value: f64,
    /// The exact p value.
    pub exact_p_value: f64,
    /// The 95% interval of the difference.
    pub interval: Interval,
}

/// Compares linked answers: positive `both` times, positive only before (`lost`), positive only
/// now (`gained`), positive `neither` time. Nothing without people.
///
/// ```
/// use candour::methods::mcnemar;
///
/// let test = mcnemar(40, 10, 5, 45).unwrap();
/// assert_eq!(test.difference, -0.05);
/// assert!((test.p_value - 0.196706).abs() < 1e-6);
/// assert!((test.exact_p_value - 0.3017578125).abs() < 1e-12);
/// assert!((test.interval.low - -0.125274).abs() < 1e-6);
/// assert_eq!(mcnemar(0, 0, 0, 0), None);
/// ```
#[must_use]
pub fn mcnemar(both: u64, lost: u64, gained: u64, neither: u64) -> Option<McNemar> {
    let changed = lost.checked_add(gained)?;
    let people = both.checked_add(neither)?.checked_add(changed)? as f64;
    if people <= 0.0 {
        return None;
    }
    let (turned, net) = (changed as f64, gained as f64 - lost as f64);
    let difference = net / people;
    let chi_squared = (changed > 0).then(|| net * net / turned);
    let half = Z95 * (turned - net * net / people).max(0.0).sqrt() / people;
    Some(McNemar {
        difference,
        chi_squared,
        p_value: chi_squared.map_or(Some(1.0), |statistic| upper_tail(statistic, 1.0))?,
        exact_p_value: coin(lost.min(gained), changed),
        interval: Interval::finite((difference - half).max(-1.0), (difference + half).min(1.0))?,
    })
}

/// The two-sided p of at most `fewer` heads in `tosses` of a fair coin, `fewer` being no more than
/// half.
///
/// Starting from 1 in the middle, each neighbour follows by one multiplication, so that nothing
/// overflows; the walk ends where a term vanishes.
fn coin(fewer: u64, tosses: u64) -> f64 {
    if fewer == tosses - fewer {
        return 1.0;
    }
    let middle = tosses / 2;
    let down = |&(k, term): &(u64, f64)| {
        (k > 0 && term > 0.0).then(|| (k - 1, term * k as f64 / (tosses - k + 1) as f64))
    };
    let (mut tail, mut half) = (0.0, 0.0);
    for (k, term) in successors(Some((middle, 1.0)), down) {
        // The middle of an even number of tosses belongs to both halves.
        half += if tosses == 2 * k { term / 2.0 } else { term };
        if k <= fewer {
            tail += term;
        }
    }
    (tail / half).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_swapped_turn_the_sign() {
        let (Some(there), Some(back)) = (mcnemar(2, 3, 9, 6), mcnemar(2, 9, 3, 6)) else { panic!() };
        assert_eq!(there.difference, -back.difference);
        assert_eq!((there.p_value, there.exact_p_value), (back.p_value, back.exact_p_value));
        assert_eq!(there.interval.low, -back.interval.high);
    }

    #[test]
    fn few_tosses_by_counting() {
        // 2 (1 + 5) / 32 and 2 (1 + 6 + 15) / 64.
        assert!((coin(1, 5) - 0.375).abs() < 1e-15);
        assert!((coin(2, 6) - 0.6875).abs() < 1e-15);
        assert_eq!(coin(0, 0), 1.0);
        assert!((coin(0, 1) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn many_tosses_near_the_normal_tail() {
        // Half a step towards the middle corrects for whole numbers.
        let p = coin(49_500, 100_000);
        let z = (500.0 - 0.5) / (100_000f64 / 4.0).sqrt();
        assert!((p / super::super::normal::two_sided_p(z) - 1.0).abs() < 1e-4, "{p}");
    }
}
