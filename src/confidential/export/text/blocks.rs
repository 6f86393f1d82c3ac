//! Blocks: pieces of a text that begin and end with whole rows.
//!
//! Where a row ends depends on how many quotes came before, and on nothing else: a line end outside quotes ends it. So
//! one pass that counts quotes finds the cuts, and everything else about a block can be done apart from the others.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::Faults;
use super::encoding::Opened;
use super::records;
use super::spare::Spare;
use crate::confidential::export::batch::Batch;

/// How many bytes are read at a time. Small enough for a block and its cells to stay in a core's cache.
const BLOCK: usize = 1024 * 1024;

/// The longest row that is waited for: one that is longer has too long a cell, or too many.
const MOST_ROW_BYTES: usize = 32 * 1024 * 1024;

/// Where the bytes come from.
pub(super) type Reader = Box<dyn Read + Send>;

/// A text, cut into blocks as it is read.
pub(in crate::confidential::export) struct Blocks {
    reader: Reader,
    /// Bytes read and not given out yet: they begin where a row begins.
    buffer: Vec<u8>,
    /// Whether the reader has no more bytes.
    ended: bool,
    /// What stands between cells.
    pub(super) separator: u8,
    /// How many cells every row must have.
    pub(super) width: usize,
    /// How many bytes are read at a time.
    pub(super) size: usize,
    /// Whether a mark says that it is Unicode, or the header has characters that only UTF-8 writes so: then the rows are
    /// UTF-8 too.
    pub(super) utf8: bool,
    /// The memory of blocks that are done with.
    spare: Spare,
}

/// Whole rows of a text, as bytes.
pub(in crate::confidential) struct Block {
    /// From the beginning of a row to the end of one.
    pub(super) bytes: Vec<u8>,
    /// What stands between cells.
    pub(super) separator: u8,
    /// How many cells every row must have.
    pub(super) width: usize,
    /// Whether it must be UTF-8, since what stands above it is.
    pub(super) utf8: bool,
    /// Whether it ends where the text ends.
    pub(super) last: bool,
    /// Where its memory goes afterwards.
    pub(in crate::confidential::export) spare: Spare,
}

impl Blocks {
    /// All of a text.
    pub(super) fn new(text: Opened) -> Self {
        let Opened { reader, first, marked } = text;
        let spare = Spare::default();
        Self {
            reader,
            buffer: first,
            ended: false,
            separator: b',',
            width: 0,
            size: BLOCK,
            utf8: marked,
            spare,
        }
    }

    /// The text's first bytes, at least a block of them if there are so many.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill(BLOCK)?;
        Ok(&self.buffer)
    }

    /// The text's first bytes with at least so many whole rows, if it has them, and no row is too long to be one.
    pub(super) fn peek_rows(&mut self, rows: u64) -> io::Result<&[u8]> {
        self.fill(BLOCK)?;
        while !self.ended
            && !self.is_hopeless()
            && records::length_of(&self.buffer, rows) == self.buffer.len()
        {
            self.fill(self.buffer.len() * 2)?;
        }
        Ok(&self.buffer)
    }

    /// Leaves out bytes at the beginning.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.buffer.drain(..bytes.min(self.buffer.len()));
    }

    /// Leaves out rows at the beginning: the header. They were seen in the head.
    pub(in crate::confidential::export) fn skip_rows(&mut self, rows: u64) {
        let bytes = records::length_of(&self.buffer, rows);
        let header = self.buffer.get(..bytes).unwrap_or_default();
        self.utf8 |= !header.is_ascii() && std::str::from_utf8(header).is_ok();
        self.skip(bytes);
    }

    /// The next rows; `None` where there are no more.
    pub(in crate::confidential::export) fn next(&mut self) -> io::Result<Option<Block>> {
        self.fill(self.size)?;
        let cut = loop {
            if self.ended {
                break self.buffer.len();
            }
            match last_row_end(&self.buffer) {
                Some(end) => break end,
                None if self.is_hopeless() => break self.buffer.len(),
                None => self.fill(self.buffer.len() * 2)?,
            }
        };
        if cut == 0 {
            return Ok(None);
        }
        if cut == self.buffer.len() {
            // Whether these are the last rows shows only in whether anything follows.
            self.fill(cut + 1)?;
        }
        let mut rest = self.spare.bytes(self.size + self.size / 4);
        rest.extend_from_slice(self.buffer.get(cut..).unwrap_or_default());
        let mut bytes = std::mem::replace(&mut self.buffer, rest);
        bytes.truncate(cut);
        let last = self.ended && self.buffer.is_empty();
        let (separator, width, utf8) = (self.separator, self.width, self.utf8);
        Ok(Some(Block { bytes, separator, width, utf8, last, spare: self.spare.clone() }))
    }

    /// Whether waiting for the end of a row is of no use: it is too long already, or no text.
    fn is_hopeless(&self) -> bool {
        self.buffer.len() > MOST_ROW_BYTES || memchr(0, &self.buffer).is_some()
    }

    /// Reads until so many bytes are there, or no more come.
    fn fill(&mut self, length: usize) -> io::Result<()> {
        while self.buffer.len() < length && !self.ended {
            let wanted = (length - self.buffer.len()) as u64;
            let read = self.reader.by_ref().take(wanted).read_to_end(&mut self.buffer)?;
            self.ended = (read as u64) < wanted;
        }
        Ok(())
    }
}

impl Block {
    /// The rows taken apart, and what is wrong with them.
    pub(in crate::confidential::export) fn parse(self) -> (Batch, Faults) {
        records::parse(self)
    }
}

/// Where the last whole row ends: after the last line end with an even number of quotes before it.
fn last_row_end(bytes: &[u8]) -> Option<usize> {
    let mut inside = memchr_iter(b'"', bytes).count() % 2 == 1;
    let mut end = bytes.len();
    loop {
        let line_end = memrchr(b'\n', bytes.get(..end)?)?;
        inside ^= memchr_iter(b'"', bytes.get(line_end..end)?).count() % 2 == 1;
        if !inside {
            return Some(line_end + 1);
        }
        end = line_end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_in_quotes_ends_no_row() {
        assert_eq!(last_row_end(b"a,b\nc,\"d\ne"), Some(4));
        assert_eq!(last_row_end(b"a,\"b\nc\"\nd"), Some(8));
        assert_eq!(last_row_end(b"a,\"b\nc"), None);
        assert_eq!(last_row_end(b""), None);
    }
}
