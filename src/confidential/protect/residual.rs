//! R2, the residual rule: no difference of shown groups may be a small group.
//!
//! # What it does
//! In a tree of groups, chooses which to show, so that for every shown group the people who are in none of its
//! largest shown descendants are nobody or at least k. Among all choices that hold this (and show only groups that
//! are allowed), it takes one of the greatest total weight.
//!
//! # Why
//! Whoever subtracts what is shown of the parts from what is shown of the whole learns about the remainder. On a
//! tree the shown groups are unions of these remainders, so when each is empty or large, no combination of
//! shown groups gives a small one: the rule is necessary and sufficient.
//!
//! # Example
//! A directorate of 60 has services of 40, 12 and 8. With k = 10 the service of 8 is not allowed, and showing the other
//! two would leave 8 by subtraction. Showing only the service of 40 leaves 20: it is shown, those of 12 and 8 are not.
//!
//! # Source
//! The complement rule of the confidentiality handbooks, generalised; exact dynamic programme over the tree with the
//! uncovered people capped at k, O(groups × k²).

/// A group in a tree. Parents come before their children; the root is first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Index of the parent; `None` for the root.
    pub(super) parent: Option<usize>,
    /// Respondents, or those who answered a question.
    pub(super) people: u64,
    /// Whether the group may be shown as far as other rules are concerned.
    pub(super) allowed: bool,
    /// What is lost if it is not shown.
    pub(super) weight: u64,
}

/// Best total weight by the number of uncovered people, capped at k; `None` where it cannot be reached.
type Best = Vec<Option<u64>>;

/// Which groups to show, by node. Nothing is shown when the root may not be.
pub(super) fn choose(nodes: &[Node], k: u64) -> Vec<bool> {
    let mut shown = vec![false; nodes.len()];
    let cap = usize::try_from(k).unwrap_or(usize::MAX);
    let root_allowed = nodes.first().is_some_and(|root| root.allowed && root.people >= k);
    if !root_allowed || cap == 0 {
        return shown;
    }
    let tables = Tables::fill(nodes, cap);
    let below = tables.hidden(0);
    let best = better(below[0].map(|value| (value, 0)), below[cap].map(|value| (value, cap)));
    if let Some((_, uncovered)) = best {
        shown[0] = true;
        tables.walk(0, uncovered, &mut shown);
    }
    shown
}

fn better(a: Option<(u64, usize)>, b: Option<(u64, usize)>) -> Option<(u64, usize)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The programme's tables for every node.
struct Tables<'a> {
    nodes: &'a [Node],
    cap: usize,
    children: Vec<Vec<usize>>,
    /// For each node, the children taken in one by one: entry 0 is before the first child, the last after all.
    partial: Vec<Vec<Best>>,
    /// For each node: best value of its whole subtree, shown or hidden.
    best: Vec<Best>,
}

impl<'a> Tables<'a> {
    fn fill(nodes: &'a [Node], cap: usize) -> Self {
        let mut children = vec![Vec::new(); nodes.len()];
        for (index, node) in nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent].push(index);
            }
        }
        let mut tables = Self {
            nodes,
            cap,
            children,
            partial: vec![Vec::new(); nodes.len()],
            best: vec![Vec::new(); nodes.len()],
        };
        for node in (0..nodes.len()).rev() {
            tables.partial[node] = tables.take_in(node);
            tables.best[node] = tables.decide(node);
        }
        tables
    }

    /// People of a node who are in none of its children, capped.
    fn own(&self, node: usize) -> usize {
        let below: u64 = self.children[node].iter().map(|child| self.nodes[*child].people).sum();
        let own = self.nodes[node].people.saturating_sub(below);
        usize::try_from(own).unwrap_or(self.cap).min(self.cap)
    }

    fn take_in(&self, node: usize) -> Vec<Best> {
        let mut start = vec![None; self.cap + 1];
        start[self.own(node)] = Some(0);
        let mut partial = vec![start];
        for child in &self.children[node] {
            let before = &partial[partial.len() - 1];
            let mut after = vec![None; self.cap + 1];
            for (a, value) in before.iter().enumerate().filter_map(|(a, value)| Some((a, (*value)?))) {
                for (b, more) in
                    self.best[*child].iter().enumerate().filter_map(|(b, more)| Some((b, (*more)?)))
                {
                    let sum = (a + b).min(self.cap);
                    after[sum] = after[sum].max(Some(value + more));
                }
            }
            partial.push(after);
        }
        partial
    }

    /// Best value of a node's subtree with the node itself hidden.
    fn hidden(&self, node: usize) -> &Best {
        &self.partial[node][self.partial[node].len() - 1]
    }

    /// Best value with the node itself shown, and how many it leaves uncovered below: 0 or k and more.
    fn shown(&self, node: usize) -> Option<(u64, usize)> {
        let Node { people, allowed, weight, .. } = self.nodes[node];
        if !allowed || people < self.cap as u64 {
            return None;
        }
        let below = self.hidden(node);
        let found = better(below[0].map(|value| (value, 0)), below[self.cap].map(|value| (value, self.cap)));
        found.map(|(value, uncovered)| (value + weight, uncovered))
    }

    fn decide(&self, node: usize) -> Best {
        let mut best = self.hidden(node).clone();
        best[0] = best[0].max(self.shown(node).map(|(value, _)| value));
        best
    }

    /// Marks what is shown below `node` when it leaves `uncovered` people there.
    fn walk(&self, node: usize, uncovered: usize, marks: &mut [bool]) {
        let mut uncovered = uncovered;
        for (taken, child) in self.children[node].iter().enumerate().rev() {
            let (before, own) = self.split(node, taken, *child, uncovered);
            self.settle(*child, own, marks);
            uncovered = before;
        }
    }

    /// How the uncovered people of the first `taken + 1` children divide between the last of them and the others.
    fn split(&self, node: usize, taken: usize, child: usize, uncovered: usize) -> (usize, usize) {
        let wanted = self.partial[node][taken + 1][uncovered];
        for (a, value) in self.partial[node][taken].iter().enumerate() {
            for (b, more) in self.best[child].iter().enumerate() {
                let sum = value.zip(*more).map(|(value, more)| value + more);
                if (a + b).min(self.cap) == uncovered && sum.is_some() && sum == wanted {
                    return (a, b);
                }
            }
        }
        (0, 0)
    }

    fn settle(&self, node: usize, uncovered: usize, marks: &mut [bool]) {
        let shown =
            self.shown(node).filter(|(value, _)| uncovered == 0 && self.best[node][0] == Some(*value));
        match shown {
            Some((_, below)) => {
                marks[node] = true;
                self.walk(node, below, marks);
            }
            None => self.walk(node, uncovered, marks),
        }
    }
}

