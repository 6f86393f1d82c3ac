//! Atoms: what is known of a tree of groups, taken apart as far as subtraction goes.
//!
//! An atom is a known group without its largest known parts. On a tree every combination of known groups is a union of
//! atoms, so what holds for the atoms holds for everything that can be worked out within the tree.

use super::structure::Tree;
use super::tally::Tally;

/// People of which a reader knows the figures taken together: some groups added, others taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Remainder {
    /// Members that are added; at least one.
    pub(super) plus: Vec<usize>,
    /// Members that are taken away.
    pub(super) minus: Vec<usize>,
}

impl Remainder {
    /// One group less others.
    pub(super) fn of(whole: usize, minus: Vec<usize>) -> Self {
        Self { plus: vec![whole], minus }
    }

    /// What is counted of it.
    pub(super) fn tally(&self, tallies: &[Tally]) -> Tally {
        let mut plus = self.plus.iter().map(|member| tallies[*member]);
        let Some(mut sum) = plus.next() else { return Tally::default() };
        plus.for_each(|tally| sum += tally);
        self.minus.iter().for_each(|member| sum -= tallies[*member]);
        sum
    }

    /// Whether people who are in these groups (sorted) are among them.
    pub(super) fn holds(&self, groups: &[u32]) -> bool {
        let is_in = |member: &&usize| groups.binary_search(&(**member as u32)).is_ok();
        self.plus.iter().filter(is_in).count() > self.minus.iter().filter(is_in).count()
    }

    /// All members that it is made of.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        self.plus.iter().chain(&self.minus).copied()
    }
}

/// The atoms of a tree of which these members are known; none where everyone is not.
pub(super) fn atoms(tree: &Tree, known: &[bool]) -> Vec<Remainder> {
    let is_known = |place: usize| known[tree.members[place]];
    if tree.members.is_empty() || !is_known(0) {
        return Vec::new();
    }
    let mut own: Vec<Option<Remainder>> = (0..tree.members.len())
        .map(|place| is_known(place).then(|| Remainder::of(tree.members[place], Vec::new())))
        .collect();
    // The nearest known group above each place; parents come before their children.
    let mut above = vec![0; tree.members.len()];
    for place in 1..tree.members.len() {
        let parent = tree.parents[place].unwrap_or(0);
        above[place] = if is_known(parent) { parent } else { above[parent] };
        if is_known(place)
            && let Some(whole) = &mut own[above[place]]
        {
            whole.minus.push(tree.members[place]);
        }
    }
    own.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everyone; two services; the second has two teams.
    fn tree() -> Tree {
        Tree { members: vec![0, 1, 2, 3, 4], parents: vec![None, Some(0), Some(0), Some(2), Some(2)] }
    }

    #[test]
    fn an_atom_is_a_known_group_without_its_largest_known_parts() {
        let known = [true, true, false, true, false];
        let expected = [Remainder::of(0, vec![1, 3]), Remainder::of(1, vec![]), Remainder::of(3, vec![])];
        assert_eq!(atoms(&tree(), &known), expected);
        assert!(atoms(&tree(), &[false; 5]).is_empty());
    }
}
