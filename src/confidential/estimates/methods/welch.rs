//! Welch's t test for two means, with the interval of each mean and Hedges' g.
//!
//! # What it answers
//!
//! "Is the group's index score higher than the rest's, by how much, and how sure is that?"
//!
//! # Formula
//!
//! ```text
//! se² = s1²/n1 + s2²/n2,  t = (m1 - m2) / se,  interval m1 - m2 ± t(.975, df) · se
//! df  = se⁴ / ((s1²/n1)²/(n1 - 1) + (s2²/n2)²/(n2 - 1))
//! g   = J · (m1 - m2) / sp,  sp² = ((n1 - 1)s1² + (n2 - 1)s2²)/k,  k = n1 + n2 - 2
//! J   = Γ(k/2) / (sqrt(k/2) Γ((k - 1)/2))
//! ```
//!
//! # Assumptions and limits
//!
//! The values are one score per person, never one per answer: the answers of one person are not
//! independent. Spreads may differ between the sides. Fewer than two people on a side, or no
//! spread at all on both, gives no test: an interval without width would claim certainty.
//!
//! # Source
//!
//! Welch, B. L. (1947), Biometrika 34:28; df: Satterthwaite (1946), Biometrics Bull. 2:110;
//! Hedges, L. V. (1981), J. Educ. Stat. 6:107, the exact J rather than 1 - 3/(4k - 1).

use super::interval::Interval;
use super::students_t::{critical_value, upper_tail};

/// The probability left out on each side of a 95% interval.
const EACH_TAIL: f64 = 0.025;

/// The mean, the standard deviation (n - 1 in the denominator) and the number of scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The mean score.
    pub mean: f64,
    /// The standard deviation of the scores.
    pub sd: f64,
    /// The number of people with a score.
    pub n: u64,
}

impl Sample {
    /// The squared standard error of the mean; nothing where a spread cannot be known.
    ///
    /// ```
    /// use candour::methods::Sample;
    ///
    /// assert_eq!(Sample { mean: 60.0, sd: 20.0, n: 400 }.squared_error(), Some(1.0));
    /// assert_eq!(Sample { mean: 60.0, sd: 20.0, n: 1 }.squared_error(), None);
    /// ```
    #[must_use]
    pub fn squared_error(&self) -> Option<f64> {
        let sound = self.n >= 2 && self.mean.is_finite() && self.sd.is_finite() && self.sd >= 0.0;
        sound.then(|| self.sd * self.sd / self.n as f64)
    }

    fn freedom(&self) -> f64 {
        self.n as f64 - 1.0
    }
}

/// The comparison of two means, first minus second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Welch {
    /// The difference of the means.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Satterthwaite's degrees of freedom.
    pub df: f64,
    /// The test statistic.
    pub t: f64,
    /// The two-sided p value.
    pub p_value: f64,
    /// The 95% interval of the difference.
    pub interval: Interval,
    /// The 90% interval, for the question whether the two are practically the same.
    pub interval90: Interval,
    /// The difference in standard deviations, corrected for small samples.
    pub hedges_g: Option<f64>,
}

/// Compares the mean of `a` with the mean of `b`.
///
/// ```
/// use candour::methods::{welch, Sample};
///
/// let group = Sample { mean: 62.5, sd: 21.0, n: 40 };
/// let rest = Sample { mean: 58.0, sd: 19.0, n: 400 };
/// let test = welch(group, rest).unwrap();
/// assert!((test.t - 1.30298).abs() < 1e-5);
/// assert!((test.df - 45.6165).abs() < 1e-4);
/// assert!((test.p_value - 0.199121).abs() < 1e-6);
/// assert!((test.interval.low - -2.45336).abs() < 1e-5);
/// assert!((test.hedges_g.unwrap() - 0.234138).abs() < 1e-6);
/// assert_eq!(welch(Sample { n: 1, ..group }, rest), None);
/// ```
#[must_use]
pub fn welch(a: Sample, b: Sample) -> Option<Welch> {
    let (difference, se, df) = difference_of_means(&a, &b)?;
    let t = Some(difference / se).filter(|t| t.is_finite())?;
    let interval = |each_tail| {
        let half = critical_value(each_tail, df)? * se;
        Interval::finite(difference - half, difference + half)
    };
    Some(Welch {
        difference,
        se,
        df,
        t,
        p_value: 2.0 * upper_tail(t.abs(), df)?,
        interval: interval(EACH_TAIL)?,
        interval90: interval(0.05)?,
        hedges_g: hedges_g(&a, &b),
    })
}

