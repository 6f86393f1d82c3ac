//! Combinations: which published groups give a set away.

use std::collections::HashMap;

use super::atoms::Atoms;
use super::elimination::Elimination;
use super::field::Generator;

/// Finds short combinations by comparing sets by their marks: random numbers that are summed over atoms.
pub(super) struct Combinations<'a> {
    atoms: &'a Atoms,
    system: &'a Elimination,
    marks: Vec<u64>,
    /// The mark of each group that has people; and the first group with a mark.
    of_group: Vec<Option<u64>>,
    group: HashMap<u64, u32>,
}

impl<'a> Combinations<'a> {
    /// Marks every group.
    pub(super) fn new(
        atoms: &'a Atoms,
        system: &'a Elimination,
        known: &[bool],
        generator: &mut Generator,
    ) -> Self {
        let marks: Vec<u64> = atoms.people.iter().map(|_| generator.bits()).collect();
        let mark = |own: &Vec<usize>| (!own.is_empty()).then(|| sum(&marks, own));
        let of_group: Vec<Option<u64>> = atoms.by_group(known.len()).iter().map(mark).collect();
        let mut group = HashMap::new();
        for (number, mark) in
            of_group.iter().enumerate().filter_map(|(number, mark)| Some((number, (*mark)?)))
        {
            group.entry(mark).or_insert(number as u32);
        }
        Self { atoms, system, marks, of_group, group }
    }

    /// The groups of a combination that gives a set of atoms away: at most three if those do, else those of the
    /// elimination.
    pub(super) fn of(&self, set: &[usize]) -> Vec<u32> {
        let mut by = self.few(set).unwrap_or_else(|| self.eliminated(set));
        by.sort_unstable();
        by
    }

    /// A group; one without another; one without two; or two without one.
    fn few(&self, set: &[usize]) -> Option<Vec<u32>> {
        let wanted = sum(&self.marks, set);
        if let Some(group) = self.group.get(&wanted) {
            return Some(vec![*group]);
        }
        // What gives the set away has its first atom.
        let around = &self.atoms.groups[*set.first()?];
        let mark = |group: u32| self.of_group[group as usize];
        let left = |group: u32| Some(mark(group)?.wrapping_sub(wanted));
        let one_less = |one: &u32| Some(vec![*one, *self.group.get(&left(*one)?)?]);
        if let Some(found) = around.iter().find_map(one_less) {
            return Some(found);
        }
        let all = 0..self.of_group.len() as u32;
        let with = |one: u32, other: u32| {
            let two_less = left(one)?.wrapping_sub(mark(other)?);
            let one_more = left(one)?.wrapping_add(mark(other)?);
            let third = self.group.get(&two_less).or_else(|| self.group.get(&one_more))?;
            Some(vec![one, other, *third])
        };
        around.iter().find_map(|one| all.clone().find_map(|other| with(*one, other)))
    }

    fn eliminated(&self, set: &[usize]) -> Vec<u32> {
        let is_in = |column: &usize| u64::from(set.binary_search(column).is_ok());
        let sums: Vec<u64> = self.system.columns.iter().map(is_in).collect();
        let weights = self.system.weights(&sums);
        (0..weights.len() as u32).filter(|group| weights[*group as usize] != 0).collect()
    }
}

fn sum(marks: &[u64], atoms: &[usize]) -> u64 {
    atoms.iter().fold(0, |sum, atom| sum.wrapping_add(marks[*atom]))
}
