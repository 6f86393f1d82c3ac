//! R5, the containment rule: what is known of one breakdown leaves no small remainder in what is known of another.
//!
//! # What it does
//! Known is every shown group, and every remainder that subtraction gives: the hidden groups of a shown group taken
//! together. Where all respondents of something known are in something known of another breakdown, the others there must
//! be nobody or at least k. Otherwise nothing of one of the two breakdowns is shown: hiding one group alone would not do,
//! because its table gives it back by subtraction.
//!
//! # Why
//! When everyone on a casual contract works in one service, the service without its casual staff is published too, by
//! subtraction, although no table shows it.
//!
//! # Example
//! A service of 20 holds all 14 casual staff; everybody else is permanent. 20 − 14 = 6 < 10. Hiding "casual" is not enough:
//! everyone minus "permanent" gives it back. The breakdown by contract is withheld.
//!
//! # Source
//! Differencing attacks of the statistical disclosure control handbooks, applied to every pair of groups and remainders.

use std::collections::HashSet;

use super::residual::Node;

/// People about whom a reader knows the answers taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Which tree tells.
    pub(super) tree: usize,
    /// The groups that make it up, by number.
    pub(super) pieces: Vec<usize>,
    /// How many they are.
    pub(super) people: u64,
}

/// What a tree makes known: its shown groups but the root, and what each shown group leaves over, if that is not everyone.
/// `members` are the numbers of the nodes' groups. Remainders with people who are in no group below are left out: what is
/// inside or around them cannot be told from the groups.
pub(super) fn known(tree: usize, nodes: &[Node], members: &[usize], shown: &[bool]) -> Vec<Known> {
    let below = Below::new(nodes, shown);
    let mut known = Vec::new();
    for node in (0..nodes.len()).filter(|node| shown[*node]) {
        if node > 0 {
            known.push(Known { tree, pieces: vec![members[node]], people: nodes[node].people });
        }
        let mut pieces = Vec::new();
        let named = below.left_over(nodes, shown, node, &mut pieces);
        let people = pieces.iter().map(|piece| nodes[*piece].people).sum();
        if named && people > 0 && people < nodes[0].people {
            known.push(Known { tree, pieces: pieces.iter().map(|piece| members[*piece]).collect(), people });
        }
    }
    known
}

/// What lies below each node.
struct Below {
    children: Vec<Vec<usize>>,
    /// Whether anything below is shown.
    shown: Vec<bool>,
}

impl Below {
    /// Parents come before their children, so one pass from the end sees all that is below.
    fn new(nodes: &[Node], shown: &[bool]) -> Self {
        let mut below = Self { children: vec![Vec::new(); nodes.len()], shown: vec![false; nodes.len()] };
        for node in (0..nodes.len()).rev() {
            if let Some(parent) = nodes[node].parent {
                below.children[parent].push(node);
                below.shown[parent] |= shown[node] || below.shown[node];
            }
        }
        below
    }

    /// Collects the largest hidden groups below a node; false where people are left who are in none.
    fn left_over(&self, nodes: &[Node], shown: &[bool], node: usize, pieces: &mut Vec<usize>) -> bool {
        let children = &self.children[node];
        let placed: u64 = children.iter().map(|child| nodes[*child].people).sum();
        let mut named = children.is_empty() || placed == nodes[node].people;
        for &child in children.iter().filter(|child| !shown[**child] && nodes[**child].people > 0) {
            if self.shown[child] {
                named &= self.left_over(nodes, shown, child, pieces);
            } else {
                pieces.push(child);
            }
        }
        named
    }
}

/// The first pair of known things that leaves a small remainder: their trees. `inside` has the pairs (inner, outer) of
/// groups of which one has all of the other's respondents.
pub(super) fn first_breach(
    known: &[Known],
    inside: &HashSet<(usize, usize)>,
    k: u64,
) -> Option<(usize, usize)> {
    for inner in known {
        for outer in known.iter().filter(|outer| outer.tree != inner.tree) {
            let small = outer.people.checked_sub(inner.people).is_some_and(|left| left > 0 && left < k);
            let within = |piece: &usize| outer.pieces.iter().any(|other| inside.contains(&(*piece, *other)));
            if small && inner.pieces.iter().all(within) {
                return Some((inner.tree, outer.tree));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(parent: Option<usize>, people: u64) -> Node {
        Node { parent, people, allowed: true, weight: 1 }
    }

    #[test]
    fn a_hidden_group_is_known_when_its_table_leaves_it_over() {
        let contract = [node(None, 60), node(Some(0), 14), node(Some(0), 46)];
        let known = known(1, &contract, &[0, 7, 8], &[true, false, true]);
        let pieces: Vec<Vec<usize>> = known.iter().map(|known| known.pieces.clone()).collect();
        assert_eq!(pieces, [vec![7], vec![8]]);
    }

    #[test]
    fn people_of_no_group_below_make_a_remainder_unnamed() {
        let tree = [node(None, 60), node(Some(0), 30), node(Some(0), 20)];
        assert_eq!(known(0, &tree, &[0, 1, 2], &[true, true, false]).len(), 1);
    }

    #[test]
    fn a_small_remainder_between_two_tables_is_a_breach() {
        let service = Known { tree: 0, pieces: vec![3], people: 20 };
        let casual = Known { tree: 1, pieces: vec![7], people: 14 };
        let inside = HashSet::from([(7, 3)]);
        assert_eq!(first_breach(&[service.clone(), casual.clone()], &inside, 10), Some((1, 0)));
        assert_eq!(first_breach(&[service.clone(), casual.clone()], &inside, 6), None);
        assert_eq!(first_breach(&[service, casual], &HashSet::new(), 10), None);
    }
}
