//! Ends that nobody planned: full disks, kills, and others who write at the same time.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{
    RUN, assert_is, assert_nothing_aside, clean, clean_of_others, made, other_answers, program, published,
    shell,
};
use crate::workdir::{Workdir, export, files};

/// The shell counts in blocks of 512 bytes. A program that does not mind the signal is told by each write, as by a disk
/// that is full.
fn limited(work: &Workdir, kibibytes: u32) -> crate::workdir::Run {
    shell(work, &format!("ulimit -f {}; trap '' XFSZ; exec \"$0\" $RUN", 2 * kibibytes))
}

#[test]
fn a_limit_of_writing_leaves_what_was_there() {
    let fresh = Workdir::small();
    for kibibytes in [1, 16, 64] {
        let work = Workdir::small();
        work.write("small/export.csv", &other_answers());
        assert_eq!(work.run(&RUN).code, 0);
        work.write("small/export.csv", &export(60));
        for work in [&fresh, &work] {
            let before = published(&made(work));
            let run = limited(work, kibibytes);
            let when = format!("at {kibibytes} KiB");
            assert_eq!(run.code, 5, "{when}: {}", run.err);
            assert!(run.err.contains("file too large"), "{when}: {}", run.err);
            assert_is(&published(&made(work)), &before, &when);
            assert_nothing_aside(work, &when);
            assert_eq!(work.run(&["inspect", "small/store"]).code, 0, "{when}");
        }
        let run = work.run(&RUN);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_is(&made(&work), clean(), "afterwards");
    }
}

/// A disk of a few pages, where the system lets us have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let work = Workdir::small();
    for (full, folder, kibibytes) in
        [("reports", "reports", 64), ("store", "store", 8), ("store", "store", 16)]
    {
        fs::create_dir_all(work.path(&format!("small/{folder}"))).expect("a folder");
        let script = format!(
            "mount -t tmpfs -o size={kibibytes}k none small/{full} || exit 6; \"$0\" $RUN; code=$?; \
             find small/{full} -type f | grep -e staging -e part; ls -A small/reports; exit $code"
        );
        let mut command = std::process::Command::new("unshare");
        command.current_dir(work.path("")).env("RUN", RUN.join(" "));
        command.args(["-r", "-m", "sh", "-c", &script, env!("CARGO_BIN_EXE_candour")]);
        // It may not be there, or not be allowed to; 1 is its own refusal and 6 that of the mount.
        let Ok(output) = command.output() else { return };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if matches!(output.status.code(), Some(1)) || said.contains("mount:") {
            return;
        }
        assert_eq!(output.status.code(), Some(5), "{full}: {said}");
        assert!(said.contains("no space left on device"), "{full}: {said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{full}: left");
    }
}

