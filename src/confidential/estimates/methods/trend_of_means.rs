//! A trend in mean scores, with the slope per year.
//!
//! # What it answers
//!
//! "Over three or more waves, has the score moved steadily in one direction, and by how much a
//! year?" The sibling for scores of [`mod@super::cochran_armitage`].
//!
//! # Formula
//!
//! ```text
//! m mean of a wave, v = s²/n its squared standard error, t its year;  w = 1/v
//! t̄ = Σ w t / Σ w,  S = Σ w (t - t̄)²
//! slope = Σ w (t - t̄) m / S,  se = 1 / sqrt(S)
//! interval slope ± 1.96 se;  p two-sided of slope / se, normal
//! ```
//!
//! # Assumptions and limits
//!
//! The waves count as independent, and their standard errors as known: with fewer than about 30
//! people in a wave the interval is a little too narrow. The scores have the same questions and
//! scale in every wave. It looks for a straight line; a rise and a fall can cancel. Waves of fewer
//! than two people or without any spread have no weight and are left out; fewer than two different
//! years left give no trend. With two waves it is their difference over the years between them.
//!
//! # Source
//!
//! Aitken, A. C. (1935), Proc. R. Soc. Edinb. 55:42, least squares with known variances; as the
//! fixed-effect regression in Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 20.

use super::interval::{Interval, Z95};
use super::normal::two_sided_p;
use super::welch::Sample;

/// A trend of a mean over the waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanTrend {
    /// The change per year, in points of the score.
    pub slope: f64,
    /// Its 95% interval.
    pub interval: Interval,
    /// The two-sided p value.
    pub p_value: f64,
}

/// The trend of a mean over waves, each with its calendar year.
///
/// ```
/// use candour::methods::{trend_of_means, Sample};
///
/// // Squared errors 1, 1 and 4; weights 1, 1 and 1/4; mean year 2020 + 2/3; S = 4/9 + 1/9 + 4/9.
/// let wave = |mean, n| Sample { mean, sd: 20.0, n };
/// let waves = [(wave(60.0, 400), 2020.0), (wave(62.0, 400), 2021.0), (wave(66.0, 100), 2022.0)];
/// let trend = trend_of_means(&waves).unwrap();
/// // -2/3 · 60 + 1/3 · 62 + 1/4 · 4/3 · 66 = 8/3, with a standard error of 1.
/// assert!((trend.slope - 8.0 / 3.0).abs() < 1e-12);
/// assert!((trend.interval.low - 0.706703).abs() < 1e-6);
/// assert!((trend.p_value - 0.00766).abs() < 1e-5);
/// assert_eq!(trend_of_means(&waves[..1]), None);
/// ```
#[must_use]
pub fn trend_of_means(points: &[(Sample, f64)]) -> Option<MeanTrend> {
    let waves: Vec<_> = points.iter().filter_map(|(sample, year)| Wave::of(sample, *year)).collect();
    let origin = waves.first()?;
    if waves.iter().all(|wave| wave.year == origin.year) {
        return None;
    }
    let total: f64 = waves.iter().map(|wave| wave.weight).sum();
    let centre: f64 = waves.iter().map(|wave| wave.weight / total * (wave.year - origin.year)).sum();
    let (mut spread, mut moved) = (0.0, 0.0);
    for wave in &waves {
        let distance = wave.year - origin.year - centre;
        spread += wave.weight * distance * distance;
        // Means from the first one: where all are equal the slope is exactly zero.
        moved += wave.weight * distance * (wave.mean - origin.mean);
    }
    let slope = moved / spread;
    let half = Z95 / spread.sqrt();
    let p_value = two_sided_p(slope * spread.sqrt());
    (half > 0.0).then_some(())?;
    Some(MeanTrend { slope, interval: Interval::finite(slope - half, slope + half)?, p_value })
}

/// A wave that can take part.
struct Wave {
    mean: f64,
    weight: f64,
    year: f64,
}

impl Wave {
    /// Nothing below two people, without any spread, or at no time.
    fn of(sample: &Sample, year: f64) -> Option<Self> {
        let weight = 1.0 / sample.squared_error().filter(|&squared| squared > 0.0)?;
        (weight > 0.0 && weight.is_finite() && year.is_finite()).then_some(Self {
            mean: sample.mean,
            weight,
            year,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn waves() -> impl Strategy<Value = Vec<(Sample, f64)>> {
        let wave = (0.0..100.0f64, 1.0..40.0f64, 2..5000u64);
        prop::collection::vec(wave, 2..8).prop_map(|waves| {
            let point = |(at, (mean, sd, n))| (Sample { mean, sd, n }, 2015.0 + f64::from(at));
            (0u16..).zip(waves).map(point).collect()
        })
    }

    proptest! {
        #[test]
        fn shifted_scores_and_years_have_the_same_trend(waves in waves(), up in -50.0..50.0f64) {
            let moved = |(s, year): &(Sample, f64)| (Sample { mean: s.mean + up, ..*s }, year - 2000.0);
            let shifted: Vec<_> = waves.iter().map(moved).collect();
            let (here, there) = (trend_of_means(&waves), trend_of_means(&shifted));
            let (Some(here), Some(there)) = (here, there) else { panic!("no trend") };
            prop_assert!((here.slope - there.slope).abs() < 1e-9);
            prop_assert!((here.interval.width() - there.interval.width()).abs() < 1e-9);
        }

        #[test]
        fn two_waves_are_their_difference_over_the_years(waves in waves(), years in 1..10u8) {
            let ((a, _), (b, _)) = (waves[0], waves[1]);
            let years = f64::from(years);
            let Some(trend) = trend_of_means(&[(a, 2020.0), (b, 2020.0 + years)]) else { panic!() };
            prop_assert!((trend.slope - (b.mean - a.mean) / years).abs() < 1e-9);
            let se = (a.sd * a.sd / a.n as f64 + b.sd * b.sd / b.n as f64).sqrt() / years;
            prop_assert!((trend.interval.width() - 2.0 * Z95 * se).abs() < 1e-9 * se);
        }

        #[test]
        fn a_straight_line_is_found(waves in waves(), slope in -5.0..5.0f64) {
            let on_line = |(s, year): &(Sample, f64)| (Sample { mean: slope * (year - 2015.0), ..*s }, *year);
            let line: Vec<_> = waves.iter().map(on_line).collect();
            prop_assert!(trend_of_means(&line).is_some_and(|trend| (trend.slope - slope).abs() < 1e-9));
        }
    }

    #[test]
    fn waves_without_a_known_error_take_no_part() {
        let sound = |mean| Sample { mean, sd: 10.0, n: 50 };
        let two = [(sound(50.0), 2020.0), (sound(52.0), 2022.0)];
        let here = trend_of_means(&two);
        assert!(here.is_some());
        for odd in [Sample { n: 1, ..sound(90.0) }, Sample { sd: 0.0, ..sound(90.0) }, sound(f64::NAN)] {
            assert_eq!(here, trend_of_means(&[two[0], (odd, 2021.0), two[1]]));
        }
        assert_eq!(trend_of_means(&[(sound(50.0), 2020.0), (sound(60.0), 2020.0)]), None);
        assert_eq!(trend_of_means(&[(sound(50.0), 2020.0), (sound(60.0), f64::NAN)]), None);
    }
}
