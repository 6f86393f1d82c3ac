//! The workbook of the sample's release, read by another program: whether everybody can use it, and whether its numbers
//! are those of the release.

use std::fs;
use std::path::Path;

use candour::release::Release;
use candour::report::{Choice, Format, render};

/// The workbook of a release.
fn workbook(release: &Release) -> Vec<u8> {
    let choice = Choice { formats: [Format::Workbook].into_iter().collect(), units: Vec::new() };
    let mut files = render(release, &choice).expect("it renders");
    assert_eq!(files.len(), 1);
    let file = files.remove(0);
    assert_eq!(file.path, "tables.xlsx");
    file.bytes
}

#[test]
fn everybody_can_use_it_and_its_numbers_are_those_of_the_release() {
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/all-colleague/2024/release.json");
    let release = Release::from_json(&fs::read(&saved).expect("the release")).expect("it is one");
    let bytes = workbook(&release);
    assert!(bytes.len() < 2 << 20, "{} bytes", bytes.len());
    assert!(workbook(&release) == bytes, "the same release gave other bytes");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tables.xlsx");
    fs::write(&path, bytes).expect("written");
    let said = super::script("workbook.py", &[&path, &saved]);
    assert!(said.starts_with("0 wrong"), "{said}");
}
