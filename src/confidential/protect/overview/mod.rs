//! Overview: what is said beyond single figures, made of shown figures alone.

mod stand_in;
pub(super) mod trend;
