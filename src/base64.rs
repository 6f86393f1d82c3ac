//! Bytes as text of the standard base64 alphabet, padded: hashes of policies, and pictures within files.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of these bytes.
pub(crate) fn encoded(bytes: &[u8]) -> String {
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

/// The bytes of this text, if it is what [`encoded`] gives.
pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let plain = text.trim_end_matches('=');
    for four in plain.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            let sextet = ALPHABET.iter().position(|known| known == letter)?;
            bits = bits << 6 | u32::try_from(sextet).ok()?;
        }
        bits <<= 6 * (4 - four.len());
        bytes.extend_from_slice(bits.to_be_bytes().get(1..four.len())?);
    }
    (encoded(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_its_standard() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, written) in cases {
            assert_eq!(encoded(plain.as_bytes()), written);
            assert_eq!(decoded(written).as_deref(), Some(plain.as_bytes()));
        }
        for wrong in ["Z", "Zg", "Zg=", "Zh==", "Zm9v\n", "Zm9é", "====", "Zg==Zg=="] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }
}
