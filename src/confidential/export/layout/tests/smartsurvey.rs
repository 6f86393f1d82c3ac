//! Three header rows, and the newer workbook.

use super::{column, names, options, recognised, refused};
use crate::confidential::export::column::{Cells, Missing};
use crate::plan::Layout;

const FIRST: &str = "UserID|UserNo|Name|Email|IP Address|Unique ID|Started|Ended|Tracking Link|Q1. I don@SQ@t feel\u{a0}safe|Q2. Your role?||Q3. Which of these?|||Q4. How far do you agree?||Q5. Which and how?|||";
const SECOND: &str = "||||||||||Answer|Other (please specify)|Training|Pay|Other (please specify)|Q4.1. My manager listens|Q4.2. My manager helps|Q5.1. R||Q5.2. Python|";
const THIRD: &str = "|||||||||Answer||||||Answer|Answer|Knows|Has|Knows|Has";

#[test]
fn three_rows_are_read_and_numbers_are_taken_off() {
    let heading = recognised(&[FIRST, SECOND, THIRD, "17|1|||||13/05/2024 09:00"]);
    assert_eq!(
        heading.recognised,
        "recognised as SmartSurvey: three header rows, columns UserID, Started, questions with numbers"
    );
    assert_eq!(heading.header_rows, 3);
    assert_eq!(
        names(&heading, 0),
        ["UserID", "Response ID", "ID"],
        "it passes where the plan asks for an id"
    );
    assert_eq!(names(&heading, 6), ["Started", "Start time"]);
    assert_eq!(names(&heading, 7), ["Ended", "Completed", "Completion time"]);
    assert_eq!(names(&heading, 9), ["I don't feel\u{a0}safe", "Q1. I don't feel\u{a0}safe", "Q1"]);
    assert_eq!(names(&heading, 10), ["Your role?", "Q2. Your role?", "Q2"]);
    assert_eq!(names(&heading, 11), ["Your role? - Other (please specify)"]);
}

#[test]
fn options_and_rows_of_a_table_are_both_offered() {
    let heading = recognised(&[FIRST, SECOND, THIRD]);
    let which = column(&heading, "Q3");
    assert_eq!(which.names, ["Which of these?", "Q3. Which of these?", "Q3"]);
    assert_eq!(options(which), [(12, "Training"), (13, "Pay"), (14, "Other (please specify)")]);
    let Cells::Options { not_chosen, .. } = &which.cells else { panic!("options") };
    assert_eq!(*not_chosen, [".", "-"]);
    assert_eq!(names(&heading, 15), ["How far do you agree? - My manager listens", "My manager listens"]);
}

#[test]
fn options_in_rows_of_a_table_are_named_by_both() {
    let heading = recognised(&[FIRST, SECOND, THIRD]);
    assert_eq!(names(&heading, 18), ["Which and how? - R - Has", "Has", "R - Has"]);
    assert_eq!(options(column(&heading, "Python")), [(19, "Knows"), (20, "Has")]);
}

#[test]
fn a_text_beside_rows_of_options_is_a_column_of_its_own() {
    let heading = recognised(&[
        "UserNo|Started|Q1. Which and how?|||",
        "||Q1.1. R||Other (please specify)|",
        "||Knows|Has|Answer|",
    ]);
    assert_eq!(names(&heading, 4), ["Which and how? - Other (please specify)"]);
    assert_eq!(options(column(&heading, "R")).len(), 2);
}

#[test]
fn full_stops_and_dashes_are_no_answer() {
    let heading = recognised(&[FIRST, SECOND, THIRD]);
    for column in &heading.columns {
        let codes: Vec<_> = column.values.iter().map(|value| (value.code.as_str(), value.missing)).collect();
        assert_eq!(codes, [(".", Some(Missing::NotAnswered)), ("-", Some(Missing::NotAnswered))]);
    }
}

#[test]
fn the_newer_workbook_has_one_row_with_ids() {
    let heading = recognised(&[
        "Response_ID|Completion_Status|Tracking_Link_ID|Date_Started|Date_Ended|Q_1234_I don@SQ@t feel safe|Q_99_Which of these?",
        "1|Completed|2|2024-05-13T09:00:00|2024-05-13T09:10:00|Agree|Training; Pay",
    ]);
    assert!(heading.recognised.starts_with("recognised as SmartSurvey: one header row, columns Response_ID"));
    assert_eq!(heading.header_rows, 1);
    assert_eq!(names(&heading, 0), ["Response_ID", "Response ID", "ID"]);
    assert_eq!(names(&heading, 1), ["Completion_Status", "Status"]);
    assert_eq!(names(&heading, 4), ["Date_Ended", "Completed", "Completion time"]);
    assert_eq!(names(&heading, 5), ["I don't feel safe", "Q_1234", "Q_1234_I don't feel safe"]);
    assert_eq!(heading.columns[6].values.len(), 2);
}

#[test]
fn pinned_without_its_signs_it_is_refused() {
    assert!(refused(Layout::SmartSurvey, &["Proud"]).ends_with(": UserID is missing"));
    assert!(refused(Layout::SmartSurvey, &["UserID|Started|Proud"]).ends_with("such as “Q1. …”"));
    assert!(refused(Layout::SmartSurvey, &["UserID|Started|Q1. Proud", "||"]).ends_with("three header rows"));
    let answers = ["UserID|Started|Q1. Proud", "||Answer", "1|2024|Agree"];
    assert!(refused(Layout::SmartSurvey, &answers).ends_with("not blank below UserID"));
    assert!(
        refused(Layout::SmartSurvey, &["Response_ID|Completion_Status|Q_1"]).ends_with("such as “Q_1_…”")
    );
}
