//! How sure the weights and the ranks of drivers are: a bootstrap over groups of people.
//!
//! # What it answers
//!
//! "Would the same questions come first if other people of the same kind had answered?"
//!
//! # Formula
//!
//! ```text
//! respondents are spread over G groups by a fixed rule, groups without people are dropped
//! a replicate draws G groups with replacement, adds up their sums and recomputes the weights
//! share = weight / R²,  rank = 1 + number of questions with a larger weight
//! limits: the 2.5% and 97.5% quantiles (R type 7) of shares; of ranks, widened to whole ranks
//! ```
//!
//! # Assumptions and limits
//!
//! The rule must have nothing to do with the answers: then the groups are random clusters, their
//! sums are independent and alike in distribution, and drawing groups estimates the same spread
//! as drawing people, without anybody's row. With one person in each group it *is* the ordinary
//! bootstrap. With G groups the spread itself is known to about 1/sqrt(2G) of its size (5% for
//! 200), on top of the noise of the replicates; fewer than 20 groups with people give nothing.
//! Percentile limits are a little short in small samples, and shares near 0 have limits that are
//! too high, because a weight cannot be negative. A question that is left out of a replicate has a
//! weight of 0 there. Where more than one replicate in twenty has no weights there is no result.
//!
//! # Source
//!
//! Efron, B. (1979), Ann. Stat. 7:1; Davison & Hinkley (1997), 3.8 (clusters); Tonidandel,
//! LeBreton & Johnson (2009), Psychol. Methods 14:387 (bootstrap of relative weights);
//! Hyndman & Fan (1996), Am. Stat. 50:361 (quantiles).

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::covariance::{Covariance, Sums};
use super::interval::Interval;
use super::relative_weights::relative_weights;

/// The fewest groups with people.
const FEWEST_GROUPS: usize = 20;

/// The fewest replicates: below, the limits are the extremes.
const FEWEST_REPLICATES: usize = 100;

/// How sure the drivers are, question by question; nothing for one that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrapped {
    /// The 95% interval of each question's share of the explained variance.
    pub weights: Vec<Option<Interval>>,
    /// The 95% range of each question's rank, 1 the largest weight.
    pub ranks: Vec<Option<(u64, u64)>>,
}

