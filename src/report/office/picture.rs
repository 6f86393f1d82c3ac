//! The organisation's logo as the bytes of its file.

/// The bytes of standard base64; nothing where it is not that.
pub(crate) fn png(base64: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> =
        base64.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').collect();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for four in letters.chunks(4) {
        let bits = four.iter().try_fold(0_u32, |bits, letter| Some(bits << 6 | value(*letter)?))?;
        let bits = bits << (6 * (4 - four.len()));
        let [_, all @ ..] = bits.to_be_bytes();
        bytes.extend(all.into_iter().take(four.len() * 6 / 8));
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_its_standard() {
        let cases = [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\nYmE=", "fooba")];
        for (written, plain) in cases {
            assert_eq!(png(written).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(png("a?"), None);
    }
}
