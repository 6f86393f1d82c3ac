//! From files to a wave: the tool that exported the answers must not matter.

use std::fmt::Write as _;
use std::path::Path;

use crate::confidential::export;
use crate::confidential::wave::fixture::{COMMENT, plan};
use crate::confidential::wave::{Ingested, ingest};
use crate::plan::{ExportFile, Layout, Plan};

const HEADERS: [&str; 14] = [
    "ID",
    "Start time",
    "Completion time",
    "Email",
    "Consent",
    "Directorate",
    "Service",
    "Gender",
    "I am proud to work here",
    "I feel under pressure",
    "Do you manage people?",
    "I have time to manage",
    "How do you hear news?",
    COMMENT,
];

/// Two hundred rows with something of everything; half of them are late or without consent.
fn rows() -> Vec<[String; 14]> {
    let one_of = |row: usize, values: &[&str]| values[row % values.len()].to_owned();
    let row = |row: usize| {
        [
            (row + 1).to_string(),
            "2024-05-09T08:00:00".to_owned(),
            one_of(row, &["2024-05-10T09:00:00", "2024-05-31T23:59:59", "2024-06-02T00:00:00"]),
            "ann@example.org".to_owned(),
            one_of(row, &["Yes", "Yes", "Yes", "No"]),
            one_of(row, &["Adult Care", "Children’s Services"]),
            one_of(row, &["Business Support"]),
            one_of(row, &["Woman", "Man", "", "Prefer not to say", "woman\u{a0}"]),
            one_of(row, &["Agree", "Strongly agree", "", "Tend to agree", "5"]),
            one_of(row, &["Disagree", "1"]),
            one_of(row, &["Yes", "No", ""]),
            one_of(row, &["", "", "Agree"]),
            one_of(row, &["Email;", "Email; or letter;Team meeting;", ""]),
            if row.is_multiple_of(7) {
                format!("No. {row}: \"quoted\", and\na new line")
            } else {
                String::new()
            },
        ]
    };
    (0..200).map(row).collect()
}

fn csv(path: &Path, separator: char) {
    let mut text = String::from('\u{FEFF}');
    for row in std::iter::once(HEADERS.map(str::to_owned)).chain(rows()) {
        for (column, cell) in row.iter().enumerate() {
            let before = if column > 0 { separator.to_string() } else { String::new() };
            write!(text, "{before}\"{}\"", cell.replace('"', "\"\"")).unwrap();
        }
        text.push_str("\r\n");
    }
    std::fs::write(path, text).unwrap();
}

fn workbook(path: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(std::iter::once(HEADERS.map(str::to_owned)).chain(rows())) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}

fn ingested(mut plan: Plan, path: &Path, threads: usize) -> Ingested {
    plan.waves[1].exports = vec![ExportFile::new(path, Layout::Recognise)];
    let exports = export::open(&plan, 1).unwrap().value;
    ingest(&plan, 1, exports, threads, None).unwrap().value
}

#[test]
fn the_same_answers_give_the_same_wave_from_every_layout_and_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let [comma, semicolon, forms] = ["a.csv", "b.csv", "c.xlsx"].map(|name| folder.path().join(name));
    csv(&comma, ',');
    csv(&semicolon, ';');
    workbook(&forms);
    let first = ingested(plan(), &comma, 1);
    assert_eq!((first.read, first.wave.respondents, first.set_aside.len()), (200, 100, 100));
    for (path, threads) in [(&comma, 2), (&semicolon, 2), (&forms, 1), (&forms, 2)] {
        let other = ingested(plan(), path, threads);
        assert_eq!(first.wave.groups, other.wave.groups);
        assert_eq!(first.wave.answers, other.wave.answers);
        let rows = |ingested: &Ingested| -> Vec<(u64, String)> {
            ingested.set_aside.iter().map(|entry| (entry.row, entry.reason.clone())).collect()
        };
        assert_eq!(rows(&first), rows(&other));
        let comments = |ingested: &Ingested| -> Vec<(Option<usize>, String)> {
            ingested.comments.iter().map(|comment| (comment.unit, comment.text.clone())).collect()
        };
        assert_eq!(comments(&first), comments(&other));
    }
}

#[test]
fn several_files_are_one_wave_and_each_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let [online, paper] = ["online.csv", "paper.csv"].map(|name| folder.path().join(name));
    csv(&online, ',');
    let text = std::fs::read_to_string(&online).unwrap().replace("\r\n\"", "\r\n\"P");
    std::fs::write(&paper, text).unwrap();
    let mut plan = plan();
    let of_paper = ExportFile { origin: Some("paper".into()), ..ExportFile::new(&paper, Layout::Csv) };
    plan.waves[1].exports = vec![ExportFile::new(&online, Layout::Recognise), of_paper];
    let exports = export::open(&plan, 1).unwrap().value;
    let ingested = ingest(&plan, 1, exports, 2, None).unwrap().value;
    assert_eq!((ingested.read, ingested.wave.respondents), (400, 200));
    let files: Vec<_> =
        ingested.files.iter().map(|file| (file.origin.as_deref(), file.read, file.kept)).collect();
    assert_eq!(files, [(None, 200, 100), (Some("paper"), 200, 100)]);
}
