//! Properties of the counts on random waves: they merge, they add up, and they are right.

use proptest::prelude::*;

use crate::confidential::wave::{NO_GROUP, Wave};
use crate::plan::{Composite, CompositeKind, DriverModel, Plan, Tone};

use super::associations::{RESAMPLING_GROUPS, resampling_group};
use super::moments::Moments;
use super::{
    Cell, Counts, FIRST_MISSING, Grouping, SLOTS, ScoreSums, Table, count, count_pages, count_parts,
    reference, sample,
};

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
    fn any_split_merges_to_the_same_in_any_order(wave in sample::waves(), split: [(u8, u8); 5]) {
        let plan = sample::plan();
        let mut cuts: Vec<usize> = split.iter().map(|(cut, _)| usize::from(*cut).min(wave.respondents)).collect();
        cuts.extend([0, wave.respondents]);
        cuts.sort_unstable();
        let parts = cuts.windows(2).map(|cut| counts_of(&plan, &wave, cut[0]..cut[1]));
        let mut parts: Vec<(u8, Counts)> = split.iter().map(|(_, order)| *order).chain([0]).zip(parts).collect();
        parts.sort_by_key(|(order, _)| *order);
        let nobody = Counts::new(&plan, 0);
        let whole = parts.iter().fold(nobody, |whole, (_, part)| merged(&whole, part));
        prop_assert_eq!(whole, count(&plan, &wave, 1));
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
        let alone = count_parts(&plan, &wave, 0, 1);
        prop_assert_eq!(&count_parts(&plan, &wave, 0, 2), &alone);
        prop_assert_eq!(&count_parts(&plan, &wave, 0, 3), &alone);
    }

    #[test]
    fn pages_do_not_change_the_counts(wave in sample::waves(), page in 1_usize..40) {
        let plan = sample::plan();
        let pages = wave.respondents.div_ceil(page);
        let of_page = |index: usize| {
            let mut some = Wave::new(&plan, wave.wave);
            some.append(&wave);
            let mut some = some.split_off(index * page);
            let _ = (some.respondents > page).then(|| some.split_off(page));
            Ok::<_, ()>(some)
        };
        for threads in [1, 2, 4] {
            let counts = count_pages(&plan, wave.wave, (pages, page), threads, of_page);
            prop_assert_eq!(&counts.unwrap(), &count(&plan, &wave, 1));
        }
        let failed = count_pages(&plan, wave.wave, (3, page), 2, |index| if index == 1 { Err("") } else { of_page(0).map_err(|()| "") });
        prop_assert!(failed.is_err());
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
    fn a_cross_tables_row_sums_to_its_unit_and_a_column_is_within_its_groups(wave in sample::waves()) {
        let plan = sample::plan();
        let counts = count(&plan, &wave, 1);
        let items = plan.items.len();
        let table = |grouping| counts.table(grouping).unwrap();
        prop_assert_eq!(counts.tables.len(), 1 + 4 + 2);
        for (index, cross) in plan.crosses.iter().enumerate() {
            let (both, columns) = (table(Grouping::Cross(index)), cross.columns.len());
            for directorate in 0..3 {
                let row = directorate * columns..(directorate + 1) * columns;
                let whole = total(table(Grouping::One(0)), items, directorate..=directorate);
                prop_assert_eq!(total(both, items, row), whole);
            }
            for (column, of) in cross.columns.iter().enumerate() {
                let cells = total(both, items, (0..3).map(|directorate| directorate * columns + column));
                let groups = table(Grouping::One(cross.characteristic));
                prop_assert!(within(&cells, &total(groups, items, of.groups.iter().copied())));
            }
        }
    }

    #[test]
    fn memberships_are_in_order_and_have_everyone_once(wave in sample::waves()) {
        let memberships = count_parts(&sample::plan(), &wave, 0, 3).memberships;
        let rows: Vec<(&[u16], u32)> = memberships.rows().collect();
        prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        prop_assert!(rows.iter().all(|(_, people)| *people > 0));
        prop_assert_eq!(rows.iter().map(|(_, people)| *people as usize).sum::<usize>(), wave.respondents);
    }

    #[test]
    fn cells_sum_to_every_one_way_table(wave in sample::waves()) {
        let plan = sample::plan();
        let counts = count(&plan, &wave, 1);
        prop_assert_eq!(&counts.cells.breakdowns, &[0, 2, 3]);
        prop_assert_eq!(sum_of(counts.cells.cells.values()), one_way(&plan, &counts, Grouping::All, 0));
        for (place, &breakdown) in counts.cells.breakdowns.iter().enumerate() {
            for group in 0..plan.breakdowns[breakdown].groups.len() {
                let cells = counts.cells.cells.iter().filter(|(groups, _)| usize::from(groups[place]) == group);
                let table = one_way(&plan, &counts, Grouping::One(breakdown), group);
                prop_assert_eq!(sum_of(cells.map(|(_, cell)| cell)), table);
            }
        }
    }

    #[test]
    fn tallies_are_those_of_the_slow_count(wave in sample::waves()) {
        agrees(&sample::plan(), &wave, &count_parts(&sample::plan(), &wave, 0, 2))?;
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
                scores_agree(plan, wave, &members, composite, table.score(composites, group, index))?;
            }
        }
    }
    memberships_agree(plan, wave, counts)?;
    cells_agree(plan, wave, counts)?;
    associations_agree(plan, wave, counts)
}

