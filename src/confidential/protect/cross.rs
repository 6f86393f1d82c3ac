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

use super::bounds::{Known, Range, of_part, tighten, widest};
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
        // Whether any of a few people took part is theirs to tell. More respondents than people make no rate.
        let few = |heads: i64| heads >= tally.people && (1..self.k as i64).contains(&heads);
        let few_could = tally.headcount.is_some_and(few);
        !few_could && (tally.people <= 0 || (tally.people >= self.k as i64 && !alike))
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
        && open(structure, cross, tallies, &hidden, &left, unit_known)
            .iter()
            .all(|cell| !cell.too_much(demand))
}

/// What the totals of rows and columns tell of each hidden cell that anybody is in. Nothing where there are no answers.
fn open(
    structure: &Structure<'_>,
    cross: &CrossTable,
    tallies: &[Tally],
    hidden: &[usize],
    left: &[Tally],
    unit_known: impl Fn(usize) -> bool,
) -> Vec<Known> {
    let people = |member: usize| structure.members[member].respondents as i64;
    let columns = left.len();
    // Cells, row by row, and then what people without a unit may add to each column.
    let cells: Vec<usize> = hidden.iter().flat_map(|row| cross.rows[*row].1.iter().copied()).collect();
    let mut room: Vec<i64> = cells.iter().map(|cell| people(*cell)).collect();
    for (column, groups) in cross.columns.iter().enumerate() {
        let placed: i64 = cross.rows.iter().map(|(_, cells)| people(cells[column])).sum();
        room.push((groups.iter().map(|group| people(*group)).sum::<i64>() - placed).max(0));
    }
    let ranges = |of: &dyn Fn(&Tally) -> i64| {
        let mut counts: Vec<Range> = room.iter().map(|room| (0, *room)).collect();
        let rows = hidden.iter().enumerate().filter(|(_, row)| unit_known(cross.rows[**row].0));
        let rows = rows.map(|(at, row)| {
            ((at * columns..(at + 1) * columns).collect(), of(&tallies[cross.rows[*row].0]))
        });
        let down = left
            .iter()
            .enumerate()
            .map(|(column, left)| ((0..=hidden.len()).map(|row| row * columns + column).collect(), of(left)));
        tighten(&mut counts, &rows.chain(down).collect::<Vec<_>>());
        counts
    };
    if left.iter().any(|column| column.tones.is_none()) {
        return Vec::new();
    }
    let of_tone = |tone: usize| move |tally: &Tally| tally.tones.map_or(0, |tones| tones[tone]);
    let base = ranges(&|tally| tally.people);
    let tones = [0, 1, 2].map(|tone| ranges(&of_tone(tone)));
    // Of one row or one column alone.
    let alone = |cell: usize| {
        let (row, column) = (cell / columns, cell % columns);
        let others =
            |cells: &mut dyn Iterator<Item = usize>| cells.map(|at| room[at]).sum::<i64>() - room[cell];
        let beside = others(&mut (row * columns..(row + 1) * columns));
        let below = others(&mut (0..=hidden.len()).map(|row| row * columns + column));
        let unit = cross.rows[hidden[row]].0;
        let by = |total: &Tally, others: i64| {
            widest(&[0, 1, 2].map(|tone| of_part(of_tone(tone)(total), room[cell], others)))
        };
        let down = by(&left[column], below);
        if unit_known(unit) { down.min(by(&tallies[unit], beside)) } else { down }
    };
    let known = |cell: usize| Known {
        base: base[cell],
        tones: [0, 1, 2].map(|tone| tones[tone][cell]),
        alone: alone(cell),
    };
    (0..cells.len()).filter(|cell| tallies[cells[*cell]].people > 0).map(known).collect()
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
}
