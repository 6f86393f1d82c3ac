//! What may be compared with the wave before: comparability of questions and lineage of units.

/// Whether two waves' answers to a question may be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparability {
    /// The same wording and scale.
    Same,
    /// Reworded, and judged to mean the same; the note says how.
    Reworded(String),
    /// Not to be compared; the reason for the reader.
    NotComparable(String),
    /// Asked in only one of the two.
    NotAsked,
}

/// A line of `comparability.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparabilityEntry {
    /// Index into [`super::Plan::questions`].
    pub question: usize,
    /// Index of the earlier wave.
    pub from: usize,
    /// Index of the later wave.
    pub to: usize,
    /// The verdict.
    pub verdict: Comparability,
}

/// What became of a unit between two waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineageKind {
    /// The same people under another name.
    Renamed,
    /// Became part of a larger unit.
    Merged,
    /// Became several units.
    Split,
    /// The same unit under another parent.
    Moved,
}

/// A line of `lineage.csv`: `unit` became `successor` before the wave `wave`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage {
    /// The earlier unit: level and group.
    pub unit: (usize, usize),
    /// The later unit: level and group.
    pub successor: (usize, usize),
    /// Index of the first wave with the successor.
    pub wave: usize,
    /// What happened.
    pub kind: LineageKind,
    /// For a split: the part of the unit that went to this successor, 0..1.
    pub share: Option<f64>,
}

/// A unit's counterpart in an earlier wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predecessor {
    /// The group of the same level with this index.
    Group(usize),
    /// Not comparable; the reason for the reader.
    NotComparable(String),
}
