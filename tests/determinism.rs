//! The same inputs give the same bytes, in store and release, whatever the number of threads.

use crate::sample::{project, sample};
use crate::workdir::{Workdir, files, run_in};

fn run(threads: &str) -> Workdir {
    let folder = Workdir::empty();
    let store = folder.path("store").display().to_string();
    let out = folder.path("reports").display().to_string();
    let arguments =
        ["run", "pipelines/all-colleague", "--store", &store, "--out", &out, "--threads", threads, "-q"];
    let run = run_in(project(), &arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    folder
}

#[test]
fn one_and_two_threads_give_the_bytes_of_the_first_run() {
    for threads in ["1", "2"] {
        let again = run(threads);
        for (place, first) in [("store", sample().store()), ("reports/2024", sample().release())] {
            let (first, second) = (files(&first), files(&again.path(place)));
            assert_eq!(first.len(), second.len(), "{place}");
            for ((name, a), (other, b)) in first.iter().zip(&second) {
                assert_eq!(name, other);
                assert!(a == b, "{place}/{name} differs with {threads} threads");
            }
        }
    }
}

#[test]
fn reports_of_a_saved_release_are_those_of_the_run() {
    let folder = Workdir::empty();
    let release = sample().release().join("release.json").display().to_string();
    let out = folder.path("again").display().to_string();
    let run = run_in(project(), &["report", &release, "--out", &out]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(files(&sample().release()) == files(&folder.path("again/2024")), "the reports differ");
}

#[test]
fn stage_by_stage_gives_the_release_of_the_run() {
    let folder = Workdir::empty();
    let store = folder.path("store").display().to_string();
    let out = folder.path("reports").display().to_string();
    for stage in ["ingest", "analyse", "release"] {
        let run = run_in(project(), &[stage, "pipelines/all-colleague", "--store", &store, "--out", &out]);
        assert_eq!(run.code, 0, "{stage}: {}", run.err);
    }
    let made = std::fs::read(folder.path("reports/2024/release.json")).expect("a release");
    let expected = std::fs::read(sample().release().join("release.json")).expect("a release");
    assert!(made == expected, "the release differs");
}
