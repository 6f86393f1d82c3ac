//! Blocks: some thousand respondents at a time, prepared once for all tables while they are in the cache.

use std::ops::Range;

use crate::confidential::wave::Wave;
use crate::plan::Plan;

use super::scores::Scoring;
use super::slot_of;
use super::transpose::{Strip, transpose};

/// Respondents of a block: one item's answers and one breakdown's groups fit the first-level cache together.
pub(super) const ROWS: usize = 4096;

/// Reads a wave block by block, into memory that is used again for each.
pub(super) struct Blocks<'a> {
    wave: &'a Wave,
    /// The number of its first respondent.
    first: usize,
    scorings: Vec<Scoring>,
    slots: Vec<u8>,
    strips: Vec<Strip>,
    scores: Vec<Option<u32>>,
}

/// Consecutive respondents of a wave.
pub(super) struct Block<'a> {
    wave: &'a Wave,
    first: usize,
    rows: Range<usize>,
    slots: &'a [u8],
    strips: &'a [Strip],
    scores: &'a [Option<u32>],
}

impl<'a> Blocks<'a> {
    /// Nothing read yet.
    pub(super) fn new(plan: &Plan, wave: &'a Wave, first: usize) -> Self {
        let scoring = |composite| Scoring::new(plan, composite, wave.wave);
        Self {
            wave,
            first,
            scorings: plan.composites.iter().map(scoring).collect(),
            slots: Vec::new(),
            strips: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// The block of these respondents; there must be at least one.
    pub(super) fn read(&mut self, rows: Range<usize>) -> Block<'_> {
        let length = rows.len();
        self.slots.clear();
        for answers in &self.wave.answers {
            self.slots.extend(answers[rows.clone()].iter().map(|&answer| slot_of(answer)));
        }
        transpose(&self.slots, length, &mut self.strips);
        self.scores.resize(self.scorings.len() * length, None);
        let slots = |item: usize| &self.slots[item * length..][..length];
        for (scoring, scores) in self.scorings.iter().zip(self.scores.chunks_exact_mut(length)) {
            scoring.score(slots, scores);
        }
        let (wave, first) = (self.wave, self.first);
        Block { wave, first, rows, slots: &self.slots, strips: &self.strips, scores: &self.scores }
    }
}

impl Block<'_> {
    /// How many respondents.
    pub(super) fn length(&self) -> usize {
        self.rows.len()
    }

    /// Their numbers in the wave.
    pub(super) fn rows(&self) -> Range<usize> {
        self.first + self.rows.start..self.first + self.rows.end
    }

    /// The respondents' group codes in a breakdown.
    pub(super) fn groups(&self, breakdown: usize) -> &[u16] {
        &self.wave.groups[breakdown][self.rows.clone()]
    }

    /// The respondents' slots, respondent by respondent.
    pub(super) fn strips(&self) -> &[Strip] {
        self.strips
    }

    /// The respondents' slots for one item.
    pub(super) fn item(&self, item: usize) -> &[u8] {
        &self.slots[item * self.length()..][..self.length()]
    }

    /// The respondents' scores, composite by composite.
    pub(super) fn scores(&self) -> impl Iterator<Item = &[Option<u32>]> {
        self.scores.chunks_exact(self.length())
    }
}
