//! R5, deduction: what counts of several groups together tell of the few who are in all of them.
//!
//! # What it does
//! Whoever knows who is in which group bounds what people of one kind (in the same groups) can have answered: an answer that
//! nobody of a group gave, nobody of them did; an answer that so many of a group gave, they gave as far as the others in
//! it cannot have. The bounds are carried from group to group until nothing changes. Where fewer than k people of a kind, or of
//! a withheld group, are bounded to within a quarter of them for every answer, and closer than any one group bounds them, a group
//! gives way. Counts of answers by favourable, neither and unfavourable are looked at, and counts by category where they are shown.
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
//! quarter is ours. What only all equations at once would tell is not looked for here; the tests' intruder does that by
//! linear programming.

mod pairs;

use super::atoms::{Remainder, atoms};
use super::linked::tables;
use super::structure::Structure;
use pairs::Table;

/// The fewest and the most of a kind of people who gave an answer.
type Range = (i64, i64);

/// So many rounds at most: bounds that creep person by person are left as they are, which is too wide and never wrong.
const ROUNDS: usize = 20;

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

/// The first of whom too much is told. Nothing where that is of nobody.
pub(super) fn tells_too_much(structure: &Structure<'_>, counted: &Counted<'_>) -> Option<Told> {
    let answers = counted.counts.iter().flatten().map(Vec::len).max()?;
    let known = Known::new(structure, counted);
    // Where more people gave every answer than are of any one kind, and nobody is left, no bound is closer than people.
    if known.sets.iter().all(|set| set.counts.iter().all(|count| *count > set.largest)) {
        return None;
    }
    let ranges = known.bounded(structure, answers);
    let told = |kind: &usize| {
        let room = structure.kinds[*kind].1 as i64;
        room < counted.k && is_told(&ranges[*kind], room) && known.is_closer(structure, *kind, &ranges[*kind])
    };
    let kind =
        (0..structure.kinds.len()).find(told).or_else(|| known.told_group(structure, counted, &ranges));
    kind.map(|kind| known.blame(structure, kind)).or_else(|| told_by_two(structure, counted, answers))
}

/// Of whom the margins of two tables tell too much.
fn told_by_two(structure: &Structure<'_>, counted: &Counted<'_>, answers: usize) -> Option<Told> {
    let is_known: Vec<bool> = counted.counts.iter().map(Option::is_some).collect();
    let tables = tables(structure, &is_known);
    let tables: Vec<Table> =
        tables.into_iter().map(|(_, parts)| Table::new(structure, counted, parts)).collect();
    tables.iter().enumerate().find_map(|(at, one)| {
        tables[at + 1..].iter().find_map(|other| pairs::told(structure, counted, one, other, answers))
    })
}

/// Whether every answer is bounded to within a quarter of the people, and anything is said of them.
fn is_told(ranges: &[Range], room: i64) -> bool {
    ranges.iter().all(|(low, high)| 4 * (high - low) <= room) && ranges.iter().any(|(_, high)| *high > 0)
}

/// A known group, or what is left of one.
struct KnownSet {
    people: Remainder,
    counts: Vec<i64>,
    /// Numbers of the kinds of people in it.
    kinds: Vec<usize>,
    /// The people of its largest kind, and all.
    largest: i64,
    size: i64,
}

struct Known {
    sets: Vec<KnownSet>,
}

impl Known {
    fn new(structure: &Structure<'_>, counted: &Counted<'_>) -> Self {
        let is_known: Vec<bool> = counted.counts.iter().map(Option::is_some).collect();
        let groups = (0..is_known.len()).filter(|member| is_known[*member]);
        let mut people: Vec<Remainder> = groups.map(|member| Remainder::of(member, Vec::new())).collect();
        let left = structure.trees.iter().flat_map(|tree| atoms(tree, &is_known));
        people.extend(left.filter(|left| !left.minus.is_empty()));
        let mut sets: Vec<KnownSet> = people
            .into_iter()
            .map(|people| {
                let counts = counts_of(&people, counted.counts);
                KnownSet { people, counts, kinds: Vec::new(), largest: 0, size: 0 }
            })
            .collect();
        let mut adds = vec![Vec::new(); is_known.len()];
        let mut takes = vec![Vec::new(); is_known.len()];
        for (at, set) in sets.iter().enumerate() {
            set.people.plus.iter().for_each(|member| adds[*member].push(at));
            set.people.minus.iter().for_each(|member| takes[*member].push(at));
        }
        let mut taken = vec![false; sets.len()];
        for (kind, (members, people)) in structure.kinds.iter().enumerate() {
            let of = |of: &[Vec<usize>]| -> Vec<usize> {
                members.iter().flat_map(|member| &of[*member as usize]).copied().collect()
            };
            let gone = of(&takes);
            gone.iter().for_each(|set| taken[*set] = true);
            for set in of(&adds).into_iter().filter(|set| !taken[*set]) {
                let set = &mut sets[set];
                set.kinds.push(kind);
                set.largest = set.largest.max(*people as i64);
                set.size += *people as i64;
            }
            gone.iter().for_each(|set| taken[*set] = false);
        }
        sets.retain(|set| !set.kinds.is_empty());
        Self { sets }
    }