fn scores_agree(
    plan: &Plan,
    wave: &Wave,
    members: &[usize],
    composite: &Composite,
    sums: &ScoreSums,
) -> Result<(), TestCaseError> {
    let scores = reference::scores(plan, wave, members, composite);
    let sum: f64 = scores.iter().map(|score| score.round()).sum();
    let squares: f64 = scores.iter().map(|score| score.round().powi(2)).sum();
    prop_assert_eq!(sums.n, scores.len() as u64);
    prop_assert!((sums.sum as f64 - sum).abs() < 0.5, "sum of scores");
    prop_assert!((sums.squares as f64 - squares).abs() <= squares * 1e-12, "squares of scores");
    Ok(())
}

fn cells_agree(plan: &Plan, wave: &Wave, counts: &Counts) -> Result<(), TestCaseError> {
    let expected = reference::cells(wave, &counts.cells.breakdowns);
    prop_assert!(counts.cells.cells.keys().eq(expected.keys()));
    for (cell, members) in counts.cells.cells.values().zip(expected.values()) {
        prop_assert_eq!(cell.respondents, members.len() as u64);
        let items: Vec<_> =
            (0..plan.items.len()).map(|item| reference::positive(plan, wave, members, item)).collect();
        prop_assert_eq!(&cell.items, &items);
        prop_assert_eq!(cell.scores.len(), plan.composites.len());
        for (composite, sums) in plan.composites.iter().zip(&cell.scores) {
            scores_agree(plan, wave, members, composite, sums)?;
        }
    }
    Ok(())
}

fn associations_agree(plan: &Plan, wave: &Wave, counts: &Counts) -> Result<(), TestCaseError> {
    let everyone = reference::members(plan, wave, Grouping::All, 0);
    prop_assert_eq!(counts.associations.composites.len(), plan.composites.len());
    for (composite, moments) in plan.composites.iter().zip(&counts.associations.composites) {
        moments_agree(&reference::complete_cases(plan, wave, &everyone, &composite.items[0]), moments)?;
    }
    prop_assert_eq!(counts.associations.drivers.len(), plan.drivers.len());
    for (model, units) in plan.drivers.iter().zip(&counts.associations.drivers) {
        prop_assert_eq!(units.len(), 1 + plan.breakdowns[0].groups.len());
        for (unit, groups) in units.iter().enumerate() {
            let members = match unit.checked_sub(1) {
                Some(directorate) => reference::members(plan, wave, Grouping::One(0), directorate),
                None => everyone.clone(),
            };
            prop_assert_eq!(groups.len(), RESAMPLING_GROUPS);
            let mut drawn = vec![Vec::new(); RESAMPLING_GROUPS];
            for respondent in members {
                drawn[resampling_group(respondent)].push(respondent);
            }
            for (moments, members) in groups.iter().zip(&drawn) {
                let variables = model.variables(plan, 0);
                moments_agree(&reference::complete_cases(plan, wave, members, &variables), moments)?;
            }
        }
    }
    Ok(())
}

