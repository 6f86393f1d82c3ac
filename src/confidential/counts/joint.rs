//! Joint tables: several breakdowns are counted at once, by the combinations of their groups that occur.
//!
//! Every table that asks for some of the breakdowns is a sum over the combinations: three joint tables do the work of a
//! dozen, and what is sorted into a few hundred cells stays in the cache. Units of all levels are one table of their own:
//! in a tree there are about as many combinations as units.

use crate::plan::{Breakdown, Plan};

use super::Grouping;

/// Beyond so many cells, breakdowns are not put together: the counters would leave the cache.
const MOST_CELLS: usize = 1024;

/// Sets of breakdowns, such that each that is wanted is part of one.
pub(super) fn joints(plan: &Plan, wanted: impl IntoIterator<Item = Vec<usize>>) -> Vec<Vec<usize>> {
    let mut joints: Vec<Vec<usize>> = Vec::new();
    for set in wanted {
        match joints.iter_mut().find(|joint| fits(plan, joint, &set)) {
            Some(joint) => {
                let more: Vec<usize> =
                    set.into_iter().filter(|breakdown| !joint.contains(breakdown)).collect();
                joint.extend(more);
            }
            None => joints.push(set),
        }
    }
    joints
}

/// Whether a set is part of a joint table, or may become one.
fn fits(plan: &Plan, joint: &[usize], set: &[usize]) -> bool {
    let more = set.iter().filter(|breakdown| !joint.contains(breakdown));
    let all: Vec<usize> = joint.iter().chain(more).copied().collect();
    all.len() == joint.len() || cells(plan, &all) <= MOST_CELLS
}

/// About how many combinations of groups there can be: those of a tree are as many as its units.
fn cells(plan: &Plan, breakdowns: &[usize]) -> usize {
    let (mut units, mut others) = (0, 1_usize);
    for &breakdown in breakdowns {
        let groups = Grouping::One(breakdown).groups(plan);
        if plan.breakdowns.get(breakdown).is_some_and(Breakdown::is_level) {
            units += groups + 1;
        } else {
            others = others.saturating_mul(groups.max(1));
        }
    }
    others.saturating_mul(units.max(1))
}

/// Where a table's group of a combination is found.
pub(super) enum Placing {
    /// Everyone is in the one group.
    Everyone,
    /// The group of the breakdown at this place in the combination.
    Code(usize),
    /// The row of a unit of the highest level and the column of a group of the characteristic.
    Cell {
        /// Where in the combination the unit is.
        unit: usize,
        /// And where the group.
        group: usize,
        /// How many columns there are.
        columns: usize,
        /// By group of the characteristic: its column.
        column_of: Vec<Option<usize>>,
    },
}

impl Placing {
    /// The placing of a grouping in a joint table, if all that it asks for is there.
    pub(super) fn new(plan: &Plan, grouping: Grouping, joint: &[usize]) -> Option<Self> {
        let place = |breakdown| joint.iter().position(|&other| other == breakdown);
        Some(match grouping {
            Grouping::All => Self::Everyone,
            Grouping::One(breakdown) => Self::Code(place(breakdown)?),
            Grouping::Cross(index) => {
                let cross = plan.crosses.get(index)?;
                let groups = Grouping::One(cross.characteristic).groups(plan);
                Self::Cell {
                    unit: place(plan.highest_level()?)?,
                    group: place(cross.characteristic)?,
                    columns: cross.columns.len(),
                    column_of: (0..groups).map(|group| cross.column_of(group)).collect(),
                }
            }
        })
    }

    /// The group of those with this combination; `None` where they are in none.
    pub(super) fn group(&self, combination: &[u16], groups: usize) -> Option<usize> {
        let code = |place: usize| combination.get(place).map(|&code| usize::from(code));
        let group = match self {
            Self::Everyone => 0,
            Self::Code(place) => code(*place)?,
            Self::Cell { unit, group, columns, column_of } => {
                code(*unit)? * columns + (*column_of.get(code(*group)?)?)?
            }
        };
        (group < groups).then_some(group)
    }
}

/// The breakdowns that a grouping asks for.
pub(super) fn asked_for(plan: &Plan, grouping: Grouping) -> Vec<usize> {
    match grouping {
        Grouping::All => Vec::new(),
        Grouping::One(breakdown) => vec![breakdown],
        Grouping::Cross(index) => {
            let characteristic = plan.crosses.get(index).map(|cross| cross.characteristic);
            plan.highest_level().into_iter().chain(characteristic).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::wave::NO_GROUP;

    #[test]
    fn sets_are_put_together_while_they_are_small() {
        let mut plan = sample::plan();
        let wanted = || [vec![], vec![0, 1], vec![2], vec![3], vec![0, 2]];
        assert_eq!(joints(&plan, wanted()), [[0, 1, 2, 3]]);
        let unit = plan.breakdowns[1].groups[0].clone();
        plan.breakdowns[1].groups = vec![unit; 400];
        assert_eq!(joints(&plan, wanted()), [vec![0, 1], vec![2, 3, 0]]);
        plan.breakdowns[3].groups = vec![plan.breakdowns[3].groups[0].clone(); 2000];
        assert_eq!(joints(&plan, wanted()), [vec![0, 1], vec![2, 0], vec![3]]);
    }

    #[test]
    fn a_combination_is_placed_where_its_group_is() {
        let plan = sample::plan();
        let joint = [1, 3, 0];
        let group = |grouping: Grouping, combination: &[u16]| {
            Placing::new(&plan, grouping, &joint)?.group(combination, grouping.groups(&plan))
        };
        assert_eq!(group(Grouping::All, &[NO_GROUP; 3]), Some(0));
        assert_eq!(group(Grouping::One(3), &[4, 2, 1]), Some(2));
        assert_eq!(group(Grouping::One(1), &[NO_GROUP, 2, 1]), None);
        assert_eq!(group(Grouping::One(2), &[4, 2, 1]), None);
        assert_eq!(group(Grouping::Cross(1), &[4, 2, 1]), Some(4));
        assert_eq!(group(Grouping::Cross(1), &[4, 2, NO_GROUP]), None);
        assert_eq!(group(Grouping::Cross(0), &[4, 2, 1]), None);
    }
}
