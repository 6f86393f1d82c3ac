//! Likeness: whatever is withheld for whatever reason looks the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::intruder::drawn;
use super::super::reason::Reason;
use super::super::release::Release;
use super::{inside, json, released};
use crate::confidential::wave::Wave;
use crate::plan::Plan;
use crate::report::{Choice, render};

const REASONS: [Reason; 8] = [
    Reason::Size,
    Reason::Sensitive,
    Reason::Residual,
    Reason::Unanimous,
    Reason::Cross,
    Reason::Containment,
    Reason::Needed,
    Reason::Published,
];

/// What a withheld row looks like without its ids, for each place in which nothing but the plan makes a difference: the wave
/// (the first has no change), and everyone (who have no others).
fn looks(release: &Value) -> BTreeMap<(String, bool), BTreeSet<String>> {
    let mut looks: BTreeMap<(String, bool), BTreeSet<String>> = BTreeMap::new();
    for row in release["rows"].as_array().expect("rows") {
        if row["figures"]["withheld"].is_null() {
            continue;
        }
        let place = (row["wave"].to_string(), row["breakdown"] == "all");
        let mut look = row.as_object().expect("a row").clone();
        look.retain(|name, _| !["wave", "kind", "measure", "breakdown", "group"].contains(&name.as_str()));
        looks.entry(place).or_default().insert(Value::Object(look).to_string());
    }
    looks
}

/// All numbers of respondents that a release tells of groups.
fn respondents(value: &Value, found: &mut BTreeSet<u64>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_u64() {
                    Some(people) if name == "respondents" => {
                        found.insert(people);
                    }
                    _ => respondents(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| respondents(value, found)),
        _ => {}
    }
}

/// The sizes of the groups of which anything is shown.
fn sizes(plan: &Plan, waves: &[Wave], release: &Release) -> BTreeSet<u64> {
    let shown = release.rows().iter().filter(|row| row.figures.shown().is_some());
    let size = |row: &super::super::release::Row| {
        let wave = plan.waves.iter().position(|wave| wave.id == row.wave).expect("a wave");
        let people = inside(plan, &waves[wave], &row.breakdown, &row.group);
        people.into_iter().filter(|inside| *inside).count() as u64
    };
    shown.map(size).collect()
}

#[test]
fn withheld_rows_look_alike_and_no_file_says_why_or_of_how_many() {
    let mut reasons = BTreeSet::new();
    for seed in 600..800 {
        let (plan, waves) = drawn(seed);
        let (release, withheld) = released(&plan, &waves);
        reasons.extend(withheld.rows.iter().flatten().copied());
        let value = json(&release);
        for (place, looks) in looks(&value) {
            assert_eq!(looks.len(), 1, "survey {seed}, {place:?}: {looks:?}");
        }
        let mut told = BTreeSet::new();
        respondents(&value["rows"], &mut told);
        respondents(&value["findings"], &mut told);
        assert!(told.is_subset(&sizes(&plan, &waves, &release)), "survey {seed}: {told:?}");
        let release_bytes = release.to_json().expect("bytes");
        let files =
            render(&release, &Choice::everything()).unwrap().into_iter().map(|file| (file.path, file.bytes));
        for (path, bytes) in files.chain([("release.json".to_owned(), release_bytes)]) {
            let text = String::from_utf8_lossy(&bytes);
            for reason in REASONS {
                assert!(!text.contains(reason.words()), "survey {seed}: {path} says {:?}", reason.words());
            }
        }
    }
    assert!(reasons.len() >= 7, "{reasons:?}");
}
