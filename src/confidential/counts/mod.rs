//! Counts: tallies of question × category × group that can be merged.
//!
//! Everything later is computed from these whole numbers, so partial counts from any split of the
//! respondents, in any order and from any number of threads, merge to the same counts.

use std::fmt;

use crate::plan::MOST_CATEGORIES;

/// Slots of a tally: 0 not answered; 1..=11 the categories, least favourable first; then not asked,
/// not applicable, prefer not to say, invalid.
pub(in crate::confidential) const SLOTS: usize = 16;

/// The slot after the last category: where the four kinds of missing begin.
pub(in crate::confidential) const FIRST_MISSING: usize = MOST_CATEGORIES + 1;

/// How respondents were grouped in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::confidential) enum Grouping {
    /// Everyone, as one group.
    All,
    /// By one breakdown of the plan (its index); group = index into its groups.
    One(usize),
    /// By two (their indices): group = first × groups of the second + second.
    Two(usize, usize),
}

/// Respondents' scores on a pillar or index in one group, as sums that merge exactly.
/// A score is a fixed-point number: ten-thousandths of a point on 0..100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::confidential) struct ScoreSums {
    /// Respondents with a score: at least half of the items answered.
    pub(in crate::confidential) n: u64,
    /// Sum of scores.
    pub(in crate::confidential) sum: u64,
    /// Sum of squared scores.
    pub(in crate::confidential) squares: u128,
}

/// One point of a score in the fixed-point numbers of [`ScoreSums`].
pub(in crate::confidential) const POINT: u64 = 10_000;

/// The tallies of one grouping.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::confidential) struct Table {
    /// How respondents were grouped.
    pub(in crate::confidential) grouping: Grouping,
    /// Respondents by group.
    pub(in crate::confidential) respondents: Vec<u64>,
    /// `[group][item][slot]`, flattened.
    pub(in crate::confidential) answers: Vec<u64>,
    /// `[group][composite]`, flattened.
    pub(in crate::confidential) scores: Vec<ScoreSums>,
}

/// The tallies of one wave.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::confidential) struct Counts {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// One table per grouping: all; each breakdown; highest level × each characteristic.
    pub(in crate::confidential) tables: Vec<Table>,
    /// Respondents in both of two groups: see [`Overlaps`].
    pub(in crate::confidential) overlaps: Overlaps,
}

/// For every pair of groups of the one-way tables, the respondents in both. Groups are numbered through:
/// those of breakdown 0, then of breakdown 1, and so on.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Overlaps {
    /// Number of the first group of each breakdown, and one more entry: the number of groups.
    pub(in crate::confidential) first: Vec<usize>,
    /// Square, symmetric: `[group][group]`, flattened.
    pub(in crate::confidential) both: Vec<u32>,
}

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Counts of wave {}: {} tables", self.wave, self.tables.len())
    }
}
