//! What is published, as the intruder reads it.

use std::collections::BTreeMap;

/// The figures of one measure in one group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    /// Those who answered; of a response rate the headcount.
    pub(super) base: u64,
    /// Respondents of the group.
    pub(super) respondents: u64,
    /// Negative, neutral, positive answers.
    pub(super) tones: Option<[u64; 3]>,
    /// Each category's answers.
    pub(super) categories: Option<Vec<u64>>,
    /// People of the group.
    pub(super) headcount: Option<u64>,
    /// Where there is a change: the groups that the earlier figure is put together of; none where it is one group's.
    pub(super) change: Option<Vec<Name>>,
}

/// Breakdown and group.
pub(super) type Name = (String, String);

/// The published figures by wave and measure, then by group.
#[derive(Clone, Debug, Default)]
pub(super) struct Published {
    /// A measure is a question's id, `response`, or a score.
    pub(super) measures: BTreeMap<(usize, String), BTreeMap<Name, Shown>>,
}
