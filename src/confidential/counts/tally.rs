//! The kernel: one increment per respondent, item and table.
//!
//! A table's small counters for one item lie side by side, so that a block's answers to that item
//! are counted inside the first-level cache, without a branch: who is in no group is counted in one
//! more group that nobody reads. The counters are poured into the table's totals before one of them
//! can overflow.

use crate::plan::{Cross, Plan};

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
    placing: Placing,
    /// Groups of the table.
    groups: usize,
    /// `[group]`
    respondents: Vec<u16>,
    /// `[item][group]`
    answers: Vec<[u16; SLOTS]>,
    /// `[group][composite]`
    scores: Vec<ScoreSums>,
}

/// How a respondent's group in a table is found.
enum Placing {
    /// Everyone is in the one group.
    Everyone,
    /// By the code in this breakdown.
    Code(usize),
    /// By the row of a unit of the highest level and the column of a group of the characteristic.
    Cell {
        level: usize,
        characteristic: usize,
        /// By unit: the first group of its row.
        rows: Vec<u32>,
        /// By group of the characteristic: its column.
        columns: Vec<Option<u32>>,
    },
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
        let groups = grouping.groups(plan);
        Self {
            placing: Placing::new(plan, grouping),
            groups,
            respondents: vec![0; groups + 1],
            answers: vec![[0; SLOTS]; (groups + 1) * plan.items.len()],
            scores: vec![ScoreSums::default(); (groups + 1) * plan.composites.len()],
        }
    }

    /// The group of each respondent of a block; the table's number of groups for those in none.
    fn place(&self, block: &Block, places: &mut Vec<u32>) {
        let none = self.groups as u32;
        match &self.placing {
            Placing::Everyone => places.resize(block.length(), 0),
            Placing::Code(breakdown) => {
                places.extend(block.groups(*breakdown).iter().map(|&group| u32::from(group).min(none)));
            }
            Placing::Cell { level, characteristic, rows, columns } => {
                let pairs = block.groups(*level).iter().zip(block.groups(*characteristic));
                let cell = |(&unit, &group): (&u16, &u16)| {
                    Some(rows.get(usize::from(unit))? + columns.get(usize::from(group)).copied()??)
                };
                places.extend(pairs.map(|pair| cell(pair).unwrap_or(none)));
            }
        }
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

impl Placing {
    fn new(plan: &Plan, grouping: Grouping) -> Self {
        match grouping {
            Grouping::All => Self::Everyone,
            Grouping::One(breakdown) => Self::Code(breakdown),
            Grouping::Cross(index) => Self::cell(plan, &plan.crosses[index]),
        }
    }

    fn cell(plan: &Plan, cross: &Cross) -> Self {
        let size = |breakdown| Grouping::One(breakdown).groups(plan);
        let level = plan.highest_level().unwrap_or_default();
        let column = |group| cross.column_of(group).map(|column| column as u32);
        Self::Cell {
            level,
            characteristic: cross.characteristic,
            rows: (0..size(level)).map(|unit| (unit * cross.columns.len()) as u32).collect(),
            columns: (0..size(cross.characteristic)).map(column).collect(),
        }
    }
}
