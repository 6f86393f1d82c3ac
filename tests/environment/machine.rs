//! The machine: streams that are closed, few descriptors, files without an end, other clocks and languages, no home.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{RUN, assert_is, clean, ended, made, program, shell};
use crate::workdir::{Workdir, files};

#[test]
fn streams_that_are_closed_or_full_change_nothing_of_what_is_made() {
    let work = Workdir::small();
    let ends = [(">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 0), (">/dev/full", 5), ("2>/dev/full", 0)];
    for (streams, code) in ends {
        let run = shell(&work, &format!("exec \"$0\" $RUN {streams}"));
        assert_eq!(run.code, code, "{streams}: {}", run.err);
        assert_eq!(run.err.contains("standard output: cannot write"), code == 5, "{streams}: {}", run.err);
        assert_is(&made(&work), clean(), streams);
    }
    for command in ["--help", "completions bash", "schema release"] {
        assert_eq!(shell(&work, &format!("exec \"$0\" {command} >/dev/full")).code, 5, "{command}");
    }
}

#[test]
fn whoever_stops_reading_has_read_enough() {
    let work = Workdir::small();
    for arguments in
        [&RUN[..], &["--help"], &["completions", "bash"], &["schema", "release"], &["check", "small"]]
    {
        let mut command = program(&work, arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        // Both ends for reading are closed before anything is written.
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().expect("ended").code(), Some(0), "{arguments:?}");
    }
    assert_is(&made(&work), clean(), "read by nobody");
}

#[test]
fn forty_descriptors_are_enough() {
    let work = Workdir::small();
    let run = shell(&work, "ulimit -n 40; exec \"$0\" $RUN --threads 8");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_is(&made(&work), clean(), "with 40 descriptors");
    assert_eq!(shell(&work, "ulimit -n 40; exec \"$0\" audit small/reports/2024").code, 0);
}

/// Waits for a command no longer than somebody would.
fn soon(work: &Workdir, arguments: &[&str]) -> crate::workdir::Run {
    let mut command = program(work, arguments);
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    while child.try_wait().expect("asked").is_none() {
        if start.elapsed() > Duration::from_mins(1) {
            child.kill().expect("killed");
            child.wait().expect("ended");
            panic!("{arguments:?} has no end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    ended(command.stdout(Stdio::piped()).stderr(Stdio::piped()))
}

#[test]
fn inputs_without_an_end_are_refused() {
    let inputs = [
        "export.csv",
        "survey.toml",
        "questions.csv",
        "units.csv",
        "protection.toml",
        "waves/2024.toml",
        "headcount/2024.csv",
        "lineage.csv",
    ];
    for name in inputs {
        for endless in ["/dev/zero", "a pipe"] {
            let work = Workdir::small();
            let place = work.path("small").join(name);
            let _ = fs::remove_file(&place);
            if endless == "/dev/zero" {
                symlink(endless, &place).expect("a link");
            } else {
                mknodat(CWD, &place, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
            }
            for command in [&RUN[..], &["check", "small"]] {
                let run = soon(&work, command);
                assert_eq!(run.code, 5, "{name}: {}", run.err);
                assert!(run.err.contains("it is not an ordinary file"), "{name}: {}", run.err);
            }
            assert!(made(&work).is_empty(), "{name}");
        }
    }
}

#[test]
fn other_commands_do_not_read_without_an_end_either() {
    let work = Workdir::small();
    for (arguments, code) in [
        (["inspect", "/dev/zero"], 5),
        (["report", "/dev/zero"], 5),
        (["audit", "/dev/zero"], 5),
        (["run", "/dev/zero"], 5),
    ] {
        let run = soon(&work, &arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
    }
    // A manifest that is a pipe, in a folder that is thereby no release of ours.
    fs::create_dir_all(work.path("small/reports/2024")).expect("a folder");
    let place = work.path("small/reports/2024/manifest.json");
    mknodat(CWD, &place, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    for arguments in [&RUN[..], &["publish", "small"]] {
        let run = soon(&work, arguments);
        assert_eq!(run.code, 5, "{arguments:?}: {}", run.err);
    }
}

/// Everything, PDF too, in another place of the world, in another language, and by a user without a home.
#[test]
fn the_same_bytes_everywhere() {
    let places: [&[(&str, &str)]; 4] = [
        &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
        &[("TZ", "America/Adak"), ("LC_ALL", "C"), ("HOME", "/nowhere"), ("TMPDIR", "/nowhere")],
        &[("TZ", ":not a zone"), ("LC_ALL", "ar_EG.ISO-8859-6"), ("COLUMNS", "7"), ("NO_COLOR", "1")],
        &[
            ("SOURCE_DATE_EPOCH", "-1"),
            ("RUST_BACKTRACE", "full"),
            ("RUST_LOG", "trace"),
            ("POLARS_VERBOSE", "1"),
        ],
    ];
    let mut first = None;
    for place in places {
        let work = Workdir::small();
        let mut command = program(&work, &["run", "small"]);
        // Nothing else of the environment is there: no path, no home, no user.
        let run = ended(command.env_clear().envs(place.iter().copied()));
        assert_eq!(run.code, 0, "{place:?}: {}", run.err);
        let made = made(&work);
        let first = first.get_or_insert_with(|| (made.clone(), run.out.clone()));
        assert_is(&made, &first.0, &format!("{place:?}"));
        assert_eq!(run.out, first.1, "{place:?}");
    }
}

#[test]
fn a_home_that_nobody_can_write_to_is_not_needed() {
    let work = Workdir::small();
    let before = files(&work.path(""));
    let mut command = program(&work, &RUN);
    // Not even a folder: whatever were written there would fail.
    let run =
        ended(command.env("HOME", "/dev/null").env("XDG_CACHE_HOME", "/dev/null").env("TMPDIR", "/dev/null"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_is(&made(&work), clean(), "without a home");
    let ours = |name: &str| name.starts_with("small/store/") || name.starts_with("small/reports/2024/");
    let after: Vec<_> = files(&work.path("")).into_iter().filter(|(name, _)| !ours(name)).collect();
    assert!(after == before, "something else was written");
}

#[test]
fn a_current_folder_that_is_gone_matters_only_to_what_is_named_from_it() {
    let work = Workdir::small();
    let gone = "mkdir gone; cd gone; rmdir ../gone; exec \"$0\"";
    let run = shell(&work, &format!("{gone} $RUN"));
    assert_eq!(run.code, 5, "{}", run.err);
    let pipeline = work.path("small").display().to_string();
    let run = shell(&work, &format!("{gone} run '{pipeline}' --out reports --format data"));
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("reports"), "{}", run.err);
    let run = shell(&work, &format!("{gone} run '{pipeline}' --format data"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(work.path("small/reports/2024/release.json").is_file());
}
