//! What can be wrong with a Triple-S definition, its data, or the two together.

use std::path::Path;

use crate::confidential::export::charset::Unreadable;
use crate::problem::{Place, Problem, quoted};

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    message: String,
    hint: &'static str,
    /// The row of the data.
    row: Option<u64>,
    /// The variable.
    variable: Option<String>,
}

impl Fault {
    /// Something is wrong, and this can be done about it.
    pub(super) fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint, row: None, variable: None }
    }

    /// A definition that says what cannot be.
    pub(super) fn definition(message: impl Into<String>) -> Self {
        Self::new(message, "export the survey as Triple-S again")
    }

    /// Data that do not fit the definition.
    pub(super) fn data(message: impl Into<String>) -> Self {
        Self::new(message, "is it the data of this definition? export both again")
    }

    /// In this row of the data.
    pub(super) fn row(self, row: u64) -> Self {
        Self { row: Some(row), ..self }
    }

    /// In this variable, unless it is known already.
    pub(super) fn variable(self, name: &str) -> Self {
        let variable = self.variable.clone().or_else(|| Some(name.to_owned()));
        Self { variable, ..self }
    }

    /// The problem with this file.
    pub(super) fn told(&self, path: &Path) -> Problem {
        let place = Place::file(path);
        let place = match self.row {
            Some(row) => place.row(row),
            None => place,
        };
        let place = match &self.variable {
            Some(variable) => place.column(variable),
            None => place,
        };
        Problem::error(place, self.message.clone()).hint(self.hint)
    }
}

impl From<Unreadable> for Fault {
    fn from(unreadable: Unreadable) -> Self {
        let message = match unreadable {
            Unreadable::Unknown(name) => format!("the encoding “{}” is not read", quoted(&name)),
            Unreadable::Damaged => "text that is not in its encoding".to_owned(),
        };
        Self::new(message, "save it as UTF-8, and say so in the definition")
    }
}
