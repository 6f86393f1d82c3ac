//! Candour turns an organisation's all-colleague survey into findings that can be trusted and acted on.
//!
//! The data goes one way. A [`plan`] says what the survey is. Inside `confidential`, the exports become
//! one typed row per respondent, then tallies, then estimates, then a protected [`release`]; nothing else leaves it.

mod confidential;
pub mod exit;
pub mod plan;
pub mod problem;
pub mod release;
pub mod report;

pub use confidential::methods;
