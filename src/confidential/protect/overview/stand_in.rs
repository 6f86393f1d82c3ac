//! To be removed: `methods::{TrendPoint, cochran_armitage, trend_of_means}` take the place of this file.

use crate::confidential::estimates::methods::{Interval, Sample, Z95, two_sided_p};

pub(super) struct TrendPoint {
    pub(super) positive: u64,
    pub(super) base: u64,
    pub(super) year: f64,
}

pub(super) struct Trend {
    pub(super) p_value: f64,
    pub(super) slope: f64,
    pub(super) interval: Option<Interval>,
}

pub(super) struct MeanTrend {
    pub(super) slope: f64,
    pub(super) interval: Interval,
    pub(super) p_value: f64,
}

pub(super) fn cochran_armitage(points: &[TrendPoint]) -> Option<Trend> {
    let people: f64 = points.iter().map(|point| point.base as f64).sum();
    let mean = points.iter().map(|point| point.positive as f64).sum::<f64>() / people;
    let year = points.iter().map(|point| point.base as f64 * point.year).sum::<f64>() / people;
    let spread: f64 = points.iter().map(|point| point.base as f64 * (point.year - year).powi(2)).sum();
    let moved: f64 = points.iter().map(|point| point.positive as f64 * (point.year - year)).sum();
    let error: f64 = points
        .iter()
        .map(|point| {
            let (n, p) = (point.base as f64, point.positive as f64 / point.base as f64);
            n * ((point.year - year) / spread).powi(2) * p * (1.0 - p)
        })
        .sum();
    let z = moved / (mean * (1.0 - mean) * spread).sqrt();
    let (slope, half) = (moved / spread, Z95 * error.sqrt());
    let p_value = if z.is_finite() { two_sided_p(z) } else { 1.0 };
    let interval = Interval::finite(slope - half, slope + half).filter(|_| half > 0.0);
    slope.is_finite().then_some(Trend { p_value, slope, interval })
}

pub(super) fn trend_of_means(points: &[(Sample, f64)]) -> Option<MeanTrend> {
    let weights: Option<Vec<f64>> =
        points.iter().map(|(sample, _)| sample.squared_error().map(|error| 1.0 / error)).collect();
    let weights = weights?;
    let total: f64 = weights.iter().sum();
    let year = points.iter().zip(&weights).map(|((_, year), weight)| weight * year).sum::<f64>() / total;
    let spread: f64 = points.iter().zip(&weights).map(|((_, at), weight)| weight * (at - year).powi(2)).sum();
    let moved: f64 =
        points.iter().zip(&weights).map(|((sample, at), weight)| weight * (at - year) * sample.mean).sum();
    let (slope, half) = (moved / spread, Z95 / spread.sqrt());
    let interval = Interval::finite(slope - half, slope + half)?;
    Some(MeanTrend { slope, interval, p_value: two_sided_p(slope * spread.sqrt()) })
}
