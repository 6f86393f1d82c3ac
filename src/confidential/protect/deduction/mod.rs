//! R5, deduction: what counts of several groups together tell of the few who are in all of them.
//!
//! # What it does
//! Whoever knows who is in which group bounds what people of one kind (in the same groups) can have answered: an answer that
//! nobody of a group gave, nobody of them did; an answer that so many of a group gave, they gave as far as the others in
//! it cannot have. The bounds are carried from group to group until nothing changes, over kinds of people and over every
//! two tables. Where fewer than k people of a kind, of a withheld group, or of a part of one table in a part of another are bounded to
//! within a quarter of them for every answer, and closer than any one group bounds them, a group gives way. Counts of answers by
//! favourable, neither and unfavourable are looked at, and counts by category where they are shown.
//!
//! # Why
//! No combination of groups leaves fewer than k people, and still an answer is known: zero is a strong word.
//!
//! # Example
//! Of a team of 12 nobody is unfavourable. Ten of them are all but two of the apprentices, of whom two are unfavourable: these
//! two are known by name.
//!
//! # Source
//! Bounds on tables with given margins (Dobra and Fienberg 2000), carried equation by equation (constraint propagation); the
//! quarter is ours. What only three tables and more tell by all their equations at once is looked for by linear programmes where
//! there are few kinds of people, which is where it occurs ([`jointly`]).

mod jointly;
mod kinds;
mod pairs;

use super::atoms::Remainder;
use super::bounds::Range;
use super::structure::Structure;
use pairs::Pairs;

/// A measure as an intruder has it before him.
pub(super) struct Counted<'a> {
    /// By member: how many gave each answer; `None` where that is not known.
    pub(super) counts: &'a [Option<Vec<i64>>],
    /// Fewer people than this must not be bounded.
    pub(super) k: i64,
}

/// Known groups (members) that together tell too much of somebody.
pub(super) struct Told {
    /// Those that these people are in.
    pub(super) inside: Vec<usize>,
    /// Others, of whom nobody gave some answer.
    pub(super) empty: Vec<usize>,
}

/// The rule, with what it keeps of tables that come again.
#[derive(Default)]
pub(super) struct Deduction {
    pairs: Pairs,
}

impl Deduction {
    /// The first of whom too much is told. Nothing where that is of nobody.
    pub(super) fn tells_too_much(&self, structure: &Structure<'_>, counted: &Counted<'_>) -> Option<Told> {
        let answers = counted.counts.iter().flatten().map(Vec::len).max()?;
        let known: Vec<bool> = counted.counts.iter().map(Option::is_some).collect();
        kinds::told(structure, counted, &known, answers)
            .or_else(|| self.pairs.told(structure, counted, &known, answers))
            .or_else(|| jointly::told(structure, counted, &known, answers))
    }
}

/// Whether every answer is bounded to within a quarter of the people, and anything is said of them.
fn is_told(ranges: impl Iterator<Item = Range> + Clone, people: i64) -> bool {
    ranges.clone().all(|(low, high)| 4 * (high - low) <= people)
        && ranges.into_iter().any(|(_, high)| high > 0)
}

/// How far apart the bounds of the most uncertain answer are, if `people` of a set of `size` with these counts are looked at
/// alone.
fn alone(counts: &[i64], size: i64, people: i64) -> i64 {
    let by = |count: &i64| *count.min(&people) - (count - (size - people)).max(0);
    counts.iter().map(by).max().unwrap_or(people)
}

/// How many of these people gave each answer.
fn counts_of(people: &Remainder, counts: &[Option<Vec<i64>>]) -> Vec<i64> {
    let mut sums: Vec<i64> = Vec::new();
    let signed =
        people.plus.iter().map(|member| (member, 1)).chain(people.minus.iter().map(|member| (member, -1)));
    for (member, sign) in signed {
        let own = counts[*member].as_deref().unwrap_or_default();
        sums.resize(own.len().max(sums.len()), 0);
        for (sum, count) in sums.iter_mut().zip(own) {
            *sum += sign * count;
        }
    }
    sums
}

/// By kind of people: which of these sets it is in.
fn sets_of_kinds<'a>(
    structure: &Structure<'_>,
    sets: impl ExactSizeIterator<Item = &'a Remainder>,
) -> Vec<Vec<u32>> {
    let members = structure.members.len();
    let (mut adds, mut takes) = (vec![Vec::new(); members], vec![Vec::new(); members]);
    let mut gone = vec![false; sets.len()];
    for (at, set) in (0_u32..).zip(sets) {
        set.plus.iter().for_each(|member| adds[*member].push(at));
        set.minus.iter().for_each(|member| takes[*member].push(at));
    }
    let of_kind = |(groups, _): &(Vec<u32>, u64)| {
        let of = |sets: &[Vec<u32>]| -> Vec<u32> {
            groups.iter().flat_map(|group| &sets[*group as usize]).copied().collect()
        };
        let (mut own, taken) = (of(&adds), of(&takes));
        for set in &taken {
            gone[*set as usize] = true;
        }
        own.retain(|set| !gone[*set as usize]);
        for set in &taken {
            gone[*set as usize] = false;
        }
        own
    };
    structure.kinds.iter().map(of_kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_group_alone_says_of_a_part_of_it() {
        assert_eq!(alone(&[8, 0, 2], 10, 2), 2);
        assert_eq!(alone(&[2, 0, 398], 400, 9), 2);
        assert!(is_told([(2, 2), (0, 0)].into_iter(), 2) && !is_told([(1, 2), (0, 0)].into_iter(), 2));
        assert!(!is_told([(0, 0), (0, 0)].into_iter(), 2), "nobody answered, which tells nothing");
    }
}
