//! What the overview says of two waves in which one directorate is lower, and what it must not say.

use super::super::findings::{Consistent, Findings};
use super::super::pattern::Marks;
use super::super::{found, models, rows};
use super::Seen;
use crate::confidential::counts::{count, sample};
use crate::confidential::estimates::models::{WaveWeighting, WeightingResult};
use crate::confidential::estimates::{Estimates, Read, estimate, notes};
use crate::confidential::wave::Wave;
use crate::plan::{Composite, CompositeKind, Headcount, HeadcountCell, Plan, Statistic};
use crate::problem::Problems;

const CATEGORIES: [u8; 6] = [5, 5, 5, 5, 11, 2];

/// The sample plan with all questions as one measure, and a headcount.
fn plan() -> Plan {
    let mut plan = sample::plan();
    plan.composites.push(Composite {
        kind: CompositeKind::Overall,
        id: "overall".to_owned(),
        name: "All questions".to_owned(),
        description: String::new(),
        statistic: Statistic::PercentPositive,
        items: vec![vec![0, 1, 2, 3, 4, 5]; 2],
        common: None,
    });
    let cell = |at: usize| HeadcountCell {
        units: vec![Some(at % 2), None],
        staff_group: "core".to_owned(),
        characteristics: vec![(2, at / 2 % 2), (3, at / 4 % 3)],
        people: 300,
    };
    for wave in &mut plan.waves {
        let cells = (0..12).map(cell).collect();
        wave.headcount = Some(Headcount { cells, characteristics: vec![2, 3] });
    }
    plan
}

/// Six in ten answer favourably, in the first directorate four, and in the second wave others seven.
fn wave(index: usize, level: usize) -> Wave {
    let mut wave = Wave { wave: index, ..sample::large_wave(1200) };
    let directorate = wave.groups[0].clone();
    for (item, answers) in wave.answers.iter_mut().enumerate() {
        for (row, answer) in answers.iter_mut().enumerate() {
            let favourable = if directorate[row] == 0 { 4 } else { level };
            *answer = if (row * 7 + row / 10 + item * 3) % 10 < favourable { CATEGORIES[item] } else { 1 };
        }
    }
    wave
}

fn estimates(plan: &Plan) -> Estimates {
    let counts = [count(plan, &wave(0, 6), 1), count(plan, &wave(1, 7), 1)];
    estimate(plan, &counts, vec![Read::default(); 2], 1)
}

fn marks(visible: Vec<bool>) -> Marks {
    Marks { detail: visible.clone(), ..Marks::of(visible) }
}

/// What is found where only some rows are shown.
fn findings(plan: &Plan, shown: impl Fn(&str) -> bool) -> Findings {
    let mut estimates = estimates(plan);
    let visible: Vec<bool> = estimates.rows.iter().map(|row| shown(&row.group)).collect();
    let families = rows::families(plan, &estimates, &visible);
    estimates.judge(plan, &families.rest, &families.change);
    found(plan, &estimates, &marks(visible), &families)
}

#[test]
fn contributions_add_up_to_the_change_of_the_whole() {
    let found = findings(&plan(), |_| true);
    assert!(found.decompositions.len() >= 3, "{}", found.decompositions.len());
    for one in &found.decompositions {
        let sum: f64 = one.parts.iter().map(|part| part.within + part.between).sum();
        assert!((sum - one.change).abs() < 1e-9, "{}: {sum} and {}", one.measure, one.change);
    }
    let of_question = found.decompositions.iter().find(|one| one.measure == "q0");
    assert!(of_question.is_some_and(|one| one.change > 3.0));
}

#[test]
fn the_lower_directorate_is_consistently_lower_and_may_be_the_lowest() {
    let found = findings(&plan(), |_| true);
    let joint = found.consistency.iter().find(|one| one.wave == "2024" && one.group == "care");
    let joint = joint.expect("a joint judgement");
    assert_eq!((joint.verdict, joint.lower, joint.higher), (Consistent::Lower, 6, 0));
    assert!(joint.points < -20.0 && joint.p_adjusted < 1e-6);
    let grades = found.consistency.iter().filter(|one| one.breakdown == "grade");
    assert!(grades.into_iter().all(|one| one.verdict == Consistent::Neither));
    let ranking = found.rankings.iter().find(|one| one.wave == "2024" && one.breakdown == "directorate");
    let lowest: Vec<Option<f64>> =
        ranking.expect("a ranking").groups.iter().map(|group| group.lowest).collect();
    assert!(lowest[0].is_some_and(|chance| chance > 0.99), "{lowest:?}");
    let spread = found.spreads.iter().find(|one| one.measure == "q0" && one.breakdown == "directorate");
    assert!(spread.is_some_and(|spread| spread.differ && spread.ordinal_p.is_some_and(|p| p < 0.01)));
}

