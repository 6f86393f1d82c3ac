use proptest::prelude::*;

use super::Quality;
use super::attention::attention;
use super::completeness::Completeness;
use super::page::page;
use super::questions::put;
use super::same_answer::by_scale;
use crate::confidential::counts::{FIRST_MISSING, Grouping, count, sample};
use crate::confidential::wave::{FileRead, Ingested, SetAside, Wave, code};
use crate::plan::{Headcount, HeadcountCell, Item, Plan};

const EMPTY: u8 = code::NOT_ANSWERED;

fn ingested(wave: Wave) -> Ingested {
    let file = |name: &str, read, kept| FileRead {
        file: name.into(),
        recognised: "recognised as text".into(),
        origin: (name == "b.csv").then(|| "paper".to_owned()),
        read,
        kept,
    };
    let row = |file: &str, row, reason: &str| SetAside { file: file.into(), row, reason: reason.into() };
    let kept = wave.respondents as u64;
    Ingested {
        aside: 0,
        wave,
        comments: Vec::new(),
        commented: 0,
        set_aside: vec![
            row("a.csv", 2, "unknown unit"),
            row("a.csv", 3, "empty row"),
            row("a.csv", 5, "empty row"),
            row("b.csv", 2, "empty row"),
        ],
        read: kept + 4,
        files: vec![file("a.csv", kept + 3, kept), file("b.csv", 1, 0)],
    }
}

fn quality(plan: &Plan, wave: Wave) -> Quality {
    let counts = count(plan, &wave, 1);
    Quality::of(plan, &ingested(wave), &counts)
}

/// A plan with one scale of five answers, and so many questions of it; those named are worded in reverse.
fn one_scale(questions: usize, reverse: &[usize]) -> Plan {
    let mut plan = sample::plan();
    let (question, item) = (plan.questions[0].clone(), plan.items[0].clone());
    (plan.questions, plan.items) = (Vec::new(), Vec::new());
    for index in 0..questions {
        let id = format!("q{index}");
        let mut question = question.clone();
        (question.id, question.reverse) = (id.clone(), reverse.contains(&index));
        plan.questions.push(question);
        plan.items.push(Item { id, question: index, ..item.clone() });
    }
    plan.composites.clear();
    plan.drivers.clear();
    plan
}

/// A wave of people with these answers, all in the first groups.
fn people(answers: &[Vec<u8>]) -> Wave {
    let questions = answers.first().map_or(0, Vec::len);
    Wave {
        wave: 0,
        respondents: answers.len(),
        groups: vec![vec![0; answers.len()]; 4],
        answers: (0..questions).map(|item| answers.iter().map(|answers| answers[item]).collect()).collect(),
    }
}

/// Judged and same of the one scale, if it is judged at all.
fn same(plan: &Plan, answers: &[Vec<u8>]) -> Option<(u64, u64)> {
    let wave = people(answers);
    let scales = by_scale(plan, wave.respondents, &put(plan, &wave));
    scales.first().map(|scale| (scale.judged, scale.same))
}

#[test]
fn every_row_of_every_file_is_accounted_for() {
    let quality = quality(&sample::plan(), sample::large_wave(40));
    let [a, b] = quality.rows.files.as_slice() else { panic!("two files") };
    let reasons: Vec<(&str, u64)> =
        a.set_aside.iter().map(|reason| (reason.reason.as_str(), reason.rows)).collect();
    assert_eq!(reasons, [("empty row", 2), ("unknown unit", 1)]);
    assert_eq!((b.read, b.kept, b.set_aside[0].rows, b.origin.as_deref()), (1, 0, 1, Some("paper")));
    assert_eq!(quality.rows.set_aside(), 4);
}

#[test]
fn one_answer_ten_times_is_the_same_throughout_and_nine_times_is_not_judged() {
    let plan = one_scale(10, &[]);
    let nine: Vec<u8> = [vec![4; 9], vec![EMPTY]].concat();
    let one_other: Vec<u8> = [vec![4; 9], vec![3]].concat();
    assert_eq!(same(&plan, &[vec![4; 10], nine, one_other]), Some((2, 1)));
    assert_eq!(same(&one_scale(9, &[]), &[vec![4; 9]]), None);
}

