//! Counting on a cluster: a Ballista scheduler and two executors on this machine's loopback, started here.
//!
//! What the store and the release hold afterwards is, byte for byte, what they hold when candour counts alone.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops at what must not happen")]

mod cluster;
#[path = "../workdir.rs"]
#[expect(dead_code, reason = "the other harness needs more of it")]
mod workdir;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use cluster::Cluster;
use workdir::Workdir;

/// Runs candour in a folder.
fn candour(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candour")).args(arguments).current_dir(folder).output().expect("candour")
}

/// The same, which must do what it is told.
fn done(folder: &Path, arguments: &[&str]) {
    let run = candour(folder, arguments);
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                found.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    found
}

fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert!(one.keys().eq(other.keys()), "{:?}, {:?}", one.keys(), other.keys());
    let differ: Vec<&String> =
        one.iter().filter(|(name, bytes)| other[*name] != **bytes).map(|f| f.0).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

fn pipeline() -> String {
    format!("{}/pipelines/all-colleague", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_cluster_counts_the_sample_survey_as_candour_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let pipeline = pipeline();
    done(folder, &["ingest", &pipeline, "--store", "own"]);
    done(folder, &["ingest", &pipeline, "--store", "theirs"]);
    done(folder, &["analyse", &pipeline, "--store", "own"]);
    let cluster = Cluster::start(2);
    done(folder, &["analyse", &pipeline, "--store", "theirs", "--engine", &cluster.engine()]);
    assert!(files(&folder.join("own")).contains_key("estimates.parquet"));
    assert_same(&folder.join("own"), &folder.join("theirs"));
}

#[test]
fn a_whole_run_gives_the_same_release_and_so_does_one_after_an_executor_is_lost() {
    let work = Workdir::small();
    let mut cluster = Cluster::start(2);
    let engine = cluster.engine();
    let run = |name: &str, more: &[&str]| {
        let (store, out) = (format!("{name}-store"), format!("{name}-out"));
        let arguments = ["run", "small", "--format", "data", "--store", &store, "--out", &out];
        let run = work.run(&[&arguments[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
    };
    let assert_same_as = |name: &str| {
        for part in ["store", "out"] {
            assert_same(&work.path(&format!("own-{part}")), &work.path(&format!("{name}-{part}")));
        }
    };
    run("own", &[]);
    run("two", &["--engine", &engine]);
    assert_same_as("two");
    cluster.lose_one();
    run("one", &["--engine", &engine]);
    assert_same_as("one");
}

#[test]
fn what_an_engine_cannot_do_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let pipeline = pipeline();
    done(folder, &["ingest", &pipeline, "--store", "store"]);
    let refusals = [
        ("spark=localhost:7077", 2, "expected ballista=<host:port>"),
        ("ballista=localhost", 2, "host and port"),
        ("ballista=203.0.113.7:50050", 2, "private network"),
        ("ballista=127.0.0.1:1", 5, "no scheduler can be reached"),
    ];
    for (engine, code, why) in refusals {
        let run = candour(folder, &["analyse", &pipeline, "--store", "store", "--engine", engine]);
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(code) && said.contains(why), "{engine}: {said}");
    }
    assert!(!folder.join("store/estimates.parquet").exists());
}

#[test]
fn an_encrypted_store_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut key = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut key, 0o600);
    let mut key = key.write(true).create_new(true).open(folder.join("key")).expect("a key");
    key.write_all(b"8f3a0c5d7e1b2946aa55cc33ee7700112233445566778899fedcba9876543210").expect("a key");
    let run = Command::new(env!("CARGO_BIN_EXE_candour"))
        .args(["run", &pipeline(), "--store", "store", "--out", "out", "--engine", "ballista=127.0.0.1:1"])
        .env("CANDOUR_STORE_KEY_FILE", folder.join("key"))
        .current_dir(folder)
        .output()
        .expect("candour");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && said.contains("the store is encrypted"), "{said}");
    assert!(!folder.join("store").exists());
}
