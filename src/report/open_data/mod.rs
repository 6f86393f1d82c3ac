//! The published figures and findings as open data: long tables in CSV, at the publication's rounding, and what describes
//! them for programs.
//!
//! Each table says once what it and its columns are (`table`, `column`). The header of the CSV file, the Frictionless data
//! package (`package`) and the metadata of CSV on the Web (`on_the_web`) are made from that, so they cannot disagree.

mod codebook;
mod column;
mod groups;
mod lga;
mod models;
mod on_the_web;
mod over_time;
mod package;
mod results;
mod table;
mod workforce;

use schemars::schema_for;
use serde_json::Value;

use super::Rendered;
use super::figure;
use super::view::View;
use crate::problem::is_invisible;
use crate::release::{MeasureKind, Release, Verdict};
pub(crate) use table::Table;

/// What every table has in common, for whoever opens one.
const CONVENTIONS: &str = "Percentages and points are whole numbers, scores have one decimal: the rounding is the publication's own. An empty \
     cell has no figure. Where a figure of results.csv is not shown, its status says why: c, withheld to protect \
     confidentiality; z, does not apply; x, not available. Text that a spreadsheet would take for a formula (it begins with \
     =, +, -, @ or a tab) has an apostrophe put before it; numbers never have one.";

/// The schema of `release.json`, what describes the tables, every table of findings that has a row, the codebook, and the
/// figures last.
pub(crate) fn files(view: &View) -> Vec<Rendered> {
    let mut tables = found(view, Digits::Whole);
    tables.push(lga::table(view));
    tables.retain(|table| table.rows > 0);
    tables.extend(codebook::tables(view.release));
    tables.push(results::table(view));
    let described = [
        ("release.schema.json", release_schema()),
        ("data/datapackage.json", package::package(view, &tables)),
        ("data/csv-metadata.json", on_the_web::group(view, &tables)),
    ];
    let described = described.map(|(path, json)| Rendered { path: path.to_owned(), bytes: pretty(&json) });
    described.into_iter().chain(tables.into_iter().map(Table::file)).collect()
}

/// Every table of findings that has a row.
pub(crate) fn found(view: &View, digits: Digits) -> Vec<Table> {
    let found = view.release.findings();
    let mut tables = workforce::tables(found, digits);
    tables.extend(groups::tables(found, digits));
    tables.extend(models::tables(found));
    tables.extend(over_time::tables(found, digits));
    tables.retain(|table| table.rows > 0);
    tables
}

/// How percentages and points are written that the release has in full; what leaves it rounded stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// As in text and charts.
    Whole,
    /// As in the workbook.
    Tenths,
}

impl Digits {
    /// A percentage, or points.
    fn points(self, value: f64) -> String {
        match self {
            Self::Whole => whole(value),
            Self::Tenths => figure::decimal(value),
        }
    }

    /// A measure's figure: shares as other percentages, scores with one decimal.
    fn value(self, kind: MeasureKind, value: f64) -> String {
        match kind {
            MeasureKind::Question | MeasureKind::Response => self.points(value),
            MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall => figure::decimal(value),
        }
    }
}

/// The JSON Schema of `release.json`.
pub(crate) fn release_schema() -> Value {
    schema_for!(Release).to_value()
}

/// JSON for people too, with a line's end at its end.
pub(crate) fn pretty(json: &Value) -> Vec<u8> {
    // What is JSON already has a text.
    let mut bytes = serde_json::to_vec_pretty(json).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What the tables are called together.
fn title(view: &View) -> String {
    let survey = view.release.survey();
    format!("{}, {}: published results", survey.organisation, survey.name)
}

/// A measure's kind as files have it.
pub(crate) fn kind(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Response => "response",
        MeasureKind::Question => "question",
        MeasureKind::Pillar => "pillar",
        MeasureKind::Index => "index",
        MeasureKind::Overall => "overall",
    }
}

/// A verdict as files have it.
fn verdict(verdict: Verdict) -> String {
    super::wording::verdict(verdict).to_owned()
}

/// A whole number.
fn whole(value: f64) -> String {
    figure::whole(value).to_string()
}

/// Something that may be missing, written where it is there.
fn given<T>(value: Option<T>, write: impl Fn(T) -> String) -> String {
    value.map(write).unwrap_or_default()
}

/// A number that is counted.
fn counted(number: u64) -> String {
    number.to_string()
}

/// Yes or no.
fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// Several ids in one field.
fn joined(ids: &[String]) -> String {
    inert(&ids.join(";"))
}

/// Text that no spreadsheet takes for a formula, whatever unseen stands before it.
fn inert(text: &str) -> String {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let breaks = text.starts_with(['\t', '\r', '\n']);
    if breaks || begins(text.trim_start_matches(unseen)) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
