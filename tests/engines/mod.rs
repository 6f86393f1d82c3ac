//! The SQL that `candour counts` prints, on an engine that is not ours.

use std::fs;

use crate::formats::python;
use crate::workdir::Workdir;

#[test]
fn duckdb_gives_the_tallies_of_the_store() {
    let work = Workdir::empty();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/pipelines/all-colleague");
    for command in ["ingest", "analyse"] {
        let run = work.run(&[command, sample, "--store", "store"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let printed = work.run(&["counts", sample, "--sql"]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    work.write("counts.sql", &printed.out);
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/counts_of_a_store.py");
    let done =
        python().arg(program).args([work.path("counts.sql"), work.path("store")]).output().expect("python");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let tallies: u64 = String::from_utf8_lossy(&done.stdout)
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .parse()
        .expect("a number");
    assert!(tallies > 10_000, "{tallies}");
}

#[test]
fn the_sql_is_of_the_pipeline_alone() {
    let work = Workdir::small();
    fs::remove_file(work.path("small/export.csv")).expect("removed");
    let printed = work.run(&["counts", "small", "--sql"]);
    assert_eq!(printed.code, 0, "without any answer: {}", printed.err);
    assert!(printed.out.contains("read_parquet('wave=2024/responses.parquet', hive_partitioning = false)"));
    let spark = work.run(&["counts", "small", "--sql", "--dialect", "spark"]);
    assert!(spark.out.contains("parquet.`wave=2024/responses.parquet`"), "{}", spark.out);
    assert!(!spark.out.contains("SELECT \""), "names are quoted in Spark's way");
    assert!(!work.path("small/store").exists(), "nothing is written");
}

#[test]
fn what_is_asked_in_another_way_is_a_mistake_of_usage() {
    let work = Workdir::small();
    assert_eq!(work.run(&["counts", "small"]).code, 2);
    assert_eq!(work.run(&["counts", "small", "--sql", "--dialect", "other"]).code, 2);
    let engine = work.run(&["analyse", "small", "--engine", "other"]);
    assert!(engine.code == 2 && engine.err.contains("expected ballista=<host:port>"), "{}", engine.err);
}

#[cfg(not(feature = "distributed"))]
#[test]
fn a_build_without_the_engine_says_how_to_get_it() {
    let work = Workdir::small();
    for command in ["analyse", "run"] {
        let run = work.run(&[command, "small", "--engine", "ballista=127.0.0.1:50050"]);
        let told = "this build has no distributed engine; build candour with `--features distributed`";
        assert!(run.code == 2 && run.err.contains(told), "{}", run.err);
    }
}
