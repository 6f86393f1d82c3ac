//! Cells: the people who are in one, two or three groups at once, published or not.

use super::atoms::Atoms;
use super::field::{Generator, PRIME, add, sub};
use super::{Sets, Signature};

/// What is known of the cells of a group with each other group.
struct Tally {
    people: Vec<u64>,
    values: Vec<u64>,
    touched: Vec<usize>,
}

impl Tally {
    fn new(groups: usize) -> Self {
        Self { people: vec![0; groups], values: vec![0; groups], touched: Vec::new() }
    }

    fn add(&mut self, group: usize, people: u64, value: u64) {
        if self.people[group] == 0 {
            self.touched.push(group);
        }
        self.people[group] += people;
        self.values[group] = add(self.values[group], value);
    }

    /// The groups whose cell is small and in the span; empties the tally.
    fn take(&mut self, k: u64) -> Vec<usize> {
        let given = |group: &usize| self.people[*group] < k && self.values[*group] == 0;
        let found = self.touched.iter().copied().filter(given).collect();
        for group in self.touched.drain(..) {
            self.people[group] = 0;
            self.values[group] = 0;
        }
        found
    }
}

/// Adds the small cells that are in the span.
pub(super) fn find(
    signatures: &[Signature],
    atoms: &Atoms,
    values: &[u64],
    k: u64,
    generator: &mut Generator,
    sets: &mut Sets,
) {
    let groups = signatures.iter().flat_map(|own| &own.groups).max().map_or(0, |most| *most as usize + 1);
    let values = divided(atoms, values, generator);
    let members = |group: usize, of: &[usize]| -> Vec<usize> {
        let is_member = |own: &&usize| signatures[**own].groups.binary_search(&(group as u32)).is_ok();
        of.iter().filter(is_member).copied().collect()
    };
    let mut tell = |own: &[usize]| {
        let mut set: Vec<usize> = own.iter().filter_map(|own| atoms.of[*own]).collect();
        set.sort_unstable();
        set.dedup();
        sets.insert(set);
    };
    let mut by_group = vec![Vec::new(); groups];
    for (number, own) in signatures.iter().enumerate().filter(|(_, own)| own.people > 0) {
        own.groups.iter().for_each(|group| by_group[*group as usize].push(number));
    }
    let everyone = atoms.of.iter().flatten().count();
    let mut tally = Tally::new(groups);
    let mut seconds = vec![Vec::new(); groups];
    // A cell with a group of everyone is the cell without it.
    for first in (0..groups).filter(|group| !by_group[*group].is_empty()) {
        let whole = by_group[first].len() == everyone;
        let mut touched = Vec::new();
        for own in &by_group[first] {
            tally.add(first, signatures[*own].people, values[*own]);
            let later = |group: &&u32| **group as usize > first && !whole;
            for second in signatures[*own].groups.iter().filter(later).map(|group| *group as usize) {
                if seconds[second].is_empty() {
                    touched.push(second);
                }
                seconds[second].push(*own);
            }
        }
        tally.take(k).iter().for_each(|_| tell(&by_group[first]));
        for second in touched {
            let pair = std::mem::take(&mut seconds[second]);
            for own in &pair {
                let signature = &signatures[*own];
                let later = |group: &&u32| **group as usize >= second;
                for third in signature.groups.iter().filter(later) {
                    tally.add(*third as usize, signature.people, values[*own]);
                }
            }
            tally.take(k).into_iter().for_each(|third| tell(&members(third, &pair)));
        }
    }
}

/// Each signature's part of its atom's value: random, but for the last one, which takes what is left.
fn divided(atoms: &Atoms, values: &[u64], generator: &mut Generator) -> Vec<u64> {
    let mut left = values.to_vec();
    let mut still = atoms.signatures.clone();
    let part = |atom: &Option<usize>| {
        let Some(atom) = *atom else { return PRIME - 1 };
        still[atom] -= 1;
        let value = if still[atom] == 0 { left[atom] } else { generator.number() };
        left[atom] = sub(left[atom], value);
        value
    };
    atoms.of.iter().map(part).collect()
}
