//! R5, the containment rule: groups of different breakdowns leave no small remainder of each other.
//!
//! # What it does
//! What is known of one table is compared with what is known of another, part by part: where some parts of one lie together
//! inside some parts of the other, the people who are left must be nobody or at least k, and not all alike. Known is every
//! shown group and everything that subtraction gives within its own table.
//!
//! # Why
//! When everyone on a casual contract works in one service, the service without its casual staff is published too, by
//! subtraction, although no table shows it. So are the casual staff and the apprentices together outside it.
//!
//! # Example
//! A service of 20 holds all 14 casual staff; everybody else is permanent. 20 − 14 = 6 < 10: one of the two groups gives
//! way. A service of 48 holds all 15 casual staff and all 25 apprentices: neither leaves a small remainder, both do (8).
//!
//! # Source
//! Differencing attacks of the statistical disclosure control handbooks. For two tables the rule is complete: sets of parts
//! that leave a remainder are the directed cuts of the graph of their overlaps (an edge from a part of the one to a
//! part of the other where people are in both); the smallest are found by maximum flow (Ford and Fulkerson 1956), after
//! parts that have k people and more in common are put together, as no small cut can part them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A set of parts of one table that holds a set of parts of another, and how many people are left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Parts of the one.
    pub(super) outer: Vec<usize>,
    /// Parts of the other, all of whose people are in the outer ones.
    pub(super) inner: Vec<usize>,
    /// People who are in the outer and not in the inner parts.
    pub(super) people: u64,
}

/// The smallest remainders of fewer than `limit` people between two tables: for every two parts that have people in common, the
/// smallest remainder with these people in it. `common[a][b]` are the people in part a of the one and b of the other.
pub(super) fn small_cuts(common: &[Vec<u64>], limit: u64) -> Vec<Cut> {
    let rows = common.len();
    let columns = common.first().map_or(0, Vec::len);
    let parts = join(common, limit);
    let mut between: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (row, shared) in common.iter().enumerate() {
        for (column, people) in shared.iter().enumerate().filter(|(_, people)| **people > 0) {
            let (from, to) = (parts[row], parts[rows + column]);
            if from != to {
                *between.entry((from, to)).or_default() += people;
            }
        }
    }
    let graph = Graph::new(&between, parts.iter().max().map_or(0, |most| most + 1), limit);
    let mut found = BTreeSet::new();
    for (&(from, to), _) in between.iter().filter(|(_, people)| **people < limit) {
        if let Some((people, inside)) = graph.smallest_cut(from, to) {
            let chosen = |range: std::ops::Range<usize>| -> Vec<usize> {
                range.clone().filter(|part| inside[parts[*part]]).map(|part| part - range.start).collect()
            };
            found.insert((chosen(0..rows), chosen(rows..rows + columns), people));
        }
    }
    found.into_iter().map(|(outer, inner, people)| Cut { outer, inner, people }).collect()
}

/// Numbers the parts (those of the one table, then those of the other) so that parts with `limit` and more people in common
/// have the same number.
fn join(common: &[Vec<u64>], limit: u64) -> Vec<usize> {
    let rows = common.len();
    let columns = common.first().map_or(0, Vec::len);
    let mut root: Vec<usize> = (0..rows + columns).collect();
    for (row, shared) in common.iter().enumerate() {
        for (column, _) in shared.iter().enumerate().filter(|(_, people)| **people >= limit) {
            let (one, other) = (find(&mut root, row), find(&mut root, rows + column));
            root[one.max(other)] = one.min(other);
        }
    }
    let roots: Vec<usize> = (0..rows + columns).map(|part| find(&mut root, part)).collect();
    let mut numbers = BTreeMap::new();
    for root in &roots {
        let next = numbers.len();
        numbers.entry(*root).or_insert(next);
    }
    roots.iter().map(|root| numbers[root]).collect()
}

fn find(root: &mut [usize], mut part: usize) -> usize {
    while root[part] != part {
        root[part] = root[root[part]];
        part = root[part];
    }
    part
}

/// Parts as nodes. An edge may be cut at the cost of its people; against its direction it may not be cut at all.
///
/// Few parts have people in common with few others, so edges are listed, not tabled.
struct Graph {
    /// Of each node: the nodes that it has an edge with, and the edge in this direction. The edge against it is its neighbour: of
    /// an even number the next, of an odd one the one before.
    edges: Vec<Vec<(usize, usize)>>,
    /// By edge: the room that there is, at most `limit`.
    room: Vec<i64>,
    limit: i64,
}

impl Graph {
    fn new(between: &BTreeMap<(usize, usize), u64>, nodes: usize, limit: u64) -> Self {
        let limit = limit as i64;
        let mut graph = Self { edges: vec![Vec::new(); nodes], room: Vec::new(), limit };
        for (&(from, to), people) in between {
            // Where edges run both ways, neither may be cut.
            let both = between.contains_key(&(to, from));
            if !both {
                graph.join(from, to, [(*people as i64).min(limit), limit]);
            } else if from < to {
                graph.join(from, to, [limit, limit]);
            }
        }
        graph
    }

