//! The kernel of the memberships: each respondent's codes are packed into one number, and the numbers are sorted.
//!
//! The first breakdown has the highest bits, and who is in no group the highest code, so the numbers are in the order of
//! the rows.

use crate::confidential::wave::NO_GROUP;
use crate::plan::Plan;

use super::block::Block;
use super::{Grouping, Memberships};

/// The packed codes of all respondents. One number is enough for most surveys; together they hold all breakdowns.
pub(super) struct MembershipTallies(Vec<Word>);

/// A number for each respondent, that holds the codes in consecutive breakdowns.
#[derive(Default)]
struct Word {
    fields: Vec<Field>,
    /// Bits of all fields.
    bits: u32,
    numbers: Vec<u128>,
}

/// The code in one breakdown.
struct Field {
    breakdown: usize,
    /// How many groups there are: the code of who is in none.
    groups: u16,
    bits: u32,
}

impl MembershipTallies {
    /// Nobody counted yet.
    pub(super) fn new(plan: &Plan) -> Self {
        let (mut words, mut word) = (Vec::new(), Word::default());
        for breakdown in 0..plan.breakdowns.len() {
            let groups = Grouping::One(breakdown).groups(plan).min(usize::from(NO_GROUP)) as u16;
            let bits = u16::BITS - groups.leading_zeros();
            if word.bits + bits > u128::BITS {
                words.push(std::mem::take(&mut word));
            }
            word.bits += bits;
            word.fields.push(Field { breakdown, groups, bits });
        }
        words.push(word);
        Self(words)
    }

    /// Adds a block of respondents.
    pub(super) fn add(&mut self, block: &Block) {
        for word in &mut self.0 {
            let before = word.numbers.len();
            word.numbers.resize(before + block.length(), 0);
            for field in &word.fields {
                let codes = block.groups(field.breakdown);
                for (number, &code) in word.numbers[before..].iter_mut().zip(codes) {
                    // A code beyond the breakdown's groups is that of somebody who is in none of them.
                    *number = *number << field.bits | u128::from(code.min(field.groups));
                }
            }
        }
    }

    /// Adds the respondents to the memberships, those who are alike as one row.
    pub(super) fn pour(mut self, memberships: &mut Memberships) {
        self.sort();
        let mut rows = Memberships { breakdowns: memberships.breakdowns, ..Memberships::default() };
        for respondent in 0..self.0.first().map_or(0, |word| word.numbers.len()) {
            match rows.people.last_mut() {
                Some(people) if self.0.iter().all(|word| word.repeats(respondent)) => *people += 1,
                _ => {
                    self.0.iter().for_each(|word| word.unpack(respondent, &mut rows.codes));
                    rows.people.push(1);
                }
            }
        }
        memberships.merge(&rows);
    }

    /// Sorts the respondents by their numbers, the first before the others.
    fn sort(&mut self) {
        if let [word] = &mut self.0[..] {
            word.numbers.sort_unstable();
            return;
        }
        let mut order: Vec<usize> = (0..self.0.first().map_or(0, |word| word.numbers.len())).collect();
        for word in self.0.iter().rev() {
            order.sort_by_key(|&respondent| word.numbers[respondent]);
        }
        for word in &mut self.0 {
            word.numbers = order.iter().map(|&respondent| word.numbers[respondent]).collect();
        }
    }
}

impl Word {
    /// Whether a respondent's number is that of the one before.
    fn repeats(&self, respondent: usize) -> bool {
        respondent > 0 && self.numbers[respondent] == self.numbers[respondent - 1]
    }

    /// The codes of a respondent.
    fn unpack(&self, respondent: usize, codes: &mut Vec<u16>) {
        let (number, mut shift) = (self.numbers[respondent], self.bits);
        for field in &self.fields {
            shift -= field.bits;
            let code = number.checked_shr(shift).unwrap_or(0) as u16 & mask(field.bits);
            codes.push(if code < field.groups { code } else { NO_GROUP });
        }
    }
}

/// So many low bits.
fn mask(bits: u32) -> u16 {
    u16::MAX.checked_shr(u16::BITS - bits).unwrap_or(0)
}
