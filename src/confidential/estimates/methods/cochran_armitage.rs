//! Cochran and Armitage's test of a trend in shares, with the slope per year.
//!
//! # What it answers
//!
//! "Over three or more waves, has the share moved steadily in one direction, and by how much a
//! year?" Looking at each pair of waves instead would ask many questions and miss a slow movement.
//!
//! # Formula
//!
//! ```text
//! s calendar year, x of n positive, p = x/n;  N = Σ n,  p̄ = Σ x / N,  s̄ = Σ n s / N
//! S = Σ n (s - s̄)²
//! z     = Σ x (s - s̄) / sqrt(p̄ (1 - p̄) S);  p two-sided, normal
//! slope = Σ n (p - p̄)(s - s̄) / S = Σ w p,  w = n (s - s̄) / S
//! interval of the slope ± 1.96 sqrt(Σ w² p (1 - p) / n)
//! ```
//!
//! # Assumptions and limits
//!
//! The years are numbers, so a missing year keeps its distance. The waves count as independent:
//! with mostly the same people answering, the test is cautious. It looks for a straight line; a
//! rise and a fall can cancel, so show the waves themselves. Where everybody always gave the same
//! answer z does not exist and p is 1. The test pools the shares, the interval does not: they may
//! disagree at the margin, and where every single wave is at 0% or 100% the interval would have no
//! width and is not given. Waves without answers are left out; fewer than two different years left
//! give no trend. With two waves it is the comparison of two shares.
//!
//! # Source
//!
//! Armitage, P. (1955), Biometrics 11:375; Cochran, W. G. (1954), Biometrics 10:417. Same z² as
//! R's `prop.trend.test`.

use super::interval::{Interval, Z95};
use super::normal::two_sided_p;
use super::proportion::proportion;

/// One wave: how many of how many were positive, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendPoint {
    /// Positive answers.
    pub positive: u64,
    /// Answers on the scale.
    pub base: u64,
    /// The calendar year.
    pub year: f64,
}

/// A trend of a share over the waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The test statistic; nothing where everybody always gave the same answer.
    pub z: Option<f64>,
    /// The two-sided p value.
    pub p_value: f64,
    /// The change per year, as a share: 0.01 for one point a year.
    pub slope: f64,
    /// The 95% interval of the slope.
    pub interval: Option<Interval>,
}

/// The trend of a share over all waves with answers; nothing when a wave has more positives than
/// answers.
///
/// ```
/// use candour::methods::{cochran_armitage, TrendPoint};
///
/// let wave = |positive, year| TrendPoint { positive, base: 100, year };
/// let trend = cochran_armitage(&[wave(50, 2022.0), wave(55, 2023.0), wave(60, 2024.0)]).unwrap();
/// assert!((trend.z.unwrap() - 1.42134).abs() < 1e-5);
/// assert!((trend.p_value - 0.155218).abs() < 1e-6);
/// assert!((trend.slope - 0.05).abs() < 1e-12);
/// // se² = (0.5 · 0.5 + 0.6 · 0.4) / (4 · 100), the middle wave having no weight.
/// assert!((trend.interval.unwrap().low - (0.05 - 1.959964 * 0.035)).abs() < 1e-6);
/// assert_eq!(cochran_armitage(&[wave(50, 2024.0), wave(60, 2024.0)]), None);
/// ```
#[must_use]
pub fn cochran_armitage(waves: &[TrendPoint]) -> Option<Trend> {
    let used: Vec<_> = waves.iter().filter(|wave| wave.base > 0 || wave.positive > 0).collect();
    let shares = used.iter().map(|wave| proportion(wave.positive, wave.base)).collect::<Option<Vec<_>>>()?;
    let bases: Vec<f64> = used.iter().map(|wave| wave.base as f64).collect();
    let years: Vec<f64> = used.iter().map(|wave| wave.year).collect();
    let distances = distances(&bases, &years)?;
    let spread: f64 = bases.iter().zip(&distances).map(|(n, s)| n * s * s).sum();
    let mean = used.iter().map(|wave| wave.positive as f64).sum::<f64>() / bases.iter().sum::<f64>();

    let (mut moved, mut squared_error) = (0.0, 0.0);
    for ((n, p), s) in bases.iter().zip(&shares).zip(&distances) {
        moved += n * (p - mean) * s;
        squared_error += n * (s / spread) * (s / spread) * p * (1.0 - p);
    }
    let slope = moved / spread;
    let z = Some(moved / (mean * (1.0 - mean) * spread).sqrt()).filter(|z| z.is_finite());
    let half = Some(Z95 * squared_error.sqrt()).filter(|&half| half > 0.0);
    let interval = half.and_then(|half| Interval::finite(slope - half, slope + half));
    slope.is_finite().then_some(Trend { z, p_value: z.map_or(1.0, two_sided_p), slope, interval })
}

