//! What a codebook adds, and what can be wrong with it.

use std::fs;

use super::{column, names, options, rows};
use crate::confidential::export::column::Missing;
use crate::confidential::export::layout::{Heading, heading};
use crate::plan::{ExportFile, Layout};
use crate::problem::{Problem, Problems};

const HEADER: &str = "id|submitdate|lastpage|token|Q1|Q2[SQ001]|Q2[SQ002]|Q3[1]|Q3[2]";

/// The heading of an export of codes with this codebook, and what is said of it.
fn with(codebook: &str) -> (Heading, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("codes.csv");
    fs::write(&path, codebook).unwrap();
    let file = ExportFile { codebook: Some(path), ..ExportFile::new("a.csv", Layout::Recognise) };
    let mut problems = Problems::new();
    let heading = heading(&file, &rows(&[HEADER]), &mut problems);
    (heading.expect("a heading"), problems.iter().cloned().collect())
}

fn told(codebook: &str) -> Vec<(Option<u64>, String)> {
    let (_, problems) = with(codebook);
    problems.into_iter().map(|problem| (problem.place.row, problem.message)).collect()
}

#[test]
fn codes_get_labels_and_columns_their_questions() {
    let (heading, problems) = with(
        "column,question,code,label,missing\nQ1,I am proud,1,Disagree,\nq1,,2,Agree,\nQ1,,9,,not-asked\nQ1,,-9,No reply,not-answered\ntoken,Who are you?,,,\n",
    );
    assert!(problems.is_empty(), "{problems:#?}");
    let proud = column(&heading, "I am proud");
    assert_eq!(proud.names, ["I am proud", "Q1"]);
    let values: Vec<_> =
        proud.values.iter().map(|v| (v.code.as_str(), v.label.as_str(), v.missing)).collect();
    assert_eq!(
        values,
        [
            ("1", "Disagree", None),
            ("2", "Agree", None),
            ("9", "", Some(Missing::NotAsked)),
            ("-9", "No reply", Some(Missing::NotAnswered)),
        ]
    );
    assert_eq!(names(&heading, 3), ["token", "Who are you?"], "it stays known as personal");
}

#[test]
fn options_get_labels_and_parts_the_codes_of_their_question() {
    let (heading, problems) = with(
        "column,question,code,label\nQ2,Which?,SQ001,Training\nQ2,,sq002,Pay\nQ3,,A1,Never\nQ3,,A2,Often\nQ3[2],,A2,Always\n",
    );
    assert!(problems.is_empty(), "{problems:#?}");
    let which = column(&heading, "Which?");
    assert_eq!(options(which), [(5, "Training"), (6, "Pay")]);
    let labels = |name: &str| -> Vec<String> {
        column(&heading, name).values.iter().map(|value| value.label.clone()).collect()
    };
    assert_eq!(labels("Q3[1]"), ["Never", "Often"]);
    assert_eq!(labels("Q3[2]"), ["Always", "Never"]);
}

#[test]
fn what_is_wrong_is_told_by_row() {
    let codebook = "column,code,label,missing\nQ1,1,Agree,\nQ1,1,Disagree,\nQ9,1,x,\nQ9,2,x,\n,1,x,\nQ1,,x,\nQ1,5,,\nQ1,6,x,unasked\n";
    assert_eq!(
        told(codebook),
        [
            (Some(3), "the code “1” of this column is there twice".to_owned()),
            (Some(4), "no column of the export is called “Q9”".to_owned()),
            (Some(6), "the name of a column is missing".to_owned()),
            (Some(7), "a code is missing".to_owned()),
            (Some(8), "what this code means is missing".to_owned()),
            (
                Some(9),
                "this is no kind of missing: not-answered, not-asked or invalid is expected".to_owned()
            ),
        ]
    );
}

#[test]
fn a_codebook_with_other_columns_or_none_is_refused() {
    let problems = told("column,code,text\nQ1,1,Agree\n");
    assert!(problems[0].1.contains("this column is not known"), "{problems:?}");
    assert!(problems[1].1.contains("“label” is missing"));
    assert!(told("")[0].1.contains("is missing"));
    assert!(told("column,code,label\nQ1,1\n")[0].1.contains("expected 3 cells"));
    let folder = tempfile::tempdir().unwrap();
    for path in ["/dev/zero".into(), folder.path().to_owned(), folder.path().join("none.csv")] {
        let file = ExportFile { codebook: Some(path), ..ExportFile::new("a.csv", Layout::Recognise) };
        let mut problems = Problems::new();
        heading(&file, &rows(&[HEADER]), &mut problems);
        assert!(problems.iter().next().unwrap().message.starts_with("cannot read the codebook"));
    }
}

#[test]
fn the_first_twenty_problems_are_told_and_codes_have_a_bound() {
    let many: String = (0..30).map(|row| format!("X{row},1,x\n")).collect();
    let problems = told(&format!("column,code,label\n{many}"));
    assert_eq!((problems.len(), problems[20].1.as_str()), (21, "10 more problems in this codebook"));
    let many: String = (0..501).map(|code| format!("Q2,{code},x\n")).collect();
    assert_eq!(
        told(&format!("column,code,label\n{many}")),
        [(Some(502), "more than 500 codes of this column".to_owned())]
    );
}
