//! The open data of the sample's release, read by other programs: the validators of Frictionless (`frictionless`), of CSV on
//! the Web (`csvw`) and of JSON Schema (`jsonschema`), and a script that works out every cell anew from `release.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::script;

/// The committed release.
const RELEASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/all-colleague/2024");

/// The committed release, rendered once by this program.
static SAMPLE: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open-data");
    let _ = fs::remove_dir_all(&out);
    let done = Command::new(env!("CARGO_BIN_EXE_candour"))
        .args(["report", RELEASE, "--quiet", "--out"])
        .arg(&out)
        .output()
        .expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    out.join("2024")
});

/// A copy of the open data with something put in the place of something else; the copy is the test's own.
fn altered(name: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("open-data-altered").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for entry in fs::read_dir(SAMPLE.join("data")).expect("the data") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("copied");
    }
    let text = fs::read_to_string(folder.join(file)).expect("a file");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).expect("written");
    folder
}

/// Whether a script finds nothing wrong.
fn passes(name: &str, arguments: &[&Path]) -> bool {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name);
    super::python().arg(script).args(arguments).output().expect("the script starts").status.success()
}

#[test]
fn the_data_package_is_valid_with_every_row_key_and_reference() {
    let said = script("package.py", &[&SAMPLE.join("data")]);
    assert!(said.contains("tables, "), "{said}");
    let typo = altered("package-word", "results.csv", ",not comparable,", ",not comparible,");
    assert!(!passes("package.py", &[&typo]), "a verdict that does not exist");
    let stray = altered("package-link", "waves.csv", "\n2022,", "\n2021,");
    assert!(!passes("package.py", &[&stray]), "a wave that is not there");
}

#[test]
fn the_metadata_of_csv_on_the_web_is_valid_with_every_row_key_and_reference() {
    let said = script("on_the_web.py", &[&SAMPLE.join("data")]);
    assert!(said.contains("tables, "), "{said}");
    let typo = altered("web-word", "consistency.csv", ",consistently lower", ",consistently low");
    assert!(!passes("on_the_web.py", &[&typo]), "a verdict that does not exist");
    let stray = altered("web-link", "waves.csv", "\n2022,", "\n2021,");
    assert!(!passes("on_the_web.py", &[&stray]), "a wave that is not there");
}

#[test]
fn the_release_follows_its_schema() {
    script("schema.py", &[&SAMPLE.join("release.schema.json"), &Path::new(RELEASE).join("release.json")]);
}

#[test]
fn every_cell_is_what_the_release_says_at_its_rounding() {
    let release = SAMPLE.join("release.json");
    let said = script("open_data_figures.py", &[&SAMPLE.join("data"), &release]);
    assert!(said.contains("tables, "), "{said}");
    let wrong = altered("figures", "results.csv", ",shown,2949,58,", ",shown,2949,59,");
    assert!(!passes("open_data_figures.py", &[&wrong, &release]), "another rate");
}

#[test]
fn the_schema_in_the_folder_is_the_one_that_the_program_prints() {
    let printed = Command::new(env!("CARGO_BIN_EXE_candour")).args(["schema", "release"]).output();
    let there = fs::read(SAMPLE.join("release.schema.json")).expect("the schema");
    assert_eq!(printed.expect("the program starts").stdout, there);
}
