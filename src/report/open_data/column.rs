//! A column of a table: its name, what stands in it, and what that means. The CSV file and both descriptions of it are
//! made from this.

use crate::release::{Consistent, MeasureKind, Verdict};
use crate::report::wording;

/// A column.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// As the header has it.
    pub(super) name: &'static str,
    /// What it is, in a sentence for somebody who has only the file.
    pub(super) about: &'static str,
    /// What stands in its cells.
    pub(super) holds: Holds,
    /// Whether a cell of it may be empty.
    pub(super) may_be_empty: bool,
}

/// What stands in a cell.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Words that somebody wrote, or the stable name of something.
    Text,
    /// Several stable names with a semicolon between them.
    Names,
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// How many: a whole number that is not negative.
    Count,
    /// Whole percent, from 0 to 100.
    Percent,
    /// Whole points, a difference of two percentages or scores.
    Points,
    /// A whole number.
    Whole,
    /// A number from 0 to 1.
    Part,
    /// A number with decimals.
    Number,
}

impl Holds {
    /// The least and the most that a number here can be, where there is such a bound.
    pub(super) fn limits(self) -> [Option<i64>; 2] {
        match self {
            Self::Count => [Some(0), None],
            Self::Percent => [Some(0), Some(100)],
            Self::Points => [Some(-100), Some(100)],
            Self::Part => [Some(0), Some(1)],
            Self::Text
            | Self::Names
            | Self::OneOf(_)
            | Self::YesNo
            | Self::Date
            | Self::Whole
            | Self::Number => [None, None],
        }
    }
}

impl Column {
    /// A column in which every cell is filled.
    pub(super) const fn new(name: &'static str, holds: Holds, about: &'static str) -> Self {
        Self { name, about, holds, may_be_empty: false }
    }

    /// The same, with cells that may be empty.
    pub(super) const fn or_empty(self) -> Self {
        Self { may_be_empty: true, ..self }
    }
}

/// The survey.
pub(super) const WAVE: Column =
    Column::new("wave", Holds::Text, "Which survey this is from: its id in waves.csv.");
/// What the measure is.
pub(super) const KIND: Column = Column::new(
    "kind",
    Holds::OneOf(kinds),
    "What is measured: a response rate, a question (or one option of it), a pillar, an index, or all questions together.",
);
/// The measure.
pub(super) const MEASURE: Column =
    Column::new("measure", Holds::Text, "What is measured: its id in measures.csv, together with its kind.");
/// The question.
pub(super) const QUESTION: Column =
    Column::new("measure", Holds::Text, "The question: its id in measures.csv, where its kind is question.");
/// The breakdown.
pub(super) const BREAKDOWN: Column = Column::new(
    "breakdown",
    Holds::Text,
    "By what people are grouped, such as directorate: as in groups.csv. The word all stands for everyone.",
);
/// The group.
pub(super) const GROUP: Column = Column::new(
    "group",
    Holds::Text,
    "Whose figure this is: the group's id in groups.csv, together with its breakdown. The word all stands for everyone.",
);
/// The lower end of an interval of whole numbers.
pub(super) const LOW: Column =
    Column::new("ci_low", Holds::Whole, "The lower end of the 95% interval. Empty where there is none.")
        .or_empty();
/// The upper end.
pub(super) const HIGH: Column =
    Column::new("ci_high", Holds::Whole, "The upper end of the 95% interval. Empty where there is none.")
        .or_empty();
/// A p-value that many tests were taken into account for.
pub(super) const ADJUSTED: Column = Column::new(
    "p_adjusted",
    Holds::Part,
    "The p-value after taking into account how many comparisons were made together.",
);

/// Every kind of measure.
pub(super) fn kinds() -> Vec<&'static str> {
    use MeasureKind::{Index, Overall, Pillar, Question, Response};
    [Response, Question, Pillar, Index, Overall].map(super::kind).to_vec()
}

/// Every verdict.
pub(super) fn verdicts() -> Vec<&'static str> {
    use Verdict::{
        Higher, Lower, NoClearDifference, NotComparable, SlightlyHigher, SlightlyLower, TooSmallToSay,
    };
    let all = [Higher, SlightlyHigher, NoClearDifference, SlightlyLower, Lower, TooSmallToSay, NotComparable];
    all.map(wording::verdict).to_vec()
}

/// Every joint verdict.
pub(super) fn joint_verdicts() -> Vec<&'static str> {
    use Consistent::{Higher, Lower, Neither, TooSmallToSay};
    [Higher, Lower, Neither, TooSmallToSay].map(|one| wording::consistent(one).1).to_vec()
}
