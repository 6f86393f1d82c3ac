//! Three header rows, and two.

use super::{column, names, options, read, recognised, refused};
use crate::confidential::export::column::Cells;
use crate::plan::Layout;

const NAMES: &str = "StartDate|EndDate|Status|IPAddress|Finished|ResponseId|Q1|Q2_1|Q2_2|Q3_1|Q3_2|Q3_4|Q3_4_TEXT|Q4|Q4_5_TEXT|Q5|Dept|Q3_DO_1";
const TEXTS: &str = "Start Date|End Date|Response Type|IP-Adresse|Finished|Response ID|I am proud|How far do you agree? - My manager listens|How far do you agree? - My manager - if I have one - helps|Which of these? - Selected Choice - Training|Which of these? - Selected Choice - A mentor - or a coach|Which of these? - Selected Choice - Other:|Which of these? - Other: - Text|Your role? - Selected Choice|Your role? - Other - Text|Anything else?\nPlease say|Dept|Which of these? - Display Order";
const IMPORTS: &str = r#"{"ImportId":"startDate","timeZone":"Europe/London"}|{"ImportId":"endDate"}|{"ImportId":"status"}|{"ImportId":"ipAddress"}|{"ImportId":"finished"}|{"ImportId":"_recordId"}|{"ImportId":"QID1"}|{"ImportId":"QID2_1"}|{"ImportId":"QID2_2"}|{"ImportId":"QID3","choiceId":"1"}|{"ImportId":"QID3","choiceId":"2"}|{"ImportId":"QID3","choiceId":"4"}|{"ImportId":"QID3_4_TEXT"}|{"ImportId":"QID4"}|{"ImportId":"QID4_5_TEXT"}|{"ImportId":"QID5_TEXT"}|{"ImportId":"Dept"}|{"ImportId":"QID3_DO","choiceId":"1"}"#;

#[test]
fn its_own_columns_get_standard_names() {
    let heading = recognised(&[NAMES, TEXTS, IMPORTS]);
    assert_eq!(heading.recognised, "recognised as Qualtrics: three header rows, the third with ImportId");
    assert_eq!(heading.header_rows, 3);
    assert_eq!(names(&heading, 0), ["StartDate", "Start Date", "Started", "Start time"]);
    assert_eq!(names(&heading, 1), ["EndDate", "End Date", "Completed", "Completion time"]);
    assert_eq!(names(&heading, 2), ["Status", "Response Type"]);
    assert_eq!(names(&heading, 3), ["IPAddress", "IP-Adresse"]);
    assert_eq!(names(&heading, 5), ["ResponseId", "Response ID", "ID"]);
    assert_eq!(names(&heading, 16), ["Dept"]);
}

#[test]
fn questions_have_their_text_and_the_tools_name() {
    let heading = recognised(&[NAMES, TEXTS, IMPORTS]);
    assert_eq!(names(&heading, 6), ["I am proud", "Q1"]);
    assert_eq!(names(&heading, 13), ["Your role?", "Your role? - Selected Choice", "Q4"]);
    assert_eq!(names(&heading, 14), ["Your role? - Other - Text", "Q4_5_TEXT"]);
    assert_eq!(names(&heading, 15), ["Anything else?\nPlease say", "Q5"]);
}

#[test]
fn rows_of_a_table_stay_apart_whatever_dashes_they_have() {
    let heading = recognised(&[NAMES, TEXTS, IMPORTS]);
    assert_eq!(
        names(&heading, 7),
        ["How far do you agree? - My manager listens", "My manager listens", "Q2_1"]
    );
    assert_eq!(names(&heading, 8)[1], "My manager - if I have one - helps");
    assert!(!heading.columns.iter().any(|column| column.names.iter().any(|name| name == "Q2")));
}

#[test]
fn columns_with_a_choice_are_the_options_of_one_question() {
    let heading = recognised(&[NAMES, TEXTS, IMPORTS]);
    let which = column(&heading, "Which of these?");
    assert_eq!(which.names, ["Which of these?", "Q3", "QID3"]);
    assert_eq!(options(which), [(9, "Training"), (10, "A mentor - or a coach"), (11, "Other:")]);
    assert!(names(&heading, 9).is_empty(), "an option is no column of its own");
    assert_eq!(names(&heading, 12), ["Which of these? - Other: - Text", "Q3_4_TEXT"]);
    assert_eq!(names(&heading, 17)[0], "Which of these? - Display Order");
    let Cells::Options { not_chosen, .. } = &which.cells else { panic!("options") };
    assert!(not_chosen.contains(&"0".to_owned()));
}

