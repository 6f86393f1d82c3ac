//! What describes the other files for programs: the data package and the metadata of CSV on the Web, which say what
//! tables there are and nothing of what is in them, and the schema of the release.

use serde::Deserialize;
use serde_json::Value;

use super::json::unknown_fields;
use super::known;
use super::reading::{Reading, quoted};
use super::table::Columns;
use crate::publish::Published;
use crate::report;

/// The draft that schemas of releases are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Whether this is such a description; if it is, what it says beside what one says is told.
pub(super) fn read(file: &Published, reading: &mut Reading) -> bool {
    if let Ok(package) = serde_json::from_slice::<Package>(&file.bytes) {
        let fields = |one: &Resource| one.schema.fields.iter().map(|field| field.name.clone()).collect();
        columns(package.resources.iter().map(fields), reading);
        extra::<Package>(file, reading);
        return true;
    }
    if let Ok(group) = serde_json::from_slice::<TableGroup>(&file.bytes) {
        let fields = |one: &Described| one.schema.columns.iter().map(|column| column.name.clone()).collect();
        columns(group.tables.iter().map(fields), reading);
        extra::<TableGroup>(file, reading);
        return true;
    }
    schema(file, reading)
}

fn extra<T: serde::de::DeserializeOwned>(file: &Published, reading: &mut Reading) {
    for field in unknown_fields::<T>(&file.bytes) {
        reading.hidden(&format!("{field}, which no description has"));
    }
}

/// Only tables that a release comes with are described: any other may be one of figures.
fn columns(tables: impl Iterator<Item = Vec<String>>, reading: &mut Reading) {
    for names in tables {
        let results = Columns::of(names.iter().map(String::as_str)).is_some();
        if !results && !known::table(&names.join(",")) {
            reading.hidden("the description of a table that is not known");
        }
    }
}

/// A schema of releases: this program's own, or another version's, which says no more than what is allowed where.
fn schema(file: &Published, reading: &mut Reading) -> bool {
    let Ok(schema) = serde_json::from_slice::<Value>(&file.bytes) else { return false };
    let drafted = schema.get("$schema").and_then(Value::as_str) == Some(DRAFT);
    if drafted && schema != report::release_schema() {
        keywords(&schema, reading);
    }
    drafted
}

/// What schemas of releases say of a value.
const KEYWORDS: [&str; 16] = [
    "$ref",
    "$schema",
    "const",
    "default",
    "description",
    "enum",
    "format",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "pattern",
    "required",
    "title",
    "type",
    "uniqueItems",
];

/// Tells every keyword that schemas of releases do not have: examples and comments could hold anything.
fn keywords(schema: &Value, reading: &mut Reading) {
    let Value::Object(fields) = schema else { return };
    for (keyword, value) in fields {
        match (keyword.as_str(), value) {
            ("properties" | "$defs", Value::Object(parts)) => {
                parts.values().for_each(|part| keywords(part, reading));
            }
            ("oneOf" | "anyOf" | "allOf" | "prefixItems", Value::Array(parts)) => {
                for part in parts {
                    keywords(part, reading);
                }
            }
            ("items" | "additionalProperties", part) => keywords(part, reading),
            (keyword, _) if KEYWORDS.contains(&keyword) => {}
            (other, _) => reading.hidden(&format!("{}, which no schema of a release has", quoted(other))),
        }
    }
}

/// A Frictionless Data Package as releases have it.
#[derive(Deserialize)]
#[expect(dead_code, reason = "of most of it only the form matters; the words are searched as text")]
struct Package {
    profile: String,
    name: String,
    title: String,
    description: String,
    version: String,
    created: Option<String>,
    contributors: Vec<Titled>,
    sources: Vec<Titled>,
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the form matters")]
struct Titled {
    title: String,
    role: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct Resource {
    profile: String,
    name: String,
    description: String,
    path: String,
    format: String,
    mediatype: String,
    encoding: String,
    schema: Schema,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct Schema {
    fields: Vec<Field>,
    missing_values: Vec<String>,
    primary_key: Vec<String>,
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    description: String,
    true_values: Option<Vec<String>>,
    false_values: Option<Vec<String>>,
    constraints: Constraints,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the form matters")]
struct Constraints {
    required: bool,
    minimum: Option<i64>,
    maximum: Option<i64>,
    #[serde(rename = "enum")]
    words: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the form matters")]
struct ForeignKey {
    fields: Vec<String>,
    reference: Reference,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the form matters")]
struct Reference {
    resource: String,
    fields: Vec<String>,
}

/// A table group of CSV on the Web as releases have it.
#[derive(Deserialize)]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct TableGroup {
    #[serde(rename = "@context")]
    context: (String, Language),
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:description")]
    description: String,
    #[serde(rename = "dc:publisher")]
    publisher: String,
    tables: Vec<Described>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the form matters")]
struct Language {
    #[serde(rename = "@language")]
    language: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct Described {
    url: String,
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:description")]
    description: String,
    #[serde(rename = "tableSchema")]
    schema: TableSchema,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct TableSchema {
    columns: Vec<DescribedColumn>,
    primary_key: Vec<String>,
    foreign_keys: Vec<ColumnReference>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "of most of it only the form matters")]
struct DescribedColumn {
    name: String,
    titles: String,
    #[serde(rename = "dc:description")]
    description: String,
    datatype: Datatype,
    required: bool,
    separator: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only the form matters")]
enum Datatype {
    Named(String),
    #[serde(rename_all = "camelCase")]
    Limited {
        base: String,
        format: Option<String>,
        minimum: Option<i64>,
        maximum: Option<i64>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only the form matters")]
struct ColumnReference {
    column_reference: Vec<String>,
    reference: ReferredColumns,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only the form matters")]
struct ReferredColumns {
    resource: String,
    column_reference: Vec<String>,
}
