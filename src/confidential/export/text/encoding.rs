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
}

/// The file without its byte order mark, as UTF-8 where that mark says UTF-16; and the first bytes already read.
pub(super) fn reader(mut file: File) -> io::Result<(Reader, Vec<u8>)> {
    let mut first = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut first)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&first) {
        first.drain(..mark);
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let decoder = encoding.new_decoder_without_bom_handling();
            let source = io::Cursor::new(first).chain(file);
            let piece = vec![0; PIECE];
            let reader =
                Utf16 { source, decoder, piece, from: 0, to: 0, ended: false, made: String::new(), given: 0 };
            return Ok((Box::new(reader), Vec::new()));
        }
    }
    Ok((Box::new(file), first))
}

/// UTF-16 as UTF-8, piece by piece.
struct Utf16<R> {
    source: R,
    decoder: Decoder,
    piece: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    made: String,
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
            self.made.reserve(PIECE * 2);
            let source = self.piece.get(self.from..self.to).unwrap_or_default();
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(source, &mut self.made, self.ended);
            self.from += read;
            if let DecoderResult::Malformed(..) = result {
                let message =
                    "the text says that it is UTF-16, and has pairs of bytes that are no characters of it";
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
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
        let rest = self.made.as_bytes().get(self.given..).unwrap_or_default();
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
            let written = Written { utf8: !text.is_ascii(), windows: 0 };
            Ok((text, written))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count() as u64;
            match windows_1252(&bytes).filter(|_| !utf8) {
                Some(text) => Ok((text, Written { utf8: false, windows: foreign })),
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
