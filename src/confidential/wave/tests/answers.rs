//! Answers, options and routes.

use crate::confidential::wave::code::{INVALID, NOT_ANSWERED, NOT_APPLICABLE, NOT_ASKED, PREFER_NOT_TO_SAY};
use crate::confidential::wave::fixture::{codes, ingested, plan, refused, rules, warnings};
use crate::plan::Unknown;

const PROUD: &str = "I am proud to work here";
const NEWS: &str = "How do you hear news?";

fn proud(label: &str) -> u8 {
    let plan = plan();
    codes(&plan, &ingested(&plan, &[&[(PROUD, label)]]), "proud")[0]
}

#[test]
fn codes_go_from_the_least_to_the_most_favourable() {
    assert_eq!(["Strongly disagree", "disagree", "Strongly  AGREE"].map(proud), [1, 2, 5]);
    assert_eq!(["Tend to agree", "5", "1"].map(proud), [4, 5, 1]);
}

#[test]
fn a_reverse_worded_question_turns_round_with_its_spellings() {
    let plan = plan();
    let column = "I feel under pressure";
    let rows: [&[(&str, &str)]; 3] =
        [&[(column, "Strongly disagree")], &[(column, "5")], &[(column, "Agree")]];
    assert_eq!(codes(&plan, &ingested(&plan, &rows), "pressure"), [5, 1, 2]);
}

#[test]
fn the_kinds_of_missing_stay_apart() {
    assert_eq!(
        ["", "\u{a0}", "-", "not applicable", "Prefer not to say"].map(proud),
        [NOT_ANSWERED, NOT_ANSWERED, NOT_ANSWERED, NOT_APPLICABLE, PREFER_NOT_TO_SAY]
    );
    let plan = plan();
    assert_eq!(codes(&plan, &ingested(&plan, &[&[]]), "dropped"), [NOT_ASKED]);
}

#[test]
fn an_unknown_label_is_one_problem_however_many_rows_have_it() {
    let rows: [&[(&str, &str)]; 3] = [&[], &[(PROUD, "Agreee")], &[(PROUD, "agreee ")]];
    let problems = refused(&plan(), &rows);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "“Agreee” is not on the scale (2 rows, this is the first)");
    assert_eq!((problems[0].place.row, problems[0].place.column.as_deref()), (Some(3), Some(PROUD)));
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean “Agree”?"));
}

#[test]
fn an_unknown_label_is_invalid_where_the_plan_lets_it_pass() {
    let mut plan = plan();
    rules(&mut plan).unknown_labels = Unknown::SetAside;
    let rows: [&[(&str, &str)]; 2] = [&[(PROUD, "Agreee")], &[(PROUD, "7")]];
    let ingested = ingested(&plan, &rows);
    assert_eq!(codes(&plan, &ingested, "proud"), [INVALID, INVALID]);
    let expected = "2 rows with a label that is not on the scale, counted as invalid: “Agreee”, “7”";
    assert_eq!(warnings(&ingested), [expected]);
}

/// The codes of the three options for one cell.
fn news(cell: &str) -> [u8; 3] {
    let plan = plan();
    let ingested = ingested(&plan, &[&[(NEWS, cell)]]);
    ["news.0", "news.1", "news.2"].map(|item| codes(&plan, &ingested, item)[0])
}

#[test]
fn options_are_split_at_the_separator() {
    assert_eq!(news("Email;Team meeting;"), [2, 1, 2]);
    assert_eq!(news("team meeting"), [1, 1, 2]);
    assert_eq!(news(""), [NOT_ANSWERED; 3]);
    assert_eq!(news(";"), [NOT_ANSWERED; 3]);
    assert_eq!(news("prefer not to say"), [PREFER_NOT_TO_SAY; 3]);
}

#[test]
fn an_option_may_contain_the_separator() {
    assert_eq!(news("Email; or letter;Team meeting"), [1, 2, 2]);
    assert_eq!(news("Email;Email; or letter"), [2, 2, 1]);
}

#[test]
fn words_of_the_respondent_are_not_quoted_and_a_slip_of_an_option_is() {
    let rows: [&[(&str, &str)]; 2] = [&[(NEWS, "Email;My neighbour Ann")], &[(NEWS, "Team meetin;Email")]];
    let problems = refused(&plan(), &rows);
    assert_eq!(problems.len(), 2);
    assert!(!format!("{problems:?}").contains("Ann"));
    assert!(problems[1].message.starts_with("“Team meetin” is none of the options"));
}

#[test]
fn an_unknown_option_makes_the_whole_answer_invalid() {
    let mut plan = plan();
    rules(&mut plan).unknown_labels = Unknown::SetAside;
    let ingested = ingested(&plan, &[&[(NEWS, "Email;Pigeon")]]);
    for item in ["news.0", "news.1", "news.2"] {
        assert_eq!(codes(&plan, &ingested, item), [INVALID]);
    }
}

#[test]
fn whoever_the_route_leads_elsewhere_was_not_asked() {
    let plan = plan();
    let (router, time) = ("Do you manage people?", "I have time to manage");
    let rows: [&[(&str, &str)]; 5] =
        [&[], &[(time, "")], &[(router, "No"), (time, "")], &[(router, "No")], &[(router, ""), (time, "")]];
    let ingested = ingested(&plan, &rows);
    assert_eq!(codes(&plan, &ingested, "time"), [3, NOT_ANSWERED, NOT_ASKED, NOT_ASKED, NOT_ASKED]);
    let told = warnings(&ingested);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("1 row with an answer although the route"));
}

#[test]
fn a_route_is_not_followed_where_the_router_was_not_asked() {
    let mut plan = plan();
    plan.questions[2].headers[1] = None;
    let ingested = ingested(&plan, &[&[], &[("I have time to manage", "")]]);
    assert_eq!(codes(&plan, &ingested, "time"), [3, NOT_ANSWERED]);
}
