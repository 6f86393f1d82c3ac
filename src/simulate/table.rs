//! The export as a table: what the survey tool adds by itself, then the content.

use chrono::NaiveDateTime;

use super::planted::Tally;
use super::planted::plant;
use super::responses::{Content, Response};
use super::scene::Scene;
use super::wording::Wording;
use crate::plan::label::normal_form;
use crate::plan::{Layout, ScaleKind};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Text; empty where nothing stands there.
    Text(String),
    /// A whole number.
    Number(u32),
    /// A moment.
    Moment(NaiveDateTime),
}

/// A header row and the rows below it.
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column that the survey tool adds by itself.
enum Added {
    Id,
    Started,
    Completed,
    Fixed(&'static str),
    /// What a rule of the wave looks at, by its index.
    Mark(usize),
}

/// The table of a wave's export, with all planted rows, and how many of each there are.
pub(super) fn table(
    scene: &Scene<'_>,
    contents: &[(String, Content)],
    kept: Vec<Response>,
) -> (Table, Tally) {
    let (rows, copies, tally) = plant(scene, contents, kept);
    let added = added(scene, contents);
    let separator = |content: &Content| trailing_separator(scene, *content);
    let separators: Vec<Option<char>> = contents.iter().map(|(_, content)| separator(content)).collect();
    let row = |(index, row): (usize, &Response)| {
        let mut cells: Vec<Cell> =
            added.iter().map(|(_, added)| added_cell(scene, added, index, row)).collect();
        cells.extend(
            row.cells.iter().zip(&separators).map(|(text, separator)| content_cell(text, *separator)),
        );
        cells
    };
    let mut cells: Vec<Vec<Cell>> = rows.iter().enumerate().map(row).collect();
    let again: Vec<Vec<Cell>> = copies.into_iter().map(|at| cells[at].clone()).collect();
    cells.extend(again);
    (Table { header: header(scene, &added, contents), rows: cells }, tally)
}

/// The columns before the content, by header.
fn added(scene: &Scene<'_>, contents: &[(String, Content)]) -> Vec<(String, Added)> {
    let rules = &scene.wave().rules;
    let named = |name: &Option<String>, usual: &str| name.clone().unwrap_or_else(|| usual.to_owned());
    let mut added = match scene.layout() {
        Layout::MicrosoftForms => vec![
            ("ID".to_owned(), Added::Id),
            ("Start time".to_owned(), Added::Started),
            ("Completion time".to_owned(), Added::Completed),
            ("Email".to_owned(), Added::Fixed("anonymous")),
            ("Name".to_owned(), Added::Fixed("")),
        ],
        _ => vec![
            (named(&rules.response_id, "Response ID"), Added::Id),
            (named(&rules.completed, "Completed"), Added::Completed),
        ],
    };
    for (index, rule) in rules.set_aside.iter().enumerate() {
        let column = normal_form(&rule.column);
        let same = |header: &String| normal_form(header) == column;
        if !contents.iter().map(|(header, _)| header).chain(added.iter().map(|(header, _)| header)).any(same)
        {
            added.push((rule.column.clone(), Added::Mark(index)));
        }
    }
    added
}

fn added_cell(scene: &Scene<'_>, added: &Added, index: usize, row: &Response) -> Cell {
    let rules = &scene.wave().rules.set_aside;
    let marked = |rule: usize| {
        let of_same_column = |(marked, _): &&(usize, String)| rules[*marked].column == rules[rule].column;
        row.mark.as_ref().filter(of_same_column).map(|(_, value)| value.clone())
    };
    match added {
        Added::Id if scene.layout() == Layout::MicrosoftForms => Cell::Number(index as u32 + 1),
        Added::Id => Cell::Text(format!("R{}", 100_000 + index * 7)),
        Added::Started => Cell::Moment(row.started),
        Added::Completed => Cell::Moment(row.completed),
        Added::Fixed(text) => Cell::Text((*text).to_owned()),
        Added::Mark(rule) => {
            Cell::Text(marked(*rule).unwrap_or_else(|| scene.special.planted.otherwise.clone()))
        }
    }
}

fn content_cell(text: &str, separator: Option<char>) -> Cell {
    let mut text = text.to_owned();
    if !text.is_empty() {
        text.extend(separator);
    }
    Cell::Text(text)
}

/// Microsoft Forms ends a list of options with its separator.
fn trailing_separator(scene: &Scene<'_>, content: Content) -> Option<char> {
    let Content::Question(at) = content else { return None };
    let scale = scene.plan.scales.get(scene.plan.questions[at].scale)?;
    let ends = scene.layout() == Layout::MicrosoftForms && scale.kind == ScaleKind::Multiple;
    ends.then_some(scale.separator)
}

/// The header row. The questions' headers are typeset as tools do; those that a rule names stay as they are.
fn header(scene: &Scene<'_>, added: &[(String, Added)], contents: &[(String, Content)]) -> Vec<String> {
    let mut wording = Wording::new(scene, "header");
    let rules = &scene.wave().rules;
    let named = |header: &String| rules.set_aside.iter().any(|rule| rule.column == *header);
    let mut content = |(header, _): &(String, Content)| {
        if named(header) { header.clone() } else { wording.typeset(header) }
    };
    added.iter().map(|(header, _)| header.clone()).chain(contents.iter().map(&mut content)).collect()
}
