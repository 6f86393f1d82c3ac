//! `data/csv-metadata.json`: the tables as CSV on the Web (a recommendation of the W3C).

use serde_json::{Map, Value, json};

use super::column::{Column, Holds};
use super::table::{Link, Table};
use super::{CONVENTIONS, title};
use crate::report::view::View;

/// The group of these tables.
pub(super) fn group(view: &View, tables: &[Table]) -> Value {
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dc:title": title(view),
        "dc:description": CONVENTIONS,
        "dc:publisher": view.release.survey().organisation,
        "tables": tables.iter().map(described).collect::<Vec<_>>(),
    })
}

fn described(table: &Table) -> Value {
    json!({
        "url": table.path(),
        "dc:title": table.name,
        "dc:description": table.about,
        "tableSchema": {
            "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            "primaryKey": table.key,
            "foreignKeys": table.links.iter().map(foreign_key).collect::<Vec<_>>(),
        },
    })
}

fn foreign_key(link: &Link) -> Value {
    let reference = json!({ "resource": format!("{}.csv", link.table), "columnReference": link.to });
    json!({ "columnReference": link.columns, "reference": reference })
}

fn column(column: &Column) -> Value {
    let mut described = json!({
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": datatype(column.holds),
        "required": !column.may_be_empty,
    });
    if let (Holds::Names, Some(described)) = (column.holds, described.as_object_mut()) {
        described.insert("separator".to_owned(), json!(";"));
    }
    described
}

fn datatype(holds: Holds) -> Value {
    let [least, most] = holds.limits();
    let base = match holds {
        Holds::Text | Holds::Names => return json!("string"),
        // The words are ours: letters, spaces and hyphens, which mean themselves in a pattern.
        Holds::OneOf(words) => return json!({ "base": "string", "format": words().join("|") }),
        Holds::YesNo => return json!({ "base": "boolean", "format": "yes|no" }),
        Holds::Date => return json!("date"),
        Holds::Part | Holds::Number => "double",
        Holds::Count | Holds::Percent | Holds::Points | Holds::Whole => "integer",
    };
    let mut datatype = Map::from_iter([("base".to_owned(), json!(base))]);
    datatype.extend(least.map(|least| ("minimum".to_owned(), json!(least))));
    datatype.extend(most.map(|most| ("maximum".to_owned(), json!(most))));
    Value::Object(datatype)
}
