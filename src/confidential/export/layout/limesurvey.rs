//! LimeSurvey: one header row of codes, of texts, or of both.
//!
//! Columns of one question have its code or text and their own in brackets: `Q4[SQ001]`, `Q4[other]`,
//! `Which of these? [Training]`. Headers do not say whether these are options, whose cells are `Y` or nothing, or the
//! rows of a table. In headers of codes an option is called by its code, unless a codebook says more. Where
//! `submitdate` is empty the response was not finished: that is for the plan to decide.

use std::collections::BTreeSet;

use super::super::column::Column;
use super::head::{Head, missing};
use super::question::{Part, Question, joined};
use super::{Found, Reading};

/// What is looked for.
pub(super) const SIGNS: &str =
    "the columns id and submitdate (or Response ID and Date submitted), and lastpage, startlanguage or seed";

/// What cells of an option say where it was not chosen.
const NOT_CHOSEN: [&str; 4] = ["N", "No", "0", ""];

/// How headers are written.
#[derive(Clone, PartialEq)]
enum Style {
    Code,
    Text,
    /// The code, this, and the text.
    Both(String),
}

/// A header taken apart.
struct Header {
    at: usize,
    /// As written.
    full: String,
    /// The text and the code, as far as the style has them, each with what its brackets say.
    text: Option<Parts>,
    code: Option<Parts>,
}

/// `stem [sub] [sub]`.
#[derive(Clone)]
struct Parts {
    whole: String,
    stem: String,
    subs: Vec<String>,
}

/// Its columns.
pub(super) fn read(head: &Head<'_>) -> Reading {
    let style = style(head)?;
    let sign = match style {
        Style::Code => "one header row of codes, columns id, submitdate",
        Style::Text => "one header row of texts, columns Response ID, Date submitted",
        Style::Both(_) => "one header row of codes and texts, columns id, submitdate",
    };
    let headers: Vec<Header> =
        (0..head.width(1)).map(|at| Header::new(at, head.cell(0, at), &style)).collect();
    Ok(Found { sign: sign.to_owned(), header_rows: 1, columns: columns(&headers) })
}

fn style(head: &Head<'_>) -> Result<Style, String> {
    let others = ["lastpage", "startlanguage", "seed"];
    if head.all(&["id", "submitdate"]).is_ok() {
        return head.find(&others).map(|_| Style::Code).ok_or_else(|| missing(&["lastpage"]));
    }
    if let Some(between) = between(head, "submitdate") {
        let known = |code: &str| self::between(head, code) == Some(between);
        let complete = known("id") && others.iter().any(|code| known(code));
        return complete.then(|| Style::Both(between.to_owned())).ok_or_else(|| missing(&["id", "lastpage"]));
    }
    head.all(&["Response ID", "Date submitted"]).map_err(|_| match head.find(&["id"]) {
        Some(_) => missing(&["submitdate"]),
        None => missing(&["id", "submitdate"]),
    })?;
    head.find(&others).map(|_| Style::Text).ok_or_else(|| missing(&["Last page"]))
}

/// What stands between this code and a text, where a header has both.
fn between<'a>(head: &Head<'a>, code: &str) -> Option<&'a str> {
    (0..head.width(1)).find_map(|at| {
        let rest = head.cell(0, at).strip_prefix(code)?;
        let end = rest.find(char::is_alphanumeric)?;
        rest.get(..end).filter(|between| !between.is_empty() && !between.contains('['))
    })
}

impl Header {
    fn new(at: usize, cell: &str, style: &Style) -> Self {
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
    fn key(&self) -> Option<&Parts> {
        self.code.as_ref().or(self.text.as_ref())
    }

    /// The header as a part of its question, if it is one.
    fn part(&self) -> Option<&str> {
        match self.key()?.subs.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What a person calls this part.
    fn label(&self) -> String {
        let text = self.text.as_ref().and_then(|text| text.subs.last());
        text.map_or_else(|| self.part().unwrap_or_default().to_owned(), Clone::clone)
    }

    /// The names of the column itself.
    fn names(&self) -> Vec<String> {
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
    fn stems(&self) -> Vec<String> {
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

/// Every header as a column, and before the first of a question's parts the question with these as options.
fn columns(headers: &[Header]) -> Vec<Column> {
    let stem = |header: &Header| header.key().map(|parts| parts.stem.clone());
    let mut columns = Vec::with_capacity(headers.len());
    for group in headers.chunk_by(|a, b| stem(a) == stem(b)) {
        let subs: BTreeSet<&str> = group.iter().filter_map(Header::part).collect();
        let comment = |sub: &str| sub.strip_suffix("comment").is_some_and(|of| subs.contains(of));
        let options = group.iter().filter(|header| header.part().is_some_and(|sub| !comment(sub)));
        let part = |header: &Header| Part { at: header.at, label: header.label(), names: Vec::new() };
        let parts: Vec<Part> = options.map(part).collect();
        let names = group.first().map(Header::stems).unwrap_or_default();
        if !parts.is_empty() {
            columns.push(Question { names, parts }.options(&NOT_CHOSEN));
        }
        columns.extend(
            group.iter().map(|header| Column { names: header.names(), ..Column::one("", header.at) }),
        );
    }
    columns
}
