//! Finished files of the sample's release, read by other programs: paper.

use candour::report::Format;

use super::{Made, made, script};

#[test]
fn the_paper_is_accessible_and_says_what_the_page_says() {
    let Made { folder, .. } = made(&[Format::Html, Format::Paper]);
    let path = |name: &str| folder.path().join(name);
    let said = script("paper.py", &[&path("committee-paper.docx"), &path("index.html")]);
    assert!(said.contains("tables"), "{said}");
}

#[test]
fn the_paper_has_the_same_bytes_twice() {
    assert_eq!(made(&[Format::Paper]).files, made(&[Format::Paper]).files);
}
