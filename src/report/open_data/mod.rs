//! The published figures and findings as open data: long tables in CSV, at the publication's rounding.

mod groups;
mod models;
mod over_time;
mod results;
mod workforce;

use super::Rendered;
use super::figure;
use super::view::View;
use crate::problem::is_invisible;
use crate::release::{MeasureKind, Verdict};

/// Every table that has a row, the figures last.
pub(crate) fn files(view: &View) -> Vec<Rendered> {
    let mut files: Vec<Rendered> = found(view, Digits::Whole).into_iter().map(Table::file).collect();
    files.push(Rendered { path: "data/results.csv".to_owned(), bytes: results::table(view) });
    files
}

/// Every table of findings that has a row.
pub(crate) fn found(view: &View, digits: Digits) -> Vec<Table> {
    let found = view.release.findings();
    let mut tables = workforce::tables(found, digits);
    tables.extend(groups::tables(found, digits));
    tables.extend(models::tables(found));
    tables.extend(over_time::tables(found, digits));
    tables.retain(|table| !table.rows.is_empty());
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

/// A table before it is written.
pub(crate) struct Table {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Names of the columns.
    pub(crate) columns: Vec<&'static str>,
    /// As many fields as columns each.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of a list: each finding as its rows.
    fn of<T>(
        name: &'static str,
        columns: &[&'static str],
        list: &[T],
        rows: impl Fn(&T) -> Vec<Vec<String>>,
    ) -> Self {
        Self { name, columns: columns.to_vec(), rows: list.iter().flat_map(rows).collect() }
    }

    fn file(self) -> Rendered {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail, and every record has as many fields as the header.
        let _ = writer.write_record(&self.columns);
        for row in &self.rows {
            let _ = writer.write_record(row);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        Rendered { path: format!("data/{}.csv", self.name), bytes }
    }
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
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let before = ["", " ", "\u{a0}", "\n", "\r\n", "\t", "\u{200d}", "\u{feff}", "\u{3000}", "\0"];
        for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            for unseen in before {
                let text = format!("{unseen}{start}1+1");
                assert_eq!(inert(&text), format!("'{text}"), "{text:?}");
            }
        }
        for text in ["\tx", "\rx", "\nx"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["", "roads", "a=b", "2024", " roads", "'quoted"] {
            assert_eq!(inert(text), text);
        }
    }
}
