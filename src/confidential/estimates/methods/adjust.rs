//! Adjusting p values for the number of tests.
//!
//! # What it answers
//!
//! "We looked at hundreds of differences: which would still stand out if we admit how often we
//! looked?" Holm's values control the chance of *any* false finding in the family (one item, one
//! report page); Benjamini and Hochberg's the expected *share* of false ones among the findings
//! (a whole dashboard). Bonferroni's and Benjamini and Yekutieli's are the stricter forms of the
//! two that other work may use; the program itself does not.
//!
//! # Formula
//!
//! ```text
//! sorted p(1) <= ... <= p(m)
//! Holm   adjusted p(i) = min(1, max over j <= i of (m - j + 1) p(j))
//! BH     adjusted p(i) = min(1, min over j >= i of m p(j) / j)
//! BY     BH times 1 + 1/2 + ... + 1/m, at most 1
//! Bonferroni   min(1, m p)
//! ```
//!
//! # Assumptions and limits
//!
//! The family is stated before looking and does not depend on results; suppressed groups are in
//! no family. A missing p stays missing and is not counted in m; so does a value that is no
//! probability. BH assumes independent or positively dependent tests, which items of one survey
//! nearly are; BY assumes nothing and is needlessly harsh here. Holm is never harsher than
//! Bonferroni.
//!
//! # Source
//!
//! Holm, S. (1979), Scand. J. Stat. 6:65; Benjamini, Y. & Hochberg, Y. (1995), JRSS B 57:289,
//! procedure (1); Benjamini, Y. & Yekutieli, D. (2001), Ann. Stat. 29:1165; Dunn, O. J. (1961),
//! JASA 56:52 (Bonferroni). Same figures as R's `p.adjust`.

/// Holm's adjusted p values, in the order given.
///
/// ```
/// use candour::methods::holm;
///
/// let adjusted = holm(&[Some(0.04), None, Some(0.01), Some(0.03)]);
/// assert_eq!(adjusted, [Some(0.06), None, Some(0.03), Some(0.06)]);
/// ```
#[must_use]
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut adjusted = vec![None; p.len()];
    let sorted = sorted(p);
    let mut largest: f64 = 0.0;
    for (before, &(place, value)) in sorted.iter().enumerate() {
        let remaining = (sorted.len() - before) as f64;
        largest = largest.max(remaining * value).min(1.0);
        adjusted[place] = Some(largest);
    }
    adjusted
}

/// Benjamini and Hochberg's adjusted p values, in the order given.
///
/// ```
/// use candour::methods::benjamini_hochberg;
///
/// let adjusted = benjamini_hochberg(&[Some(0.012), Some(0.3), Some(0.012), Some(0.012)]);
/// assert_eq!(adjusted, [Some(0.016), Some(0.3), Some(0.016), Some(0.016)]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    stepped_up(p, 1.0)
}

/// Benjamini and Yekutieli's adjusted p values, in the order given.
///
/// ```
/// use candour::methods::benjamini_yekutieli;
///
/// // 1 + 1/2 + 1/3 = 11/6 times the BH values 0.04, 0.03 and 0.04.
/// let adjusted = benjamini_yekutieli(&[Some(0.04), None, Some(0.01), Some(0.03)]);
/// assert!((adjusted[0].unwrap() - 0.0733333).abs() < 1e-7);
/// assert_eq!(adjusted[1], None);
/// assert!((adjusted[2].unwrap() - 0.055).abs() < 1e-12);
/// ```
#[must_use]
pub fn benjamini_yekutieli(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let tests = sorted(p).len();
    stepped_up(p, (1..=tests).map(|rank| 1.0 / rank as f64).sum())
}

/// Bonferroni's adjusted p values, in the order given.
///
/// ```
/// use candour::methods::bonferroni;
///
/// assert_eq!(bonferroni(&[Some(0.25), None, Some(0.75)]), [Some(0.5), None, Some(1.0)]);
/// ```
#[must_use]
pub fn bonferroni(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut adjusted = vec![None; p.len()];
    let sorted = sorted(p);
    for &(place, value) in &sorted {
        adjusted[place] = Some((sorted.len() as f64 * value).min(1.0));
    }
    adjusted
}

/// The running minimum from the largest p downwards of m p / rank, times `penalty`.
fn stepped_up(p: &[Option<f64>], penalty: f64) -> Vec<Option<f64>> {
    let mut adjusted = vec![None; p.len()];
    let sorted = sorted(p);
    let tests = sorted.len() as f64;
    let mut smallest: f64 = 1.0;
    for (before, &(place, value)) in sorted.iter().enumerate().rev() {
        let rank = (before + 1) as f64;
        smallest = smallest.min(penalty * (tests / rank * value));
        adjusted[place] = Some(smallest);
    }
    adjusted
}

/// The usable p values with their places, smallest first.
fn sorted(p: &[Option<f64>]) -> Vec<(usize, f64)> {
    let usable =
        |(place, p): (usize, &Option<f64>)| p.filter(|p| (0.0..=1.0).contains(p)).map(|p| (place, p));
    let mut values: Vec<_> = p.iter().enumerate().filter_map(usable).collect();
    values.sort_by(|a, b| a.1.total_cmp(&b.1));
    values
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn adjusting_never_lowers_nor_reorders(p in prop::collection::vec(0.0..=1.0f64, 0..40)) {
            let family: Vec<_> = p.iter().copied().map(Some).collect();
            let (strict, lenient) = (holm(&family), benjamini_hochberg(&family));
            for (i, &raw) in p.iter().enumerate() {
                let (h, b) = (strict[i].unwrap_or(-1.0), lenient[i].unwrap_or(-1.0));
                prop_assert!(raw <= b && b <= h * (1.0 + 1e-12) && h <= 1.0);
                let (every, any) = (bonferroni(&family)[i].unwrap_or(-1.0), benjamini_yekutieli(&family)[i]);
                prop_assert!(h <= every && any.is_some_and(|any| b <= any && any <= 1.0));
                for (j, &other) in p.iter().enumerate() {
                    prop_assert!(raw > other || strict[i] <= strict[j] && lenient[i] <= lenient[j]);
                }
            }
        }
    }

    #[test]
    fn what_is_no_probability_is_not_counted() {
        let family = [Some(f64::NAN), Some(0.02), Some(1.5), Some(-0.1), None];
        assert_eq!(holm(&family), [None, Some(0.02), None, None, None]);
        assert_eq!(benjamini_hochberg(&[]), Vec::new());
    }
}
