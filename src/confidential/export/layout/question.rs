//! A question over several columns of the file.
//!
//! A multiple choice with a column for each option and a table of questions with a column for each row have the same
//! headers in most tools. Where that is so, the question is offered twice: as one column with options, named by the
//! question, and as a column for each part, named `question - part` and `part`.

use super::super::column::{Cells, Column};

/// A question whose answers are in several columns.
pub(super) struct Question {
    /// What the question itself is called, the name that a person would use first.
    pub(super) names: Vec<String>,
    /// Its columns.
    pub(super) parts: Vec<Part>,
}

/// One of a question's columns: an option, or a row of a table.
pub(super) struct Part {
    /// The column of the file.
    pub(super) at: usize,
    /// What the questionnaire calls it.
    pub(super) label: String,
    /// The names of its column besides those that are made of the question and the label.
    pub(super) names: Vec<String>,
}

impl Question {
    /// The question as one column with options.
    pub(super) fn options(&self, not_chosen: &[&str]) -> Column {
        let options = self.parts.iter().map(|part| (part.at, part.label.clone())).collect();
        let not_chosen = not_chosen.iter().map(|&cell| cell.to_owned()).collect();
        Column {
            names: self.names.clone(),
            cells: Cells::Options { options, not_chosen },
            values: Vec::new(),
        }
    }

    /// Each part as a column of its own.
    pub(super) fn each(&self) -> impl Iterator<Item = Column> {
        let question = self.names.first().map_or("", String::as_str);
        self.parts.iter().map(move |part| {
            let mut names = vec![joined(question, &part.label), part.label.clone()];
            names.extend_from_slice(&part.names);
            Column { names, cells: Cells::One(part.at), values: Vec::new() }
        })
    }

    /// Both: the headers do not say which it is.
    pub(super) fn either(&self, not_chosen: &[&str]) -> Vec<Column> {
        if self.parts.is_empty() {
            return Vec::new();
        }
        std::iter::once(self.options(not_chosen)).chain(self.each()).collect()
    }
}

/// `question - part`, or the one of them that there is.
pub(super) fn joined(question: &str, part: &str) -> String {
    match (question.is_empty(), part.is_empty()) {
        (false, false) => format!("{question} - {part}"),
        (true, _) => part.to_owned(),
        (_, true) => question.to_owned(),
    }
}
