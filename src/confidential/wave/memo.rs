//! What was found for the texts met before: a column has few labels and a million cells.

use crate::confidential::export::Cell;

/// The most texts that are remembered; where there are more, the column is no list of labels.
pub(super) const MOST: usize = 1 << 16;

/// The longest text, in bytes, that its key tells from all others.
const SHORT: usize = 32;

/// What was found for each text met. A look-up makes nothing, and for a short text compares five numbers: no step depends
/// on how long it is.
pub(super) struct Memo<T> {
    /// A power of two of them, some of them free.
    slots: Vec<Option<Slot<T>>>,
    /// The texts met.
    texts: Vec<Box<str>>,
}

/// A text and what was found for it.
#[derive(Clone, Copy)]
struct Slot<T> {
    key: Key,
    /// Index of the text.
    text: u32,
    value: T,
}

/// A text's length, and its bytes where it is short; else the first and the last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    words: [u64; SHORT / 8],
    length: usize,
}

impl<T: Copy> Memo<T> {
    /// Nothing met yet.
    pub(super) fn new() -> Self {
        Self { slots: vec![None; 32], texts: Vec::new() }
    }

    /// What was found for a text; else what `find` finds, remembered for the next time.
    #[inline]
    pub(super) fn get<'a>(&mut self, cell: Cell<'a>, find: impl FnOnce(&'a str) -> T) -> T {
        let key = Key::of(cell);
        let mask = self.slots.len() - 1;
        let mut at = key.hash() & mask;
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.key == key && (key.length <= SHORT || self.is_text(slot, cell)) {
                return slot.value;
            }
            at = (at + 1) & mask;
        }
        self.add(key, cell.text(), find(cell.text()))
    }

    fn is_text(&self, slot: &Slot<T>, cell: Cell<'_>) -> bool {
        self.texts.get(slot.text as usize).is_some_and(|text| **text == *cell.text())
    }

    #[cold]
    fn add(&mut self, key: Key, text: &str, value: T) -> T {
        if self.texts.len() >= MOST {
            return value;
        }
        self.texts.push(text.into());
        if self.texts.len() * 4 > self.slots.len() {
            let slots = self.slots.len() * 4;
            let met = std::mem::replace(&mut self.slots, vec![None; slots]);
            met.into_iter().flatten().for_each(|slot| self.place(slot));
        }
        self.place(Slot { key, text: self.texts.len() as u32 - 1, value });
        value
    }

    fn place(&mut self, slot: Slot<T>) {
        let mask = self.slots.len() - 1;
        let mut at = slot.key.hash() & mask;
        while self.slots[at].is_some() {
            at = (at + 1) & mask;
        }
        self.slots[at] = Some(slot);
    }
}

impl Key {
    #[inline]
    fn of(cell: Cell<'_>) -> Self {
        let length = cell.length();
        match MASKS.get(length) {
            Some(masks) => {
                let mut words = words(&cell.first());
                words.iter_mut().zip(masks).for_each(|(word, mask)| *word &= mask);
                Self { words, length }
            }
            None => Self::long(cell),
        }
    }

    fn long(cell: Cell<'_>) -> Self {
        let [a, b, ..] = words(&cell.first());
        let last = cell.text().as_bytes().last_chunk().map_or([0; SHORT / 8], words);
        Self { words: [a, b, last[2], last[3]], length: cell.length() }
    }

    #[inline]
    fn hash(&self) -> usize {
        const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
        let [a, b, c, d] = self.words;
        let all = a ^ b.rotate_left(17) ^ c.rotate_left(31) ^ d.rotate_left(47) ^ self.length as u64;
        (all.wrapping_mul(MIX) >> 40) as usize
    }
}

#[inline]
fn words(bytes: &[u8; SHORT]) -> [u64; SHORT / 8] {
    let mut words = [0; SHORT / 8];
    words.iter_mut().zip(bytes.as_chunks().0).for_each(|(word, bytes)| *word = u64::from_le_bytes(*bytes));
    words
}

/// For each length of a short text which bits of its words are its own.
const MASKS: [[u64; SHORT / 8]; SHORT + 1] = {
    let mut masks = [[0; SHORT / 8]; SHORT + 1];
    let mut length = 0;
    while length <= SHORT {
        let mut byte = 0;
        while byte < length {
            masks[length][byte / 8] |= 0xff << (byte % 8 * 8);
            byte += 1;
        }
        length += 1;
    }
    masks
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_for_once_however_many_there_are() {
        let mut memo = Memo::new();
        let texts: Vec<String> = (0..1000).map(|n| format!("label {} of many", n * 7919)).collect();
        for round in 0..3 {
            for (n, text) in texts.iter().enumerate() {
                let find = |_: &str| if round == 0 { n } else { panic!("looked for again") };
                assert_eq!(memo.get(Cell::from(text.as_str()), find), n);
            }
        }
    }

    #[test]
    fn texts_of_every_length_are_told_apart_whatever_follows_them() {
        let mut memo = Memo::new();
        let long = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let mut texts: Vec<String> = (0..long.len()).map(|length| long[..length].to_owned()).collect();
        texts.extend((0..long.len()).map(|at| format!("{}!{}", &long[..at], &long[at + 1..])));
        for (n, text) in texts.iter().enumerate() {
            assert_eq!(memo.get(Cell::from(text.as_str()), |_| n), n);
        }
        let mut batch = crate::confidential::export::Batch::new(1, texts.len());
        texts.iter().rev().for_each(|text| batch.push(text));
        for n in 0..texts.len() {
            assert_eq!(memo.get(batch.at(0, texts.len() - 1 - n), |_| usize::MAX), n);
        }
    }

    #[test]
    fn a_column_of_free_text_is_not_remembered_for_ever() {
        let mut memo = Memo::new();
        for n in 0..MOST + 10 {
            memo.get(Cell::from(n.to_string().as_str()), |_| n);
        }
        assert_eq!(memo.texts.len(), MOST);
        assert_eq!(memo.get(Cell::from((MOST + 1).to_string().as_str()), |_| 7), 7);
    }
}
