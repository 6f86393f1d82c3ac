//! What an engine counts is what the kernel counts: with DuckDB, which `tests/programs` installs.

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::query::every;
use super::rebuild::{Rebuilt, Row};
use super::*;
use crate::confidential::counts::{Counts, count, sample};
use crate::confidential::stages::{self, Engine, Setting};
use crate::confidential::store::Store;
use crate::confidential::wave::Wave;
use crate::plan::{Common, Composite, CompositeKind, DriverModel, Plan};

/// Python with DuckDB: beside what cargo builds.
fn python() -> Command {
    let own = std::env::current_exe().unwrap();
    let target = own.ancestors().nth(3).unwrap();
    let python = target.join("programs/python/bin/python");
    assert!(python.exists(), "run tests/programs first: {} is not there", python.display());
    Command::new(python)
}

/// The answers of DuckDB to the script, query by query.
fn answers(plan: &Plan, waves: &[usize], store: &Path) -> Vec<Vec<Vec<Option<String>>>> {
    let script = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&script, super::script(plan, waves, Dialect::DuckDb).join("\n")).unwrap();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/duckdb_answers.py");
    let done = python().arg(program).arg(script.path()).arg(store).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let lines = std::str::from_utf8(&done.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The counts that the answers give, for each wave.
fn counts_of(plan: &Plan, waves: &[usize], store: &Path) -> Vec<Counts> {
    let mut answers = answers(plan, waves, store).into_iter();
    let mut counts = Vec::new();
    for &wave in waves {
        let mut rebuilt = Rebuilt::new(plan, wave);
        for asked in every(plan, wave) {
            let row = |mut texts: Vec<Option<String>>| {
                let numbers = texts.split_off(asked.texts(plan));
                let number = |text: Option<String>| text.map_or(0, |text| text.parse().unwrap());
                Row { texts, numbers: numbers.into_iter().map(number).collect() }
            };
            let rows: Vec<Row> = answers.next().unwrap().into_iter().map(row).collect();
            rebuilt.add(asked, &rows).unwrap_or_else(|| panic!("an answer to {asked:?}"));
        }
        counts.push(rebuilt.counts());
    }
    assert!(answers.next().is_none(), "more answers than questions");
    counts
}

/// The sample with every kind of composite: the measure over all questions, and a score over questions in common.
fn plan() -> Plan {
    let mut plan = sample::plan();
    let people = plan.composites[0].clone();
    let all = vec![(0..plan.items.len()).collect(); 2];
    plan.composites.push(Composite {
        kind: CompositeKind::Overall,
        id: "overall".into(),
        items: all,
        ..people.clone()
    });
    let common = Some(Common { of: 0, waves: vec![0, 1] });
    plan.composites.push(Composite { items: vec![vec![0, 2]; 2], common, ..people });
    // A question with the id of a breakdown.
    plan.items[1].id = "gender".into();
    plan.drivers.push(DriverModel { outcome: 4, questions: vec![0, 5] });
    plan
}

fn assert_the_same(plan: &Plan, waves: &[Wave]) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap().value;
    for wave in waves {
        store.write_responses(plan, wave, wave.respondents as u64).unwrap();
    }
    let of: Vec<usize> = waves.iter().map(|wave| wave.wave).collect();
    let counted = counts_of(plan, &of, folder.path());
    for (wave, counts) in waves.iter().zip(&counted) {
        assert_equal(&count(plan, wave, 1), counts);
    }
}

/// The parts one after the other, so that a failure says which.
fn assert_equal(kernel: &Counts, engine: &Counts) {
    for (table, others) in kernel.tables.iter().zip(&engine.tables) {
        let grouping = table.grouping;
        assert!(table.respondents == others.respondents, "respondents of {grouping:?}");
        assert!(table.answers == others.answers, "answers of {grouping:?}");
        assert!(table.scores == others.scores, "scores of {grouping:?}");
    }
    assert!(kernel.memberships == engine.memberships, "memberships");
    assert!(kernel.cells == engine.cells, "cells");
    assert!(kernel.associations.composites == engine.associations.composites, "composites");
    assert!(kernel.associations.drivers == engine.associations.drivers, "drivers");
    assert!(kernel == engine);
}

