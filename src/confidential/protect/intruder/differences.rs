//! Differences: what subtraction of published groups tells without any algebra.

use std::collections::BTreeSet;

use super::knowledge::{Knowledge, Set, Tree};

/// A published group, or what one leaves over when others are taken away.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// The tree that tells.
    pub(super) tree: usize,
    /// Groups that are added, each with how often: 1 or −1.
    pub(super) terms: Vec<(usize, i64)>,
    /// Respondents.
    pub(super) people: Set,
    /// Everybody.
    pub(super) staff: Set,
}

impl Known {
    /// The sum of a figure over the terms.
    pub(super) fn sum(&self, figure: impl Fn(usize) -> u64) -> i64 {
        self.terms.iter().map(|(group, times)| times * figure(*group) as i64).sum()
    }

    /// The groups, the first being what the others are taken from.
    pub(super) fn groups(&self) -> Vec<usize> {
        self.terms.iter().map(|(group, _)| *group).collect()
    }
}

/// Every shown group but everyone's in one tree, and what each shown group leaves over there.
pub(super) fn of_tree(knowledge: &Knowledge<'_>, tree: usize, shown: &dyn Fn(usize) -> bool) -> Vec<Known> {
    let nodes = &knowledge.trees[tree];
    let mut known = Vec::new();
    for (place, (whole, _)) in nodes.iter().enumerate().filter(|(_, (group, _))| shown(*group)) {
        let parts: Vec<usize> = nodes
            .iter()
            .enumerate()
            .filter(|(other, (group, _))| shown(*group) && nearest_shown(nodes, *other, shown) == Some(place))
            .map(|(_, (group, _))| *group)
            .collect();
        let all = |set: &dyn Fn(usize) -> Set| {
            parts.iter().fold(set(*whole), |left, part| left.without(set(*part)))
        };
        let people = |group: usize| knowledge.groups[group].people;
        let staff = |group: usize| knowledge.groups[group].staff;
        if place > 0 || tree == 0 {
            let (people, staff) = (people(*whole), staff(*whole));
            known.push(Known { tree, terms: vec![(*whole, 1)], people, staff });
        }
        if !parts.is_empty() {
            let terms = [(*whole, 1)].into_iter().chain(parts.iter().map(|part| (*part, -1)));
            known.push(Known { tree, terms: terms.collect(), people: all(&people), staff: all(&staff) });
        }
    }
    known
}

/// The place of the nearest shown group around a place.
fn nearest_shown(nodes: &Tree, place: usize, shown: &dyn Fn(usize) -> bool) -> Option<usize> {
    let mut at = nodes[place].1?;
    while !shown(nodes[at].0) {
        at = nodes[at].1?;
    }
    Some(at)
}

/// All of that in every tree, each set of people once.
pub(super) fn of_trees(knowledge: &Knowledge<'_>, shown: &dyn Fn(usize) -> bool) -> Vec<Known> {
    once((0..knowledge.trees.len()).flat_map(|tree| of_tree(knowledge, tree, shown)).collect())
}

/// The same, and what is left of something known where something known of another tree lies inside it.
pub(super) fn of_trees_and_across(knowledge: &Knowledge<'_>, shown: &dyn Fn(usize) -> bool) -> Vec<Known> {
    let mut known = of_trees(knowledge, shown);
    known.extend(across_trees(&known));
    once(known)
}

fn once(mut known: Vec<Known>) -> Vec<Known> {
    known.sort_by_key(|known| known.terms.len());
    let mut seen = BTreeSet::new();
    known.retain(|known| seen.insert((known.people, known.staff)));
    known
}

fn across_trees(known: &[Known]) -> Vec<Known> {
    let mut found = Vec::new();
    for outer in known.iter().filter(|outer| !outer.people.is_empty()) {
        for inner in known.iter().filter(|inner| inner.tree != outer.tree && !inner.people.is_empty()) {
            if inner.people != outer.people && inner.people.is_inside(outer.people) {
                let taken = inner.terms.iter().map(|(group, times)| (*group, -times));
                found.push(Known {
                    tree: outer.tree,
                    terms: outer.terms.iter().copied().chain(taken).collect(),
                    people: outer.people.without(inner.people),
                    staff: outer.staff.without(inner.staff),
                });
            }
        }
    }
    found
}
