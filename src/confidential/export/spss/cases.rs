//! Cases as rows of text cells: a cell for each variable, then one for each option of the sets.

use std::path::PathBuf;

use super::dictionary::Eight;
use super::fault::{Fault, MOST_CELLS};
use super::input::Order;
use super::number;
use super::packed::Packed;
use super::sets::Set;
use super::variable::{Variable, eights, parts};
use crate::confidential::export::batch::Batch;
use crate::confidential::export::charset::Charset;
use crate::problem::Problem;

/// The cases that are not read yet.
pub(super) struct Cases {
    /// The file, for messages.
    pub(super) path: PathBuf,
    /// What they are read from.
    pub(super) packed: Packed,
    /// The order of bytes in numbers.
    pub(super) order: Order,
    /// How text is encoded.
    pub(super) encoding: Charset,
    /// The variables.
    pub(super) variables: Vec<Variable>,
    /// The sets.
    pub(super) sets: Vec<Set>,
    /// A case.
    pub(super) case: Vec<Eight>,
    /// How many there are, where the file says so.
    pub(super) declared: Option<u64>,
    /// How many are read.
    pub(super) read: u64,
    /// Whether nothing is read after this: the last is read, or one is damaged.
    pub(super) over: bool,
}

impl Iterator for Cases {
    type Item = Result<Batch, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let options: usize = self.sets.iter().map(|set| set.options.len()).sum();
        let mut batch = Batch::new(self.read + 1, self.variables.len() + options);
        let filled = batch.fill(|batch| self.add_case(batch));
        self.over = !matches!(filled, Ok(true));
        if let Err(fault) = filled {
            return Some(Err(fault.told(&self.path, Some(self.read + 1))));
        }
        (batch.rows() > 0).then_some(Ok(batch))
    }
}

impl Cases {
    /// Adds the next case; `false` after the last.
    fn add_case(&mut self, batch: &mut Batch) -> Result<bool, Fault> {
        if self.declared == Some(self.read) {
            return Ok(false);
        }
        if !self.fill()? {
            return if self.declared.is_some() { Err(Fault::CutOff) } else { Ok(false) };
        }
        if (self.read + 1).saturating_mul(batch.width as u64) > MOST_CELLS {
            return Err(Fault::TooLarge);
        }
        let mut cell = String::new();
        let row = batch.rows();
        for variable in &self.variables {
            cell.clear();
            self.cell(variable, &mut cell)?;
            batch.push(&cell);
        }
        for choice in self.sets.iter().flat_map(|set| &set.options) {
            let chosen = batch.cell(row, choice.variable) == choice.chosen;
            batch.push(if chosen { "1" } else { "" });
        }
        self.read += 1;
        Ok(true)
    }

    /// Takes the eights of the next case, if there is one.
    fn fill(&mut self) -> Result<bool, Fault> {
        for (at, eight) in self.case.iter_mut().enumerate() {
            match self.packed.next()? {
                Some(next) => *eight = next,
                None if at == 0 => return Ok(false),
                None => return Err(Fault::CutOff),
            }
        }
        Ok(true)
    }

    fn cell(&self, variable: &Variable, cell: &mut String) -> Result<(), Fault> {
        let eight = |at: usize| self.case.get(at).copied().unwrap_or_default();
        if variable.width == 0 {
            let number = self.order.number(eight(variable.at));
            number::append(number, variable.format, cell);
            // Missing, and nobody could say what it stands for.
            if variable.in_range(number) && !variable.codes.contains(cell) {
                cell.clear();
            }
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(variable.width);
        let mut at = variable.at;
        for part in parts(variable.width) {
            let start = bytes.len();
            (at..at + eights(part)).for_each(|at| bytes.extend(eight(at)));
            bytes.truncate(start + part);
            at += eights(part);
        }
        bytes.truncate(variable.width);
        Ok(self.encoding.append(&bytes, cell)?)
    }
}