/// The distance of each year from the mean year of all answers; nothing without two different years.
fn distances(bases: &[f64], years: &[f64]) -> Option<Vec<f64>> {
    let first = *years.first()?;
    if years.iter().all(|&year| year == first) || years.iter().any(|year| !year.is_finite()) {
        return None;
    }
    let since: Vec<f64> = years.iter().map(|year| year - first).collect();
    let all: f64 = bases.iter().sum();
    let mean = bases.iter().zip(&since).map(|(n, s)| n / all * s).sum::<f64>();
    Some(since.into_iter().map(|s| s - mean).collect())
}

#[cfg(test)]
mod tests {
    use super::super::two_by_two::pooled_z;
    use super::*;

    fn waves(of: &[(u64, u64, f64)]) -> Vec<TrendPoint> {
        of.iter().map(|&(positive, base, year)| TrendPoint { positive, base, year }).collect()
    }

    #[test]
    fn two_waves_are_two_shares() {
        let trend = cochran_armitage(&waves(&[(30, 80, 2022.0), (45, 90, 2024.0)]));
        let (Some(trend), Some(z)) = (trend, pooled_z(45, 90, 30, 80)) else { panic!("no test") };
        assert!(trend.z.is_some_and(|trend| (trend - z).abs() < 1e-13));
        assert!((trend.slope - (0.5 - 0.375) / 2.0).abs() < 1e-15);
    }

    #[test]
    fn empty_waves_and_another_calendar_do_not_matter() {
        let three = [(3, 12, 2019.0), (8, 15, 2022.0), (9, 14, 2024.0)];
        let here = cochran_armitage(&waves(&three));
        let with_empty = [three[0], (0, 0, 1900.0), three[1], three[2]];
        assert!(here.is_some());
        assert_eq!(here, cochran_armitage(&waves(&with_empty)));
        assert_eq!(here, cochran_armitage(&waves(&three.map(|(x, n, year)| (x, n, year - 2000.0)))));
    }

    #[test]
    fn large_numbers_of_years_cost_no_digits() {
        // Computed in fractions of whole numbers. The form that squares the years keeps ten digits.
        let first = [(500, 1000, 2020.0), (520, 1050, 2021.0), (470, 980, 2022.0)];
        let last = [(540, 1000, 2023.0), (560, 1010, 2024.0)];
        let trend = cochran_armitage(&waves(&[first.as_slice(), &last].concat()));
        let z = trend.and_then(|trend| trend.z);
        assert!(z.is_some_and(|z| (z / 3.095_661_473_532_052 - 1.0).abs() < 1e-14), "{z:?}");
    }

    #[test]
    fn nobody_moved_and_no_width() {
        let all = cochran_armitage(&waves(&[(10, 10, 1.0), (20, 20, 2.0)]));
        assert_eq!(all, Some(Trend { z: None, p_value: 1.0, slope: 0.0, interval: None }));
        let from_none_to_all = cochran_armitage(&waves(&[(0, 10, 1.0), (10, 10, 2.0)]));
        assert!(from_none_to_all.is_some_and(|t| t.slope == 1.0 && t.z.is_some() && t.interval.is_none()));
    }

    #[test]
    fn what_is_no_trend_has_no_answer() {
        for impossible in [
            vec![],
            waves(&[(1, 2, 2020.0)]),
            waves(&[(1, 2, 2020.0), (0, 0, 2021.0)]),
            waves(&[(3, 2, 2020.0), (1, 2, 2021.0)]),
            waves(&[(1, 0, 2020.0), (1, 2, 2021.0), (1, 2, 2022.0)]),
            waves(&[(1, 2, f64::NAN), (1, 2, 2021.0)]),
        ] {
            assert_eq!(cochran_armitage(&impossible), None);
        }
    }
}