#[test]
fn with_a_question_worded_in_reverse_eight_are_enough_and_the_answer_on_paper_counts() {
    let plan = one_scale(8, &[7]);
    let on_paper: Vec<u8> = [vec![5; 7], vec![1]].concat();
    let in_meaning = vec![5; 8];
    let neither_way = vec![3; 8];
    let without_the_reverse: Vec<u8> = [vec![5; 7], vec![EMPTY]].concat();
    assert_eq!(same(&plan, &[on_paper, in_meaning, neither_way, without_the_reverse]), Some((3, 2)));
    let all: Vec<usize> = (0..8).collect();
    assert_eq!(same(&one_scale(8, &all), &[vec![5; 8]]), None, "nothing contradicts anything");
}

#[test]
fn of_a_longer_scale_nobody_is_judged_by_the_plain_questions_alone_before_the_tenth() {
    let plan = one_scale(11, &[10]);
    let plain = |answers: usize| [vec![2; answers], vec![EMPTY; 11 - answers]].concat();
    assert_eq!(same(&plan, &[plain(9), plain(10)]), Some((1, 1)));
}

#[test]
fn yes_or_no_to_everything_is_no_sign_and_what_is_missing_no_answer() {
    let mut plan = one_scale(10, &[]);
    assert_eq!(same(&plan, &[vec![code::NOT_APPLICABLE; 10], vec![code::INVALID; 10]]), Some((0, 0)));
    for item in &mut plan.items {
        item.categories.truncate(2);
    }
    assert_eq!(same(&plan, &[vec![1; 10]]), None);
}

#[test]
fn all_half_and_less_of_what_was_put_to_somebody() {
    let plan = one_scale(4, &[]);
    let not_put = code::NOT_ASKED;
    let wave = people(&[
        vec![1, 2, 3, 4],
        vec![1, code::PREFER_NOT_TO_SAY, code::NOT_APPLICABLE, code::INVALID],
        vec![1, 2, not_put, not_put],
        vec![1, 2, EMPTY, EMPTY],
        vec![1, not_put, not_put, EMPTY],
        vec![1, EMPTY, EMPTY, not_put],
        vec![1, EMPTY, EMPTY, EMPTY],
    ]);
    let found = Completeness::of(wave.respondents, &put(&plan, &wave));
    assert_eq!(found, Completeness { all: 3, half_or_more: 2, less_than_half: 2 });
}

#[test]
fn of_several_options_any_answer_is_one() {
    let mut plan = one_scale(2, &[]);
    plan.questions.truncate(1);
    for (option, item) in plan.items.iter_mut().enumerate() {
        (item.question, item.option) = (0, Some(option));
    }
    let quality = quality(&plan, people(&[vec![1, 2], vec![EMPTY, 2], vec![EMPTY, EMPTY]]));
    let [question] = quality.questions.as_slice() else { panic!("one question") };
    assert_eq!((question.asked, question.answered, question.not_answered), (3, 2, 1));
}

#[test]
fn a_question_of_another_wave_is_not_among_them() {
    let mut plan = sample::plan();
    plan.questions[2].headers[0] = None;
    let ids: Vec<String> =
        quality(&plan, sample::large_wave(40)).questions.into_iter().map(|question| question.id).collect();
    assert_eq!(ids, ["q0", "q1", "q3", "q4", "q5"]);
}

fn with_headcount(people: u64) -> Plan {
    let mut plan = sample::plan();
    let cell = |unit, people| HeadcountCell {
        units: vec![Some(unit), None],
        staff_group: "core".to_owned(),
        characteristics: Vec::new(),
        people,
    };
    let cells = vec![cell(0, people), cell(1, people)];
    plan.waves[0].headcount = Some(Headcount { cells, characteristics: Vec::new() });
    plan
}

#[test]
fn units_are_told_against_their_people_and_whoever_is_in_none() {
    let wave = sample::wave(&[([0, 0, 0, 0], [1; 6]), ([crate::confidential::wave::NO_GROUP; 4], [1; 6])]);
    let quality = quality(&with_headcount(4), wave);
    let level = &quality.response.levels[0];
    let units: Vec<_> = level.units.iter().map(|unit| (unit.respondents, unit.people, unit.rate)).collect();
    assert_eq!((units[0], units[1]), ((1, Some(4), Some(25.0)), (0, Some(4), Some(0.0))));
    assert_eq!((level.without, quality.response.everyone.people), (1, Some(8)));
    let plan = with_headcount(4);
    let told = attention(&plan, &quality, &quality.response.levels[..1]);
    assert!(told.iter().any(|sentence| sentence.contains("nobody answered in 1 of ")), "{told:?}");
}

