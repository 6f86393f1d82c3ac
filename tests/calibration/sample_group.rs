//! The sample organisation's directorates, as its committed release shows them.

use std::collections::BTreeMap;

/// Respondents of each directorate, the first being the one that differs, and by how much.
pub(super) struct SampleGroup {
    pub(super) sizes: Vec<u64>,
    /// The mean of its differences from the rest over all questions of opinion, in points.
    pub(super) difference: f64,
}

/// Adult Social Care in 2024.
pub(super) fn adult_social_care() -> SampleGroup {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/all-colleague/2024/data/results.csv");
    let mut reader = csv::Reader::from_path(path).expect("the committed results");
    let records: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|record| record.expect("a record")).collect();
    let directorates = || {
        let of = |r: &&BTreeMap<String, String>| r["wave"] == "2024" && r["breakdown"] == "directorate";
        records.iter().filter(of)
    };
    let mut sizes: Vec<(bool, u64)> = directorates()
        .filter(|r| r["kind"] == "response" && r["measure"] == "core")
        .map(|r| (r["group"] != "adult-social-care", r["respondents"].parse().expect("a number")))
        .collect();
    sizes.sort_by_key(|&(other, _)| other);
    let differences: Vec<f64> = directorates()
        .filter(|r| r["kind"] == "question" && r["group"] == "adult-social-care")
        // Facts and multiple choice have no neutral answer and no better side.
        .filter(|r| r["neutral"].parse::<f64>().is_ok_and(|neutral| neutral > 0.0))
        .map(|r| r["difference"].parse().expect("a number"))
        .collect();
    SampleGroup {
        sizes: sizes.into_iter().map(|(_, size)| size).collect(),
        difference: differences.iter().sum::<f64>() / differences.len() as f64,
    }
}
