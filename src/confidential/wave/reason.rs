//! The reasons why a row is no respondent.

use crate::plan::SetAsideRule;

/// Why a row is no respondent. The first reason that applies stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Nothing in it.
    Empty,
    /// A rule of the plan, by its index.
    Rule(usize),
    /// Completed before or after the fieldwork.
    Outside,
    /// Another row with the same response id is kept.
    Duplicate,
    /// Its unit is not in the register.
    UnknownUnit,
    /// Its unit is in the register, under another parent.
    WrongParent,
    /// Its unit's name is that of several, and nothing above it says which.
    AmbiguousUnit,
    /// Every question left empty.
    Unanswered,
    /// Fewer questions answered than the plan asks for.
    Incomplete,
}

impl Reason {
    /// The reason in the words of the plan, or the standing ones.
    pub(super) fn words(self, rules: &[SetAsideRule]) -> &str {
        match self {
            Self::Empty => "empty row",
            Self::Rule(index) => rules.get(index).map_or("set aside by a rule", |rule| &rule.reason),
            Self::Outside => "outside the fieldwork dates",
            Self::Duplicate => "duplicate response",
            Self::UnknownUnit => "unknown unit",
            Self::WrongParent => "unit does not belong to its parent",
            Self::AmbiguousUnit => "unit is ambiguous without its parent",
            Self::Unanswered => "no question answered",
            Self::Incomplete => "too few questions answered",
        }
    }
}
