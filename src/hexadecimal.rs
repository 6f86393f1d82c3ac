//! Bytes as lower-case hexadecimal digits, the form in which digests are written everywhere.

use std::fmt::Write as _;

/// Two digits for each byte, as `sha256sum` prints them.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
