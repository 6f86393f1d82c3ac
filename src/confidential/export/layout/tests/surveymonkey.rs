//! Two header rows, expanded and condensed.

use super::{column, names, options, recognised, refused};
use crate::confidential::export::column::Cells;
use crate::plan::Layout;

const FIRST: &str = "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|Custom Data 1|I am proud|Your role?||Which of these?|||How far do you agree?||Anything else?";
const SECOND: &str = "|||||||||Response|Response|Other (please specify)|Training|1-2 days|Other (please specify)|My manager listens|My manager helps|Open-Ended Response";

#[test]
fn its_own_columns_get_standard_names() {
    let heading = recognised(&[FIRST, SECOND, "1|2|05/13/2024 09:00:00 AM"]);
    assert_eq!(
        heading.recognised,
        "recognised as SurveyMonkey: two header rows, columns Respondent ID, Collector ID"
    );
    assert_eq!(heading.header_rows, 2);
    assert_eq!(names(&heading, 0), ["Respondent ID", "Response ID", "ID"]);
    assert_eq!(names(&heading, 2), ["Start Date", "Started", "Start time"]);
    assert_eq!(names(&heading, 3), ["End Date", "Completed", "Completion time"]);
    assert_eq!(names(&heading, 8), ["Custom Data 1"]);
}

#[test]
fn a_response_is_the_question_and_what_stands_beside_it_a_text() {
    let heading = recognised(&[FIRST, SECOND]);
    assert_eq!(names(&heading, 9), ["I am proud"]);
    assert_eq!(names(&heading, 10), ["Your role?"]);
    assert_eq!(names(&heading, 11), ["Your role? - Other (please specify)"]);
    assert_eq!(names(&heading, 17), ["Anything else?"]);
}

#[test]
fn options_and_rows_of_a_table_look_alike_so_both_are_offered() {
    let heading = recognised(&[FIRST, SECOND]);
    let which = column(&heading, "Which of these?");
    assert_eq!(options(which), [(12, "Training"), (13, "1-2 days"), (14, "Other (please specify)")]);
    assert_eq!(
        which.cells,
        Cells::Options {
            options: options(which).into_iter().map(|(at, label)| (at, label.to_owned())).collect(),
            not_chosen: Vec::new(),
        }
    );
    assert_eq!(names(&heading, 12), ["Which of these? - Training", "Training"]);
    assert_eq!(names(&heading, 16), ["How far do you agree? - My manager helps", "My manager helps"]);
    assert_eq!(options(column(&heading, "How far do you agree?")).len(), 2);
    let places: Vec<usize> = heading
        .columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| {
            column.names.iter().any(|name| name.starts_with("Which")).then_some(place)
        })
        .collect();
    assert_eq!(places, [12, 13, 14, 15], "the question stands before its parts");
}

#[test]
fn condensed_exports_have_one_column_for_a_question() {
    let heading = recognised(&[
        "Respondent ID|Collector ID|Start Date|End Date|I am proud|Which of these?|",
        "||||Response|Response|",
    ]);
    assert_eq!((heading.columns.len(), names(&heading, 5)), (6, vec!["Which of these?"]));
}

#[test]
fn a_last_question_may_reach_beyond_row_1_and_blank_columns_are_none() {
    let heading = recognised(&["Respondent ID|Start Date|Which?", "||Pay|Leave||"]);
    assert_eq!(options(column(&heading, "Which?")), [(2, "Pay"), (3, "Leave")]);
    assert_eq!(heading.columns.len(), 5);
}

#[test]
fn with_answers_in_row_2_it_is_another_layout() {
    let lines = ["Respondent ID|Collector ID|Proud", "1|2|Agree"];
    assert_eq!(recognised(&lines).recognised, "recognised as one header row with 3 columns");
    assert!(refused(Layout::SurveyMonkey, &lines).ends_with("row 2 is not blank below Respondent ID"));
    assert!(refused(Layout::SurveyMonkey, &lines[..1]).ends_with("there is no second header row"));
    assert!(refused(Layout::SurveyMonkey, &["ID|Proud", "|"]).ends_with("Respondent ID is missing"));
}
