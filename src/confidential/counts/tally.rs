//! Tallies: joint tables while they are counted, and the tables and cells that are sums of them.

use std::ops::Range;

use crate::confidential::wave::Wave;
use crate::plan::{Breakdown, Item, Plan, Tone};

use super::block::Block;
use super::joint::{self, Placing};
use super::numbering::Numbering;
use super::registers::{Registers, occurring};
use super::{Cell, Cells, Counts, FIRST_MISSING, Grouping, SLOTS, ScoreSums, Table};

/// All joint tables.
pub(super) struct Tallies {
    joints: Vec<JointTally>,
    numbers: Vec<u32>,
}

/// One joint table.
struct JointTally {
    numbering: Numbering,
    registers: Registers,
    /// `[composite][cell]`
    scores: Vec<Vec<ScoreSums>>,
    /// The tables that are sums of it, by their index.
    tables: Vec<(usize, Placing)>,
    /// Where in a combination the breakdowns of the cells are, if they are sums of it too; else empty.
    cells: Vec<usize>,
}

impl Tallies {
    /// Nobody counted yet of these respondents, in whatever these counts need.
    pub(super) fn new(plan: &Plan, wave: &Wave, rows: Range<usize>, counts: &Counts) -> Self {
        let slots = occurring(wave, rows);
        let groupings: Vec<Grouping> = counts.tables.iter().map(|table| table.grouping).collect();
        let sets = sets(plan, &counts.cells, &groupings);
        let mut joints: Vec<JointTally> =
            sets.iter().map(|breakdowns| JointTally::new(plan, breakdowns, &slots)).collect();
        // Each is a sum of the first that has all that it asks for.
        for (table, &grouping) in groupings.iter().enumerate() {
            let placing = |set: &Vec<usize>| Placing::new(plan, grouping, set);
            if let Some((joint, placing)) =
                joints.iter_mut().zip(&sets).find_map(|(j, set)| Some((j, placing(set)?)))
            {
                joint.tables.push((table, placing));
            }
        }
        if let Some((joint, places)) = joints
            .iter_mut()
            .zip(&sets)
            .find_map(|(j, set)| Some((j, places(&counts.cells.breakdowns, set)?)))
        {
            joint.cells = places;
        }
        Self { joints, numbers: Vec::new() }
    }

    /// Counts a block.
    pub(super) fn add(&mut self, block: &Block) {
        for joint in &mut self.joints {
            joint.numbering.number(block, &mut self.numbers);
            joint.add(block, &self.numbers);
        }
    }

    /// Adds what was counted to the tables and the cells.
    pub(super) fn pour(self, plan: &Plan, counts: &mut Counts) {
        let mut tallies = Vec::new();
        for joint in &self.joints {
            for cell in 0..joint.numbering.met() {
                joint.registers.tallies(cell, &mut tallies);
                joint.pour(plan, cell, &tallies, counts);
            }
        }
    }
}

/// Where in a set these breakdowns are; `None` where one is not.
fn places(breakdowns: &[usize], set: &[usize]) -> Option<Vec<usize>> {
    let place = |breakdown| set.iter().position(|other| other == breakdown);
    breakdowns.iter().map(place).collect()
}

impl JointTally {
    /// Nobody counted yet, of whom only these slots are.
    fn new(plan: &Plan, breakdowns: &[usize], slots: &[u8]) -> Self {
        Self {
            numbering: Numbering::new(plan, breakdowns),
            registers: Registers::new(plan.items.len(), slots.to_vec()),
            scores: vec![Vec::new(); plan.composites.len()],
            tables: Vec::new(),
            cells: Vec::new(),
        }
    }

    fn add(&mut self, block: &Block, cells: &[u32]) {
        let met = self.numbering.met();
        self.registers.grow(met);
        self.registers.add(cells, block.strips());
        for (sums, scores) in self.scores.iter_mut().zip(block.scores()) {
            sums.resize(met, ScoreSums::default());
            for (&cell, score) in cells.iter().zip(scores) {
                if let Some(score) = *score {
                    sums[cell as usize].add(score);
                }
            }
        }
    }

    /// Adds one of its cells, with its tallies, to all that are sums of it.
    fn pour(&self, plan: &Plan, cell: usize, tallies: &[u64], counts: &mut Counts) {
        let combination = self.numbering.groups(cell);
        let respondents = self.registers.respondents(cell);
        let scores: Vec<ScoreSums> =
            self.scores.iter().map(|cells| cells.get(cell).copied().unwrap_or_default()).collect();
        for (index, placing) in &self.tables {
            let Some(table) = counts.tables.get_mut(*index) else { continue };
            if let Some(group) = placing.group(&combination, table.respondents.len()) {
                table.add(group, respondents, tallies, &scores);
            }
        }
        if !self.cells.is_empty() {
            let groups = self.cells.iter().filter_map(|&place| combination.get(place).copied()).collect();
            let answers = plan.items.iter().zip(tallies.as_chunks::<SLOTS>().0);
            let items = answers.map(|(item, tally)| positive(item, tally)).collect();
            counts.cells.add(groups, &Cell { respondents, items, scores });
        }
    }
}

/// Answers to an item on its scale, and positive ones.
fn positive(item: &Item, tally: &[u64; SLOTS]) -> [u64; 2] {
    let answers = &tally[1..FIRST_MISSING];
    let on_the_scale = answers.iter().take(item.categories.len()).sum();
    [on_the_scale, item.tally(answers, Tone::Positive)]
}

/// The breakdowns to be counted together: those of the cells, all levels, the cross tables, then the rest.
fn sets(plan: &Plan, cells: &Cells, groupings: &[Grouping]) -> Vec<Vec<usize>> {
    let is_level = |index: &usize| plan.breakdowns.get(*index).is_some_and(Breakdown::is_level);
    // The lowest first: of a unit it follows what is above it.
    let levels = (0..plan.breakdowns.len()).rev().filter(is_level).collect();
    let (crosses, others): (Vec<Grouping>, Vec<Grouping>) =
        groupings.iter().partition(|grouping| matches!(grouping, Grouping::Cross(_)));
    let tables = crosses.into_iter().chain(others).map(|grouping| joint::asked_for(plan, grouping));
    let wanted = [cells.breakdowns.clone(), levels].into_iter().filter(|set: &Vec<usize>| !set.is_empty());
    joint::joints(plan, wanted.chain(tables))
}

impl Table {
    /// Adds the respondents of a cell to a group.
    fn add(&mut self, group: usize, respondents: u64, tallies: &[u64], scores: &[ScoreSums]) {
        self.respondents[group] += respondents;
        let totals = &mut self.answers[group * tallies.len()..][..tallies.len()];
        totals.iter_mut().zip(tallies).for_each(|(total, count)| *total += count);
        let sums = &mut self.scores[group * scores.len()..][..scores.len()];
        sums.iter_mut().zip(scores).for_each(|(sums, others)| sums.merge(others));
    }
}
