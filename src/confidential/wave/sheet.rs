//! An export under work: where the plan's columns are in it, and which of its rows are respondents.

use polars::prelude::StringChunked;

use super::reason::Reason;
use crate::confidential::export::Export;
use crate::problem::Place;

/// For each thing that the plan reads, the index of its column; `None` where this wave does not have it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// By question.
    pub(super) questions: Vec<Option<usize>>,
    /// By breakdown.
    pub(super) breakdowns: Vec<Option<usize>>,
    /// The response's id.
    pub(super) response_id: Option<usize>,
    /// When it was completed.
    pub(super) completed: Option<usize>,
    /// By rule for setting rows aside.
    pub(super) set_aside: Vec<Option<usize>>,
    /// Where respondents say that they may be quoted.
    pub(super) consent: Option<usize>,
}

/// One export of the wave.
pub(super) struct Sheet<'a> {
    export: &'a Export,
    /// Where the plan's columns are.
    pub(super) columns: Columns,
    /// For each row the reason why it is no respondent.
    aside: Vec<Option<Reason>>,
}

impl<'a> Sheet<'a> {
    /// All rows, none set aside yet.
    pub(super) fn new(export: &'a Export, columns: Columns) -> Self {
        Self { export, columns, aside: vec![None; export.cells.height()] }
    }

    /// How many rows were read.
    pub(super) fn rows(&self) -> usize {
        self.aside.len()
    }

    /// How many rows are respondents.
    pub(super) fn kept(&self) -> usize {
        self.aside.iter().filter(|reason| reason.is_none()).count()
    }

    /// Whether this row is a respondent, as far as is known.
    pub(super) fn is_kept(&self, row: usize) -> bool {
        self.aside[row].is_none()
    }

    /// Sets a row aside, unless another reason came first.
    pub(super) fn set_aside(&mut self, row: usize, reason: Reason) {
        self.aside[row].get_or_insert(reason);
    }

    /// The rows set aside, with their reasons.
    pub(super) fn reasons(&self) -> impl Iterator<Item = (usize, Reason)> {
        self.aside.iter().enumerate().filter_map(|(row, reason)| Some((row, (*reason)?)))
    }

    /// The file.
    pub(super) fn place(&self) -> Place {
        Place::file(&self.export.file)
    }

    /// A row as a spreadsheet shows it.
    pub(super) fn place_of(&self, row: usize) -> Place {
        self.place().row(self.row(row))
    }

    /// The number of a row as a spreadsheet shows it.
    pub(super) fn row(&self, row: usize) -> u64 {
        row as u64 + 1 + self.export.header_rows
    }

    /// The export's own columns.
    pub(super) fn text_columns(&self) -> impl Iterator<Item = &'a StringChunked> {
        self.export.cells.columns().iter().filter_map(|column| column.str().ok())
    }

    /// The cells of a column, blank ones as `None`.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = Option<&'a str>> + use<'a> {
        let text = self.export.cells.columns().get(column).and_then(|column| column.str().ok());
        text.into_iter()
            .flat_map(polars::prelude::ChunkedArray::iter)
            .map(|cell| cell.filter(|text| !is_blank(text)))
    }

    /// The cells of a column in the rows that are respondents: row and text.
    pub(super) fn kept_cells(&self, column: usize) -> impl Iterator<Item = (usize, Option<&'a str>)> {
        self.cells(column).enumerate().filter(|(row, _)| self.is_kept(*row))
    }
}

/// Whether a cell has nothing that can be seen.
pub(super) fn is_blank(text: &str) -> bool {
    let invisible =
        |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    text.chars().all(invisible)
}
