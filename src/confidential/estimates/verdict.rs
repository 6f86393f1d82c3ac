//! Verdicts: what a comparison amounts to, in one of six plain phrases.

use serde::{Deserialize, Serialize};

use super::Test;
use super::methods::benjamini_hochberg;
use crate::plan::VerdictRules;

/// What a comparison amounts to. The sixth phrase, "withheld", is a cell's and not a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Larger than chance explains, and large enough to matter.
    Higher,
    /// Larger than chance explains, but smaller than what matters.
    SlightlyHigher,
    /// Tested with enough people to have seen the smallest difference that matters.
    NoClearDifference,
    /// Smaller than chance explains, but by less than what matters.
    SlightlyLower,
    /// Smaller than chance explains, by enough to matter.
    Lower,
    /// The group could not have shown a difference that matters.
    TooSmallToSay,
    /// The question, scale or unit changed, or there is nothing to compare with.
    NotComparable,
}

impl Verdict {
    /// Its name in files: that of its serialised form.
    pub(in crate::confidential) fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::SlightlyHigher => "slightly_higher",
            Self::NoClearDifference => "no_clear_difference",
            Self::SlightlyLower => "slightly_lower",
            Self::Lower => "lower",
            Self::TooSmallToSay => "too_small_to_say",
            Self::NotComparable => "not_comparable",
        }
    }
}

/// The verdict on a difference in points.
///
/// | adjusted p | size | detectable | verdict |
/// | --- | --- | --- | --- |
/// | below the level | at least what matters | any | higher or lower |
/// | below the level | smaller | any | slightly higher or slightly lower |
/// | not below | smaller | at most what matters | no clear difference |
/// | not below | any other | any other | too small to say |
pub(in crate::confidential) fn verdict(test: &Test, rules: &VerdictRules) -> Verdict {
    let shown = test.p_adjusted.is_some_and(|p| p < rules.level) && test.difference != 0.0;
    let matters = test.difference.abs() >= rules.meaningful_points;
    match (shown, test.difference > 0.0, matters) {
        (true, true, true) => Verdict::Higher,
        (true, true, false) => Verdict::SlightlyHigher,
        (true, false, true) => Verdict::Lower,
        (true, false, false) => Verdict::SlightlyLower,
        _ if !matters && test.detectable.is_some_and(|size| size <= rules.meaningful_points) => {
            Verdict::NoClearDifference
        }
        _ => Verdict::TooSmallToSay,
    }
}

/// Judges a family of tests together: Benjamini-Hochberg over all of them, then each one's verdict.
pub(in crate::confidential) fn judge(family: &mut [&mut Test], rules: &VerdictRules) {
    let raw: Vec<Option<f64>> = family.iter().map(|test| test.p_value).collect();
    for (test, adjusted) in family.iter_mut().zip(benjamini_hochberg(&raw)) {
        test.p_adjusted = adjusted;
        test.verdict = verdict(test, rules);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: VerdictRules = VerdictRules { meaningful_points: 5.0, level: 0.05 };

    fn test(difference: f64, p: f64, detectable: Option<f64>) -> Test {
        Test {
            difference,
            interval: None,
            p_value: Some(p),
            method: "chi-square, N-1",
            p_adjusted: Some(p),
            detectable,
            verdict: Verdict::TooSmallToSay,
        }
    }

    #[test]
    fn every_line_of_the_table_at_its_boundaries() {
        let cases = [
            (5.0, 0.049, None, Verdict::Higher),
            (4.999, 0.049, None, Verdict::SlightlyHigher),
            (-5.0, 0.049, Some(9.0), Verdict::Lower),
            (-4.999, 0.049, Some(9.0), Verdict::SlightlyLower),
            (4.999, 0.05, Some(5.0), Verdict::NoClearDifference),
            (4.999, 0.05, Some(5.001), Verdict::TooSmallToSay),
            (5.0, 0.05, Some(5.0), Verdict::TooSmallToSay),
            (20.0, 0.06, None, Verdict::TooSmallToSay),
            (0.0, 0.01, Some(2.0), Verdict::NoClearDifference),
        ];
        for (difference, p, detectable, expected) in cases {
            assert_eq!(verdict(&test(difference, p, detectable), &RULES), expected, "{difference} {p}");
        }
    }

    #[test]
    fn a_family_is_adjusted_together() {
        let mut tests = [test(8.0, 0.04, None), test(8.0, 0.01, None), test(8.0, 0.9, None)];
        let mut family: Vec<&mut Test> = tests.iter_mut().collect();
        judge(&mut family, &RULES);
        let verdicts = tests.map(|test| test.verdict);
        assert_eq!(verdicts, [Verdict::TooSmallToSay, Verdict::Higher, Verdict::TooSmallToSay]);
    }
}
