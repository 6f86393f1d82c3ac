//! Thrift's compact protocol, in which footers and heads of pages are written: just enough to see how much of it there is.
//!
//! The parser proper takes memory for as many things as a list claims to have; so lists are counted here before.

use super::fault::Fault;

/// How deep structures may lie in each other.
const MOST_DEPTH: usize = 16;

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// What is left of some bytes.
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    /// How many are read.
    pub(super) at: usize,
}

impl<'a> Thrift<'a> {
    /// All of these bytes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over a structure. `take` gets the whole numbers in it: the fields that lead to each, the last its own.
    pub(super) fn structure(&mut self, take: &mut impl FnMut(&[i16], i64)) -> Result<(), Fault> {
        self.fields(&mut Vec::new(), take)
    }

    fn fields(&mut self, path: &mut Vec<i16>, take: &mut impl FnMut(&[i16], i64)) -> Result<(), Fault> {
        if path.len() >= MOST_DEPTH {
            return Err(Fault::Damaged);
        }
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(());
            }
            field = match i16::from(head >> 4) {
                0 => i16::try_from(self.number()?).map_err(|_| Fault::Damaged)?,
                step => field.checked_add(step).ok_or(Fault::Damaged)?,
            };
            path.push(field);
            match head & 15 {
                // The value of these is in the head.
                TRUE | FALSE => {}
                kind => self.value(kind, path, take)?,
            }
            path.pop();
        }
    }

    fn value(
        &mut self,
        kind: u8,
        path: &mut Vec<i16>,
        take: &mut impl FnMut(&[i16], i64),
    ) -> Result<(), Fault> {
        match kind {
            TRUE | FALSE | BYTE => self.byte().map(|_| ()),
            4..=6 => {
                let number = self.number()?;
                take(path, number);
                Ok(())
            }
            DOUBLE => self.skip(8),
            BINARY => {
                let length = self.unsigned()?;
                self.skip(length)
            }
            LIST | SET => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
                self.values(count, &[head & 15], path, take)
            }
            MAP => {
                let count = self.unsigned()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                self.values(count, &[kinds >> 4, kinds & 15], path, take)
            }
            STRUCT => self.fields(path, take),
            _ => Err(Fault::Damaged),
        }
    }

    /// Each of them takes a byte at least, so there cannot be more than there are bytes.
    fn values(
        &mut self,
        count: u64,
        kinds: &[u8],
        path: &mut Vec<i16>,
        take: &mut impl FnMut(&[i16], i64),
    ) -> Result<(), Fault> {
        if count > (self.bytes.len() - self.at) as u64 || path.len() >= MOST_DEPTH {
            return Err(Fault::Damaged);
        }
        // Elements have no numbers of their own.
        path.push(0);
        for _ in 0..count {
            for &kind in kinds {
                self.value(kind, path, take)?;
            }
        }
        path.pop();
        Ok(())
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        let byte = self.bytes.get(self.at).copied().ok_or(Fault::Damaged)?;
        self.at += 1;
        Ok(byte)
    }

    fn skip(&mut self, count: u64) -> Result<(), Fault> {
        let left = (self.bytes.len() - self.at) as u64;
        if count > left {
            return Err(Fault::Damaged);
        }
        self.at += count as usize;
        Ok(())
    }

    fn unsigned(&mut self) -> Result<u64, Fault> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(Fault::Damaged)
    }

    /// A signed number: 0, -1, 1, -2 and so on.
    fn number(&mut self) -> Result<i64, Fault> {
        let number = self.unsigned()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}
