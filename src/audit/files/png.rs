//! PNG: a picture is its pixels; text, positions, times and anything after its end are hidden.

use super::reading::Reading;
use crate::publish::Published;

/// What every PNG begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that say how to draw the pixels.
const DRAWN: [&[u8]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
    b"iCCP",
];

/// Chunk by chunk.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    let Some(mut rest) = file.bytes.strip_prefix(SIGNATURE) else {
        return reading.unreadable("it is no PNG");
    };
    loop {
        let Some((name, after)) = chunk(rest) else {
            return reading.unreadable("it ends too early");
        };
        if !DRAWN.contains(&name) {
            reading.hidden("a chunk that is no picture");
        }
        rest = after;
        if name == b"IEND" {
            break;
        }
    }
    if !rest.is_empty() {
        reading.hidden("data after its end");
    }
}

/// The first chunk's name, and what follows the chunk.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let name = rest.get(..4)?;
    let after = length.checked_add(8)?;
    Some((name, rest.get(after..)?))
}
