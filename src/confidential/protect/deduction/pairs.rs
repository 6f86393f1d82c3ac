//! Two tables at a time: what the margins of both tell of the people in a part of the one and a part of the other.

use super::{Counted, Range, Told, counts_of, is_told};
use crate::confidential::protect::atoms::Remainder;
use crate::confidential::protect::structure::Structure;

/// So many rounds at most; what is not reached is too wide and never wrong.
const ROUNDS: usize = 10;

/// A table taken apart, with the part that each kind of people is in.
pub(super) struct Table {
    parts: Vec<Remainder>,
    counts: Vec<Vec<i64>>,
    of_kind: Vec<u32>,
}

impl Table {
    /// These parts hold everyone once.
    pub(super) fn new(structure: &Structure<'_>, counted: &Counted<'_>, parts: Vec<Remainder>) -> Self {
        let members = structure.members.len();
        let (mut adds, mut takes) = (vec![Vec::new(); members], vec![Vec::new(); members]);
        for (at, part) in (0_u32..).zip(&parts) {
            part.plus.iter().for_each(|member| adds[*member].push(at));
            part.minus.iter().for_each(|member| takes[*member].push(at));
        }
        let of_kind = structure.kinds.iter().map(|(groups, _)| {
            let of = |of: &[Vec<u32>]| -> Vec<u32> {
                groups.iter().flat_map(|group| &of[*group as usize]).copied().collect()
            };
            let gone = of(&takes);
            of(&adds).into_iter().find(|part| !gone.contains(part)).unwrap_or(0)
        });
        let of_kind = of_kind.collect();
        let counts = parts.iter().map(|part| counts_of(part, counted.counts)).collect();
        Self { parts, counts, of_kind }
    }
}

/// The first cell of two tables of whose people too much is told.
pub(super) fn told(
    structure: &Structure<'_>,
    counted: &Counted<'_>,
    one: &Table,
    other: &Table,
    answers: usize,
) -> Option<Told> {
    let cells = Cells::new(structure, one, other);
    if !(1..counted.k).any(|few| cells.people.contains(&few)) {
        return None;
    }
    let mut ranges: Vec<Vec<Range>> =
        (0..answers).map(|_| cells.people.iter().map(|n| (0, *n)).collect()).collect();
    for _ in 0..ROUNDS {
        let changes =
            ranges.iter_mut().enumerate().map(|(answer, ranges)| cells.tighten(ranges, one, other, answer));
        let changed = changes.fold(false, |any, own| any | own);
        if !cells.share(&mut ranges) && !changed {
            break;
        }
    }
    let is_given_away = |cell: &usize| {
        let people = cells.people[*cell];
        let own: Vec<Range> = ranges.iter().map(|ranges| ranges[*cell]).collect();
        (1..counted.k).contains(&people) && is_told(&own, people) && cells.is_closer(*cell, &own, one, other)
    };
    let cell = (0..cells.people.len()).find(is_given_away)?;
    let parts = [&one.parts[cell / cells.columns], &other.parts[cell % cells.columns]];
    Some(Told {
        inside: parts.iter().flat_map(|part| part.plus.iter().copied()).collect(),
        empty: parts.iter().flat_map(|part| part.minus.iter().copied()).collect(),
    })
}

/// The people of every part of the one in every part of the other, row by row.
struct Cells {
    people: Vec<i64>,
    columns: usize,
}

impl Cells {
    fn new(structure: &Structure<'_>, one: &Table, other: &Table) -> Self {
        let columns = other.parts.len();
        let mut people = vec![0; one.parts.len() * columns];
        for ((row, column), (_, own)) in one.of_kind.iter().zip(&other.of_kind).zip(&structure.kinds) {
            people[*row as usize * columns + *column as usize] += *own as i64;
        }
        Self { people, columns }
    }

    fn row(&self, row: usize) -> impl Iterator<Item = usize> + Clone + use<> {
        row * self.columns..(row + 1) * self.columns
    }

    fn column(&self, column: usize) -> impl Iterator<Item = usize> + Clone + use<> {
        (column..self.people.len()).step_by(self.columns)
    }

    /// The cells of each row and of each column add up to its count of an answer.
    fn tighten(&self, ranges: &mut [Range], one: &Table, other: &Table, answer: usize) -> bool {
        let mut changed = false;
        for (row, counts) in one.counts.iter().enumerate() {
            changed |= narrow(ranges, self.row(row), counts.get(answer).copied().unwrap_or(0));
        }
        for (column, counts) in other.counts.iter().enumerate() {
            changed |= narrow(ranges, self.column(column), counts.get(answer).copied().unwrap_or(0));
        }
        changed
    }

    /// Nobody gave two answers.
    fn share(&self, ranges: &mut [Vec<Range>]) -> bool {
        let mut changed = false;
        for (cell, people) in self.people.iter().enumerate().filter(|(_, people)| **people > 0) {
            let low: i64 = ranges.iter().map(|ranges| ranges[cell].0).sum();
            for ranges in &mut *ranges {
                let own = &mut ranges[cell];
                let most = own.1.min(people - (low - own.0));
                changed |= most != own.1;
                own.1 = most;
            }
        }
        changed
    }

    /// Whether these bounds are closer than the row or the column alone makes them.
    fn is_closer(&self, cell: usize, ranges: &[Range], one: &Table, other: &Table) -> bool {
        let (row, column) = (cell / self.columns, cell % self.columns);
        let people = self.people[cell];
        let alone = |counts: &[i64], size: i64| {
            let by = |count: &i64| *count.min(&people) - (count - (size - people)).max(0);
            counts.iter().map(by).max().unwrap_or(people)
        };
        let of_row = alone(&one.counts[row], self.row(row).map(|cell| self.people[cell]).sum());
        let of_column = alone(&other.counts[column], self.column(column).map(|cell| self.people[cell]).sum());
        let widest = ranges.iter().map(|(low, high)| high - low).max().unwrap_or(0);
        widest < of_row.min(of_column)
    }
}

fn narrow(ranges: &mut [Range], cells: impl Iterator<Item = usize> + Clone, count: i64) -> bool {
    let (low, high) =
        cells.clone().fold((0, 0), |(low, high), cell| (low + ranges[cell].0, high + ranges[cell].1));
    let mut changed = false;
    for cell in cells {
        let before = ranges[cell];
        let after = (before.0.max(count - (high - before.1)), before.1.min(count - (low - before.0)));
        changed |= before != after;
        ranges[cell] = after;
    }
    changed
}
