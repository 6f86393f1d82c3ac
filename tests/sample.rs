//! One run of the sample pipeline that several tests look at.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::workdir::{Workdir, files, run_in};

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the sample's release, its store and what the program said are.
pub(crate) struct Sample {
    folder: Workdir,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sample {
    pub(crate) fn release(&self) -> PathBuf {
        self.folder.path("reports/2024")
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path("store")
    }

    /// `data/results.csv` as records by header.
    pub(crate) fn results(&self) -> Vec<std::collections::BTreeMap<String, String>> {
        let mut reader =
            csv::Reader::from_path(self.release().join("data/results.csv")).expect("the results");
        reader.deserialize().map(|record| record.expect("a record")).collect()
    }
}

/// The sample pipeline, run once.
pub(crate) fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let folder = Workdir::empty();
        let store = folder.path("store").display().to_string();
        let reports = folder.path("reports").display().to_string();
        let run =
            run_in(project(), &["run", "pipelines/all-colleague", "--store", &store, "--out", &reports]);
        assert_eq!(run.code, 0, "{}", run.err);
        Sample { folder, out: run.out, err: run.err }
    })
}

#[test]
fn the_committed_release_is_what_the_sample_data_gives() {
    let committed = files(&project().join("reports/all-colleague/2024"));
    let made = files(&sample().release());
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&made));
    for ((name, committed), (_, made)) in committed.iter().zip(&made) {
        assert!(committed == made, "{name} is stale: run `candour run pipelines/all-colleague` and commit");
    }
}

#[test]
fn the_committed_sample_data_is_what_simulate_makes() {
    let folder = Workdir::empty();
    let out = folder.path("out").display().to_string();
    let run = run_in(project(), &["simulate", "pipelines/all-colleague", "--out", &out]);
    assert_eq!(run.code, 0, "{}", run.err);
    let made = files(Path::new(&out));
    assert!(made.len() >= 4, "two exports and two headcounts");
    for (name, bytes) in made {
        let home = if name.starts_with("headcount/") { "pipelines/all-colleague" } else { "sample-data" };
        let committed = std::fs::read(project().join(home).join(&name)).expect("it is committed");
        assert!(committed == bytes, "{home}/{name} is not what simulate makes");
    }
}

#[test]
fn a_run_ends_with_what_was_found_and_where_it_is() {
    let lines: Vec<&str> = sample().out.lines().collect();
    assert_eq!(lines.len(), 8, "{lines:?}");
    assert!(lines[4].starts_with("This is a draft"), "{lines:?}");
    for (line, wave) in lines[5..7].iter().zip(["2022", "2024"]) {
        assert!(
            line.starts_with(wave) && line.contains("figures are shown") && line.contains("threshold"),
            "{line}"
        );
    }
    assert!(lines.last().is_some_and(|line| line.starts_with("Open ") && line.ends_with("index.html")));
}

#[test]
fn every_row_is_kept_or_set_aside_with_its_reason() {
    let manifest = std::fs::read(sample().release().join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    for wave in ["2022", "2024"] {
        let ledger = sample().store().join(format!("wave={wave}/set_aside.csv"));
        let ledger = csv::Reader::from_path(ledger).expect("a ledger").records().count() as u64;
        let rows = &manifest["rows"][wave];
        let number = |key: &str| rows[key].as_u64().expect("a number");
        assert_eq!(number("read"), number("kept") + ledger, "{wave}");
        assert_eq!(number("set_aside"), ledger);
        assert!(ledger > 10, "the sample plants rows to set aside");
    }
}
