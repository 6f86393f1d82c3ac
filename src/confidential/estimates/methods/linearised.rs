//! The weighted mean or share of a group, with its linearised standard error.
//!
//! # What it answers
//!
//! "What is the share once the respondents are weighted to the staff, and how sure is that?"
//!
//! # Formula
//!
//! ```text
//! p   = Σwy / W,  W = Σw             over those of the group (the domain) who answered
//! e_i = (y_i - p) / W                0 for everybody else
//! r   = e less its fit on the margins, over all n respondents;   u_i = w_i r_i
//! V   = n/(n - 1) Σ(u - mean u)²,  se = sqrt(V)
//! effective = min(s²/V, answers),  s² = Σw(y - p)²/W, which is p(1 - p) for a share
//! interval of a share: Wilson with `effective` answers
//!             of a mean:  p ± t(.975, k - h) · se, k Kish's size, h strata (usually 1), k - h at least 1
//! ```
//!
//! Where V is 0 (all agree, or the margins explain every answer) `effective` is Kish's size: a share
//! keeps an interval with a width, a mean has none.
//!
//! # Assumptions and limits
//!
//! Equal weights before raking. Within a cell all weights are alike, so sums by cell are enough. No
//! finite-population correction; [`mod@super::stratified`] has it, and strata. V does not know that a
//! fit on many small groups explains answers by chance, hence the cap: weighting never makes more
//! answers than were given. One respondent has no standard error, so there is no figure.
//!
//! # Source
//!
//! Deville, J.-C. & Särndal, C.-E. (1992), JASA 87:376; R survey 4.1-1, `svymean`, `svyby` after
//! `rake`; Korn, E. L. & Graubard, B. I. (1998), Survey Methodology 24:193 (effective size); Parker,
//! J. D. et al. (2017), Vital Health Stat. 2(175) (its cap).

use super::cell_sums::{CellSums, Moments};
use super::interval::{Interval, Z95};
use super::margin_fit::MarginFit;
use super::raking::RakingCell;
use super::stratified::Stratum;
use super::students_t::critical_value;
use super::wilson::wilson_effective;

/// The probability left out on each side of a 95% interval.
const EACH_TAIL: f64 = 0.025;

/// The share of the plain variance below which a variance is the rounding of zero.
const NOISE: f64 = 1e-18;

/// A weighted mean or share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedMean {
    /// The mean or share.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// The respondents who answered.
    pub respondents: u64,
    /// The number of equally weighted answers that would be as sure, at most `respondents`.
    pub effective: f64,
    /// The 95% interval; nothing for a mean without any spread.
    pub interval: Option<Interval>,
}

/// Respondents with their weights, ready for any number of questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted<'a> {
    pub(super) cells: &'a [RakingCell],
    pub(super) weights: &'a [f64],
    pub(super) fit: MarginFit,
    pub(super) strata: Vec<Stratum>,
}

impl<'a> Weighted<'a> {
    /// Nothing with fewer than two respondents, or with weights that are not numbers of at least 0,
    /// one per cell.
    ///
    /// ```
    /// use candour::methods::{CellSums, RakingCell, Weighted};
    ///
    /// let cells = [RakingCell { groups: vec![Some(0)], respondents: 10 }];
    /// let weighted = Weighted::new(&cells, &[1.0]).unwrap();
    /// let share = weighted.share(&[CellSums { answered: 10, sum: 4.0, squares: 4.0 }], &[true]).unwrap();
    /// assert_eq!(share.estimate, 0.4);
    /// assert!((share.se - (0.24_f64 / 9.0).sqrt()).abs() < 1e-14);
    /// assert_eq!(Weighted::new(&cells, &[f64::NAN]), None);
    /// ```
    #[must_use]
    pub fn new(cells: &'a [RakingCell], weights: &'a [f64]) -> Option<Self> {
        let people: f64 = cells.iter().map(|cell| cell.respondents as f64).sum();
        let sound = weights.iter().all(|w| w.is_finite() && *w >= 0.0) && weights.len() == cells.len();
        (sound && people >= 2.0).then_some(())?;
        let strata = vec![Stratum::of(cells, 0.0, |_| true)?];
        Some(Self { cells, weights, fit: MarginFit::of(cells)?, strata })
    }

