//! The one place where a figure is rounded and written.
//!
//! Percentages and points print as whole numbers, half up. Where the counts are known the rounding is
//! exact integer arithmetic; where only a value is known, the noise of floating point is removed first.

pub(crate) use crate::thousands::count;

use crate::release::{Figures, Measure, MeasureKind};

/// The minus sign of print; a hyphen is too short and breaks lines.
const MINUS: char = '\u{2212}';

/// `count` of `base` in percent, half up. `None` of nothing.
pub(crate) fn percent_of(count: u64, base: u64) -> Option<i64> {
    if base == 0 {
        return None;
    }
    let (count, base) = (u128::from(count), u128::from(base));
    i64::try_from((200 * count + base) / (2 * base)).ok()
}

/// The nearest whole number; halves away from zero, so that +2.5 and −2.5 have the same size.
pub(crate) fn whole(value: f64) -> i64 {
    quiet(value).round() as i64
}

/// One decimal, with a plain hyphen for minus: for files that programs read.
pub(crate) fn decimal(value: f64) -> String {
    let tenths = (quiet(value) * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// One decimal, as a number: for programs that take numbers as such.
pub(crate) fn tenth(value: f64) -> f64 {
    // Adding zero turns a negative zero into a positive one.
    (quiet(value) * 10.0).round() / 10.0 + 0.0
}

/// "+1.3", "−0.4", "0.0": points so small, or so many to be added, that a whole number says too little.
pub(crate) fn signed_tenths(points: f64) -> String {
    let written = decimal(points);
    match written.strip_prefix('-') {
        Some(size) => format!("{MINUS}{size}"),
        None if written == "0.0" => written,
        None => format!("+{written}"),
    }
}

/// Two decimals, with a plain hyphen for minus: coefficients from 0 to 1.
pub(crate) fn hundredths(value: f64) -> String {
    let hundredths = (quiet(value) * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// A p-value for files that programs read: three decimals, below that one digit and its power of ten, never 0.
pub(crate) fn p_number(p: f64) -> String {
    if p < 0.001 { format!("{:.0e}", p.max(1e-15)) } else { thousandths(p) }
}

fn thousandths(value: f64) -> String {
    let thousandths = (quiet(value) * 1000.0).round() as i64;
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// A p-value: three decimals, or "under 0.001".
pub(crate) fn p_value(p: f64) -> String {
    if p < 0.001 { "under 0.001".to_owned() } else { thousandths(p) }
}

/// A chance from 0 to 1 in whole percent; never called certain or impossible.
pub(crate) fn chance(chance: f64) -> String {
    match whole(chance * 100.0) {
        ..1 => "under 1%".to_owned(),
        percent @ 1..100 => format!("{percent}%"),
        100.. => "over 99%".to_owned(),
    }
}

/// Without the noise of floating point, so that 62.499999999999 is the 62.5 it stands for.
fn quiet(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}

/// "+4", "−3", "0".
pub(crate) fn signed(points: i64) -> String {
    match points {
        0 => "0".to_owned(),
        1.. => format!("+{points}"),
        _ => format!("{MINUS}{}", points.unsigned_abs()),
    }
}

/// The headline of a measure as a whole number: percent positive, response rate or score.
pub(crate) fn headline(measure: &Measure, figures: &Figures) -> i64 {
    match (measure.kind, figures.tones) {
        (MeasureKind::Question, Some([_, _, positive])) if !measure.option => {
            percent_of(positive, figures.base).unwrap_or_else(|| whole(figures.value))
        }
        (MeasureKind::Question | MeasureKind::Response, _) => share(figures.value, figures.base),
        (MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall, _) => whole(figures.value),
    }
}

/// Percent negative as a whole number, where the measure has tones.
pub(crate) fn negative(figures: &Figures) -> Option<i64> {
    figures.tones.and_then(|[negative, ..]| percent_of(negative, figures.base))
}

/// Percent neither positive nor negative as a whole number, where the measure has tones.
pub(crate) fn neutral(figures: &Figures) -> Option<i64> {
    figures.tones.and_then(|[_, neutral, _]| percent_of(neutral, figures.base))
}

/// A percentage of a known base: the count behind it is found again, so that the rounding is exact.
fn share(value: f64, base: u64) -> i64 {
    let exact = value / 100.0 * base as f64;
    let count = exact.round();
    if base > 0 && count >= 0.0 && (exact - count).abs() < 1e-6 {
        return percent_of(count as u64, base).unwrap_or_else(|| whole(value));
    }
    whole(value)
}

/// The sign that follows a measure's number: percent for shares, none for mean points.
pub(crate) fn unit(measure: &Measure) -> &'static str {
    if measure.mean_points { "" } else { "%" }
}

/// "62%" or, for mean points, "62".
pub(crate) fn with_unit(number: i64, measure: &Measure) -> String {
    format!("{number}{}", unit(measure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_goes_up_exactly() {
        assert_eq!(percent_of(1, 8), Some(13));
        assert_eq!(percent_of(5, 8), Some(63));
        assert_eq!(percent_of(0, 8), Some(0));
        assert_eq!(percent_of(8, 8), Some(100));
        assert_eq!(percent_of(3, 0), None);
        assert_eq!(percent_of(u64::MAX, u64::MAX), Some(100));
    }

    #[test]
    fn points_have_a_sign_and_a_true_minus() {
        assert_eq!(signed(whole(3.5)), "+4");
        assert_eq!(signed(whole(-2.5)), "\u{2212}3");
        assert_eq!(signed(whole(-0.4)), "0");
        assert_eq!(whole(62.499_999_999_9), 63);
    }

    #[test]
    fn tenths() {
        assert_eq!(decimal(63.25), "63.3");
        assert_eq!(decimal(-0.04), "0.0");
        assert_eq!(decimal(-1.26), "-1.3");
        assert_eq!([63.25, 61.15, -0.04, -1.26].map(tenth), [63.3, 61.2, 0.0, -1.3]);
        assert_eq!(
            ["+1.3", "\u{2212}1.3", "0.0"],
            [1.26, -1.26, -0.04].map(signed_tenths).each_ref().map(String::as_str)
        );
    }

    #[test]
    fn coefficients_and_chances() {
        assert_eq!(hundredths(0.926), "0.93");
        assert_eq!(hundredths(-0.004), "0.00");
        assert_eq!(hundredths(1.0), "1.00");
        assert_eq!(p_value(0.000_4), "under 0.001");
        assert_eq!(p_value(0.051_4), "0.051");
        assert_eq!(p_value(1.0), "1.000");
        assert_eq!([0.0, 0.000_23, 0.05].map(p_number).join(" "), "1e-15 2e-4 0.050");
        assert_eq!(
            [0.0, 0.004, 0.97, 0.996, 1.0].map(chance).join(", "),
            "under 1%, under 1%, 97%, over 99%, over 99%"
        );
    }

    #[test]
    fn a_share_is_rounded_from_the_count_behind_it() {
        assert_eq!(share(100.0 * 5.0 / 8.0, 8), 63);
        assert_eq!(share(100.0 * 29.0 / 200.0, 200), 15);
        assert_eq!(share(64.2, 0), 64);
    }
}