/// Moments of complete cases; there are always some variables unless there is no case.
fn moments_agree(cases: &[Vec<u64>], moments: &Moments) -> Result<(), TestCaseError> {
    let Some(first) = cases.first().filter(|case| !case.is_empty()) else {
        prop_assert_eq!(moments, &Moments::default());
        return Ok(());
    };
    prop_assert_eq!((moments.n, moments.variables()), (cases.len() as u64, first.len()));
    for one in 0..first.len() {
        prop_assert_eq!(moments.sums[one], cases.iter().map(|case| case[one]).sum::<u64>());
        for other in 0..first.len() {
            let product: u64 = cases.iter().map(|case| case[one] * case[other]).sum();
            prop_assert_eq!(moments.product(one, other), product);
        }
    }
    Ok(())
}

/// Some cells together, as what a one-way table knows too.
fn sum_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> (u64, Vec<[u64; 2]>, Vec<ScoreSums>) {
    let plan = sample::plan();
    let empty = (0, vec![[0; 2]; plan.items.len()], vec![ScoreSums::default(); plan.composites.len()]);
    cells.fold(empty, |(respondents, mut items, mut scores), cell| {
        for ([answers, positive], others) in items.iter_mut().zip(&cell.items) {
            *answers += others[0];
            *positive += others[1];
        }
        scores.iter_mut().zip(&cell.scores).for_each(|(sums, others)| sums.merge(others));
        (respondents + cell.respondents, items, scores)
    })
}

/// What a table says of a group, in the terms of a cell.
fn one_way(
    plan: &Plan,
    counts: &Counts,
    grouping: Grouping,
    group: usize,
) -> (u64, Vec<[u64; 2]>, Vec<ScoreSums>) {
    let table = counts.table(grouping).unwrap();
    let item = |index: usize| {
        let answers = &table.tally(plan.items.len(), group, index)[1..FIRST_MISSING];
        [answers.iter().sum(), plan.items[index].tally(answers, Tone::Positive)]
    };
    let composites = plan.composites.len();
    let scores = (0..composites).map(|composite| *table.score(composites, group, composite));
    (table.respondents(group), (0..plan.items.len()).map(item).collect(), scores.collect())
}

/// For any two groups, as many respondents are in both as the wave has.
fn memberships_agree(plan: &Plan, wave: &Wave, counts: &Counts) -> Result<(), TestCaseError> {
    let numbered =
        |breakdown: usize| (0..plan.breakdowns[breakdown].groups.len()).map(move |g| (breakdown, g));
    let groups: Vec<_> = (0..plan.breakdowns.len()).flat_map(numbered).collect();
    for &(breakdown, group) in &groups {
        let members = reference::members(plan, wave, Grouping::One(breakdown), group);
        for &(other, other_group) in &groups {
            let shared = members.iter().filter(|&&one| usize::from(wave.groups[other][one]) == other_group);
            let is_in = |codes: &[u16], (at, group): (usize, usize)| usize::from(codes[at]) == group;
            let in_both = counts
                .memberships
                .rows()
                .filter(|(codes, _)| is_in(codes, (breakdown, group)) && is_in(codes, (other, other_group)));
            prop_assert_eq!(in_both.map(|(_, people)| people as usize).sum::<usize>(), shared.count());
        }
    }
    Ok(())
}

