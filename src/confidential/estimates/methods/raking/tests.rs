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
    let cell = (prop::option::weighted(0.8, 0..3usize), prop::option::weighted(0.8, 0..2usize), respondents)
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

#[test]
fn margins_that_only_leaving_people_out_can_meet_are_refused() {
    // The people of (1, 0) would have to be at most 4/3 of those of (0, 1), and at least 5/3.
    let cells = [
        cell([None, None], 5),
        cell([Some(1), None], 3),
        cell([None, Some(1)], 10),
        cell([Some(0), Some(1)], 1),
        cell([Some(1), Some(0)], 2),
    ];
    let refused = rake_to(&cells, &[vec![3, 4], vec![5, 3]], NO_CAP);
    assert!(
        matches!(refused, Err(RakingRefusal::NotConverged { gap, .. }) if gap == f64::MAX),
        "{refused:?}"
    );
}
