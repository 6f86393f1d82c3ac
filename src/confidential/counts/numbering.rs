//! Numbering: a dense number for every combination of groups that occurs, however many could.

use crate::confidential::wave::NO_GROUP;
use crate::plan::Plan;

use super::Grouping;
use super::block::Block;

/// Numbers combinations 0, 1, 2, … as they are met. A combination is found one breakdown after the other, by one look
/// into a table for each: nothing is hashed or sorted. Where a table of all pairs would be too large, as of the units of
/// two low levels, what was met with each number before is a list: in a tree, lowest level first, of one.
pub(super) struct Numbering {
    steps: Vec<Step>,
}

/// From the number of a combination of the breakdowns before, and a group, to the number of both together.
struct Step {
    breakdown: usize,
    groups: usize,
    next: Next,
    /// By number: the number before and the group.
    origins: Vec<(u32, u16)>,
}

/// How the number of a pair is found.
enum Next {
    /// `[number before][group]`, one group more for those in none, flattened.
    Table(Vec<u32>),
    /// The pair met last with each number before, and by its number, the pair met before it with the same.
    Lists { last: Vec<u32>, earlier: Vec<u32> },
}

/// A table has at most so many places: 64 MiB.
const MOST_PLACES: usize = 1 << 24;

/// Where a combination was not met yet.
const UNMET: u32 = u32::MAX;

impl Numbering {
    /// Nothing met yet, in these breakdowns.
    pub(super) fn new(plan: &Plan, breakdowns: &[usize]) -> Self {
        let mut places = 1_usize;
        let step = |&breakdown: &usize| {
            let groups = Grouping::One(breakdown).groups(plan);
            places = places.saturating_mul(groups + 1);
            let next = match places {
                ..=MOST_PLACES => Next::Table(Vec::new()),
                _ => Next::Lists { last: Vec::new(), earlier: Vec::new() },
            };
            Step { breakdown, groups, next, origins: Vec::new() }
        };
        Self { steps: breakdowns.iter().map(step).collect() }
    }

    /// The number of each respondent's combination.
    pub(super) fn number(&mut self, block: &Block, numbers: &mut Vec<u32>) {
        numbers.clear();
        numbers.resize(block.length(), 0);
        for step in &mut self.steps {
            for (number, &group) in numbers.iter_mut().zip(block.groups(step.breakdown)) {
                *number = step.after(*number, group);
            }
        }
    }

    /// How many combinations were met; of no breakdowns there is the one of everybody.
    pub(super) fn met(&self) -> usize {
        self.steps.last().map_or(1, |step| step.origins.len())
    }

    /// The group codes of a combination that was met.
    pub(super) fn groups(&self, number: usize) -> Vec<u16> {
        let mut number = number as u32;
        let mut groups: Vec<u16> = Vec::with_capacity(self.steps.len());
        for step in self.steps.iter().rev() {
            let (before, group) = step.origins[number as usize];
            groups.push(group);
            number = before;
        }
        groups.reverse();
        groups
    }
}

impl Step {
    fn after(&mut self, before: u32, group: u16) -> u32 {
        // A code beyond the breakdown's groups is that of somebody who is in none of them.
        let column = usize::from(group).min(self.groups);
        let group = if column < self.groups { group } else { NO_GROUP };
        let new = self.origins.len() as u32;
        let number = match &mut self.next {
            Next::Table(table) => {
                let place = before as usize * (self.groups + 1) + column;
                if place >= table.len() {
                    table.resize((before as usize + 1) * (self.groups + 1), UNMET);
                }
                if table[place] == UNMET {
                    table[place] = new;
                }
                table[place]
            }
            Next::Lists { last, earlier } => {
                if before as usize >= last.len() {
                    last.resize(before as usize + 1, UNMET);
                }
                let mut number = last[before as usize];
                while number != UNMET && self.origins[number as usize].1 != group {
                    number = earlier[number as usize];
                }
                if number == UNMET {
                    earlier.push(std::mem::replace(&mut last[before as usize], new));
                    number = new;
                }
                number
            }
        };
        if number == new {
            self.origins.push((before, group));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::block::Blocks;
    use crate::confidential::counts::sample;

    /// Numbers the same respondents after the breakdowns were made this large.
    fn numbered(groups: usize) -> (Vec<u32>, Vec<Vec<u16>>) {
        let mut plan = sample::plan();
        for breakdown in [0, 1, 3] {
            let group = plan.breakdowns[breakdown].groups[0].clone();
            plan.breakdowns[breakdown].groups.resize(groups, group);
        }
        let wave = sample::large_wave(500);
        let mut numbering = Numbering::new(&plan, &[1, 0, 3]);
        let mut numbers = Vec::new();
        numbering.number(&Blocks::new(&plan, &wave, 0).read(0..500), &mut numbers);
        let combinations: Vec<Vec<u16>> =
            (0..numbering.met()).map(|number| numbering.groups(number)).collect();
        for (respondent, &number) in numbers.iter().enumerate() {
            let codes = [1, 0, 3].map(|breakdown| wave.groups[breakdown][respondent]);
            assert_eq!(combinations[number as usize], codes);
        }
        (numbers, combinations)
    }

    #[test]
    fn lists_number_as_tables_do() {
        // 6 units or none, each with 4 groups.
        let (numbers, combinations) = numbered(10);
        assert_eq!(combinations.len(), 24);
        assert_eq!(numbered(5000), (numbers, combinations));
    }
}
