//! Cohen's h: the size of a difference between two proportions.
//!
//! # What it answers
//!
//! "Leaving sample size aside, is this difference small or large?" About 0.2 is small, 0.5
//! medium, 0.8 large.
//!
//! # Formula
//!
//! ```text
//! h = 2 asin(sqrt p1) - 2 asin(sqrt p2)
//! ```
//!
//! # Assumptions and limits
//!
//! The same difference in points counts for more near 0% and 100% than near 50%. The words small,
//! medium and large are conventions of psychology, not of any one organisation. It has no
//! uncertainty of its own: read it beside [`mod@super::newcombe`].
//!
//! # Source
//!
//! Cohen, J. (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 6.

use super::proportion::proportion;

/// Cohen's h of `x1/n1` against `x2/n2`, positive when the first share is larger.
///
/// ```
/// use candour::methods::cohen_h;
///
/// assert!((cohen_h(3, 4, 1, 4).unwrap() - 1.0471975511966).abs() < 1e-12);
/// assert_eq!(cohen_h(0, 5, 0, 10), Some(0.0));
/// assert_eq!(cohen_h(0, 0, 5, 10), None);
/// ```
#[must_use]
pub fn cohen_h(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    let angle = |p: f64| 2.0 * p.sqrt().asin();
    Some(angle(proportion(x1, n1)?) - angle(proportion(x2, n2)?))
}
