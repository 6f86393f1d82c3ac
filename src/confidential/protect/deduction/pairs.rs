//! Two tables at a time: what the margins of both tell of the people in a part of the one and a part of the other.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::{Counted, Range, Told, alone, counts_of, is_told, sets_of_kinds};
use crate::confidential::protect::atoms::Remainder;
use crate::confidential::protect::bounds::narrow;
use crate::confidential::protect::linked::{Table as Parts, tables};
use crate::confidential::protect::structure::Structure;

/// So many rounds at most; what is not reached is too wide and never wrong.
const ROUNDS: usize = 10;

/// Tables taken apart, and how they lie to each other, kept for patterns that come again.
#[derive(Default)]
pub(super) struct Pairs {
    tables: RefCell<HashMap<Parts, Rc<Table>>>,
    cells: RefCell<HashMap<(usize, usize), Rc<Cells>>>,
}

impl Pairs {
    /// The first cell of two tables of whose people too much is told.
    pub(super) fn told(
        &self,
        structure: &Structure<'_>,
        counted: &Counted<'_>,
        known: &[bool],
        answers: usize,
    ) -> Option<Told> {
        let tables: Vec<(Rc<Table>, Vec<Vec<i64>>)> = tables(structure, known)
            .into_iter()
            .map(|key| {
                let counts = key.1.iter().map(|part| counts_of(part, counted.counts)).collect();
                (self.table(structure, key), counts)
            })
            .collect();
        tables.iter().enumerate().find_map(|(at, one)| {
            tables[at + 1..].iter().find_map(|other| {
                let cells = self.cells(structure, &one.0, &other.0);
                let margins = Margins { cells: &cells, rows: &one.1, columns: &other.1 };
                let cell = margins.told(counted.k, answers)?;
                let parts = [&one.0.parts[cell / cells.columns], &other.0.parts[cell % cells.columns]];
                Some(Told {
                    inside: parts.iter().flat_map(|part| part.plus.iter().copied()).collect(),
                    empty: parts.iter().flat_map(|part| part.minus.iter().copied()).collect(),
                })
            })
        })
    }

    fn table(&self, structure: &Structure<'_>, key: Parts) -> Rc<Table> {
        let mut tables = self.tables.borrow_mut();
        let number = tables.len();
        Rc::clone(
            tables.entry(key).or_insert_with_key(|(_, parts)| Rc::new(Table::new(structure, number, parts))),
        )
    }

    fn cells(&self, structure: &Structure<'_>, one: &Table, other: &Table) -> Rc<Cells> {
        let mut cells = self.cells.borrow_mut();
        let cells = cells.entry((one.number, other.number));
        Rc::clone(cells.or_insert_with(|| Rc::new(Cells::new(structure, one, other))))
    }
}

/// A table taken apart, with the part that each kind of people is in.
struct Table {
    number: usize,
    parts: Vec<Remainder>,
    of_kind: Vec<u32>,
}

impl Table {
    /// These parts hold everyone once.
    fn new(structure: &Structure<'_>, number: usize, parts: &[Remainder]) -> Self {
        let of_kind = sets_of_kinds(structure, parts.iter());
        let of_kind = of_kind.iter().map(|own| own.first().copied().unwrap_or(0)).collect();
        Self { number, of_kind, parts: parts.to_vec() }
    }
}

/// The people of every part of one table in every part of another, row by row.
struct Cells {
    people: Vec<i64>,
    rows: Vec<i64>,
    in_columns: Vec<i64>,
    columns: usize,
}

impl Cells {
    fn new(structure: &Structure<'_>, one: &Table, other: &Table) -> Self {
        let columns = other.parts.len();
        let mut people = vec![0; one.parts.len() * columns];
        for ((row, column), (_, own)) in one.of_kind.iter().zip(&other.of_kind).zip(&structure.kinds) {
            people[*row as usize * columns + *column as usize] += *own as i64;
        }
        let rows = people.chunks(columns).map(|row| row.iter().sum()).collect();
        let in_columns =
            (0..columns).map(|column| people.iter().skip(column).step_by(columns).sum()).collect();
        Self { people, rows, in_columns, columns }
    }
}

