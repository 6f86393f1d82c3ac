//! Counts: tallies of question × category × group that can be merged.
//!
//! Everything later is computed from these whole numbers, so partial counts from any split of the
//! respondents, in any order and from any number of threads, merge to the same counts.

mod association_tally;
mod associations;
mod block;
mod cells;
mod grouping;
mod joint;
mod membership_tally;
mod memberships;
mod moments;
mod numbering;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod reference;
mod registers;
#[cfg(test)]
pub(in crate::confidential) mod sample;
mod scores;
#[cfg(test)]
mod speed;
mod table;
mod tally;
mod transpose;

use std::fmt;
use std::ops::Range;
use std::thread;

use crate::confidential::in_order::in_order;
use crate::confidential::wave::{Wave, code};
use crate::plan::{MOST_CATEGORIES, Plan};

use association_tally::AssociationTallies;
use block::Blocks;
use membership_tally::MembershipTallies;
use tally::Tallies;

#[cfg(any(test, feature = "distributed"))]
pub(in crate::confidential) use associations::RESAMPLING_GROUPS;
pub(in crate::confidential) use associations::{Associations, resampling_group};
pub(in crate::confidential) use cells::{Cell, Cells};
pub(in crate::confidential) use grouping::Grouping;
pub(in crate::confidential) use memberships::Memberships;
pub(in crate::confidential) use moments::Moments;
pub(in crate::confidential) use scores::{POINT, ScoreSums};
pub(in crate::confidential) use table::Table;

/// Slots of a tally: 0 not answered; 1..=11 the categories, least favourable first; then not asked,
/// not applicable, prefer not to say, invalid.
pub(in crate::confidential) const SLOTS: usize = 16;

/// The slot after the last category: where the four kinds of missing begin.
pub(in crate::confidential) const FIRST_MISSING: usize = MOST_CATEGORIES + 1;

/// How many of each answer there are to one item in one group.
pub(in crate::confidential) type Tally = [u64; SLOTS];

/// The slot in which an answer is counted: comparisons alone, so that many are found at once.
pub(in crate::confidential) const fn slot_of(answer: u8) -> u8 {
    const MISSING: u8 = FIRST_MISSING as u8;
    // The codes of the first three kinds of missing follow each other; everything else is invalid.
    let kind = answer.wrapping_sub(code::NOT_ASKED);
    if answer < MISSING {
        answer
    } else if kind < 3 {
        MISSING + kind
    } else {
        MISSING + 3
    }
}

/// The answer that a slot counts.
pub(in crate::confidential) fn answer_of(slot: usize) -> u8 {
    const MISSING: [u8; 4] = [code::NOT_ASKED, code::NOT_APPLICABLE, code::PREFER_NOT_TO_SAY, code::INVALID];
    match slot.checked_sub(FIRST_MISSING) {
        Some(missing) => MISSING.get(missing).copied().unwrap_or(code::INVALID),
        None => slot as u8,
    }
}

/// The tallies of one wave.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::confidential) struct Counts {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// One table per grouping: all; each breakdown; each cross table.
    pub(in crate::confidential) tables: Vec<Table>,
    /// Which groups respondents are in: see [`Memberships`].
    pub(in crate::confidential) memberships: Memberships,
    /// By several breakdowns at once: see [`Cells`].
    pub(in crate::confidential) cells: Cells,
    /// How answers go together: see [`Associations`].
    pub(in crate::confidential) associations: Associations,
}

/// A thread is worth its start, and its own copy of the tables, from this many respondents on.
const LEAST_PER_THREAD: usize = 16_384;

/// Everything that is ever counted of a wave, with at most this many threads.
pub(in crate::confidential) fn count(plan: &Plan, wave: &Wave, threads: usize) -> Counts {
    count_some(plan, wave, 0, threads)
}

/// The same of some of a wave's respondents, of whom the first has this number.
pub(in crate::confidential) fn count_some(plan: &Plan, some: &Wave, first: usize, threads: usize) -> Counts {
    count_parts(plan, some, first, threads.clamp(1, some.respondents / LEAST_PER_THREAD + 1))
}

/// The same of a wave of so many pages, of which all but the last have so many respondents, and not all are in memory
/// at once.
///
/// # Errors
/// The first of `page`'s own.
pub(in crate::confidential) fn count_pages<E: Send>(
    plan: &Plan,
    wave: usize,
    (pages, respondents): (usize, usize),
    threads: usize,
    page: impl Fn(usize) -> Result<Wave, E> + Sync,
) -> Result<Counts, E> {
    let side_by_side = if pages < threads { 1 } else { threads };
    let of_page = |&mut (): &mut (), index: usize| {
        Ok(count_some(plan, &page(index)?, index * respondents, threads / side_by_side))
    };
    let mut left = 0..pages;
    let mut counted = Ok(Counts::new(plan, wave));
    in_order(
        side_by_side,
        || left.next(),
        || (),
        of_page,
        |some: Result<Counts, E>| {
            match (&mut counted, some) {
                (Ok(counts), Ok(some)) => counts.merge(&some),
                (counted, Err(error)) => *counted = Err(error),
                (Err(_), _) => {}
            }
            counted.is_ok()
        },
    );
    counted
}

