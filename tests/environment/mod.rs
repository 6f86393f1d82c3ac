//! What surrounds a run and what lies in its way: folders and links, names and labels, limits of the machine, and ends
//! that nobody planned. A run ends as it promises (never with a panic), and what it makes is whole or not there.
//!
//! Told elsewhere: labels of every kind in every place of a pipeline (`injection.rs`), comments that carry something
//! (`cli/comments.rs`), rights of the store whatever the umask (`cli/at_rest.rs`), a lock that is held (`cli/publishing.rs`),
//! and the number of threads (`determinism.rs`).

#[cfg(unix)]
mod folders;
mod injection;
#[cfg(unix)]
mod interrupted;
#[cfg(unix)]
mod machine;
mod paths;

use std::fs;
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::workdir::{Run, Workdir, export, files};

/// A run with every kind of file but PDF, which takes half a second.
const RUN: [&str; 8] = ["run", "small", "--format", "html", "--format", "data", "--format", "workbook"];

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// The program, to be run in the folder of a test.
fn program(work: &Workdir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.current_dir(work.path("")).args(arguments);
    command
}

/// Runs a script for the shell in which `$0` is the program, and `$RUN` the arguments of a run.
fn shell(work: &Workdir, script: &str) -> Run {
    let mut command = Command::new("sh");
    command.current_dir(work.path("")).env("RUN", RUN.join(" "));
    ended(command.args(["-c", script, env!("CARGO_BIN_EXE_candour")]))
}

/// What a command said and how it ended: by itself, and not as a bug.
fn ended(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let run = Run { code: status.code().expect("it ended by itself"), out: text(stdout), err: text(stderr) };
    assert!([0, 2, 3, 4, 5, 6].contains(&run.code), "{}: {}", run.code, run.err);
    run
}

/// All that runs have made in the folder of a test: the release and the store.
fn made(work: &Workdir) -> Files {
    let of = |place: &str| {
        let there = work.path(&format!("small/{place}"));
        let found = if there.is_dir() { files(&there) } else { Vec::new() };
        let place = place.to_owned();
        found.into_iter().map(move |(name, bytes)| (format!("{place}/{name}"), bytes))
    };
    of("reports").chain(of("store")).collect()
}

/// The release alone.
fn published(made: &Files) -> Files {
    made.iter().filter(|(name, _)| name.starts_with("reports/")).cloned().collect()
}

/// What a run makes that nothing stands in the way of.
fn clean() -> &'static Files {
    static CLEAN: OnceLock<Files> = OnceLock::new();
    CLEAN.get_or_init(|| clean_run(&Workdir::small()))
}

/// The same of other answers.
fn clean_of_others() -> &'static Files {
    static CLEAN: OnceLock<Files> = OnceLock::new();
    CLEAN.get_or_init(|| {
        let work = Workdir::small();
        work.write("small/export.csv", &other_answers());
        clean_run(&work)
    })
}

fn clean_run(work: &Workdir) -> Files {
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    made(work)
}

/// Answers of as many people, a third of them otherwise.
fn other_answers() -> String {
    export(60).replace("Neither,Disagree", "Agree,Agree")
}

/// Whether the release is whole and one of the two, told by name otherwise.
fn assert_is(made: &Files, expected: &Files, when: &str) {
    let names = |files: &Files| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(made), names(expected), "{when}");
    let other: Vec<_> = made.iter().zip(expected).filter(|(a, b)| a != b).map(|(a, _)| &a.0).collect();
    assert!(other.is_empty(), "{when}: {other:?} differ");
}

/// Nothing is left of what is written aside.
fn assert_nothing_aside(work: &Workdir, when: &str) {
    let left: Vec<String> = made(work).into_iter().map(|(name, _)| name).collect();
    let aside = |name: &&String| name.contains(".staging") || name.ends_with(".part");
    assert_eq!(left.iter().find(aside), None, "{when}");
    let reports = fs::read_dir(work.path("small/reports")).into_iter().flatten().flatten();
    let dotted = reports.map(|entry| entry.file_name()).find(|name| name.to_string_lossy().starts_with('.'));
    assert_eq!(dotted, None, "{when}");
}