#[test]
fn duckdb_counts_random_waves_as_the_kernel_does() {
    let mut runner = TestRunner::deterministic();
    let waves = (sample::waves(), sample::waves());
    for _ in 0..6 {
        let (first, second) = waves.new_tree(&mut runner).unwrap().current();
        assert_the_same(&plan(), &[first, Wave { wave: 1, ..second }]);
    }
}

#[test]
fn duckdb_counts_a_large_wave_and_nobody_at_all() {
    assert_the_same(&plan(), &[sample::large_wave(70_000)]);
    assert_the_same(&plan(), &[sample::wave(&[])]);
}

#[test]
fn duckdb_counts_where_nothing_is_weighted_and_nothing_grouped() {
    let mut plan = plan();
    plan.weighting.margins.clear();
    plan.weighting.like_for_like.clear();
    assert_the_same(&plan, &[sample::large_wave(500)]);
    plan.breakdowns.clear();
    plan.crosses.clear();
    let wave = Wave { groups: Vec::new(), ..sample::large_wave(500) };
    assert_the_same(&plan, &[wave]);
}

#[test]
fn duckdb_counts_the_sample_survey_as_the_kernel_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plan = Plan::load(&root.join("pipelines/all-colleague")).unwrap().value;
    let folder = tempfile::tempdir().unwrap();
    let store: PathBuf = folder.path().join("store");
    let waves: Vec<usize> = (0..plan.waves.len()).collect();
    let (engine, progress) = (&Engine::KERNEL, &|_: &str| {});
    let setting = Setting { threads: 1, store: &store, engine, progress, unchanged: progress };
    stages::ingest(&plan, &waves, &setting).unwrap();
    let counted = counts_of(&plan, &waves, &store);
    let store = Store::read_only(&store).unwrap().value;
    for (wave, counts) in waves.into_iter().zip(&counted) {
        let (wave, _) = store.read_responses(&plan, wave).unwrap().value;
        assert_equal(&count(&plan, &wave, 1), counts);
    }
}

#[test]
fn an_answer_that_cannot_be_one_is_refused() {
    let plan = sample::plan();
    let row = |texts: &[Option<&str>], numbers: &[u128]| Row {
        texts: texts.iter().map(|text| text.map(str::to_owned)).collect(),
        numbers: numbers.to_vec(),
    };
    let all = query::By::Grouping(crate::confidential::counts::Grouping::All);
    let wrong = [
        (query::Asked::Memberships, row(&[Some("care"), None, Some("nobody"), None], &[1])),
        (query::Asked::Memberships, row(&[Some("care")], &[1])),
        (query::Asked::Memberships, row(&[None, None, None, None], &[u128::MAX])),
        (query::Asked::Answers(all), row(&[Some("q99")], &[1, 1])),
        (query::Asked::Answers(all), row(&[Some("q0")], &[256, 1])),
        (query::Asked::Answers(all), row(&[Some("q0")], &[1])),
        (query::Asked::Scores(all), row(&[None], &[1, 1, 1])),
        (
            query::Asked::Answers(query::By::Breakdowns),
            row(&[Some("group:age"), Some("women"), Some("q0")], &[1, 1]),
        ),
        (
            query::Asked::Answers(query::By::Breakdowns),
            row(&[Some("group:grade"), None, Some("q0")], &[1, 1]),
        ),
        (query::Asked::Composite(0), row(&[], &[1, 1])),
        (query::Asked::Driver(0), row(&[None], &[200, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])),
    ];
    for (asked, row) in wrong {
        assert!(Rebuilt::new(&plan, 0).add(asked, &[row]).is_none(), "{asked:?}");
    }
}
