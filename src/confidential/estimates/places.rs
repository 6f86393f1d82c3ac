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
    /// People in the group by scope, where the headcount tells.
    headcounts: Vec<Option<u64>>,
}

/// All groups of a wave: everyone, each breakdown's, and two-way groups. Of these only such as are large enough to be
/// published: most are not, and nobody may see them.
pub(super) fn places<'a>(plan: &Plan, counts: &'a Counts) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for table in &counts.tables {
        match table.grouping {
            Grouping::All => {
                places.push(Place::new(plan, counts.wave, table, 0, ("all".to_owned(), "all".to_owned())));
            }
            Grouping::One(breakdown) => {
                let breakdown = &plan.breakdowns[breakdown];
                let here = |(_, group): &(usize, &crate::plan::Group)| group.waves[counts.wave];
                for (index, group) in breakdown.groups.iter().enumerate().filter(here) {
                    let names = (breakdown.id.clone(), group.id.clone());
                    let place = Place::new(plan, counts.wave, table, index, names);
                    places.push(Place { parent: parent(plan, breakdown, index), ..place });
                }
            }
            Grouping::Two(one, other) => places.extend(two_way(plan, counts.wave, table, one, other)),
        }
    }
    places
}

fn parent(plan: &Plan, breakdown: &Breakdown, group: usize) -> Option<String> {
    let BreakdownKind::Level(level) = breakdown.kind else { return None };
    let above = plan.breakdowns.get(level.checked_sub(1)?)?;
    breakdown.groups[group].parent.map(|parent| above.groups[parent].id.clone())
}

fn two_way<'a>(plan: &Plan, wave: usize, table: &'a Table, one: usize, other: usize) -> Vec<Place<'a>> {
    let (one, other) = (&plan.breakdowns[one], &plan.breakdowns[other]);
    let mut places = Vec::new();
    for (a, first) in one.groups.iter().enumerate() {
        for (b, second) in other.groups.iter().enumerate() {
            let group = a * other.groups.len() + b;
            if table.respondents(group) >= plan.protection.smallest_group {
                let names = (format!("{}×{}", one.id, other.id), format!("{}×{}", first.id, second.id));
                places.push(Place::new(plan, wave, table, group, names));
            }
        }
    }
    places
}

impl<'a> Place<'a> {
    fn new(
        plan: &Plan,
        wave: usize,
        table: &'a Table,
        group: usize,
        (breakdown, name): (String, String),
    ) -> Self {
        let headcounts = plan.scopes.iter().map(|scope| headcount(plan, wave, table.grouping, group, scope));
        Self { table, group, breakdown, name, parent: None, headcounts: headcounts.collect() }
    }

    /// Respondents in the group.
    pub(super) fn respondents(&self) -> u64 {
        self.table.respondents(self.group)
    }

    /// People in the group in a scope (its index), where the headcount tells.
    pub(super) fn headcount(&self, scope: usize) -> Option<u64> {
        self.headcounts.get(scope).copied().flatten()
    }
}

/// People of a scope in a group, where the headcount of the wave tells.
pub(super) fn headcount(
    plan: &Plan,
    wave: usize,
    grouping: Grouping,
    group: usize,
    scope: &Scope,
) -> Option<u64> {
    let headcount = plan.waves[wave].headcount.as_ref()?;
    match grouping {
        Grouping::All => Some(headcount.total(scope)),
        Grouping::One(breakdown) => match plan.breakdowns[breakdown].kind {
            BreakdownKind::Level(level) => Some(headcount.unit(scope, level, group)),
            BreakdownKind::Characteristic { .. } => {
                let stated = plan.breakdowns[breakdown].not_stated() != Some(group);
                headcount.group(scope, breakdown, group).filter(|_| stated)
            }
        },
        Grouping::Two(..) => None,
    }
}