#[test]
fn options_without_a_text_entry_and_an_option_alone_are_merged_too() {
    let heading = recognised(&[
        "ResponseId|Q1_1|Q1_2|Q2_1|Q3_1|Q3_x",
        "Response ID|Which? - Pay|Which? - Work - life balance|I agree - Yes|a|b",
        r#"{"ImportId":"_recordId"}|{"ImportId":"QID1","choiceId":1}|{"ImportId":"QID1","choiceId":2}|{"ImportId":"QID2","choiceId":"1"}|{"ImportId":"QID3","choiceId":"1"}|{"ImportId":"QID3","choiceId":"2"}"#,
    ]);
    assert_eq!(options(column(&heading, "Which?")), [(1, "Pay"), (2, "Work - life balance")]);
    assert_eq!(options(column(&heading, "I agree")), [(3, "Yes")]);
    assert_eq!(column(&heading, "Q3").names, ["Q3", "QID3"]);
    assert_eq!(options(column(&heading, "QID3")), [(4, "a"), (5, "b")]);
}

#[test]
fn a_table_of_multiple_choices_is_a_question_for_each_row() {
    let heading = recognised(&[
        "ResponseId|Q6_1_1|Q6_1_2|Q6_2_1|Q6_2_2",
        "Response ID|Used? - Phone - Daily|Used? - Phone - Weekly|Used? - Post - Daily|Used? - Post - Weekly",
        r#"{"ImportId":"_recordId"}|{"ImportId":"QID6_1","choiceId":"1"}|{"ImportId":"QID6_1","choiceId":"2"}|{"ImportId":"QID6_2","choiceId":"1"}|{"ImportId":"QID6_2","choiceId":"2"}"#,
    ]);
    assert_eq!(options(column(&heading, "Used? - Phone")), [(1, "Daily"), (2, "Weekly")]);
    assert_eq!(column(&heading, "Used? - Post").names[1], "Q6_2");
}

#[test]
fn legacy_exports_have_two_header_rows_and_say_less() {
    let heading = recognised(&[
        "V1|V2|V3|V4|V5|V6|V7|V8|V9|V10|Q1|Q2_1|Q2_2|",
        "ResponseID|ResponseSet|Name|ExternalDataReference|EmailAddress|IPAddress|Status|StartDate|EndDate|Finished|I am proud|Which? - Pay|Which? - Leave|",
        "R_1|Default|||||0|2014-05-13|2014-05-13|1|4|1||",
    ]);
    assert_eq!(
        heading.recognised,
        "recognised as Qualtrics: two header rows, ResponseID and StartDate in both"
    );
    assert_eq!((heading.header_rows, heading.columns.len()), (2, 14));
    assert_eq!(names(&heading, 0), ["ResponseID", "V1", "Response ID", "ID"]);
    assert_eq!(names(&heading, 4), ["EmailAddress", "V5"]);
    assert_eq!(names(&heading, 8)[..3], ["EndDate", "V9", "Completed"]);
    assert_eq!(names(&heading, 11), ["Which? - Pay", "Pay", "Q2_1"]);
    assert_eq!(options(column(&heading, "Q2")), [(11, "Pay"), (12, "Leave")]);
    assert_eq!(column(&heading, "Which?").names, ["Which?", "Q2"]);
}

#[test]
fn one_header_row_of_its_names_is_a_plain_one() {
    let heading = recognised(&["StartDate|ResponseId|Q1", "2024-05-13|R_1|Agree"]);
    assert_eq!(heading.recognised, "recognised as one header row with 3 columns");
    let message = refused(Layout::Qualtrics, &["StartDate|ResponseId|Q1", "2024-05-13|R_1|Agree"]);
    assert!(message.contains("row 3 has no ImportId"), "{message}");
}

#[test]
fn a_damaged_third_row_is_never_a_respondent() {
    let lines =
        ["StartDate|ResponseId|Q1", "Start Date|Response ID|Proud", r#"{"ImportId":"startDate"}|x|{}"#];
    let message = refused(Layout::Recognise, &lines);
    assert!(message.starts_with("no layout fits this file: there are cells with ImportId"), "{message}");
    let (heading, _) = read(Layout::Qualtrics, &lines);
    assert!(heading.is_none());
}
