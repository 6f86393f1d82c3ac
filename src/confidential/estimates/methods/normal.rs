//! The standard normal distribution: tail probabilities and quantiles.
//!
//! # What it answers
//!
//! "How often would chance alone give a test statistic at least this far from zero?"
//!
//! # Formula
//!
//! ```text
//! p = 2 P(Z > |z|) = erfc(|z| / sqrt 2)
//! ```
//!
//! # Assumptions and limits
//!
//! `1 - cdf` is never formed: it prints 0 beyond about eight standard errors, where the
//! complementary error function still has full relative precision.
//!
//! # Source
//!
//! Abramowitz & Stegun (1964), 7.1.2 and 26.2.29. The error function is libm's, right to 1e-13
//! in both tails; statrs 0.19 keeps ten digits of it.

use std::f64::consts::FRAC_1_SQRT_2;

use statrs::distribution::{ContinuousCDF, Normal};

/// The two-sided p of a standard normal `z`. A `z` that is not a number is no evidence: 1.
///
/// ```
/// use candour::methods::two_sided_p;
///
/// assert!((two_sided_p(1.959963984540054) - 0.05).abs() < 1e-15);
/// assert!((two_sided_p(-14.4097301200227) / 4.49463248444258e-47 - 1.0).abs() < 1e-11);
/// assert_eq!(two_sided_p(0.0), 1.0);
/// ```
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    // `max` takes the number when the other side is NaN.
    libm::erfc(z.abs().max(0.0) * FRAC_1_SQRT_2)
}

/// The value that a standard normal stays below with probability `p`.
///
/// `p` is held inside the open interval from 0 to 1, so the result is always finite.
///
/// ```
/// use candour::methods::normal_quantile;
///
/// assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 1e-14);
/// assert!((normal_quantile(0.8) - 0.8416212335729143).abs() < 1e-14);
/// assert!(normal_quantile(0.0).is_finite() && normal_quantile(1.0).is_finite());
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    // Not `clamp`, which would let NaN through: `max` takes the number when the other side is NaN.
    let above_zero = p.max(f64::MIN_POSITIVE);
    Normal::standard().inverse_cdf(above_zero.min(1.0 - f64::EPSILON / 2.0))
}
