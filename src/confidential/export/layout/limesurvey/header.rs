//! A header of LimeSurvey taken apart.

use super::super::question::joined;

/// How headers are written.
#[derive(Clone, PartialEq)]
pub(super) enum Style {
    /// `Q2[SQ001]`.
    Code,
    /// `Which of these? [Training]`.
    Text,
    /// The code, this, and the text.
    Both(String),
}

/// A header taken apart.
pub(super) struct Header {
    /// The column of the file.
    pub(super) at: usize,
    /// As written.
    full: String,
    /// The text and the code, as far as the style has them, each with what its brackets say.
    text: Option<Parts>,
    code: Option<Parts>,
}

/// `stem [sub] [sub]`.
#[derive(Clone)]
pub(super) struct Parts {
    whole: String,
    pub(super) stem: String,
    subs: Vec<String>,
}

impl Header {
    /// The header of a column, in this style.
    pub(super) fn new(at: usize, cell: &str, style: &Style) -> Self {
        let (code, text) = match style {
            Style::Code => (Some(cell), None),
            Style::Text => (None, Some(cell)),
            Style::Both(between) => match cell.split_once(between.as_str()) {
                Some((code, text)) => (Some(code), Some(text)),
                None => (Some(cell), None),
            },
        };
        let parts = |text: Option<&str>| text.map(Parts::of);
        Self { at, full: cell.to_owned(), text: parts(text), code: parts(code) }
    }

    /// The code where there is one, because texts may be the same.
    pub(super) fn key(&self) -> Option<&Parts> {
        self.code.as_ref().or(self.text.as_ref())
    }

    /// The header as a part of its question, if it is one.
    pub(super) fn part(&self) -> Option<&str> {
        match self.key()?.subs.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What a person calls this part.
    pub(super) fn label(&self) -> String {
        let text = self.text.as_ref().and_then(|text| text.subs.last());
        text.map_or_else(|| self.part().unwrap_or_default().to_owned(), Clone::clone)
    }

    /// The names of the column itself.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(text) = &self.text {
            names.push(text.whole.clone());
            let sub = text.subs.join(" - ");
            if !sub.is_empty() {
                names.extend([joined(&text.stem, &sub), sub]);
            }
        }
        names.extend(self.code.as_ref().map(|code| code.whole.clone()));
        names.push(self.full.clone());
        names
    }

    /// The names of the question that this is a part of.
    pub(super) fn stems(&self) -> Vec<String> {
        [&self.text, &self.code].into_iter().flatten().map(|parts| parts.stem.clone()).collect()
    }
}

impl Parts {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let (mut stem, mut subs) = (text, Vec::new());
        while let Some((before, sub)) = last_bracket(stem).filter(|_| subs.len() < 2) {
            subs.insert(0, sub.to_owned());
            stem = before;
        }
        Self { whole: text.to_owned(), stem: stem.to_owned(), subs }
    }
}

/// What stands before the brackets at the end, and in them; brackets may hold brackets.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(']')?;
    let mut open = 1_usize;
    for (at, c) in inner.char_indices().rev() {
        open = match c {
            ']' => open + 1,
            '[' => open - 1,
            _ => open,
        };
        if open == 0 {
            let (before, sub) = (inner.get(..at)?.trim_end(), inner.get(at + 1..)?.trim());
            return (!before.is_empty() && !sub.is_empty()).then_some((before, sub));
        }
    }
    None
}
