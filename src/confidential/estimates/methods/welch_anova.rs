//! Welch's analysis of variance: do the means of several groups differ at all?
//!
//! # What it answers
//!
//! "Do the groups' index scores differ, and how much of the variation lies between them?" Ask this
//! before looking at any one group. The groups may differ in size and in spread.
//!
//! # Formula
//!
//! ```text
//! w = n/s²,  W = Σ w,  m̄ = Σ w m / W,  k groups
//! L = Σ (1 - w/W)² / (n - 1)
//! F = (Σ w (m - m̄)² / (k - 1)) / (1 + 2(k - 2)/(k² - 1) · L)
//! df1 = k - 1,  df2 = (k² - 1) / (3 L),  p = P(F(df1, df2) > F)
//! omega² = df1 (F - 1) / (df1 (F - 1) + N),  0 where F is below 1
//! ```
//!
//! # Assumptions and limits
//!
//! One score per person, as for [`mod@super::welch`]; with two groups it is that test, F = t².
//! Groups of fewer than two people and groups without any spread have no weight and are **left
//! out**: df1 + 1 says how many took part, and a report must name the others. Fewer than two
//! groups left give no test. Omega squared is taken from Welch's F: an estimate of the share of
//! the variation between groups that is not pushed up by chance, cut off at 0; with unequal
//! spreads it is a guide, not a measurement. The tail keeps nine digits up to a million degrees
//! of freedom.
//!
//! # Source
//!
//! Welch, B. L. (1951), Biometrika 38:330, as R's `oneway.test`; omega squared: Hays, W. L. (1963),
//! Statistics for Psychologists, from F as in Kirk (1996), Educ. Psychol. Meas. 56:746.

use super::beta::f_upper_tail;
use super::welch::Sample;

/// A test of several means at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WelchAnova {
    /// The test statistic.
    pub f: f64,
    /// The degrees of freedom between: the groups that took part, less one.
    pub df1: u64,
    /// The degrees of freedom within, not whole in general.
    pub df2: f64,
    /// The p value.
    pub p_value: f64,
    /// The share of the variation that lies between the groups, never below 0.
    pub omega_squared: Option<f64>,
}

/// Compares the means of all groups.
///
/// ```
/// use candour::methods::{welch_anova, Sample};
///
/// let group = |mean, sd, n| Sample { mean, sd, n };
/// let groups = [group(60.0, 20.0, 40), group(55.0, 18.0, 100), group(58.0, 25.0, 12)];
/// let test = welch_anova(&groups).unwrap();
/// assert!((test.f - 0.949596).abs() < 1e-6);
/// assert_eq!(test.df1, 2);
/// assert!((test.df2 - 26.9981).abs() < 1e-4);
/// assert!((test.p_value - 0.399443).abs() < 1e-6);
/// assert_eq!(test.omega_squared, Some(0.0));
/// // A group of one has no spread to compare with, and is left out.
/// let with_one = [groups[0], groups[1], group(90.0, 0.0, 1), groups[2]];
/// assert_eq!(welch_anova(&with_one), Some(test));
/// ```
#[must_use]
pub fn welch_anova(groups: &[Sample]) -> Option<WelchAnova> {
    let weighted: Vec<Weighted> = groups.iter().filter_map(Weighted::of).collect();
    if weighted.len() < 2 {
        return None;
    }
    let k = weighted.len() as f64;
    let (between, imbalance) = spread_of_means(&weighted);
    let f = between / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * imbalance);
    let df2 = (k * k - 1.0) / (3.0 * imbalance);
    let people: f64 = weighted.iter().map(|group| group.freedom + 1.0).sum();
    Some(WelchAnova {
        f,
        df1: weighted.len() as u64 - 1,
        df2,
        p_value: f_upper_tail(f, k - 1.0, df2)?,
        omega_squared: omega_squared(f, k - 1.0, people),
    })
}

/// A group that can take part: its mean, the weight of it, and n - 1.
struct Weighted {
    mean: f64,
    weight: f64,
    freedom: f64,
}

