//! Remainders: what is left when known parts are taken from a known whole.

use super::structure::{Graph, Split, Structure};

/// A whole less its largest known parts.
pub(super) struct Remainder {
    /// Number of the equation that takes the whole apart.
    pub(super) equation: u32,
    /// The whole, or the groups that make it up.
    pub(super) whole: Vec<u32>,
    /// What is taken away.
    pub(super) parts: Vec<u32>,
}

impl Remainder {
    /// All groups that it is made of.
    pub(super) fn groups(&self) -> impl Iterator<Item = u32> {
        self.whole.iter().chain(&self.parts).copied()
    }

    /// What is left of a quantity; nothing where it is not known of all of them, or does not add up.
    pub(super) fn left(&self, of: impl Fn(u32) -> Option<u64>) -> Option<u64> {
        let sum = |groups: &[u32]| groups.iter().map(|group| of(*group)).sum::<Option<u64>>();
        sum(&self.whole)?.checked_sub(sum(&self.parts)?)
    }

    /// In words: `what is left of all by gender`.
    pub(super) fn name(&self, structure: &Structure, graph: &Graph) -> String {
        let equation = &graph.equations[self.equation as usize];
        let whole = match equation.split {
            Split::Column => structure.groups[equation.whole as usize].id.to_string(),
            _ => structure.group_name(equation.whole),
        };
        format!("what is left of {whole} by {}", equation.by)
    }
}

/// Every remainder that known groups make: in a tree, unions of these are all that subtraction can give.
pub(super) fn remainders(graph: &Graph, known: impl Fn(u32) -> bool) -> Vec<Remainder> {
    let mut found = Vec::new();
    for (number, equation) in (0..).zip(&graph.equations) {
        let Some(whole) = whole(graph, equation.whole, &known) else { continue };
        let mut parts = Vec::new();
        for part in &equation.parts {
            largest(graph, *part, equation.split, &known, &mut parts);
        }
        if equation.split != Split::Together && !parts.is_empty() {
            found.push(Remainder { equation: number, whole, parts });
        }
    }
    found
}

/// The known groups that make up a whole: itself, or all that are put together in it.
fn whole(graph: &Graph, group: u32, known: &impl Fn(u32) -> bool) -> Option<Vec<u32>> {
    if known(group) {
        return Some(vec![group]);
    }
    let together = &graph.equations[graph.together[group as usize]? as usize];
    together.parts.iter().all(|part| known(*part)).then(|| together.parts.clone())
}

/// The largest known groups within a part: itself, or in a tree those below it.
pub(super) fn largest(
    graph: &Graph,
    part: u32,
    split: Split,
    known: &impl Fn(u32) -> bool,
    into: &mut Vec<u32>,
) {
    if known(part) {
        into.push(part);
    } else if let Some(below) = graph.below[part as usize].filter(|_| split == Split::Units) {
        for lower in &graph.equations[below as usize].parts {
            largest(graph, *lower, split, known, into);
        }
    }
}
