//! The figures of a group in a wave as one line of letters: what kind of row each is, and its printed numbers.
//!
//! Rows that show the same kinds of figures with the same verdicts have the same shape. The shapes stand in a list, the
//! commonest first; a row is the place of its shape and its numbers. Rows without a figure come in runs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::packing::Line;
use crate::release::{Cell, Difference, Figures, Marker, Measure, MeasureKind, Row, Verdict};
use crate::report::{figure, wording};

/// All that is no number of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(super) enum Shape {
    /// The letter of the marker; nothing where there is no row.
    Without(&'static str),
    /// Which figures there are (`t`ones, `r`ange, `p`eople who took part), against the rest, the change, from which
    /// wave, and a note.
    With(String, Side, Side, Option<String>, Option<String>),
}

/// A comparison without its points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(super) enum Side {
    /// Place of the verdict among all of them.
    Verdict(usize),
    /// The letter of the marker.
    Marker(&'static str),
}

/// A row as it is packed.
pub(super) struct Told {
    /// Its shape.
    pub(super) shape: Shape,
    /// The number of answers, or of people where it is a response rate.
    base: i64,
    /// All other numbers, in order.
    numbers: Line,
}

impl Told {
    /// A row, or that there is none.
    pub(super) fn of(measure: &Measure, row: Option<&Row>) -> Self {
        let without = |letter| Self { shape: Shape::Without(letter), base: 0, numbers: Line::default() };
        match row.map(|row| (row, &row.figures)) {
            None => without(""),
            Some((_, Cell::Withheld(marker))) => without(letter(*marker)),
            Some((row, Cell::Shown(figures))) => shown(measure, row, figures),
        }
    }
}

fn shown(measure: &Measure, row: &Row, figures: &Figures) -> Told {
    let mut numbers = Line::default();
    let has = own(measure, figures, &mut numbers);
    let rest = side(&row.against_rest, |difference| Some(difference), &mut numbers);
    let change = side(&row.change, |change| change.difference.as_ref(), &mut numbers);
    let changed = row.change.shown();
    let from = changed.map(|change| change.from.clone());
    let note = changed.and_then(|change| change.note.clone());
    Told { shape: Shape::With(has, rest, change, from, note), base: figures.base as i64, numbers }
}

/// The figures without the comparisons.
fn own(measure: &Measure, figures: &Figures, numbers: &mut Line) -> String {
    let mut has = String::new();
    let share = |percent: i64| percent.unsigned_abs();
    let value = figure::headline(measure, figures);
    numbers.push(share(value));
    if let (Some(neutral), Some(negative)) = (figure::neutral(figures), figure::negative(figures)) {
        has.push('t');
        numbers.push(share(neutral));
        numbers.push(share(negative));
    }
    if let (Some(low), Some(high)) = (figures.low, figures.high) {
        has.push('r');
        numbers.push_signed(value - figure::whole(low));
        numbers.push_signed(figure::whole(high) - value);
    }
    if measure.kind == MeasureKind::Response {
        has.push('p');
        numbers.push(figures.respondents);
    }
    has
}

/// A comparison: its points are among the numbers where there are any.
fn side<T>(cell: &Cell<T>, difference: impl Fn(&T) -> Option<&Difference>, numbers: &mut Line) -> Side {
    match cell {
        Cell::Withheld(marker) => Side::Marker(letter(*marker)),
        Cell::Shown(shown) => match difference(shown) {
            Some(one) if one.verdict != Verdict::NotComparable => {
                numbers.push_signed(figure::whole(one.points));
                Side::Verdict(place(one.verdict))
            }
            _ => Side::Verdict(place(Verdict::NotComparable)),
        },
    }
}

/// A marker without its brackets.
fn letter(marker: Marker) -> &'static str {
    wording::marker(marker).trim_matches(['[', ']'])
}

fn place(verdict: Verdict) -> usize {
    Verdict::ALL.iter().position(|one| *one == verdict).unwrap_or_default()
}

/// The shapes of all rows, the commonest first.
pub(super) fn shapes<'a>(rows: impl Iterator<Item = &'a Told>) -> Vec<Shape> {
    let mut counted: BTreeMap<&Shape, usize> = BTreeMap::new();
    for row in rows {
        *counted.entry(&row.shape).or_default() += 1;
    }
    let mut shapes: Vec<(&Shape, usize)> = counted.into_iter().collect();
    shapes.sort_by_key(|(_, times)| Reverse(*times));
    shapes.into_iter().map(|(shape, _)| shape.clone()).collect()
}

/// The rows of a group in a wave, in the order of the measures; nothing where none exists.
pub(super) fn line(rows: &[Told], places: &BTreeMap<&Shape, u64>) -> String {
    let mut line = Line::default();
    let mut before = 0;
    if rows.iter().all(|row| row.shape == Shape::Without("")) {
        return line.finish();
    }
    for run in rows.chunk_by(|a, b| matches!(a.shape, Shape::Without(_)) && a.shape == b.shape) {
        let Some(first) = run.first() else { continue };
        line.push(places.get(&first.shape).copied().unwrap_or_default());
        if let Shape::Without(_) = first.shape {
            line.push(run.len() as u64);
            continue;
        }
        line.push_signed(first.base - before);
        before = first.base;
        line.append(&first.numbers);
    }
    line.finish()
}
