//! The overview: what the shown figures say together.
//!
//! Everything here is a function of figures that are shown, and of the remainder that everyone can work out from them
//! (which the residual rule has made nobody or large enough). So it can be said without protecting it again.

mod consistency;
mod decomposition;
mod family;
mod ranking;
mod representation;
mod seen;
mod spread;
#[cfg(test)]
mod tests;
mod trend;
mod unanswered;

pub(super) use consistency::consistency;
pub(super) use decomposition::decompositions;
pub(super) use ranking::rankings;
pub(super) use representation::representation;
pub(super) use seen::Seen;
pub(super) use spread::spreads;
pub(super) use trend::trends;
pub(super) use unanswered::unanswered;
