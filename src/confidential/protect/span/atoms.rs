//! Atoms: the people who are in the same published groups.

use std::collections::BTreeMap;

use super::Signature;

/// The signatures, restricted to the published groups and merged.
pub(super) struct Atoms {
    /// The published groups of each, sorted.
    pub(super) groups: Vec<Vec<u32>>,
    /// The people of each.
    pub(super) people: Vec<u64>,
    /// For each signature its atom; none without people.
    pub(super) of: Vec<Option<usize>>,
    /// How many signatures are in each.
    pub(super) signatures: Vec<usize>,
}

impl Atoms {
    /// Those in most groups first, and the large before the small: pivots are then chosen away from what is left over, so
    /// that a row of the reduced form is what is left over.
    pub(super) fn new(signatures: &[Signature], known: &[bool]) -> Self {
        let is_known = |group: &u32| known.get(*group as usize).copied().unwrap_or(false);
        let restricted = |signature: &Signature| -> Vec<u32> {
            signature.groups.iter().copied().filter(is_known).collect()
        };
        let restricted: Vec<Vec<u32>> = signatures.iter().map(restricted).collect();
        let mut people: BTreeMap<&[u32], (u64, usize)> = BTreeMap::new();
        for (signature, groups) in signatures.iter().zip(&restricted).filter(|(own, _)| own.people > 0) {
            let atom = people.entry(groups).or_default();
            *atom = (atom.0 + signature.people, atom.1 + 1);
        }
        let mut order: Vec<(&[u32], (u64, usize))> = people.into_iter().collect();
        order.sort_by_key(|(groups, (people, _))| std::cmp::Reverse((groups.len(), *people)));
        let place: BTreeMap<&[u32], usize> =
            order.iter().enumerate().map(|(at, (groups, _))| (*groups, at)).collect();
        let of = signatures.iter().zip(&restricted);
        let of = of.map(|(own, groups)| place.get(groups.as_slice()).copied().filter(|_| own.people > 0));
        Self {
            of: of.collect(),
            groups: order.iter().map(|(groups, _)| groups.to_vec()).collect(),
            people: order.iter().map(|(_, (people, _))| *people).collect(),
            signatures: order.iter().map(|(_, (_, signatures))| *signatures).collect(),
        }
    }

    /// The people of several atoms.
    pub(super) fn people_of(&self, atoms: &[usize]) -> u64 {
        atoms.iter().map(|atom| self.people[*atom]).sum()
    }

    /// The atoms of each group.
    pub(super) fn by_group(&self, groups: usize) -> Vec<Vec<usize>> {
        let mut by_group = vec![Vec::new(); groups];
        for (atom, own) in self.groups.iter().enumerate() {
            for group in own {
                by_group[*group as usize].push(atom);
            }
        }
        by_group
    }
}
