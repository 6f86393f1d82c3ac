//! Raking: weights that bring the respondents into line with the known head counts.
//!
//! # What it answers
//!
//! "Half of the staff are in operations but only a third of the answers: what would the survey say
//! if every part of the organisation had answered in its true proportion?"
//!
//! # Formula
//!
//! ```text
//! w = c · Π_m f_m,g(m)      one factor per group of each margin, 1 where it was not stated
//! a round  for each margin in turn, for each of its groups: f · (N_g / N) · S / Σ_g w, S the weight
//!          of those who stated it; then f over its mean over the respondents who stated it;
//!          then c so that the mean weight is 1
//! until    no weight changes by more than 1e-12, every margin within 1e-10; at most 1,000 rounds
//! trimming weights above the cap are set to it and stay there, the others take up the rest and are
//!          raked on, until no more is above; margins then within 1e-6
//! ```
//!
//! One margin alone is post-stratification, w = N_g / n_g, here over its mean.
//!
//! # Assumptions and limits
//!
//! Everything is counted in cells, people who are alike in every margin, because they get the same
//! weight. People who did not state a margin keep their weight in it, and its targets are scaled to
//! the weight of those who did; a group with respondents but no people counts as not stated. That
//! each margin's factors are 1 on average makes the weights the same for any order of the margins.
//! Only the shares of the targets matter, so margins need not have the same total. A group with
//! people but no respondents is refused: nobody can speak for it. Inside a cell those who did not
//! take part must be like those who did; weights cannot repair a choice not to answer that depends
//! on the answer itself. A weight that was trimmed stays at the cap.
//!
//! # Source
//!
//! Deming, W. E. & Stephan, F. F. (1940), Ann. Math. Stat. 11:427; Deville, J.-C. & Särndal, C.-E.
//! (1992), JASA 87:376 (raking as calibration, bounded weights).

/// Rounds after which raking that has not converged is given up.
const ROUNDS: u32 = 1_000;

/// The relative change of the weights in a round at which raking stops.
const SETTLED: f64 = 1e-12;

/// The relative distance from the targets that is accepted.
const ACCEPTED: f64 = 1e-10;

/// The distance that is accepted where weights had to be trimmed.
const ACCEPTED_TRIMMED: f64 = 1e-6;

/// Rounding noise by which a weight may exceed the cap without being trimmed.
const NOISE: f64 = 1e-9;

/// Respondents who are alike in every margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RakingCell {
    /// For each margin the group; nothing where it was not stated.
    pub groups: Vec<Option<usize>>,
    /// The number of respondents.
    pub respondents: u64,
}

/// The known head counts of one characteristic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<'a> {
    /// The people of each group.
    pub targets: &'a [u64],
}

/// Weights that meet the margins.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weight of each respondent of a cell, 1 on average; 0 for a cell without respondents.
    pub weights: Vec<f64>,
    /// The rounds it took.
    pub rounds: u32,
    /// The respondents whose weight was cut to the cap.
    pub trimmed: u64,
    /// The largest weight over the mean weight.
    pub largest: f64,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RakingRefusal {
    /// A group has people, but nobody of it took part.
    NoRespondents {
        /// The place of the margin.
        margin: usize,
        /// The place of the group in it.
        group: usize,
    },
    /// A margin without any people.
    NoPeople {
        /// The place of the margin.
        margin: usize,
    },
    /// No weights meet all margins at once (or none below the cap).
    NotConverged {
        /// The rounds that were tried.
        rounds: u32,
        /// The largest relative distance from a target that was left.
        gap: f64,
    },
    /// No margin, or no respondents.
    Nothing,
}

