//! Finished PDFs of the sample's release, read by other programs: a validator of PDF/UA-1 (page-validation), the
//! structure that screen readers use (pikepdf), and the text in the order of reading (pdftotext).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use candour::release::Release;
use candour::report::{Choice, Format, render};

use super::script;
use crate::sample::project;

/// A folder with the council's report and that of one directorate, made once.
static MADE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let release = fs::read(project().join("reports/all-colleague/2024/release.json")).expect("a release");
    let release = Release::from_json(&release).expect("the sample's release");
    let folder = tempfile::tempdir().expect("a folder");
    for units in [vec![], vec!["public-health".to_owned()]] {
        let formats = BTreeSet::from([Format::Pdf]);
        for file in render(&release, &Choice { formats, units }).expect("rendered") {
            fs::write(folder.path().join(file.path.replace("pdf/", "")), file.bytes).expect("written");
        }
    }
    folder
});

fn made() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(MADE.path()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn text(file: &Path, pages: &str) -> String {
    let done =
        Command::new("pdftotext").args(["-l", pages]).arg(file).arg("-").output().expect("pdftotext runs");
    String::from_utf8(done.stdout).expect("text")
}

#[test]
fn every_document_conforms_and_has_the_structure_that_readers_need() {
    let files = made();
    assert!(files.len() > 1);
    let said = script("pdf.py", &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    assert_eq!(said.lines().filter(|line| line.contains("104 of 104 rules")).count(), files.len(), "{said}");
}

#[test]
fn text_is_read_in_order_and_the_first_page_is_the_summary() {
    let first = text(&MADE.path().join("council.pdf"), "1");
    let places: Vec<Option<usize>> =
        ["In brief", "Pride", "scores of its pillars", "What matters most", "What changed", "Page 1 of"]
            .iter()
            .map(|words| first.find(words))
            .collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {first}");
    let second = text(&MADE.path().join("council.pdf"), "2");
    assert!(second[first.len().min(second.len())..].contains("Contents"), "the summary is one page");
}
