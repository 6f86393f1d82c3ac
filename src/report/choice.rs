//! Choice: which reports are asked for.

use std::collections::BTreeSet;

/// A form in which reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Pages for a browser, with the explorer.
    Html,
    /// Tagged PDF of the council's and of every directorate's report.
    Pdf,
    /// The workbook of all tables.
    Workbook,
    /// The committee paper.
    Paper,
    /// Slides with charts that can be edited.
    Slides,
    /// Open data.
    Data,
}

impl Format {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] = [Self::Html, Self::Pdf, Self::Workbook, Self::Paper, Self::Slides, Self::Data];
}

/// Which reports are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In which forms.
    pub formats: BTreeSet<Format>,
    /// Of which units of the highest level, by id; none names all of them, and the whole organisation.
    pub units: Vec<String>,
}

impl Choice {
    /// Everything there is.
    #[must_use]
    pub fn everything() -> Self {
        Self { formats: Format::ALL.into_iter().collect(), units: Vec::new() }
    }

    /// Whether a form is asked for.
    #[must_use]
    pub fn has(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }
}
