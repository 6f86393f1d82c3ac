//! Kinds of people: bounds carried over every known group and everything left of one.

use std::collections::{BTreeSet, VecDeque};

use super::{Counted, Range, Told, alone, counts_of, is_told, sets_of_kinds};
use crate::confidential::protect::atoms::{Remainder, atoms};
use crate::confidential::protect::structure::Structure;

/// So many steps for each set at most: bounds that creep person by person are left as they are, which is too wide and never
/// wrong.
const STEPS: usize = 40;

/// The first kind of people, or withheld group of few, of whom too much is told.
pub(super) fn told(
    structure: &Structure<'_>,
    counted: &Counted<'_>,
    known: &[bool],
    answers: usize,
) -> Option<Told> {
    let sets = sets(structure, counted, known);
    let largest = structure.kinds.iter().map(|(_, people)| *people as i64).max().unwrap_or(0);
    // Where more people gave and did not give every answer than are of any kind, nothing is bounded.
    let bounds =
        |set: &KnownSet| set.counts.iter().any(|count| *count < largest || count + largest > set.size);
    if !sets.iter().any(bounds) {
        return None;
    }
    let mut system = System::new(structure, sets, answers);
    system.run();
    let kind = system.told_kind(counted.k).or_else(|| system.told_group(counted))?;
    Some(system.blame(kind))
}

/// A known group, or what is left of one.
pub(super) struct KnownSet {
    /// Who.
    pub(super) people: Remainder,
    /// How many of them gave each answer.
    pub(super) counts: Vec<i64>,
    /// How many they are.
    pub(super) size: i64,
}

/// All of them.
pub(super) fn sets(structure: &Structure<'_>, counted: &Counted<'_>, known: &[bool]) -> Vec<KnownSet> {
    let groups = (0..known.len()).filter(|member| known[*member]);
    let mut people: Vec<Remainder> = groups.map(|member| Remainder::of(member, Vec::new())).collect();
    let left = structure.trees.iter().flat_map(|tree| atoms(tree, known));
    people.extend(left.filter(|left| !left.minus.is_empty()));
    let respondents = |members: &[usize]| -> i64 {
        members.iter().map(|member| structure.members[*member].respondents as i64).sum()
    };
    let set = |people: Remainder| KnownSet {
        counts: counts_of(&people, counted.counts),
        size: respondents(&people.plus) - respondents(&people.minus),
        people,
    };
    people.into_iter().map(set).filter(|set| set.size > 0).collect()
}

/// All equations, and the bounds so far.
struct System<'a> {
    structure: &'a Structure<'a>,
    sets: Vec<KnownSet>,
    /// Numbers of the kinds in each set, and of the sets that each kind is in.
    kinds: Vec<Vec<u32>>,
    of_kind: Vec<Vec<u32>>,
    /// The people of the largest kind in each set.
    largest: Vec<i64>,
    /// By answer: of each kind.
    ranges: Vec<Vec<Range>>,
    /// By answer: the sums of the bounds of each set's kinds.
    sums: Vec<Vec<Range>>,
    waiting: VecDeque<(usize, usize)>,
    is_waiting: Vec<Vec<bool>>,
    /// Kinds whose bounds have moved.
    moved: BTreeSet<usize>,
}

impl<'a> System<'a> {
    fn new(structure: &'a Structure<'a>, sets: Vec<KnownSet>, answers: usize) -> Self {
        let of_kind = sets_of_kinds(structure, sets.iter().map(|set| &set.people));
        let mut kinds = vec![Vec::new(); sets.len()];
        let mut largest = vec![0; sets.len()];
        for ((kind, own), (_, people)) in (0_u32..).zip(&of_kind).zip(&structure.kinds) {
            for set in own {
                kinds[*set as usize].push(kind);
                largest[*set as usize] = largest[*set as usize].max(*people as i64);
            }
        }
        let of_people: Vec<Range> = structure.kinds.iter().map(|(_, people)| (0, *people as i64)).collect();
        let of_sets: Vec<Range> = sets.iter().map(|set| (0, set.size)).collect();
        let is_waiting = vec![vec![false; sets.len()]; answers];
        let mut system = Self {
            structure,
            sets,
            kinds,
            of_kind,
            largest,
            ranges: vec![of_people; answers],
            sums: vec![of_sets; answers],
            waiting: VecDeque::new(),
            is_waiting,
            moved: BTreeSet::new(),
        };
        for set in 0..system.sets.len() {
            (0..answers).for_each(|answer| system.wait_if_it_bounds(set, answer));
        }
        system
    }

    fn count(&self, set: usize, answer: usize) -> i64 {
        self.sets[set].counts.get(answer).copied().unwrap_or(0)
    }

