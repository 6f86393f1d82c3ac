//! The attack by algebra: whose answers follow from some combination of the groups that are shown for a question?
//!
//! The unknowns are people. Rows are taken to their reduced form modulo two primes; a set is in the span if it is in both.

use std::collections::{BTreeMap, BTreeSet};

use super::differences::of_trees_and_across;
use super::knowledge::{K, Knowledge, Measure, Set};

const PRIMES: [u64; 2] = [2_147_483_647, 4_294_967_291];

/// The groups shown for a measure, as equations.
struct Equations {
    /// People who are in the same shown groups.
    atoms: Vec<Set>,
    /// For each atom and prime: what is left of its indicator when the equations are used. It is linear, so a set of atoms
    /// is in the span if these sum to nothing.
    left: Vec<[Vec<u64>; 2]>,
}

/// Reduced rows over the atoms, with their pivots.
type Rows = Vec<(usize, Vec<u64>)>;

impl Equations {
    fn new(groups: &[Set], everyone: Set) -> Self {
        let mut by_groups: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
        for person in (0..256).filter(|person| everyone.has(*person)) {
            let is_in = |(at, group): (usize, &Set)| u128::from(group.has(person)) << at;
            by_groups.entry(groups.iter().enumerate().map(is_in).sum()).or_default().push(person);
        }
        let keys: Vec<u128> = by_groups.keys().copied().collect();
        let systems = PRIMES.map(|prime| echelon(&keys, groups.len(), prime));
        let unit = |atom: usize| (0..keys.len()).map(|other| u64::from(atom == other)).collect::<Vec<u64>>();
        let left = |atom| [0, 1].map(|at: usize| reduced(&unit(atom), &systems[at], PRIMES[at]));
        Self {
            atoms: by_groups.values().map(|people| people.iter().copied().collect()).collect(),
            left: (0..keys.len()).map(left).collect(),
        }
    }

    /// Whether the shown groups give the answers of this set, exactly.
    fn give(&self, set: Set) -> bool {
        let touched = |atom: &usize| !set.and(self.atoms[*atom]).is_empty();
        let within: Vec<usize> = (0..self.atoms.len()).filter(touched).collect();
        within.iter().all(|atom| self.atoms[*atom].is_inside(set)) && self.give_atoms(&within)
    }

    fn give_atoms(&self, atoms: &[usize]) -> bool {
        let nothing = |at: usize, prime: u64, column: usize| {
            atoms.iter().map(|atom| self.left[*atom][at][column]).sum::<u64>().is_multiple_of(prime)
        };
        let columns = 0..self.atoms.len();
        columns.clone().all(|column| PRIMES.iter().enumerate().all(|(at, prime)| nothing(at, *prime, column)))
    }
}

/// The rows of the groups, by the groups of each atom as bits.
fn echelon(atoms: &[u128], groups: usize, prime: u64) -> Rows {
    let mut rows = Rows::new();
    for group in 0..groups {
        let row: Vec<u64> = atoms.iter().map(|key| (key >> group & 1) as u64).collect();
        let left = reduced(&row, &rows, prime);
        if let Some(pivot) = left.iter().position(|value| *value != 0) {
            let scale = power(left[pivot], prime - 2, prime);
            rows.push((pivot, left.iter().map(|value| value * scale % prime).collect()));
        }
    }
    rows
}

/// A row without what earlier rows tell.
fn reduced(row: &[u64], rows: &Rows, prime: u64) -> Vec<u64> {
    let mut left = row.to_vec();
    for (pivot, other) in rows {
        let times = left[*pivot];
        if times != 0 {
            for (own, other) in left.iter_mut().zip(other) {
                *own = (*own + (prime - times) * other) % prime;
            }
        }
    }
    left
}

fn power(base: u64, mut exponent: u64, prime: u64) -> u64 {
    let (mut result, mut base) = (1, base);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % prime;
        }
        base = base * base % prime;
        exponent /= 2;
    }
    result
}

/// No cell of one or two groups, no few people that the shown groups do not tell apart (one or two such sets), and no
/// difference is given away if it is small, by its people or by those who answered.
pub(super) fn span(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    if measure.name == "response" {
        return Vec::new();
    }
    let is_shown = |group: usize| measure.shown[group].is_some();
    let shown: Vec<usize> = (0..knowledge.groups.len()).filter(|group| is_shown(*group)).collect();
    let sets: Vec<Set> = shown.iter().map(|group| knowledge.groups[*group].people).collect();
    let equations = Equations::new(&sets, knowledge.groups[0].people);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let small = |set: Set| {
        let answered = set.and(measure.answered).len();
        (1..K).contains(&set.len()) || (1..knowledge.smallest(measure)).contains(&answered)
    };
    let mut test = |set: Set, name: &dyn Fn() -> String| {
        if small(set) && seen.insert(set) && equations.give(set) {
            let (people, answers) = (set.len(), set.and(measure.answered).len());
            let what = format!("{} ({people} people, {answers} answers) follows from other groups", name());
            found.push(knowledge.tell(measure, &[], &what));
        }
    };
    for left in &of_trees_and_across(knowledge, &is_shown) {
        test(left.people, &|| {
            left.groups().iter().map(|at| knowledge.name(*at)).collect::<Vec<_>>().join(" − ")
        });
    }
    for (at, one) in knowledge.groups.iter().enumerate() {
        test(one.people, &|| knowledge.name(at));
        for (other, two) in knowledge.groups.iter().enumerate().skip(at + 1) {
            test(one.people.and(two.people), &|| {
                format!("{} and {}", knowledge.name(at), knowledge.name(other))
            });
            if one.people.is_inside(two.people) || two.people.is_inside(one.people) {
                let left = one.people.without(two.people).or(two.people.without(one.people));
                test(left, &|| format!("{} without {}", knowledge.name(at), knowledge.name(other)));
            }
        }
    }
    for (at, atom) in equations.atoms.iter().enumerate() {
        test(*atom, &|| "a set of people who are alike".to_owned());
        for (other, two) in equations.atoms.iter().enumerate().skip(at + 1) {
            if atom.len() + two.len() < K && equations.give_atoms(&[at, other]) {
                test(atom.or(*two), &|| "two sets of people who are alike".to_owned());
            }
        }
    }
    found
}
