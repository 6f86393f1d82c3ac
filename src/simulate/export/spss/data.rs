//! The data, compressed as SPSS does: a byte says what each eight bytes are, and stands for them where it can.

use super::super::super::table::Table;
use super::variable::{Datum, PIECE, Variable};

/// Eight bytes follow.
const LITERAL: u8 = 253;
/// Eight spaces.
const SPACES: u8 = 254;
/// Nothing.
const NOTHING: u8 = 255;
/// The end.
const END: u8 = 252;

/// All rows.
pub(super) fn data(table: &Table, variables: &[Variable]) -> Vec<u8> {
    let mut packer = Packer::default();
    for row in 0..table.respondents.len() {
        for variable in variables {
            match &variable.data[row] {
                Datum::Nothing => packer.push(NOTHING, None),
                Datum::Number(number) => packer.number(*number),
                Datum::Text(text) => packer.text(text, &variable.widths()),
            }
        }
    }
    packer.finish()
}

/// Packs eight codes at a time, with the bytes that follow them.
#[derive(Default)]
struct Packer {
    /// The codes so far, fewer than eight.
    codes: Vec<u8>,
    /// What follows them.
    literals: Vec<u8>,
    /// What is done.
    packed: Vec<u8>,
}

impl Packer {
    /// Whole numbers near zero are a code by themselves.
    fn number(&mut self, number: f64) {
        let code = number + 100.0;
        if (1.0..=251.0).contains(&code) && code.fract() == 0.0 {
            self.push(code as u8, None);
        } else {
            self.push(LITERAL, Some(number.to_le_bytes()));
        }
    }

    /// Each piece has its part of the text, filled up with spaces.
    fn text(&mut self, text: &str, widths: &[usize]) {
        let mut left = text.as_bytes();
        for width in widths {
            let (now, later) = left.split_at((*width).min(PIECE).min(left.len()));
            left = later;
            for slot in 0..width.div_ceil(8).max(1) {
                let part = now.get(slot * 8..).unwrap_or_default();
                let part = &part[..part.len().min(8)];
                let mut bytes = [b' '; 8];
                bytes[..part.len()].copy_from_slice(part);
                if bytes == [b' '; 8] { self.push(SPACES, None) } else { self.push(LITERAL, Some(bytes)) }
            }
        }
    }

    fn push(&mut self, code: u8, literal: Option<[u8; 8]>) {
        self.codes.push(code);
        self.literals.extend(literal.into_iter().flatten());
        if self.codes.len() == 8 {
            self.packed.append(&mut self.codes);
            self.packed.append(&mut self.literals);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(END, None);
        self.codes.resize(self.codes.len().next_multiple_of(8), 0);
        self.packed.append(&mut self.codes);
        self.packed.append(&mut self.literals);
        self.packed
    }
}
