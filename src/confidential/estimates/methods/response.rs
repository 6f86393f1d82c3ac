//! What those who did not answer could have said, and how even the response was.
//!
//! # What it answers
//!
//! "With 120 of 200 people answering, between which two values does the share of all 200 lie
//! *whatever* the others think?" and "did some groups answer far more than others?"
//!
//! # Formula
//!
//! ```text
//! worst case       [x/N, (x + N - n)/N]: all who are silent negative, or all positive
//! R-indicator      1 - 2 sqrt(Σ N_g (r_g - r)² / (Σ N_g - 1)),  r_g = n_g/N_g, r = Σ n / Σ N
//! even response    Pearson's chi-square of answered and silent by group
//! ```
//!
//! # Assumptions and limits
//!
//! The bounds assume nothing, and are wide: they are what non-response could do, not what it did.
//! A response rate is a count and has no interval. The R-indicator is 1 when all groups answered
//! equally often and falls towards 0; it sees only the groups it is given, and answering equally
//! often does not make the answers representative. Groups without people are left out; one group
//! has no indicator. Where everybody or nobody answered there is nothing to test. The head count
//! and the answers must be of the same day and definition: more answers than people is an error,
//! refused. In the tiniest organisations the formula can fall below 0; it is held there.
//!
//! # Source
//!
//! Manski, C. F. (2003), Partial Identification of Probability Distributions, chapter 1;
//! Schouten, B., Cobben, F. & Bethlehem, J. (2009), Surv. Methodol. 35:101 (R-indicator).

use super::chi_square::chi_square;
use super::interval::Interval;

/// The bounds of the share of all `people`, of whom `n` answered and `x` were positive.
///
/// ```
/// use candour::methods::worst_case_bounds;
///
/// let bounds = worst_case_bounds(60, 80, 100).unwrap();
/// assert_eq!((bounds.low, bounds.high), (0.6, 0.8));
/// let silent = worst_case_bounds(0, 0, 5).unwrap();
/// assert_eq!((silent.low, silent.high), (0.0, 1.0));
/// assert_eq!(worst_case_bounds(3, 11, 10), None);
/// ```
#[must_use]
pub fn worst_case_bounds(x: u64, n: u64, people: u64) -> Option<Interval> {
    let silent = people.checked_sub(n)?;
    if x > n || people == 0 {
        return None;
    }
    Interval::finite(x as f64 / people as f64, (x + silent) as f64 / people as f64)
}

/// How evenly the groups answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Representativeness {
    /// 1 when all groups answered equally often; nothing for one group.
    pub r_indicator: Option<f64>,
    /// Pearson's chi-square of answering by group; nothing where all or none answered.
    pub chi_squared: Option<f64>,
    /// Its p value.
    pub p_value: Option<f64>,
}

/// How evenly groups answered: how many of each, out of how many people, in the same order.
///
/// ```
/// use candour::methods::representativeness;
///
/// let even = representativeness(&[80, 40, 10], &[100, 80, 50]).unwrap();
/// assert!((even.r_indicator.unwrap() - 0.532325).abs() < 1e-6);
/// assert!((even.p_value.unwrap() / 8.62011166704674e-12 - 1.0).abs() < 1e-9);
/// assert_eq!(representativeness(&[10, 10], &[10, 10]).unwrap().r_indicator, Some(1.0));
/// assert_eq!(representativeness(&[11], &[10]), None);
/// ```
#[must_use]
pub fn representativeness(respondents: &[u64], people: &[u64]) -> Option<Representativeness> {
    if respondents.len() != people.len() {
        return None;
    }
    let mut table = Vec::with_capacity(people.len());
    for (&answered, &here) in respondents.iter().zip(people) {
        let silent = here.checked_sub(answered)?;
        if here > 0 {
            table.push([answered, silent]);
        }
    }
    (!table.is_empty()).then_some(())?;
    let test = chi_square(&table);
    Some(Representativeness {
        r_indicator: r_indicator(&table),
        chi_squared: test.map(|test| test.statistic),
        p_value: test.map(|test| test.p_value),
    })
}

fn r_indicator(table: &[[u64; 2]]) -> Option<f64> {
    if table.len() < 2 {
        return None;
    }
    let groups = table.iter().map(|&[answered, silent]| (answered as f64, answered as f64 + silent as f64));
    let (answered, people) = groups.clone().fold((0.0, 0.0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
    let overall = answered / people;
    let square = |(answered, people): (f64, f64)| people * (answered / people - overall).powi(2);
    let variance = groups.map(square).sum::<f64>() / (people - 1.0);
    Some(1.0 - 2.0 * variance.sqrt()).filter(|indicator| indicator.is_finite()).map(|r| r.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_reached() {
        for people in 1..=12 {
            for n in 0..=people {
                for x in 0..=n {
                    let Some(bounds) = worst_case_bounds(x, n, people) else { panic!("no bounds") };
                    let shares = (0..=people - n).map(|positive| (x + positive) as f64 / people as f64);
                    assert_eq!(shares.clone().reduce(f64::min), Some(bounds.low));
                    assert_eq!(shares.reduce(f64::max), Some(bounds.high));
                }
            }
        }
    }

    #[test]
    fn groups_without_people_are_left_out() {
        let two = representativeness(&[8, 4], &[10, 8]);
        assert!(two.is_some());
        assert_eq!(two, representativeness(&[8, 0, 4], &[10, 0, 8]));
        assert_eq!(representativeness(&[8, 1, 4], &[10, 0, 8]), None);
        assert_eq!(representativeness(&[0], &[0]), None);
        assert_eq!(representativeness(&[1, 2], &[3]), None);
    }

    #[test]
    fn a_tiny_organisation_stays_in_the_range() {
        let two = representativeness(&[1, 0], &[1, 1]);
        assert_eq!(two.and_then(|even| even.r_indicator), Some(0.0));
    }
}