    /// Room from one to the other, and back.
    fn join(&mut self, from: usize, to: usize, room: [i64; 2]) {
        let edge = self.room.len();
        self.edges[from].push((to, edge));
        self.edges[to].push((from, edge + 1));
        self.room.extend(room);
    }

    /// The smallest cut with `from` inside and `to` outside, if it has fewer than `limit` people, and what is inside.
    fn smallest_cut(&self, from: usize, to: usize) -> Option<(u64, Vec<bool>)> {
        let mut left = self.room.clone();
        let mut flow = 0;
        loop {
            let (by, reached) = self.reach(from, to, &left);
            if !reached[to] {
                return Some((flow as u64, reached));
            }
            let path: Vec<usize> =
                std::iter::successors(by[to], |(before, _)| by[*before]).map(|(_, edge)| edge).collect();
            let more = path.iter().map(|edge| left[*edge]).min().unwrap_or(0);
            for edge in path {
                left[edge] -= more;
                left[edge ^ 1] += more;
            }
            flow += more;
            if flow >= self.limit {
                return None;
            }
        }
    }

    /// Where more can still flow to, and from where by which edge.
    fn reach(&self, from: usize, to: usize, left: &[i64]) -> (Vec<Option<(usize, usize)>>, Vec<bool>) {
        let mut by = vec![None; self.edges.len()];
        let mut reached = vec![false; self.edges.len()];
        reached[from] = true;
        let mut next = VecDeque::from([from]);
        while let Some(node) = next.pop_front().filter(|_| !reached[to]) {
            for (other, edge) in &self.edges[node] {
                if left[*edge] > 0 && !reached[*other] {
                    reached[*other] = true;
                    by[*other] = Some((node, *edge));
                    next.push_back(*other);
                }
            }
        }
        (by, reached)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_group_inside_another_leaves_a_remainder() {
        // The service and everybody else; casual and permanent.
        let common = vec![vec![14, 6], vec![0, 40]];
        let cuts = small_cuts(&common, 10);
        let six = Cut { outer: vec![0], inner: vec![0], people: 6 };
        assert_eq!(cuts, [six]);
        assert!(small_cuts(&common, 6).is_empty());
    }

    #[test]
    fn two_groups_together_inside_a_third() {
        let common = vec![vec![15, 25, 8], vec![0, 0, 60]];
        let both = Cut { outer: vec![0], inner: vec![0, 1], people: 8 };
        assert_eq!(small_cuts(&common, 10), [both]);
    }

    #[test]
    fn groups_that_together_hardly_hold_more_than_another() {
        // The second part of the other table lies in the first two of the one, which have six people more.
        let common = vec![vec![0, 12, 3], vec![0, 11, 3], vec![30, 0, 40]];
        let cuts = small_cuts(&common, 10);
        assert!(cuts.contains(&Cut { outer: vec![0, 1], inner: vec![1], people: 6 }), "{cuts:?}");
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
        let person = prop_oneof![3 => Just(0_u64), 3 => 1_u64..8, 1 => 8_u64..40];
        (1_usize..5, 1_usize..5).prop_flat_map(move |(rows, columns)| {
            prop::collection::vec(prop::collection::vec(person.clone(), columns), rows)
        })
    }

    /// The smallest remainder of all pairs of sets of parts.
    fn smallest(common: &[Vec<u64>]) -> Option<u64> {
        let (rows, columns) = (common.len(), common[0].len());
        let mut least = None;
        for outer in 0_u32..1 << rows {
            for inner in 0_u32..1 << columns {
                let (mut left, mut astray) = (0, 0);
                for (row, shared) in common.iter().enumerate() {
                    for (column, people) in shared.iter().enumerate() {
                        match (outer >> row & 1 == 1, inner >> column & 1 == 1) {
                            (true, false) => left += people,
                            (false, true) => astray += people,
                            _ => {}
                        }
                    }
                }
                if astray == 0 && left > 0 {
                    least = Some(least.map_or(left, |least: u64| least.min(left)));
                }
            }
        }
        least
    }

    proptest! {
        #[test]
        fn the_smallest_remainder_is_found_and_every_one_found_is_one(common in tables(), limit in 1_u64..20) {
            let cuts = small_cuts(&common, limit);
            for cut in &cuts {
                let mut left = 0;
                for (row, shared) in common.iter().enumerate() {
                    for (column, people) in shared.iter().enumerate() {
                        match (cut.outer.contains(&row), cut.inner.contains(&column)) {
                            (true, false) => left += people,
                            (false, true) => prop_assert_eq!(*people, 0),
                            _ => {}
                        }
                    }
                }
                prop_assert_eq!(left, cut.people);
                prop_assert!(0 < left && left < limit);
            }
            let least = cuts.iter().map(|cut| cut.people).min();
            prop_assert_eq!(least, smallest(&common).filter(|least| *least < limit));
        }
    }
}