/// Two tables with how many of each part gave each answer.
struct Margins<'a> {
    cells: &'a Cells,
    rows: &'a [Vec<i64>],
    columns: &'a [Vec<i64>],
}

impl Margins<'_> {
    fn told(&self, k: i64, answers: usize) -> Option<usize> {
        let people = &self.cells.people;
        let few = |cell: &usize| (1..k).contains(&people[*cell]);
        // Nobody is told of unless somebody must have given an answer, and in the first step already.
        if !(0..people.len()).any(|cell| few(&cell)) || !(0..answers).any(|answer| self.forces(answer)) {
            return None;
        }
        let mut ranges: Vec<Vec<Range>> =
            (0..answers).map(|_| people.iter().map(|people| (0, *people)).collect()).collect();
        for _ in 0..ROUNDS {
            let before = ranges.clone();
            for (answer, ranges) in ranges.iter_mut().enumerate() {
                self.tighten(ranges, answer);
            }
            self.share(&mut ranges);
            if ranges == before {
                break;
            }
        }
        let told = |cell: &usize| {
            few(cell)
                && is_told(ranges.iter().map(|ranges| ranges[*cell]), people[*cell])
                && self.is_closer(*cell, &ranges)
        };
        (0..people.len()).find(told)
    }

    fn counts(margin: &[Vec<i64>], answer: usize) -> impl Iterator<Item = i64> {
        margin.iter().map(move |counts| counts.get(answer).copied().unwrap_or(0))
    }

    /// Whether a row or a column has more of an answer than there is room for in all of its cells but one.
    fn forces(&self, answer: usize) -> bool {
        let size = self.cells.columns;
        let of_columns: Vec<i64> = Self::counts(self.columns, answer).collect();
        let mut down = vec![(0, 0); size];
        let mut forced = false;
        for (people, count) in self.cells.people.chunks(size).zip(Self::counts(self.rows, answer)) {
            let (mut sum, mut most) = (0, 0);
            for ((people, of_column), down) in people.iter().zip(&of_columns).zip(&mut down) {
                let room = *people.min(&count).min(of_column);
                sum += room;
                most = most.max(room);
                *down = (down.0 + room, down.1.max(room));
            }
            forced |= count > sum - most;
        }
        forced || of_columns.iter().zip(down).any(|(count, (sum, most))| *count > sum - most)
    }

    /// The cells of each row and of each column add up to its count of an answer.
    fn tighten(&self, ranges: &mut [Range], answer: usize) {
        let size = self.cells.columns;
        for (row, count) in Self::counts(self.rows, answer).enumerate() {
            narrow(ranges, row * size..(row + 1) * size, count);
        }
        for (column, count) in Self::counts(self.columns, answer).enumerate() {
            narrow(ranges, (column..ranges.len()).step_by(size), count);
        }
    }

    /// Nobody gave two answers.
    fn share(&self, ranges: &mut [Vec<Range>]) {
        for (cell, people) in self.cells.people.iter().enumerate().filter(|(_, people)| **people > 0) {
            let low: i64 = ranges.iter().map(|ranges| ranges[cell].0).sum();
            for ranges in &mut *ranges {
                let own = &mut ranges[cell];
                own.1 = own.1.min(people - (low - own.0));
            }
        }
    }

    /// Whether these bounds are closer than the row or the column alone makes them.
    fn is_closer(&self, cell: usize, ranges: &[Vec<Range>]) -> bool {
        let (row, column) = (cell / self.cells.columns, cell % self.cells.columns);
        let people = self.cells.people[cell];
        let of_row = alone(&self.rows[row], self.cells.rows[row], people);
        let of_column = alone(&self.columns[column], self.cells.in_columns[column], people);
        let widest = ranges.iter().map(|ranges| ranges[cell].1 - ranges[cell].0).max().unwrap_or(0);
        widest < of_row.min(of_column)
    }
}
