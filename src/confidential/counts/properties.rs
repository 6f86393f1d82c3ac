//! Properties of the counts on random waves: they merge, they add up, and they are right.

use proptest::prelude::*;

use crate::confidential::wave::Wave;
use crate::plan::Plan;

use super::{Counts, Grouping, SLOTS, Table, count, count_parts, reference, sample};

/// The counts of some of the respondents.
fn counts_of(plan: &Plan, wave: &Wave, rows: std::ops::Range<usize>) -> Counts {
    let mut counts = Counts::new(plan, wave.wave);
    counts.add(plan, wave, rows);
    counts
}

fn merged(one: &Counts, other: &Counts) -> Counts {
    let mut whole = one.clone();
    whole.merge(other);
    whole
}

/// The sums over some groups of a table: respondents, then all answers.
fn total(table: &Table, items: usize, groups: impl Iterator<Item = usize>) -> Vec<u64> {
    let mut sums = vec![0; 1 + items * SLOTS];
    for group in groups {
        let row = (0..items).flat_map(|item| *table.tally(items, group, item));
        for (sum, count) in sums.iter_mut().zip([table.respondents(group)].into_iter().chain(row)) {
            *sum += count;
        }
    }
    sums
}

/// Whether a figure of a part nowhere exceeds that of the whole.
fn within(part: &[u64], whole: &[u64]) -> bool {
    part.iter().zip(whole).all(|(part, whole)| part <= whole)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_associative_and_commutative_and_has_an_identity(wave in sample::waves(), cuts: [u8; 2]) {
        let plan = sample::plan();
        let mut cuts = cuts.map(|cut| usize::from(cut).min(wave.respondents));
        cuts.sort_unstable();
        let [a, b, c] = [0..cuts[0], cuts[0]..cuts[1], cuts[1]..wave.respondents].map(|rows| counts_of(&plan, &wave, rows));
        let nobody = Counts::new(&plan, 0);
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(&merged(&nobody, &a), &a);
        prop_assert_eq!(&merged(&a, &nobody), &a);
        prop_assert_eq!(merged(&merged(&a, &b), &c), count(&plan, &wave, 1));
    }

    #[test]
    fn adding_in_pieces_counts_as_adding_at_once(wave in sample::waves(), cut: u8) {
        let plan = sample::plan();
        let cut = usize::from(cut).min(wave.respondents);
        let mut counts = counts_of(&plan, &wave, cut..wave.respondents);
        counts.add(&plan, &wave, 0..cut);
        prop_assert_eq!(counts, count(&plan, &wave, 1));
    }

    #[test]
    fn threads_do_not_change_the_counts(wave in sample::waves()) {
        let plan = sample::plan();
        let alone = count_parts(&plan, &wave, 1);
        prop_assert_eq!(&count_parts(&plan, &wave, 2), &alone);
        prop_assert_eq!(&count_parts(&plan, &wave, 3), &alone);
    }

    #[test]
    fn children_sum_to_their_parents(wave in sample::waves()) {
        let plan = sample::plan();
        let counts = count(&plan, &wave, 1);
        let items = plan.items.len();
        let table = |grouping| counts.table(grouping).unwrap();
        let all = total(table(Grouping::All), items, 0..1);
        for characteristic in [2, 3] {
            let groups = plan.breakdowns[characteristic].groups.len();
            prop_assert_eq!(&total(table(Grouping::One(characteristic)), items, 0..groups), &all);
        }
        let unplaced = wave.groups[0].iter().filter(|&&group| group > 2).count() as u64;
        let directorates = total(table(Grouping::One(0)), items, 0..3);
        prop_assert_eq!(directorates[0] + unplaced, all[0]);
        prop_assert!(within(&directorates, &all));
        for directorate in 0..3 {
            let is_child = |&service: &usize| plan.breakdowns[1].groups[service].parent == Some(directorate);
            let services = total(table(Grouping::One(1)), items, (0..5).filter(is_child));
            prop_assert!(within(&services, &total(table(Grouping::One(0)), items, directorate..=directorate)));
        }
    }

    #[test]
    fn two_ways_sum_to_one_way(wave in sample::waves()) {
        let plan = sample::plan();
        let counts = count(&plan, &wave, 1);
        let items = plan.items.len();
        let table = |grouping| counts.table(grouping).unwrap();
        for (characteristic, groups) in [(2, 3), (3, 4)] {
            let both = table(Grouping::Two(0, characteristic));
            for directorate in 0..3 {
                let cells = directorate * groups..(directorate + 1) * groups;
                let whole = total(table(Grouping::One(0)), items, directorate..=directorate);
                prop_assert_eq!(total(both, items, cells), whole);
            }
            for group in 0..groups {
                let cells = total(both, items, (0..3).map(|directorate| directorate * groups + group));
                prop_assert!(within(&cells, &total(table(Grouping::One(characteristic)), items, group..=group)));
            }
        }
    }

    #[test]
    fn tallies_are_those_of_the_slow_count(wave in sample::waves()) {
        agrees(&sample::plan(), &wave, &count_parts(&sample::plan(), &wave, 2))?;
    }
}

