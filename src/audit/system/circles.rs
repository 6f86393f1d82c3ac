//! Which equations form circles: only there can more be known than what bounds carry; and which circles have nothing to do
//! with each other.

use std::collections::BTreeSet;

use crate::audit::range::Range;
use crate::audit::structure::Graph;

/// The equations that are left when, again and again, those are taken away that share at most one open group with the
/// others: all that they say is in that group's bounds already.
pub(super) fn circles(graph: &Graph, ranges: &[Range]) -> Vec<u32> {
    let open = |group: u32| ranges[group as usize].exact().is_none();
    let members: Vec<Vec<u32>> = graph
        .equations
        .iter()
        .map(|equation| {
            let all = equation.parts.iter().chain([&equation.whole]);
            all.copied().filter(|group| open(*group)).collect()
        })
        .collect();
    // In how many of the equations that are left each group is.
    let mut uses = vec![0_u32; ranges.len()];
    for group in members.iter().flatten() {
        uses[*group as usize] += 1;
    }
    let mut left = vec![true; members.len()];
    let mut looking: Vec<usize> = (0..members.len()).rev().collect();
    while let Some(equation) = looking.pop() {
        let shared = || members[equation].iter().filter(|group| uses[**group as usize] > 1);
        if !left[equation] || shared().count() > 1 {
            continue;
        }
        left[equation] = false;
        let freed: Vec<u32> = shared().copied().collect();
        for group in &members[equation] {
            uses[*group as usize] -= 1;
        }
        looking.extend(freed.iter().flat_map(|group| &graph.of[*group as usize]).map(|next| *next as usize));
    }
    (0..).zip(left).filter(|(_, left)| *left).map(|(equation, _)| equation).collect()
}

/// The same equations in parts that share no open group: what is solved for one tells nothing of another.
pub(super) fn apart(graph: &Graph, equations: &[u32], ranges: &[Range]) -> Vec<Vec<u32>> {
    let open = |group: &u32| ranges[*group as usize].exact().is_none();
    let members = |number: u32| {
        let equation = &graph.equations[number as usize];
        equation.parts.iter().chain([&equation.whole]).copied().filter(open)
    };
    let mut left: BTreeSet<u32> = equations.iter().copied().collect();
    let mut parts = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut part = vec![first];
        let mut looking = vec![first];
        while let Some(equation) = looking.pop() {
            for next in members(equation).flat_map(|group| &graph.of[group as usize]) {
                if left.remove(next) {
                    part.push(*next);
                    looking.push(*next);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}