/// The difference `a - b`, its standard error and Satterthwaite's degrees of freedom.
///
/// ```
/// use candour::methods::{welch::difference_of_means, Sample};
///
/// let (a, b) = (Sample { mean: 61.0, sd: 18.0, n: 2 }, Sample { mean: 60.0, sd: 18.0, n: 2 });
/// assert_eq!(difference_of_means(&a, &b), Some((1.0, 18.0, 2.0)));
/// ```
#[must_use]
pub fn difference_of_means(a: &Sample, b: &Sample) -> Option<(f64, f64, f64)> {
    let (first, second) = (a.squared_error()?, b.squared_error()?);
    let both = first + second;
    // Shares of the variance rather than its square: tiny spreads do not underflow.
    let (share, other) = (first / both, second / both);
    let df = 1.0 / (share * share / a.freedom() + other * other / b.freedom());
    let result = (a.mean - b.mean, both.sqrt(), df);
    (both > 0.0 && both.is_finite() && result.0.is_finite() && df.is_finite()).then_some(result)
}

/// The 95% interval of one mean; nothing below two people or without any spread.
///
/// ```
/// use candour::methods::{mean_interval, Sample};
///
/// // R: 50 + c(-1, 1) * qt(.975, 49) * 10 / sqrt(50).
/// let interval = mean_interval(&Sample { mean: 50.0, sd: 10.0, n: 50 }).unwrap();
/// assert!((interval.low - 47.1580314).abs() < 1e-6);
/// assert!((interval.high - 52.8419686).abs() < 1e-6);
/// ```
#[must_use]
pub fn mean_interval(s: &Sample) -> Option<Interval> {
    let se = s.squared_error().filter(|&squared| squared > 0.0)?.sqrt();
    let half = critical_value(EACH_TAIL, s.freedom())? * se;
    Interval::finite(s.mean - half, s.mean + half)
}

fn hedges_g(a: &Sample, b: &Sample) -> Option<f64> {
    let k = a.freedom() + b.freedom();
    let pooled = ((a.freedom() * a.sd * a.sd + b.freedom() * b.sd * b.sd) / k).sqrt();
    let g = small_sample_factor(k) * (a.mean - b.mean) / pooled;
    g.is_finite().then_some(g)
}

/// Hedges' J: the exact ratio of gamma functions, or its series where that ratio loses digits.
fn small_sample_factor(k: f64) -> f64 {
    if k < 300.0 {
        return libm::tgamma(k / 2.0) / libm::tgamma((k - 1.0) / 2.0) / (k / 2.0).sqrt();
    }
    let r = 2.0 / (k - 1.0);
    let series = 1.0 - r / 8.0 + r * r / 128.0 + 5.0 * r.powi(3) / 1024.0;
    ((k - 1.0) / k).sqrt() * (series - 21.0 * r.powi(4) / 32_768.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_forms_of_j_meet() {
        let (exact, series) = (small_sample_factor(299.999_999), small_sample_factor(300.0));
        assert!((exact - series).abs() < 1e-11, "{exact} {series}");
    }

    #[test]
    fn no_spread_no_test() {
        let flat = Sample { mean: 70.0, sd: 0.0, n: 5 };
        assert_eq!(welch(flat, flat), None);
        assert_eq!(mean_interval(&flat), None);
        for sd in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            assert_eq!(welch(Sample { sd, ..flat }, flat), None);
        }
    }

    #[test]
    fn very_large_organisations_get_the_normal_interval() {
        let s = Sample { mean: 60.0, sd: 20.0, n: 10_000_000 };
        let Some(interval) = mean_interval(&s) else { panic!("no interval") };
        let normal = 2.0 * super::super::interval::Z95 * 20.0 / (10_000_000f64).sqrt();
        assert!((interval.width() / normal - 1.0).abs() < 1e-6);
    }
}
