//! Problems: everything that is wrong with the inputs, told at once and told well.
//!
//! A [`Problem`] says how grave it is, where it is (file, row, column or key), what was expected and
//! what to do about it. Stages collect them in [`Problems`], so that one run tells all of them.
//! A message never quotes an answer or a comment; an unknown *label* may be quoted through
//! [`quoted`], cut to 40 characters and stripped of control characters.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exit::Exit;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// The run goes on; somebody should look.
    Warning,
    /// The run stops before anything is written.
    Error,
}

/// Where a problem is. Empty parts are left out when it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, as the user named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// The row as a spreadsheet shows it: the header is row 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column's header, or the TOML key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: &Path) -> Self {
        Self { file: Some(file.to_owned()), ..Self::default() }
    }

    /// The same place, narrowed to a row (the header is row 1).
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, narrowed to a column or key.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.file.as_ref().map(|file| file.display().to_string()));
        parts.extend(self.row.map(|row| format!("row {row}")));
        parts.extend(self.column.as_ref().map(|column| format!("“{}”", quoted(column))));
        f.write_str(&parts.join(", "))
    }
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How grave it is.
    pub severity: Severity,
    /// What the process would exit with if this were the only problem; only warnings are kept and read again.
    #[serde(skip)]
    pub exit: Exit,
    /// Where it is.
    pub place: Place,
    /// What is wrong, and what was expected, in one sentence.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A problem in the inputs: exit code 3.
    #[must_use]
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, exit: Exit::Inputs, place, message: message.into(), hint: None }
    }

    /// Something to look at that does not stop the run.
    #[must_use]
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, exit: Exit::Done, ..Self::error(place, message) }
    }

    /// Something worth knowing.
    #[must_use]
    pub fn note(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, exit: Exit::Done, ..Self::error(place, message) }
    }

    /// A file or folder that cannot be read or written: exit code 5.
    #[must_use]
    pub fn files(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        let message = format!("cannot {doing}: {}", plain_io(error));
        Self { exit: Exit::Files, ..Self::error(Place::file(path), message) }
    }

    /// The same problem with another exit code.
    #[must_use]
    pub fn exiting(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// The same problem with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with a hint, where there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }
}

/// The operating system's words, without its error number.
fn plain_io(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// All problems of a run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// No problems yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Adds all of another stage's.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// Whether there is nothing at all to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many problems of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether any of them stops the run.
    #[must_use]
    pub fn stop(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The first that stops the run.
    #[must_use]
    pub fn first_error(self) -> Option<Problem> {
        self.0.into_iter().find(|problem| problem.severity == Severity::Error)
    }

    /// The exit code: that of the first error, or done.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.0
            .iter()
            .find(|problem| problem.severity == Severity::Error)
            .map_or(Exit::Done, |problem| problem.exit)
    }

    /// The value with its warnings, or all problems if any of them is an error.
    ///
    /// # Errors
    /// These problems, when one of them stops the run or there is no value.
    pub fn finish<T>(self, value: Option<T>) -> Outcome<T> {
        match value {
            Some(value) if !self.stop() => Ok(Warned { value, problems: self }),
            _ => Err(self),
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

/// A value and the warnings that travel with it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// What was made.
    pub value: T,
    /// What to know about it: warnings and notes only.
    pub problems: Problems,
}

impl<T> Warned<T> {
    /// The value, its warnings added to `problems`.
    pub fn into(self, problems: &mut Problems) -> T {
        problems.extend(self.problems);
        self.value
    }
}

/// What a stage gives: a value with warnings, or every problem that stopped it.
pub type Outcome<T> = Result<Warned<T>, Problems>;

/// A label for a message: at most 40 characters, control characters made visible as a space.
///
/// ```
/// assert_eq!(candour::problem::quoted("Adult\tCare"), "Adult Care");
/// assert_eq!(candour::problem::quoted(&"x".repeat(50)).chars().count(), 41);
/// ```
#[must_use]
pub fn quoted(label: &str) -> String {
    let visible = |c: char| if c.is_control() || is_invisible(c) { ' ' } else { c };
    let mut text: String = label.chars().take(40).map(visible).collect();
    if label.chars().count() > 40 {
        text.push('…');
    }
    text
}

/// Marks that change how text is shown, or carry other text, without being seen: bidirectional overrides, zero widths,
/// annotations, tag characters and the variants that are used like them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// A text for a terminal: what would move the cursor, change colours or turn the line round becomes a space.
pub(crate) fn for_terminal(text: &str) -> String {
    let harmless = |c: char| if c.is_control() || is_break_of_line(c) || is_invisible(c) { ' ' } else { c };
    text.chars().map(harmless).collect()
}

fn is_break_of_line(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}
