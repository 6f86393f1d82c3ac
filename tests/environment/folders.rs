//! Folders that are something else: files, links, not ours to change.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{RUN, assert_is, assert_nothing_aside, clean, made, published};
use crate::workdir::{Workdir, files};

/// A folder of somebody else beside the pipeline.
fn with_another_folder() -> Workdir {
    let work = Workdir::small();
    work.write("elsewhere/keep.txt", "keep me");
    work
}

fn assert_untouched(work: &Workdir) {
    assert_eq!(files(&work.path("elsewhere")), [("keep.txt".to_owned(), b"keep me".to_vec())]);
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink())
}

#[test]
fn a_file_in_the_place_of_the_release_stays() {
    let work = Workdir::small();
    work.write("small/reports/2024", "a file");
    let run = work.run(&RUN);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("2024: this is not a folder") && run.err.contains("--out"), "{}", run.err);
    assert_eq!(work.read("small/reports/2024"), "a file");
    assert!(!work.path("small/store").exists(), "told before the work");
}

#[test]
fn a_link_in_the_place_of_the_release_is_not_followed() {
    for to in ["elsewhere", "nowhere"] {
        let work = with_another_folder();
        fs::create_dir(work.path("small/reports")).expect("a folder");
        symlink(work.path(to), work.path("small/reports/2024")).expect("a link");
        let run = work.run(&RUN);
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains("this is not a folder"), "{}", run.err);
        assert!(is_link(&work.path("small/reports/2024")) && !work.path("nowhere").exists());
        assert!(!work.path("small/store").exists());
        assert_untouched(&work);
    }
}

/// Where reports and answers are kept is the user's choice, and may be a link to another disk.
#[test]
fn links_to_the_folders_that_the_pipeline_names_are_followed() {
    let work = Workdir::small();
    for name in ["reports", "store"] {
        fs::create_dir(work.path(&format!("other-{name}"))).expect("a folder");
        symlink(work.path(&format!("other-{name}")), work.path(&format!("small/{name}"))).expect("a link");
    }
    for _ in 0..2 {
        let run = work.run(&RUN);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(is_link(&work.path("small/reports")) && is_link(&work.path("small/store")));
        assert_is(&made(&work), clean(), "through links");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told() {
    for (name, store) in [("reports", false), ("store", true)] {
        let work = Workdir::small();
        symlink(work.path("nowhere"), work.path(&format!("small/{name}"))).expect("a link");
        let run = work.run(&RUN);
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains(name), "{}", run.err);
        assert!(!work.path("nowhere").exists());
        assert!(published(&made(&work)).is_empty() && (store || !work.path("small/store").exists()));
    }
}

#[test]
fn what_has_the_name_of_the_folder_aside_leads_nowhere_else() {
    let work = with_another_folder();
    fs::create_dir(work.path("small/reports")).expect("a folder");
    let aside = work.path("small/reports/.2024.staging");
    symlink(work.path("elsewhere"), &aside).expect("a link");
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_is(&made(&work), clean(), "with a link aside");
    assert_nothing_aside(&work, "with a link aside");
    assert_untouched(&work);
}

#[test]
fn links_in_the_place_of_files_of_the_store_are_replaced_not_followed() {
    let work = with_another_folder();
    fs::create_dir_all(work.path("small/store/wave=2024")).expect("a folder");
    for name in ["estimates.parquet", "wave=2024/responses.parquet", "wave=2024/.responses.parquet.part"] {
        symlink(work.path("elsewhere/keep.txt"), work.path("small/store").join(name)).expect("a link");
    }
    let run = work.run(&RUN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_is(&made(&work), clean(), "with links in the store");
    assert!(!is_link(&work.path("small/store/wave=2024/responses.parquet")));
    assert_untouched(&work);
}

#[test]
fn a_store_that_is_a_file_stays_one() {
    let work = Workdir::small();
    work.write("small/store", "a file");
    for command in [&RUN[..], &["ingest", "small"], &["analyse", "small"], &["release", "small"]] {
        let run = work.run(command);
        assert_eq!(run.code, 5, "{command:?}: {}", run.err);
        assert!(run.err.contains("store"), "{}", run.err);
    }
    assert_eq!(work.read("small/store"), "a file");
    assert!(published(&made(&work)).is_empty());
}

/// No right of a user is asked here: nobody can make a folder in this one.
#[cfg(target_os = "linux")]
#[test]
fn folders_that_nobody_can_make_are_told() {
    for arguments in [["--out", "/proc/candour"], ["--store", "/proc/candour"]] {
        let work = Workdir::small();
        let run = work.run(&[&RUN[..], &arguments].concat());
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains("/proc"), "{}", run.err);
        assert!(published(&made(&work)).is_empty());
    }
}

/// The program as a user without any right beyond those of files; none where this user has more and may not give it up.
fn as_anybody(work: &Workdir, arguments: &[&str]) -> Option<Command> {
    let program = env!("CARGO_BIN_EXE_candour");
    let privileged = fs::write(work.path("locked/probe"), "").is_ok();
    let mut command = Command::new(if privileged { "setpriv" } else { program });
    if privileged {
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", program];
        let mut probe = Command::new("setpriv");
        let probe = probe.args(nobody).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !probe.is_ok_and(|status| status.success()) {
            return None;
        }
        command.args(nobody);
    }
    command.current_dir(work.path("")).args(arguments);
    Some(command)
}

#[test]
fn what_cannot_be_replaced_is_told_before_the_work() {
    let work = Workdir::small();
    assert_eq!(work.run(&RUN).code, 0);
    let before = made(&work);
    let mode = |name: &str, mode: u32| {
        fs::set_permissions(work.path(name), Permissions::from_mode(mode)).expect("changed");
    };
    fs::create_dir(work.path("locked")).expect("a folder");
    fs::create_dir(work.path("open")).expect("a folder");
    for (name, rights) in [("", 0o755), ("locked", 0o555), ("open", 0o777)] {
        mode(name, rights);
    }
    let run =
        |arguments: &[&str]| as_anybody(&work, &[&RUN[..], &["--store", "open/store"], arguments].concat());
    // Nothing may be made in the folder of releases; or the release that is there may not be removed.
    mode("small/reports", 0o555);
    let in_folder = run(&[]).map(|mut command| super::ended(&mut command));
    let in_locked = run(&["--out", "locked/reports"]).map(|mut command| super::ended(&mut command));
    mode("small/reports", 0o777);
    mode("small/reports/2024", 0o555);
    let of_release = run(&[]).map(|mut command| super::ended(&mut command));
    for (name, rights) in [("small/reports/2024", 0o755), ("locked", 0o755)] {
        mode(name, rights);
    }
    for run in [in_folder, in_locked, of_release].into_iter().flatten() {
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains("cannot be written to") && run.err.contains("--out"), "{}", run.err);
    }
    assert_is(&made(&work), &before, "nothing was changed");
    assert!(!work.path("open/store").exists());
}
