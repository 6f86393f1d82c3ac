//! Where the bytes are that end a cell: found for 64 bytes at once, as the bits of a number (Langdale & Lemire 2019,
//! "Parsing gigabytes of JSON per second", §3.1).

use wide::u8x16;

/// How many bytes are looked at together: as many as a number has bits.
const AT_ONCE: usize = 64;

/// The bytes of a text that end an unquoted cell, or have no place in it: separators, line ends, returns, quotes.
pub(super) struct Specials<'a> {
    bytes: &'a [u8],
    special: [u8x16; 4],
    /// Which 64 bytes the bits are of.
    chunk: usize,
    /// A bit for each of them, from the lowest: whether it is special.
    bits: u64,
}

impl<'a> Specials<'a> {
    /// Those of a text whose cells are separated by this byte.
    pub(super) fn new(bytes: &'a [u8], separator: u8) -> Self {
        let special = [separator, b'\n', b'\r', b'"'].map(u8x16::splat);
        let mut specials = Self { bytes, special, chunk: 0, bits: 0 };
        specials.bits = specials.bits_of(0);
        specials
    }

    /// The place of the first at this place or after it; the length of the text where there is none.
    #[inline]
    pub(super) fn from(&mut self, at: usize) -> usize {
        let chunk = at / AT_ONCE;
        if chunk != self.chunk {
            self.chunk = chunk;
            self.bits = self.bits_of(chunk);
        }
        let mut bits = self.bits & (u64::MAX << (at % AT_ONCE));
        while bits == 0 {
            if (self.chunk + 1) * AT_ONCE >= self.bytes.len() {
                return self.bytes.len();
            }
            self.chunk += 1;
            self.bits = self.bits_of(self.chunk);
            bits = self.bits;
        }
        self.chunk * AT_ONCE + bits.trailing_zeros() as usize
    }

    #[inline]
    fn bits_of(&self, chunk: usize) -> u64 {
        let rest = self.bytes.get(chunk * AT_ONCE..).unwrap_or_default();
        if let Some(bytes) = rest.first_chunk() {
            return self.bits(bytes);
        }
        let mut last = [0; AT_ONCE];
        last.iter_mut().zip(rest).for_each(|(last, byte)| *last = *byte);
        self.bits(&last)
    }

    #[inline]
    fn bits(&self, bytes: &[u8; AT_ONCE]) -> u64 {
        let mut bits = 0;
        for (place, sixteen) in bytes.as_chunks().0.iter().enumerate() {
            let sixteen = u8x16::new(*sixteen);
            let [a, b, c, d] = self.special.map(|special| sixteen.simd_eq(special));
            bits |= u64::from((a | b | c | d).to_bitmask()) << (16 * place);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_found_wherever_one_begins_to_look(
            text in proptest::collection::vec(proptest::sample::select(b"ab,;\n\r\"\0".as_slice()), 0..300),
            starts in proptest::collection::vec(0_usize..300, 1..20),
        ) {
            let mut specials = Specials::new(&text, b';');
            for start in starts.into_iter().filter(|start| *start <= text.len()) {
                let rest = text[start..].iter().position(|byte| b";\n\r\"".contains(byte));
                prop_assert_eq!(specials.from(start), rest.map_or(text.len(), |at| start + at));
            }
        }
    }
}
