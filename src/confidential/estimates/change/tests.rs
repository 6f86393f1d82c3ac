//! Changes between made-up waves whose figures can be added up by hand.

use proptest::prelude::*;

use super::super::{Estimates, Read, estimate};
use super::*;
use crate::confidential::counts::{count, sample};
use crate::confidential::wave::Wave;
use crate::plan::{ExportFile, Layout, LongForm};

/// The estimates of these waves.
fn estimates(plan: &Plan, waves: &[&Wave]) -> Estimates {
    let counts: Vec<Counts> = waves.iter().map(|wave| count(plan, wave, 1)).collect();
    estimate(plan, &counts, vec![Read::default(); waves.len()], 1)
}

/// The row of a measure and group in the latest wave.
fn row<'a>(estimates: &'a Estimates, measure: &str, group: &str) -> &'a Estimate {
    let found = estimates.rows.iter().rev().find(|row| row.measure == measure && row.group == group);
    found.expect("a row")
}

fn change_of<'a>(estimates: &'a Estimates, measure: &str, group: &str) -> &'a Change {
    row(estimates, measure, group).change.as_ref().expect("a change")
}

#[test]
fn the_same_people_after_a_move_have_not_changed_in_any_unit() {
    let plan = sample::restructured();
    let before = sample::large_wave(600);
    let estimates = estimates(&plan, &[&before, &sample::after_the_move(sample::large_wave(600))]);
    for measure in ["q0", "q4", "people", "engagement"] {
        for group in ["all", "care", "places", "support-moved", "parks", "women"] {
            let change = change_of(&estimates, measure, group);
            let test = change.test.as_ref();
            let same = test.is_some_and(|test| test.difference.abs() < 1e-9);
            assert!(same, "{measure} {group}: {:?}", change.note);
            assert_eq!(change.from_base, row(&estimates, measure, group).base, "{measure} {group}");
        }
    }
    let part = |breakdown: &str, group: &str, add| (breakdown.to_owned(), group.to_owned(), add);
    let care = change_of(&estimates, "q0", "care");
    assert_eq!(care.from_parts, [part("directorate", "care", true), part("service", "support", false)]);
    assert_eq!(care.from_group, None);
    let note = "the earlier figure is re-based: without support, which left in 2024";
    assert_eq!(care.note.as_deref(), Some(note));
    let moved = change_of(&estimates, "q0", "support-moved");
    assert_eq!((moved.from_group.as_deref(), moved.from_parts.len()), (Some("support"), 0));
}

#[test]
fn parts_that_do_not_fit_into_each_other_give_no_figure() {
    let plan = sample::restructured();
    let mut before = sample::large_wave(600);
    // Some of the service are said to be in another directorate: more is taken away than is there.
    for row in 0..before.respondents {
        if before.groups[0][row] == 0 {
            before.groups[0][row] = 2;
        }
    }
    let estimates = estimates(&plan, &[&before, &sample::after_the_move(sample::large_wave(600))]);
    let care = change_of(&estimates, "q0", "care");
    assert_eq!((care.test.as_ref(), care.note.as_deref()), (None, Some(NO_SUM)));
}

/// The plan of three waves; the first question and the breakdown by gender as these waves have them.
fn of_three_waves(first_question: [bool; 3], gender: [bool; 3]) -> Plan {
    let mut plan = sample::three_waves();
    let present = |there: [bool; 3], name: &str| there.map(|there| there.then(|| name.to_owned())).to_vec();
    plan.questions[0].headers = present(first_question, "q0");
    plan.breakdowns[2].headers = present(gender, "gender");
    for composite in &mut plan.composites {
        let items = composite.items[0].clone();
        composite.items = first_question
            .map(|there| items.iter().copied().filter(|item| there || *item != 0).collect())
            .to_vec();
    }
    plan
}

