//! What a stream of drawing says, read as a viewer reads it.

use std::collections::BTreeMap;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{MaybeRef, Object};
use lopdf::Encoding;

/// Stands at the end of a stream while it is read: a reader that gives up before it has not read everything.
const END: &[u8] = b"\nCandourEnd";

/// What a stream draws.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Drawing {
    /// Its text, a line where its author began another.
    pub(super) text: String,
    /// Whether text is drawn in a mode that paints nothing.
    pub(super) unseen: bool,
}

/// Reads a stream with the letters of its fonts; none where its end is not reached.
pub(super) fn draw(mut content: Vec<u8>, fonts: &BTreeMap<Vec<u8>, Encoding>) -> Option<Drawing> {
    content.extend_from_slice(END);
    let mut drawing = Drawing::default();
    let mut font = None;
    let mut steps = UntypedIter::new(&content);
    while let Some(step) = steps.next() {
        match &**step.operator {
            b"Tf" => {
                font = match step.operands().next() {
                    Some(Object::Name(name)) => fonts.get(name.as_ref()),
                    _ => None,
                };
                drawing.another_line();
            }
            b"Tj" | b"TJ" => drawing.say(&step, font)?,
            b"'" | b"\"" => {
                drawing.another_line();
                drawing.say(&step, font)?;
            }
            b"T*" | b"ET" => drawing.another_line(),
            b"Tr" => {
                let mode = step.operands().next();
                drawing.unseen |=
                    matches!(mode, Some(Object::Number(mode)) if matches!(mode.as_i64(), 3 | 7));
            }
            operator if operator == END.trim_ascii_start() => return Some(drawing),
            _ => {}
        }
    }
    None
}

impl Drawing {
    /// The words of a step, in this font; a font without a table of letters tells none.
    fn say(&mut self, step: &Instruction, font: Option<&Encoding>) -> Option<()> {
        let Some(font) = font else { return Some(()) };
        for operand in step.operands() {
            match operand {
                Object::String(letters) => font.write_to_string(letters.as_bytes(), &mut self.text).ok()?,
                Object::Array(pieces) => {
                    for piece in pieces.raw_iter() {
                        self.piece(piece, font)?;
                    }
                    self.text.push(' ');
                }
                _ => {}
            }
        }
        Some(())
    }

    /// Letters, or the room between them: much of it is a space.
    fn piece(&mut self, piece: MaybeRef<Object>, font: &Encoding) -> Option<()> {
        match piece {
            MaybeRef::NotRef(Object::String(letters)) => {
                font.write_to_string(letters.as_bytes(), &mut self.text).ok()?;
            }
            MaybeRef::NotRef(Object::Number(room)) if room.as_f64() < -100.0 => {
                self.text.push(' ');
            }
            _ => {}
        }
        Some(())
    }

    fn another_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::Encoding;

    use super::*;

    fn read(content: &str) -> Option<Drawing> {
        let fonts = BTreeMap::from([(b"F1".to_vec(), Encoding::SimpleEncoding(b"WinAnsiEncoding"))]);
        draw(content.as_bytes().to_vec(), &fonts)
    }

    #[test]
    fn words_in_every_way_of_showing_them() {
        let drawing =
            read("BT /F1 12 Tf (one) Tj [(t) -20 (wo) -300 (three)] TJ T* (four) ' 0 0 (five) \" ET");
        let drawing = drawing.expect("read to its end");
        assert_eq!(drawing.text.trim(), "onetwo three \nfour\nfive");
        assert!(!drawing.unseen);
    }

    #[test]
    fn text_that_paints_nothing() {
        assert!(read("BT /F1 12 Tf 3 Tr (7 of 9) Tj ET").expect("read").unseen);
        assert!(!read("BT /F1 12 Tf 0 Tr (7 of 9) Tj ET").expect("read").unseen);
    }

    #[test]
    fn a_stream_that_is_not_read_to_its_end_is_not_read() {
        let many = "1 ".repeat(40);
        assert_eq!(read(&format!("BT {many} cm /F1 12 Tf (after) Tj ET")), None);
        assert_eq!(read("BT (never closed"), None);
    }
}
