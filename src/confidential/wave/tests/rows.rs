//! Rows set aside: each rule, the order of reasons, and the ledger.

use crate::confidential::wave::fixture::{
    blank, errors, export, export_named, group, ingested, plan, refused, rules, set_aside, unanswered,
    warnings,
};
use crate::confidential::wave::ingest;
use crate::plan::{DateOrder, Duplicates, Unknown};

const LATE: &str = "2024-06-01T00:00:00";

#[test]
fn each_reason_has_its_rows() {
    let mut plan = plan();
    rules(&mut plan).duplicates = Duplicates::First;
    rules(&mut plan).unknown_units = Unknown::SetAside;
    let (blank, unanswered) = (blank(), unanswered());
    let blank: Vec<_> = [("ID", "")].into_iter().chain(blank).collect();
    let rows: [&[(&str, &str)]; 7] = [
        &[],
        &blank,
        &[("Consent", " no ")],
        &[("Completion time", LATE)],
        &[("ID", "1")],
        &[("Directorate", "Parks")],
        &unanswered,
    ];
    let ingested = ingested(&plan, &rows);
    let expected = [
        (3, "empty row"),
        (4, "consent withheld"),
        (5, "outside the fieldwork dates"),
        (6, "duplicate response"),
        (7, "unknown unit"),
        (8, "no question answered"),
    ];
    assert_eq!(set_aside(&ingested), expected);
    assert_eq!((ingested.value.read, ingested.value.wave.respondents), (7, 1));
}

#[test]
fn a_row_has_the_first_reason_that_applies_and_no_other() {
    let mut plan = plan();
    rules(&mut plan).duplicates = Duplicates::First;
    let rows: [&[(&str, &str)]; 3] =
        [&[], &[("Consent", "No"), ("Completion time", LATE)], &[("ID", "1"), ("Completion time", LATE)]];
    let ingested = ingested(&plan, &rows);
    assert_eq!(set_aside(&ingested), [(3, "consent withheld"), (4, "outside the fieldwork dates")]);
}

#[test]
fn a_duplicate_id_is_a_problem_that_names_both_rows_and_not_the_id() {
    let rows: [&[(&str, &str)]; 3] = [&[("ID", "secret-7")], &[], &[("ID", " secret-7")]];
    let problems = refused(&plan(), &rows);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "duplicate response id: the same as in row 2");
    assert_eq!(problems[0].place.row, Some(4));
    assert!(!format!("{problems:?}").contains("secret"));
}

#[test]
fn duplicates_are_found_across_files() {
    let exports = vec![export(&[&[]]), export_named("late.csv", &[&[("ID", "1")]])];
    let problems = errors(&ingest(&plan(), 1, exports, 2, None).unwrap_err());
    assert_eq!(problems[0].message, "duplicate response id: the same as in answers.csv, row 2");
    assert_eq!(problems[0].place.file.as_deref(), Some("late.csv".as_ref()));
}

#[test]
fn the_first_or_the_last_of_two_is_kept_but_never_an_empty_one() {
    let mut plan = plan();
    let unanswered = unanswered();
    let empty_again: Vec<_> = [("ID", "1")].into_iter().chain(unanswered).collect();
    let rows: [&[(&str, &str)]; 3] = [&[], &[("ID", "1"), ("Gender", "Man")], &empty_again];
    rules(&mut plan).duplicates = Duplicates::First;
    assert_eq!(set_aside(&ingested(&plan, &rows)), [(3, "duplicate response"), (4, "duplicate response")]);
    rules(&mut plan).duplicates = Duplicates::Last;
    let last = ingested(&plan, &rows);
    assert_eq!(set_aside(&last), [(2, "duplicate response"), (4, "duplicate response")]);
    assert_eq!(last.value.wave.groups[2], [group(&plan, 2, "man")]);
}

#[test]
fn rows_without_an_id_are_no_duplicates() {
    let rows: [&[(&str, &str)]; 2] = [&[("ID", "")], &[("ID", "")]];
    assert_eq!(ingested(&plan(), &rows).value.wave.respondents, 2);
}

#[test]
fn a_date_that_cannot_be_read_is_a_problem_and_a_blank_one_a_warning() {
    let rows: [&[(&str, &str)]; 2] = [&[("Completion time", "31/05/2024")], &[("Completion time", "soon")]];
    let problems = refused(&plan(), &rows);
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].place.row, problems[0].place.column.as_deref()),
        (Some(2), Some("Completion time"))
    );
    assert!(problems[0].message.starts_with("2 rows with a date that cannot be read"));

    let kept = ingested(&plan(), &[&[("Completion time", "")], &[("Completion time", " ")]]);
    assert_eq!(kept.value.wave.respondents, 2);
    assert_eq!(warnings(&kept), ["2 rows without a date of completion, kept; this is the first"]);
}

