//! The council's published figures, each asserted from the sample's `data/results.csv`.

use std::collections::BTreeMap;

use crate::sample::sample;

type Record = BTreeMap<String, String>;

/// The shown record of a measure for the whole council.
fn council(records: &[Record], wave: &str, kind: &str, measure: &str) -> Record {
    let is = |record: &&Record| {
        record["wave"] == wave
            && record["kind"] == kind
            && record["measure"] == measure
            && record["group"] == "all"
    };
    let record = records.iter().find(is).unwrap_or_else(|| panic!("{wave} has no {kind} {measure}"));
    assert_eq!(record["status"], "shown");
    record.clone()
}

#[test]
fn response_to_both_surveys() {
    let records = sample().results();
    let then = council(&records, "2022", "response", "core");
    assert_eq!(then["positive"], "58");
    assert!(then["respondents"].parse::<u64>().expect("a number") > 1700);
    assert_eq!(council(&records, "2024", "response", "core")["positive"], "69");
}

#[test]
fn the_workforce_in_both_scopes() {
    let records = sample().results();
    for wave in ["2022", "2024"] {
        assert_eq!(council(&records, wave, "response", "core")["headcount"], "2949");
        assert_eq!(council(&records, wave, "response", "all")["headcount"], "8113");
    }
}

#[test]
fn what_people_said_in_2022() {
    let records = sample().results();
    let positive = |question: &str| council(&records, "2022", "question", question)["positive"].clone();
    let negative = |question: &str| council(&records, "2022", "question", question)["negative"].clone();
    assert_eq!(positive("purpose"), "94");
    assert_eq!(positive("values-known"), "90");
    assert_eq!(positive("pride"), "62");
    assert_eq!(negative("challenge"), "23");
    assert_eq!(negative("change-support"), "24");
}

#[test]
fn what_people_said_in_2024() {
    let records = sample().results();
    let positive = |question: &str| council(&records, "2024", "question", question)["positive"].clone();
    assert_eq!(positive("purpose"), "95");
    assert_eq!(positive("motivation"), "87");
}

#[test]
fn adult_social_care_is_consistently_lower_in_2022() {
    let records = sample().results();
    let own = |record: &&Record| {
        record["wave"] == "2022" && record["group"] == "adult-social-care" && record["status"] == "shown"
    };
    let of =
        |kind: &str| records.iter().filter(own).filter(|record| record["kind"] == kind).collect::<Vec<_>>();
    let questions = of("question");
    let below = |record: &&&Record| record["difference"].parse::<f64>().is_ok_and(|points| points < 0.0);
    let lower = |record: &&&Record| record["verdict"].ends_with("lower");
    let higher = |record: &&&Record| record["verdict"].ends_with("higher");
    assert!(questions.len() > 40);
    assert!(questions.iter().filter(below).count() * 10 > questions.len() * 8, "below on most questions");
    assert!(questions.iter().filter(lower).count() * 2 > questions.len(), "and clearly so on more than half");
    assert!(questions.iter().filter(higher).count() <= 2);
    assert!(of("pillar").iter().all(|record| lower(&record)), "lower on every pillar");
}
