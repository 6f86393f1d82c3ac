//! Where a change of a whole comes from: views that moved, or people who moved.
//!
//! # What it answers
//!
//! "The organisation's score rose by 3: which parts did that, and was it that their people think
//! differently or that there are more or fewer of them?"
//!
//! # Formula
//!
//! ```text
//! s = weight of a part / weight of all, m its mean, M = Σ s m the whole, in each of two waves
//! within  = (s_now + s_then)/2 · (m_now - m_then)
//! between = (s_now - s_then) · ((m_now + m_then)/2 - (M_now + M_then)/2)
//! Σ (within + between) = M_now - M_then, exactly
//! ```
//!
//! # Assumptions and limits
//!
//! The parts are disjoint and make up the whole in both waves: everybody is in one of them. A part
//! that exists in one wave only (weight 0 in the other) has no mean to move: it contributes between
//! alone, with its one mean in place of both. Taking the whole's mean away inside "between" does
//! not change the sum, because shares add up to 1, and makes each part readable: a part that grew
//! raises the whole when it answers above it. The form is symmetric: swapping the waves turns every
//! sign. It is arithmetic, not cause, and carries no uncertainty of its own; a merge or a split
//! shows as people who moved.
//!
//! # Source
//!
//! Kitagawa, E. M. (1955), JASA 50:1168, components of a difference between two rates; weights at
//! the mean of both waves as in the Marshall-Edgeworth index.

/// A part of the whole in two waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its weight (people, answers) and its mean in the later wave; weight 0 where it is absent.
    pub now: (f64, f64),
    /// Its weight and its mean in the earlier wave; weight 0 where it is absent.
    pub then: (f64, f64),
}

/// What one part adds to the change of the whole, in the unit of the means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartContribution {
    /// By its people answering differently.
    pub within: f64,
    /// By its share of the whole growing or shrinking.
    pub between: f64,
}

/// Takes the change of a weighted mean apart, one contribution per part, in the order given.
///
/// Nothing when a wave has no weight at all, a weight is negative, or a mean that counts is not a
/// number.
///
/// ```
/// use candour::methods::{contributions, Part};
///
/// // Then: 50 · 60 and 50 · 70 of 100, the whole 65. Now: 25 · 64 and 75 · 70, the whole 68.5.
/// let parts = [
///     Part { now: (25.0, 64.0), then: (50.0, 60.0) },
///     Part { now: (75.0, 70.0), then: (50.0, 70.0) },
/// ];
/// let [first, second] = contributions(&parts).unwrap()[..] else { panic!() };
/// // The mean share of the first is 0.375; the mean of the whole's two means 66.75.
/// assert!((first.within - 1.5).abs() < 1e-12);
/// assert!((first.between - 1.1875).abs() < 1e-12); // -0.25 · (62 - 66.75)
/// assert_eq!(second.within, 0.0);
/// assert!((second.between - 0.8125).abs() < 1e-12); // 0.25 · (70 - 66.75)
/// // 1.5 + 1.1875 + 0 + 0.8125 = 3.5 = 68.5 - 65
/// ```
#[must_use]
pub fn contributions(parts: &[Part]) -> Option<Vec<PartContribution>> {
    let (now, then) = (Whole::of(parts.iter().map(|p| p.now))?, Whole::of(parts.iter().map(|p| p.then))?);
    let middle = f64::midpoint(now.mean, then.mean);
    let contribution = |part: &Part| {
        let (share_now, share_then) = (part.now.0 / now.weight, part.then.0 / then.weight);
        let (mean_now, mean_then) = both_means(part);
        let contribution = PartContribution {
            within: f64::midpoint(share_now, share_then) * (mean_now - mean_then),
            between: (share_now - share_then) * (f64::midpoint(mean_now, mean_then) - middle),
        };
        (contribution.within.is_finite() && contribution.between.is_finite()).then_some(contribution)
    };
    parts.iter().map(contribution).collect()
}

/// All parts of one wave.
struct Whole {
    weight: f64,
    mean: f64,
}

impl Whole {
    fn of(parts: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        let sound = |(weight, mean): (f64, f64)| weight == 0.0 || weight > 0.0 && mean.is_finite();
        if !parts.clone().all(sound) {
            return None;
        }
        let weight: f64 = parts.clone().map(|(weight, _)| weight).sum();
        let there = parts.filter(|&(part, _)| part > 0.0);
        let mean: f64 = there.map(|(part, mean)| part / weight * mean).sum();
        (weight > 0.0 && weight.is_finite() && mean.is_finite()).then_some(Self { weight, mean })
    }
}

/// The two means of a part; its only one twice where it is absent from a wave, 0 where from both.
fn both_means(part: &Part) -> (f64, f64) {
    match (part.now.0 > 0.0, part.then.0 > 0.0) {
        (true, true) => (part.now.1, part.then.1),
        (true, false) => (part.now.1, part.now.1),
        (false, true) => (part.then.1, part.then.1),
        (false, false) => (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let wave = || (prop_oneof![Just(0.0), 1.0..500.0f64], 0.0..100.0f64);
        prop::collection::vec((wave(), wave()).prop_map(|(now, then)| Part { now, then }), 1..12)
    }

    fn mean(of: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
        of.clone().map(|(w, m)| w * m).sum::<f64>() / of.map(|(w, _)| w).sum::<f64>()
    }

    proptest! {
        #[test]
        fn they_add_up_to_the_change(parts in parts()) {
            let change = mean(parts.iter().map(|p| p.now)) - mean(parts.iter().map(|p| p.then));
            let Some(each) = contributions(&parts) else {
                prop_assert!(!change.is_finite());
                return Ok(());
            };
            let sum: f64 = each.iter().map(|c| c.within + c.between).sum();
            // Relative to a scale of 100 points.
            prop_assert!((sum - change).abs() < 1e-12 * 100.0, "{sum} {change}");
            for (part, c) in parts.iter().zip(&each) {
                prop_assert!(c.within == 0.0 || part.now.0 > 0.0 && part.then.0 > 0.0);
            }
        }

        #[test]
        fn swapping_the_waves_turns_every_sign(parts in parts()) {
            let swapped: Vec<_> = parts.iter().map(|p| Part { now: p.then, then: p.now }).collect();
            let turned = contributions(&swapped).map(|all| {
                all.iter().map(|c| PartContribution { within: -c.within, between: -c.between }).collect()
            });
            prop_assert_eq!(contributions(&parts), turned);
        }
    }

    #[test]
    fn a_part_that_left_takes_its_people_with_it() {
        // 80 and 20 people at 70 and 50: the whole is 66. Without the second it is 70.
        let parts = [
            Part { now: (80.0, 70.0), then: (80.0, 70.0) },
            Part { now: (0.0, f64::NAN), then: (20.0, 50.0) },
        ];
        let Some(each) = contributions(&parts) else { panic!("no contributions") };
        assert!(each.iter().all(|c| c.within == 0.0));
        // The whole's two means have the mean 68: +0.2 · 2 and -0.2 · -18.
        assert!((each[0].between - 0.4).abs() < 1e-12 && (each[1].between - 3.6).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_taken_apart_is_refused() {
        let sound = Part { now: (1.0, 2.0), then: (1.0, 3.0) };
        assert_eq!(contributions(&[]), None);
        for now in [(-1.0, 2.0), (f64::NAN, 2.0), (f64::INFINITY, 2.0), (1.0, f64::NAN)] {
            assert_eq!(contributions(&[sound, Part { now, ..sound }]), None);
        }
        assert_eq!(contributions(&[Part { now: (0.0, 2.0), ..sound }]), None);
    }
}
