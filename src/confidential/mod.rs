//! The only rooms that touch answers or unprotected figures.
//!
//! Each stage takes the noun before it and gives the noun after it: [`export`] reads the vendor's
//! files, [`wave`] makes one typed row per respondent, [`counts`] tallies them, [`estimates`] makes
//! scores, intervals and verdicts, and [`protect`] lets out a `Release` of what may be published.
//! [`quality`] says how good a wave's data is, to whoever holds the exports and to nobody else. [`comments`] go a way of their own, from the store through a person's hands. Nothing here is visible outside, except the doors below and the sealed release.

mod comments;
mod counts;
mod engine;
mod estimates;
mod export;
mod forget;
mod in_order;
mod inert;
mod protect;
mod quality;
pub(crate) mod stages;
mod store;
mod wave;

pub use estimates::methods;

/// The sealed release and what it is made of.
pub(crate) mod release {
    pub use super::estimates::verdict::Verdict;
    pub use super::protect::findings::{
        Consistency, Consistent, Contribution, Decomposition, DriverShare, Drivers, Findings, LikeForLike,
        RankedGroup, Ranking, Reliability, Representation, RepresentedGroup, Spread, Trend, Unanswered,
        Weighted, WeightedFigure, WeightingOutcome,
    };
    pub use super::protect::release::{
        Cell, Difference, Figures, Marker, Measure, MeasureKind, Release, ReleasedBreakdown,
        ReleasedCategory, ReleasedChange, ReleasedColumn, ReleasedCross, ReleasedGroup, ReleasedLineage,
        ReleasedPart, ReleasedTarget, ReleasedWave, Row, Rules, SCHEMA_VERSION,
    };
}
