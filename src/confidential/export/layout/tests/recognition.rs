//! Which layout is taken, and what is said where none can be.

use proptest::prelude::*;

use super::{names, read, recognised, refused, rows};
use crate::confidential::export::column::Missing;
use crate::confidential::export::layout::heading;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problems;

#[test]
fn one_header_row_is_what_is_left() {
    let heading = recognised(&["Response ID|Completed|Proud||", "R1|2024-05-13|Agree||"]);
    assert_eq!(heading.recognised, "recognised as one header row with 3 columns");
    assert_eq!((heading.header_rows, heading.columns.len()), (1, 3));
    assert_eq!(names(&heading, 0), ["Response ID"], "nobody says that this is what the tool calls so");
    for (layout, said) in
        [(Layout::Csv, "one header row"), (Layout::Plain, "one header row"), (Layout::Long, "one header row")]
    {
        let (heading, problems) = read(layout, &["ID|Start time|Completion time"]);
        assert!(problems.is_empty());
        assert_eq!(heading.unwrap().recognised, format!("read as {said} with 3 columns, as the plan says"));
    }
}

#[test]
fn a_header_that_is_there_twice_is_told_and_the_rest_goes_on() {
    for layout in [Layout::Recognise, Layout::Plain, Layout::Snap] {
        let (heading, problems) = read(layout, &["ID|I’m proud|i'm  proud|Name|Name|Valued", "1|a|b|c|d|e"]);
        let told: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(told, ["columns B and C have the same header"]);
        assert_eq!(heading.unwrap().columns.len(), 5);
    }
}

#[test]
fn an_empty_file_and_an_empty_first_row_are_refused() {
    assert!(refused(Layout::Recognise, &[]).starts_with("empty export"));
    assert!(refused(Layout::Plain, &["| |\u{a0}", "\u{200b}"]).starts_with("empty export"));
    assert_eq!(
        refused(Layout::Recognise, &["||", "ID|Proud|"]),
        "row 1 is empty, the header is expected there"
    );
}

#[test]
fn a_header_has_a_bound() {
    let wide = vec!["question ".repeat(7000); 70].join("|");
    assert!(refused(Layout::Recognise, &[&wide]).starts_with("row 1 has more than 4 MB of text"));
}

#[test]
fn a_title_above_the_header_is_no_header() {
    let (_, problems) = read(Layout::Recognise, &["Survey of 2024||", "ID|Proud|Valued", "1|Agree|Agree"]);
    let message = &problems[0].message;
    assert!(
        problems[0].hint.as_deref().is_some_and(|hint| hint.starts_with("remove the rows above the header"))
    );
    assert!(message.contains("row 1 is no header row, it has 1 cell and the rows below have 3"), "{message}");
    for tool in ["Microsoft Forms", "Qualtrics", "SurveyMonkey", "LimeSurvey", "SmartSurvey"] {
        assert!(message.contains(tool), "{tool} was looked for");
    }
}

#[test]
fn two_layouts_that_fit_are_for_the_plan_to_choose_from() {
    let lines = ["Respondent ID|Collector ID|ID|Start time|Completion time|Proud", "|||||Response"];
    let (heading, problems) = read(Layout::Recognise, &lines);
    assert!(heading.is_none());
    assert!(
        problems[0].message.starts_with("2 layouts fit this file: Microsoft Forms (columns ID, Start time")
    );
    let hint = problems[0].hint.as_deref();
    assert_eq!(
        hint,
        Some("pin the right one in the plan: layout = \"microsoft-forms\" or layout = \"surveymonkey\"")
    );
    let (heading, _) = read(Layout::SurveyMonkey, &lines);
    let heading = heading.unwrap();
    assert_eq!(
        heading.recognised,
        "read as SurveyMonkey, as the plan says: two header rows, columns Respondent ID, Collector ID"
    );
}

