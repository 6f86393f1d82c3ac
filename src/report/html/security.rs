//! The page's content security policy: its own style, in the explorer its own script, and nothing else.

use sha2::{Digest, Sha256};

/// A policy that allows exactly this style, and no script, image, frame, form or request.
pub(crate) fn policy(style: &str) -> String {
    allowing(style, "")
}

/// The same, with exactly this script.
pub(crate) fn scripted(style: &str, script: &str) -> String {
    allowing(style, &format!("script-src {}; ", source(script)))
}

fn allowing(style: &str, script: &str) -> String {
    let style = source(style);
    format!("default-src 'none'; {script}style-src {style}; base-uri 'none'; form-action 'none'")
}

/// A text by its hash.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// The standard alphabet, padded.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sextet = bits >> (18 - 6 * place) & 63;
            text.push(if place <= three.len() { char::from(ALPHABET[sextet as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_its_standard() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, written) in cases {
            assert_eq!(base64(plain.as_bytes()), written);
        }
    }
}
