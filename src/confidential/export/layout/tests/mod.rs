//! Header rows as the tools write them, and as nobody should.

mod codebook;
mod limesurvey;
mod microsoft_forms;
mod qualtrics;
mod recognition;
mod smartsurvey;
mod surveymonkey;

use super::super::column::{Cells, Column};
use super::{Heading, heading};
use crate::plan::{ExportFile, Layout};
use crate::problem::{Problem, Problems};

/// Rows of cells, written with `|` between cells.
fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    lines.iter().map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

/// What is made of these rows, and what is said of them.
fn read(layout: Layout, lines: &[&str]) -> (Option<Heading>, Vec<Problem>) {
    let mut problems = Problems::new();
    let heading = heading(&ExportFile::new("a.csv", layout), &rows(lines), &mut problems);
    (heading, problems.iter().cloned().collect())
}

/// The heading of rows with which nothing is wrong.
fn recognised(lines: &[&str]) -> Heading {
    let (heading, problems) = read(Layout::Recognise, lines);
    assert!(problems.is_empty(), "{problems:#?}");
    heading.expect("a heading")
}

/// The message of rows that are refused.
fn refused(layout: Layout, lines: &[&str]) -> String {
    let (heading, problems) = read(layout, lines);
    assert!(heading.is_none() && problems.len() == 1, "{problems:#?}");
    problems[0].message.clone()
}

/// The only column with this name.
fn column<'a>(heading: &'a Heading, name: &str) -> &'a Column {
    let found: Vec<&Column> =
        heading.columns.iter().filter(|column| column.names.iter().any(|other| other == name)).collect();
    assert_eq!(found.len(), 1, "{name}: {:#?}", heading.columns);
    found[0]
}

/// The names of the columns that read one column of the file, by that column.
fn names(heading: &Heading, at: usize) -> Vec<&str> {
    let found = heading.columns.iter().filter(|column| column.cells == Cells::One(at));
    found.flat_map(|column| column.names.iter().map(String::as_str)).collect()
}

/// The options of a column.
fn options(column: &Column) -> Vec<(usize, &str)> {
    match &column.cells {
        Cells::Options { options, .. } => options.iter().map(|(at, label)| (*at, label.as_str())).collect(),
        Cells::One(at) => panic!("column {at} of the file, not options"),
    }
}
