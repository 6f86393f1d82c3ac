//! Statements: what the published files say of groups, whichever file says it and however it is printed.

use std::sync::Arc;

use crate::release::MeasureKind;

/// What is said of: a measure of a group in a wave. Cheap to clone: there are as many as figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    /// Id of the wave.
    pub wave: Arc<str>,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: Arc<str>,
    /// `all`, the breakdown's id, or a cross table's.
    pub breakdown: Arc<str>,
    /// `all` or the group's id.
    pub group: Arc<str>,
}

/// One thing that one file says of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The file, relative to the release folder; where it is a part of one, with the part: `book.xlsx#xl/worksheets/sheet2.xml`.
    pub file: Arc<str>,
    /// What is spoken of.
    pub cell: CellKey,
    /// What is said.
    pub says: Says,
}

/// What is said of a cell. Percentages and points are on 0..100.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// So many answered; for a response rate so many took part.
    Base(u64),
    /// So many respondents are in the group, whatever the measure.
    Respondents(u64),
    /// So many people are in the group.
    Headcount(u64),
    /// So many answered negatively, neither way, positively.
    Tones([u64; 3]),
    /// So many chose each category, least favourable first.
    Categories(Vec<u64>),
    /// The share of a tone (0 negative, 1 neutral, 2 positive) lies in this range: a printed percentage and its rounding.
    /// For a response rate: the rate, as tone 2.
    Share {
        /// Which tone.
        tone: usize,
        /// Percent.
        low: f64,
        /// Percent.
        high: f64,
    },
    /// The score lies in this range.
    Score {
        /// Points.
        low: f64,
        /// Points.
        high: f64,
    },
    /// The figure of the group in an earlier wave, as the change since then tells it: points in a range.
    Earlier {
        /// Id of the earlier wave.
        from: Arc<str>,
        /// Points.
        low: f64,
        /// Points.
        high: f64,
        /// Whether it is on another footing than the earlier wave's own row: other questions, or the unit as it is now.
        rebased: bool,
    },
    /// The cell is said to be withheld for confidentiality.
    Withheld,
}
