//! The variables of the file and what each respondent has in them.

use chrono::{NaiveDate, NaiveDateTime};

use super::super::super::column::{Column, Kind};
use super::super::super::table::{Cell, Code, Respondent, Table};
use super::super::names::Names;

/// A text of a variable can have so many bytes.
const MOST_TEXT: usize = 32_767;

/// A very long text is in pieces of so many bytes, each a variable of its own.
pub(super) const PIECE: usize = 255;

/// How many bytes each piece but the last adds to the width that is declared.
const DECLARED: usize = 252;

/// A variable.
pub(super) struct Variable {
    /// At most eight letters; a very long text has one for each of its pieces.
    pub(super) short: Vec<String>,
    /// The name that people see.
    pub(super) name: String,
    /// The question.
    pub(super) label: String,
    /// What it holds.
    pub(super) kind: Type,
    /// Numbers with their labels.
    pub(super) values: Vec<(u32, String)>,
    /// Which of these numbers are no answers.
    pub(super) missing: Vec<u32>,
    /// The multiple choice of which it is an option: its name and its question.
    pub(super) set: Option<(String, String)>,
    /// What each respondent has.
    pub(super) data: Vec<Datum>,
}

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Numbers.
    Number,
    /// Moments, as seconds.
    Moment,
    /// Text of at most so many bytes.
    Text(usize),
}

/// One cell.
pub(super) enum Datum {
    /// Nothing: system-missing.
    Nothing,
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

impl Variable {
    /// The widths of its pieces: one, unless it is a very long text. 0 is a number.
    pub(super) fn widths(&self) -> Vec<usize> {
        match self.kind {
            Type::Number | Type::Moment => vec![0],
            Type::Text(width) if width <= PIECE => vec![width],
            Type::Text(width) => {
                let pieces = width.div_ceil(DECLARED);
                let last = width - (pieces - 1) * DECLARED;
                (1..pieces).map(|_| PIECE).chain([last]).collect()
            }
        }
    }
}

/// All variables, in the order of the export.
pub(super) fn variables(table: &Table) -> Vec<Variable> {
    let mut names = Names::default();
    let rows = &table.respondents;
    let mut variables = vec![
        text(&mut names, &table.id, &table.id, rows.iter().map(Respondent::id).collect()),
        moments(&mut names, "Started", rows.iter().map(|row| row.started)),
        moments(&mut names, &table.completed, rows.iter().map(|row| row.completed)),
    ];
    for (at, mark) in table.marks.iter().enumerate() {
        variables.push(text(&mut names, mark, mark, rows.iter().map(|row| row.marks[at].clone()).collect()));
    }
    for (at, column) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> = rows.iter().map(|row| &row.cells[at]).collect();
        match column.kind {
            Kind::Choice => variables.push(choice(&mut names, column, &cells)),
            Kind::Multiple(_) => variables.extend(options(&mut names, column, &cells)),
            Kind::Text => {
                let texts = cells.iter().map(|cell| column.text(cell)).collect();
                variables.push(text(&mut names, &column.name, &column.header, texts));
            }
        }
    }
    let mut number = 0;
    for variable in &mut variables {
        let pieces = variable.widths().len();
        variable.short = (number + 1..=number + pieces).map(|number| format!("V{number}")).collect();
        number += pieces;
    }
    variables
}

fn variable(name: String, label: &str, kind: Type, data: Vec<Datum>) -> Variable {
    let (short, values, missing) = (Vec::new(), Vec::new(), Vec::new());
    Variable { short, name, label: label.to_owned(), kind, values, missing, set: None, data }
}

fn text(names: &mut Names, name: &str, label: &str, texts: Vec<String>) -> Variable {
    let width = texts.iter().map(String::len).max().unwrap_or(0).clamp(1, MOST_TEXT);
    variable(names.name(name), label, Type::Text(width), texts.into_iter().map(Datum::Text).collect())
}

fn moments(names: &mut Names, name: &str, moments: impl Iterator<Item = NaiveDateTime>) -> Variable {
    // The first day of the Gregorian calendar.
    let start = NaiveDate::from_ymd_opt(1582, 10, 14).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    let seconds = moments.map(|moment| Datum::Number((moment - start).num_seconds() as f64)).collect();
    variable(names.name(name), name, Type::Moment, seconds)
}

fn choice(names: &mut Names, column: &Column, cells: &[&Cell]) -> Variable {
    let datum = |cell: &&Cell| match cell {
        Cell::Labels(labels) => {
            labels.first().map_or(Datum::Nothing, |(code, _)| Datum::Number(f64::from(column.number(*code))))
        }
        _ => Datum::Nothing,
    };
    let data = cells.iter().map(datum).collect();
    let values = column.numbers().into_iter().map(|(number, label)| (number, label.to_owned())).collect();
    let missing = (0..column.missing.len()).map(|at| column.number(Code::Missing(at))).collect();
    Variable { values, missing, ..variable(names.name(&column.name), &column.header, Type::Number, data) }
}

/// A dichotomy for each option. Whoever chose none has nothing in any of them.
fn options(names: &mut Names, column: &Column, cells: &[&Cell]) -> Vec<Variable> {
    let set = names.name(&column.name);
    let option = |(at, label): (usize, &String)| {
        let datum = |cell: &&Cell| match cell {
            Cell::Labels(labels) => {
                let chosen = labels.iter().any(|(code, _)| *code == Code::Answer(at));
                Datum::Number(f64::from(u8::from(chosen)))
            }
            _ => Datum::Nothing,
        };
        let data = cells.iter().map(datum).collect();
        let name = names.name(&format!("{set}_{}", at + 1));
        Variable {
            values: vec![(0, "Not chosen".to_owned()), (1, "Chosen".to_owned())],
            set: Some((set.clone(), column.header.clone())),
            ..variable(name, label, Type::Number, data)
        }
    };
    column.labels.iter().enumerate().map(option).collect()
}
