//! Sums: one, two or three atoms that are in the span together.

use super::Sets;
use super::atoms::Atoms;
use super::field::PRIME;

/// Three atoms are looked for among at most so many small ones: their number squared is the work.
const MOST_FOR_THREE: usize = 2_000;

/// Adds the small sets of at most three atoms that are in the span and have no part that is.
pub(super) fn find(atoms: &Atoms, values: &[u64], k: u64, sets: &mut Sets) {
    let small = (0..values.len()).filter(|atom| atoms.people[*atom] < k);
    let (given, mut rest): (Vec<usize>, Vec<usize>) = small.partition(|atom| values[*atom] == 0);
    sets.extend(given.into_iter().map(|atom| vec![atom]));
    rest.sort_by_key(|atom| (values[*atom], *atom));
    let mut insert = |mut set: Vec<usize>| {
        if atoms.people_of(&set) < k {
            set.sort_unstable();
            sets.insert(set);
        }
    };
    pairs(&rest, values, PRIME, |one, other| insert(vec![one, other]));
    if rest.len() <= MOST_FOR_THREE {
        for (at, &first) in rest.iter().enumerate() {
            for sum in [PRIME, 2 * PRIME] {
                let found = |one, other| insert(vec![first, one, other]);
                pairs(&rest[at + 1..], values, sum - values[first], found);
            }
        }
    }
}

/// Every two of these atoms, which are in the order of their values, that have this sum.
fn pairs(atoms: &[usize], values: &[u64], sum: u64, mut found: impl FnMut(usize, usize)) {
    let mut rest = atoms;
    while let [first, .., last] = rest {
        match (values[*first] + values[*last]).cmp(&sum) {
            std::cmp::Ordering::Less => rest = &rest[1..],
            std::cmp::Ordering::Greater => rest = &rest[..rest.len() - 1],
            std::cmp::Ordering::Equal => {
                let equal = rest[1..].iter().rev().take_while(|other| values[**other] == values[*last]);
                equal.for_each(|other| found(*first, *other));
                rest = &rest[1..];
            }
        }
    }
}
