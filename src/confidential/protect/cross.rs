//! R4, the rule of cross tables: a row is shown whole or not at all.
//!
//! # What it does
//! A characteristic is crossed with the highest level of the organisation only, in the few columns that the plan
//! declares. A unit's row is shown if the unit is, if every cell of it may be shown by itself, and if enough is hidden with what is not: no
//! single row is hidden alone, what is hidden of each column together is nobody or a group that could be shown, and no hidden cell
//! is pinned down by the totals of its row and its column.
//!
//! # Why
//! In a table with totals a single hidden cell is a subtraction away, and so is a single hidden row. Hiding cells one
//! by one until rows and columns add up no more is where products leak: the totals still bound what is hidden.
//!
//! # Example
//! Eight directorates by gender; in one there are 6 men. Its row is withheld, and that of the smallest other directorate. Of
//! the men, 6 + 35 are hidden together.
//!
//! # Source
//! Statistical disclosure control handbooks (complementary suppression by rows); the bounds of a cell by its margins are
//! Fréchet's (1940).

use super::structure::{CrossTable, Structure};
use super::tally::Tally;
use super::unanimity::unanimous;

/// What is asked of everything that can be known.
#[derive(Clone, Copy)]
pub(super) struct Demand {
    /// Fewer people than this are not to be known.
    pub(super) k: u64,
    /// How many may put their own answers together; `None` where no answers are looked at.
    pub(super) insiders: Option<u64>,
}

impl Demand {
    /// Whether this may be known: nobody, or enough people who are not all alike.
    pub(super) fn holds(self, tally: &Tally) -> bool {
        let alike = self.insiders.is_some_and(|insiders| unanimous(tally, insiders));
        tally.people <= 0 || (tally.people >= self.k as i64 && !alike)
    }
}

/// Which rows of a cross table may be known: `may` says so of each by itself, `before` of those that already are.
pub(super) fn rows(
    structure: &Structure<'_>,
    cross: &CrossTable,
    tallies: &[Tally],
    demand: Demand,
    (mut may, before): (Vec<bool>, &[bool]),
    unit_known: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let size = |row: usize| structure.members[cross.rows[row].0].respondents;
    loop {
        let known: Vec<bool> = may.iter().zip(before).map(|(may, before)| *may || *before).collect();
        if !known.contains(&true) || hides_enough(structure, cross, tallies, demand, &known, &unit_known) {
            return may;
        }
        let smallest = (0..may.len()).filter(|row| may[*row]).min_by_key(|row| (size(*row), *row));
        match smallest {
            Some(row) => may[row] = false,
            None => return may,
        }
    }
}

fn hides_enough(
    structure: &Structure<'_>,
    cross: &CrossTable,
    tallies: &[Tally],
    demand: Demand,
    known: &[bool],
    unit_known: impl Fn(usize) -> bool,
) -> bool {
    let people = |member: usize| structure.members[member].respondents;
    let hidden: Vec<usize> =
        (0..known.len()).filter(|row| !known[*row] && people(cross.rows[*row].0) > 0).collect();
    let placed: u64 = cross.rows.iter().map(|(unit, _)| people(*unit)).sum();
    let everyone = structure.members.first().map_or(0, |all| all.respondents);
    if hidden.len() == 1 && placed >= everyone {
        return false;
    }
    let left: Vec<Tally> = (0..cross.columns.len()).map(|at| left_of(cross, tallies, known, at)).collect();
    left.iter().all(|column| demand.holds(column))
        && hidden.iter().filter(|row| unit_known(cross.rows[**row].0)).all(|row| {
            let (unit, cells) = &cross.rows[*row];
            let free = |(at, cell): (usize, &usize)| is_free(&tallies[*unit], &left, at, &tallies[*cell]);
            cells.iter().enumerate().all(free)
        })
}

/// What is hidden of a column together.
fn left_of(cross: &CrossTable, tallies: &[Tally], known: &[bool], column: usize) -> Tally {
    let mut groups = cross.columns[column].iter().map(|group| tallies[*group]);
    let Some(mut left) = groups.next() else { return Tally::default() };
    groups.for_each(|group| left += group);
    let rows = cross.rows.iter().zip(known).filter(|(_, known)| **known);
    rows.for_each(|((_, cells), _)| left -= tallies[cells[column]]);
    left
}

/// Whether the totals of a hidden cell's row and column leave enough open of it: in at least one kind of answer more than a
/// quarter of the most people who can be in it.
fn is_free(row: &Tally, left: &[Tally], column: usize, cell: &Tally) -> bool {
    if cell.people <= 0 {
        return true;
    }
    let bounds = |of: &dyn Fn(&Tally) -> i64| {
        let all: i64 = left.iter().map(of).sum();
        let (row, column) = (of(row), of(&left[column]));
        ((row + column - all).max(0), row.min(column))
    };
    let (fewest, most) = bounds(&|tally| tally.people);
    let wide = |(low, high): (i64, i64)| high > low && 4 * (high - low) > most;
    if cell.tones.is_none() {
        return most > fewest;
    }
    (0..3).any(|tone| wide(bounds(&|tally: &Tally| tally.tones.map_or(0, |tones| tones[tone]))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_and_enough_people_may_be_known() {
        let demand = Demand { k: 10, insiders: Some(1) };
        let tally = |people, tones| Tally { people, tones, headcount: None };
        assert!(demand.holds(&tally(0, Some([0, 0, 0]))));
        assert!(!demand.holds(&tally(9, None)));
        assert!(demand.holds(&tally(10, None)));
        assert!(!demand.holds(&tally(12, Some([0, 1, 11]))));
        assert!(Demand { insiders: None, ..demand }.holds(&tally(12, Some([0, 1, 11]))));
    }

    #[test]
    fn totals_pin_a_cell_down_where_its_row_is_nearly_all_that_is_hidden() {
        let tally =
            |tones: [i64; 3]| Tally { people: tones.iter().sum(), tones: Some(tones), headcount: None };
        // 40 hidden, 38 of them in this row: its cell in the second column is that column's, give or take two.
        let left = [tally([10, 10, 10]), tally([2, 2, 6])];
        assert!(!is_free(&tally([11, 12, 15]), &left, 1, &tally([2, 2, 5])));
        assert!(is_free(&tally([6, 6, 8]), &left, 1, &tally([2, 2, 5])));
    }
}