/// Counts contiguous parts of the respondents side by side and merges them in their order.
fn count_parts(plan: &Plan, wave: &Wave, first: usize, parts: usize) -> Counts {
    let count_part = |rows: Range<usize>| {
        let mut counts = Counts::new(plan, wave.wave);
        counts.add_some(plan, wave, first, rows);
        counts
    };
    let size = wave.respondents.div_ceil(parts.max(1));
    let mut parts = pieces(0..wave.respondents, size);
    let Some(part) = parts.next() else { return Counts::new(plan, wave.wave) };
    thread::scope(|scope| {
        let others: Vec<_> = parts.map(|rows| scope.spawn(move || count_part(rows))).collect();
        let mut whole = count_part(part);
        for other in others {
            match other.join() {
                Ok(part) => whole.merge(&part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        whole
    })
}

/// Consecutive pieces of a range, all but the last of this length.
fn pieces(rows: Range<usize>, length: usize) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    rows.step_by(length.max(1)).map(move |start| start..end.min(start + length.max(1)))
}

impl Counts {
    /// The counts of nobody: what every merge leaves as it is.
    pub(in crate::confidential) fn new(plan: &Plan, wave: usize) -> Self {
        let empty = |grouping| Table::new(plan, grouping);
        Self {
            wave,
            tables: Grouping::every(plan).into_iter().map(empty).collect(),
            memberships: Memberships::new(plan),
            cells: Cells::new(plan),
            associations: Associations::new(plan, wave),
        }
    }

    /// Counts these respondents of a wave in addition.
    #[cfg(test)]
    pub(in crate::confidential) fn add(&mut self, plan: &Plan, wave: &Wave, rows: Range<usize>) {
        self.add_some(plan, wave, 0, rows);
    }

    /// Counts these of some of a wave's respondents in addition; the first of them has this number in the wave.
    fn add_some(&mut self, plan: &Plan, wave: &Wave, first: usize, rows: Range<usize>) {
        let mut blocks = Blocks::new(plan, wave, first);
        let mut tallies = Tallies::new(plan, wave, rows.clone(), self);
        let mut associations = AssociationTallies::new(plan, wave.wave);
        let mut memberships = MembershipTallies::new(plan);
        for rows in pieces(rows, block::ROWS) {
            let block = blocks.read(rows);
            tallies.add(&block);
            associations.add(&block);
            memberships.add(&block);
        }
        tallies.pour(plan, self);
        associations.pour(&mut self.associations);
        memberships.pour(&mut self.memberships);
    }

    /// Adds the counts of other respondents of the same wave.
    pub(in crate::confidential) fn merge(&mut self, other: &Counts) {
        debug_assert_eq!(self.wave, other.wave, "counts of two waves do not merge");
        for (table, others) in self.tables.iter_mut().zip(&other.tables) {
            table.merge(others);
        }
        self.memberships.merge(&other.memberships);
        self.cells.merge(&other.cells);
        self.associations.merge(&other.associations);
    }

    /// The table of a grouping, if it is one of those that are counted.
    pub(in crate::confidential) fn table(&self, grouping: Grouping) -> Option<&Table> {
        self.tables.iter().find(|table| table.grouping == grouping)
    }
}

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Counts of wave {}: {} tables", self.wave, self.tables.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_code_has_its_slot_and_finds_its_way_back() {
        let known: Vec<u8> = (0..=11).chain(250..=253).collect();
        let slots: Vec<u8> = known.iter().map(|&answer| slot_of(answer)).collect();
        assert_eq!(slots, (0..16).collect::<Vec<u8>>());
        assert!((0..SLOTS).map(answer_of).eq(known));
    }

    #[test]
    fn an_unknown_code_counts_as_invalid() {
        assert!((12..250).chain(254..=255).all(|answer| slot_of(answer) == slot_of(code::INVALID)));
    }

    #[test]
    fn pieces_cover_a_range_once() {
        assert!(pieces(3..10, 3).eq([3..6, 6..9, 9..10]));
        assert!(pieces(3..3, 3).next().is_none());
        assert!(pieces(0..2, 0).eq([0..1, 1..2]));
    }
}