    /// An equation is looked at where it can bound a kind.
    fn wait_if_it_bounds(&mut self, set: usize, answer: usize) {
        let ((low, high), count, largest) =
            (self.sums[answer][set], self.count(set, answer), self.largest[set]);
        let bounds = count < low + largest || count + largest > high;
        if bounds && !std::mem::replace(&mut self.is_waiting[answer][set], true) {
            self.waiting.push_back((set, answer));
        }
    }

    fn run(&mut self) {
        let mut left = STEPS * self.sets.len();
        while let Some((set, answer)) = self.waiting.pop_front().filter(|_| left > 0) {
            left -= 1;
            self.is_waiting[answer][set] = false;
            let ((low, high), count) = (self.sums[answer][set], self.count(set, answer));
            for at in 0..self.kinds[set].len() {
                let kind = self.kinds[set][at] as usize;
                let own = self.ranges[answer][kind];
                self.narrow(kind, answer, (count - (high - own.1), count - (low - own.0)));
            }
        }
    }

    /// Takes a closer bound, and carries it on. Nobody gave two answers.
    fn narrow(&mut self, kind: usize, answer: usize, to: Range) {
        let before = self.ranges[answer][kind];
        let after = (before.0.max(to.0), before.1.min(to.1));
        if after == before || after.0 > after.1 {
            return;
        }
        self.ranges[answer][kind] = after;
        self.moved.insert(kind);
        for at in 0..self.of_kind[kind].len() {
            let set = self.of_kind[kind][at] as usize;
            let sum = &mut self.sums[answer][set];
            *sum = (sum.0 + after.0 - before.0, sum.1 + after.1 - before.1);
            self.wait_if_it_bounds(set, answer);
        }
        if after.0 > before.0 {
            let people = self.structure.kinds[kind].1 as i64;
            let low: i64 = self.ranges.iter().map(|ranges| ranges[kind].0).sum();
            for other in 0..self.ranges.len() {
                let own = self.ranges[other][kind].0;
                self.narrow(kind, other, (0, people - (low - own)));
            }
        }
    }

    fn told_kind(&self, k: i64) -> Option<usize> {
        let told = |kind: &usize| {
            let people = self.structure.kinds[*kind].1 as i64;
            people < k
                && is_told(self.ranges.iter().map(|ranges| ranges[*kind]), people)
                && self.is_closer(*kind)
        };
        self.moved.iter().copied().find(told)
    }

    /// Whether the bounds of a kind are closer than every set alone makes them.
    fn is_closer(&self, kind: usize) -> bool {
        let people = self.structure.kinds[kind].1 as i64;
        let widest = self.ranges.iter().map(|ranges| ranges[kind].1 - ranges[kind].0).max().unwrap_or(0);
        let sets = self.of_kind[kind].iter().map(|set| &self.sets[*set as usize]);
        sets.map(|set| alone(&set.counts, set.size, people)).min().is_none_or(|alone| widest < alone)
    }

    /// A kind in a withheld group of few that is bounded as a whole.
    fn told_group(&self, counted: &Counted<'_>) -> Option<usize> {
        let withheld = |group: &u32| {
            let people = self.structure.members[*group as usize].respondents as i64;
            counted.counts[*group as usize].is_none() && (1..counted.k).contains(&people)
        };
        let moved = |kind: &usize| self.structure.kinds[*kind].0.iter().copied().filter(withheld);
        let groups: BTreeSet<u32> = self.moved.iter().flat_map(moved).collect();
        groups.into_iter().find_map(|group| {
            let kinds: Vec<usize> = self.structure.kinds_of(group as usize).collect();
            let sum = |ranges: &Vec<Range>| {
                kinds.iter().fold((0, 0), |(low, high), kind| (low + ranges[*kind].0, high + ranges[*kind].1))
            };
            let people = self.structure.members[group as usize].respondents as i64;
            let told = is_told(self.ranges.iter().map(sum), people);
            kinds.into_iter().find(|kind| told && self.is_closer(*kind))
        })
    }

    /// Which groups tell it.
    fn blame(&self, kind: usize) -> Told {
        let own = &self.structure.kinds[kind].0;
        let is_in = |member: &usize| own.binary_search(&(*member as u32)).is_ok();
        let members = |inside: bool, empty: bool| -> Vec<usize> {
            let sets = self.sets.iter().filter(|set| !empty || set.counts.contains(&0));
            let members: BTreeSet<usize> = sets.flat_map(|set| set.people.members()).collect();
            members.into_iter().filter(|member| is_in(member) == inside).collect()
        };
        Told { inside: members(true, false), empty: members(false, true) }
    }
}
