//! All tables at once: what linear programmes over everything known say of a withheld group of few.
//!
//! Only in organisations of few kinds of people do three and more tables pin a group down that no two of them do, and only
//! there can everything be solved together. Most groups are let pass by a cheap proof: two ways to fill in all tables, as far
//! apart as proportional fitting from tilted starts brings them, show that the group may be like the one and like the other.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::kinds::{KnownSet, sets};
use super::{Counted, Range, Told, alone, is_told};
use crate::confidential::protect::structure::Structure;

/// Beyond so many kinds of people nothing is solved.
const MOST_KINDS: usize = 400;

/// Pairs of ways to fill in the tables that are tried before anything is solved.
const PAIRS: usize = 6;

/// Rounds of proportional fitting.
const ROUNDS: usize = 60;

/// How far proportional fitting may be from the end that it comes near to.
const NEAR: f64 = 0.2;

/// How far a solver's number may be from a whole one.
const NEARLY: f64 = 1e-5;

/// The first withheld group of few of whom too much is told.
pub(super) fn told(
    structure: &Structure<'_>,
    counted: &Counted<'_>,
    known: &[bool],
    answers: usize,
) -> Option<Told> {
    if structure.kinds.len() > MOST_KINDS {
        return None;
    }
    let few = |member: &usize| (1..counted.k).contains(&(structure.members[*member].respondents as i64));
    let hidden: Vec<Hidden> = (0..known.len())
        .filter(|member| !known[*member])
        .filter(few)
        .map(|member| Hidden::new(structure, member))
        .collect();
    if hidden.is_empty() {
        return None;
    }
    let tables = Tables::new(structure, counted, known, answers);
    let open = tables.not_free(hidden);
    if open.is_empty() {
        return None;
    }
    let sets = sets(structure, counted, known);
    let found = open.into_iter().find(|group| tables.tell(group, &sets, structure))?;
    Some(blame(structure, counted, known, found.member))
}

/// A withheld group.
struct Hidden {
    member: usize,
    people: i64,
    /// By kind of people: whether they are in it.
    has: Vec<bool>,
}

impl Hidden {
    fn new(structure: &Structure<'_>, member: usize) -> Self {
        let mut has = vec![false; structure.kinds.len()];
        structure.kinds_of(member).for_each(|kind| has[kind] = true);
        Self { member, people: structure.members[member].respondents as i64, has }
    }
}

/// Everything known: how many people of which kinds are in each known group, and how many of them gave each answer. The last
/// answer is none.
struct Tables {
    people: Vec<f64>,
    /// By known group: its kinds, and its counts.
    groups: Vec<(Vec<usize>, Vec<f64>)>,
    answers: usize,
}

impl Tables {
    fn new(structure: &Structure<'_>, counted: &Counted<'_>, known: &[bool], answers: usize) -> Self {
        let group = |member: usize| {
            let kinds: Vec<usize> = structure.kinds_of(member).collect();
            let of = counted.counts[member].iter().flatten();
            let mut counts: Vec<f64> = of.map(|count| *count as f64).collect();
            counts.resize(answers, 0.0);
            let people: u64 = kinds.iter().map(|kind| structure.kinds[*kind].1).sum();
            counts.push(people as f64 - counts.iter().sum::<f64>());
            (kinds, counts)
        };
        Self {
            people: structure.kinds.iter().map(|(_, people)| *people as f64).collect(),
            groups: (0..known.len()).filter(|member| known[*member]).map(group).collect(),
            answers: answers + 1,
        }
    }

    /// The groups that two ways to fill in the tables do not show to be free.
    fn not_free(&self, mut hidden: Vec<Hidden>) -> Vec<Hidden> {
        for pair in 0..PAIRS {
            // Any two groups are tilted against each other in some pair.
            let up = |group: &Hidden| if group.member >> pair & 1 == 0 { 1.0 } else { -1.0 };
            let tilt: Vec<f64> = (0..self.people.len())
                .map(|kind| {
                    hidden.iter().filter(|group| group.has[kind]).map(up).sum::<f64>().clamp(-1.0, 1.0)
                })
                .collect();
            let (one, other) = (self.fitted(&tilt, 1.0), self.fitted(&tilt, -1.0));
            hidden.retain(|group| {
                let of = |filled: &[f64], answer: usize| self.sum(filled, group, answer);
                // In whole people, towards each other; fitting comes near to the ends but never reaches them.
                let apart = |answer: usize| {
                    let (one, other) = (of(&one, answer), of(&other, answer));
                    (one.max(other) + NEAR).floor() - (one.min(other) - NEAR).ceil()
                };
                (0..self.answers - 1).all(|answer| 4.0 * apart(answer) <= group.people as f64)
            });
            if hidden.is_empty() {
                break;
            }
        }
        hidden
    }

