//! Protect: from estimates to a release of what may be published.

pub(in crate::confidential) mod release;
