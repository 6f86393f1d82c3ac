//! Records as rows of cells, whether they are lines of fixed columns or fields of CSV.

use std::path::PathBuf;

use super::cell;
use super::definition::{Definition, Format, Kind, Variable};
use super::fault::Fault;
use super::line::Line;
use super::text::Text;
use crate::confidential::export::MOST_CELL_BYTES;
use crate::confidential::export::batch::Batch;
use crate::problem::Problem;

/// The records that are not read yet.
pub(super) struct Records {
    path: PathBuf,
    variables: Vec<Variable>,
    text: Text,
    /// How many cells a row has.
    width: usize,
    /// The number of the next record.
    next: u64,
    /// Whether nothing is read after this.
    over: bool,
}

impl Records {
    /// All records of a text, but for those that are skipped.
    pub(super) fn new(path: PathBuf, definition: &Definition, text: String) -> Result<Self, Fault> {
        let mut text = match definition.format {
            Format::Fixed => Text::lines(text)?,
            Format::Csv => Text::fields(text),
        };
        for row in 1..=definition.skip {
            if text.next().map_err(|fault| fault.row(row))?.is_none() {
                return Err(Fault::data("empty export: the data have no record"));
            }
        }
        let variables = definition.variables.clone();
        let width = variables.iter().map(Variable::cells).sum();
        Ok(Self { path, variables, text, width, next: definition.skip + 1, over: false })
    }

    /// Adds the next record; `false` after the last.
    fn add(&mut self, batch: &mut Batch) -> Result<bool, Fault> {
        let Some(line) = self.text.next()? else { return Ok(false) };
        for variable in &self.variables {
            push(&line, variable, batch).map_err(|fault| fault.variable(&variable.name))?;
        }
        self.next += 1;
        Ok(true)
    }
}

fn push(line: &Line<'_>, variable: &Variable, batch: &mut Batch) -> Result<(), Fault> {
    let count = if let Kind::Spread(count) = variable.kind { count } else { 1 };
    let fields = line.fields(variable.place, count)?;
    if fields.iter().any(|field| field.len() > MOST_CELL_BYTES) {
        return Err(Fault::data(format!("an answer of more than {MOST_CELL_BYTES} bytes")));
    }
    let fields: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
    cell::push(variable, &fields, batch)
}

impl Iterator for Records {
    type Item = Result<Batch, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let mut batch = Batch::new(self.next, self.width);
        let filled = batch.fill(|batch| self.add(batch));
        self.over = !matches!(filled, Ok(true));
        if let Err(fault) = filled {
            return Some(Err(fault.row(self.next).told(&self.path)));
        }
        (batch.rows() > 0).then_some(Ok(batch))
    }
}
