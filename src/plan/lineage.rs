//! Lineage: what a unit of one wave was in an earlier one.
//!
//! Wave by wave backwards, a unit is written as a sum of units of the wave before: itself, or all those that became it,
//! with the lower units that joined it added and those that left it taken away. A unit that came of a split is the sum of
//! its lower units. What joins and leaves again cancels out. Lower units that opened or closed without a line of
//! `lineage.csv` are growth or decline of the unit that they belong to.

mod step;

use std::collections::BTreeMap;

use super::{BreakdownKind, Plan};

/// A unit's counterpart in an earlier wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predecessor {
    /// The group of the same level with this index.
    Group(usize),
    /// Several units of the earlier wave, taken together or one without the other.
    Made {
        /// The units, in the order of levels and groups.
        parts: Vec<Part>,
        /// How the earlier figure is made, for the reader.
        note: String,
    },
    /// Not comparable; the reason for the reader.
    NotComparable(String),
}

/// A unit of the earlier wave that an earlier figure is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The level of the organisation, which is also the index of its breakdown.
    pub level: usize,
    /// The group of that level.
    pub group: usize,
    /// Whether it is added, or taken away.
    pub add: bool,
}

/// Level and group.
type Unit = (usize, usize);

/// How a unit of an earlier wave goes into a sum.
#[derive(Clone, Copy)]
struct Term {
    /// How often it is added; below 0 it is taken away.
    times: i32,
    /// The wave with which it joined or left.
    since: usize,
}

/// A unit, written as units of an earlier wave.
type Sum = BTreeMap<Unit, Term>;

impl Plan {
    /// What a group of a later wave may be compared with in an earlier one.
    ///
    /// A characteristic's group is compared with itself. A unit is compared with itself or with what it was renamed or
    /// moved from; with all units that were merged into it together; with or without the lower units that joined or left
    /// it in between; and after a split with its own lower units together, where each of them has a predecessor.
    #[must_use]
    pub fn predecessor(&self, breakdown: usize, group: usize, from: usize, to: usize) -> Predecessor {
        let BreakdownKind::Level(level) = self.breakdowns[breakdown].kind else {
            return Predecessor::Group(group);
        };
        let mut sum = Sum::from([((level, group), Term { times: 1, since: to })]);
        for wave in (from + 1..=to).rev() {
            sum = match self.one_wave_back(&sum, level, wave) {
                Ok(earlier) => earlier,
                Err(reason) => return Predecessor::NotComparable(reason),
            };
        }
        if sum.values().any(|term| term.times.abs() > 1) || !sum.values().any(|term| term.times > 0) {
            return Predecessor::NotComparable(
                "it was put together anew from parts of other units".to_owned(),
            );
        }
        if let ([(same, only)], 1) = (sum.keys().copied().collect::<Vec<_>>().as_slice(), sum.len())
            && *same == level
        {
            return Predecessor::Group(*only);
        }
        let part = |(&(level, group), term): (&Unit, &Term)| Part { level, group, add: term.times > 0 };
        Predecessor::Made { parts: sum.iter().map(part).collect(), note: self.made_of(&sum, level) }
    }

    /// How an earlier figure is made, in words.
    fn made_of(&self, sum: &Sum, level: usize) -> String {
        let names = |wanted: &dyn Fn(&Unit, &Term) -> bool| -> Vec<&str> {
            sum.iter()
                .filter(|(unit, term)| wanted(unit, term))
                .map(|(unit, _)| self.unit_name(*unit))
                .collect()
        };
        let own = names(&|unit, term| unit.0 == level && term.times > 0);
        let whole = if own.is_empty() { names(&|_, term| term.times > 0) } else { own.clone() };
        let came_or_went = |(unit, term): (&Unit, &Term)| {
            let (word, verb) = if term.times > 0 { ("with", "joined") } else { ("without", "left") };
            let apart = term.times < 0 || (unit.0 != level && !own.is_empty());
            let wave = &self.waves[term.since].label;
            apart.then(|| format!("{word} {}, which {verb} in {wave}", self.unit_name(*unit)))
        };
        let changes: Vec<String> = sum.iter().filter_map(came_or_went).collect();
        let changes = changes.join("; ");
        match whole.as_slice() {
            [_] if !own.is_empty() => format!("the earlier figure is re-based: {changes}"),
            several => {
                let together = if several.len() > 1 { " together" } else { "" };
                let comma = if changes.is_empty() { "" } else { ", " };
                format!("the earlier figure is that of {}{together}{comma}{changes}", listed(several))
            }
        }
    }

    fn unit_name(&self, (level, group): Unit) -> &str {
        &self.breakdowns[level].groups[group].name
    }
}

/// "A", "A and B", "A, B and C".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
