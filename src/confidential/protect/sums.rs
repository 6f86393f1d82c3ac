//! Sums: the equations between groups that every reader knows without a single figure.
//!
//! A unit is the sum of its lower units and of those who are in none, everyone is the sum of a characteristic's groups, and of a
//! cross table every unit is the sum of its cells, and every column that of the groups which are put together in it. Where
//! all terms of a sum but one can be worked out, so can that one: a marker in its place would promise what is not kept.
//!
//! ```text
//! directorate A = 40, its women 21 and its men withheld: 19 men.
//! column "carers" = 18 in A + 15 in B; of its two groups, "some hours" 22 and "all day" withheld: 11.
//! ```

use super::structure::{CrossTable, Structure, Tree};

/// A withheld group that can be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Determined {
    /// Which (member).
    pub(super) member: usize,
    /// The known groups (members) by which it can be.
    pub(super) by: Vec<usize>,
}

/// The sums of one wave. A term is a member, or a number beyond theirs for people of whom there is no row.
pub(super) struct Sums {
    /// In each sum one term is all others together; which of them does not matter here.
    sums: Vec<Vec<usize>>,
    /// For each term, the sums that it is in.
    of: Vec<Vec<usize>>,
    /// Of each member, whether anybody is in it.
    there: Vec<bool>,
}

impl Sums {
    /// Those of these groups.
    pub(super) fn new(structure: &Structure<'_>) -> Self {
        let people: Vec<u64> = structure.members.iter().map(|member| member.respondents).collect();
        Self::of(&people, &structure.trees, &structure.crosses)
    }

    /// Those of trees and cross tables of which each group has so many people.
    fn of(people: &[u64], trees: &[Tree], crosses: &[CrossTable]) -> Self {
        let mut terms = people.len();
        let mut sums = Vec::new();
        let size = |member: &usize| people[*member];
        for tree in trees {
            of_tree(tree, size, &mut terms, &mut sums);
        }
        for cross in crosses {
            of_cross(cross, size, &mut terms, &mut sums);
        }
        let mut of = vec![Vec::new(); terms];
        for (number, sum) in sums.iter().enumerate() {
            for term in sum {
                of[*term].push(number);
            }
        }
        Self { sums, of, there: people.iter().map(|people| *people > 0).collect() }
    }

    /// The withheld groups that a reader can work out all the same, by what is known.
    pub(super) fn determined(&self, known: &[bool]) -> Vec<Determined> {
        let mut by: Vec<Option<Vec<usize>>> = vec![None; self.of.len()];
        for (member, by) in by.iter_mut().enumerate().take(known.len()) {
            *by = (known[member]).then(|| vec![member]).or((!self.there[member]).then(Vec::new));
        }
        let mut waiting: Vec<usize> = (0..self.sums.len()).rev().collect();
        while let Some(sum) = waiting.pop() {
            let mut open = self.sums[sum].iter().filter(|term| by[**term].is_none());
            let (Some(only), None) = (open.next().copied(), open.next()) else { continue };
            let terms = self.sums[sum].iter().filter_map(|term| by[*term].as_ref());
            let mut all: Vec<usize> = terms.flatten().copied().collect();
            all.sort_unstable();
            all.dedup();
            by[only] = Some(all);
            waiting.extend(&self.of[only]);
        }
        let found = by.into_iter().take(known.len()).enumerate().filter_map(|(member, by)| {
            let withheld = self.there[member] && !known[member];
            by.filter(|_| withheld).map(|by| Determined { member, by })
        });
        found.collect()
    }
}

/// Adds a sum, with people of whom there is no row where the parts have fewer people than the whole.
fn add(sums: &mut Vec<Vec<usize>>, terms: &mut usize, mut sum: Vec<usize>, complete: bool) {
    if !complete {
        sum.push(*terms);
        *terms += 1;
    }
    sums.push(sum);
}

