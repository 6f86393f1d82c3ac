//! The same inputs give the same bytes, in store and release, whatever the number of threads.

use std::fs;

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
    let made = fs::read(folder.path("reports/2024/release.json")).expect("a release");
    let expected = fs::read(sample().release().join("release.json")).expect("a release");
    assert!(made == expected, "the release differs");
}

/// What is in the store of 2022 when every row of its export is so much wider, by blanks behind a label, which mean nothing.
fn ingested(width: usize) -> Vec<(String, Vec<u8>)> {
    let work = Workdir::empty();
    for folder in ["pipelines/all-colleague", "sample-data"] {
        for (name, bytes) in files(&project().join(folder)) {
            let to = work.path(folder).join(name);
            fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            fs::write(to, bytes).expect("a file");
        }
    }
    let export = "sample-data/all-colleague-2022.csv";
    let label = format!("Complete{},", " ".repeat(width));
    let rows = work.read(export);
    let wider: String = rows.split_inclusive('\n').map(|row| row.replacen("Complete,", &label, 1)).collect();
    work.write(export, &wider);
    let run = work.run(&["ingest", "pipelines/all-colleague", "--wave", "2022", "--store", "store", "-q"]);
    assert_eq!(run.code, 0, "{}", run.err);
    files(&work.path("store/wave=2022"))
}

#[test]
fn an_export_that_is_read_page_by_page_gives_the_bytes_of_one_in_memory() {
    let (whole, paged) = (ingested(0), ingested(10_000));
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&whole), names(&paged));
    for ((name, whole), (_, paged)) in whole.iter().zip(&paged) {
        assert!(whole == paged, "{name} differs");
    }
}
