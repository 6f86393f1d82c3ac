//! A column of a Qualtrics export: what its header rows say.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::super::metadata::{is_personal, is_technical};
use super::super::head::Head;

/// What stands behind the question where it has a text entry beside its choices.
pub(super) const SELECTED: &str = " - Selected Choice";

/// A column.
pub(super) struct Field {
    /// Which of the file.
    pub(super) at: usize,
    /// Row 1: `Q3_1`.
    pub(super) name: String,
    /// Row 2: `Which of these? - Training`.
    pub(super) text: String,
    /// Row 3.
    pub(super) import: Import,
    /// Whether it is one of the tool's own columns, about the response or the person.
    pub(super) own: bool,
}

/// What row 3 says: `{"ImportId":"QID3","choiceId":"1"}`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Import {
    /// The question, the row of a table, or one of the tool's own columns.
    #[serde(rename = "ImportId")]
    pub(super) id: String,
    /// The option: that there is one is what counts, its text says which.
    #[serde(rename = "choiceId")]
    pub(super) choice: Option<IgnoredAny>,
}

impl Import {
    /// What a cell of row 3 says; an empty one says nothing. `None` where it is no JSON.
    pub(super) fn of(cell: &str) -> Option<Self> {
        if cell.is_empty() { Some(Self::default()) } else { serde_json::from_str(cell).ok() }
    }
}

impl Field {
    pub(super) fn new(head: &Head<'_>, at: usize, import: Import) -> Self {
        let (name, text) = (head.cell(0, at).to_owned(), head.cell(1, at).to_owned());
        let question = import.id.contains("QID");
        let header = if is_numbered(&name) { &text } else { &name };
        let own = !question && (is_personal(header) || is_technical(header) || is_set(header));
        Self { at, name, text, import, own }
    }

    /// Whether it is the text that people wrote beside a choice.
    pub(super) fn is_text_entry(&self) -> bool {
        [&self.name, &self.import.id].iter().any(|name| name.ends_with("_TEXT"))
            || self.text.ends_with(" - Text")
    }

    /// Whether it says in which order something was shown.
    pub(super) fn is_order(&self) -> bool {
        self.import.id.ends_with("_DO") || self.name.contains("_DO_") || self.name.ends_with("_DO")
    }

    /// The tool's name for the question: `Q3` of `Q3_1`.
    pub(super) fn base(&self) -> &str {
        self.name.rsplit_once('_').map_or("", |(base, _)| base)
    }
}

/// Whether this is a name of the legacy kind that is but a number: `V3`.
pub(super) fn is_numbered(name: &str) -> bool {
    let digits = name.strip_prefix('V');
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Which set of responses it is in, which only old exports have.
fn is_set(header: &str) -> bool {
    header.eq_ignore_ascii_case("ResponseSet")
}