    /// Which groups tell it.
    fn blame(&self, structure: &Structure<'_>, kind: usize) -> Told {
        let own = &structure.kinds[kind].0;
        let is_in = |member: &usize| own.binary_search(&(*member as u32)).is_ok();
        let of = |sets: &mut dyn Iterator<Item = &KnownSet>, inside: bool| {
            let mut members: Vec<usize> =
                sets.flat_map(|set| set.people.members()).filter(|member| is_in(member) == inside).collect();
            members.sort_unstable();
            members.dedup();
            members
        };
        let empty = &mut self.sets.iter().filter(|set| set.counts.contains(&0));
        Told { inside: of(&mut self.sets.iter(), true), empty: of(empty, false) }
    }

    /// What each kind of people can have answered.
    fn bounded(&self, structure: &Structure<'_>, answers: usize) -> Vec<Vec<Range>> {
        let mut ranges: Vec<Vec<Range>> =
            structure.kinds.iter().map(|(_, people)| vec![(0, *people as i64); answers]).collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for set in &self.sets {
                for (answer, count) in set.counts.iter().enumerate() {
                    changed |= tighten(&mut ranges, &set.kinds, answer, *count);
                }
            }
            for (own, (_, people)) in ranges.iter_mut().zip(&structure.kinds) {
                changed |= share(own, *people as i64);
            }
            if !changed {
                break;
            }
        }
        ranges
    }

    /// Whether these bounds are closer than every group alone makes them.
    fn is_closer(&self, structure: &Structure<'_>, kind: usize, ranges: &[Range]) -> bool {
        let room = structure.kinds[kind].1 as i64;
        let widest = ranges.iter().map(|(low, high)| high - low).max().unwrap_or(0);
        let alone = |set: &KnownSet| {
            let by = |count: &i64| count.min(&room) - (count - (set.size - room)).max(0);
            set.counts.iter().map(by).max().unwrap_or(room)
        };
        let own = self.sets.iter().filter(|set| set.kinds.binary_search(&kind).is_ok());
        own.map(alone).min().is_none_or(|alone| widest < alone)
    }

    /// A kind in a withheld group of few that is bounded as a whole.
    fn told_group(
        &self,
        structure: &Structure<'_>,
        counted: &Counted<'_>,
        ranges: &[Vec<Range>],
    ) -> Option<usize> {
        let answers = ranges.first().map_or(0, Vec::len);
        let mut sums: Vec<(i64, Vec<Range>, usize)> =
            vec![(0, vec![(0, 0); answers], 0); structure.members.len()];
        for (kind, (members, people)) in structure.kinds.iter().enumerate() {
            for member in members {
                let (room, sum, first) = &mut sums[*member as usize];
                *room += *people as i64;
                *first = kind;
                for (sum, own) in sum.iter_mut().zip(&ranges[kind]) {
                    *sum = (sum.0 + own.0, sum.1 + own.1);
                }
            }
        }
        let hidden = sums.iter().zip(counted.counts).filter(|(_, counts)| counts.is_none());
        let told = |((room, sum, _), _): &(&(i64, Vec<Range>, usize), &Option<Vec<i64>>)| {
            (1..counted.k).contains(room) && is_told(sum, *room)
        };
        let mut told = hidden.filter(told).map(|((_, _, kind), _)| *kind);
        told.find(|kind| self.is_closer(structure, *kind, &ranges[*kind]))
    }
}

/// How many of these people gave each answer.
fn counts_of(people: &Remainder, counts: &[Option<Vec<i64>>]) -> Vec<i64> {
    let mut sums: Vec<i64> = Vec::new();
    let signed =
        people.plus.iter().map(|member| (member, 1)).chain(people.minus.iter().map(|member| (member, -1)));
    for (member, sign) in signed {
        let own = counts[*member].as_deref().unwrap_or_default();
        sums.resize(own.len().max(sums.len()), 0);
        sums.iter_mut().zip(own).for_each(|(sum, count)| *sum += sign * count);
    }
    sums
}

/// The kinds' counts of an answer add up to the group's.
fn tighten(ranges: &mut [Vec<Range>], kinds: &[usize], answer: usize, count: i64) -> bool {
    let low: i64 = kinds.iter().map(|kind| ranges[*kind][answer].0).sum();
    let high: i64 = kinds.iter().map(|kind| ranges[*kind][answer].1).sum();
    let mut changed = false;
    for kind in kinds {
        let own = &mut ranges[*kind][answer];
        let before = *own;
        *own = (before.0.max(count - (high - before.1)), before.1.min(count - (low - before.0)));
        changed |= *own != before;
    }
    changed
}

/// Nobody gave two answers.
fn share(ranges: &mut [Range], people: i64) -> bool {
    let low: i64 = ranges.iter().map(|(low, _)| low).sum();
    let mut changed = false;
    for own in ranges {
        let most = own.1.min(people - (low - own.0));
        changed |= most != own.1;
        own.1 = most;
    }
    changed
}
