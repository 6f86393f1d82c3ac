//! `data/datapackage.json`: the tables as a Frictionless Data Package, each with its Table Schema.

use serde_json::{Map, Value, json};

use super::column::{Column, Holds};
use super::table::{Link, Table};
use super::{CONVENTIONS, title};
use crate::report::view::View;

/// The version of the tables' columns: its first number changes when a program that reads them must.
const VERSION: &str = "1.0.0";

/// The package of these tables. It names no licence: the release knows none, and who publishes it decides.
pub(super) fn package(view: &View, tables: &[Table]) -> Value {
    let survey = view.release.survey();
    let wave = |wave: &crate::release::ReleasedWave| json!({ "title": format!("{}, answered from {} to {}", wave.label, wave.start, wave.end) });
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": survey.id,
        "title": title(view),
        "description": CONVENTIONS,
        "version": VERSION,
        "contributors": [{ "title": survey.organisation, "role": "publisher" }],
        "sources": view.release.waves().iter().map(wave).collect::<Vec<_>>(),
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    });
    if let (Some(day), Some(package)) = (view.release.as_of(), package.as_object_mut()) {
        package.insert("created".to_owned(), json!(format!("{day}T00:00:00Z")));
    }
    package
}

fn resource(table: &Table) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.about,
        "path": table.path(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
            "primaryKey": table.key,
            "foreignKeys": table.links.iter().map(foreign_key).collect::<Vec<_>>(),
        },
    })
}

fn foreign_key(link: &Link) -> Value {
    json!({ "fields": link.columns, "reference": { "resource": link.table, "fields": link.to } })
}

fn field(column: &Column) -> Value {
    let kind = match column.holds {
        Holds::Text | Holds::Names | Holds::OneOf(_) => "string",
        Holds::YesNo => "boolean",
        Holds::Date => "date",
        Holds::Part | Holds::Number => "number",
        Holds::Count | Holds::Percent | Holds::Points | Holds::Whole => "integer",
    };
    let mut field = json!({
        "name": column.name,
        "type": kind,
        "description": column.about,
        "constraints": constraints(column),
    });
    if let (Holds::YesNo, Some(field)) = (column.holds, field.as_object_mut()) {
        field.insert("trueValues".to_owned(), json!(["yes"]));
        field.insert("falseValues".to_owned(), json!(["no"]));
    }
    field
}

fn constraints(column: &Column) -> Map<String, Value> {
    let [least, most] = column.holds.limits();
    let words = if let Holds::OneOf(words) = column.holds { Some(json!(words())) } else { None };
    let all = [
        ("required", Some(json!(!column.may_be_empty))),
        ("minimum", least.map(|least| json!(least))),
        ("maximum", most.map(|most| json!(most))),
        ("enum", words),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
