//! Matching columns, through the whole of ingest.

use crate::confidential::wave::fixture::{errors, export, plan, refused};
use crate::confidential::wave::ingest;
use crate::problem::Severity;

#[test]
fn a_question_without_a_column_is_a_problem_with_the_nearest_header_as_a_hint() {
    let mut plan = plan();
    plan.questions[0].headers[1] = Some("I am proud to work hear".into());
    plan.breakdowns[2].headers[1] = Some("Ethnicity".into());
    let problems = refused(&plan, &[&[]]);
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].place.column.as_deref(), Some("I am proud to work hear"));
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean “I am proud to work here”?"));
    assert_eq!(problems[1].place.column.as_deref(), Some("Ethnicity"));
}

#[test]
fn columns_of_the_rules_must_be_there_too() {
    let mut plan = plan();
    let rules = &mut plan.waves[1].rules;
    rules.response_id = Some("Respondent".into());
    rules.completed = Some("Submitted".into());
    rules.set_aside[0].column = "Agreed?".into();
    assert_eq!(refused(&plan, &[&[]]).len(), 3);
}

#[test]
fn columns_that_the_plan_does_not_use_are_noted_once_without_those_about_the_response() {
    let mut plan = plan();
    plan.questions[0].headers[1] = None;
    plan.waves[1].rules.completed = None;
    let ingested = ingest(&plan, 1, vec![export(&[&[]])], 2, None).unwrap();
    let notes: Vec<_> = ingested.problems.iter().filter(|p| p.severity == Severity::Note).collect();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].message, "1 column is not used by the plan: “I am proud to work here”");
}

#[test]
fn every_file_of_the_wave_must_have_the_columns() {
    let plan = plan();
    let mut second = export(&[&[]]);
    second.file = "second.csv".into();
    let gender = second.columns.iter_mut().find(|column| column.names == ["Gender"]).unwrap();
    gender.names = vec!["Sex".into()];
    let problems = errors(&ingest(&plan, 1, vec![export(&[&[]]), second], 2, None).unwrap_err());
    assert_eq!(problems[0].place.file.as_deref(), Some("second.csv".as_ref()));
}
