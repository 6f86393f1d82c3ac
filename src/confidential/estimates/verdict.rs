//! Verdicts: what a comparison amounts to, in one of six plain phrases.

use serde::{Deserialize, Serialize};

use super::Test;
use super::methods::{benjamini_hochberg, equivalent};
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
    /// All of them: from higher to lower, then those that say of no side.
    pub const ALL: [Self; 7] = [
        Self::Higher,
        Self::SlightlyHigher,
        Self::NoClearDifference,
        Self::SlightlyLower,
        Self::Lower,
        Self::TooSmallToSay,
        Self::NotComparable,
    ];

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

/// The verdict on a difference in points. *m* is the smallest difference that matters.
///
/// | adjusted p | the difference | verdict |
/// | --- | --- | --- |
/// | below the level | at least *m* | higher or lower |
/// | below the level | smaller | slightly higher or slightly lower |
/// | not below | its 90% interval lies within ±*m* | no clear difference |
/// | not below | any other | too small to say, with the size that was detectable |
///
/// The third line is the test of equivalence by two one-sided tests at 5% (Schuirmann 1987): it makes "no clear
/// difference" a finding, a difference that matters being ruled out, and not the lack of one. To say it also wherever
/// *m* was detectable with 80% power and nothing was seen would be wrong in up to 18 of 100 cases in which the truth is
/// just *m*; as it is, in at most 5 (`tests/calibration/equivalence.csv`).
pub(in crate::confidential) fn verdict(test: &Test, rules: &VerdictRules) -> Verdict {
    let shown = test.p_adjusted.is_some_and(|p| p < rules.level) && test.difference != 0.0;
    let matters = test.difference.abs() >= rules.meaningful_points;
    let ruled_out = test.interval90.is_some_and(|interval| equivalent(interval, rules.meaningful_points));
    match (shown, test.difference > 0.0, matters) {
        (true, true, true) => Verdict::Higher,
        (true, true, false) => Verdict::SlightlyHigher,
        (true, false, true) => Verdict::Lower,
        (true, false, false) => Verdict::SlightlyLower,
        _ if ruled_out => Verdict::NoClearDifference,
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
    use crate::confidential::estimates::methods::Interval;
    use crate::plan::IntervalMethod;

    const RULES: VerdictRules =
        VerdictRules { meaningful_points: 5.0, level: 0.05, interval: IntervalMethod::Wilson };

    fn test(difference: f64, p: f64, detectable: Option<f64>) -> Test {
        Test {
            difference,
            interval: None,
            interval90: None,
            p_value: Some(p),
            method: "chi-square, N-1",
            p_adjusted: Some(p),
            detectable,
            verdict: Verdict::TooSmallToSay,
        }
    }

    #[test]
    fn a_difference_that_shows_is_named_by_its_size_at_the_boundaries() {
        let cases = [
            (5.0, 0.049, Verdict::Higher),
            (4.999, 0.049, Verdict::SlightlyHigher),
            (-5.0, 0.049, Verdict::Lower),
            (-4.999, 0.049, Verdict::SlightlyLower),
            (5.0, 0.05, Verdict::TooSmallToSay),
            (-20.0, 0.06, Verdict::TooSmallToSay),
            (0.0, 0.01, Verdict::TooSmallToSay),
        ];
        for (difference, p, expected) in cases {
            for detectable in [None, Some(2.0), Some(5.0), Some(5.001)] {
                assert_eq!(verdict(&test(difference, p, detectable), &RULES), expected, "{difference} {p}");
            }
        }
    }

    #[test]
    fn no_clear_difference_is_said_only_where_one_that_matters_is_ruled_out() {
        let within = |low, high, p| Test {
            interval90: Some(Interval { low, high }),
            interval: Some(Interval { low: low - 1.0, high: high + 1.0 }),
            ..test(0.5, p, Some(8.0))
        };
        let cases = [
            (-4.999, 4.999, 0.5, Verdict::NoClearDifference),
            (0.1, 4.999, 0.05, Verdict::NoClearDifference),
            (-5.0, 4.999, 0.5, Verdict::TooSmallToSay),
            (-4.999, 5.0, 0.5, Verdict::TooSmallToSay),
            // A finding of a difference comes before one of practically none.
            (-4.0, 4.0, 0.049, Verdict::SlightlyHigher),
        ];
        for (low, high, p, expected) in cases {
            assert_eq!(verdict(&within(low, high, p), &RULES), expected, "{low} {high} {p}");
        }
    }

    #[test]
    fn without_a_test_nothing_is_said() {
        let none = Test { p_value: None, p_adjusted: None, ..test(0.0, 1.0, None) };
        assert_eq!(verdict(&none, &RULES), Verdict::TooSmallToSay);
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
