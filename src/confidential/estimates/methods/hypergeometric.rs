//! The hypergeometric distribution, exact for populations of any size we meet.
//!
//! # What it answers
//!
//! "If `marked` of `population` people are positive and `drawn` of them answer, how probable is
//! each number of positive answers?" Fisher's test and the exact interval for today's staff both
//! rest on it.
//!
//! # Formula
//!
//! ```text
//! P(k) ∝ C(marked, k) · C(population - marked, drawn - k)
//! P(k + 1) / P(k) = (marked - k)(drawn - k) / ((k + 1)(population - marked - drawn + k + 1))
//! ```
//!
//! Starting from 1 at the most probable `k`, each neighbour follows by one multiplication; the
//! walk ends at the end of the range or where a term vanishes (below 1e-308 of the largest).
//! Dividing by the sum of all terms gives probabilities.
//!
//! # Assumptions and limits
//!
//! Drawing without replacement, every person as likely to answer as any other. The work grows
//! with the range of `k`. No binomial coefficient is ever formed, so nothing overflows: the
//! densities of statrs 0.19 do, and are silently wrong from a population of 1,030.
//!
//! # Source
//!
//! Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, 3rd ed., chapter 6
//! (the recurrence between neighbouring probabilities).

use std::iter::successors;

/// Two probabilities closer than this (relative) are ties, as in R's `fisher.test`.
const TIE: f64 = 1e-7;

/// The largest population whose counts f64 holds exactly, 2^53.
const LARGEST: u64 = 1 << 53;

/// How many of `drawn` people are among the `marked` of a `population`.
#[derive(Clone, Copy, Debug)]
pub struct Hypergeometric {
    population: u64,
    marked: u64,
    drawn: u64,
}

impl Hypergeometric {
    /// The distribution, unless more are marked or drawn than there are people, or there are
    /// more than 2^53 people.
    ///
    /// ```
    /// use candour::methods::hypergeometric::Hypergeometric;
    ///
    /// assert!(Hypergeometric::new(20, 8, 5).is_some());
    /// assert!(Hypergeometric::new(20, 21, 5).is_none());
    /// ```
    #[must_use]
    pub fn new(population: u64, marked: u64, drawn: u64) -> Option<Self> {
        let possible = marked <= population && drawn <= population && population <= LARGEST;
        possible.then_some(Self { population, marked, drawn })
    }

    /// P(X >= k).
    ///
    /// ```
    /// use candour::methods::hypergeometric::Hypergeometric;
    ///
    /// // Three or four of the four marked among four drawn of eight: (16 + 1) / 70.
    /// let distribution = Hypergeometric::new(8, 4, 4).unwrap();
    /// assert!((distribution.at_least(3) - 17.0 / 70.0).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn at_least(&self, k: u64) -> f64 {
        self.share_of(|other, _| other >= k)
    }

    /// The probability of all outcomes that are no more probable than `k`, ties included.
    ///
    /// ```
    /// use candour::methods::hypergeometric::Hypergeometric;
    ///
    /// let distribution = Hypergeometric::new(8, 4, 4).unwrap();
    /// assert!((distribution.no_more_probable_than(3) - 0.485714285714286).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn no_more_probable_than(&self, k: u64) -> f64 {
        let limit = self.term(k) * (1.0 + TIE);
        self.share_of(|_, term| term <= limit)
    }

    /// As [`Self::no_more_probable_than`], with half of the ties (the outcome itself among them).
    ///
    /// ```
    /// use candour::methods::hypergeometric::Hypergeometric;
    ///
    /// // One, two and three of four have 16, 36 and 16 ways of 70: 1 + 1 + (16 + 16)/2.
    /// let distribution = Hypergeometric::new(8, 4, 4).unwrap();
    /// assert!((distribution.mid_p(3) - 18.0 / 70.0).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn mid_p(&self, k: u64) -> f64 {
        let term = self.term(k);
        let rarer = self.share_of(|_, other| other < term * (1.0 - TIE));
        f64::midpoint(rarer, self.share_of(|_, other| other <= term * (1.0 + TIE)))
    }

    /// The probability of `k` relative to the most probable outcome.
    fn term(&self, k: u64) -> f64 {
        // An outcome whose term vanished on the way is as improbable as a number can say.
        self.terms().find(|&(other, _)| other == k).map_or(0.0, |(_, term)| term)
    }

    fn share_of(&self, wanted: impl Fn(u64, f64) -> bool) -> f64 {
        let (mut part, mut all) = (0.0, 0.0);
        for (k, term) in self.terms() {
            all += term;
            if wanted(k, term) {
                part += term;
            }
        }
        part / all
    }

    /// Every outcome with its probability relative to the most probable one.
    fn terms(&self) -> impl Iterator<Item = (u64, f64)> {
        let (lowest, mode, highest) = self.range();
        let up = successors(Some((mode, 1.0)), move |&(k, term)| {
            (k < highest && term > 0.0).then(|| (k + 1, term * self.step(k)))
        });
        let down = successors(Some((mode, 1.0)), move |&(k, term)| {
            (k > lowest && term > 0.0).then(|| (k - 1, term / self.step(k - 1)))
        });
        up.chain(down.skip(1))
    }

    /// P(k + 1) / P(k).
    fn step(&self, k: u64) -> f64 {
        // How many of the unmarked are left out when none of the marked are drawn; may be negative.
        let spare = self.population as f64 - self.marked as f64 - self.drawn as f64;
        let k = k as f64;
        (self.marked as f64 - k) / (k + 1.0) * (self.drawn as f64 - k) / (spare + k + 1.0)
    }

    /// The lowest, the most probable and the highest outcome.
    fn range(&self) -> (u64, u64, u64) {
        let lowest = self.drawn.saturating_sub(self.population - self.marked);
        let highest = self.drawn.min(self.marked);
        let product = (u128::from(self.drawn) + 1) * (u128::from(self.marked) + 1);
        let mode = product / (u128::from(self.population) + 2);
        let mode = u64::try_from(mode).unwrap_or(highest);
        (lowest, mode.clamp(lowest, highest), highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_match_binomial_coefficients() {
        let choose = |n: u64, k: u64| (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64);
        for (population, marked, drawn) in [(30, 11, 7), (30, 25, 20), (9, 9, 4), (9, 0, 4)] {
            let Some(law) = Hypergeometric::new(population, marked, drawn) else { panic!() };
            let exact =
                |k| choose(marked, k) * choose(population - marked, drawn - k) / choose(population, drawn);
            let (lowest, _, highest) = law.range();
            for k in lowest..=highest {
                let tail: f64 = (k..=highest).map(exact).sum();
                assert!((law.at_least(k) - tail).abs() < 1e-13, "{population} {marked} {k}");
            }
        }
    }
}
