//! Known leaks, and random small cases against exact elimination over every subset.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// Signatures of people listed as (how many, in which groups).
fn signatures(people: &[(u64, &[u32])]) -> Vec<Signature> {
    people.iter().map(|(people, groups)| Signature { people: *people, groups: groups.to_vec() }).collect()
}

fn found(people: &[(u64, &[u32])], known: &[u8], k: u64) -> Vec<(u64, Vec<u32>)> {
    let known: Vec<bool> = known.iter().map(|known| *known == 1).collect();
    given_away(&signatures(people), &known, k).into_iter().map(|own| (own.people, own.by)).collect()
}

#[test]
fn the_example_of_the_test() {
    // 0 everyone, 1 and 2 the women of two services, 3 grade A.
    let people: &[(u64, &[u32])] = &[(12, &[0, 1]), (14, &[0, 2]), (11, &[0, 3]), (3, &[0])];
    assert_eq!(found(people, &[1, 1, 1, 1], 10), [(3, vec![0, 1, 2, 3])]);
    assert_eq!(found(people, &[1, 1, 1, 0], 10), []);
}

#[test]
fn the_example_of_the_residual_rule() {
    let people: &[(u64, &[u32])] = &[(40, &[0, 1]), (12, &[0, 2]), (8, &[0, 3])];
    assert_eq!(found(people, &[1, 1, 1, 0], 10), [(8, vec![0, 1, 2])]);
    assert_eq!(found(people, &[1, 1, 0, 0], 10), []);
}

#[test]
fn what_a_containment_leaves_over() {
    // A service (1) of 20 holds all 14 casual staff (2), in two teams; 3 is permanent.
    let people: &[(u64, &[u32])] = &[(14, &[0, 1, 2]), (6, &[0, 1, 3]), (40, &[0, 3])];
    assert_eq!(found(people, &[1, 1, 1, 0], 10), [(6, vec![1, 2])]);
    assert_eq!(found(people, &[1, 1, 0, 1], 10), [(6, vec![0, 1, 3])]);
}

#[test]
fn two_disjoint_groups_inside_a_third() {
    let people: &[(u64, &[u32])] =
        &[(10, &[0, 1, 2]), (10, &[0, 1, 3]), (1, &[0, 1, 4]), (1, &[0, 1, 5]), (1, &[0, 1, 6]), (30, &[0])];
    assert_eq!(found(people, &[0, 1, 1, 1, 0, 0, 0], 10), [(3, vec![1, 2, 3])]);
}

#[test]
fn a_cover_without_the_group_that_it_covers() {
    let people: &[(u64, &[u32])] =
        &[(10, &[0, 1, 2]), (10, &[0, 1, 3]), (4, &[0, 2]), (2, &[0, 3]), (30, &[0])];
    assert_eq!(found(people, &[1, 1, 1, 1], 10), [(6, vec![1, 2, 3])]);
}

#[test]
fn three_tables_together() {
    // Two by two by two, all two-way margins (6 to 17) known: one cell of the cube gives all.
    let cell = |at: usize| {
        let [a, b, c] = [at & 1, at >> 1 & 1, at >> 2 & 1].map(|bit| bit as u32);
        let groups = vec![0, 1 + a + 2 * b, 5 + a + 2 * c, 9 + b + 2 * c];
        Signature { people: 20, groups }
    };
    let mut people: Vec<Signature> = (0..8).map(cell).collect();
    people[7].people = 3;
    assert_eq!(given_away(&people, &[true; 13], 10), []);
    // Everyone of the opposite cell is known too, as group 13.
    people[0].groups.push(13);
    let found = given_away(&people, &[true; 14], 10);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].people, 3);
    assert!(found[0].by.len() > 3 && found[0].by.contains(&13));
}

#[test]
fn a_part_of_those_who_are_alike_is_never_given_away() {
    let people: &[(u64, &[u32])] = &[(12, &[0, 1, 2]), (3, &[0, 1, 3]), (2, &[0, 4]), (20, &[0])];
    assert_eq!(found(people, &[1, 1, 0, 0, 0], 10), []);
    assert_eq!(found(&[], &[1], 10), []);
    assert_eq!(found(&[(3, &[])], &[], 10), []);
}

