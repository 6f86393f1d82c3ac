//! The net score: positive less negative answers.
//!
//! # What it answers
//!
//! "By how much do the positive answers outweigh the negative ones?" The form in which employee
//! net promoter scores (promoters less detractors) are given.
//!
//! # Formula
//!
//! ```text
//! n = positive + neutral + negative
//! net = (positive - negative) / n,  from -1 to 1
//! se² = ((positive + negative) / n - net²) / n
//! interval net ± 1.96 se, held in [-1, 1]
//! ```
//!
//! # Assumptions and limits
//!
//! Independent answers; blanks are in none of the three counts. The same net score can come from
//! 45 positive and no negative or from 70 and 25 of 100: show the three shares beside it. The
//! interval is the plain normal one: too narrow for small numbers, and without any width where
//! all answers are alike, which is no certainty. Below 30 answers show the counts only.
//!
//! # Source
//!
//! The multinomial variance of a difference of two shares: Agresti, A. (2013), Categorical Data
//! Analysis, 3rd ed., section 1.4; the score: Reichheld, F. F. (2003), Harvard Bus. Rev. 81(12):46.

use super::interval::{Interval, Z95};

/// A net score with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetScore {
    /// Share of positive less share of negative answers.
    pub net: f64,
    /// Its standard error.
    pub se: f64,
    /// Its 95% interval.
    pub interval: Interval,
}

/// The net score of three counts; nothing without answers.
///
/// ```
/// use candour::methods::net_score;
///
/// let score = net_score(60, 25, 15).unwrap();
/// assert_eq!(score.net, 0.45);
/// assert!((score.se - 0.0739932).abs() < 1e-7);
/// assert!((score.interval.low - 0.304976).abs() < 1e-6);
/// assert!((score.interval.high - 0.595024).abs() < 1e-6);
/// assert_eq!(net_score(0, 0, 0), None);
/// ```
#[must_use]
pub fn net_score(positive: u64, neutral: u64, negative: u64) -> Option<NetScore> {
    let n = positive.checked_add(neutral)?.checked_add(negative)? as f64;
    if n <= 0.0 {
        return None;
    }
    let (more, less) = (positive as f64, negative as f64);
    let net = (more - less) / n;
    // Whole numbers until the last step: all alike gives exactly zero.
    let variance = (n * (more + less) - (more - less) * (more - less)) / n / n / n;
    let se = variance.max(0.0).sqrt();
    let half = Z95 * se;
    let interval = Interval::finite((net - half).max(-1.0), (net + half).min(1.0))?;
    Some(NetScore { net, se, interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_neutral_answers_it_is_twice_a_share() {
        let score = net_score(70, 0, 30);
        assert!(score.is_some_and(|s| (s.se - 2.0 * (0.7f64 * 0.3 / 100.0).sqrt()).abs() < 1e-15));
    }

    #[test]
    fn answers_turned_round_turn_the_score() {
        let (Some(there), Some(back)) = (net_score(7, 2, 4), net_score(4, 2, 7)) else { panic!() };
        assert_eq!((there.net, there.se, there.interval.low), (-back.net, back.se, -back.interval.high));
    }

    #[test]
    fn absurd_counts_are_refused() {
        assert_eq!(net_score(u64::MAX, 1, 0), None);
        assert!(net_score(u64::MAX, 0, 0).is_some_and(|score| score.net == 1.0 && score.se == 0.0));
    }
}
