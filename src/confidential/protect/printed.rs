//! What is printed: with how many digits a figure leaves.
//!
//! # What it does
//! A figure that follows from shown counts (a percentage, a difference of percentages, a pillar's score, the interval of a
//! percentage, a p value of a table) leaves as it is: its digits tell nothing that the counts do not. A figure that rests on
//! how the answers of one person go together (the mean of people's points, the interval and the test of any score) leaves with
//! one decimal, as it is printed; a p value of a score with three digits.
//!
//! # Why
//! The mean of 12 people's points to ten digits is the sum of their points, and its standard error the sum of squares: with both,
//! and the counts of every question, a patient reader could find out who of the twelve answered what else. Rounding does not
//! protect the withheld, for which the other rules hold even if every figure is known exactly; it keeps shown groups from
//! being told in more detail than anybody reads.
//!
//! # Example
//! An index of 61.2483 (57.9014 to 64.5952) leaves as 61.2 (57.9 to 64.6). 55 of 90 leave as 61.111….
//!
//! # Source
//! Rounding once to what is published, statistical disclosure control handbooks; reconstruction attacks on many exact
//! statistics (Garfinkel, Abowd and Martindale 2019).

use crate::confidential::estimates::Estimate;
use crate::plan::{Plan, Statistic};

/// How the figures of a row leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// The figure rests on people's own means.
    joint_figure: bool,
    /// Its uncertainty does.
    joint_limits: bool,
}

impl Printed {
    /// How those of this row leave.
    pub(super) fn of(plan: &Plan, row: &Estimate) -> Self {
        let kind = row.kind.composite();
        let composite = kind.and_then(|kind| plan.composite(kind, &row.measure));
        let points = composite.is_some_and(|own| plan.composites[own].statistic == Statistic::MeanPoints);
        Self { joint_figure: points, joint_limits: kind.is_some() }
    }

    /// The figure, or a difference of it.
    pub(super) fn figure(self, value: f64) -> f64 {
        if self.joint_figure { tenth(value) } else { value }
    }

    /// A limit of its interval, or another size that rests on its spread.
    pub(super) fn limit(self, value: f64) -> f64 {
        if self.joint_limits { tenth(value) } else { value }
    }
}

/// Rounded to a whole number.
pub(super) fn whole(value: f64) -> f64 {
    in_parts(value, 1.0)
}

/// Rounded to one decimal.
pub(super) fn tenth(value: f64) -> f64 {
    in_parts(value, 10.0)
}

/// Rounded to two decimals.
pub(super) fn hundredth(value: f64) -> f64 {
    in_parts(value, 100.0)
}

/// Rounded to three decimals.
pub(super) fn thousandth(value: f64) -> f64 {
    in_parts(value, 1000.0)
}

/// Adding zero turns a negative zero into a positive one.
fn in_parts(value: f64, parts: f64) -> f64 {
    (parts * value).round() / parts + 0.0
}

/// A probability with three digits that count.
pub(super) fn probability(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10_f64.powi(2 - value.log10().floor() as i32);
    if scale.is_finite() { (value * scale).round() / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        assert_eq!([tenth(61.2483), tenth(-0.04), tenth(64.5952)], [61.2, 0.0, 64.6]);
        assert_eq!([probability(0.012_345), probability(0.999_6), probability(0.0)], [0.0123, 1.0, 0.0]);
        assert!((probability(1.236e-9) - 1.24e-9).abs() < 1e-20);
        assert_eq!(probability(1e-320), 0.0);
    }
}
