//! The committed sample release: nothing is hidden in it, and what it says is read.

use std::sync::LazyLock;

use super::*;
use crate::publish::RELEASE;
use crate::release::{Cell, Release};

/// The sample, opened once.
fn read() -> (&'static Opened, &'static Release) {
    static OPENED: LazyLock<Opened> = LazyLock::new(|| open(&sample()));
    (&OPENED, OPENED.release.as_ref().expect("a release"))
}

/// The sample's files, with the release as this program writes it now: it may have learnt fields since.
fn as_written(release: &Release) -> Vec<Published> {
    let mut files = sample();
    let own = files.iter_mut().find(|file| file.path == RELEASE).expect("a release");
    own.bytes = release.to_json().expect("JSON");
    files
}

#[test]
fn the_sample_hides_nothing_and_nobody() {
    let (opened, release) = read();
    assert_eq!(opened.findings, vec![]);
    assert_eq!(super::super::reproduced(release, &as_written(release)), vec![]);
}

#[test]
fn both_files_say_every_row() {
    let (opened, release) = read();
    let of = |file: &'static str| opened.statements.iter().filter(move |one| &*one.file == file);
    let shown = release.rows().iter().filter(|row| row.figures.shown().is_some()).count();
    let hidden = release.rows().len() - shown;
    for file in [RELEASE, "data/results.csv"] {
        assert_eq!(of(file).filter(|one| matches!(one.says, Says::Base(_))).count(), shown, "{file}");
        assert!(of(file).filter(|one| one.says == Says::Withheld).count() <= hidden, "{file}");
        assert!(of(file).any(|one| matches!(one.says, Says::Earlier { .. })), "{file}");
    }
    let read = |cell: &Cell<crate::release::Figures>| cell.shown().and_then(|figures| figures.tones);
    let row = release.rows().iter().find(|row| read(&row.figures).is_some()).expect("a row of a question");
    let tones = read(&row.figures).expect("tones");
    assert!(of(RELEASE).any(|one| *one.cell.measure == row.measure && one.says == Says::Tones(tones)));
}

#[test]
fn the_printed_table_contains_what_the_release_says_exactly() {
    let (opened, _) = read();
    let mut exact = std::collections::HashMap::new();
    for one in opened.statements.iter().filter(|one| &*one.file == RELEASE) {
        if let Says::Earlier { from, low, high, rebased } = &one.says {
            exact.insert(one.cell.clone(), (from.clone(), f64::midpoint(*low, *high), *rebased));
        }
    }
    let mut compared = 0;
    for one in opened.statements.iter().filter(|one| &*one.file == "data/results.csv") {
        let (Says::Earlier { from, low, high, rebased }, Some(was)) = (&one.says, exact.get(&one.cell))
        else {
            continue;
        };
        assert_eq!((from, rebased), (&was.0, &was.2));
        assert!(*low - 1e-6 <= was.1 && was.1 <= *high + 1e-6, "{:?}: {low} {} {high}", one.cell, was.1);
        compared += 1;
    }
    assert!(compared > 1000);
}

#[test]
fn every_table_that_a_release_gives_is_known() {
    let mut value: serde_json::Value = serde_json::from_slice(&of_sample(RELEASE).bytes).expect("JSON");
    value["findings"]["trends"] = serde_json::json!([{
        "kind": "question", "measure": "pride", "breakdown": "all", "group": "all", "waves": ["2022", "2024"],
        "values": [60.0, 61.0], "slope": 0.5, "low": null, "high": null, "p_adjusted": null, "verdict": "no_clear_difference"
    }]);
    let verdict = value["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .find_map(|row| row["change"]["shown"]["difference"]["verdict"].as_str());
    value["findings"]["trends"][0]["verdict"] = verdict.expect("a verdict").into();
    value["rows"] = serde_json::json!([]);
    let release = serde_json::from_value::<Release>(value).expect("a release");
    let tables = crate::report::render(&release, &crate::report::Choice::everything())
        .unwrap()
        .into_iter()
        .filter(|file| file.path.ends_with(".csv"));
    let files: Vec<Published> = tables.map(|table| file(&table.path, table.bytes)).collect();
    assert!(files.len() >= 13, "{}", files.len());
    assert_eq!(open(&files).findings, vec![]);
}

#[test]
fn what_the_release_does_not_give_is_altered() {
    let (_, release) = read();
    let mut files = as_written(release);
    let page = files.iter_mut().find(|file| file.path == "index.html").expect("a page");
    page.bytes.extend_from_slice(b" ");
    files.retain(|file| file.path != "data/results.csv" && file.path != MANIFEST);
    let found = super::super::reproduced(release, &files);
    let places: Vec<&str> = found.iter().map(|finding| finding.files[0].as_str()).collect();
    assert_eq!(places, ["data/results.csv", "index.html", MANIFEST]);
    assert!(found.iter().all(|finding| finding.leak == Leak::Altered));
}

#[test]
fn the_manifest_lists_every_file_as_it_is() {
    let mut files = sample();
    let page = files.iter_mut().find(|file| file.path == "index.html").expect("a page");
    page.bytes.extend_from_slice(b" ");
    files.retain(|file| file.path != "data/spreads.csv");
    files.push(file("notes.txt", "notes"));
    let opened = open(&files);
    let found: Vec<_> = opened.findings.into_iter().map(|one| (one.leak, one.place)).collect();
    assert_found(&found, Leak::Altered, "index.html is not what was listed");
    assert_found(&found, Leak::Altered, "data/spreads.csv is listed and not there");
    assert_found(&found, Leak::Altered, "notes.txt is not listed");
    assert_found(&found, Leak::Unreadable, "a file of a kind that is not known");
    assert_eq!(found.len(), 4);
}

#[test]
fn a_release_says_nothing_beside_its_fields() {
    let mut value: serde_json::Value = serde_json::from_slice(&of_sample(RELEASE).bytes).expect("JSON");
    let rows = value["rows"].as_array_mut().expect("rows");
    rows.truncate(40);
    rows[3]["hidden_base"] = 7.into();
    let shown = rows.iter_mut().filter(|row| row["figures"]["shown"].is_object()).nth(3).expect("a row");
    shown["figures"]["shown"]["base"] = 3.into();
    shown["figures"]["shown"]["respondents"] = 2.into();
    value.as_object_mut().and_then(|fields| fields.remove("checksum"));
    let found = leaks(RELEASE, crate::release::sealed(value.to_string().into_bytes()));
    assert_found(&found, Leak::Hidden, "hidden_base");
    assert_found(&found, Leak::Altered, "contradict");
    assert_found(&leaks(RELEASE, "{}"), Leak::Unreadable, "no release");
}
