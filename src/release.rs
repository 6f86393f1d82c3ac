//! The one doorway out: the sealed [`Release`], all that a report may know, and the file that it is kept in.

mod file;

pub use crate::confidential::release::*;
pub use file::Unreadable;
pub(crate) use file::content;
#[cfg(test)]
pub(crate) use file::sealed;