#[test]
fn representation_is_of_everybody() {
    let found = findings(&plan(), |_| true);
    assert!(found.representation.iter().any(|one| one.breakdown == "directorate"));
    for one in &found.representation {
        let sum = |of: fn(&super::super::findings::RepresentedGroup) -> f64| -> f64 {
            one.groups.iter().map(of).sum()
        };
        assert!((sum(|group| group.workforce) - 100.0).abs() < 1e-9);
        assert!((sum(|group| group.respondents) - 100.0).abs() < 1e-9);
        assert!(one.r_indicator.is_some_and(|r| (0.0..=1.0).contains(&r)));
    }
}

#[test]
fn a_group_that_is_not_shown_is_in_no_finding() {
    let plan = plan();
    let open = serde_json::to_string(&findings(&plan, |_| true)).unwrap();
    assert!(open.contains("\"places\""));
    let closed = findings(&plan, |group| group != "places");
    let text = serde_json::to_string(&closed).unwrap();
    assert!(!text.contains("\"places\""), "a withheld directorate is named in a finding");
    let rest = closed.decompositions.iter().find(|one| one.measure == "q0").map(|one| &one.parts);
    let rest = rest.and_then(|parts| parts.last()).expect("parts");
    assert!(rest.groups.is_empty(), "what is not shown is in the remainder");
}

#[test]
fn where_everyone_is_withheld_nothing_is_found() {
    let found = findings(&plan(), |group| group != "all");
    assert!(found.decompositions.is_empty() && found.spreads.is_empty());
    assert!(found.drivers.iter().all(|one| one.group != "all"));
    assert!(found.weighted.iter().all(|one| one.group != "all"));
}

#[test]
fn the_public_is_not_told_which_group_did_not_answer_and_the_analyst_is() {
    let mut plan = plan();
    plan.waves[1].headcount.as_mut().unwrap().cells.push(HeadcountCell {
        units: vec![Some(0), None],
        staff_group: "core".to_owned(),
        characteristics: vec![(2, 0), (3, 0)],
        people: 0,
    });
    let result = WeightingResult::Empty { breakdown: 3, group: 2 };
    let weighting = vec![WaveWeighting { wave: 1, margins: vec![0, 3], result }];
    let public = serde_json::to_string(&models::weighting(&plan, &weighting)).unwrap();
    assert!(public.contains("grade") && !public.contains("11+"), "{public}");
    let mut estimates = estimates(&plan);
    estimates.models.weightings = weighting;
    let mut problems = Problems::new();
    notes::tell(&plan, &estimates, &mut problems);
    let told = problems.iter().map(|problem| problem.message.clone()).collect::<String>();
    assert!(told.contains("11+"), "{told}");
}

#[test]
fn a_group_with_people_and_no_answers_stops_the_weighting() {
    let mut plan = plan();
    plan.weighting.margins = vec![0, 3];
    let mut silent = wave(1, 7);
    silent.groups[3].iter_mut().filter(|grade| **grade == 2).for_each(|grade| *grade = 1);
    let counts = [count(&plan, &wave(0, 6), 1), count(&plan, &silent, 1)];
    let estimates = estimate(&plan, &counts, vec![Read::default(); 2], 1);
    let results: Vec<&WeightingResult> = estimates.models.weightings.iter().map(|one| &one.result).collect();
    assert_eq!(results[1], &WeightingResult::Empty { breakdown: 3, group: 2 });
    assert!(estimates.models.weighted.iter().all(|figure| figure.which.wave == 0));
    let families = rows::families(&plan, &estimates, &vec![true; estimates.rows.len()]);
    let marks = marks(vec![true; estimates.rows.len()]);
    let seen = Seen::new(&plan, &estimates, &marks, &families);
    assert!(models::weighted(&plan, &seen, &estimates).len() > 3);
}