/// The rank of whole-number rows, by exact elimination without fractions.
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let (mut rank, mut last) = (0, 1);
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let (done, rest) = rows.split_at_mut(rank + 1);
        let lead = done[rank].clone();
        for row in rest {
            let factor = row[column];
            row.iter_mut()
                .zip(&lead)
                .for_each(|(own, other)| *own = (*own * lead[column] - other * factor) / last);
        }
        last = lead[column];
        rank += 1;
    }
    rank
}

/// One person per row: the groups as bits.
type People = Vec<u8>;

fn indicator(people: &People, group: u32) -> Vec<i128> {
    people.iter().map(|groups| i128::from(groups >> group & 1)).collect()
}

fn known_rows(people: &People, known: &[bool]) -> Vec<Vec<i128>> {
    let groups = (0..known.len() as u32).filter(|group| known[*group as usize]);
    groups.map(|group| indicator(people, group)).collect()
}

/// Sizes of the sets of fewer than k people in the span of these rows.
fn exact(people: &People, rows: &[Vec<i128>], k: u64) -> Vec<(u32, u64)> {
    let plain = rank(rows.to_vec());
    let given = |set: &u32| {
        let size = u64::from(set.count_ones());
        let row = (0..people.len()).map(|person| i128::from(set >> person & 1)).collect();
        (1..k).contains(&size) && rank(rows.iter().cloned().chain([row]).collect()) == plain
    };
    (0..1_u32 << people.len()).filter(given).map(|set| (set, u64::from(set.count_ones()))).collect()
}

fn grouped(people: &People) -> Vec<Signature> {
    let kinds: BTreeSet<u8> = people.iter().copied().collect();
    let signature = |kind: &u8| Signature {
        people: people.iter().map(|own| u64::from(own == kind)).sum(),
        groups: (0..8).filter(|group| kind >> group & 1 == 1).collect(),
    };
    kinds.iter().map(signature).collect()
}

/// Whether a set of people is a cell of one, two or three groups.
fn is_cell(people: &People, set: u32, groups: u32) -> bool {
    let choices =
        (0..groups).flat_map(|a| (0..groups).flat_map(move |b| (0..groups).map(move |c| [a, b, c])));
    choices.into_iter().any(|cell| {
        let member = |own: &u8| cell.iter().all(|group| own >> group & 1 == 1);
        people.iter().enumerate().all(|(person, own)| member(own) == (set >> person & 1 == 1))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sets_are_found_where_exact_elimination_finds_them(
        people in prop::collection::vec(0_u8..64, 1..=10),
        known in prop::collection::vec(prop::bool::weighted(0.7), 6),
        k in 2_u64..=6,
    ) {
        let rows = known_rows(&people, &known);
        let exact = exact(&people, &rows, k);
        let found = given_away(&grouped(&people), &known, k);
        // Nothing is found that is not in the span of the groups that it names.
        for own in &found {
            prop_assert!((1..k).contains(&own.people));
            prop_assert!(own.by.is_sorted() && own.by.iter().all(|group| known[*group as usize]));
            let named: Vec<_> = own.by.iter().map(|group| indicator(&people, *group)).collect();
            prop_assert!(exact_of(&people, &named, k, own.people), "{:?}", own);
        }
        // Every small cell in the span is found.
        let sizes = |size: u64| found.iter().filter(|own| own.people == size).count();
        for size in 1..k {
            let cells = exact.iter().filter(|(set, own)| *own == size && is_cell(&people, *set, 6)).count();
            prop_assert!(sizes(size) >= cells, "{} of {} cells of {}", sizes(size), cells, size);
        }
        // Of up to three people nothing is missed: these are at most three atoms.
        let few = |size: u64| size <= 3;
        prop_assert_eq!(
            found.iter().any(|own| few(own.people)),
            exact.iter().any(|(_, size)| few(*size)),
            "{:?}", exact
        );
        prop_assert_eq!(sizes(1), exact.iter().filter(|(_, size)| *size == 1).count());
    }
}

/// Whether a set of so many people is in the span.
fn exact_of(people: &People, rows: &[Vec<i128>], k: u64, size: u64) -> bool {
    exact(people, rows, k).iter().any(|(_, own)| *own == size)
}