#[test]
fn the_first_and_the_last_day_of_the_fieldwork_count() {
    let mut plan = plan();
    rules(&mut plan).date_order = DateOrder::DayMonthYear;
    let time = "Completion time";
    let rows: [&[(&str, &str)]; 4] =
        [&[(time, "30/04/2024")], &[(time, "01/05/2024")], &[(time, "31/05/2024 23:59")], &[(time, LATE)]];
    let reason = "outside the fieldwork dates";
    assert_eq!(set_aside(&ingested(&plan, &rows)), [(2, reason), (5, reason)]);
}

#[test]
fn a_wave_without_a_respondent_is_a_problem() {
    let problems = refused(&plan(), &[&[("Consent", "No")]]);
    assert_eq!(problems[0].message, "no response is left of 1 row: every one was set aside");
}

#[test]
fn the_same_answers_at_the_same_time_are_one_response_where_the_plan_says_so() {
    let rows: [&[(&str, &str)]; 4] =
        [&[], &[("ID", "7")], &[("Gender", "Man")], &[("Completion time", "2024-05-10T09:00:01")]];
    let mut plan = plan();
    rules(&mut plan).duplicates = Duplicates::First;
    assert_eq!(ingested(&plan, &rows).value.wave.respondents, 4);
    rules(&mut plan).fingerprint = true;
    assert_eq!(set_aside(&ingested(&plan, &rows)), [(3, "duplicate response")]);
    rules(&mut plan).duplicates = Duplicates::Refuse;
    let problems = refused(&plan, &rows);
    assert_eq!(problems[0].message, "the same answers at the same time as in row 2");
    assert_eq!((problems[0].place.row, &problems[0].place.column), (Some(3), &None));
}

#[test]
fn a_row_that_is_like_another_by_its_id_and_by_its_answers_is_set_aside_once() {
    let mut plan = plan();
    rules(&mut plan).fingerprint = true;
    let rows: [&[(&str, &str)]; 4] = [&[], &[("ID", "1")], &[("ID", "1")], &[("ID", "9"), ("Gender", "Man")]];
    for (rule, kept) in [(Duplicates::First, 2), (Duplicates::Last, 4)] {
        rules(&mut plan).duplicates = rule;
        let ingested = ingested(&plan, &rows);
        let aside: Vec<u64> = (2..=4).filter(|row| *row != kept).collect();
        assert_eq!(
            set_aside(&ingested),
            aside.iter().map(|row| (*row, "duplicate response")).collect::<Vec<_>>()
        );
        assert_eq!(ingested.value.wave.respondents, 2);
        assert!(ingested.value.wave.groups.iter().all(|column| column.len() == 2));
    }
}

#[test]
fn a_response_that_answers_too_little_is_set_aside() {
    let mut plan = plan();
    rules(&mut plan).least_answered = 3;
    let (few, enough) = (unanswered(), unanswered());
    let with = |mut row: Vec<(&'static str, &'static str)>, answers: &[(&'static str, &'static str)]| {
        for (column, answer) in answers {
            row.iter_mut().filter(|cell| cell.0 == *column).for_each(|cell| cell.1 = answer);
        }
        row
    };
    let proud = ("I am proud to work here", "Agree");
    let pressed = ("I feel under pressure", "Not applicable");
    let news = ("How do you hear news?", "Email;");
    let few = with(few, &[proud, pressed]);
    let enough = with(enough, &[proud, pressed, news]);
    let ingested = ingested(&plan, &[&few, &enough, &[]]);
    assert_eq!(set_aside(&ingested), [(2, "too few questions answered")]);
}

#[test]
fn the_order_of_dates_is_inferred_where_they_show_it_and_asked_for_where_not() {
    let mut plan = plan();
    rules(&mut plan).date_order = DateOrder::Infer;
    let time = "Completion time";
    let rows: [&[(&str, &str)]; 2] = [&[(time, "05/06/2024")], &[(time, "31/05/2024")]];
    assert_eq!(set_aside(&ingested(&plan, &rows)), [(2, "outside the fieldwork dates")]);
    let american: [&[(&str, &str)]; 2] = [&[(time, "5/6/2024 9:00 AM")], &[(time, "5/31/2024 9:00 AM")]];
    assert_eq!(ingested(&plan, &american).value.wave.respondents, 2);
    let problems = refused(&plan, &[&[(time, "05/06/2024")], &[(time, "06/05/2024")]]);
    assert_eq!(problems[0].message, "the dates do not show whether the day or the month comes first");
}
