//! What other rules would show: a simple threshold, and the best choice of every table by itself.

use super::super::residual::{self, Node};
use super::super::size::large_enough;
use super::super::tally::Tally;
use super::{Demand, Pattern};

impl Pattern<'_> {
    /// How many figures a simple threshold would show, and how many at most could be shown safely: every table by itself, the
    /// size, residual and unanimity rules alone.
    pub(in crate::confidential::protect) fn alternatives(&self) -> (u64, u64) {
        let (mut by_threshold, mut at_most) = (0, 0);
        for key in self.measures() {
            let row =
                |at: usize| self.structure.members[at].rows.get(&key).map(|row| &self.estimates.rows[*row]);
            let demand = Demand { k: self.smallest(key), insiders: Some(self.plan.protection.insiders) };
            let k = self.plan.protection.smallest_group;
            let alone: Vec<(Tally, bool)> = (0..self.structure.members.len())
                .map(|at| {
                    let member = &self.structure.members[at];
                    let tally = row(at).map(Tally::of_row).unwrap_or_default();
                    let large = large_enough(member.respondents, member.headcount, k);
                    by_threshold += u64::from(large && tally.people >= k as i64);
                    (tally, large && self.by_itself(&tally, row(at), demand, true).is_none())
                })
                .collect();
            at_most += self.best(&alone, demand.k);
        }
        (by_threshold, at_most)
    }

    /// The most groups that every table by itself can show; everyone counted once.
    fn best(&self, alone: &[(Tally, bool)], k: u64) -> u64 {
        let mut most = 0;
        for (number, tree) in self.structure.trees.iter().enumerate() {
            let node = |(member, parent): (&usize, &Option<usize>)| Node {
                parent: *parent,
                people: u64::try_from(alone[*member].0.people).unwrap_or(0),
                allowed: alone[*member].1,
                weight: 1,
            };
            let nodes: Vec<Node> = tree.members.iter().zip(&tree.parents).map(node).collect();
            let shown = residual::choose(&nodes, k);
            most += shown.iter().skip(usize::from(number > 0)).filter(|shown| **shown).count() as u64;
        }
        let rows = self.structure.crosses.iter().flat_map(|cross| &cross.rows);
        let whole = rows.filter(|(_, cells)| cells.iter().all(|cell| alone[*cell].1));
        most + whole.map(|(_, cells)| cells.len() as u64).sum::<u64>()
    }
}
