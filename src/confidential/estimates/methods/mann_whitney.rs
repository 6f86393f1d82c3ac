//! Mann and Whitney's test and Cliff's delta, from counts per answer category.
//!
//! # What it answers
//!
//! "Does the group answer higher on the scale than the rest?" It uses the whole order of the
//! answers, where percent positive sees only two sides of a line.
//!
//! # Formula
//!
//! ```text
//! U     = pairs (one of the group, one of the rest) in which the group is higher, ties half
//! var   = n1 n2 / 12 · ((N + 1) - Σ(t³ - t) / (N(N - 1))),  t answers in each category
//! z     = (U - n1 n2 / 2 ∓ 1/2) / sqrt(var)
//! delta = 2U / (n1 n2) - 1
//! ```
//!
//! # Assumptions and limits
//!
//! The categories are ordered; no distance between them is assumed. Normal approximation with
//! tie and continuity correction, R's `wilcox.test(exact = FALSE)`. When all answers fall in one
//! category there is nothing to tell apart: z = 0, p = 1. Delta runs from -1 to 1; .147, .33 and
//! .474 are often read as small, medium and large.
//!
//! # Source
//!
//! Mann, H. B. & Whitney, D. R. (1947), Ann. Math. Stat. 18:50; tie correction in Lehmann (1975),
//! Nonparametrics, chapter 1; Cliff, N. (1993), Psychol. Bull. 114:494; sizes: Romano et al.
//! (2006).

use super::normal::two_sided_p;

/// A comparison of two groups on an ordered scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordinal {
    /// Pairs in which the group is higher, ties counted half.
    pub u: f64,
    /// The test statistic, with tie and continuity correction.
    pub z: f64,
    /// The two-sided p value.
    pub p_value: f64,
    /// Share of pairs in which the group is higher minus share in which it is lower.
    pub cliffs_delta: f64,
}

/// Compares two groups by their counts per category, lowest category first.
///
/// Work grows with the number of categories, not of people. Nothing when a side is empty or the
/// scales differ in length.
///
/// ```
/// use candour::methods::mann_whitney;
///
/// let test = mann_whitney(&[10, 20, 30, 40, 20], &[100, 150, 300, 500, 350]).unwrap();
/// assert_eq!(test.u, 72500.0);
/// assert!((test.p_value - 0.009713427).abs() < 1e-9);
/// assert!((test.cliffs_delta - -0.1369048).abs() < 1e-7);
/// assert_eq!(mann_whitney(&[0, 0, 5], &[0, 0, 9]).unwrap().p_value, 1.0);
/// assert_eq!(mann_whitney(&[0, 0, 0], &[1, 1, 1]), None);
/// ```
#[must_use]
pub fn mann_whitney(group: &[u64], rest: &[u64]) -> Option<Ordinal> {
    let [n1, n2] = [group, rest].map(|counts| counts.iter().map(|&c| c as f64).sum::<f64>());
    if group.len() != rest.len() || n1 <= 0.0 || n2 <= 0.0 {
        return None;
    }
    let u = pairs_won(group, rest);
    let z = standardised(u, n1, n2, tie_term(group, rest));
    Some(Ordinal { u, z, p_value: two_sided_p(z), cliffs_delta: 2.0 * u / (n1 * n2) - 1.0 })
}

/// Pairs in which the group is higher, ties counted half.
fn pairs_won(group: &[u64], rest: &[u64]) -> f64 {
    let (mut won, mut below) = (0.0, 0.0);
    for (&g, &r) in group.iter().zip(rest) {
        won += g as f64 * (below + r as f64 / 2.0);
        below += r as f64;
    }
    won
}

/// Σ(t³ - t) over the categories, or nothing when all answers fall in one.
fn tie_term(group: &[u64], rest: &[u64]) -> Option<f64> {
    let tied = group.iter().zip(rest).map(|(&g, &r)| g as f64 + r as f64);
    let used = tied.clone().filter(|&t| t > 0.0).count();
    (used > 1).then(|| tied.map(|t| t * t * t - t).sum())
}

fn standardised(u: f64, n1: f64, n2: f64, ties: Option<f64>) -> f64 {
    let all = n1 + n2;
    let Some(ties) = ties else { return 0.0 };
    let variance = n1 * n2 / 12.0 * ((all + 1.0) - ties / (all * (all - 1.0)));
    let distance = u - n1 * n2 / 2.0;
    if distance == 0.0 || variance <= 0.0 {
        return 0.0;
    }
    // U moves in steps: half a step towards the middle, as in R.
    (distance - 0.5 * distance.signum()) / variance.sqrt()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    #[test]
    fn reversing_the_scale_turns_delta() {
        let (group, rest) = ([1, 2, 3, 2, 2], [1, 1, 2, 3, 5]);
        let reversed = |counts: [u64; 5]| counts.into_iter().rev().collect::<Vec<_>>();
        let there = mann_whitney(&group, &rest);
        let back = mann_whitney(&reversed(group), &reversed(rest));
        let (Some(there), Some(back)) = (there, back) else { panic!("no test") };
        assert!((there.cliffs_delta + back.cliffs_delta).abs() < 1e-15);
        assert!((there.p_value - back.p_value).abs() < 1e-15);
    }

    #[test]
    fn it_counts_pairs_like_a_comparison_one_by_one() {
        let (group, rest) = ([2u64, 0, 3, 1], [1u64, 4, 2, 0]);
        let answers = |counts: [u64; 4]| -> Vec<usize> {
            (0..4).flat_map(|i| (0..counts[i]).map(move |_| i)).collect()
        };
        let mut won = 0.0;
        for g in answers(group) {
            for r in answers(rest) {
                won += match g.cmp(&r) {
                    Ordering::Greater => 1.0,
                    Ordering::Equal => 0.5,
                    Ordering::Less => 0.0,
                };
            }
        }
        assert_eq!(mann_whitney(&group, &rest).map(|test| test.u), Some(won));
    }
}
