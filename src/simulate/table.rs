//! What a wave's export holds, whatever the tool that writes it: columns, and what each respondent left in them.

use chrono::NaiveDateTime;

use super::column::{Column, columns};
use super::planted::{Tally, plant};
use super::responses::{Content, Response};
use super::routes;
use super::scene::Scene;
use crate::plan::DateOrder;
use crate::plan::label::normal_form;

/// The respondents of a wave, in the order of the export.
pub(super) struct Table {
    /// What the survey is called.
    pub(super) title: String,
    /// What a column with the response's id is called, where the tool has no name of its own for it.
    pub(super) id: String,
    /// The same for the time of completion.
    pub(super) completed: String,
    /// The columns that the rules of the wave look at, beside the content.
    pub(super) marks: Vec<String>,
    /// The content: where people work, the questions, who they are.
    pub(super) columns: Vec<Column>,
    /// The rows, those that must be set aside among them.
    pub(super) respondents: Vec<Respondent>,
    /// How dates are written where the tool leaves it to its user.
    pub(super) order: DateOrder,
    /// Stands in for the time at which the export was made, so that the same table gives the same bytes.
    pub(super) made: NaiveDateTime,
}

/// One row.
#[derive(Clone)]
pub(super) struct Respondent {
    /// Whose it is, from 1: two rows of one number are one response that is there twice.
    pub(super) number: u32,
    /// When it was begun.
    pub(super) started: NaiveDateTime,
    /// When it was sent off.
    pub(super) completed: NaiveDateTime,
    /// Whether somebody only tried the form out.
    pub(super) test: bool,
    /// What stands in the table's `marks`.
    pub(super) marks: Vec<String>,
    /// What stands in the table's `columns`.
    pub(super) cells: Vec<Cell>,
}

/// What a respondent left in a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    NotAnswered,
    /// Nothing, because the question was not put.
    NotAsked,
    /// One label of a choice, or the options of a multiple choice: which it is, and how it is written here.
    Labels(Vec<(Code, String)>),
    /// Free text.
    Text(String),
}

/// Which label of its column something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// One of its `labels`.
    Answer(usize),
    /// One of its `missing`.
    Missing(usize),
}

impl Respondent {
    /// The id where the tool has none of its own.
    pub(super) fn id(&self) -> String {
        format!("R{}", self.serial())
    }

    /// The id as a number.
    pub(super) fn serial(&self) -> u32 {
        99_993 + self.number * 7
    }

    /// An address of the network that is kept for documentation.
    pub(super) fn address(&self) -> String {
        format!("192.0.2.{}", 1 + self.number % 254)
    }

    /// How long it took.
    pub(super) fn seconds(&self) -> i64 {
        (self.completed - self.started).num_seconds()
    }
}

impl Table {
    /// The places of the marks for which the tool has no column of its own.
    pub(super) fn marks_besides(&self, own: &[&str]) -> Vec<usize> {
        let own: Vec<String> = own.iter().map(|header| normal_form(header)).collect();
        (0..self.marks.len()).filter(|at| !own.contains(&normal_form(&self.marks[*at]))).collect()
    }
}

/// The table of a wave's export, with all planted rows, and how many of each there are.
pub(super) fn table(
    scene: &Scene<'_>,
    contents: &[(String, Content)],
    kept: Vec<Response>,
) -> (Table, Tally) {
    let (rows, copies, tally) = plant(scene, contents, kept);
    let mut columns = columns(scene, contents);
    let marks = marks(scene, contents);
    let mut respondents: Vec<Respondent> = Vec::with_capacity(rows.len() + copies.len());
    for (number, row) in (1..).zip(&rows) {
        let cells = columns.iter_mut().zip(&row.cells).map(|(column, text)| column.cell(text)).collect();
        let marks = marks.iter().map(|(_, rule)| marked(scene, *rule, row)).collect();
        let Response { started, completed, test, .. } = *row;
        respondents.push(Respondent { number, started, completed, test, marks, cells });
    }
    routes::settle(scene, contents, &mut respondents);
    let again: Vec<Respondent> = copies.into_iter().map(|at| respondents[at].clone()).collect();
    respondents.extend(again);
    let rules = &scene.wave().rules;
    let named = |name: &Option<String>, usual: &str| name.clone().unwrap_or_else(|| usual.to_owned());
    let table = Table {
        title: format!("{}, {}", scene.plan.survey.name, scene.wave().label),
        id: named(&rules.response_id, "Response ID"),
        completed: named(&rules.completed, "Completed"),
        marks: marks.into_iter().map(|(header, _)| header).collect(),
        columns,
        respondents,
        order: rules.date_order,
        made: scene.wave().fieldwork.end.and_time(chrono::NaiveTime::MIN),
    };
    (table, tally)
}

/// The columns that rules look at and that are no content: by header, with the first rule of each.
fn marks(scene: &Scene<'_>, contents: &[(String, Content)]) -> Vec<(String, usize)> {
    let rules = &scene.wave().rules;
    let headers = contents.iter().map(|(header, _)| header);
    let mut there: Vec<String> =
        headers.chain(&rules.response_id).chain(&rules.completed).map(|header| normal_form(header)).collect();
    let mut marks = Vec::new();
    for (index, rule) in rules.set_aside.iter().enumerate() {
        let form = normal_form(&rule.column);
        if !there.contains(&form) {
            there.push(form);
            marks.push((rule.column.clone(), index));
        }
    }
    marks
}

/// What stands in the column of a rule.
fn marked(scene: &Scene<'_>, rule: usize, row: &Response) -> String {
    let rules = &scene.wave().rules.set_aside;
    let of_same_column = |(marked, _): &&(usize, String)| {
        normal_form(&rules[*marked].column) == normal_form(&rules[rule].column)
    };
    let value = row.mark.as_ref().filter(of_same_column).map(|(_, value)| value.clone());
    value.unwrap_or_else(|| scene.special.planted.otherwise.clone())
}
