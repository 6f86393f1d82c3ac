//! Finished PDFs of the sample's release, read by other programs: a validator of PDF/UA-1 (page-validation), the
//! structure that screen readers use (pikepdf), and the text in the order of reading (pdftotext).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::script;
use crate::sample::sample;

/// The council's report and those of the directorates, as the sample's run made them.
fn made() -> Vec<PathBuf> {
    let folder = fs::read_dir(sample().release().join("pdf")).expect("a folder");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
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
    assert_eq!(files.len(), 9, "{files:?}");
    let said = script("pdf.py", &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    assert_eq!(said.lines().filter(|line| line.contains("104 of 104 rules")).count(), files.len(), "{said}");
}

#[test]
fn text_is_read_in_order_and_the_first_page_is_the_summary() {
    let council = sample().release().join("pdf/council.pdf");
    let first = text(&council, "1");
    let places: Vec<Option<usize>> =
        ["In brief", "Pride", "scores of its pillars", "What matters most", "What changed", "Page 1 of"]
            .iter()
            .map(|words| first.find(words))
            .collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {first}");
    let second = text(&council, "2");
    assert!(second[first.len().min(second.len())..].contains("Contents"), "the summary is one page");
}

#[test]
fn each_has_the_numbers_of_its_page_and_no_others() {
    let release = sample().release();
    let page = |file: &PathBuf| {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let page =
            if name == "council" { "index.html".to_owned() } else { format!("directorates/{name}.html") };
        [file.clone(), release.join(page)]
    };
    let files: Vec<PathBuf> = made().iter().flat_map(page).collect();
    let said = script("pdf_numbers.py", &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    assert!(said.ends_with("numbers compared\n"), "{said}");
}
