//! Empirical-Bayes shrinkage of the shares of groups, small ones most.
//!
//! # What it answers
//!
//! "Three of five in this team are positive: what is its share likely to be, given how much teams
//! differ here? And which team is really the lowest?" In a table of small teams the top and the
//! bottom are mostly chance; shrinkage takes that out.
//!
//! # Formula
//!
//! ```text
//! true shares ~ beta(α, β), with α and β of maximum likelihood ([`super::overdispersion`])
//! share of a group | its answers ~ beta(x + α, n - x + β)
//! value (x + α) / (n + α + β), limits its 2.5% and 97.5% quantiles, lowest and highest: [`super::extremes`]
//! ```
//!
//! # Assumptions and limits
//!
//! The groups are exchangeable: nothing else known about them says which should be higher, and none
//! stands so far apart that a beta distribution does not hold it. α and β count as known, so with
//! few groups the limits are too narrow. Where the likelihood is highest without any difference,
//! every group gets the pooled rate and no limits: there is no detectable difference, and
//! nothing may be ranked. A single group is such a case. Groups without answers take no part: they
//! get the mean and nothing else. No result where all groups are unanimous but not all alike: there
//! is then no maximum.
//!
//! # Source
//!
//! Skellam, J. G. (1948), JRSS B 10:257; Griffiths, D. A. (1973), Biometrics 29:637; Casella, G.
//! (1985), Am. Stat. 39:83; Gelman & Hill (2007), chapter 12.

use super::beta::quantile;
use super::extremes::extremes;
use super::interval::Interval;
use super::overdispersion::{Spread, spread};

/// The answers of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Positive answers.
    pub positive: u64,
    /// All answers.
    pub base: u64,
}

/// The shrunken share of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// The mean of its share, given its answers and the differences between groups.
    pub value: f64,
    /// The 95% interval of its share.
    pub interval: Option<Interval>,
    /// The probability that its share is the lowest of all.
    pub lowest: Option<f64>,
    /// The probability that its share is the highest of all.
    pub highest: Option<f64>,
}

/// The shrunken shares of all groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Shrinkage {
    /// The two parameters of the distribution of true shares; nothing without a detectable
    /// difference.
    pub prior: Option<(f64, f64)>,
    /// The groups, in the order given.
    pub groups: Vec<Shrunk>,
}

/// Shrinks the shares of groups towards each other; nothing without answers, with more positive
/// answers than answers, or where all groups are unanimous but not alike.
///
/// ```
/// use candour::methods::{Group, shrink};
///
/// let group = |positive, base| Group { positive, base };
/// let teams = [group(3, 5), group(8, 10), group(45, 80), group(20, 60), group(1, 2)];
/// let shrinkage = shrink(&teams).unwrap();
/// // R: the fourth team is shrunk from 33.3% to 37.4%, the second from 80% to 63.1%.
/// assert!((shrinkage.groups[3].value - 0.373723).abs() < 1e-6);
/// assert!((shrinkage.groups[1].value - 0.631121).abs() < 1e-6);
/// assert!((shrinkage.groups[3].lowest.unwrap() - 0.801856).abs() < 1e-6);
///
/// let alike = shrink(&[group(10, 20), group(12, 20)]).unwrap();
/// assert_eq!((alike.prior, alike.groups[0].value), (None, 0.55));
/// ```
#[must_use]
pub fn shrink(groups: &[Group]) -> Option<Shrinkage> {
    let counts: Vec<_> = groups.iter().filter(|g| g.base > 0).map(|g| (g.positive, g.base)).collect();
    match spread(&counts)? {
        Spread::NoDifference => pooled(groups, &counts),
        Spread::Beta { alpha, beta } => shrunk(groups, &counts, alpha, beta),
    }
}

/// Every group gets the rate of all.
fn pooled(groups: &[Group], counts: &[(u64, u64)]) -> Option<Shrinkage> {
    let sum = |part: fn(&(u64, u64)) -> u64| counts.iter().map(part).sum::<u64>() as f64;
    let value = Some(sum(|c| c.0) / sum(|c| c.1)).filter(|value| value.is_finite())?;
    let nothing_more = Shrunk { value, interval: None, lowest: None, highest: None };
    Some(Shrinkage { prior: None, groups: vec![nothing_more; groups.len()] })
}

