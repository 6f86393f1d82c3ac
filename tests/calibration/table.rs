//! The committed tables: written by the studies, read by the tests.

use std::path::PathBuf;

/// A table of this folder.
pub(super) struct Table {
    name: &'static str,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row, its cells by the names of the columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/calibration").join(name).with_extension("csv")
}

impl Table {
    /// Puts a study's rows in place of the committed table.
    pub(super) fn write(name: &str, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let mut writer = csv::Writer::from_path(path(name)).expect("the table can be written");
        writer.write_record(header).expect("a header");
        for row in rows {
            writer.write_record(&row).expect("a row as long as the header");
        }
        writer.flush().expect("the table is on the disk");
    }

    /// The table as committed.
    pub(super) fn committed(name: &'static str) -> Self {
        let mut reader = csv::Reader::from_path(path(name)).expect("the table is there: run its study");
        let header = reader.headers().expect("a header").iter().map(String::from).collect();
        let cells = |record: csv::StringRecord| record.iter().map(String::from).collect();
        let rows: Vec<_> = reader.records().map(|record| cells(record.expect("a row"))).collect();
        assert!(!rows.is_empty(), "{name}: no rows to check");
        Self { name, header, rows }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }

    /// Asserts that a row worked out now is in the table: the first `keys` cells find it.
    pub(super) fn has(&self, keys: usize, row: &[String]) {
        let found = self.rows.iter().find(|cells| cells[..keys] == row[..keys]);
        let found = found.unwrap_or_else(|| panic!("{}: no row {:?}", self.name, &row[..keys]));
        let agree = found.len() == row.len() && found.iter().zip(row).all(|(old, new)| same(old, new));
        assert!(agree, "{} is stale, run its study:\n{found:?} committed\n{row:?} now", self.name);
    }
}

/// Equal but for the last printed digit, which another machine's logarithm may turn.
fn same(old: &str, new: &str) -> bool {
    let (Ok(a), Ok(b)) = (old.parse::<f64>(), new.parse::<f64>()) else {
        return old == new;
    };
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = if decimals(old) == 0 { 0.0 } else { 0.1_f64.powi(decimals(old) as i32) };
    decimals(old) == decimals(new) && (a - b).abs() <= 1.5 * unit
}

impl Row<'_> {
    pub(super) fn text(&self, column: &str) -> &str {
        let place = self.table.header.iter().position(|name| name == column);
        &self.cells[place.unwrap_or_else(|| panic!("{} has no column {column}", self.table.name))]
    }

    pub(super) fn number(&self, column: &str) -> f64 {
        let text = self.text(column);
        text.parse().unwrap_or_else(|_| panic!("{} {column}: {text} is no number", self.table.name))
    }
}

/// A probability or share as it is printed in the tables.
pub(super) fn cell(value: f64) -> String {
    format!("{value:.5}")
}

#[test]
fn a_changed_figure_is_noticed() {
    assert!(same("0.95012", "0.95013") && same("10", "10") && same("null", "null"));
    assert!(!same("0.95012", "0.95014") && !same("10", "11") && !same("null", "lower"));
    assert!(!same("0.950", "0.95012") && !same("0.95", "none"));
}
