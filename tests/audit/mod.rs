//! Leaky releases: a safe one is changed in one way at a time, and the audit must say what is wrong with it.
//!
//! The changes are made in the files, with a manifest that fits them, so that what is found is the leak and not the change.

mod corpus;
mod folder;
mod people;

use crate::workdir::Workdir;
use corpus::Leaky;
use folder::Folder;

/// What `candour audit` says of each kind of leak.
mod says {
    pub(super) const SMALL: &str = "too few people";
    pub(super) const SUBTRACTION: &str = "subtracting what is shown leaves too few people";
    pub(super) const UNANIMOUS: &str = "answered alike";
    pub(super) const DETAILED: &str = "each answer is told of too few people";
    pub(super) const DETERMINED: &str = "can be worked out exactly";
    pub(super) const CHANGE: &str = "its change tells an earlier figure that is withheld";
    pub(super) const RELEASE: &str = "together with an earlier release it tells of too few people";
    pub(super) const SCOPE: &str = "its populations differ by too few people";
    pub(super) const HIDDEN: &str = "something is where no reader looks";
    pub(super) const PERSONAL: &str = "this looks like somebody's personal data";
    pub(super) const ALTERED: &str = "files contradict each other, the release or the manifest";
    pub(super) const UNREADABLE: &str = "this cannot be looked into";
}

/// What is missing in what the audit says of a leak, if anything.
fn passed(work: &Workdir, safe: &Folder, leak: &Leaky) -> Option<String> {
    let mut folder = safe.clone();
    (leak.edit)(&mut folder);
    folder.write(work, "leaky", leak.listed);
    missing(work, &["audit", "leaky"], leak.words).map(|missing| format!("{}: {missing}", leak.name))
}

/// The words that a refusal should have had and has not; all of them where nothing was refused.
fn missing(work: &Workdir, arguments: &[&str], words: &[&str]) -> Option<String> {
    let run = work.run(arguments);
    let told = format!("{}{}", run.out, run.err);
    let missing: Vec<&str> = words.iter().filter(|words| !told.contains(**words)).copied().collect();
    let refused = run.code == 4 && missing.is_empty();
    (!refused).then(|| format!("exit {}, without {missing:?}:\n{told}", run.code))
}

#[test]
fn a_safe_release_passes() {
    let work = people::released();
    let run = work.run(&["audit", people::RELEASE]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn every_leak_is_found() {
    let work = people::released();
    let safe = Folder::read(&work, people::RELEASE);
    let passed: Vec<String> = corpus::LEAKS.iter().filter_map(|leak| passed(&work, &safe, leak)).collect();
    assert!(passed.is_empty(), "{}", passed.join("\n"));
}

#[test]
fn one_respondent_less_in_a_second_release() {
    let work = people::released();
    people::write_export(&work, "2024", &people::all("2024")[1..]);
    let run = work.run(&["run", "survey", "--out", "second"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(work.run(&["audit", "second/2024"]).code, 0, "each is safe by itself");
    let arguments = ["audit", "second/2024", "--against", people::RELEASE];
    assert_eq!(missing(&work, &arguments, &[says::RELEASE]), None);
}
