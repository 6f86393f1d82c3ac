//! Numbering: a dense number for every combination of groups that occurs, however many could.

use crate::confidential::wave::NO_GROUP;
use crate::plan::Plan;

use super::Grouping;
use super::block::Block;

/// Numbers combinations 0, 1, 2, … as they are met. A combination is found one breakdown after the other, by one look
/// into a table for each: nothing is hashed or sorted.
pub(super) struct Numbering {
    steps: Vec<Step>,
}

/// From the number of a combination of the breakdowns before, and a group, to the number of both together.
struct Step {
    breakdown: usize,
    groups: usize,
    /// `[number before][group]`, one group more for those in none, flattened.
    next: Vec<u32>,
    /// By number: the number before and the group.
    origins: Vec<(u32, u16)>,
}

/// Where a combination was not met yet.
const UNMET: u32 = u32::MAX;

impl Numbering {
    /// Nothing met yet, in these breakdowns.
    pub(super) fn new(plan: &Plan, breakdowns: &[usize]) -> Self {
        let step = |&breakdown: &usize| Step {
            breakdown,
            groups: Grouping::One(breakdown).groups(plan),
            next: Vec::new(),
            origins: Vec::new(),
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
        let place = before as usize * (self.groups + 1) + column;
        match self.next.get(place) {
            Some(&number) if number != UNMET => number,
            _ => self.meet(before, place, if column < self.groups { group } else { NO_GROUP }),
        }
    }

    fn meet(&mut self, before: u32, place: usize, group: u16) -> u32 {
        let number = self.origins.len() as u32;
        if place >= self.next.len() {
            self.next.resize((before as usize + 1) * (self.groups + 1), UNMET);
        }
        self.next[place] = number;
        self.origins.push((before, group));
        number
    }
}
