//! The kernel of the cells: each respondent's cell is found once, then one addition per respondent and item.

use crate::plan::{Item, Plan, Tone};

use super::block::Block;
use super::numbering::Numbering;
use super::{Cell, Cells, FIRST_MISSING, SLOTS, ScoreSums};

/// The counters of every cell that was met. One item's lie side by side: a block's answers to it are counted in the
/// cache.
pub(super) struct CellTallies {
    numbering: Numbering,
    /// `[item][slot]`: what an answer adds.
    effects: Vec<[[u64; 2]; SLOTS]>,
    /// `[cell]`
    respondents: Vec<u64>,
    /// `[item][cell]`
    items: Vec<Vec<[u64; 2]>>,
    /// `[composite][cell]`
    scores: Vec<Vec<ScoreSums>>,
    numbers: Vec<u32>,
}

impl CellTallies {
    /// Nobody counted yet.
    pub(super) fn new(plan: &Plan, breakdowns: &[usize]) -> Self {
        Self {
            numbering: Numbering::new(plan, breakdowns),
            effects: plan.items.iter().map(effects).collect(),
            respondents: Vec::new(),
            items: vec![Vec::new(); plan.items.len()],
            scores: vec![Vec::new(); plan.composites.len()],
            numbers: Vec::new(),
        }
    }

    /// Counts a block; nothing where there is no breakdown to count by.
    pub(super) fn add(&mut self, block: &Block) {
        self.numbering.number(block, &mut self.numbers);
        let met = self.numbering.met();
        if met == 0 {
            return;
        }
        self.respondents.resize(met, 0);
        for &number in &self.numbers {
            self.respondents[number as usize] += 1;
        }
        for ((cells, effects), slots) in self.items.iter_mut().zip(&self.effects).zip(block.slots()) {
            cells.resize(met, [0; 2]);
            for (&number, &slot) in self.numbers.iter().zip(slots) {
                let ([answers, positive], effect) =
                    (&mut cells[number as usize], effects[usize::from(slot) % SLOTS]);
                *answers += effect[0];
                *positive += effect[1];
            }
        }
        for (cells, scores) in self.scores.iter_mut().zip(block.scores()) {
            cells.resize(met, ScoreSums::default());
            for (&number, score) in self.numbers.iter().zip(scores) {
                if let Some(score) = *score {
                    cells[number as usize].add(score);
                }
            }
        }
    }

    /// Adds the counters to the cells.
    pub(super) fn pour(self, cells: &mut Cells) {
        for (number, &respondents) in self.respondents.iter().enumerate() {
            let cell = Cell {
                respondents,
                items: self.items.iter().map(|cells| cells[number]).collect(),
                scores: self.scores.iter().map(|cells| cells[number]).collect(),
            };
            cells.add(self.numbering.groups(number), &cell);
        }
    }
}

/// For each slot of an item: whether it is an answer on the scale, and a positive one.
fn effects(item: &Item) -> [[u64; 2]; SLOTS] {
    let mut effects = [[0; 2]; SLOTS];
    for (category, effect) in item.categories.iter().zip(&mut effects[1..FIRST_MISSING]) {
        *effect = [1, u64::from(category.tone == Tone::Positive)];
    }
    effects
}
