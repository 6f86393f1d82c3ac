//! The kernel: one increment per respondent, item and table.
//!
//! A table's small counters for one item lie side by side, so that a block's answers to that item
//! are counted inside the first-level cache, without a branch: who is in no group is counted in one
//! more group that nobody reads. The counters are poured into the table's totals before one of them
//! can overflow.

use crate::plan::Plan;

use super::block::{Block, ROWS};
use super::{Grouping, SLOTS, ScoreSums, Table};

/// Respondents between two pourings: whole blocks, and no more than a counter can hold.
pub(super) const SEGMENT: usize = u16::MAX as usize / ROWS * ROWS;

/// The small counters of all tables.
pub(super) struct Tallies {
    tables: Vec<TableTally>,
    places: Vec<u32>,
}

/// The small counters of one table. One group more than the table has: those who are in none.
struct TableTally {
    grouping: Grouping,
    /// Groups of the grouping's breakdowns: one, or two, or none for everyone.
    sizes: (usize, usize),
    /// Groups of the table.
    groups: usize,
    /// `[group]`
    respondents: Vec<u16>,
    /// `[item][group]`
    answers: Vec<[u16; SLOTS]>,
    /// `[group][composite]`
    scores: Vec<ScoreSums>,
}

impl Tallies {
    /// Counters at zero.
    pub(super) fn new(plan: &Plan, tables: &[Table]) -> Self {
        let counters = |table: &Table| TableTally::new(plan, table.grouping);
        Self { tables: tables.iter().map(counters).collect(), places: Vec::new() }
    }

    /// Counts a block in every table.
    pub(super) fn add(&mut self, block: &Block) {
        for table in &mut self.tables {
            self.places.clear();
            table.place(block, &mut self.places);
            table.add(block, &self.places);
        }
    }

    /// Adds the counters to the tables, and sets them to zero.
    pub(super) fn pour(&mut self, tables: &mut [Table]) {
        for (counters, table) in self.tables.iter_mut().zip(tables) {
            counters.pour(table);
        }
    }
}

impl TableTally {
    fn new(plan: &Plan, grouping: Grouping) -> Self {
        let size = |breakdown| Grouping::One(breakdown).groups(plan);
        let groups = grouping.groups(plan);
        Self {
            grouping,
            sizes: match grouping {
                Grouping::All => (0, 0),
                Grouping::One(breakdown) => (size(breakdown), 0),
                Grouping::Two(first, second) => (size(first), size(second)),
            },
            groups,
            respondents: vec![0; groups + 1],
            answers: vec![[0; SLOTS]; (groups + 1) * plan.items.len()],
            scores: vec![ScoreSums::default(); (groups + 1) * plan.composites.len()],
        }
    }

    /// The group of each respondent of a block; the table's number of groups for those in none.
    fn place(&self, block: &Block, places: &mut Vec<u32>) {
        match self.grouping {
            Grouping::All => places.resize(block.length(), 0),
            Grouping::One(breakdown) => {
                let none = self.groups as u32;
                places.extend(block.groups(breakdown).iter().map(|&group| u32::from(group).min(none)));
            }
            Grouping::Two(first, second) => {
                let pairs = block.groups(first).iter().zip(block.groups(second));
                places.extend(pairs.map(|(&one, &other)| self.joint(one.into(), other.into()) as u32));
            }
        }
    }

    fn joint(&self, one: usize, other: usize) -> usize {
        let in_both = one < self.sizes.0 && other < self.sizes.1;
        if in_both { one * self.sizes.1 + other } else { self.groups }
    }

    fn add(&mut self, block: &Block, places: &[u32]) {
        for &place in places {
            self.respondents[place as usize] += 1;
        }
        for (counters, slots) in self.answers.chunks_exact_mut(self.groups + 1).zip(block.slots()) {
            for (&place, &slot) in places.iter().zip(slots) {
                counters[place as usize][usize::from(slot) % SLOTS] += 1;
            }
        }
        let composites = self.scores.len() / (self.groups + 1);
        for (composite, scores) in block.scores().enumerate() {
            for (&place, score) in places.iter().zip(scores) {
                if let Some(score) = *score {
                    self.scores[place as usize * composites + composite].add(score);
                }
            }
        }
    }

    fn pour(&mut self, table: &mut Table) {
        for (total, count) in table.respondents.iter_mut().zip(&self.respondents) {
            *total += u64::from(*count);
        }
        let items = self.answers.len() / (self.groups + 1);
        let totals = table.answers.as_chunks_mut::<SLOTS>().0;
        for (item, counters) in self.answers.chunks_exact(self.groups + 1).enumerate() {
            for (group, counts) in counters[..self.groups].iter().enumerate() {
                for (total, count) in totals[group * items + item].iter_mut().zip(counts) {
                    *total += u64::from(*count);
                }
            }
        }
        for (total, sums) in table.scores.iter_mut().zip(&self.scores) {
            total.merge(sums);
        }
        self.respondents.fill(0);
        self.answers.fill([0; SLOTS]);
        self.scores.fill(ScoreSums::default());
    }
}
