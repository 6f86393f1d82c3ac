//! The rows of a file in pieces: handed out one after the other, taken apart side by side.

use std::path::{Path, PathBuf};

use super::batch::Batch;
use super::source::Batches;
use super::text::{self, Block, Blocks, Faults, Spare};
use crate::problem::{Problem, Problems};

/// The rows of a file that are still to be read.
pub(in crate::confidential) struct Rows {
    path: PathBuf,
    from: From,
    /// How many rows at the beginning are no answers.
    header: u64,
    /// How many of them are still to come.
    skip: u64,
    /// A piece that was looked at and put back.
    back: Option<Parsed>,
}

enum From {
    Text(Blocks),
    Batches(Batches),
    Nothing,
}

/// Some rows, not taken apart yet.
pub(in crate::confidential) enum Piece {
    /// Of a text.
    Block(Block),
    /// Of a file whose reader makes batches.
    Parsed(Parsed),
}

/// Some rows, taken apart.
pub(in crate::confidential) struct Parsed {
    /// The cells. The numbers of its rows are not known yet: that takes the pieces before.
    pub(in crate::confidential) batch: Batch,
    /// How many rows at its beginning are header rows.
    pub(in crate::confidential) skip: usize,
    /// What is wrong with its rows.
    faults: Faults,
    /// Where its memory goes afterwards, if anywhere.
    spare: Option<Spare>,
}

/// What was wrong with all rows of a file so far.
#[derive(Default)]
pub(in crate::confidential) struct RowFaults {
    faults: Faults,
    rows: u64,
}

impl Rows {
    pub(super) fn of_text(path: &Path, blocks: Blocks) -> Self {
        Self::new(path, From::Text(blocks))
    }

    pub(super) fn of_batches(path: &Path, batches: Batches) -> Self {
        Self::new(path, From::Batches(batches))
    }

    fn new(path: &Path, from: From) -> Self {
        Self { path: path.to_owned(), from, header: 0, skip: 0, back: None }
    }

    /// Says that so many rows at the beginning are header rows.
    pub(super) fn skip(&mut self, rows: u64) {
        self.header = rows;
        match &mut self.from {
            From::Text(blocks) => blocks.skip_rows(rows),
            _ => self.skip = rows,
        }
    }

    /// How many rows stand above the first answer.
    pub(in crate::confidential) fn header_rows(&self) -> u64 {
        self.header
    }

    /// The next rows; `None` where there are no more.
    ///
    /// # Errors
    /// A file that cannot be read any further.
    pub(in crate::confidential) fn next(&mut self) -> Result<Option<Piece>, Problem> {
        if let Some(parsed) = self.back.take() {
            return Ok(Some(Piece::Parsed(parsed)));
        }
        match &mut self.from {
            From::Nothing => Ok(None),
            From::Text(blocks) => {
                let block =
                    blocks.next().map_err(|error| Problem::files(&self.path, "read the export", &error))?;
                Ok(block.map(Piece::Block))
            }
            From::Batches(batches) => {
                let Some(batch) = batches.next() else {
                    self.from = From::Nothing;
                    return Ok(None);
                };
                let batch = batch?;
                let skip = self.skip.min(batch.rows() as u64);
                self.skip -= skip;
                let (skip, faults) = (skip as usize, Faults::default());
                Ok(Some(Piece::Parsed(Parsed { batch, skip, faults, spare: None })))
            }
        }
    }

    /// A look at the first rows; they come again as the first piece.
    ///
    /// # Errors
    /// A file that cannot be read any further.
    pub(in crate::confidential) fn peek(&mut self) -> Result<Option<&Parsed>, Problem> {
        self.back = self.next()?.map(Piece::parse);
        Ok(self.back.as_ref())
    }

    /// The batches one after the other, for a reader that turns them into others.
    pub(super) fn into_batches(mut self) -> impl Iterator<Item = Result<Batch, Problem>> + Send {
        let mut faults = RowFaults::default();
        std::iter::from_fn(move || {
            let mut parsed = match self.next() {
                Ok(piece) => piece?.parse(),
                Err(problem) => {
                    self.from = From::Nothing;
                    return Some(Err(problem));
                }
            };
            let mut batch = std::mem::take(&mut parsed.batch);
            batch.first_row = faults.rows + 1;
            faults.add(std::mem::take(&mut parsed.faults), batch.rows() as u64);
            let mut problems = Problems::new();
            faults.tell(&self.path, 0, &mut problems);
            match problems.first_error() {
                Some(problem) => {
                    self.from = From::Nothing;
                    Some(Err(problem))
                }
                None => Some(Ok(batch)),
            }
        })
    }
}

impl Piece {
    /// Takes the rows apart.
    pub(in crate::confidential) fn parse(self) -> Parsed {
        match self {
            Self::Parsed(parsed) => parsed,
            Self::Block(block) => {
                let spare = Some(block.spare.clone());
                let (batch, faults) = block.parse();
                Parsed { batch, skip: 0, faults, spare }
            }
        }
    }
}

impl Drop for Parsed {
    fn drop(&mut self) {
        if let Some(spare) = &self.spare {
            let Batch { text, cells, .. } = std::mem::take(&mut self.batch);
            spare.put(text.into_bytes(), cells);
        }
    }
}

impl Parsed {
    /// What is wrong with its rows, taken out.
    pub(in crate::confidential) fn take_faults(&mut self) -> RowFaults {
        RowFaults { faults: std::mem::take(&mut self.faults), rows: (self.batch.rows() - self.skip) as u64 }
    }
}

impl RowFaults {
    fn add(&mut self, next: Faults, rows: u64) {
        self.faults.merge(next, self.rows);
        self.rows += rows;
    }

    /// Adds those of the next rows.
    pub(in crate::confidential) fn merge(&mut self, next: Self) {
        self.add(next.faults, next.rows);
    }

    /// Whether nothing after these rows can be trusted.
    pub(in crate::confidential) fn is_fatal(&self) -> bool {
        self.faults.is_fatal()
    }

    /// Tells them; `above` rows stand above the first.
    pub(in crate::confidential) fn tell(&self, path: &Path, above: u64, problems: &mut Problems) {
        text::tell(path, &self.faults, above, self.rows, problems);
    }
}
