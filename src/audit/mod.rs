//! Audit: attacks a finished release as an intruder would, with nothing but the published files.
//!
//! It knows nothing of how protection decides: its own arithmetic reads what the files say as statements, rebuilds the
//! equations that the structure of the survey makes of them, and bounds everything that is withheld. A finding stops a
//! release.

#[allow(dead_code, reason = "read by the attack")]
mod files;
pub mod finding;
#[allow(dead_code, reason = "the rules for comments use it too")]
pub(crate) mod personal;
pub mod statement;

pub use finding::{Finding, Leak};
pub use statement::{CellKey, Says, Statement};
