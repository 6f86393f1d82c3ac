//! Long files as data warehouses and some tools give them, with and without respondents.

use super::respondents;
use crate::confidential::export::batch::Batch;
use crate::confidential::export::column::{Cells, Column, Missing, Value};
use crate::confidential::export::layout::Heading;
use crate::confidential::export::metadata::Named;
use crate::confidential::export::source::Described;
use crate::plan::{ExportFile, Layout, LongForm};
use crate::problem::Problem;

const HEADER: [&str; 5] = ["Person", "Team", "Question", "Answer", "Finished"];

pub(super) fn heading() -> Heading {
    let columns = HEADER.iter().enumerate().map(|(at, name)| Column::one(*name, at)).collect();
    Heading { recognised: "read".to_owned(), header_rows: 1, columns }
}

pub(super) fn file(respondent: Option<&str>) -> ExportFile {
    let (respondent, question, answer) =
        (respondent.map(str::to_owned), "question ".to_owned(), "Answer".to_owned());
    ExportFile {
        long: Some(LongForm { respondent, question, answer }),
        ..ExportFile::new("answers.csv", Layout::Long)
    }
}

/// The rows below the header, in batches of two.
pub(super) fn opened(file: &ExportFile, heading: Heading, rows: &[[&str; 5]]) -> Result<Described, Problem> {
    let all: Vec<[String; 5]> = [HEADER].iter().chain(rows).map(|row| row.map(str::to_owned)).collect();
    let batches: Vec<Result<Batch, Problem>> = all
        .chunks(2)
        .enumerate()
        .map(|(at, rows)| {
            let mut batch = Batch::new(at as u64 * 2 + 1, 5);
            rows.concat().iter().for_each(|cell| batch.push(cell));
            Ok(batch)
        })
        .collect();
    let named = Named {
        groups: vec!["team".to_owned()],
        questions: ["I am proud", "I am safe", "One", "Two"].map(str::to_owned).into(),
        ..Named::default()
    };
    respondents(file, &named, heading, Box::new(batches.into_iter()))
}

