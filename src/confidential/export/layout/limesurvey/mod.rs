//! LimeSurvey: one header row of codes, of texts, or of both.
//!
//! Columns of one question have its code or text and their own in brackets: `Q4[SQ001]`, `Q4[other]`,
//! `Which of these? [Training]`. Headers do not say whether these are options, whose cells are `Y` or nothing, or the
//! rows of a table. In headers of codes an option is called by its code, unless a codebook says more. Where
//! `submitdate` is empty the response was not finished: that is for the plan to decide. Where the export masks formulas,
//! cells that begin like one have an apostrophe before them, which is left as it is.

mod header;

use std::collections::BTreeSet;

use super::super::column::Column;
use super::head::{Head, missing};
use super::question::{Part, Question};
use super::{Found, Reading};
use header::{Header, Style};

/// What is looked for.
pub(super) const SIGNS: &str =
    "the columns id and submitdate (or Response ID and Date submitted), and lastpage, startlanguage or seed";

/// What cells of an option say where it was not chosen.
const NOT_CHOSEN: [&str; 4] = ["N", "No", "0", ""];

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
