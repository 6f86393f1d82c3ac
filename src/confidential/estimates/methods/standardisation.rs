//! Like for like: a group's figure as if its people were made up like a standard.
//!
//! # What it answers
//!
//! "The depot answers less positively than head office. Is that the depot, or do its people differ
//! in grade and length of service, which go with the answers everywhere?"
//!
//! # Formula
//!
//! ```text
//! for each margin keep the groups that the respondents have, re-scale the standard over them,
//! covered = the smallest over margins of Σ kept standard / Σ standard;   then rake to it
//! ```
//!
//! With one margin this is the directly standardised rate, Σ_h (N_h/N) · ȳ_h.
//!
//! # Assumptions and limits
//!
//! Two groups that are each weighted to the same standard can be compared, as far as `covered`
//! goes: what nobody in the group can speak for is left out, and where much of it is, the figure
//! is about another standard. Only what the margins hold is made alike. The weighted figure is a
//! tool of comparison, not the group's own figure.
//!
//! # Source
//!
//! Direct standardisation as calibration: Deville, J.-C. & Särndal, C.-E. (1992), JASA 87:376;
//! Lumley, T. (2010), Complex Surveys, Wiley, chapters 2 and 7.

use super::raking::{Margin, RakingCell, RakingRefusal, rake};

/// The weights that make a group's respondents like a standard.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardised {
    /// The weight of each respondent of a cell, 1 on average.
    pub weights: Vec<f64>,
    /// The share of the standard's people in groups that the respondents have, in the margin where
    /// it is smallest.
    pub covered: f64,
}

/// Weights the respondents of one group to the `standard`, none above `largest` times the mean.
///
/// ```
/// use candour::methods::{Margin, RakingCell, standardisation::like_for_like};
///
/// let cell = |grade, respondents| RakingCell { groups: vec![Some(grade)], respondents };
/// // Nobody here has the third grade, a tenth of the standard.
/// let depot = [cell(0, 30), cell(1, 10)];
/// let like = like_for_like(&depot, &[Margin { targets: &[450, 450, 100] }], 5.0).unwrap();
/// assert!((like.covered - 0.9).abs() < 1e-12);
/// assert!((like.weights[0] - 20.0 / 30.0).abs() < 1e-12);
/// assert!((like.weights[1] - 20.0 / 10.0).abs() < 1e-12);
/// ```
///
/// # Errors
///
/// When the respondents have no group of a margin, or the weights do not exist: see
/// [`RakingRefusal`].
pub fn like_for_like(
    cells: &[RakingCell],
    standard: &[Margin<'_>],
    largest: f64,
) -> Result<Standardised, RakingRefusal> {
    let mut covered = 1.0_f64;
    let mut kept: Vec<Vec<u64>> = Vec::with_capacity(standard.len());
    for (at, margin) in standard.iter().enumerate() {
        let has = |group| {
            cells.iter().any(|cell| cell.respondents > 0 && cell.groups.get(at) == Some(&Some(group)))
        };
        let here = |(group, &people): (usize, &u64)| if has(group) { people } else { 0 };
        let targets: Vec<u64> = margin.targets.iter().enumerate().map(here).collect();
        covered = covered.min(share_kept(at, &targets, margin.targets)?);
        kept.push(targets);
    }
    let margins: Vec<Margin<'_>> = kept.iter().map(|targets| Margin { targets }).collect();
    let raked = rake(cells, &margins, largest)?;
    Ok(Standardised { weights: raked.weights, covered })
}

/// The share of the people that is in groups with respondents; refused where it is nobody.
fn share_kept(margin: usize, kept: &[u64], all: &[u64]) -> Result<f64, RakingRefusal> {
    let people = |targets: &[u64]| targets.iter().map(|&n| n as f64).sum::<f64>();
    let group = all.iter().position(|&n| n > 0).ok_or(RakingRefusal::NoPeople { margin })?;
    let kept = people(kept);
    if kept > 0.0 { Ok(kept / people(all)) } else { Err(RakingRefusal::NoRespondents { margin, group }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(groups: [Option<usize>; 2], respondents: u64) -> RakingCell {
        RakingCell { groups: groups.to_vec(), respondents }
    }

    #[test]
    fn with_every_group_present_it_is_raking() {
        let cells = [cell([Some(0), Some(0)], 5), cell([Some(1), Some(0)], 7), cell([Some(1), Some(1)], 2)];
        let standard = [Margin { targets: &[40, 60] }, Margin { targets: &[70, 30] }];
        let raked = rake(&cells, &standard, 9.0).map(|raked| raked.weights);
        let like = like_for_like(&cells, &standard, 9.0);
        assert_eq!(like.as_ref().map(|like| like.covered), Ok(1.0));
        assert_eq!(like.map(|like| like.weights), raked);
    }

    #[test]
    fn a_group_outside_the_standard_is_refused() {
        let nobody = [cell([None, Some(0)], 5)];
        let standard = [Margin { targets: &[0, 60] }, Margin { targets: &[70] }];
        let refused = RakingRefusal::NoRespondents { margin: 0, group: 1 };
        assert_eq!(like_for_like(&nobody, &standard, 5.0), Err(refused));
        let empty = [Margin { targets: &[0, 0] }];
        assert_eq!(like_for_like(&nobody, &empty, 5.0), Err(RakingRefusal::NoPeople { margin: 0 }));
        assert_eq!(like_for_like(&nobody, &[], 5.0), Err(RakingRefusal::Nothing));
        assert_eq!(like_for_like(&[], &standard, 5.0).err(), Some(refused));
    }

    proptest! {
        #[test]
        fn two_groups_with_the_same_cell_shares_get_the_same_standardised_share(
            n in prop::collection::vec(1u64..30, 3),
            m in prop::collection::vec(1u64..30, 3),
            targets in prop::collection::vec(1u64..500, 3),
        ) {
            // The share depends on the cell alone, so like for like nothing is left to differ.
            let by_cell = [0.2, 0.5, 0.9];
            let figure = |sizes: &[u64]| {
                let cells: Vec<RakingCell> = (0..3)
                    .map(|h| RakingCell { groups: vec![Some(h)], respondents: sizes[h] })
                    .collect();
                let like = like_for_like(&cells, &[Margin { targets: &targets }], f64::INFINITY).unwrap();
                assert_eq!(like.covered, 1.0);
                let weight = |h: usize| like.weights[h] * sizes[h] as f64;
                let all: f64 = (0..3).map(weight).sum();
                (0..3).map(|h| weight(h) * by_cell[h]).sum::<f64>() / all
            };
            prop_assert!((figure(&n) - figure(&m)).abs() < 1e-12);
        }
    }
}
