//! One proportion of a population whose size is known.
//!
//! # What it answers
//!
//! "120 of our 200 people answered and 52 are positive: what share of the 200 is positive?" It
//! speaks only about the people employed today. With everybody answering nothing is uncertain.
//!
//! # Formula
//!
//! ```text
//! plain    Wilson with n* = n(N - 1)/(N - n) in place of n; [p, p] when n = N
//! snapped  limits moved outward to multiples of 1/N, held in [x/N, (x + N - n)/N]
//! exact    low  = min{K : P(X >= x | K) > 0.025} / N
//!          high = max{K : P(X <= x | K) > 0.025} / N     X hypergeometric, K = x ... N - n + x
//! shown    snapped where n/N is at least 0.3, else exact ([`finite_interval`])
//! ```
//!
//! # Assumptions and limits
//!
//! Those who did not answer must be like those who did, inside the group. More answers than
//! people is an error in the data (leavers, duplicates): refused, never clamped. Comparisons
//! between groups and years ask whether something lasting differs and use [`mod@super::wilson`]
//! without correction, even at 100% response. The plain form can name a share that no number of
//! people can have and covers as little as 80% near 0 or 1. Coverage, enumerated over every number
//! of positives among 20 to 2,949 people (`tests/calibration/coverage_finite.csv`):
//!
//! | response | smallest of snapped | smallest of exact |
//! | --- | --- | --- |
//! | 58% and more | 0.951 | 0.950 |
//! | 40% | 0.949 | 0.950 |
//! | 30% | 0.945 | 0.950 |
//! | 20% | 0.913 | 0.950 |
//! | 8% | 0.890 | 0.950 |
//!
//! So the snapped form is kept from three in ten on, where it is as narrow as the exact one, and
//! the exact form answers below. Among fewer than 20 people the snapped form falls to 0.939 (4 of
//! 12 people answer). The exact limits are possible shares, so when nearly everybody answered they
//! may miss x/n, which is not one, by less than 1/N: 1 of 254 from 255 people gives
//! [1/255, 1/255]. The snapped interval always holds x/n, and so does the one shown.
//!
//! # Source
//!
//! O'Neill, B. (2021), arXiv:2109.12464 (*n\**); Wright, T. (1991), Exact Confidence Bounds when
//! Sampling from Small Finite Universes, Springer (hypergeometric limits). The snapping is ours;
//! its coverage was enumerated over all K.

use super::hypergeometric::Hypergeometric;
use super::interval::{Interval, Z95};
use super::proportion::proportion;
use super::wilson::wilson_effective;

/// The probability left out on each side of a 95% interval.
const EACH_TAIL: f64 = 0.025;

/// Rounding noise below which a probability equals its limit, or a limit a multiple of 1/N.
const NOISE: f64 = 1e-9;

/// The 95% interval for today's staff as it is shown: snapped from a response of three in ten on,
/// exact below.
///
/// ```
/// use candour::methods::{finite_interval, hypergeometric_exact, wilson_finite};
///
/// // Three in ten answered, then two in ten.
/// assert_eq!(finite_interval(7, 15, 50), wilson_finite(7, 15, 50));
/// assert_eq!(finite_interval(0, 4, 20), hypergeometric_exact(0, 4, 20));
/// assert_eq!(finite_interval(0, 4, 20).unwrap().high, 0.55);
/// assert_eq!(finite_interval(3, 11, 10), None);
/// ```
#[must_use]
pub fn finite_interval(x: u64, n: u64, people: u64) -> Option<Interval> {
    // In whole numbers, so that a response of exactly three in ten is not lost to rounding.
    if 10 * u128::from(n) >= 3 * u128::from(people) {
        wilson_finite(x, n, people)
    } else {
        hypergeometric_exact(x, n, people)
    }
}

/// Wilson's 95% interval with *n\**, snapped to shares that N people can have.
///
/// ```
/// use candour::methods::wilson_finite;
///
/// let interval = wilson_finite(52, 120, 200).unwrap();
/// assert_eq!((interval.low, interval.high), (0.375, 0.495));
/// let everybody = wilson_finite(43, 100, 100).unwrap();
/// assert_eq!((everybody.low, everybody.high), (0.43, 0.43));
/// assert_eq!(wilson_finite(3, 11, 10), None);
/// ```
#[must_use]
pub fn wilson_finite(x: u64, n: u64, population: u64) -> Option<Interval> {
    let plain = wilson_finite_plain(x, n, population)?;
    let people = population as f64;
    let low = (people * plain.low + NOISE).floor().max(x as f64);
    let high = (people * plain.high - NOISE).ceil().min((population - (n - x)) as f64);
    Interval::finite(low / people, high / people)
}

