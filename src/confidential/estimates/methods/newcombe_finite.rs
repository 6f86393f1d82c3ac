//! The difference of two shares among exactly the people of today.
//!
//! # What it answers
//!
//! "40 of our 50 people in this team answered, and 100 of the 200 others: by how many points do
//! the two differ *today*?" With everybody answering on both sides nothing is uncertain.
//!
//! # Formula
//!
//! ```text
//! d = p1 - p2;  [l, u] the Wilson limits with n* = n(N - 1)/(N - n), [p, p] when n = N
//! low  = d - sqrt((p1 - l1)² + (u2 - p2)²)
//! high = d + sqrt((u1 - p1)² + (p2 - l2)²)
//! z = d / sqrt(p̄ (1 - p̄)(1/n1* + 1/n2*)),  p̄ = (x1 + x2)/(n1 + n2)
//! ```
//!
//! # Assumptions and limits
//!
//! It describes the head count of one day and nothing else: never use it to say that something
//! lasting differs, or that a year changed it; for that see [`mod@super::newcombe`]. Those who did
//! not answer must be like those who did, on each side. More answers than people is refused. When
//! everybody answered on both sides the difference is a count, with no test; when everybody gave
//! the same answer p is 1. The limits are the plain ones of [`super::finite_population`], which
//! are rough near 0% and 100%.
//!
//! # Source
//!
//! Newcombe, R. G. (1998), Stat. Med. 17:873, method 10, on the limits of O'Neill, B. (2021),
//! arXiv:2109.12464 (square-and-add of Zou & Donner 2008, Stat. Med. 27:1693).

use super::finite_population::wilson_finite_plain;
use super::interval::Interval;
use super::normal::two_sided_p;
use super::proportion::proportion;

/// A difference of two shares among known numbers of people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FiniteDifference {
    /// The difference of the shares, first minus second.
    pub difference: f64,
    /// The test statistic; nothing where all people answered, or all alike.
    pub z: Option<f64>,
    /// Its two-sided p value; nothing where all people answered.
    pub p_value: Option<f64>,
    /// The 95% interval.
    pub interval: Interval,
}

/// Compares `x1` of `n1` answers from `people1` with `x2` of `n2` answers from `people2`.
///
/// ```
/// use candour::methods::newcombe_finite;
///
/// let test = newcombe_finite(16, 40, 50, 60, 100, 200).unwrap();
/// assert!((test.difference - -0.2).abs() < 1e-12);
/// assert!((test.z.unwrap() - -3.98949).abs() < 1e-5);
/// assert!((test.interval.low - -0.29304).abs() < 1e-5);
/// let known = newcombe_finite(10, 10, 10, 60, 100, 100).unwrap();
/// assert_eq!((known.z, known.interval.width()), (None, 0.0));
/// assert_eq!(newcombe_finite(3, 11, 10, 1, 2, 3), None);
/// ```
#[must_use]
pub fn newcombe_finite(
    x1: u64,
    n1: u64,
    people1: u64,
    x2: u64,
    n2: u64,
    people2: u64,
) -> Option<FiniteDifference> {
    let (p1, p2) = (proportion(x1, n1)?, proportion(x2, n2)?);
    let (first, second) = (wilson_finite_plain(x1, n1, people1)?, wilson_finite_plain(x2, n2, people2)?);
    let difference = p1 - p2;
    let low = difference - (p1 - first.low).hypot(second.high - p2);
    let high = difference + (first.high - p1).hypot(p2 - second.low);
    let pooled = proportion(x1.checked_add(x2)?, n1.checked_add(n2)?)?;
    let z = standardised(difference, pooled, per_answer(n1, people1) + per_answer(n2, people2));
    let alike = pooled <= 0.0 || pooled >= 1.0;
    let everybody = n1 == people1 && n2 == people2;
    Some(FiniteDifference {
        difference,
        z,
        p_value: z.map(two_sided_p).or((alike && !everybody).then_some(1.0)),
        interval: Interval::finite(low, high)?,
    })
}

/// 1 / n*: 0 when everybody answered.
fn per_answer(n: u64, people: u64) -> f64 {
    if n == people {
        return 0.0;
    }
    (people as f64 - n as f64) / (n as f64 * (people as f64 - 1.0))
}

fn standardised(difference: f64, pooled: f64, per_answer: f64) -> Option<f64> {
    let variance = pooled * (1.0 - pooled) * per_answer;
    Some(difference / variance.sqrt()).filter(|z| variance > 0.0 && z.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::newcombe::newcombe;
    use super::super::two_by_two::pooled_z;
    use super::*;

    #[test]
    fn a_vast_population_is_no_population() {
        let vast = 1 << 52;
        let test = newcombe_finite(16, 40, vast, 60, 100, vast);
        let (Some(test), Some(plain), Some(z)) = (test, newcombe(16, 40, 60, 100), pooled_z(16, 40, 60, 100))
        else {
            panic!("no test");
        };
        assert!((test.interval.low - plain.low).abs() < 1e-12);
        assert!((test.interval.high - plain.high).abs() < 1e-12);
        assert!(test.z.is_some_and(|finite| (finite - z).abs() < 1e-12));
    }

    #[test]
    fn all_alike_is_no_difference_and_not_certain() {
        let test = newcombe_finite(0, 5, 8, 0, 10, 12);
        assert!(test.is_some_and(|t| t.z.is_none() && t.p_value == Some(1.0) && t.interval.width() > 0.0));
        let everybody = newcombe_finite(0, 8, 8, 0, 12, 12);
        assert!(everybody.is_some_and(|t| t.p_value.is_none() && t.interval.width() == 0.0));
    }
}