    /// The mean over those in the domain who answered: see [`weighted_mean`].
    ///
    /// ```
    /// use candour::methods::{CellSums, RakingCell, Weighted};
    ///
    /// let cells = [RakingCell { groups: vec![Some(0)], respondents: 4 }];
    /// let sums = [CellSums { answered: 4, sum: 10.0, squares: 30.0 }];
    /// let mean = Weighted::new(&cells, &[1.0]).unwrap().mean(&sums, &[true]).unwrap();
    /// assert!((mean.se - (5.0_f64 / 12.0).sqrt()).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn mean(&self, sums: &[CellSums], domain: &[bool]) -> Option<WeightedMean> {
        let (moments, se) = self.linearise(sums, domain)?;
        // Fewer than two answers' worth has no degree of freedom; one is the widest t there is.
        let half =
            critical_value(EACH_TAIL, (moments.kish - self.strata.len() as f64).max(1.0)).map(|t| t * se);
        let half = half.filter(|half| *half > 0.0);
        let interval = |half| Interval::finite(moments.mean - half, moments.mean + half);
        Some(figure(&moments, moments.mean, se, half.and_then(interval)))
    }

    /// The share over those in the domain who answered: see [`weighted_share`].
    ///
    /// ```
    /// use candour::methods::{CellSums, RakingCell, Weighted};
    ///
    /// let cells = [RakingCell { groups: vec![Some(0)], respondents: 4 }];
    /// let all = [CellSums { answered: 4, sum: 4.0, squares: 4.0 }];
    /// let share = Weighted::new(&cells, &[1.0]).unwrap().share(&all, &[true]).unwrap();
    /// assert_eq!((share.estimate, share.se, share.effective), (1.0, 0.0, 4.0));
    /// assert!(share.interval.unwrap().low < 0.52);
    /// ```
    #[must_use]
    pub fn share(&self, sums: &[CellSums], domain: &[bool]) -> Option<WeightedMean> {
        let counts = |s: &CellSums| s.sum >= 0.0 && s.sum <= s.answered as f64 && s.squares == s.sum;
        sums.iter().all(counts).then_some(())?;
        let (moments, se) = self.linearise(sums, domain)?;
        let share = moments.mean.clamp(0.0, 1.0);
        let figure = figure(&moments, share, se, None);
        Some(WeightedMean { interval: wilson_effective(share, figure.effective, Z95), ..figure })
    }

    /// The domain's moments and the standard error of its mean.
    fn linearise(&self, sums: &[CellSums], domain: &[bool]) -> Option<(Moments, f64)> {
        let moments = Moments::of(self.cells, self.weights, sums, domain)?;
        let heard = |c: usize| domain.get(c).is_some_and(|&inside| inside);
        // e by cell: its total, and its spread inside the cell (unanswered are zeros).
        let total = |(c, s): (usize, &CellSums)| {
            if heard(c) { (s.sum - s.answered as f64 * moments.mean) / moments.weight } else { 0.0 }
        };
        let totals: Vec<f64> = sums.iter().enumerate().map(total).collect();
        let fitted = self.fit.fitted(&totals);
        let cell = |c: usize| {
            let (n, w) = (self.cells[c].respondents as f64, self.weights[c]);
            let scale = if heard(c) { w / moments.weight } else { 0.0 };
            let within = scale * scale * sums[c].spread_with_unanswered(moments.mean, n);
            (n, w * (totals[c] / n - fitted[c]), within)
        };
        let variance: f64 = self.strata.iter().map(|stratum| stratum.variance(cell)).sum();
        let se = if variance > NOISE * moments.variance / moments.kish { variance.sqrt() } else { 0.0 };
        se.is_finite().then_some((moments, se))
    }
}

fn figure(moments: &Moments, estimate: f64, se: f64, interval: Option<Interval>) -> WeightedMean {
    let effective = Some(moments.variance / (se * se)).filter(|n| n.is_finite() && *n > 0.0);
    let effective = effective.unwrap_or(moments.kish).min(moments.answered as f64);
    WeightedMean { estimate, se, respondents: moments.answered, effective, interval }
}