#[test]
fn snap_is_pinned_and_keeps_three_kinds_of_missing_apart() {
    let (heading, problems) = read(Layout::Snap, &["ID|Q1|Q2", "1|No Reply|Not Asked"]);
    let heading = heading.unwrap();
    assert!(problems.is_empty());
    assert_eq!(heading.recognised, "read as Snap: one header row with 3 columns, as the plan says");
    let kinds: Vec<_> =
        heading.columns[2].values.iter().map(|value| (value.code.as_str(), value.missing)).collect();
    assert_eq!(
        kinds,
        [
            ("No Reply", Some(Missing::NotAnswered)),
            ("Not Asked", Some(Missing::NotAsked)),
            ("Error", Some(Missing::Invalid)),
        ]
    );
}

#[test]
fn a_file_of_rows_is_none_that_describes_itself() {
    for layout in [Layout::Spss, Layout::TripleS, Layout::Parquet] {
        assert!(refused(layout, &["ID|Proud"]).contains("describes its own columns"));
    }
}

#[test]
fn what_a_message_quotes_is_cut_and_clean() {
    let long = format!("ID|{}|Completion time", "Start time\u{202e}");
    let (heading, _) = read(Layout::Recognise, &[&long]);
    assert!(!heading.unwrap().recognised.contains('\u{202e}'));
}

/// Cells that bring every part of every layout to work, and any others.
fn any_cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        " ",
        "\u{200b}",
        "ID",
        "id",
        "Start time",
        "Completion time",
        "Name",
        "Respondent ID",
        "Collector ID",
        "Response",
        "Other (please specify)",
        "submitdate",
        "submitdate. Date",
        "id. ID",
        "lastpage",
        "lastpage. x",
        "Q1[SQ001]",
        "Q1[SQ001comment]",
        "Q1. [a]",
        "Q1[é][[]]",
        "[a]",
        "]",
        "UserID",
        "Started",
        "Q1. é",
        "Q1.1. x",
        "Q.",
        "Q1.",
        "Answer",
        "Response_ID",
        "Completion_Status",
        "Q_1_é",
        "Q_é",
        "V1",
        "ResponseID",
        "StartDate",
        "Q1_1",
        "Q1_1_TEXT",
        "a - b",
        "a - b - c",
        " - ",
        "a - Selected Choice",
        "a - Selected Choice - b",
        "{\"ImportId\":\"QID1\"}",
        "{\"ImportId\":\"QID1\",\"choiceId\":\"1\"}",
        "{\"ImportId\":\"QID1_DO\",\"choiceId\":null}",
        "{}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => known, 1 => ".{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_head_is_read_or_refused(
        head in prop::collection::vec(prop::collection::vec(any_cell(), 0..9), 0..6),
        pinned in prop::sample::select(Layout::NAMED.map(|(layout, _)| layout).to_vec()),
    ) {
        for layout in [Layout::Recognise, pinned] {
            let mut problems = Problems::new();
            let found = heading(&ExportFile::new("a.csv", layout), &head, &mut problems);
            prop_assert_eq!(found.is_none(), found.is_none() && problems.stop());
            for column in found.iter().flat_map(|heading| &heading.columns) {
                prop_assert!(!column.names.is_empty());
                prop_assert!(column.names.iter().all(|name| !name.is_empty() && name.trim() == name));
            }
        }
    }
}

#[test]
fn every_layout_is_met_by_the_cells_of_the_property() {
    // The property would prove little if the cells it is made of never got past recognition.
    let heads: [&[&str]; 5] = [
        &["ID|Start time|Completion time"],
        &["V1|Q1_1|a", "a|a - b|", "{\"ImportId\":\"QID1\"}|{}|"],
        &["Respondent ID|Collector ID|a - b", "||Response"],
        &["id|submitdate|lastpage|Q1[SQ001]"],
        &["UserID|Started|Q1. é", "||Answer", "||"],
    ];
    for head in heads {
        let found = heading(&ExportFile::new("a.csv", Layout::Recognise), &rows(head), &mut Problems::new());
        assert!(!found.unwrap().recognised.contains("one header row with"), "{head:?}");
    }
}
