//! The pages in a real browser, driven as a reader would; nothing of ours reads them here.
//!
//! `tests/programs` installs the browser and what drives it; without them these tests fail and say so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use candour::release::Release;
use candour::report::{Choice, Format, render};

use crate::formats::programs;
use crate::workdir::Workdir;

/// The sample's pages, made from its committed release, which stands beside them.
fn pages() -> PathBuf {
    static PAGES: OnceLock<Workdir> = OnceLock::new();
    let work = PAGES.get_or_init(|| {
        let work = Workdir::empty();
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/all-colleague/2024/release.json");
        let json = fs::read(committed).expect("the committed release");
        let release = Release::from_json(&json).expect("a release");
        let write = |name: &str, bytes: &[u8]| {
            let path = work.path("pages").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        };
        write("release.json", &json);
        let choice = Choice { formats: [Format::Html].into(), units: Vec::new() };
        for file in render(&release, &choice).expect("rendered") {
            write(&file.path, &file.bytes);
        }
        work
    });
    work.path("pages")
}

/// Runs a script of this folder on the pages; fails with what it complained of.
fn browse(script: &str) {
    let modules = programs().join("node/node_modules");
    assert!(modules.exists(), "run tests/programs first: {} is not there", modules.display());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(script);
    let mut node = Command::new("node");
    let done = node.arg(&script).arg(pages()).env("NODE_PATH", modules).output().expect("node starts");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(done.status.success(), "{}:\n{}{}", script.display(), said(&done.stdout), said(&done.stderr));
}

#[test]
fn every_page_is_accessible_quiet_still_and_light() {
    browse("pages.cjs");
}

#[test]
fn the_explorer_works_with_the_keyboard_and_holds_the_release() {
    browse("explorer.cjs");
}

#[test]
fn the_tables_of_questions_have_the_figures_of_the_release() {
    browse("figures.cjs");
}
