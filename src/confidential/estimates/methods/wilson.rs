//! Wilson's score interval of one proportion.
//!
//! # What it answers
//!
//! "43% of 100 answers are positive: which true shares are compatible with that?" The report's
//! default interval for every percentage that is compared over groups or over time.
//!
//! # Formula
//!
//! ```text
//! centre = (p + z²/2n) / (1 + z²/n)
//! half   = z / (1 + z²/n) · sqrt(p(1-p)/n + z²/4n²)
//! [centre - half, centre + half]; exactly 0 at x = 0 and exactly 1 at x = n
//! ```
//!
//! # Assumptions and limits
//!
//! Respondents answer independently and are one draw from what the year could have produced, so
//! there is no finite-population correction here, even when everybody answered; for statements
//! about today's staff only, see [`super::finite_population`]. Average coverage is close to 95%,
//! single values dip a little below; where a guarantee is needed, see
//! [`mod@super::clopper_pearson`]. Unlike the textbook `p ± z·se` it keeps a width at 0% and 100%.
//!
//! # Source
//!
//! Wilson, E. B. (1927), JASA 22:209, the score interval; recommended by Newcombe (1998),
//! Stat. Med. 17:857, method 3, and by Brown, Cai & DasGupta (2001), Stat. Sci. 16:101.

use super::interval::{Interval, Z95};
use super::proportion::proportion;

/// The 95% Wilson interval of `x` positives out of `n` answers.
///
/// ```
/// use candour::methods::wilson;
///
/// let interval = wilson(43, 100).unwrap();
/// assert!((interval.low - 0.337333).abs() < 1e-6);
/// assert!((interval.high - 0.527846).abs() < 1e-6);
/// assert_eq!(wilson(0, 10).unwrap().low, 0.0);
/// assert_eq!(wilson(10, 10).unwrap().high, 1.0);
/// assert_eq!(wilson(0, 0), None);
/// ```
#[must_use]
pub fn wilson(x: u64, n: u64) -> Option<Interval> {
    wilson_at(x, n, Z95)
}

/// The Wilson interval at the normal quantile `z`, for example 1.644853627 for 90%.
///
/// ```
/// use candour::methods::{wilson_at, Z90};
///
/// let interval = wilson_at(0, 20, Z90).unwrap();
/// assert!((interval.high - 0.119157837360964).abs() < 1e-12);
/// assert_eq!(wilson_at(3, 7, f64::NAN), None);
/// ```
#[must_use]
pub fn wilson_at(x: u64, n: u64, z: f64) -> Option<Interval> {
    wilson_effective(proportion(x, n)?, n as f64, z)
}

/// The Wilson interval of a share with an effective number of answers that need not be whole:
/// the *n\** of a finite population, or Kish's size of a weighted sample.
///
/// ```
/// use candour::methods::{wilson::wilson_effective, Z95};
///
/// // 52 of 120 answers from 200 people: n* = 120 · 199 / 80 = 298.5.
/// let interval = wilson_effective(52.0 / 120.0, 298.5, Z95).unwrap();
/// assert!((interval.low - 0.37832).abs() < 1e-5);
/// assert!((interval.high - 0.49004).abs() < 1e-5);
/// ```
#[must_use]
pub fn wilson_effective(p: f64, n: f64, z: f64) -> Option<Interval> {
    if !(0.0..=1.0).contains(&p) || n.is_nan() || n <= 0.0 || !z.is_finite() || z < 0.0 {
        return None;
    }
    let per_answer = z * z / n;
    let shrink = 1.0 + per_answer;
    let centre = (p + per_answer / 2.0) / shrink;
    let half = (p * (1.0 - p) * per_answer + per_answer * per_answer / 4.0).sqrt() / shrink;
    // Both limits belong to the observed share exactly where rounding would leave a trace.
    let low = if p <= 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) };
    let high = if p >= 1.0 { 1.0 } else { (centre + half).clamp(p, 1.0) };
    Interval::finite(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_share_and_mirrors_with_it() {
        for n in 1..=60 {
            for x in 0..=n {
                let (Some(p), Some(here), Some(mirrored)) =
                    (proportion(x, n), wilson(x, n), wilson(n - x, n))
                else {
                    panic!("no interval for {x} of {n}");
                };
                assert!(here.contains(p) && here.width() > 0.0);
                assert!((here.low - (1.0 - mirrored.high)).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn absurd_counts_neither_panic_nor_leave_the_range() {
        let interval = wilson(u64::MAX - 1, u64::MAX);
        assert!(interval.is_some_and(|i| i.low > 0.0 && i.high <= 1.0));
        assert_eq!(wilson(u64::MAX, 1), None);
    }
}