    fn sum(&self, filled: &[f64], group: &Hidden, answer: usize) -> f64 {
        let of = |kind: usize| filled[kind * self.answers + answer];
        (0..self.people.len()).filter(|kind| group.has[*kind]).map(of).sum()
    }

    /// A way to fill in all tables, by kind and answer: kinds with a tilt begin with more of the last answers.
    fn fitted(&self, tilt: &[f64], sign: f64) -> Vec<f64> {
        let middle = (self.answers as f64 - 2.0) / 2.0;
        let start = |kind: usize| {
            let weight = move |answer: usize| (3.0 * sign * tilt[kind] * (answer as f64 - middle)).exp();
            let none = self.answers - 1;
            (0..self.answers).map(move |answer| if answer == none { 1.0 } else { weight(answer) })
        };
        let mut filled: Vec<f64> = (0..self.people.len()).flat_map(start).collect();
        for _ in 0..ROUNDS {
            for (kind, own) in filled.chunks_mut(self.answers).enumerate() {
                let sum: f64 = own.iter().sum();
                for count in own {
                    *count *= if sum > 0.0 { self.people[kind] / sum } else { 0.0 };
                }
            }
            for (kinds, counts) in &self.groups {
                for (answer, count) in counts.iter().enumerate() {
                    let sum: f64 = kinds.iter().map(|kind| filled[kind * self.answers + answer]).sum();
                    let factor = if sum > 0.0 { count / sum } else { 0.0 };
                    for kind in kinds {
                        filled[kind * self.answers + answer] *= factor;
                    }
                }
            }
        }
        filled
    }

    /// Whether every answer of a group is bounded to within a quarter of its people, and closer than by any known set alone.
    fn tell(&self, group: &Hidden, sets: &[KnownSet], structure: &Structure<'_>) -> bool {
        let around = sets.iter().filter(|set| {
            let inside = |kind: &usize| set.people.holds(&structure.kinds[*kind].0);
            (0..group.has.len()).filter(|kind| group.has[*kind]).all(|kind| inside(&kind))
        });
        let closest = around.map(|set| alone(&set.counts, set.size, group.people)).min();
        let mut ranges: Vec<Range> = Vec::new();
        for answer in 0..self.answers - 1 {
            let Some(range) = self.solved(group, answer) else { return false };
            let width = range.1 - range.0;
            if 4 * width > group.people || closest.is_some_and(|closest| width >= closest.max(1)) {
                return false;
            }
            ranges.push(range);
        }
        is_told(ranges.into_iter(), group.people)
    }

    /// The fewest and the most of a group who can have given an answer; none where the solver fails.
    fn solved(&self, group: &Hidden, answer: usize) -> Option<Range> {
        let most = self.optimum(group, answer, OptimizationDirection::Maximize)?;
        let fewest = self.optimum(group, answer, OptimizationDirection::Minimize)?;
        Some(((fewest - NEARLY).ceil().max(0.0) as i64, (most + NEARLY).floor() as i64))
    }

    fn optimum(&self, group: &Hidden, answer: usize, direction: OptimizationDirection) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let mut variables = Vec::with_capacity(self.people.len() * self.answers);
        for (kind, people) in self.people.iter().enumerate() {
            let own: Vec<_> = (0..self.answers)
                .map(|own| {
                    let counts = group.has[kind] && own == answer;
                    problem.add_var(f64::from(u8::from(counts)), (0.0, *people))
                })
                .collect();
            let terms: Vec<_> = own.iter().map(|variable| (*variable, 1.0)).collect();
            problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, *people);
            variables.extend(own);
        }
        for (kinds, counts) in &self.groups {
            // What nobody said follows from the rest.
            for (own, count) in counts.iter().enumerate().take(self.answers - 1) {
                let terms: Vec<_> =
                    kinds.iter().map(|kind| (variables[kind * self.answers + own], 1.0)).collect();
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, *count);
            }
        }
        Some(problem.solve().ok()?.into_solution().ok()?.objective())
    }
}

/// Which known groups tell of a withheld one: those that somebody of it is in, and others with an answer that nobody gave.
fn blame(structure: &Structure<'_>, counted: &Counted<'_>, known: &[bool], hidden: usize) -> Told {
    let (inside, others): (Vec<usize>, Vec<usize>) = (0..known.len())
        .filter(|member| known[*member])
        .partition(|member| structure.both(hidden, *member) > 0);
    let empty = |member: &usize| counted.counts[*member].iter().flatten().any(|count| *count == 0);
    Told { inside, empty: others.into_iter().filter(empty).collect() }
}
