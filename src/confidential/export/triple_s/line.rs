//! A record: a line of fixed columns, or the fields of a record in CSV.

use std::borrow::Cow;

use csv::StringRecord;

use super::fault::Fault;

/// A record.
pub(super) enum Line<'a> {
    /// A line, and where its characters begin where that is not told by counting bytes.
    Columns(&'a str, Option<Vec<usize>>),
    /// Fields.
    Fields(&'a StringRecord),
}

impl<'a> Line<'a> {
    /// A line whose columns are bytes, or characters.
    pub(super) fn columns(line: &'a str, bytes: bool) -> Self {
        let characters = !bytes && !line.is_ascii();
        let begins = || line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        Self::Columns(line, characters.then(begins))
    }

    /// What stands from one column or field to another, in so many parts of the same width. What lies behind the end of a
    /// line is blank: many programs leave the spaces there out.
    pub(super) fn fields(
        &self,
        (first, last): (usize, usize),
        count: usize,
    ) -> Result<Vec<Cow<'a, str>>, Fault> {
        let width = (last + 1 - first).checked_div(count).unwrap_or(1);
        let parts = (0..count).map(|part| (first + part * width, first + (part + 1) * width));
        match self {
            Self::Columns(line, begins) => parts
                .map(|(from, to)| {
                    let place = |column: usize| match begins {
                        Some(begins) => begins.get(column).copied().unwrap_or(line.len()),
                        None => column.min(line.len()),
                    };
                    let part = line.get(place(from)..place(to));
                    part.map(Cow::Borrowed).ok_or_else(|| Fault::data("a column ends inside a character"))
                })
                .collect(),
            Self::Fields(record) => parts
                .map(|(from, to)| {
                    let field = |at: usize| {
                        let missing = || Fault::data("a record with fewer fields than the definition has");
                        record.get(at).ok_or_else(missing)
                    };
                    if to == from + 1 {
                        return field(from).map(Cow::Borrowed);
                    }
                    (from..to).map(field).collect::<Result<String, Fault>>().map(Cow::Owned)
                })
                .collect(),
        }
    }
}