/// Bootstraps the relative weights from the sums of each resampling group.
///
/// ```
/// use candour::methods::{Sums, bootstrap};
///
/// // Forty groups of three: the outcome follows the first question and ignores the second.
/// let one = Sums { n: 3, sums: &[6, 7, 9], products: &[14, 16, 18, 19, 21, 33] };
/// let two = Sums { n: 3, sums: &[12, 12, 7], products: &[54, 53, 25, 54, 26, 21] };
/// let groups = [one, two].repeat(20);
/// let found = bootstrap(&groups, 200, 7).unwrap();
/// assert_eq!(found.ranks, [Some((1, 1)), Some((2, 2))]);
/// assert!(found.weights[0].unwrap().low > 0.6);
/// assert_eq!(bootstrap(&groups[..4], 200, 7), None);
/// ```
#[must_use]
pub fn bootstrap(groups: &[Sums<'_>], replicates: usize, seed: u64) -> Option<Bootstrapped> {
    let resampling = Resampling::of(groups)?;
    let all = vec![1; resampling.rows.len()];
    let full = relative_weights(&resampling.covariance(&all)?).ok()?;
    if replicates < FEWEST_REPLICATES || full.r_squared <= 0.0 {
        return None;
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let drawn: Vec<Vec<f64>> = (0..replicates).filter_map(|_| resampling.shares(&mut random)).collect();
    if drawn.len() * 20 < replicates * 19 {
        return None;
    }
    let ranked: Vec<Vec<f64>> = drawn.iter().map(|shares| ranks(shares)).collect();
    let questions = 0..full.weights.len();
    let limits = |of: &[Vec<f64>], question: usize| {
        let values = of.iter().filter_map(|values| values.get(question).copied()).collect();
        percentiles(values).filter(|_| !full.left_out.contains(&question))
    };
    let whole = |range: Interval| (range.low.floor() as u64, range.high.ceil() as u64);
    Some(Bootstrapped {
        weights: questions.clone().map(|question| limits(&drawn, question)).collect(),
        ranks: questions.map(|question| limits(&ranked, question).map(whole)).collect(),
    })
}

/// The groups with people, each as one row: n, sums, products.
struct Resampling {
    variables: usize,
    rows: Vec<Vec<u64>>,
}

impl Resampling {
    fn of(groups: &[Sums<'_>]) -> Option<Self> {
        let groups: Vec<_> = groups.iter().filter(|group| group.n > 0).collect();
        let variables = groups.first()?.sums.len();
        let places = variables * (variables + 1) / 2;
        let alike = |group: &&&Sums<'_>| group.sums.len() == variables && group.products.len() == places;
        let rows: Vec<_> = groups
            .iter()
            .filter(alike)
            .map(|group| [&[group.n], group.sums, group.products].concat())
            .collect();
        // Even the largest row, drawn every time, must not run over.
        let largest = rows.iter().flatten().max()?;
        let sound = rows.len() == groups.len() && rows.len() >= FEWEST_GROUPS;
        (sound && largest.checked_mul(rows.len() as u64).is_some()).then_some(Self { variables, rows })
    }

    /// The covariances when each group counts as often as `times` says.
    fn covariance(&self, times: &[u64]) -> Option<Covariance> {
        let mut total = vec![0; self.rows.first()?.len()];
        for (row, &times) in self.rows.iter().zip(times).filter(|(_, times)| **times > 0) {
            for (total, value) in total.iter_mut().zip(row) {
                *total += times * value;
            }
        }
        let (n, rest) = total.split_first()?;
        let (sums, products) = rest.split_at(self.variables);
        Covariance::of(&Sums { n: *n, sums, products })
    }

    /// The shares of one replicate, where it has any.
    fn shares(&self, random: &mut ChaCha8Rng) -> Option<Vec<f64>> {
        let groups = self.rows.len();
        let mut times = vec![0; groups];
        for _ in 0..groups {
            // The upper half of the product is even over the groups to within 2^-50.
            let drawn = u128::from(random.next_u64()) * groups as u128;
            times[(drawn >> 64) as usize] += 1;
        }
        let found = relative_weights(&self.covariance(&times)?).ok()?;
        let shares = |weight: &f64| weight / found.r_squared;
        (found.r_squared > 0.0).then(|| found.weights.iter().map(shares).collect())
    }
}

fn ranks(shares: &[f64]) -> Vec<f64> {
    shares.iter().map(|share| 1.0 + shares.iter().filter(|other| *other > share).count() as f64).collect()
}

/// The 2.5% and the 97.5% quantile.
fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)? as f64;
    let quantile = |p: f64| {
        let place = p * last;
        let (below, above) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
        Some(below + (place - place.floor()) * (above - below))
    };
    Interval::finite(quantile(0.025)?, quantile(0.975)?)
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::*;

    /// People whose first answer follows the second, and a little the third.
    fn people(n: u64) -> Vec<Vec<u64>> {
        let mut random = ChaCha8Rng::seed_from_u64(n);
        let mut answer = || random.next_u64() % 5 + 1;
        let row = |answers: [u64; 4]| {
            let [a, b, c, noise] = answers;
            vec![3 * a + b + 2 * noise, a, b, c]
        };
        (0..n).map(|_| row(std::array::from_fn(|_| answer()))).collect()
    }

    #[test]
    fn with_one_person_a_group_it_is_the_ordinary_bootstrap() {
        let rows = people(40);
        let each: Vec<_> = rows.iter().map(|row| Answers::of(std::slice::from_ref(row))).collect();
        let empty = Answers { n: 0, sums: vec![0; 4], products: vec![0; 10] };
        let groups: Vec<_> = each.iter().flat_map(|person| [empty.sums(), person.sums()]).collect();
        let found = bootstrap(&groups, 300, 5).expect("intervals");

        // The same draws, made of people.
        let mut random = ChaCha8Rng::seed_from_u64(5);
        let mut replicate = || {
            let draw = |_| (u128::from(random.next_u64()) * 40) >> 64;
            let drawn: Vec<_> = (0..40).map(draw).map(|at| rows[at as usize].clone()).collect();
            let found = relative_weights(&Answers::of(&drawn).covariance()?).ok()?;
            Some(found.weights.iter().map(|weight| weight / found.r_squared).collect::<Vec<f64>>())
        };
        let replicates: Vec<_> = (0..300).filter_map(|_| replicate()).collect();
        for question in 0..3 {
            let ordinary = percentiles(replicates.iter().map(|shares| shares[question]).collect());
            assert_eq!(found.weights[question], ordinary);
        }
    }

    #[test]
    fn drawing_groups_estimates_the_spread_of_drawing_people() {
        let rows = people(2_000);
        let spread = |groups: usize| {
            let parts: Vec<_> = (0..groups)
                .map(|g| Answers::of(&rows.iter().skip(g).step_by(groups).cloned().collect::<Vec<_>>()))
                .collect();
            let sums: Vec<_> = parts.iter().map(Answers::sums).collect();
            let found = bootstrap(&sums, 500, 11).expect("intervals");
            found.weights.iter().flatten().map(Interval::width).collect::<Vec<_>>()
        };
        for (groups, people) in spread(200).iter().zip(spread(2_000)) {
            assert!((groups / people - 1.0).abs() < 0.2, "{groups} {people}");
        }
    }

    #[test]
    fn a_repeated_question_has_no_interval() {
        let rows: Vec<_> = people(30).iter().map(|r| vec![r[0], r[1], r[1], 3]).collect();
        let each: Vec<_> = rows.iter().map(|row| Answers::of(std::slice::from_ref(row))).collect();
        let groups: Vec<_> = each.iter().map(Answers::sums).collect();
        let found = bootstrap(&groups, 100, 1).expect("intervals");
        assert_eq!(found.ranks, [Some((1, 1)), None, None]);
        assert_eq!(found.weights[0], Some(Interval { low: 1.0, high: 1.0 }));
        let alike: Vec<_> = (0..30).map(|_| Answers::of(&[vec![4, 4, 4]])).collect();
        assert_eq!(bootstrap(&alike.iter().map(Answers::sums).collect::<Vec<_>>(), 100, 1), None);
    }

    #[test]
    fn quantiles_are_those_of_r() {
        // R: quantile(1:11 * 10, c(.025, .975)).
        let found = percentiles((1..=11).rev().map(|i| f64::from(i) * 10.0).collect());
        assert!(found.is_some_and(|i| (i.low - 12.5).abs() < 1e-12 && (i.high - 107.5).abs() < 1e-12));
    }
}