fn shrunk(groups: &[Group], counts: &[(u64, u64)], alpha: f64, beta: f64) -> Option<Shrinkage> {
    let posterior = |&(x, n): &(u64, u64)| (x as f64 + alpha, (n - x) as f64 + beta);
    let posteriors: Vec<_> = counts.iter().map(posterior).collect();
    let mut places = extremes(&posteriors)?.into_iter().zip(&posteriors);
    let of_group = |group: &Group| {
        let known = if group.base == 0 { None } else { places.next() };
        let Some(((lowest, highest), &(a, b))) = known else {
            return Some(Shrunk {
                value: alpha / (alpha + beta),
                interval: None,
                lowest: None,
                highest: None,
            });
        };
        let interval = Interval::finite(quantile(0.025, a, b)?, quantile(0.975, a, b)?);
        Some(Shrunk { value: a / (a + b), interval, lowest: Some(lowest), highest: Some(highest) })
    };
    let groups = groups.iter().map(of_group).collect::<Option<_>>()?;
    Some(Shrinkage { prior: Some((alpha, beta)), groups })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(pairs: &[(u64, u64)]) -> Vec<Group> {
        pairs.iter().map(|&(positive, base)| Group { positive, base }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn shares_move_towards_the_mean_of_all(
            pairs in prop::collection::vec((0..=30u64, 0..=30u64).prop_map(|(x, y)| (x, x + y)), 1..8)
        ) {
            let Some(found) = shrink(&groups(&pairs)) else { return Ok(()) };
            prop_assert_eq!(found.groups.len(), pairs.len());
            for (&(x, n), group) in pairs.iter().zip(&found.groups) {
                prop_assert!((0.0..=1.0).contains(&group.value));
                let Some((alpha, beta)) = found.prior else {
                    prop_assert!(group.interval.is_none() && group.lowest.is_none());
                    continue;
                };
                let (mean, own) = (alpha / (alpha + beta), x as f64 / n.max(1) as f64);
                let own = if n == 0 { mean } else { own };
                prop_assert!(group.value >= mean.min(own) - 1e-12 && group.value <= mean.max(own) + 1e-12);
                prop_assert_eq!(group.interval.is_some(), n > 0);
                prop_assert!(group.interval.is_none_or(|i| 0.0 <= i.low && i.low < i.high && i.high <= 1.0));
            }
        }
    }

    #[test]
    fn the_smaller_of_two_alike_moves_further() {
        let found = shrink(&groups(&[(4, 5), (80, 100), (20, 100), (50, 100)])).expect("shares");
        assert!(found.groups[0].value < found.groups[1].value);
        assert!(found.groups[0].value > 0.5 && found.groups[1].value < 0.8);
    }

    #[test]
    fn groups_without_answers_take_no_part() {
        let pairs = [(3, 5), (8, 10), (45, 80), (20, 60), (1, 2)];
        let alone = shrink(&groups(&pairs)).expect("shares");
        let with = shrink(&groups(&[&pairs[..2], &[(0, 0)], &pairs[2..]].concat())).expect("shares");
        assert_eq!((with.prior, with.groups[3]), (alone.prior, alone.groups[2]));
        assert_eq!((with.groups[2].interval, with.groups[2].lowest), (None, None));
    }

    #[test]
    fn no_result_without_answers_or_without_a_maximum() {
        assert_eq!(shrink(&[]), None);
        assert_eq!(shrink(&groups(&[(0, 0)])), None);
        assert_eq!(shrink(&groups(&[(3, 2)])), None);
        assert_eq!(shrink(&groups(&[(0, 9), (7, 7)])), None);
        let all_positive = shrink(&groups(&[(5, 5), (9, 9)])).expect("shares");
        assert_eq!((all_positive.prior, all_positive.groups[0].value), (None, 1.0));
    }
}
