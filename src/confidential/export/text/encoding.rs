//! Bytes to UTF-8: a byte order mark says what a text is; without one it is UTF-8 or, with a warning, Windows-1252.
//! Anything else is refused with its row. Nothing is ever replaced by a question mark.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::blocks::Reader;
use crate::confidential::export::charset::strictly;

/// How many bytes of another encoding are turned into UTF-8 at a time.
const PIECE: usize = 256 * 1024;

/// What a block was written in, as far as it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::confidential::export) struct Written {
    /// Whether it has characters that only UTF-8 writes so.
    pub(super) utf8: bool,
    /// How many characters were read as Windows-1252.
    pub(super) windows: u64,
    /// The row of the first of them, from 0.
    pub(super) first: Option<u64>,
}

/// A byte that UTF-8 never has: it stands where UTF-16 is damaged, so that the row is found.
const DAMAGED: u8 = 0xFF;

/// A file without its byte order mark, as UTF-8 where that mark says UTF-16.
pub(super) struct Opened {
    /// What comes after the first bytes.
    pub(super) reader: Reader,
    /// The first bytes, already read.
    pub(super) first: Vec<u8>,
    /// Whether the mark says that all of it is Unicode.
    pub(super) marked: bool,
}

/// Opens a file by its byte order mark, if it has one.
pub(super) fn opened(mut file: File) -> io::Result<Opened> {
    let mut first = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut first)?;
    let Some((encoding, mark)) = Encoding::for_bom(&first) else {
        return Ok(Opened { reader: Box::new(file), first, marked: false });
    };
    first.drain(..mark);
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let decoder = encoding.new_decoder_without_bom_handling();
        let source = io::Cursor::new(first).chain(file);
        let piece = vec![0; PIECE];
        let reader =
            Utf16 { source, decoder, piece, from: 0, to: 0, ended: false, made: Vec::new(), given: 0 };
        return Ok(Opened { reader: Box::new(reader), first: Vec::new(), marked: true });
    }
    Ok(Opened { reader: Box::new(file), first, marked: true })
}

/// UTF-16 as UTF-8, piece by piece.
struct Utf16<R> {
    source: R,
    decoder: Decoder,
    piece: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    made: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16<R> {
    fn decode(&mut self) -> io::Result<()> {
        self.made.clear();
        self.given = 0;
        while self.made.is_empty() && !(self.ended && self.from == self.to) {
            if self.from == self.to {
                self.from = 0;
                self.to = self.source.read(&mut self.piece)?;
                self.ended = self.to == 0;
            }
            self.made.resize(PIECE * 2, 0);
            let source = self.piece.get(self.from..self.to).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(source, &mut self.made, self.ended);
            self.from += read;
            self.made.truncate(written);
            if let DecoderResult::Malformed(..) = result {
                self.made.push(DAMAGED);
                // Nothing after it can be trusted.
                (self.from, self.ended) = (self.to, true);
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.made.len() {
            self.decode()?;
        }
        let rest = self.made.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

/// The bytes as text; where they are neither UTF-8 nor Windows-1252, or must be UTF-8, the position of the first that is
/// wrong.
pub(super) fn text(bytes: Vec<u8>, utf8: bool) -> Result<(String, Written), (Vec<u8>, usize)> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let written = Written { utf8: !text.is_ascii(), ..Written::default() };
            Ok((text, written))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count() as u64;
            match windows_1252(&bytes).filter(|_| !utf8) {
                Some(text) => Ok((text, Written { windows: foreign, ..Written::default() })),
                None => Err((bytes, at)),
            }
        }
    }
}

/// The text in Windows-1252, unless a part of it is UTF-8 already or means nothing: then it is damaged.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    let partly_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if partly_utf8 {
        return None;
    }
    strictly(WINDOWS_1252, bytes).map(Cow::into_owned)
}
