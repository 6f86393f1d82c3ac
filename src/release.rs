//! The one doorway out: the sealed [`Release`], all that a report may know.

pub use crate::confidential::release::*;