/// For every shown node: the people in none of its largest shown descendants.
#[cfg(test)]
pub(super) fn residuals(nodes: &[Node], shown: &[bool]) -> Vec<u64> {
    let owner = |mut node: usize| loop {
        match nodes[node].parent {
            None => return None,
            Some(parent) if shown[parent] => return Some(parent),
            Some(parent) => node = parent,
        }
    };
    let mut left: Vec<u64> =
        nodes.iter().zip(shown).map(|(node, shown)| if *shown { node.people } else { 0 }).collect();
    for node in (0..nodes.len()).filter(|node| shown[*node]) {
        if let Some(owner) = owner(node) {
            left[owner] -= nodes[node].people;
        }
    }
    (0..nodes.len()).filter(|node| shown[*node]).map(|node| left[node]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(parent: Option<usize>, people: u64) -> Node {
        Node { parent, people, allowed: true, weight: 1000 + people }
    }

    #[test]
    fn the_example_of_the_rule() {
        let tree = [node(None, 60), node(Some(0), 40), node(Some(0), 12), node(Some(0), 8)];
        assert_eq!(choose(&tree, 10), [true, true, false, false]);
    }

    #[test]
    fn people_without_a_lower_unit_are_a_part_that_is_never_shown() {
        let tree = [node(None, 45), node(Some(0), 30), node(Some(0), 12)];
        assert_eq!(choose(&tree, 10), [true, true, false]);
    }

    #[test]
    fn an_organisation_that_is_too_small_shows_nothing() {
        assert_eq!(choose(&[node(None, 9), node(Some(0), 9)], 10), [false, false]);
        assert_eq!(choose(&[], 10), [false; 0]);
    }

    /// Trees with up to nine nodes under the root; a parent has its children's people and some of its own.
    fn trees() -> impl Strategy<Value = Vec<Node>> {
        let spec = prop::collection::vec((0usize..100, 0u64..25, prop::bool::weighted(0.9)), 1..10);
        spec.prop_map(|spec| {
            let mut nodes: Vec<Node> = Vec::new();
            for (index, (parent, people, allowed)) in spec.into_iter().enumerate() {
                let parent = (index > 0).then(|| parent % index);
                nodes.push(Node { parent, people, allowed: allowed || index == 0, weight: 100 + people });
            }
            for index in (1..nodes.len()).rev() {
                if let Some(parent) = nodes[index].parent {
                    nodes[parent].people += nodes[index].people;
                }
            }
            nodes
        })
    }

    fn safe(nodes: &[Node], shown: &[bool], k: u64) -> bool {
        let sized = nodes.iter().zip(shown).all(|(node, shown)| !shown || (node.allowed && node.people >= k));
        sized && residuals(nodes, shown).iter().all(|left| *left == 0 || *left >= k)
    }

    fn weight(nodes: &[Node], shown: &[bool]) -> u64 {
        nodes.iter().zip(shown).skip(1).filter(|(_, shown)| **shown).map(|(node, _)| node.weight).sum()
    }

    proptest! {
        #[test]
        fn the_choice_is_safe_and_no_safe_choice_weighs_more(nodes in trees(), k in 1u64..15) {
            let chosen = choose(&nodes, k);
            prop_assert!(safe(&nodes, &chosen, k));
            let mut heaviest = None;
            for mask in 0u32..(1 << nodes.len()) {
                let shown: Vec<bool> = (0..nodes.len()).map(|node| mask >> node & 1 == 1).collect();
                if shown[0] && safe(&nodes, &shown, k) {
                    heaviest = heaviest.max(Some(weight(&nodes, &shown)));
                }
            }
            prop_assert_eq!(chosen[0].then(|| weight(&nodes, &chosen)), heaviest);
        }
    }
}