/// The weighted mean of any value in a domain (`domain[c]`: cell `c` belongs to it).
///
/// ```
/// use candour::methods::{CellSums, RakingCell, weighted_mean};
///
/// let cells = [0, 1].map(|group| RakingCell { groups: vec![Some(group)], respondents: 2 });
/// // Values 1, 3 with weight 1.5 and 4, 4 with weight 0.5.
/// let sums = [(4.0, 10.0), (8.0, 32.0)].map(|(sum, squares)| CellSums { answered: 2, sum, squares });
/// let mean = weighted_mean(&cells, &[1.5, 0.5], &sums, &[true, true]).unwrap();
/// assert_eq!(mean.estimate, 2.5);
/// assert!((mean.se - (4.0 / 3.0 * 2.0 * (1.5_f64 / 4.0).powi(2)).sqrt()).abs() < 1e-14);
/// ```
#[must_use]
pub fn weighted_mean(
    cells: &[RakingCell],
    weights: &[f64],
    sums: &[CellSums],
    domain: &[bool],
) -> Option<WeightedMean> {
    Weighted::new(cells, weights)?.mean(sums, domain)
}

/// The weighted share of positive answers in a domain: `sum` and `squares` are both their number.
///
/// ```
/// use candour::methods::{CellSums, RakingCell, weighted_share};
///
/// let cell = |group, respondents| RakingCell { groups: vec![Some(group)], respondents };
/// let count = |answered, x| CellSums { answered, sum: x, squares: x };
/// let (cells, sums) = ([cell(0, 40), cell(1, 40)], [count(40, 30.0), count(40, 10.0)]);
/// let share = weighted_share(&cells, &[0.5, 1.5], &sums, &[true, true]).unwrap();
/// assert_eq!(share.estimate, 0.375);
/// assert!((share.se - (80.0_f64 / 79.0 * 18.75).sqrt() / 80.0).abs() < 1e-15);
/// assert!((share.effective - 79.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn weighted_share(
    cells: &[RakingCell],
    weights: &[f64],
    sums: &[CellSums],
    domain: &[bool],
) -> Option<WeightedMean> {
    Weighted::new(cells, weights)?.share(sums, domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::estimates::methods::{Margin, Sample, mean_interval, rake};
    use proptest::prelude::*;

    /// Cells of two margins, the answers (0 to 4) of those who answered, and whether in the domain.
    type Drawn = Vec<(RakingCell, Vec<u64>, bool)>;

    fn drawn() -> impl Strategy<Value = Drawn> {
        let group = |n: usize| prop::option::weighted(0.8, 0..n);
        let cell = (group(3), group(2), prop::collection::vec(0u64..5, 0..7), 0u64..4, any::<bool>());
        let cell = cell.prop_map(|(a, b, answers, silent, inside)| {
            (RakingCell { groups: vec![a, b], respondents: answers.len() as u64 + silent }, answers, inside)
        });
        prop::collection::vec(cell, 0..9)
    }

    fn sums_of(answers: &[u64], value: impl Fn(u64) -> f64) -> CellSums {
        CellSums {
            answered: answers.len() as u64,
            sum: answers.iter().map(|&y| value(y)).sum(),
            squares: answers.iter().map(|&y| value(y) * value(y)).sum(),
        }
    }

    /// The same person by person: every respondent a cell of one.
    fn one_by_one(drawn: &Drawn, weights: &[f64], value: impl Fn(u64) -> f64) -> Option<(f64, f64)> {
        let (mut cells, mut each, mut y, mut inside) = (vec![], vec![], vec![], vec![]);
        for ((cell, answers, domain), &weight) in drawn.iter().zip(weights) {
            for i in 0..cell.respondents as usize {
                cells.push(RakingCell { groups: cell.groups.clone(), respondents: 1 });
                each.push(weight);
                y.push(answers.get(i).map(|&y| value(y)));
                inside.push(*domain && i < answers.len());
            }
        }
        let n = cells.len() as f64;
        let sum = |f: &dyn Fn(usize) -> f64| (0..cells.len()).filter(|&i| inside[i]).map(f).sum::<f64>();
        let all = sum(&|i| each[i]);
        let p = sum(&|i| each[i] * y[i].unwrap_or(0.0)) / all;
        let e: Vec<f64> =
            (0..cells.len()).map(|i| if inside[i] { (y[i].unwrap_or(0.0) - p) / all } else { 0.0 }).collect();
        let fitted = MarginFit::of(&cells)?.fitted(&e);
        let u: Vec<f64> = (0..cells.len()).map(|i| each[i] * (e[i] - fitted[i])).collect();
        let centre = u.iter().sum::<f64>() / n;
        let variance = n / (n - 1.0) * u.iter().map(|u| (u - centre).powi(2)).sum::<f64>();
        (all > 0.0 && n >= 2.0).then_some((p, variance.sqrt()))
    }

    fn split(drawn: &Drawn, value: impl Fn(u64) -> f64) -> (Vec<RakingCell>, Vec<CellSums>, Vec<bool>) {
        let cells = drawn.iter().map(|(cell, ..)| cell.clone()).collect();
        let sums = drawn.iter().map(|(_, answers, _)| sums_of(answers, &value)).collect();
        (cells, sums, drawn.iter().map(|&(.., inside)| inside).collect())
    }

    proptest! {
        #[test]
        fn sums_by_cell_say_the_same_as_people(
            drawn in drawn(), weights in prop::collection::vec(0.1..5.0_f64, 9),
        ) {
            let weights = &weights[..drawn.len()];
            let (cells, sums, domain) = split(&drawn, |y| 25.0 * y as f64);
            let ours = weighted_mean(&cells, weights, &sums, &domain);
            let theirs = one_by_one(&drawn, weights, |y| 25.0 * y as f64);
            prop_assert_eq!(ours.is_some(), theirs.is_some());
            if let (Some(ours), Some((mean, se))) = (ours, theirs) {
                prop_assert!((ours.estimate - mean).abs() < 1e-10);
                prop_assert!((ours.se - se).abs() < 1e-10, "{} {}", ours.se, se);
            }
        }

        #[test]
        fn every_figure_is_finite_and_holds_its_estimate(
            drawn in drawn(), weights in prop::collection::vec(0.0..5.0_f64, 9), agree in any::<bool>(),
        ) {
            let weights = &weights[..drawn.len()];
            let positive = |y| if y >= 3 || agree { 1.0 } else { 0.0 };
            let (cells, sums, domain) = split(&drawn, positive);
            let figures = [weighted_share, weighted_mean].map(|f| f(&cells, weights, &sums, &domain));
            for figure in figures.into_iter().flatten() {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&figure.estimate) && figure.se.is_finite());
                prop_assert!(figure.effective > 0.0 && figure.effective <= figure.respondents as f64);
                if let Some(interval) = figure.interval {
                    prop_assert!(interval.contains(figure.estimate) && interval.width() > 0.0);
                }
            }
            prop_assert!(figures[0].is_none_or(|share| share.interval.is_some()));
        }

        #[test]
        fn with_equal_weights_and_nothing_raked_it_is_the_plain_mean(
            answers in prop::collection::vec(0u64..5, 2..40),
        ) {
            let n = answers.len() as u64;
            let cells = [RakingCell { groups: vec![Some(0)], respondents: n }];
            let sums = [sums_of(&answers, |y| y as f64)];
            let ours = weighted_mean(&cells, &[1.0], &sums, &[true]).unwrap();
            let mean = sums[0].sum / n as f64;
            let spread: f64 = answers.iter().map(|&y| (y as f64 - mean).powi(2)).sum();
            let sample = Sample { mean, sd: (spread / (n as f64 - 1.0)).sqrt(), n };
            prop_assert!((ours.estimate - mean).abs() < 1e-14);
            prop_assert!((ours.se - sample.squared_error().unwrap().sqrt()).abs() < 1e-14);
            let plain = mean_interval(&sample);
            prop_assert_eq!(ours.interval.is_some(), plain.is_some());
            if let (Some(ours), Some(plain)) = (ours.interval, plain) {
                prop_assert!((ours.low - plain.low).abs() < 1e-10 && (ours.high - plain.high).abs() < 1e-10);
            }
        }

        #[test]
        fn in_proportion_the_estimate_is_unweighted_and_no_less_sure(drawn in drawn()) {
            let (cells, sums, _) = split(&drawn, |y| y as f64);
            let totals = |at: usize, groups| -> Vec<u64> {
                let of = |group| cells.iter().filter(move |cell| cell.groups[at] == Some(group));
                (0..groups).map(|group| of(group).map(|cell| cell.respondents).sum()).collect()
            };
            let (first, second) = (totals(0, 3), totals(1, 2));
            let margins = [Margin { targets: &first }, Margin { targets: &second }];
            let everybody = vec![true; cells.len()];
            let answered: u64 = sums.iter().map(|s| s.answered).sum();
            if let Ok(raked) = rake(&cells, &margins, 1.5)
                && let Some(ours) = weighted_mean(&cells, &raked.weights, &sums, &everybody)
            {
                let plain = sums.iter().map(|s| s.sum).sum::<f64>() / answered as f64;
                prop_assert!((ours.estimate - plain).abs() < 1e-12);
                let unraked: Vec<RakingCell> =
                    cells.iter().map(|cell| RakingCell { groups: vec![], ..*cell }).collect();
                let usual = weighted_mean(&unraked, &raked.weights, &sums, &everybody).unwrap();
                prop_assert!(ours.se <= usual.se + 1e-9);
            }
        }
    }

    fn count(answered: u64, x: f64) -> CellSums {
        CellSums { answered, sum: x, squares: x }
    }

    #[test]
    fn what_the_margins_explain_in_full_still_has_an_interval() {
        let cells = [0, 1].map(|group| RakingCell { groups: vec![Some(group)], respondents: 10 });
        let split = [count(10, 10.0), count(10, 0.0)];
        let share = weighted_share(&cells, &[0.5, 1.5], &split, &[true, true]).unwrap();
        assert_eq!((share.estimate, share.se), (0.25, 0.0));
        assert!((share.effective - 16.0).abs() < 1e-12, "Kish's size");
        assert!(share.interval.is_some_and(|i| i.width() > 0.3));
        let mean = weighted_mean(&cells, &[0.5, 1.5], &split, &[true, true]);
        assert_eq!(mean.and_then(|mean| mean.interval), None);
        // Nearly explained: 10 and 1 of 10 would be worth 71 answers, but only 20 were given.
        let nearly = [count(10, 10.0), count(10, 1.0)];
        let share = weighted_share(&cells, &[1.0, 1.0], &nearly, &[true, true]).unwrap();
        assert!(share.se > 0.0 && share.estimate * (1.0 - share.estimate) / share.se.powi(2) > 20.0);
        assert_eq!(share.effective, 20.0);
    }

    #[test]
    fn what_is_not_a_figure_is_none() {
        let cells = [RakingCell { groups: vec![Some(0)], respondents: 3 }];
        let good = [count(3, 1.0)];
        assert!(weighted_share(&cells, &[1.0], &good, &[true]).is_some());
        assert_eq!(weighted_share(&cells, &[1.0], &good, &[false]), None);
        assert_eq!(weighted_share(&cells, &[0.0], &good, &[true]), None);
        assert_eq!(weighted_share(&cells, &[1.0], &[count(4, 1.0)], &[true]), None);
        assert_eq!(weighted_share(&cells, &[1.0], &[count(2, 3.0)], &[true]), None);
        assert_eq!(weighted_share(&cells, &[1.0], &[count(0, 0.0)], &[true]), None);
        assert_eq!(weighted_mean(&cells, &[1.0], &[count(3, f64::NAN)], &[true]), None);
        assert_eq!(weighted_mean(&cells, &[1.0], &good, &[]), None);
        assert_eq!(weighted_mean(&[], &[], &[], &[]), None);
        let alone = [RakingCell { groups: vec![Some(0)], respondents: 1 }];
        assert_eq!(weighted_share(&alone, &[1.0], &[count(1, 1.0)], &[true]), None);
    }
}
