//! Whole numbers as letters: short ones as one letter, so that a page can hold a whole release.

/// The letters: those that neither HTML nor JSON takes for its own.
pub(super) const LETTERS: &str =
    "#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// How many letters say that more follow: all but the last announce one, the last announces [`LONG`].
const AHEAD: u64 = 8;

/// How many letters a long number has after the first.
const LONG: u32 = 4;

/// A line of packed numbers.
#[derive(Default)]
pub(super) struct Line(String);

impl Line {
    /// Adds a number.
    pub(super) fn push(&mut self, number: u64) {
        let base = LETTERS.len() as u64;
        let direct = base - AHEAD;
        let middle = direct + (AHEAD - 1) * base;
        if number < direct {
            self.letter(number);
        } else if number < middle {
            self.letter(direct + (number - direct) / base);
            self.letter((number - direct) % base);
        } else {
            // Numbers of people: none is as large as the fourth power of the number of letters.
            self.letter(base - 1);
            for place in (0..LONG).rev() {
                self.letter(number / base.pow(place) % base);
            }
        }
    }

    /// Adds a number that may be negative: 0, −1, 1, −2, 2 … count as 0, 1, 2, 3, 4 …
    pub(super) fn push_signed(&mut self, number: i64) {
        let size = number.unsigned_abs() * 2;
        self.push(if number < 0 { size - 1 } else { size });
    }

    /// Adds the numbers of another line.
    pub(super) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The letters.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn letter(&mut self, place: u64) {
        self.0.extend(LETTERS.chars().nth(place as usize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(number: i64) -> String {
        let mut line = Line::default();
        line.push_signed(number);
        line.finish()
    }

    #[test]
    fn letters_are_distinct_and_harmless() {
        let mut letters: Vec<char> = LETTERS.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), LETTERS.len(), "ASCII, each once");
        assert!(!LETTERS.contains(['"', '\\', '<', '>', '&', ' ']));
    }

    #[test]
    fn numbers_take_as_few_letters_as_they_can() {
        assert_eq!([0, -1, 1, 39].map(packed), ["#", "$", "%", "u"]);
        assert_eq!([40, 347, 348].map(|number| packed(number).len()), [2, 2, 5]);
        assert_eq!(packed(2_000_000), "~)sTV");
    }

    #[test]
    fn different_numbers_are_different_letters() {
        let all: std::collections::BTreeSet<String> = (-5000..5000).map(packed).collect();
        assert_eq!(all.len(), 10_000);
    }
}
