//! Finished files of the sample's release, read by other programs: slides.

use candour::report::Format;

use super::{Made, made, script};

#[test]
fn the_slides_are_accessible_and_their_charts_say_what_the_page_says() {
    let Made { folder, release, .. } = made(&[Format::Html, Format::Slides]);
    let path = |name: &str| folder.path().join(name);
    let said = script("slides.py", &[&path("slides.pptx"), &path("index.html"), &release]);
    assert!(said.contains("charts"), "{said}");
}

#[test]
fn the_slides_have_the_same_bytes_twice() {
    assert_eq!(made(&[Format::Slides]).files, made(&[Format::Slides]).files);
}
