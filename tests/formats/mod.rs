//! Every format as other programs read it: nothing of ours opens a file here.
//!
//! `tests/programs` installs what is needed; without it these tests fail and say so.

mod open_data;
mod paper;
mod pdf;
mod slides;
mod workbook;

use std::path::{Path, PathBuf};
use std::process::Command;

use candour::release::Release;
use candour::report::{Choice, Format};

/// A program of Python's that `tests/programs` installed.
pub(crate) fn python() -> Command {
    let python = programs().join("python/bin/python");
    assert!(python.exists(), "run tests/programs first: {} is not there", python.display());
    let mut command = Command::new(python);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Where `tests/programs` puts what it installs: beside what cargo builds.
pub(crate) fn programs() -> PathBuf {
    let profile = Path::new(env!("CARGO_BIN_EXE_candour")).parent().and_then(Path::parent);
    profile.expect("the target folder").join("programs")
}

/// What a script of this folder says of files; fails with what it complained of.
pub(crate) fn script(name: &str, arguments: &[&Path]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name);
    let done = python().arg(script).args(arguments).output().expect("the script starts");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(done.status.success(), "{name}: {}{}", said(&done.stdout), said(&done.stderr));
    said(&done.stdout)
}

/// Reports of the sample's release in a folder of their own.
pub(crate) struct Made {
    /// Where they are.
    pub(crate) folder: tempfile::TempDir,
    /// The release that they are of.
    pub(crate) release: PathBuf,
    /// What they are.
    pub(crate) files: Vec<candour::report::Rendered>,
}

/// Makes reports in some forms.
pub(crate) fn made(formats: &[Format]) -> Made {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/all-colleague/2024/release.json");
    let release = Release::from_json(&std::fs::read(&path).expect("a file")).expect("a release");
    let choice = Choice { formats: formats.iter().copied().collect(), units: Vec::new() };
    let files = candour::report::render(&release, &choice).expect("rendered");
    let folder = tempfile::tempdir().expect("a folder");
    for file in &files {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, &file.bytes).expect("written");
    }
    Made { folder, release: path, files }
}
