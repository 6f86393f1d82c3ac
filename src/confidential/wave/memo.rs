//! What was found for the texts met before: a column has few labels and a million cells.

/// The most texts that are remembered; where there are more, the column is no list of labels.
pub(super) const MOST: usize = 1 << 16;

/// What was found for each text met. A look-up reads a few bytes of the text, makes nothing, and compares once.
pub(super) struct Memo<T> {
    /// Index of an entry plus one, 0 where the slot is free; a power of two of them.
    slots: Vec<u32>,
    entries: Vec<(Box<str>, T)>,
}

impl<T: Copy> Memo<T> {
    /// Nothing met yet.
    pub(super) fn new() -> Self {
        Self { slots: vec![0; 64], entries: Vec::new() }
    }

    /// What was found for a text; else what `find` finds, remembered for the next time.
    #[inline]
    pub(super) fn get(&mut self, text: &str, find: impl FnOnce() -> T) -> T {
        let mask = self.slots.len() - 1;
        let mut at = hash(text.as_bytes()) as usize & mask;
        loop {
            match self.slots.get(at) {
                Some(0) | None => return self.add(text, find()),
                Some(&entry) => match self.entries.get(entry as usize - 1) {
                    Some((known, value)) if &**known == text => return *value,
                    _ => at = (at + 1) & mask,
                },
            }
        }
    }

    #[cold]
    fn add(&mut self, text: &str, value: T) -> T {
        if self.entries.len() >= MOST {
            return value;
        }
        self.entries.push((text.into(), value));
        if self.entries.len() * 4 > self.slots.len() {
            let slots = self.slots.len() * 4;
            self.slots = vec![0; slots];
            (0..self.entries.len()).for_each(|entry| self.place(entry));
        } else {
            self.place(self.entries.len() - 1);
        }
        value
    }

    fn place(&mut self, entry: usize) {
        let mask = self.slots.len() - 1;
        let mut at = hash(self.entries[entry].0.as_bytes()) as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = entry as u32 + 1;
    }
}

/// A number from the length and the first and last bytes: labels of a scale seldom agree in all of these.
#[inline]
fn hash(text: &[u8]) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let length = text.len();
    let (first, last) = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
            }
            _ => {
                let byte = |at: usize| u64::from(text.get(at).copied().unwrap_or(0));
                (byte(0) | byte(1) << 8, byte(2))
            }
        },
    };
    let mixed = (first ^ last.rotate_left(29) ^ length as u64).wrapping_mul(MIX);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_for_once_however_many_there_are() {
        let mut memo = Memo::new();
        let texts: Vec<String> = (0..1000).map(|n| format!("label {} of many", n * 7919)).collect();
        for round in 0..3 {
            for (n, text) in texts.iter().enumerate() {
                let found = memo.get(text, || if round == 0 { n } else { panic!("looked for again") });
                assert_eq!(found, n);
            }
        }
    }

    #[test]
    fn short_texts_and_those_that_begin_and_end_alike_are_told_apart() {
        let mut memo = Memo::new();
        let texts = ["", "a", "b", "ab", "abc", "abcd", "abcde", "12345678x12345678", "12345678y12345678"];
        for (n, text) in texts.into_iter().enumerate() {
            assert_eq!(memo.get(text, || n), n);
        }
        for (n, text) in texts.into_iter().enumerate() {
            assert_eq!(memo.get(text, || usize::MAX), n);
        }
    }

    #[test]
    fn a_column_of_free_text_is_not_remembered_for_ever() {
        let mut memo = Memo::new();
        for n in 0..MOST + 10 {
            memo.get(&n.to_string(), || n);
        }
        assert_eq!(memo.entries.len(), MOST);
        assert_eq!(memo.get(&(MOST + 1).to_string(), || 7), 7);
    }
}
