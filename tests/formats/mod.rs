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

/// A program of Python's that `tests/programs` installed.
pub(crate) fn python() -> Command {
    let python = programs().join("python/bin/python");
    assert!(python.exists(), "run tests/programs first: {} is not there", python.display());
    Command::new(python)
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