/// Weights for `cells` that meet `margins`, none above `largest` times the mean
/// (`f64::INFINITY` for no cap).
///
/// ```
/// use candour::methods::{Margin, RakingCell, RakingRefusal, rake};
///
/// let cell = |group, respondents| RakingCell { groups: vec![Some(group)], respondents };
/// let cells = [cell(0, 40), cell(1, 30), cell(2, 10)];
/// let raked = rake(&cells, &[Margin { targets: &[100, 90, 60] }], 5.0).unwrap();
/// // 100/40, 90/30 and 60/10 people per respondent, over 250/80 on average.
/// for (weight, people) in raked.weights.iter().zip([2.5, 3.0, 6.0]) {
///     assert!((weight - people / 3.125).abs() < 1e-12);
/// }
/// assert_eq!(
///     rake(&cells[..2], &[Margin { targets: &[100, 90, 60] }], 5.0),
///     Err(RakingRefusal::NoRespondents { margin: 0, group: 2 })
/// );
/// ```
///
/// # Errors
///
/// When no weights can meet the margins: see [`RakingRefusal`].
pub fn rake(cells: &[RakingCell], margins: &[Margin<'_>], largest: f64) -> Result<Raked, RakingRefusal> {
    let mut raking = Raking::start(cells, margins)?;
    let mut rounds = raking.settle(0, ACCEPTED)?;
    while raking.trim(largest) {
        rounds = raking.settle(rounds, ACCEPTED_TRIMMED)?;
    }
    let trimmed = cells.iter().zip(&raking.fixed).filter(|&(_, &fixed)| fixed);
    Ok(Raked {
        rounds,
        trimmed: trimmed.map(|(cell, _)| cell.respondents).sum(),
        largest: raking.weights.iter().copied().fold(0.0, f64::max),
        weights: raking.weights,
    })
}

/// The weights on their way, and what they are to meet.
struct Raking {
    respondents: Vec<f64>,
    weights: Vec<f64>,
    /// Cells at the cap.
    fixed: Vec<bool>,
    margins: Vec<Targets>,
}

/// One margin on its way.
struct Targets {
    /// The share of the people in each group.
    shares: Vec<f64>,
    /// The group of each cell; nothing where it was not stated or has no people.
    groups: Vec<Option<usize>>,
    /// The factor of each group.
    factors: Vec<f64>,
}

/// One group of a margin.
#[derive(Clone, Copy, Default)]
struct Group {
    /// Its respondents whose weight is not held at the cap, and their weight.
    respondents: f64,
    free: f64,
    /// The weight of the others.
    held: f64,
}

impl Raking {
    fn start(cells: &[RakingCell], margins: &[Margin<'_>]) -> Result<Self, RakingRefusal> {
        let respondents: Vec<f64> = cells.iter().map(|cell| cell.respondents as f64).collect();
        if margins.is_empty() || respondents.iter().sum::<f64>() <= 0.0 {
            return Err(RakingRefusal::Nothing);
        }
        let targets = |(at, margin)| Targets::of(cells, at, margin);
        Ok(Self {
            weights: respondents.iter().map(|&n| if n > 0.0 { 1.0 } else { 0.0 }).collect(),
            fixed: vec![false; cells.len()],
            margins: margins.iter().enumerate().map(targets).collect::<Result<_, _>>()?,
            respondents,
        })
    }

    /// Rounds until the weights no longer change; their number, on top of those `before`.
    fn settle(&mut self, before: u32, accepted: f64) -> Result<u32, RakingRefusal> {
        let mut rounds = 0;
        let mut settled = false;
        while !settled && rounds < ROUNDS {
            let last = self.weights.clone();
            for margin in &mut self.margins {
                margin.meet(&self.respondents, &mut self.weights, &self.fixed);
            }
            rounds += 1;
            if !self.restore_the_mean() {
                break;
            }
            settled = self.weights.iter().zip(&last).all(|(now, last)| (now - last).abs() <= SETTLED * last);
        }
        let gap = self.gap();
        let refused = RakingRefusal::NotConverged { rounds: before + rounds, gap };
        if gap <= accepted { Ok(before + rounds) } else { Err(refused) }
    }

    /// The largest relative distance from a target, and of the mean weight from 1.
    fn gap(&self) -> f64 {
        let people: f64 = self.respondents.iter().sum();
        let weight: f64 = self.respondents.iter().zip(&self.weights).map(|(n, w)| n * w).sum();
        let gaps =
            self.margins.iter().map(|margin| margin.gap(&self.respondents, &self.weights, &self.fixed));
        gaps.fold((weight / people - 1.0).abs(), f64::max)
    }

    /// Sets weights above the cap to it; whether there were any.
    fn trim(&mut self, largest: f64) -> bool {
        let mut any = false;
        for (weight, fixed) in self.weights.iter_mut().zip(&mut self.fixed) {
            if !*fixed && *weight > largest * (1.0 + NOISE) {
                (*weight, *fixed, any) = (largest.max(0.0), true, true);
            }
        }
        any
    }

    /// Scales the free weights so that the mean is 1; whether that can be.
    fn restore_the_mean(&mut self) -> bool {
        let (mut left, mut free) = (0.0, 0.0);
        for ((&n, &weight), &fixed) in self.respondents.iter().zip(&self.weights).zip(&self.fixed) {
            left += if fixed { n * (1.0 - weight) } else { n };
            free += if fixed { 0.0 } else { n * weight };
        }
        let factor = left / free;
        let possible = factor.is_finite() && factor > 0.0;
        for (weight, _) in self.weights.iter_mut().zip(&self.fixed).filter(|&(_, &fixed)| possible && !fixed)
        {
            *weight *= factor;
        }
        possible
    }
}

impl Targets {
    fn of(cells: &[RakingCell], at: usize, margin: &Margin<'_>) -> Result<Self, RakingRefusal> {
        let people: f64 = margin.targets.iter().map(|&people| people as f64).sum();
        if people <= 0.0 {
            return Err(RakingRefusal::NoPeople { margin: at });
        }
        let with_people = |group: &usize| margin.targets.get(*group).is_some_and(|&people| people > 0);
        let group = |cell: &RakingCell| cell.groups.get(at).copied().flatten().filter(with_people);
        let groups: Vec<Option<usize>> = cells.iter().map(group).collect();
        let taking_part =
            |group| cells.iter().zip(&groups).any(|(cell, &of)| of == Some(group) && cell.respondents > 0);
        let missing = (0..margin.targets.len()).find(|group| with_people(group) && !taking_part(*group));
        if let Some(group) = missing {
            return Err(RakingRefusal::NoRespondents { margin: at, group });
        }
        let shares: Vec<f64> = margin.targets.iter().map(|&n| n as f64 / people).collect();
        Ok(Self { factors: vec![1.0; shares.len()], shares, groups })
    }

    /// What each group weighs, and all of them together.
    fn groups(&self, respondents: &[f64], weights: &[f64], fixed: &[bool]) -> (Vec<Group>, f64) {
        let mut groups = vec![Group::default(); self.shares.len()];
        let mut stated = 0.0;
        for (((at, &n), &weight), &fixed) in self.groups.iter().zip(respondents).zip(weights).zip(fixed) {
            if let Some(group) = at.and_then(|at| groups.get_mut(at)) {
                stated += n * weight;
                if fixed {
                    group.held += n * weight;
                } else {
                    group.respondents += n;
                    group.free += n * weight;
                }
            }
        }
        (groups, stated)
    }

    /// Scales the free weights of each group so that it meets its target, up to the margin's mean.
    fn meet(&mut self, respondents: &[f64], weights: &mut [f64], fixed: &[bool]) {
        let (groups, stated) = self.groups(respondents, weights, fixed);
        let step = |(&share, group): (&f64, &Group)| {
            // Where the cap alone is more than the target, the gap stays and will be refused.
            let step = (share * stated - group.held) / group.free;
            if step.is_finite() && step > 0.0 { step } else { 1.0 }
        };
        let mut steps: Vec<f64> = self.shares.iter().zip(&groups).map(step).collect();
        let (mut sum, mut people) = (0.0, 0.0);
        for ((group, factor), step) in groups.iter().zip(&self.factors).zip(&steps) {
            sum += group.respondents * factor * step;
            people += group.respondents;
        }
        let to_mean = Some(people / sum).filter(|scale| scale.is_finite() && *scale > 0.0).unwrap_or(1.0);
        for (factor, step) in self.factors.iter_mut().zip(&mut steps) {
            *step *= to_mean;
            *factor *= *step;
        }
        for ((weight, group), _) in weights.iter_mut().zip(&self.groups).zip(fixed).filter(|&(_, &at)| !at) {
            *weight *= group.and_then(|group| steps.get(group).copied()).unwrap_or(1.0);
        }
    }

    fn gap(&self, respondents: &[f64], weights: &[f64], fixed: &[bool]) -> f64 {
        let (groups, stated) = self.groups(respondents, weights, fixed);
        // Never NaN, which `max` would pass over: weights that vanished are as far off as can be.
        let off = |(&share, group): (&f64, &Group)| {
            let gap = ((group.held + group.free) / (share * stated) - 1.0).abs();
            if gap.is_finite() { gap } else { f64::MAX }
        };
        let with_people = |&(share, _): &(&f64, _)| *share > 0.0;
        self.shares.iter().zip(&groups).filter(with_people).map(off).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NO_CAP: f64 = f64::INFINITY;

    fn cell(groups: [Option<usize>; 2], respondents: u64) -> RakingCell {
        RakingCell { groups: groups.to_vec(), respondents }
    }

    fn rake_to(cells: &[RakingCell], targets: &[Vec<u64>], largest: f64) -> Result<Raked, RakingRefusal> {
        let margins: Vec<Margin<'_>> = targets.iter().map(|targets| Margin { targets }).collect();
        rake(cells, &margins, largest)
    }

    /// The weighted share of each group among those who stated a margin and are of its people.
    fn weighted_shares(cells: &[RakingCell], weights: &[f64], at: usize, targets: &[u64]) -> Vec<f64> {
        let of = |group| {
            let cells = cells.iter().zip(weights).filter(|(cell, _)| cell.groups[at] == Some(group));
            cells.map(|(cell, w)| cell.respondents as f64 * w).sum::<f64>()
        };
        let groups: Vec<f64> =
            (0..targets.len()).map(|group| if targets[group] > 0 { of(group) } else { 0.0 }).collect();
        let all: f64 = groups.iter().sum();
        groups.into_iter().map(|weight| weight / all).collect()
    }

    fn mean(cells: &[RakingCell], weights: &[f64]) -> f64 {
        let people: u64 = cells.iter().map(|cell| cell.respondents).sum();
        cells.iter().zip(weights).map(|(cell, w)| cell.respondents as f64 * w).sum::<f64>() / people as f64
    }

    fn any_cells(respondents: std::ops::Range<u64>) -> impl Strategy<Value = Vec<RakingCell>> {
        let cell =
            (prop::option::weighted(0.8, 0..3usize), prop::option::weighted(0.8, 0..2usize), respondents)
                .prop_map(|(a, b, respondents)| cell([a, b], respondents));
        prop::collection::vec(cell, 0..10)
    }

    fn any_targets(people: std::ops::Range<u64>) -> impl Strategy<Value = Vec<Vec<u64>>> {
        let of = |groups| prop::collection::vec(people.clone(), groups);
        (of(3), of(2)).prop_map(|(a, b)| vec![a, b])
    }

    proptest! {
        #[test]
        fn weights_meet_the_margins_or_are_refused(
            cells in any_cells(0..12), targets in any_targets(0..9), largest in 0.5..6.0_f64,
        ) {
            match rake_to(&cells, &targets, largest) {
                Ok(raked) => {
                    let close = if raked.trimmed > 0 { 1e-6 } else { 1e-9 };
                    for (at, targets) in targets.iter().enumerate() {
                        let people: u64 = targets.iter().sum();
                        for (now, &n) in weighted_shares(&cells, &raked.weights, at, targets).iter().zip(targets) {
                            prop_assert!((now - n as f64 / people as f64).abs() < close);
                        }
                    }
                    prop_assert!((mean(&cells, &raked.weights) - 1.0).abs() < close);
                    prop_assert!(raked.largest >= 1.0 - close && raked.largest <= largest * (1.0 + 2e-9));
                    prop_assert!(raked.weights.iter().all(|w| w.is_finite() && *w >= 0.0));
                }
                Err(RakingRefusal::NotConverged { gap, .. }) => prop_assert!(gap.is_finite()),
                Err(RakingRefusal::NoRespondents { margin, group }) => {
                    prop_assert!(targets[margin][group] > 0);
                    let taking_part = |cell: &&RakingCell| cell.groups[margin] == Some(group);
                    prop_assert!(cells.iter().filter(taking_part).all(|cell| cell.respondents == 0));
                }
                Err(RakingRefusal::NoPeople { margin }) => {
                    prop_assert!(targets[margin].iter().all(|&n| n == 0));
                }
                Err(RakingRefusal::Nothing) => prop_assert!(cells.iter().all(|cell| cell.respondents == 0)),
            }
        }

        #[test]
        fn order_and_scale_change_nothing(
            cells in any_cells(1..12), targets in any_targets(1..9), times in 1u64..50,
        ) {
            let ours = rake_to(&cells, &targets, NO_CAP);
            let swap = |c: &RakingCell| cell([c.groups[1], c.groups[0]], c.respondents);
            let backwards: Vec<RakingCell> = cells.iter().rev().map(swap).collect();
            let swapped = vec![targets[1].clone(), targets[0].clone()];
            let scaled: Vec<Vec<u64>> =
                targets.iter().map(|margin| margin.iter().map(|n| n * times).collect()).collect();
            if let Ok(ours) = ours {
                if let Ok(theirs) = rake_to(&backwards, &swapped, NO_CAP) {
                    for (a, b) in ours.weights.iter().zip(theirs.weights.iter().rev()) {
                        prop_assert!((a - b).abs() < 1e-8, "{a} {b}");
                    }
                }
                let scaled = rake_to(&cells, &scaled, NO_CAP).unwrap();
                for (a, b) in ours.weights.iter().zip(&scaled.weights) {
                    prop_assert!((a - b).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn one_margin_is_post_stratification(sizes in prop::collection::vec((1u64..90, 1u64..900), 1..6)) {
            let cells: Vec<RakingCell> = sizes.iter().enumerate()
                .map(|(h, &(n, _))| RakingCell { groups: vec![Some(h)], respondents: n }).collect();
            let people: Vec<u64> = sizes.iter().map(|&(_, people)| people).collect();
            let raked = rake_to(&cells, std::slice::from_ref(&people), NO_CAP).unwrap();
            let (n, all) = (sizes.iter().map(|s| s.0).sum::<u64>() as f64, people.iter().sum::<u64>() as f64);
            for (weight, &(respondents, people)) in raked.weights.iter().zip(&sizes) {
                let expected = people as f64 / respondents as f64 * n / all;
                prop_assert!((weight / expected - 1.0).abs() < 1e-13);
            }
        }

        #[test]
        fn respondents_in_proportion_all_weigh_one(
            sizes in prop::collection::vec(1u64..60, 6), times in 1u64..20,
        ) {
            let cells: Vec<RakingCell> =
                (0..6).map(|i| cell([Some(i % 3), Some(i / 3)], sizes[i])).collect();
            let of = |at: usize, group| {
                let cells = cells.iter().filter(|cell| cell.groups[at] == Some(group));
                cells.map(|cell| cell.respondents * times).sum::<u64>()
            };
            let targets = vec![(0..3).map(|g| of(0, g)).collect(), (0..2).map(|g| of(1, g)).collect()];
            let raked = rake_to(&cells, &targets, 1.0).unwrap();
            prop_assert!(raked.trimmed == 0 && raked.weights.iter().all(|w| (w - 1.0).abs() < 1e-12));
        }
    }

    #[test]
    fn weights_above_the_cap_are_cut_and_the_others_take_it_up() {
        // Uncapped the single person of (1, 1) weighs 3.4; the margins can be met without it.
        let cells = [
            cell([Some(0), Some(0)], 50),
            cell([Some(0), Some(1)], 30),
            cell([Some(1), Some(0)], 12),
            cell([Some(1), Some(1)], 4),
        ];
        let targets = [vec![60, 40], vec![55, 45]];
        let free = rake_to(&cells, &targets, NO_CAP).unwrap();
        assert!(free.largest > 3.0 && free.trimmed == 0, "{free:?}");
        let cut = rake_to(&cells, &targets, 3.0).unwrap();
        assert_eq!((cut.trimmed, cut.largest), (4, 3.0));
        assert!((weighted_shares(&cells, &cut.weights, 0, &[60, 40])[1] - 0.4).abs() < 1e-9);
        assert!((weighted_shares(&cells, &cut.weights, 1, &[55, 45])[1] - 0.45).abs() < 1e-9);
        // 16 of 96 people cannot come to 40% with weights of at most 2.3.
        let refused = rake_to(&cells, &targets, 2.3);
        assert!(matches!(refused, Err(RakingRefusal::NotConverged { .. })), "{refused:?}");
    }

    #[test]
    fn those_who_did_not_state_a_margin_keep_their_weight_in_it() {
        let cells = [cell([None, None], 10), cell([Some(0), None], 10), cell([Some(1), None], 10)];
        let raked = rake_to(&cells, &[vec![75, 25]], NO_CAP).unwrap();
        for (weight, expected) in raked.weights.iter().zip([1.0, 1.5, 0.5]) {
            assert!((weight - expected).abs() < 1e-14);
        }
        // A group without people, or one that the targets do not know, is as if it was not stated.
        let third = [cell([Some(2), None], 10), cells[1].clone(), cells[2].clone()];
        assert_eq!(rake_to(&third, &[vec![75, 25, 0]], NO_CAP), Ok(raked.clone()));
        assert_eq!(rake_to(&third, &[vec![75, 25]], NO_CAP), Ok(raked));
    }

    #[test]
    fn margins_that_contradict_each_other_are_refused() {
        let cells = [cell([Some(0), Some(0)], 10), cell([Some(1), Some(1)], 10)];
        let refused = rake_to(&cells, &[vec![90, 10], vec![10, 90]], NO_CAP);
        assert!(matches!(refused, Err(RakingRefusal::NotConverged { gap, .. }) if gap > 1.0));
    }
}
