//! Intraclass correlations: how much of the variation of a question lies between groups.
//!
//! # What it answers
//!
//! "How alike are two people of the same team?" (ICC1) and "how well does a team's mean tell teams
//! apart?" (ICC2).
//!
//! # Formula
//!
//! ```text
//! MSB = Σ n_j (m_j - m)² / (J - 1),  MSW = Σ (within-group squares) / (N - J)
//! k0   = (N - Σ n_j² / N) / (J - 1)
//! ICC1 = (MSB - MSW) / (MSB + (k0 - 1) MSW),  ICC2 = (MSB - MSW) / MSB
//! ```
//!
//! # Assumptions and limits
//!
//! A one-way analysis of variance with random groups: equal spread in all groups, people counted
//! once. Both can be negative, which says that groups differ less than chance would have it.
//! A comparison of characteristics across teams is as exact as one with
//! `1 + (mean size - 1) ICC1` times fewer people. Sums are whole numbers and differences are formed
//! exactly. Nothing where there is nothing to divide by: fewer than two groups, nobody beyond the
//! first of each group, or means that are all exactly alike.
//!
//! # Source
//!
//! Shrout, P. E. & Fleiss, J. L. (1979), Psychol. Bull. 86:420; Bliese, P. D. (2000), in Klein &
//! Kozlowski (eds.); k0: Snedecor & Cochran (1989), 13.6.

/// The one-way analysis of variance of one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intraclass {
    /// The share of the variation that lies between groups.
    pub icc1: f64,
    /// The reliability of a group's mean.
    pub icc2: f64,
    /// The mean square between groups.
    pub msb: f64,
    /// The mean square within groups.
    pub msw: f64,
    /// The size of a typical group.
    pub k0: f64,
}

/// The intraclass correlations of groups, each given as its number of answers, the sum of the
/// codes and the sum of their squares. Groups without answers do not count.
///
/// ```
/// use candour::methods::intraclass;
///
/// // Teams answering 1 2 3, 3 4 and 5 5 4.
/// let found = intraclass(&[(3, 6, 14), (2, 7, 25), (3, 14, 66)]).unwrap();
/// assert!((found.msb - 5.3541666666666667).abs() < 1e-12);
/// assert!((found.msw - 0.6333333333333333).abs() < 1e-12);
/// assert!((found.k0 - 2.625).abs() < 1e-12);
/// assert!((found.icc1 - 0.7395561).abs() < 1e-7);
/// assert_eq!(intraclass(&[(3, 9, 27), (3, 9, 27)]), None);
/// ```
#[must_use]
pub fn intraclass(groups: &[(u64, u64, u64)]) -> Option<Intraclass> {
    let groups: Vec<_> = groups.iter().filter(|group| group.0 > 0).copied().collect();
    let people = groups.iter().try_fold(0u64, |total, group| total.checked_add(group.0))?;
    let sum = groups.iter().try_fold(0u64, |total, group| total.checked_add(group.1))?;
    let (j, n) = (groups.len() as f64, people as f64);
    if groups.len() < 2 || people == groups.len() as u64 {
        return None;
    }
    let (mut between, mut within, mut squared_sizes) = (0.0, 0.0, 0.0);
    for &(size, total, squares) in &groups {
        let apart = product(people, total)?.checked_sub(product(size, sum)?)? as f64 / n;
        between += apart * apart / size as f64;
        let spread = product(size, squares)?.checked_sub(product(total, total)?)?;
        // Squares below those of equal answers come from no answers.
        within += Some(spread).filter(|&spread| spread >= 0)? as f64 / size as f64;
        squared_sizes += size as f64 * size as f64;
    }
    let (msb, msw) = (between / (j - 1.0), within / (n - j));
    let k0 = (n - squared_sizes / n) / (j - 1.0);
    let (icc1, icc2) = ((msb - msw) / (msb + (k0 - 1.0) * msw), (msb - msw) / msb);
    (icc1.is_finite() && icc2.is_finite()).then_some(Intraclass { icc1, icc2, msb, msw, k0 })
}

fn product(a: u64, b: u64) -> Option<i128> {
    i128::from(a).checked_mul(i128::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn within_and_between_make_up_the_whole(
            teams in prop::collection::vec(prop::collection::vec(1..=5u64, 1..8), 2..10)
        ) {
            let group = |team: &Vec<u64>| {
                (team.len() as u64, team.iter().sum(), team.iter().map(|x| x * x).sum())
            };
            let groups: Vec<_> = teams.iter().map(group).collect();
            if let Some(found) = intraclass(&groups) {
                let all: Vec<f64> = teams.iter().flatten().map(|&x| x as f64).collect();
                let (n, j) = (all.len() as f64, teams.len() as f64);
                let mean = all.iter().sum::<f64>() / n;
                let total: f64 = all.iter().map(|x| (x - mean) * (x - mean)).sum();
                prop_assert!((found.msb * (j - 1.0) + found.msw * (n - j) - total).abs() < 1e-9);
                prop_assert!(found.icc1 <= 1.0 && found.icc2 <= 1.0);
            }
        }
    }

    #[test]
    fn nothing_to_divide_by() {
        assert_eq!(intraclass(&[]), None);
        assert_eq!(intraclass(&[(5, 15, 55)]), None);
        assert_eq!(intraclass(&[(1, 3, 9), (1, 4, 16)]), None);
        assert_eq!(intraclass(&[(2, 6, 17), (2, 7, 25)]), None);
        assert_eq!(intraclass(&[(u64::MAX, u64::MAX, u64::MAX), (1, 1, 1)]), None);
    }

    #[test]
    fn groups_that_agree_within_are_all_there_is() {
        let Some(found) = intraclass(&[(3, 6, 12), (0, 0, 0), (2, 10, 50)]) else { panic!("no figure") };
        assert_eq!((found.icc1, found.icc2, found.msw), (1.0, 1.0, 0.0));
    }
}