#[test]
fn what_stands_out_is_told_and_nothing_else_is() {
    let plan = one_scale(10, &[]);
    let told = |answers: Vec<Vec<u8>>| {
        let quality = quality(&plan, people(&answers));
        let told = attention(&plan, &quality, &[]);
        told.into_iter().filter(|sentence| !sentence.contains("row")).collect::<Vec<_>>()
    };
    let varied = |person: usize| (0..10).map(|item| ((person + item) % 5) as u8 + 1).collect::<Vec<u8>>();
    let no_headcount = "There is no headcount, so nobody knows how many did not answer.";
    assert_eq!(told((0..100).map(varied).collect()), [no_headcount]);
    let mut answers: Vec<Vec<u8>> = (0..100).map(varied).collect();
    for person in &mut answers[..10] {
        person[0] = EMPTY;
    }
    answers[20][1] = code::INVALID;
    for person in &mut answers {
        person[2] = EMPTY;
    }
    for person in &mut answers[30..36] {
        *person = vec![3, 3, EMPTY, 3, 3, 3, 3, 3, 3, 3];
    }
    for person in &mut answers[40..45] {
        *person = vec![1, 2, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY];
    }
    let found = told(answers);
    let expected = [
        "1 question was not answered by anybody",
        "1 answer is not on the question’s scale",
        "1 question was left empty by 10% or more of those asked, at most by 10.0%",
        "5 of 100 responses (5.0%) are less than half filled in.",
        no_headcount,
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (sentence, begins) in found.iter().zip(expected) {
        assert!(sentence.starts_with(begins), "{sentence}");
    }
}

#[test]
fn many_people_with_the_same_answer_throughout_are_told_by_scale() {
    let plan = one_scale(10, &[]);
    let varied: Vec<u8> = (0..10).map(|item| item % 5 + 1).collect();
    let told = |same: usize| {
        let answers = [vec![vec![4; 10]; same], vec![varied.clone(); 100 - same]].concat();
        let quality = quality(&plan, people(&answers));
        attention(&plan, &quality, &[]).into_iter().find(|sentence| sentence.contains("same answer"))
    };
    assert_eq!(told(4), None);
    let scale = &plan.scales[plan.questions[0].scale].id;
    let sentence =
        format!("5 of 100 people (5.0%) gave the same answer to every question on the scale “{scale}”.");
    assert_eq!(told(5), Some(sentence));
}

#[test]
fn no_line_is_wider_than_a_page_whatever_things_are_called() {
    let mut plan = with_headcount(900);
    let long = "a name that goes on and on \n ".repeat(9);
    plan.waves[0].label.clone_from(&long);
    plan.questions.iter_mut().for_each(|question| question.text.clone_from(&long));
    plan.breakdowns.iter_mut().flat_map(|one| &mut one.groups).for_each(|group| group.name.clone_from(&long));
    let quality = [quality(&plan, sample::large_wave(300))];
    for verbose in [false, true] {
        let lines = page(&plan, &quality, verbose);
        assert!(lines.iter().all(|line| line.chars().count() <= 100 && !line.contains('\n')), "{lines:#?}");
    }
}

#[test]
fn a_wave_without_anybody_has_a_page() {
    let plan = sample::plan();
    let lines = page(&plan, &[quality(&plan, sample::wave(&[]))], true);
    assert!(lines.iter().any(|line| line.contains('–')));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn questions_add_up_and_agree_with_the_counts(wave in sample::waves()) {
        let plan = sample::plan();
        let counts = count(&plan, &wave, 1);
        let respondents = wave.respondents as u64;
        let quality = Quality::of(&plan, &ingested(wave), &counts);
        prop_assert_eq!(quality.completeness.respondents(), respondents);
        let table = counts.table(Grouping::All).expect("a table");
        for (item, question) in quality.questions.iter().enumerate() {
            let tally = table.tally(plan.items.len(), 0, item);
            let missing = [question.not_asked, question.not_applicable, question.prefer_not_to_say, question.invalid];
            prop_assert_eq!(&tally[FIRST_MISSING..], &missing);
            prop_assert_eq!(question.not_answered, tally[0]);
            prop_assert_eq!(question.answered, tally[1..FIRST_MISSING].iter().sum::<u64>());
            let said = question.answered + missing[1..].iter().sum::<u64>();
            prop_assert_eq!(question.asked, question.not_answered + said);
            prop_assert_eq!(question.asked + question.not_asked, respondents);
        }
    }
}
