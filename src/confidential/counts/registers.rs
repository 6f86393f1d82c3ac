//! The kernel: a row a register.
//!
//! The counters of a cell for one slot are a row of bytes, one for each item, so a respondent is counted by comparing the
//! whole row of answers with the slot and adding the outcome: some vector instructions for all items, without a branch
//! and without two increments that wait for each other, as the histograms of one item and one breakdown do. It is the
//! vertical counting of column stores, turned by a quarter. Counters are widened before one of them can overflow.

use std::ops::Range;

use crate::confidential::wave::Wave;

use super::transpose::{LANES, Strip, strips};
use super::{FIRST_MISSING, SLOTS, slot_of};

/// How often a counter can be added to before it must be widened.
const MOST: u8 = u8::MAX;

/// Counters of answers by cell, item and slot.
pub(super) struct Registers {
    /// The slots that are counted. Whoever is in none of them has not answered.
    slots: Vec<u8>,
    items: usize,
    /// `[cell][strip][slot]`
    counters: Vec<Strip>,
    /// Respondents in the counters, by cell.
    added: Vec<u8>,
    /// Respondents who were widened, by cell.
    widened: Vec<u32>,
    /// Where a cell's wide counters are, as how many cells have any with it; 0 where it has none.
    places: Vec<u32>,
    /// `[place][strip][slot]`
    wide: Vec<[u32; LANES]>,
}

impl Registers {
    /// No cell yet, counting so many items in these slots.
    pub(super) fn new(items: usize, slots: Vec<u8>) -> Self {
        Self {
            slots,
            items,
            counters: Vec::new(),
            added: Vec::new(),
            widened: Vec::new(),
            places: Vec::new(),
            wide: Vec::new(),
        }
    }

    /// Makes room for so many cells.
    pub(super) fn grow(&mut self, cells: usize) {
        self.counters.resize(cells * self.size(), [0; LANES]);
        self.added.resize(cells, 0);
        self.widened.resize(cells, 0);
        self.places.resize(cells, 0);
    }

    /// Counts respondents, given the cell of each and the strips of their answers.
    pub(super) fn add(&mut self, cells: &[u32], rows: &[Strip]) {
        let (size, width) = (self.size(), strips(self.items));
        for (respondent, &cell) in cells.iter().enumerate() {
            let cell = cell as usize;
            let answers = &rows[respondent * width..][..width];
            let counters = &mut self.counters[cell * size..][..size];
            count(answers, counters, &self.slots);
            self.added[cell] += 1;
            if self.added[cell] == MOST {
                self.widen(cell);
            }
        }
    }

    /// Moves a cell's counters to its wide ones.
    #[cold]
    fn widen(&mut self, cell: usize) {
        let size = self.size();
        if self.places[cell] == 0 {
            self.wide.resize(self.wide.len() + size, [0; LANES]);
            self.places[cell] = self.wide.len().checked_div(size).unwrap_or(1) as u32;
        }
        let wide = &mut self.wide[(self.places[cell] as usize - 1) * size..][..size];
        let counters = &mut self.counters[cell * size..][..size];
        for (total, count) in wide.as_flattened_mut().iter_mut().zip(counters.as_flattened_mut()) {
            *total += u32::from(std::mem::take(count));
        }
        self.widened[cell] += u32::from(std::mem::take(&mut self.added[cell]));
    }

    /// Respondents in a cell.
    pub(super) fn respondents(&self, cell: usize) -> u64 {
        u64::from(self.widened[cell]) + u64::from(self.added[cell])
    }

    /// The tallies of a cell, item by item.
    pub(super) fn tallies(&self, cell: usize, tallies: &mut Vec<u64>) {
        let (size, slots) = (self.size(), self.slots.len());
        tallies.clear();
        tallies.resize(self.items * SLOTS, 0);
        let wide =
            (self.places[cell] as usize).checked_sub(1).map(|place| &self.wide[place * size..][..size]);
        let counters = &self.counters[cell * size..][..size];
        for (item, tally) in tallies.as_chunks_mut::<SLOTS>().0.iter_mut().enumerate() {
            let (strip, lane) = (item / LANES * slots, item % LANES);
            for (row, &slot) in (strip..).zip(&self.slots) {
                let widened = wide.map_or(0, |wide| wide[row][lane]);
                tally[usize::from(slot)] = u64::from(widened) + u64::from(counters[row][lane]);
            }
            tally[0] = self.respondents(cell) - tally.iter().sum::<u64>();
        }
    }

