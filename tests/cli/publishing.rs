//! Publishing: whole or not at all.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::workdir::{Workdir, files};

#[test]
fn files_of_others_are_left_alone() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    work.write("small/reports/2024/minutes.txt", "keep me");
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("minutes.txt") && run.err.contains("--out"));
    assert_eq!(work.read("small/reports/2024/minutes.txt"), "keep me");
}

#[test]
fn a_file_where_the_reports_should_go_is_told_before_anything_is_written() {
    let work = Workdir::small();
    work.write("small/reports", "a file");
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("reports") && run.err.contains("--out"), "{}", run.err);
    assert!(!work.path("small/store").exists());
    assert_eq!(work.read("small/reports"), "a file");
}

#[test]
fn a_run_that_is_killed_leaves_the_previous_release_whole() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let before = files(&work.path("small/reports/2024"));
    for delay in [0, 5, 10, 20, 40, 80] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_candour"))
            .current_dir(work.path(""))
            .args(["run", "small"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().expect("killed, or ended before");
        child.wait().expect("ended");
        assert!(files(&work.path("small/reports/2024")) == before, "not whole after {delay} ms");
    }
    assert_eq!(work.run(&["run", "small"]).code, 0, "and the next run clears what was left");
    let reports: Vec<_> = std::fs::read_dir(work.path("small/reports")).expect("a folder").collect();
    assert_eq!(reports.len(), 1);
}

#[test]
fn bad_input_leaves_the_previous_release_whole() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let before = (files(&work.path("small/reports")), files(&work.path("small/store")));
    work.replace("small/export.csv", "\n4,Place,", "\n4,Plaice,");
    assert_eq!(work.run(&["run", "small"]).code, 3);
    assert!(before == (files(&work.path("small/reports")), files(&work.path("small/store"))));
}

#[cfg(unix)]
#[test]
fn the_store_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let store = work.path("small/store");
    assert_eq!(mode(&store), 0o700);
    for (name, _) in files(&store) {
        assert_eq!(mode(&store.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_second_run_at_the_same_time_waits_for_nobody() {
    let work = Workdir::small();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let lock = std::fs::File::open(work.path("small/store/.lock")).expect("the lock file");
    lock.try_lock().expect("locked by this test");
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(run.err.contains("another run"));
}
