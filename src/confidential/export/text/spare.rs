//! Memory that pieces of a text were in, for the next ones: memory that is new costs as much as reading what is put there.

use std::sync::{Arc, Mutex, PoisonError};

/// How many pieces' memory is kept.
const MOST: usize = 16;

/// The memory of pieces that are done with.
#[derive(Clone, Default)]
pub(in crate::confidential::export) struct Spare {
    bytes: Arc<Mutex<Pile<u8>>>,
    cells: Arc<Mutex<Pile<(u32, u32)>>>,
}

/// Memory in pieces.
type Pile<T> = Vec<Vec<T>>;

impl Spare {
    /// Room for so many bytes.
    pub(super) fn bytes(&self, most: usize) -> Vec<u8> {
        let mut bytes = taken(&self.bytes);
        bytes.reserve(most);
        bytes
    }

    /// Room for so many cells.
    pub(super) fn cells(&self, most: usize) -> Vec<(u32, u32)> {
        let mut cells = taken(&self.cells);
        cells.reserve(most);
        cells
    }

    /// Takes the memory of a piece back.
    pub(in crate::confidential::export) fn put(&self, bytes: Vec<u8>, cells: Vec<(u32, u32)>) {
        put(&self.bytes, bytes);
        put(&self.cells, cells);
    }
}

fn taken<T>(spare: &Mutex<Pile<T>>) -> Vec<T> {
    spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
}

fn put<T>(spare: &Mutex<Pile<T>>, mut memory: Vec<T>) {
    memory.clear();
    let mut spare = spare.lock().unwrap_or_else(PoisonError::into_inner);
    if spare.len() < MOST {
        spare.push(memory);
    }
}