/// Compares every figure with the slow count.
fn agrees(plan: &Plan, wave: &Wave, counts: &Counts) -> Result<(), TestCaseError> {
    let (items, composites) = (plan.items.len(), plan.composites.len());
    for table in &counts.tables {
        prop_assert_eq!(table.respondents.len(), table.grouping.groups(plan));
        for group in 0..table.respondents.len() {
            let members = reference::members(plan, wave, table.grouping, group);
            prop_assert_eq!(table.respondents(group), members.len() as u64);
            for item in 0..items {
                prop_assert_eq!(table.tally(items, group, item), &reference::tally(wave, &members, item));
            }
            for (index, composite) in plan.composites.iter().enumerate() {
                let sums = table.score(composites, group, index);
                let scores = reference::scores(plan, wave, &members, composite);
                let sum: f64 = scores.iter().map(|score| score.round()).sum();
                let squares: f64 = scores.iter().map(|score| score.round().powi(2)).sum();
                prop_assert_eq!(sums.n, scores.len() as u64);
                prop_assert!((sums.sum as f64 - sum).abs() < 0.5, "sum of scores");
                prop_assert!((sums.squares as f64 - squares).abs() <= squares * 1e-12, "squares of scores");
            }
        }
    }
    overlaps_agree(plan, wave, counts)
}

fn overlaps_agree(plan: &Plan, wave: &Wave, counts: &Counts) -> Result<(), TestCaseError> {
    let overlaps = &counts.overlaps;
    let numbered = |breakdown: usize| {
        let groups = plan.breakdowns[breakdown].groups.len();
        (0..groups).map(move |group| (overlaps.number(breakdown, group), breakdown, group))
    };
    let groups: Vec<_> = (0..plan.breakdowns.len()).flat_map(numbered).collect();
    prop_assert_eq!(overlaps.groups(), groups.len());
    for &(number, breakdown, group) in &groups {
        let members = reference::members(plan, wave, Grouping::One(breakdown), group);
        for &(other_number, other, other_group) in &groups {
            let shared = members.iter().filter(|&&one| usize::from(wave.groups[other][one]) == other_group);
            prop_assert_eq!(overlaps.both(number, other_number), shared.count() as u64);
        }
    }
    Ok(())
}

#[test]
fn many_blocks_and_segments_count_like_one() {
    let plan = sample::plan();
    let wave = sample::large_wave(70_001);
    let counts = count(&plan, &wave, 3);
    assert_eq!(counts, count_parts(&plan, &wave, 1));
    agrees(&plan, &wave, &counts).unwrap();
}

#[test]
fn one_answer_given_by_all_does_not_overflow_the_small_counters() {
    let plan = sample::plan();
    let wave = sample::wave(&vec![([0, 0, 0, 0], [1; 6]); 140_000]);
    let counts = count(&plan, &wave, 1);
    assert_eq!(counts.table(Grouping::All).unwrap().tally(6, 0, 0)[1], 140_000);
    assert_eq!(counts.overlaps.both(0, 3), 140_000);
}

#[test]
fn an_empty_wave_counts_as_nobody() {
    let plan = sample::plan();
    assert_eq!(count(&plan, &sample::wave(&[]), 2), Counts::new(&plan, 0));
}
