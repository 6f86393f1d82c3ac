//! Linked tables: what the groups of two tables leave of each other.
//!
//! See [`super::containment`] for the rule. Here the tables of a wave are laid side by side, and every remainder that the
//! known groups of two of them give is listed once for each pattern, to be looked at for each measure.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::atoms::{Remainder, atoms};
use super::containment::small_cuts;
use super::structure::Structure;

/// A table by its number, and what is known of it.
pub(super) type Table = (usize, Vec<Remainder>);

/// The remainders between tables, kept for patterns that come again.
#[derive(Default)]
pub(super) struct Linked(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    /// Every table that was met, with a number of its own: what a pair is known by.
    tables: HashMap<Table, usize>,
    /// What two of them leave of each other.
    found: HashMap<(usize, usize), Rc<Vec<Remainder>>>,
}

impl Linked {
    /// Everything that the known groups of two tables give by subtraction: what is left of a known group or part of one table
    /// when all parts of another that lie inside are taken away, and every smallest remainder of fewer than `limit` people
    /// that several parts leave.
    pub(super) fn remainders(
        &self,
        structure: &Structure<'_>,
        known: &[bool],
        limit: u64,
    ) -> Vec<Rc<Vec<Remainder>>> {
        let Kept { tables: numbers, found } = &mut *self.0.borrow_mut();
        let tables = tables(structure, known);
        let own: Vec<usize> = tables.iter().map(|table| number(numbers, table)).collect();
        let mut all = Vec::new();
        for (at, (_, one)) in tables.iter().enumerate() {
            for (beside, (_, other)) in tables.iter().enumerate().skip(at + 1) {
                let kept = found
                    .entry((own[at], own[beside]))
                    .or_insert_with(|| Rc::new(between(structure, one, other, limit)));
                all.push(Rc::clone(kept));
            }
        }
        all.retain(|found| !found.is_empty());
        all
    }
}

/// The number of a table, the next one if it was never met.
fn number(numbers: &mut HashMap<Table, usize>, table: &Table) -> usize {
    let next = numbers.len();
    match numbers.get(table) {
        Some(number) => *number,
        None => *numbers.entry(table.clone()).or_insert(next),
    }
}

fn between(structure: &Structure<'_>, one: &[Remainder], other: &[Remainder], limit: u64) -> Vec<Remainder> {
    let mut found = BTreeSet::new();
    let common = common(structure, one, other);
    for cut in small_cuts(&common, limit) {
        let outer = cut.outer.iter().map(|part| &one[*part]);
        let inner = cut.inner.iter().map(|part| &other[*part]);
        found.insert(difference(outer, inner));
    }
    inside(&common, one, other, &mut found);
    inside(&turned(&common), other, one, &mut found);
    found.into_iter().filter(|remainder| !remainder.plus.is_empty()).collect()
}

/// Each table as parts that hold everyone once, with its number.
pub(super) fn tables(structure: &Structure<'_>, known: &[bool]) -> Vec<Table> {
    let mut tables: Vec<Vec<Remainder>> = structure.trees.iter().map(|tree| atoms(tree, known)).collect();
    for cross in &structure.crosses {
        let cells = cross.rows.iter().flat_map(|(_, cells)| cells).copied();
        let cells: Vec<usize> = cells.filter(|cell| known[*cell]).collect();
        if known.first() == Some(&true) && !cells.is_empty() {
            let mut parts: Vec<Remainder> =
                cells.iter().map(|cell| Remainder::of(*cell, Vec::new())).collect();
            parts.push(Remainder::of(0, cells));
            tables.push(parts);
        } else {
            tables.push(Vec::new());
        }
    }
    tables.into_iter().enumerate().filter(|(_, table)| table.len() > 1).collect()
}

/// The people whom each part of the one has in common with each part of the other.
fn common(structure: &Structure<'_>, one: &[Remainder], other: &[Remainder]) -> Vec<Vec<u64>> {
    let with = |part: &Remainder, member: usize| -> i64 {
        let sum = |members: &[usize]| members.iter().map(|own| structure.both(*own, member)).sum::<i64>();
        sum(&part.plus) - sum(&part.minus)
    };
    let row = |part: &Remainder| {
        let shared = |beside: &Remainder| {
            let sum = |members: &[usize]| members.iter().map(|member| with(part, *member)).sum::<i64>();
            u64::try_from(sum(&beside.plus) - sum(&beside.minus)).unwrap_or(0)
        };
        other.iter().map(shared).collect()
    };
    one.iter().map(row).collect()
}

fn turned(common: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let columns = common.first().map_or(0, Vec::len);
    (0..columns).map(|column| common.iter().map(|row| row[column]).collect()).collect()
}

/// What is left of each part of the one when all parts of the other that lie inside it are taken away.
fn inside(common: &[Vec<u64>], one: &[Remainder], other: &[Remainder], found: &mut BTreeSet<Remainder>) {
    let columns = common.first().map_or(0, Vec::len);
    let sizes: Vec<u64> = (0..columns).map(|column| common.iter().map(|row| row[column]).sum()).collect();
    for (part, shared) in one.iter().zip(common) {
        let within: Vec<usize> =
            (0..columns).filter(|column| shared[*column] > 0 && shared[*column] == sizes[*column]).collect();
        let left = shared.iter().sum::<u64>() - within.iter().map(|column| sizes[*column]).sum::<u64>();
        if !within.is_empty() && left > 0 {
            found.insert(difference(std::iter::once(part), within.iter().map(|column| &other[*column])));
        }
    }
}

/// Some parts less others, each member once.
fn difference<'a>(
    outer: impl Iterator<Item = &'a Remainder>,
    inner: impl Iterator<Item = &'a Remainder>,
) -> Remainder {
    let mut times: BTreeMap<usize, i32> = BTreeMap::new();
    for (part, sign) in outer.map(|part| (part, 1)).chain(inner.map(|part| (part, -1))) {
        part.plus.iter().for_each(|member| *times.entry(*member).or_default() += sign);
        part.minus.iter().for_each(|member| *times.entry(*member).or_default() -= sign);
    }
    let so_often = |sign: i32| -> Vec<usize> {
        let of = |(member, times): (&usize, &i32)| {
            std::iter::repeat_n(*member, usize::try_from(times * sign).unwrap_or(0))
        };
        times.iter().flat_map(of).collect()
    };
    Remainder { plus: so_often(1), minus: so_often(-1) }
}
