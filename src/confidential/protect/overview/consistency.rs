//! Consistency: who is higher or lower over all questions together.
//!
//! # What it answers
//! Is a group lower than the rest as a whole, or has it only been unlucky on some of many questions? Counting flags
//! cannot tell: answers to different questions go together, so one mood makes many flags.
//!
//! # The rule
//! Each person's share of positive answers over all questions (at least half of them answered) is one number, and
//! whatever goes together in the answers is in its spread. The group's mean of it is compared with everybody else's by
//! Welch's test, Holm's adjustment being made over the groups of the breakdown. A group is *consistently lower* where
//! the adjusted p is below the level and at least three questions in four lie below the rest. Where it is not, the group is
//! *neither* if the 90% interval of its mean difference lies within what matters, and else it is *too small to say*.
//!
//! # Assumptions and limits
//! People answer independently of each other. It weighs all questions alike; a group that is far lower on a few
//! questions and equal on all others is not consistently lower, and its questions say so one by one.
//!
//! # Source
//! One score for many endpoints: O'Brien (1984), Biometrics 40:1079. Holm (1979). Our calibration is measured in
//! `tests/calibration`.

use super::seen::{Measured, Seen, SeenRow};
use crate::confidential::estimates::methods::holm;
use crate::confidential::estimates::verdict::{self, Verdict};
use crate::confidential::estimates::{Kind, Test};
use crate::confidential::protect::findings::{Consistency, Consistent};
use crate::confidential::protect::printed::{probability, tenth};
use crate::plan::VerdictRules;

/// At least so many in so many questions must lie on the same side.
const SAME_SIDE: (u64, u64) = (3, 4);

/// Every group whose comparison over all questions is shown.
pub(in crate::confidential::protect) fn consistency(seen: &Seen<'_>) -> Vec<Consistency> {
    let mut found = Vec::new();
    for measured in seen.measures().filter(|measured| measured.kind == Kind::Overall) {
        for breakdown in &seen.plan.breakdowns {
            let shown = seen.groups(measured, breakdown).into_iter().filter(|group| group.rest);
            let groups: Vec<SeenRow<'_>> = shown.collect();
            found.extend(of_breakdown(seen, measured, &groups));
        }
    }
    found
}

fn of_breakdown(seen: &Seen<'_>, measured: Measured<'_>, groups: &[SeenRow<'_>]) -> Vec<Consistency> {
    let test = |group: &SeenRow<'_>| group.row.against_rest.as_ref().map(|rest| rest.test.clone());
    let raw: Vec<Option<f64>> = groups.iter().map(|group| test(group)?.p_value).collect();
    let adjusted = holm(&raw);
    let judged = groups.iter().zip(adjusted).filter_map(|(group, adjusted)| {
        let (test, p_adjusted) = (test(group)?, adjusted?);
        let [lower, higher, questions] = sides(seen, measured.wave, group);
        Some(Consistency {
            wave: seen.wave(measured.wave),
            breakdown: group.row.breakdown.clone(),
            group: group.row.group.clone(),
            questions,
            lower,
            higher,
            points: test.difference,
            low: test.interval.map(|interval| tenth(interval.low)),
            high: test.interval.map(|interval| tenth(interval.high)),
            p_adjusted: probability(p_adjusted),
            verdict: verdict(&test, p_adjusted, &seen.plan.verdicts, [lower, higher, questions]),
        })
    });
    judged.collect()
}

/// On how many of the questions the group is lower, higher, and how many are compared.
fn sides(seen: &Seen<'_>, wave: usize, group: &SeenRow<'_>) -> [u64; 3] {
    let plan = seen.plan;
    let overall = plan.composites.iter().find(|composite| composite.id == group.row.measure);
    let items = overall.map(|overall| &overall.items[wave]).into_iter().flatten();
    let mut sides = [0; 3];
    for id in items.map(|item| plan.items[*item].id.as_str()) {
        let measured = Measured { wave, kind: Kind::Question, id };
        let row = seen.row(measured, &group.row.breakdown, &group.row.group).filter(|row| row.rest);
        let Some(rest) = row.and_then(|row| row.row.against_rest.as_ref()) else { continue };
        sides[0] += u64::from(rest.test.difference < 0.0);
        sides[1] += u64::from(rest.test.difference > 0.0);
        sides[2] += 1;
    }
    sides
}

/// The verdict on the mean difference, like any other; named consistent where the questions are on its side.
fn verdict(test: &Test, p_adjusted: f64, rules: &VerdictRules, sides: [u64; 3]) -> Consistent {
    let [lower, higher, questions] = sides;
    let most = |number: u64| questions > 0 && number * SAME_SIDE.1 >= questions * SAME_SIDE.0;
    match verdict::verdict(&Test { p_adjusted: Some(p_adjusted), ..test.clone() }, rules) {
        Verdict::Lower | Verdict::SlightlyLower if most(lower) => Consistent::Lower,
        Verdict::Higher | Verdict::SlightlyHigher if most(higher) => Consistent::Higher,
        Verdict::TooSmallToSay | Verdict::NotComparable => Consistent::TooSmallToSay,
        _ => Consistent::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::estimates::methods::Interval;
    use crate::plan::IntervalMethod;

    fn verdict(p_adjusted: f64, difference: f64, half: f64, sides: [u64; 3]) -> Consistent {
        let rules = VerdictRules { meaningful_points: 5.0, level: 0.05, interval: IntervalMethod::Wilson };
        let interval90 = Some(Interval { low: difference - half, high: difference + half });
        let test = Test {
            difference,
            interval: None,
            interval90,
            p_value: None,
            method: "Welch t",
            p_adjusted: None,
            detectable: None,
            verdict: Verdict::TooSmallToSay,
        };
        super::verdict(&test, p_adjusted, &rules, sides)
    }

    #[test]
    fn three_in_four_on_the_same_side_and_more_than_chance() {
        assert_eq!(verdict(0.049, -3.0, 1.0, [33, 11, 44]), Consistent::Lower);
        assert_eq!(verdict(0.049, -3.0, 1.0, [32, 12, 44]), Consistent::Neither);
        assert_eq!(verdict(0.049, 3.0, 1.0, [11, 33, 44]), Consistent::Higher);
        assert_eq!(verdict(0.049, 3.0, 1.0, [44, 0, 44]), Consistent::Neither);
        assert_eq!(verdict(0.049, 0.0, 1.0, [0, 0, 0]), Consistent::Neither);
    }

    #[test]
    fn without_a_finding_it_is_none_where_one_that_matters_is_ruled_out() {
        assert_eq!(verdict(0.05, -3.0, 1.99, [44, 0, 44]), Consistent::Neither);
        assert_eq!(verdict(0.05, -3.0, 2.0, [44, 0, 44]), Consistent::TooSmallToSay);
        assert_eq!(verdict(0.9, 5.0, 19.0, [13, 29, 44]), Consistent::TooSmallToSay);
    }
}
