//! A slow, obvious count that shares nothing with the kernel: for each figure, ask every respondent.

use std::collections::BTreeMap;

use crate::confidential::wave::{Wave, code};
use crate::plan::{Composite, Plan, Statistic, Tone};

use super::scores::POINT;
use super::{Grouping, SLOTS};

/// The respondents of a group.
pub(super) fn members(plan: &Plan, wave: &Wave, grouping: Grouping, group: usize) -> Vec<usize> {
    let is_in = |respondent: usize, breakdown: usize, group: usize| {
        usize::from(wave.groups[breakdown][respondent]) == group
    };
    let belongs = |&respondent: &usize| match grouping {
        Grouping::All => true,
        Grouping::One(breakdown) => is_in(respondent, breakdown, group),
        Grouping::Cross(index) => {
            let cross = &plan.crosses[index];
            let (unit, column) = (group / cross.columns.len(), &cross.columns[group % cross.columns.len()]);
            let in_column = column.groups.iter().any(|&group| is_in(respondent, cross.characteristic, group));
            is_in(respondent, 0, unit) && in_column
        }
    };
    (0..wave.respondents).filter(belongs).collect()
}

/// The respondents of each combination of groups.
pub(super) fn cells(wave: &Wave, breakdowns: &[usize]) -> BTreeMap<Vec<u16>, Vec<usize>> {
    let mut cells: BTreeMap<Vec<u16>, Vec<usize>> = BTreeMap::new();
    for respondent in 0..wave.respondents {
        let groups = breakdowns.iter().map(|&breakdown| wave.groups[breakdown][respondent]).collect();
        cells.entry(groups).or_default().push(respondent);
    }
    cells
}

/// Answers on the scale of an item, and positive ones.
pub(super) fn positive(plan: &Plan, wave: &Wave, members: &[usize], item: usize) -> [u64; 2] {
    let category = |&respondent: &usize| {
        let answer = usize::from(wave.answers[item][respondent]);
        plan.items[item].categories.get(answer.checked_sub(1)?)
    };
    let answers: Vec<_> = members.iter().filter_map(category).collect();
    let positive = answers.iter().filter(|category| category.tone == Tone::Positive).count();
    [answers.len() as u64, positive as u64]
}

/// The answers, person by person, of those members who answered all of these items.
pub(super) fn complete_cases(plan: &Plan, wave: &Wave, members: &[usize], items: &[usize]) -> Vec<Vec<u64>> {
    let answers = |&respondent: &usize| {
        let answer = |&item: &usize| {
            let answer = wave.answers[item][respondent];
            let on_the_scale = answer > 0 && usize::from(answer) <= plan.items[item].categories.len();
            on_the_scale.then_some(u64::from(answer))
        };
        items.iter().map(answer).collect()
    };
    members.iter().filter_map(answers).collect()
}

/// How often each answer was given to an item.
pub(super) fn tally(wave: &Wave, members: &[usize], item: usize) -> [u64; SLOTS] {
    let mut tally = [0; SLOTS];
    for &respondent in members {
        let slot = match wave.answers[item][respondent] {
            answer @ 0..=11 => usize::from(answer),
            code::NOT_ASKED => 12,
            code::NOT_APPLICABLE => 13,
            code::PREFER_NOT_TO_SAY => 14,
            _ => 15,
        };
        tally[slot] += 1;
    }
    tally
}

/// The members' scores, in floating point.
pub(super) fn scores(plan: &Plan, wave: &Wave, members: &[usize], composite: &Composite) -> Vec<f64> {
    members.iter().filter_map(|&respondent| score(plan, wave, respondent, composite)).collect()
}

fn score(plan: &Plan, wave: &Wave, respondent: usize, composite: &Composite) -> Option<f64> {
    let mut asked = 0;
    let mut points = Vec::new();
    for &item in &composite.items[wave.wave] {
        let answer = wave.answers[item][respondent];
        asked += usize::from(answer != code::NOT_ASKED);
        let item = &plan.items[item];
        if (1..=item.categories.len()).contains(&usize::from(answer)) {
            let positive = item.categories[usize::from(answer) - 1].tone == Tone::Positive;
            points.push(match composite.statistic {
                Statistic::PercentPositive => f64::from(u8::from(positive)) * 100.0,
                Statistic::MeanPoints => item.points(answer),
            });
        }
    }
    let enough = !points.is_empty() && 2 * points.len() >= asked;
    enough.then(|| points.iter().sum::<f64>() / points.len() as f64 * POINT as f64)
}