impl Weighted {
    /// Nothing below two people or without any spread.
    fn of(sample: &Sample) -> Option<Self> {
        let weight = 1.0 / sample.squared_error().filter(|&squared| squared > 0.0)?;
        let freedom = sample.n as f64 - 1.0;
        (weight > 0.0 && weight.is_finite()).then_some(Self { mean: sample.mean, weight, freedom })
    }
}

/// The weighted sum of squares between the means, and L of the formula.
fn spread_of_means(groups: &[Weighted]) -> (f64, f64) {
    let total: f64 = groups.iter().map(|group| group.weight).sum();
    // Distances from the first mean, so that equal means are equal exactly.
    let first = groups.first().map_or(0.0, |group| group.mean);
    let centre: f64 = groups.iter().map(|group| group.weight / total * (group.mean - first)).sum();
    let (mut between, mut imbalance) = (0.0, 0.0);
    for group in groups {
        let (distance, others) = (group.mean - first - centre, 1.0 - group.weight / total);
        between += group.weight * distance * distance;
        imbalance += others * others / group.freedom;
    }
    (between, imbalance)
}

fn omega_squared(f: f64, df1: f64, people: f64) -> Option<f64> {
    let explained = (df1 * (f - 1.0)).max(0.0);
    Some(explained / (explained + people)).filter(|share| share.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::welch::welch;
    use super::*;

    #[test]
    fn two_groups_are_welchs_t() {
        let (a, b) = (Sample { mean: 62.0, sd: 21.0, n: 40 }, Sample { mean: 58.0, sd: 9.0, n: 4_000 });
        let (Some(all), Some(two)) = (welch_anova(&[a, b]), welch(a, b)) else { panic!("no test") };
        assert!((all.f / (two.t * two.t) - 1.0).abs() < 1e-12);
        assert!((all.df2 / two.df - 1.0).abs() < 1e-12);
        assert!((all.p_value / two.p_value - 1.0).abs() < 1e-10);
    }

    #[test]
    fn equal_means_differ_in_nothing() {
        let groups = [20, 30, 400].map(|n| Sample { mean: 61.3, sd: n as f64, n });
        let test = welch_anova(&groups);
        assert_eq!(test.map(|t| (t.f, t.p_value, t.omega_squared)), Some((0.0, 1.0, Some(0.0))));
    }

    #[test]
    fn the_tail_holds_for_any_number_of_people() {
        // With 2 and d degrees of freedom the tail is (1 + 2f/d)^(-d/2).
        for d in [5.0, 300.0, 1e4, 1e6] {
            for f in [0.1, 1.0, 3.0, 30.0, 200.0f64] {
                let closed = (-d / 2.0 * (2.0 * f / d).ln_1p()).exp();
                let p = f_upper_tail(f, 2.0, d);
                assert!(p.is_some_and(|p| (p / closed - 1.0).abs() < 1e-9), "{d} {f}: {p:?} {closed}");
            }
        }
    }

    #[test]
    fn omega_squared_follows_f() {
        // F 17.3553 of five groups, 6,480 people: 4 · 16.3553 / (4 · 16.3553 + 6480).
        let group = |(mean, sd, n)| Sample { mean, sd, n };
        let groups = [(53.0, 20.0, 500), (58.5, 22.0, 5000), (61.0, 19.0, 800), (49.0, 24.0, 120)].map(group);
        let all: Vec<_> = groups.into_iter().chain([group((57.0, 21.0, 60))]).collect();
        let share = welch_anova(&all).and_then(|test| test.omega_squared);
        assert!(share.is_some_and(|share| (share - 0.009995).abs() < 1e-6), "{share:?}");
    }

    #[test]
    fn absurd_spreads_have_no_test_or_a_finite_one() {
        let sound = Sample { mean: 1.0, sd: 1.0, n: 5 };
        for sd in [0.0, 1e-170, f64::NAN, f64::INFINITY, 1e300, -1.0] {
            assert_eq!(welch_anova(&[sound, Sample { sd, ..sound }]), None);
        }
        let far = Sample { mean: 1e300, sd: 1e-100, n: 5 };
        assert_eq!(welch_anova(&[sound, far]), None);
    }
}
