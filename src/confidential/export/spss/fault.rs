//! What can be wrong with an SPSS file, and how it is told.

use std::path::Path;

use crate::confidential::export::MOST_COLUMNS;
use crate::confidential::export::charset::Unreadable;
use crate::problem::{Place, Problem, quoted};

/// The most cells: cases times variables.
pub(super) const MOST_CELLS: u64 = 100_000_000;

/// The most bytes that one case may have.
pub(super) const MOST_CASE_BYTES: usize = 16 * 1024 * 1024;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not an SPSS system file at all.
    Foreign,
    /// The older text format, .por.
    Portable,
    /// Saved with a password.
    Encrypted,
    /// It ends before what it says it holds.
    CutOff,
    /// What it says of itself cannot be.
    Damaged(&'static str),
    /// A packing of the cases that nobody writes.
    Packing,
    /// No variable, or no case.
    Empty(&'static str),
    /// More variables than an export may have.
    TooManyVariables,
    /// More cells, or a longer case, than an export may have.
    TooLarge,
    /// Text that cannot be read.
    Text(Unreadable),
}

impl From<Unreadable> for Fault {
    fn from(unreadable: Unreadable) -> Self {
        Self::Text(unreadable)
    }
}

impl Fault {
    /// The problem with the file; with the row, where it is in a case.
    pub(super) fn told(&self, path: &Path, row: Option<u64>) -> Problem {
        let place = row.map_or_else(|| Place::file(path), |row| Place::file(path).row(row));
        Problem::error(place, self.message()).hint(self.hint())
    }

    fn message(&self) -> String {
        match self {
            Self::Foreign => "this is no SPSS file: it does not begin with $FL2 or $FL3".to_owned(),
            Self::Portable => {
                "this is an SPSS portable file (.por), a system file (.sav) is expected".to_owned()
            }
            Self::Encrypted => "the SPSS file is encrypted".to_owned(),
            Self::CutOff => "the SPSS file is cut off: it holds less than it says".to_owned(),
            Self::Damaged(what) => format!("the SPSS file is damaged: {what}"),
            Self::Packing => "the SPSS file is packed in a way that is not known".to_owned(),
            Self::Empty(what) => format!("empty export: the SPSS file has no {what}"),
            Self::TooManyVariables => format!("more than {MOST_COLUMNS} variables"),
            Self::TooLarge => {
                format!("the SPSS file has more than {MOST_CELLS} cells, or cases that are too long")
            }
            Self::Text(Unreadable::Unknown(name)) => {
                format!("the SPSS file's text is in the encoding “{}”, which is not read", quoted(name))
            }
            Self::Text(Unreadable::Damaged) => {
                "text that is not in the encoding that the SPSS file declares".to_owned()
            }
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Foreign | Self::Empty(_) | Self::TooManyVariables | Self::TooLarge => {
                "is this the right file?"
            }
            Self::Encrypted => "open it in SPSS and save it without a password",
            Self::Text(_) => "save it in SPSS with the encoding Unicode (UTF-8)",
            Self::Portable | Self::Packing => "open it in SPSS and save it as .sav",
            Self::CutOff | Self::Damaged(_) => "download or copy it again",
        }
    }
}
