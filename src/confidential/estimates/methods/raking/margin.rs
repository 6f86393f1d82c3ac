//! One margin while it is being raked.

use super::{Margin, RakingCell, RakingRefusal};

/// One margin on its way.
pub(super) struct Targets {
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

impl Targets {
    /// Refused where a group with people has no respondents, or nobody is in the margin at all.
    pub(super) fn of(cells: &[RakingCell], at: usize, margin: &Margin<'_>) -> Result<Self, RakingRefusal> {
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
    pub(super) fn meet(&mut self, respondents: &[f64], weights: &mut [f64], fixed: &[bool]) {
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

    /// The largest relative distance of a group from its target.
    pub(super) fn gap(&self, respondents: &[f64], weights: &[f64], fixed: &[bool]) -> f64 {
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