/// Starts a run that says nothing.
fn started(work: &Workdir, arguments: &[&str]) -> Child {
    let mut command = program(work, arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
}

#[test]
fn whenever_it_is_killed_one_release_is_whole_and_the_next_run_is_as_if_nothing_had_been() {
    let work = Workdir::small();
    assert_eq!(work.run(&RUN).code, 0);
    let start = Instant::now();
    assert_eq!(work.run(&RUN).code, 0);
    let whole = start.elapsed();
    let answers = [export(60), other_answers()];
    let expected = [clean(), clean_of_others()];
    assert_ne!(published(expected[0]), published(expected[1]), "the answers show");
    for moment in 0..9_u32 {
        // Each time the other answers than those of the release that is there.
        let next = 1 - (moment % 2) as usize;
        work.write("small/export.csv", &answers[next]);
        let mut child = started(&work, &RUN);
        sleep(whole * moment / 8);
        child.kill().expect("killed, or ended before");
        child.wait().expect("ended");
        let when = format!("killed at moment {moment}");
        let there = files(&work.path("small/reports/2024"));
        let is = |clean: &super::Files| {
            let of_release = |(name, _): &&(String, Vec<u8>)| name.starts_with("reports/2024/");
            clean.iter().filter(of_release).map(|(_, bytes)| bytes).eq(there.iter().map(|(_, bytes)| bytes))
        };
        assert!(is(expected[0]) || is(expected[1]), "{when}: neither release is whole");
        assert_private(&work, &when);
        let run = work.run(&["inspect", "small/store"]);
        assert_eq!(run.code, 0, "{when}: {}", run.err);
        let run = work.run(&RUN);
        assert_eq!(run.code, 0, "{when}: {}", run.err);
        assert_is(&made(&work), expected[next], &when);
        assert_nothing_aside(&work, &when);
    }
}

/// Whatever of the store is there, and whatever is not published yet, is its owner's alone.
fn assert_private(work: &Workdir, when: &str) {
    let mode =
        |name: &str| fs::metadata(work.path(name)).map_or(0, |about| about.permissions().mode() & 0o077);
    assert_eq!(mode("small/store"), 0, "{when}");
    assert_eq!(mode("small/reports/.2024.staging"), 0, "{when}");
    for (name, _) in made(work).iter().filter(|(name, _)| name.starts_with("store/")) {
        assert_eq!(mode(&format!("small/{name}")), 0, "{when}: {name}");
    }
}

#[test]
fn a_first_run_that_is_killed_leaves_no_release_and_a_store_that_can_be_used() {
    let work = Workdir::small();
    for moment in [1, 20, 60, 120, 200] {
        for place in ["small/reports", "small/store"] {
            let _ = fs::remove_dir_all(work.path(place));
        }
        let mut child = started(&work, &RUN);
        sleep(Duration::from_millis(moment));
        child.kill().expect("killed, or ended before");
        child.wait().expect("ended");
        let when = format!("killed after {moment} ms");
        if work.path("small/reports/2024").exists() {
            let of_release = |files: super::Files| {
                files
                    .into_iter()
                    .filter(|(name, _)| name.starts_with("reports/2024/"))
                    .collect::<super::Files>()
            };
            assert_is(&of_release(made(&work)), &published(clean()), &when);
        }
        let run = work.run(&RUN);
        assert_eq!(run.code, 0, "{when}: {}", run.err);
        assert_is(&made(&work), clean(), &when);
    }
}

/// What a kill may leave, at moments that a test hardly meets.
#[test]
fn leavings_of_a_kill_are_cleared_by_the_next_run() {
    let work = Workdir::small();
    let left = [
        "small/store/.estimates.parquet.part",
        "small/store/.withheld.csv.part",
        "small/store/wave=2024/.responses.parquet.part",
        // Of a run when comments were still published: no later run writes this file.
        "small/store/wave=2024/.comments.parquet.part",
        "small/reports/.2024.staging/release/directorates/place.html",
    ];
    for name in left {
        work.write(name, "half of it");
    }
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_is(&made(&work), clean(), "after leavings");
    assert_nothing_aside(&work, "after leavings");
}

#[test]
fn of_runs_at_the_same_time_each_is_whole_or_refused() {
    let work = Workdir::small();
    for round in 0..3 {
        let runs: Vec<Child> = (0..3).map(|_| started(&work, &RUN)).collect();
        let codes: Vec<_> =
            runs.into_iter().map(|mut run| run.wait().expect("ended").code().expect("by itself")).collect();
        assert!(codes.contains(&0) && codes.iter().all(|code| [0, 6].contains(code)), "{codes:?}");
        assert_is(&made(&work), clean(), &format!("round {round}"));
        assert_nothing_aside(&work, "three at once");
    }
}

/// The lock of a store does not keep them apart; what they write is whole all the same.
#[test]
fn runs_with_stores_of_their_own_do_not_mix_what_they_publish() {
    let work = Workdir::small();
    let stores = ["a", "b", "c", "d"];
    for _ in 0..3 {
        let forms =
            |at: usize| if at.is_multiple_of(2) { &RUN[..] } else { &["run", "small", "--format", "data"] };
        let runs: Vec<Child> = stores
            .iter()
            .enumerate()
            .map(|(at, store)| started(&work, &[forms(at), &["--store", store]].concat()))
            .collect();
        for mut run in runs {
            assert_eq!(run.wait().expect("ended").code(), Some(0), "they wait for each other");
        }
        let there = made(&work);
        if there.iter().any(|(name, _)| name.ends_with(".html")) {
            assert_is(&there, &published(clean()), "the larger one came last");
        } else {
            let manifest = work.read("small/reports/2024/manifest.json");
            assert!(there.iter().all(|(name, _)| {
                let name = name.trim_start_matches("reports/2024/");
                name == "manifest.json" || manifest.contains(name)
            }));
        }
        assert_nothing_aside(&work, "four at once");
    }
}

#[test]
fn a_folder_that_somebody_else_writes_into_is_waited_for() {
    let work = Workdir::small();
    fs::create_dir(work.path("small/reports")).expect("a folder");
    let held = fs::File::open(work.path("small/reports")).expect("a folder");
    held.lock().expect("locked by this test");
    let mut child = started(&work, &RUN);
    sleep(Duration::from_secs(3));
    assert!(child.try_wait().expect("asked").is_none(), "it waits");
    drop(held);
    assert_eq!(child.wait().expect("ended").code(), Some(0));
    assert_is(&made(&work), clean(), "after waiting");
}