/// The 95% Wilson interval with *n\**, not snapped: the form to compare with other software.
///
/// ```
/// use candour::methods::wilson_finite_plain;
///
/// let interval = wilson_finite_plain(0, 5, 20).unwrap();
/// assert_eq!(interval.low, 0.0);
/// assert!((interval.high - 0.377546662628737).abs() < 1e-12);
/// ```
#[must_use]
pub fn wilson_finite_plain(x: u64, n: u64, population: u64) -> Option<Interval> {
    let p = proportion(x, n)?;
    let missing = population.checked_sub(n)?;
    if missing == 0 {
        return Some(Interval { low: p, high: p });
    }
    let effective = n as f64 * (population as f64 - 1.0) / missing as f64;
    wilson_effective(p, effective, Z95)
}

/// The exact 95% interval for today's staff, by inverting the hypergeometric distribution.
///
/// ```
/// use candour::methods::hypergeometric_exact;
///
/// let interval = hypergeometric_exact(52, 120, 200).unwrap();
/// assert_eq!((interval.low, interval.high), (0.375, 0.49));
/// assert_eq!(hypergeometric_exact(0, 5, 20).unwrap().high, 0.45);
/// ```
#[must_use]
pub fn hypergeometric_exact(x: u64, n: u64, population: u64) -> Option<Interval> {
    if n == 0 || x > n || n > population {
        return None;
    }
    let people = population as f64;
    let fewest = fewest_positive(x, n, population)?;
    // The most positives leave the fewest others.
    let most = population - fewest_positive(n - x, n, population)?;
    Interval::finite(fewest as f64 / people, most as f64 / people)
}

/// The smallest number of positives in the population that explains `x` of `n` being positive.
fn fewest_positive(x: u64, n: u64, population: u64) -> Option<u64> {
    // The more positives there are, the likelier x or more of them: halve the range.
    let (mut low, mut high) = (x, population - (n - x));
    while low < high {
        let middle = low + (high - low) / 2;
        let tail = Hypergeometric::new(population, middle, n)?.at_least(x);
        if tail > EACH_TAIL * (1.0 + NOISE) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snapped_and_exact_limits_are_possible_shares() {
        for (n, population) in [(1, 1), (7, 10), (16, 20), (40, 50)] {
            for x in 0..=n {
                for interval in [wilson_finite, hypergeometric_exact].map(|f| f(x, n, population)) {
                    let Some(interval) = interval else { panic!("none for {x}/{n}/{population}") };
                    let people = population as f64;
                    for limit in [interval.low * people, interval.high * people] {
                        assert!((limit - limit.round()).abs() < 1e-9);
                        assert!(limit >= x as f64 && limit <= (population - n + x) as f64);
                    }
                }
            }
        }
    }

    #[test]
    fn the_snapped_interval_and_the_one_shown_hold_the_share() {
        for population in 1..=40 {
            for n in 1..=population {
                for x in 0..=n {
                    for interval in [wilson_finite, finite_interval].map(|f| f(x, n, population)) {
                        let p = proportion(x, n);
                        assert!(p.zip(interval).is_some_and(|(p, interval)| interval.contains(p)));
                    }
                }
            }
        }
    }

    #[test]
    fn the_exact_interval_covers_as_promised() {
        let (n, population) = (16, 20);
        for positive in 0..=population {
            let Some(law) = Hypergeometric::new(population, positive, n) else { panic!() };
            let covered = |x| {
                hypergeometric_exact(x, n, population)
                    .is_some_and(|i| i.contains(positive as f64 / population as f64))
            };
            let chance: f64 =
                (0..=n).filter(|&x| covered(x)).map(|x| law.at_least(x) - law.at_least(x + 1)).sum();
            assert!(chance >= 0.9856 - 1e-4, "{positive}: {chance}");
        }
    }
}
