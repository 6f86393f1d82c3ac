//! What describes other files: a package, metadata, a schema.

use serde_json::{Value, json};

use super::*;
use crate::report::{Choice, Format, render};

/// A description of the sample's, changed, opened beside the release.
fn found(path: &str, change: impl Fn(&mut Value)) -> Vec<(Leak, String)> {
    let release = of_sample("release.json");
    let read = crate::release::Release::from_json(&release.bytes).expect("a release");
    let choice = Choice { formats: [Format::Data].into(), ..Choice::everything() };
    let rendered = render(&read, &choice).expect("open data");
    let own = rendered.into_iter().find(|file| file.path == path).expect("the description");
    let mut value = serde_json::from_slice(&own.bytes).expect("JSON");
    change(&mut value);
    let opened = open(&[release, file(path, value.to_string())]);
    opened.findings.into_iter().map(|one| (one.leak, one.place)).collect()
}

#[test]
fn descriptions_say_nothing_of_anybody() {
    for path in ["data/datapackage.json", "data/csv-metadata.json", "release.schema.json"] {
        assert_eq!(found(path, |_| {}), vec![], "{path}");
    }
}

#[test]
fn descriptions_hold_nothing_that_no_description_has() {
    let package = "data/datapackage.json";
    let extra = found(package, |value| value["resources"][0]["data"] = json!([["roads", 3]]));
    assert_found(&extra, Leak::Hidden, "data, which no description has");
    let table = found(package, |value| value["resources"][0]["schema"]["fields"][0]["name"] = "team".into());
    assert_found(&table, Leak::Hidden, "a table that is not known");
    let person = found(package, |value| value["title"] = "jane@example.org".into());
    assert_found(&person, Leak::PersonalData, "e-mail address");
    let web = "data/csv-metadata.json";
    let extra = found(web, |value| value["tables"][0]["notes"] = json!(["roads: 3"]));
    assert_found(&extra, Leak::Hidden, "notes, which no description has");
    let none = found(web, |value| value["tables"] = Value::Null);
    assert_found(&none, Leak::Unreadable, "JSON of a kind that is not known");
}

#[test]
fn a_schema_of_another_version_has_no_examples() {
    let schema = "release.schema.json";
    assert_eq!(found(schema, |value| value["title"] = "Another".into()), vec![]);
    let named = found(schema, |value| value["examples"] = json!([{"Adult Social Care": 3}]));
    assert_found(&named, Leak::Hidden, "examples, which no schema of a release has");
}
