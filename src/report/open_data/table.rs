//! A table: what it is, its columns, what tells its rows apart, and its rows as they are written.

use super::column::Column;
use crate::report::Rendered;

/// What a table is, before it has rows.
pub(super) struct Form<const N: usize> {
    /// Of its file, without the ending.
    pub(super) name: &'static str,
    /// What is in it, in a few sentences.
    pub(super) about: &'static str,
    /// Its columns, in order.
    pub(super) columns: [Column; N],
    /// The columns that together are different in every row.
    pub(super) key: &'static [&'static str],
    /// What its rows say more of in other tables.
    pub(super) links: &'static [Link],
}

/// Columns whose values are found in another table.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// The columns here.
    pub(super) columns: &'static [&'static str],
    /// The other table.
    pub(super) table: &'static str,
    /// The columns there.
    pub(super) to: &'static [&'static str],
}

impl Link {
    /// The wave of a row.
    pub(super) const WAVE: Self = Self { columns: &["wave"], table: "waves", to: &["id"] };
    /// The measure of a row.
    pub(super) const MEASURE: Self =
        Self { columns: &["kind", "measure"], table: "measures", to: &["kind", "id"] };
    /// The group of a row.
    pub(super) const GROUP: Self =
        Self { columns: &["breakdown", "group"], table: "groups", to: &["breakdown", "id"] };
}

/// A table with its rows.
pub(crate) struct Table {
    /// Of its file, without the ending.
    pub(crate) name: &'static str,
    /// What is in it.
    pub(super) about: &'static str,
    /// Its columns, in order.
    pub(super) columns: &'static [Column],
    /// The columns that together are different in every row.
    pub(super) key: &'static [&'static str],
    /// What its rows say more of in other tables.
    pub(super) links: &'static [Link],
    /// How many rows it has.
    pub(super) rows: usize,
    /// The file.
    bytes: Vec<u8>,
}

impl Table {
    /// The table of a list: each thing in it as its rows, which have a field for every column.
    pub(super) fn of<T, const N: usize>(
        form: &'static Form<N>,
        list: impl IntoIterator<Item = T>,
        rows: impl Fn(T) -> Vec<[String; N]>,
    ) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(form.columns.iter().map(|column| column.name));
        let mut number = 0;
        for row in list.into_iter().flat_map(rows) {
            let _ = writer.write_record(&row);
            number += 1;
        }
        let bytes = writer.into_inner().unwrap_or_default();
        let Form { name, about, columns, key, links } = form;
        Self { name, about, columns, key, links, rows: number, bytes }
    }

    /// Names of its columns.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// Its rows, a field for every column.
    pub(crate) fn records(&self) -> Vec<Vec<String>> {
        let fields = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        csv::Reader::from_reader(self.bytes.as_slice()).into_records().flatten().map(fields).collect()
    }

    /// Its file, beside the descriptions.
    pub(super) fn path(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The finished file.
    pub(super) fn file(self) -> Rendered {
        Rendered { path: format!("data/{}", self.path()), bytes: self.bytes }
    }
}