fn read(rows: &[[&str; 5]]) -> (Vec<Column>, Vec<Vec<String>>) {
    let described = opened(&file(Some("PERSON")), heading(), rows).unwrap();
    assert_eq!(described.header_rows, 0);
    let mut read = Vec::new();
    for batch in described.rows.map(Result::unwrap) {
        assert_eq!(batch.number(0), read.len() as u64 + 1);
        for row in 0..batch.rows() {
            read.push((0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect());
        }
    }
    (described.columns, read)
}

fn refused(rows: &[[&str; 5]]) -> Problem {
    opened(&file(Some("Person")), heading(), rows).err().expect("refused")
}

#[test]
fn each_respondent_becomes_a_row_and_each_question_a_column() {
    let (columns, rows) = read(&[
        ["7", "HR", "I am proud", "Agree", ""],
        ["3", "", "I am safe", "No", "yes"],
        ["7", "HR", "i am\u{a0}safe ", " Yes ", ""],
        ["3", "Finance", "I am proud", "", ""],
        ["", "", "", "", ""],
        ["5", "HR", "", "", ""],
    ]);
    let names: Vec<&str> = columns.iter().map(|column| column.names[0].as_str()).collect();
    assert_eq!(names, ["I am proud", "I am safe", "Person", "Team", "Finished"]);
    assert_eq!(columns[2].names, ["Person", "Response ID", "ID"]);
    assert_eq!(columns[4].cells, Cells::One(4));
    assert_eq!(
        rows,
        [["Agree", "Yes", "7", "HR", ""], ["", "No", "3", "Finance", "yes"], ["", "", "5", "HR", ""]]
    );
}

#[test]
fn several_answers_to_a_question_stand_in_one_cell_and_the_same_one_once() {
    let row = |answer| ["7", "HR", "Heard by", answer, ""];
    let (_, rows) = read(&[row("Poster"), row("E-mail"), row("Poster"), ["8", "", "Heard by", "E-mail", ""]]);
    assert_eq!(rows[0][0], "Poster;E-mail");
    assert_eq!(rows[1][0], "E-mail");
}

#[test]
fn codes_of_the_answers_are_those_of_every_question_and_own_columns_keep_theirs() {
    let value = Value { code: "9".into(), label: "No reply".into(), missing: Some(Missing::NotAnswered) };
    let mut heading = heading();
    heading.columns[3].values = vec![value.clone()];
    let options = vec![(1, "HR".to_owned()), (4, "Done".to_owned())];
    heading.columns[4] = Column {
        names: vec!["Both".to_owned()],
        cells: Cells::Options { options, not_chosen: vec!["0".to_owned()] },
        values: Vec::new(),
    };
    let rows = [["7", "HR", "One", "9", "1"], ["7", "", "Two", "1", "1"]];
    let described = opened(&file(Some("Person")), heading, &rows).unwrap();
    assert_eq!(described.columns[0].values, std::slice::from_ref(&value));
    assert_eq!(described.columns[1].values, [value]);
    let options = vec![(4, "HR".to_owned()), (5, "Done".to_owned())];
    assert_eq!(described.columns[4].cells, Cells::Options { options, not_chosen: vec!["0".to_owned()] });
    let batch = described.rows.map(Result::unwrap).next().unwrap();
    assert_eq!([4, 5].map(|column| batch.cell(0, column)), ["HR", "1"]);
}

#[test]
fn a_file_whose_columns_the_plan_does_not_name_is_refused() {
    let unnamed = ExportFile::new("answers.csv", Layout::Long);
    assert!(opened(&unnamed, heading(), &[]).err().unwrap().message.contains("does not say which columns"));
}

#[test]
fn columns_that_are_not_there_or_twice_are_told() {
    let problem = opened(&file(Some("Persn")), heading(), &[]).err().unwrap();
    assert_eq!(problem.place.column.as_deref(), Some("Persn"));
    assert_eq!(problem.hint.as_deref(), Some("did you mean “Person”?"));
    let mut twice = heading();
    twice.columns[1].names.push("person".to_owned());
    assert!(
        opened(&file(Some("Person")), twice, &[]).err().unwrap().message.contains("more than one column")
    );
    let same = opened(&file(Some("Answer")), heading(), &[]).err().unwrap();
    assert!(same.message.contains("three different columns"));
}

#[test]
fn rows_that_contradict_each_other_are_told_by_number_and_column_without_their_content() {
    let problem = refused(&[
        ["7", "zqx-hr", "One", "1", ""],
        ["8", "", "One", "1", ""],
        ["7", "zqx-fin", "Two", "1", ""],
    ]);
    assert_eq!((problem.place.row, problem.place.column.as_deref()), (Some(4), Some("Team")));
    assert!(!format!("{problem:?}").contains("zqx"));
    assert_eq!(refused(&[["", "", "One", "1", ""]]).place.row, Some(2));
    assert!(refused(&[["7", "", "", "1", ""]]).message.contains("without a question"));
}

#[test]
fn what_is_no_long_file_is_refused_before_it_takes_memory() {
    assert!(refused(&[]).message.contains("empty export"));
    assert!(refused(&[["7", "HR", "", "", ""]]).message.contains("empty export"));
    let questions: Vec<String> = (0..2_001).map(|number| format!("Question {number}")).collect();
    let rows: Vec<[&str; 5]> = questions.iter().map(|question| ["7", "", question, "1", ""]).collect();
    assert!(refused(&rows).message.contains("more than 2000 questions"));
    assert!(refused(&rows[..1_999]).message.contains("2000 columns"));
    assert_eq!(read(&rows[..1_997]).0.len(), 2_000);
    let answers: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
    let rows: Vec<[&str; 5]> = answers.iter().map(|answer| ["7", "", "One", answer, ""]).collect();
    assert!(refused(&rows).message.contains("more than 65536 bytes"));
}