#[test]
fn a_row_is_compared_with_the_latest_wave_that_can_be_compared() {
    let wave = |index| Wave { wave: index, ..sample::large_wave(600) };
    let waves = [wave(0), wave(1), wave(2)];
    let waves = [&waves[0], &waves[1], &waves[2]];
    let from =
        |plan: &Plan, measure: &str, group: &str| change_of(&estimates(plan, &waves), measure, group).from;
    let skipped = of_three_waves([true, false, true], [true, false, true]);
    assert_eq!((from(&skipped, "q0", "all"), from(&skipped, "q1", "all")), (0, 1));
    assert_eq!((from(&skipped, "q1", "women"), from(&skipped, "q1", "parks")), (0, 1));
    let never = of_three_waves([false, false, true], [true; 3]);
    let none = change_of(&estimates(&never, &waves), "q0", "all").clone();
    assert_eq!((none.from, none.test, none.note.as_deref()), (1, None, Some("it was not asked before")));
}

#[test]
fn a_wave_that_nobody_answered_is_still_the_one_to_compare_with() {
    let plan = sample::three_waves();
    let wave = |index| Wave { wave: index, ..sample::large_wave(600) };
    let mut middle = wave(1);
    middle.answers[0].fill(0);
    let estimates = estimates(&plan, &[&wave(0), &middle, &wave(2)]);
    let none = change_of(&estimates, "q0", "all");
    assert_eq!((none.from, none.note.as_deref()), (1, Some("nobody answered then or now")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn directorates_as_they_are_now_have_the_earlier_total_between_them(before in sample::waves()) {
        let plan = sample::restructured();
        let counts = count(&plan, &before, 1);
        let after = count(&plan, &sample::after_the_move(sample::large_wave(300)), 1);
        let places = super::super::places::places(&plan, &after);
        let directorates = || places.iter().filter(|place| place.breakdown == "directorate");
        let earlier = |place: &Place<'_>| {
            Earlier::of(&plan, &counts, place, |breakdown, group| plan.predecessor(breakdown, group, 0, 1))
        };
        let table = counts.table(Grouping::One(0)).expect("directorates");
        for item in 0..plan.items.len() {
            let mut now = vec![0; plan.items[item].categories.len()];
            let mut then = now.clone();
            for place in directorates() {
                let made = earlier(place).expect("a predecessor").categories(item).expect("parts that fit");
                let own = categories(&plan.items[item], table.tally(plan.items.len(), place.group, item));
                for (at, (made, own)) in made.iter().zip(own).enumerate() {
                    now[at] += made;
                    then[at] += own;
                }
            }
            prop_assert_eq!(now, then);
        }
        let people: u64 = directorates().filter_map(|place| earlier(place).ok()?.respondents()).sum();
        prop_assert_eq!(people, table.respondents.iter().sum::<u64>());
    }
}

/// A plan whose wave comes from an export that does not say whose answers they are, as it is resolved.
fn unlinked(mut plan: Plan, wave: usize) -> Plan {
    let long = LongForm { respondent: None, question: "Question".to_owned(), answer: "Answer".to_owned() };
    plan.waves[wave].exports =
        vec![ExportFile { long: Some(long), ..ExportFile::new("x.csv", Layout::Long) }];
    plan.waves[wave].headcount = None;
    plan.composites.iter_mut().for_each(|composite| composite.items[wave].clear());
    plan
}

#[test]
fn a_wave_whose_answers_are_not_linked_has_questions_and_nothing_else() {
    let plan = unlinked(sample::restructured(), 0);
    let waves = [sample::large_wave(600), sample::after_the_move(sample::large_wave(600))];
    let estimates = estimates(&plan, &[&waves[0], &waves[1]]);
    let of_first = || estimates.rows.iter().filter(|row| row.wave == 0);
    assert!(of_first().count() > 0 && of_first().all(|row| row.kind == Kind::Question));
    assert!(of_first().all(|row| row.asked.is_none() && row.unanswered.is_none()));
    let models = &estimates.models;
    assert!(models.reliability.iter().all(|one| one.wave == 1));
    assert!(models.drivers.iter().all(|one| one.which.wave == 1));
    assert!(models.like_for_like.iter().all(|one| one.which.wave == 1));
    assert!(models.weightings.iter().all(|one| one.wave == 1));
    let change = change_of(&estimates, "people", "all");
    assert!(change.test.is_none());
    let reason = format!("the answers of {} are not linked to respondents", plan.waves[0].label);
    assert_eq!(change.note, Some(reason));
    assert!(change_of(&estimates, "q0", "all").test.is_some(), "questions are compared all the same");
}
