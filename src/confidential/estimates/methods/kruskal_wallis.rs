//! Kruskal and Wallis's test of all groups on an ordered scale, from counts per answer category.
//!
//! # What it answers
//!
//! "Do the groups differ at all in how high they answer, and how much of the order of the answers
//! does the group explain?" It uses the whole scale, where the chi-square test of positive answers
//! sees only two sides of a line.
//!
//! # Formula
//!
//! ```text
//! rank of a category   r = answers below it + (answers in it + 1) / 2;   mean of all (N + 1) / 2
//! between  Σ over groups      n (mean rank of the group - (N + 1)/2)²
//! total    Σ over categories  t (r - (N + 1)/2)²,   t answers in the category
//! H = (N - 1) · between / total,  df = groups - 1,  p = P(chi-square > H)
//! epsilon² = H / (N - 1) = between / total
//! ```
//!
//! This is the usual H with the correction for ties, 12/(N(N + 1)) Σ n (...)² divided by
//! 1 - Σ(t³ - t)/(N³ - N), without its subtractions of large numbers.
//!
//! # Assumptions and limits
//!
//! The categories are ordered; no distance between them is assumed. Each person answers once and
//! is in one group. Empty groups are left out; with one group or one category left there is no
//! test. The chi-square tail is an approximation: rough where groups have fewer than five answers.
//! Epsilon squared runs from 0 to 1 and, like Cramér's V, is biased upward in small samples.
//!
//! # Source
//!
//! Kruskal, W. H. & Wallis, W. A. (1952), JASA 47:583; epsilon squared: Tomczak, M. & Tomczak, E.
//! (2014), Trends Sport Sci. 1:19. Same figures as R's `kruskal.test`.

use super::chi_square::upper_tail;

/// A test of all groups at once on an ordered scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KruskalWallis {
    /// The statistic, corrected for ties.
    pub h: f64,
    /// Degrees of freedom: the groups with answers, less one.
    pub df: u64,
    /// The p value.
    pub p_value: f64,
    /// The share of the variation of the ranks that lies between the groups, 0 to 1.
    pub epsilon_squared: f64,
}

/// Compares groups by their counts per category, lowest category first.
///
/// Work grows with the number of categories, not of people. Nothing when the scales differ in
/// length.
///
/// ```
/// use candour::methods::kruskal_wallis;
///
/// let groups = [vec![1, 2, 3, 2, 2], vec![1, 1, 2, 3, 5], vec![4, 3, 2, 1, 0]];
/// let test = kruskal_wallis(&groups).unwrap();
/// assert!((test.h - 9.04906).abs() < 1e-5);
/// assert_eq!(test.df, 2);
/// assert!((test.p_value - 0.0108398).abs() < 1e-7);
/// assert!((test.epsilon_squared - 0.291905).abs() < 1e-6);
/// assert_eq!(kruskal_wallis(&[vec![0, 5], vec![0, 9]]), None);
/// ```
#[must_use]
pub fn kruskal_wallis(groups: &[Vec<u64>]) -> Option<KruskalWallis> {
    let width = groups.first()?.len();
    if groups.iter().any(|counts| counts.len() != width) {
        return None;
    }
    let used: Vec<&Vec<u64>> = groups.iter().filter(|counts| counts.iter().any(|&c| c > 0)).collect();
    let tied: Vec<f64> = (0..width).map(|at| used.iter().map(|counts| counts[at] as f64).sum()).collect();
    let (ranks, all) = ranks_from_the_middle(&tied);
    let total: f64 = tied.iter().zip(&ranks).map(|(t, rank)| t * rank * rank).sum();
    if used.len() < 2 || total <= 0.0 {
        return None;
    }
    let between: f64 = used.iter().map(|counts| explained(counts, &ranks)).sum();
    let epsilon_squared = (between / total).min(1.0);
    let h = epsilon_squared * (all - 1.0);
    let df = used.len() as u64 - 1;
    let p_value = upper_tail(h, df as f64)?;
    h.is_finite().then_some(KruskalWallis { h, df, p_value, epsilon_squared })
}

/// The mean rank of each category less the mean of all ranks, and the number of answers.
fn ranks_from_the_middle(tied: &[f64]) -> (Vec<f64>, f64) {
    let all: f64 = tied.iter().sum();
    let mut below = 0.0;
    let mut rank = |&t: &f64| {
        let rank = below + t / 2.0 - all / 2.0;
        below += t;
        rank
    };
    (tied.iter().map(&mut rank).collect(), all)
}

/// n times the squared distance of a group's mean rank from the middle.
fn explained(counts: &[u64], ranks: &[f64]) -> f64 {
    let n: f64 = counts.iter().map(|&c| c as f64).sum();
    let sum: f64 = counts.iter().zip(ranks).map(|(&c, rank)| c as f64 * rank).sum();
    sum * sum / n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_groups_and_unused_categories_do_not_matter() {
        let full = kruskal_wallis(&[vec![3, 0, 1], vec![1, 2, 4]]);
        assert!(full.is_some());
        assert_eq!(full, kruskal_wallis(&[vec![3, 0, 0, 1], vec![0; 4], vec![1, 2, 0, 4]]));
    }

    #[test]
    fn groups_that_do_not_overlap_are_explained_altogether() {
        let test = kruskal_wallis(&[vec![4, 0], vec![0, 7]]);
        assert_eq!(test.map(|t| (t.epsilon_squared, t.h)), Some((1.0, 10.0)));
    }

    #[test]
    fn what_is_no_comparison_has_no_answer() {
        assert_eq!(kruskal_wallis(&[]), None);
        assert_eq!(kruskal_wallis(&[vec![1, 2], vec![3]]), None);
        assert_eq!(kruskal_wallis(&[vec![1, 2], vec![0, 0]]), None);
        assert_eq!(kruskal_wallis(&[vec![], vec![]]), None);
    }
}
