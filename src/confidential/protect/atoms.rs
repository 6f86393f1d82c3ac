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

/// The withheld groups that a reader can work out all the same, because everything beside or below them is known: their
/// places. `there` says of which members there is anybody at all.
pub(super) fn determined(tree: &Tree, known: &[bool], there: &[bool], unplaced: &[bool]) -> Vec<usize> {
    let size = tree.members.len();
    let mut settled: Vec<bool> =
        tree.members.iter().map(|member| known[*member] || !there[*member]).collect();
    loop {
        let mut open = vec![0_usize; size];
        let mut children = vec![0_usize; size];
        for (settled, parent) in settled.iter().zip(&tree.parents) {
            if let Some(parent) = *parent {
                children[parent] += 1;
                open[parent] += usize::from(!settled);
            }
        }
        let mut changed = false;
        for place in 0..size {
            let from_below = children[place] > 0 && open[place] == 0 && !unplaced[place];
            let from_above = place > 0 && {
                let parent = tree.parents[place].unwrap_or(0);
                settled[parent] && open[parent] == 1 && !unplaced[parent]
            };
            if !settled[place] && (from_below || from_above) {
                settled[place] = true;
                changed = true;
                break;
            }
        }
        if !changed {
            let withheld = |place: &usize| {
                let member = tree.members[*place];
                settled[*place] && !known[member] && there[member]
            };
            return (0..size).filter(withheld).collect();
        }
    }
}

/// The known groups by which a withheld one can be worked out: the largest in its parent (itself among them, if it is
/// known from below), and the parent.
pub(super) fn beside(tree: &Tree, place: usize, known: &[bool]) -> Vec<usize> {
    let parent = tree.parents[place].unwrap_or(0);
    let largest = |candidate: &usize| {
        let mut at = *candidate;
        while let Some(above) = tree.parents[at] {
            if above == parent {
                return true;
            }
            if known[tree.members[above]] {
                return false;
            }
            at = above;
        }
        false
    };
    let near = (1..tree.members.len()).filter(|candidate| known[tree.members[*candidate]]).filter(largest);
    near.chain([parent]).map(|place| tree.members[place]).collect()
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

    #[test]
    fn the_only_withheld_group_beside_known_ones_is_no_secret() {
        let (there, placed) = ([true; 5], [false; 5]);
        assert_eq!(determined(&tree(), &[true, true, true, true, false], &there, &placed), [4]);
        assert_eq!(determined(&tree(), &[true, true, true, false, false], &there, &placed), [0; 0]);
        // Through a withheld service: everyone less the first is the second, less a team is the other team.
        assert_eq!(determined(&tree(), &[true, true, false, true, false], &there, &placed), [2, 4]);
        // From below.
        assert_eq!(determined(&tree(), &[true, false, false, true, true], &there, &placed), [1, 2]);
        // People without a team leave room.
        let unplaced = [false, false, true, false, false];
        assert_eq!(determined(&tree(), &[true, true, true, true, false], &there, &unplaced), [0; 0]);
    }
}
