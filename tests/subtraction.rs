//! What a reader can do with pencil and paper: add up what is published and subtract. Works from the published
//! `release.json` alone, with its own arithmetic.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sample::sample;

type Key = (String, String, String);

/// Id, level (none for a characteristic), and groups with their parents.
type Breakdown = (String, Option<u64>, Vec<(String, Option<String>)>);

/// Published bases of one wave and measure: group → base, from the release alone.
fn bases(release: &Value) -> BTreeMap<Key, BTreeMap<(String, String), u64>> {
    let mut all: BTreeMap<Key, BTreeMap<(String, String), u64>> = BTreeMap::new();
    let text = |row: &Value, key: &str| row[key].as_str().expect("text").to_owned();
    for row in release["rows"].as_array().expect("rows") {
        let figures = &row["figures"]["shown"];
        if figures.is_null() {
            continue;
        }
        let base = if row["kind"] == "response" { &figures["respondents"] } else { &figures["base"] };
        let key = (text(row, "wave"), text(row, "kind"), text(row, "measure"));
        let group = (text(row, "breakdown"), text(row, "group"));
        all.entry(key).or_default().insert(group, base.as_u64().expect("a count"));
    }
    all
}

/// The breakdowns of the release: (id, level, groups with their parents).
fn breakdowns(release: &Value) -> Vec<Breakdown> {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let group = |group: &Value| {
        (group["id"].as_str().expect("an id").to_owned(), group["parent"].as_str().map(str::to_owned))
    };
    let breakdown = |b: &Value| {
        (
            b["id"].as_str().expect("an id").to_owned(),
            b["level"].as_u64(),
            list(&b["groups"]).iter().map(group).collect(),
        )
    };
    list(&release["breakdowns"]).iter().map(breakdown).collect()
}

/// Every remainder that a reader can form within a tree or a one-way table must be nobody or at least `k`.
pub(crate) fn assert_no_small_remainder(release: &Value) {
    let k = release["rules"]["smallest_group"].as_u64().expect("k");
    let breakdowns = breakdowns(release);
    let levels: Vec<_> = breakdowns.iter().filter(|b| b.1.is_some()).collect();
    let mut checked = 0;
    for (measure, bases) in bases(release) {
        for (group, base) in &bases {
            assert!(*base >= k, "{measure:?} {group:?}: base {base}");
        }
        let all = bases.get(&("all".into(), "all".into())).copied();
        for (id, _, groups) in breakdowns.iter().filter(|b| b.1.is_none()) {
            let shown = groups.iter().filter_map(|(group, _)| bases.get(&(id.clone(), group.clone())));
            let left = all.map(|all| all - shown.sum::<u64>());
            assert!(left.is_none_or(|left| left == 0 || left >= k), "{measure:?} {id}: {left:?} left");
            checked += 1;
        }
        for (parent, level, left) in tree_remainders(&levels, &bases) {
            assert!(left == 0 || left >= k, "{measure:?} {level} {parent}: {left} left");
            checked += 1;
        }
    }
    assert!(checked > 5, "there was something to check");
}

/// For everyone and every shown unit: the people in none of its largest shown descendants.
fn tree_remainders(
    levels: &[&Breakdown],
    bases: &BTreeMap<(String, String), u64>,
) -> Vec<(String, String, u64)> {
    let mut remainders = Vec::new();
    let all = ("all".to_owned(), "all".to_owned());
    if let Some(base) = bases.get(&all) {
        let covered: u64 =
            levels.first().map_or(0, |top| top.2.iter().map(|unit| covered(levels, 0, &unit.0, bases)).sum());
        remainders.push(("all".into(), "all".into(), base - covered));
    }
    for (at, (level, _, units)) in levels.iter().enumerate() {
        for (unit, _) in units {
            if let Some(base) = bases.get(&(level.clone(), unit.clone())) {
                let below = below(levels, at, unit, bases);
                remainders.push((unit.clone(), level.clone(), base - below));
            }
        }
    }
    remainders
}

/// People of a unit who are in a shown unit: itself, or its largest shown descendants.
fn covered(levels: &[&Breakdown], at: usize, unit: &str, bases: &BTreeMap<(String, String), u64>) -> u64 {
    let own = bases.get(&(levels[at].0.clone(), unit.to_owned()));
    own.copied().unwrap_or_else(|| below(levels, at, unit, bases))
}

fn below(levels: &[&Breakdown], at: usize, unit: &str, bases: &BTreeMap<(String, String), u64>) -> u64 {
    let Some(next) = levels.get(at + 1) else { return 0 };
    let children = next.2.iter().filter(|child| child.1.as_deref() == Some(unit));
    children.map(|child| covered(levels, at + 1, &child.0, bases)).sum()
}

#[test]
fn nothing_small_can_be_formed_by_subtracting_what_the_sample_publishes() {
    let bytes = std::fs::read(sample().release().join("release.json")).expect("a release");
    let release: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_no_small_remainder(&release);
    let withheld =
        release["rows"].as_array().expect("rows").iter().filter(|row| row["figures"]["withheld"] == "c");
    assert!(withheld.count() > 100, "the sample has groups too small to show");
}
