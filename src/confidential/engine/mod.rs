//! Engines: the counts of a wave from somebody else's database, where a wave outgrows one machine.
//!
//! No engine of ours: the responses are a plain Parquet file, what is counted of them is plain SQL ([`sql`]), and what an
//! engine answers is put together to the same [`Counts`](super::counts::Counts) as the kernel's (`rebuild`), to the last count.

#[cfg(feature = "distributed")]
mod ballista;
mod dialect;
mod query;
#[cfg(any(test, feature = "distributed"))]
mod rebuild;
#[cfg(any(test, feature = "distributed"))]
mod scheduler;
mod scores;
mod script;
mod sql;
#[cfg(test)]
mod tests;

pub(in crate::confidential) use dialect::Dialect;
pub(in crate::confidential) use script::script;

#[cfg(feature = "distributed")]
pub(in crate::confidential) use ballista::count;
#[cfg(feature = "distributed")]
pub(in crate::confidential) use scheduler::Scheduler;

/// Names in a query that are ours: they begin as no id of a plan can.
mod name {
    /// The column with the resampling groups.
    pub(super) use crate::confidential::store::RESAMPLING;
    /// Which breakdown a group is of.
    pub(super) const BREAKDOWN: &str = "_breakdown";
    /// A group's id.
    pub(super) const GROUP: &str = "_group";
    /// Which item an answer is to.
    pub(super) const ITEM: &str = "_item";
    /// An answer's code.
    pub(super) const ANSWER: &str = "_answer";
    /// Which composite a score is of.
    pub(super) const COMPOSITE: &str = "_composite";
    /// A score.
    pub(super) const SCORE: &str = "_score";
    /// How many.
    pub(super) const COUNT: &str = "_count";
    /// A sum of scores.
    pub(super) const SUM: &str = "_sum";
    /// A sum of squared scores.
    pub(super) const SQUARES: &str = "_squares";
}