    /// Strips of counters for one cell.
    fn size(&self) -> usize {
        strips(self.items) * self.slots.len()
    }
}

/// Adds one respondent to the counters of a cell.
#[inline]
fn count(answers: &[Strip], counters: &mut [Strip], slots: &[u8]) {
    for (answers, counters) in answers.iter().zip(counters.chunks_exact_mut(slots.len().max(1))) {
        for (counters, &slot) in counters.iter_mut().zip(slots) {
            for (counter, &answer) in counters.iter_mut().zip(answers) {
                *counter = counter.wrapping_add(u8::from(answer == slot));
            }
        }
    }
}

/// The slots besides “not answered” that occur among the answers of some respondents: all up to the highest category, and
/// the kinds of missing that there are.
pub(super) fn occurring(wave: &Wave, rows: Range<usize>) -> Vec<u8> {
    let (mut highest, mut missing) = (0, 0);
    for answers in &wave.answers {
        let (category, kinds) = seen(&answers[rows.clone()]);
        highest = category.max(highest);
        missing |= kinds;
    }
    let missing = (0..).zip(FIRST_MISSING as u8..SLOTS as u8).filter(|(kind, _)| missing >> kind & 1 == 1);
    (1..=highest).chain(missing.map(|(_, slot)| slot)).collect()
}

/// The highest category, and a bit for each kind of missing.
fn seen(answers: &[u8]) -> (u8, u8) {
    const MISSING: u8 = FIRST_MISSING as u8;
    let (mut highest, mut missing) = ([0; LANES], [0; LANES]);
    let mut see = |answers: &[u8]| {
        for ((highest, missing), &answer) in highest.iter_mut().zip(&mut missing).zip(answers) {
            let slot = slot_of(answer);
            let kind = |kind: u8| u8::from(slot == MISSING + kind) << kind;
            *missing |= kind(0) | kind(1) | kind(2) | kind(3);
            *highest = (*highest).max(if slot < MISSING { slot } else { 0 });
        }
    };
    let (strips, rest) = answers.as_chunks::<LANES>();
    for strip in strips {
        see(strip);
    }
    see(rest);
    (highest.iter().copied().max().unwrap_or(0), missing.iter().fold(0, |all, kinds| all | kinds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::wave::code;

    #[test]
    fn only_what_occurs_is_counted() {
        let wave = |answers| sample::wave(&[([0; 4], [1; 6]), ([0; 4], answers)]);
        assert_eq!(occurring(&wave([0; 6]), 0..2), [1]);
        assert_eq!(occurring(&wave([3, 0, code::NOT_ASKED, 1, 1, 1]), 0..2), [1, 2, 3, 12]);
        assert_eq!(occurring(&wave([0, 11, 251, 252, 253, 99]), 0..1), [1]);
        assert_eq!(occurring(&wave([0, 2, 251, 252, 253, 99]), 0..2), [1, 2, 13, 14, 15]);
    }

    #[test]
    fn counters_are_widened_before_they_overflow() {
        let mut registers = Registers::new(2, vec![1, 13]);
        registers.grow(2);
        let mut row = [0; LANES];
        row[..2].copy_from_slice(&[1, 13]);
        for _ in 0..3 {
            registers.add(&[1; 257], &vec![row; 257]);
        }
        registers.add(&[0, 1], &[[0; LANES], [0; LANES]]);
        let mut tallies = vec![7];
        registers.tallies(1, &mut tallies);
        let expected = |slot: usize| {
            let mut tally = [0; SLOTS];
            (tally[0], tally[slot]) = (1, 771);
            tally
        };
        assert_eq!((registers.respondents(0), registers.respondents(1)), (1, 772));
        assert_eq!(tallies, [expected(1), expected(13)].concat());
    }

    #[test]
    fn where_nothing_was_answered_there_is_nothing_to_count() {
        let mut registers = Registers::new(1, Vec::new());
        registers.grow(1);
        registers.add(&[0; 300], &vec![[0; LANES]; 300]);
        let mut tallies = Vec::new();
        registers.tallies(0, &mut tallies);
        assert_eq!(tallies[..2], [300, 0]);
    }
}
