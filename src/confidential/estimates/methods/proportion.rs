//! One proportion.
//!
//! # What it answers
//!
//! "What share of those who answered on the scale are positive?"
//!
//! # Formula
//!
//! ```text
//! p = x / n
//! ```
//!
//! # Assumptions and limits
//!
//! `n` counts answers on the scale: blanks and "not applicable" are not in it. Rounding waits
//! until display, so that differences are taken between unrounded shares.
//!
//! # Source
//!
//! UK Civil Service People Survey, technical guide 2019, "percent positive".

/// The share `x / n`; nothing without answers or with more positives than answers.
///
/// ```
/// use candour::methods::proportion;
///
/// assert_eq!(proportion(43, 100), Some(0.43));
/// assert_eq!(proportion(0, 0), None);
/// assert_eq!(proportion(8, 7), None);
/// ```
#[must_use]
pub fn proportion(x: u64, n: u64) -> Option<f64> {
    (n > 0 && x <= n).then(|| x as f64 / n as f64)
}
