//! Elimination: which atoms' columns determine all others, and what is orthogonal to every published group.
//!
//! Columns are sparse and taken one by one. A random vector that is orthogonal to all columns taken so far tells at once,
//! in one sum over its groups, whether a column is a combination of them; only the others are reduced. As the pivot of a
//! column its rarest group is taken, which keeps the factors sparse.

use super::Sets;
use super::atoms::Atoms;
use super::field::{Generator, add, inverse, mul, sub};

/// Work that is spent on the rows of the reduced form: rows times atoms.
const MOST_ROWS_BY_ATOMS: usize = 20_000_000;

/// The factors of the published groups × atoms matrix: chosen columns = lower × upper.
pub(super) struct Elimination {
    /// The chosen column of each step.
    pub(super) columns: Vec<usize>,
    /// The pivot group of each step.
    pivots: Vec<usize>,
    /// For each step, the other groups of its reduced column, scaled so that the pivot has 1.
    lower: Vec<Vec<(usize, u64)>>,
    /// For each step, the multiples of earlier steps that its column has, and of its own.
    upper: Vec<(Vec<(usize, u64)>, u64)>,
    /// How many groups there are.
    groups: usize,
}

impl Elimination {
    /// Eliminates columns that have 1 in these groups.
    pub(super) fn new(columns: &[Vec<u32>], groups: usize) -> Self {
        let mut atoms_of = vec![0_usize; groups];
        for group in columns.iter().flatten() {
            atoms_of[*group as usize] += 1;
        }
        let mut generator = Generator::new();
        let free: Vec<u64> = (0..groups).map(|_| generator.number()).collect();
        let mut own = Self { columns: vec![], pivots: vec![], lower: vec![], upper: vec![], groups };
        let mut orthogonal = free.clone();
        for (number, column) in columns.iter().enumerate() {
            let seen = column.iter().fold(0, |sum, group| add(sum, orthogonal[*group as usize]));
            if seen != 0 && own.take(number, column, &atoms_of) {
                orthogonal.clone_from(&free);
                own.solve_groups(&vec![0; own.pivots.len()], &mut orthogonal);
            }
        }
        own
    }

    /// Reduces a column by the earlier ones and takes what is left as a step; false if nothing is left.
    fn take(&mut self, number: usize, column: &[u32], atoms_of: &[usize]) -> bool {
        let mut left = vec![0; self.groups];
        for group in column {
            left[*group as usize] = 1;
        }
        let mut multiples = Vec::new();
        for (step, pivot) in self.pivots.iter().enumerate() {
            let times = std::mem::take(&mut left[*pivot]);
            if times != 0 {
                multiples.push((step, times));
                self.lower[step]
                    .iter()
                    .for_each(|(at, value)| left[*at] = sub(left[*at], mul(times, *value)));
            }
        }
        let rarest = (0..self.groups).filter(|group| left[*group] != 0).min_by_key(|group| atoms_of[*group]);
        let Some(pivot) = rarest else { return false };
        let scale = inverse(left[pivot]);
        let others = (0..self.groups).filter(|group| left[*group] != 0 && *group != pivot);
        self.lower.push(others.map(|group| (group, mul(scale, left[group]))).collect());
        self.upper.push((multiples, left[pivot]));
        self.pivots.push(pivot);
        self.columns.push(number);
        true
    }

    /// Sets the pivot groups of `weights` so that each step's lower column has the wanted sum; the others stay.
    fn solve_groups(&self, wanted: &[u64], weights: &mut [u64]) {
        for (step, pivot) in self.pivots.iter().enumerate().rev() {
            let known =
                self.lower[step].iter().fold(0, |sum, (at, value)| add(sum, mul(*value, weights[*at])));
            weights[*pivot] = sub(wanted[step], known);
        }
    }

    /// Weights of groups, those of few groups, by which the chosen columns have these sums.
    pub(super) fn weights(&self, sums: &[u64]) -> Vec<u64> {
        let mut wanted: Vec<u64> = Vec::with_capacity(sums.len());
        for ((earlier, own), sum) in self.upper.iter().zip(sums) {
            let known = earlier.iter().fold(0, |known, (step, times)| add(known, mul(*times, wanted[*step])));
            wanted.push(mul(sub(*sum, known), inverse(*own)));
        }
        let mut weights = vec![0; self.groups];
        self.solve_groups(&wanted, &mut weights);
        weights
    }

    /// A random value for each column, by which every group sums to 0.
    pub(super) fn orthogonal(&self, columns: &[Vec<u32>], generator: &mut Generator) -> Vec<u64> {
        let mut values: Vec<u64> = columns.iter().map(|_| generator.number()).collect();
        let mut sums = vec![0; self.groups];
        for (column, value) in columns.iter().zip(&values) {
            for group in column {
                sums[*group as usize] = add(sums[*group as usize], *value);
            }
        }
        let mut times: Vec<u64> = Vec::with_capacity(self.pivots.len());
        for (lower, pivot) in self.lower.iter().zip(&self.pivots) {
            let sum = sums[*pivot];
            for (at, value) in lower {
                sums[*at] = sub(sums[*at], mul(sum, *value));
            }
            times.push(sum);
        }
        for step in (0..times.len()).rev() {
            let (earlier, own) = &self.upper[step];
            let excess = mul(times[step], inverse(*own));
            for (step, value) in earlier {
                times[*step] = sub(times[*step], mul(excess, *value));
            }
            values[self.columns[step]] = sub(values[self.columns[step]], excess);
        }
        values
    }

    /// The rows of the reduced form that are a set of fewer than k people: each has one chosen column and no other.
    pub(super) fn find(&self, atoms: &Atoms, k: u64, sets: &mut Sets) {
        let steps = self.columns.len().min(MOST_ROWS_BY_ATOMS / atoms.people.len().max(1));
        // The steps taken last are those of the atoms that are left over.
        for step in (self.columns.len() - steps..self.columns.len()).rev() {
            if atoms.people[self.columns[step]] < k {
                let mut sums = vec![0; self.columns.len()];
                sums[step] = 1;
                sets.extend(small_set(atoms, &self.weights(&sums), k));
            }
        }
    }
}

/// The atoms for which the groups' weights sum to 1, if they sum to 0 for all others and have fewer than k people.
fn small_set(atoms: &Atoms, weights: &[u64], k: u64) -> Option<Vec<usize>> {
    let mut set = Vec::new();
    let mut people = 0;
    for (atom, groups) in atoms.groups.iter().enumerate() {
        match groups.iter().fold(0, |sum, group| add(sum, weights[*group as usize])) {
            0 => {}
            1 => {
                people += atoms.people[atom];
                set.push(atom);
            }
            _ => return None,
        }
        if people >= k {
            return None;
        }
    }
    (!set.is_empty()).then_some(set)
}
