//! Attacks: what an intruder tries, one file each.

pub(super) mod change;
pub(super) mod composite;
pub(super) mod determined;
pub(super) mod earlier;
pub(super) mod findings;
pub(super) mod scope;
pub(super) mod small;
pub(super) mod subtraction;
pub(super) mod unanimous;

use super::finding::{Finding, Leak};
use super::knowledge::{Cell, Knowledge};
use super::remainder::Remainder;
use super::structure::{Asked, Graph, Spot, Structure};
use crate::release::Rules;

/// What every attack works with.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// The survey's structure.
    pub(super) structure: &'a Structure,
    /// What is said.
    pub(super) knowledge: &'a Knowledge,
    /// What was promised.
    pub(super) rules: &'a Rules,
}

impl<'a> View<'a> {
    /// The cells of a table.
    fn cells(&self, table: usize) -> &'a [Cell] {
        &self.knowledge.tables[table]
    }

    /// The equations of a table's wave.
    fn graph(&self, table: usize) -> &'a Graph {
        &self.structure.graphs[self.structure.wave(table)]
    }

    /// Fewer people than this must not be told of a measure.
    fn smallest(&self, measure: &Asked) -> u64 {
        let sensitive = if measure.sensitive { self.rules.smallest_sensitive } else { 0 };
        self.rules.smallest_group.max(sensitive)
    }

    /// A finding in a table, given away by what is said of these groups.
    fn finding(&self, leak: Leak, table: usize, what: &str, groups: impl Iterator<Item = u32>) -> Finding {
        let spots = groups.map(|group| Spot { table: table as u32, group });
        let files = self.knowledge.said_by(spots);
        Finding { leak, place: format!("{} · {what}", self.structure.table_name(table)), files }
    }

    /// A finding on one cell.
    fn on_cell(&self, leak: Leak, table: usize, group: u32) -> Finding {
        self.finding(leak, table, &self.structure.group_name(group), std::iter::once(group))
    }

    /// A finding on what is left of a whole.
    fn on_remainder(&self, leak: Leak, table: usize, remainder: &Remainder) -> Finding {
        let name = remainder.name(self.structure, self.graph(table));
        self.finding(leak, table, &name, remainder.groups())
    }
}
