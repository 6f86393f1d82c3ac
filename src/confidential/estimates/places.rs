//! Places: every group that is estimated in a wave, with its names and its headcount.

use crate::confidential::counts::{Counts, Grouping, Table};
use crate::plan::{Breakdown, BreakdownKind, Plan, Scope};

/// A group of a table, with the names by which estimates know it.
pub(super) struct Place<'a> {
    /// The table.
    pub(super) table: &'a Table,
    /// The group's index in the table.
    pub(super) group: usize,
    /// `all`, a breakdown's id, or two joined by ×.
    pub(super) breakdown: String,
    /// `all`, a group's id, or two joined by ×.
    pub(super) name: String,
    /// The parent unit's id.
    pub(super) parent: Option<String>,
}

/// All groups of a wave: everyone, each breakdown's, and two-way groups with somebody in them.
pub(super) fn places<'a>(plan: &Plan, counts: &'a Counts) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for table in &counts.tables {
        match table.grouping {
            Grouping::All => places.push(Place {
                table,
                group: 0,
                breakdown: "all".to_owned(),
                name: "all".to_owned(),
                parent: None,
            }),
            Grouping::One(breakdown) => {
                let breakdown = &plan.breakdowns[breakdown];
                let here = |(_, group): &(usize, &crate::plan::Group)| group.waves[counts.wave];
                let all = breakdown.groups.iter().enumerate().filter(here);
                places.extend(all.map(|(index, group)| Place {
                    table,
                    group: index,
                    breakdown: breakdown.id.clone(),
                    name: group.id.clone(),
                    parent: parent(plan, breakdown, index),
                }));
            }
            Grouping::Two(one, other) => places.extend(two_way(plan, table, one, other)),
        }
    }
    places
}

fn parent(plan: &Plan, breakdown: &Breakdown, group: usize) -> Option<String> {
    let BreakdownKind::Level(level) = breakdown.kind else { return None };
    let above = plan.breakdowns.get(level.checked_sub(1)?)?;
    breakdown.groups[group].parent.map(|parent| above.groups[parent].id.clone())
}

fn two_way<'a>(plan: &Plan, table: &'a Table, one: usize, other: usize) -> Vec<Place<'a>> {
    let (one, other) = (&plan.breakdowns[one], &plan.breakdowns[other]);
    let mut places = Vec::new();
    for (a, first) in one.groups.iter().enumerate() {
        for (b, second) in other.groups.iter().enumerate() {
            let group = a * other.groups.len() + b;
            if table.respondents(group) > 0 {
                places.push(Place {
                    table,
                    group,
                    breakdown: format!("{}×{}", one.id, other.id),
                    name: format!("{}×{}", first.id, second.id),
                    parent: None,
                });
            }
        }
    }
    places
}

impl Place<'_> {
    /// Respondents in the group.
    pub(super) fn respondents(&self) -> u64 {
        self.table.respondents(self.group)
    }

    /// People in the group in a scope, where the headcount tells.
    pub(super) fn headcount(&self, plan: &Plan, wave: usize, scope: &Scope) -> Option<u64> {
        let headcount = plan.waves[wave].headcount.as_ref()?;
        match self.table.grouping {
            Grouping::All => Some(headcount.total(scope)),
            Grouping::One(breakdown) => match plan.breakdowns[breakdown].kind {
                BreakdownKind::Level(level) => Some(headcount.unit(scope, level, self.group)),
                BreakdownKind::Characteristic { .. } => {
                    let stated = plan.breakdowns[breakdown].not_stated() != Some(self.group);
                    headcount.group(scope, breakdown, self.group).filter(|_| stated)
                }
            },
            Grouping::Two(..) => None,
        }
    }
}
