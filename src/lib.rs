//! x
use polars as _; 
/// x
pub fn x() {}