/// Each group is the sum of those right below it.
fn of_tree(tree: &Tree, people: impl Fn(&usize) -> u64, terms: &mut usize, sums: &mut Vec<Vec<usize>>) {
    let mut parts = vec![Vec::new(); tree.members.len()];
    for (place, parent) in tree.parents.iter().enumerate() {
        if let Some(parent) = parent {
            parts[*parent].push(tree.members[place]);
        }
    }
    for (whole, parts) in tree.members.iter().zip(parts).filter(|(_, parts)| !parts.is_empty()) {
        let complete = parts.iter().map(&people).sum::<u64>() == people(whole);
        add(sums, terms, [vec![*whole], parts].concat(), complete);
    }
}

/// Each unit is the sum of its cells; each column that of its cells, and that of its groups.
fn of_cross(
    cross: &CrossTable,
    people: impl Fn(&usize) -> u64,
    terms: &mut usize,
    sums: &mut Vec<Vec<usize>>,
) {
    let all = |members: &[usize]| members.iter().map(&people).sum::<u64>();
    for (unit, cells) in &cross.rows {
        add(sums, terms, [vec![*unit], cells.clone()].concat(), all(cells) == people(unit));
    }
    for (at, groups) in cross.columns.iter().enumerate() {
        let cells: Vec<usize> = cross.rows.iter().map(|(_, cells)| cells[at]).collect();
        let complete = all(&cells) == all(groups);
        match groups.as_slice() {
            [group] => add(sums, terms, [vec![*group], cells].concat(), complete),
            several => {
                let column = *terms;
                *terms += 1;
                add(sums, terms, [&[column], several].concat(), true);
                add(sums, terms, [vec![column], cells].concat(), complete);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(sums: &Sums, known: &[bool]) -> Vec<usize> {
        sums.determined(known).into_iter().map(|found| found.member).collect()
    }

    /// Everyone; two services; the second has two teams.
    fn tree() -> Tree {
        Tree { members: vec![0, 1, 2, 3, 4], parents: vec![None, Some(0), Some(0), Some(2), Some(2)] }
    }

    #[test]
    fn the_only_withheld_group_beside_known_ones_is_no_secret() {
        let placed = Sums::of(&[60, 20, 40, 25, 15], &[tree()], &[]);
        assert_eq!(members(&placed, &[true, true, true, true, false]), [4]);
        assert_eq!(members(&placed, &[true, true, true, false, false]), [0; 0]);
        // Through a withheld service: everyone less the first is the second, less a team is the other team.
        let through = placed.determined(&[true, true, false, true, false]);
        let team = Determined { member: 4, by: vec![0, 1, 3] };
        assert_eq!(through, [Determined { member: 2, by: vec![0, 1] }, team]);
        // From below.
        assert_eq!(members(&placed, &[true, false, false, true, true]), [1, 2]);
        // People without a team leave room; nobody does not.
        let unplaced = Sums::of(&[60, 20, 40, 25, 10], &[tree()], &[]);
        assert_eq!(members(&unplaced, &[true, true, true, true, false]), [0; 0]);
        let empty = Sums::of(&[60, 20, 40, 40, 0], &[tree()], &[]);
        assert_eq!(members(&empty, &[true, true, false, false, false]), [2, 3]);
    }

    #[test]
    fn the_columns_of_a_cross_table_tell_of_the_groups_in_them() {
        // Everyone, units 1 and 2, groups 3 to 5 of which 4 and 5 share a column; cells 6 to 9.
        let units = Tree { members: vec![0, 1, 2], parents: vec![None, Some(0), Some(0)] };
        let groups = Tree { members: vec![0, 3, 4, 5], parents: vec![None, Some(0), Some(0), Some(0)] };
        let cross =
            CrossTable { rows: vec![(1, vec![6, 7]), (2, vec![8, 9])], columns: vec![vec![3], vec![4, 5]] };
        let all = Sums::of(&[90, 50, 40, 50, 25, 15, 30, 20, 20, 20], &[units, groups], &[cross]);
        let mut known = [true; 10];
        (known[3], known[5]) = (false, false);
        assert_eq!(members(&all, &known), [3, 5]);
        assert_eq!(all.determined(&known)[1].by, [0, 4, 6, 8]);
        // Without one of the units' rows the column is not known.
        (known[8], known[9]) = (false, false);
        assert_eq!(members(&all, &known), [0; 0]);
    }
}
