//! Student's t distribution: tail probabilities and critical values for any degrees of freedom.
//!
//! # What it answers
//!
//! "How often would chance alone give a t at least this large?" and "how far out must t lie?",
//! for the comparison of means.
//!
//! # Formula
//!
//! ```text
//! P(T > t) = I_x(df/2, 1/2) / 2,  x = df / (df + t²)                      df up to 10,000
//!          = P(Z > u),  u Hill's normal equivalent of t                   above
//! critical value: Newton's method on P(T > t), starting at the normal quantile
//! ```
//!
//! # Assumptions and limits
//!
//! Degrees of freedom need not be whole. Above 10,000 the incomplete beta function loses digits
//! (x is nearly 1) while Hill's expansion gains them, so each is used where it is the better one:
//! the quantile of statrs 0.19 is off by 16% at ten million degrees of freedom.
//! Newton's method cannot overshoot here: the tail is convex and the normal quantile lies below.
//!
//! # Source
//!
//! Abramowitz & Stegun (1964), 26.7.1; Hill, G. W. (1970), Comm. ACM 13:617, algorithm 395.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use statrs::function::beta::checked_beta_reg;

use super::normal::normal_quantile;

/// Degrees of freedom above which Hill's expansion is the more accurate.
const MANY: f64 = 10_000.0;

/// Newton steps after which a start at the normal quantile has long converged.
const STEPS: usize = 200;

/// P(T > t) with `df` degrees of freedom.
///
/// ```
/// use candour::methods::students_t::upper_tail;
///
/// let p = 2.0 * upper_tail(1.30298015471777, 45.6164936208481).unwrap();
/// assert!((p - 0.199120691945747).abs() < 1e-12);
/// assert_eq!(upper_tail(0.0, 5.0), Some(0.5));
/// assert_eq!(upper_tail(1.0, 0.0), None);
/// ```
#[must_use]
pub fn upper_tail(t: f64, df: f64) -> Option<f64> {
    if t.is_nan() || !df.is_finite() || df <= 0.0 {
        return None;
    }
    let beyond = beyond(t.abs(), df)?;
    Some(if t < 0.0 { 1.0 - beyond } else { beyond })
}

/// The value that t exceeds with probability `tail`, for a `tail` from above 0 to one half.
///
/// ```
/// use candour::methods::students_t::critical_value;
///
/// // R: qt(.975, 1), qt(.975, 49), qt(.975, 1e6).
/// for (df, t) in [(1.0, 12.7062047361747), (49.0, 2.00957523712924), (1e6, 1.95996635682022)] {
///     assert!((critical_value(0.025, df).unwrap() - t).abs() < 1e-11 * t);
/// }
/// assert_eq!(critical_value(0.6, 5.0), None);
/// ```
#[must_use]
pub fn critical_value(tail: f64, df: f64) -> Option<f64> {
    if !(tail > 0.0 && tail <= 0.5) {
        return None;
    }
    let mut t = -normal_quantile(tail);
    for _ in 0..STEPS {
        let step = (upper_tail(t, df)? - tail) / density(t, df);
        if !step.is_finite() || step <= f64::EPSILON * t {
            break;
        }
        t += step;
    }
    t.is_finite().then_some(t)
}

/// P(T > t) for a `t` of at least zero.
fn beyond(t: f64, df: f64) -> Option<f64> {
    if df > MANY {
        return Some(0.5 * libm::erfc(normal_equivalent(t, df) * FRAC_1_SQRT_2));
    }
    let x = df / (df + t * t);
    Some(0.5 * checked_beta_reg(df / 2.0, 0.5, x).ok()?)
}

/// The normal deviate with the same tail as `t`.
fn normal_equivalent(t: f64, df: f64) -> f64 {
    // Where the square would overflow the tail has long been zero.
    let t = t.min(f64::MAX.sqrt());
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let w2 = a * (t * t / df).ln_1p();
    let fourth = ((4.0 * w2 + 33.0) * w2 + 240.0) * w2 + 855.0;
    let correction = fourth / (10.0 * b * (b + 0.8 * w2 * w2 + 100.0));
    w2.sqrt() * (1.0 + (w2 + 3.0) / b - correction)
}

fn density(t: f64, df: f64) -> f64 {
    let scale = libm::lgamma(f64::midpoint(df, 1.0)) - libm::lgamma(df / 2.0);
    let log = scale - 0.5 * (df * PI).ln() - f64::midpoint(df, 1.0) * (t * t / df).ln_1p();
    log.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_formulas_meet() {
        for t in [0.1, 1.0, 2.0, 5.0, 10.0] {
            let (Some(below), Some(above)) = (beyond(t, MANY), beyond(t, MANY * (1.0 + 1e-12))) else {
                panic!("no tail");
            };
            assert!((below / above - 1.0).abs() < 1e-11, "{t}: {below} {above}");
        }
    }

    #[test]
    fn critical_values_invert_the_tail() {
        for df in [1.0, 1.5, 2.0, 7.3, 300.0, 9_999.0, 1e5, 1e7, 1e12] {
            for tail in [0.5, 0.2, 0.05, 0.025, 1e-4, 1e-8] {
                let back = critical_value(tail, df).and_then(|t| upper_tail(t, df));
                assert!(back.is_some_and(|p| (p / tail - 1.0).abs() < 1e-10), "{df} {tail}");
            }
        }
    }
}
