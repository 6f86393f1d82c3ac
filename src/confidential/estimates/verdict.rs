//! Verdicts: what a comparison amounts to, in one of six plain phrases.

use serde::{Deserialize, Serialize};

/// What a comparison amounts to. The sixth phrase, "withheld", is a cell's and not a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Larger than chance explains, and large enough to matter.
    Higher,
    /// Larger than chance explains, but smaller than what matters.
    SlightlyHigher,
    /// Tested with enough people to have seen the smallest difference that matters.
    NoClearDifference,
    /// Smaller than chance explains, but by less than what matters.
    SlightlyLower,
    /// Smaller than chance explains, by enough to matter.
    Lower,
    /// The group could not have shown a difference that matters.
    TooSmallToSay,
    /// The question, scale or unit changed, or there is nothing to compare with.
    NotComparable,
}