#[test]
fn many_blocks_count_like_one() {
    let plan = sample::plan();
    let wave = sample::large_wave(40_001);
    let counts = count(&plan, &wave, 3);
    assert_eq!(counts, count_parts(&plan, &wave, 0, 1));
    agrees(&plan, &wave, &counts).unwrap();
}

#[test]
fn one_answer_given_by_all_does_not_overflow_the_small_counters() {
    let plan = sample::plan();
    let wave = sample::wave(&vec![([0, 0, 0, 0], [1; 6]); 20_000]);
    let counts = count(&plan, &wave, 1);
    assert_eq!(counts.table(Grouping::All).unwrap().tally(6, 0, 0)[1], 20_000);
    assert!(counts.memberships.rows().eq([(&[0; 4][..], 20_000)]));
}

#[test]
fn an_empty_wave_counts_as_nobody() {
    let plan = sample::plan();
    assert_eq!(count(&plan, &sample::wave(&[]), 2), Counts::new(&plan, 0));
}

#[test]
fn without_weighting_there_are_no_cells() {
    let mut plan = sample::plan();
    plan.weighting.margins.clear();
    plan.weighting.like_for_like.clear();
    let counts = count(&plan, &sample::large_wave(100), 1);
    assert!(counts.cells.cells.is_empty());
    assert_eq!(counts.table(Grouping::All).unwrap().respondents(0), 100);
}

#[test]
fn who_is_in_no_unit_has_a_cell_and_counts_among_everyone() {
    let plan = sample::plan();
    let rows = [([NO_GROUP, NO_GROUP, 1, 2], [5, 4, 3, 2, 6, 1]), ([7, 9, 1, 2], [1, 4, 3, 2, 6, 1])];
    let counts = count(&plan, &sample::wave(&rows), 1);
    let cell = &counts.cells.cells[&vec![NO_GROUP, 1, 2]];
    assert_eq!((counts.cells.cells.len(), cell.respondents, cell.items[0]), (1, 2, [2, 1]));
    let people =
        |unit: usize| -> u64 { counts.associations.drivers[0][unit].iter().map(|moments| moments.n).sum() };
    assert_eq!([0, 1, 2, 3].map(people), [2, 0, 0, 0]);
}

#[test]
fn a_code_beyond_the_scale_is_no_complete_case() {
    let plan = sample::plan();
    let people = [([0; 4], [5, 4, 3, 2, 6, 1]), ([0; 4], [6, 4, 3, 2, 6, 1]), ([0; 4], [5, 4, 0, 2, 6, 1])];
    let counts = count(&plan, &sample::wave(&people), 1);
    assert_eq!(counts.associations.composites[0].n, 1);
    assert_eq!(counts.associations.composites[0].sums, [5, 4, 3]);
}

#[test]
fn neither_the_measure_over_all_questions_nor_a_single_item_has_moments() {
    let mut plan = sample::plan();
    plan.composites[0].kind = CompositeKind::Overall;
    plan.composites[2].items = vec![vec![3], vec![3]];
    let counts = count(&plan, &sample::large_wave(500), 1);
    let people: Vec<u64> = counts.associations.composites.iter().map(|moments| moments.n).collect();
    assert_eq!((people[0], people[1] > 0, people[2]), (0, true, 0));
}

#[test]
fn a_model_that_the_wave_did_not_ask_has_no_moments() {
    let mut plan = sample::plan();
    plan.questions[0].headers[0] = None;
    plan.drivers.push(DriverModel { outcome: 1, questions: vec![0, 2, 3] });
    let counts = count(&plan, &sample::large_wave(500), 1);
    assert!(counts.associations.drivers[0].is_empty());
    let all = counts.associations.drivers[1][0].iter().find(|moments| moments.n > 0).unwrap();
    assert_eq!(all.variables(), 3);
}
