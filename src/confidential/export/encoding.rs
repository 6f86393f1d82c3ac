//! Bytes to UTF-8 text: a byte order mark is taken off, Windows-1252 is decoded with a warning, and
//! anything else is refused with its row. Nothing is ever replaced by a question mark.

use std::path::Path;

use super::csv_shape::row_of;
use crate::problem::{Place, Problem, Problems};

/// What Windows-1252 means by 0x80..=0x9F; `None` where it means nothing.
const WINDOWS_1252: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// The same text as UTF-8 without a byte order mark, or the problem with its encoding.
pub(super) fn decode(file: &Path, mut bytes: Vec<u8>, problems: &mut Problems) -> Result<Vec<u8>, Problem> {
    let hint = "export it again, or save it as “CSV UTF-8” in a spreadsheet program";
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Problem::error(Place::file(file), "the text is UTF-16, UTF-8 is expected").hint(hint));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let place = Place::file(file).row(row_of(&bytes, at));
        return Err(Problem::error(place, "a NUL byte, which text never has").hint(hint));
    }
    let Err(error) = std::str::from_utf8(&bytes) else { return Ok(bytes) };
    match windows_1252(&bytes) {
        Some(text) => {
            let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
            let message = format!(
                "the text is not UTF-8; read as Windows-1252, with {foreign} characters outside plain ASCII"
            );
            problems.push(Problem::warning(Place::file(file), message).hint(hint));
            Ok(text.into_bytes())
        }
        None => {
            let place = Place::file(file).row(row_of(&bytes, error.valid_up_to()));
            Err(Problem::error(place, "bytes that are not UTF-8, which is expected").hint(hint))
        }
    }
}

/// The text in Windows-1252, unless a part of it is UTF-8 already or means nothing: then it is damaged.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    let partly_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if partly_utf8 {
        return None;
    }
    bytes.iter().map(|&byte| decoded(byte)).collect()
}

/// What a byte is in Windows-1252, if it is anything.
pub(super) fn decoded(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte) - 0x80).copied().flatten(),
        _ => Some(char::from(byte)),
    }
}
