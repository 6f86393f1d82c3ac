//! Places: every group that is estimated in a wave, with its names and its headcount.

use crate::confidential::counts::{Counts, Grouping, Table};
use crate::plan::{Breakdown, BreakdownKind, Cross, Plan, Scope};

/// A group of a table, with the names by which estimates know it.
pub(super) struct Place<'a> {
    /// The table.
    pub(super) table: &'a Table,
    /// The group's index in the table.
    pub(super) group: usize,
    /// `all`, or the id of a breakdown or cross table.
    pub(super) breakdown: String,
    /// `all`, a group's id, or those of a unit and a column joined by ×.
    pub(super) name: String,
    /// The id of the parent unit; for a group of a cross table that of its unit.
    pub(super) parent: Option<String>,
    /// People in the group by scope, where the headcount tells.
    headcounts: Vec<Option<u64>>,
}

/// All groups of a wave: everyone, each breakdown's, and each cross table's. Groups that nobody is in are there too:
/// protection has to know of them.
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
            Grouping::Cross(index) => places.extend(cross(plan, counts.wave, table, &plan.crosses[index])),
        }
    }
    places
}

fn parent(plan: &Plan, breakdown: &Breakdown, group: usize) -> Option<String> {
    let BreakdownKind::Level(level) = breakdown.kind else { return None };
    let above = plan.breakdowns.get(level.checked_sub(1)?)?;
    breakdown.groups[group].parent.map(|parent| above.groups[parent].id.clone())
}

/// The groups of a cross table: every column of each unit that the wave has.
fn cross<'a>(plan: &Plan, wave: usize, table: &'a Table, cross: &Cross) -> Vec<Place<'a>> {
    let units = plan.highest().into_iter().flat_map(|level| level.groups.iter().enumerate());
    let mut places = Vec::new();
    for (row, unit) in units.filter(|(_, unit)| unit.waves[wave]) {
        for (at, column) in cross.columns.iter().enumerate() {
            let names = (cross.id.clone(), format!("{}×{}", unit.id, column.id));
            let place = Place::new(plan, wave, table, row * cross.columns.len() + at, names);
            places.push(Place { parent: Some(unit.id.clone()), ..place });
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
        Grouping::Cross(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidential::counts::{count, sample};
    use crate::confidential::estimates::{Estimate, Estimates, Kind, Read, estimate};
    use crate::confidential::wave::Wave;
    use crate::plan::{Headcount, HeadcountCell};

    /// The groups of a breakdown or cross table, each with its parent.
    fn names(plan: &Plan, breakdown: &str) -> Vec<(String, Option<String>)> {
        let counts = count(plan, &sample::wave(&[([0; 4], [1; 6])]), 1);
        let places = places(plan, &counts);
        let own = places.into_iter().filter(|place| place.breakdown == breakdown);
        own.map(|place| (place.name, place.parent)).collect()
    }

    #[test]
    fn a_cross_table_has_every_column_of_the_units_of_the_wave_and_their_parent_is_the_unit() {
        let mut plan = sample::plan();
        plan.breakdowns[0].groups[1].waves = vec![false, true];
        let named = |name: &str, unit: &str| (name.to_owned(), Some(unit.to_owned()));
        let expected = [
            named("care×women", "care"),
            named("care×others", "care"),
            named("corporate×women", "corporate"),
            named("corporate×others", "corporate"),
        ];
        assert_eq!(names(&plan, "directorate×gender"), expected);
    }

    #[test]
    fn a_plan_without_cross_tables_has_no_groups_of_two_breakdowns() {
        let mut plan = sample::plan();
        plan.crosses.clear();
        let counts = count(&plan, &sample::large_wave(100), 1);
        assert!(places(&plan, &counts).iter().all(|place| !place.breakdown.contains('×')));
    }

    fn estimates(plan: &Plan, waves: &[Wave]) -> Estimates {
        let counts: Vec<Counts> = waves.iter().map(|wave| count(plan, wave, 1)).collect();
        estimate(plan, &counts, vec![Read::default(); waves.len()], 1)
    }

    #[test]
    fn a_group_of_a_cross_table_has_neither_headcount_nor_response_rate_nor_change() {
        let mut plan = sample::plan();
        let cell = |people| HeadcountCell {
            units: vec![Some(0), Some(0)],
            staff_group: "core".to_owned(),
            characteristics: vec![(2, 0), (3, 0)],
            people,
        };
        plan.waves[1].headcount = Some(Headcount { cells: vec![cell(900)], characteristics: vec![2, 3] });
        let waves = [sample::large_wave(600), Wave { wave: 1, ..sample::large_wave(600) }];
        let estimates = estimates(&plan, &waves);
        let rows = |breakdown: &'static str| {
            estimates.rows.iter().filter(move |row| row.wave == 1 && row.breakdown == breakdown)
        };
        assert!(rows("gender").any(|row| row.kind == Kind::Response && row.headcount == Some(900)));
        assert!(rows("gender").any(|row| row.kind == Kind::Question && row.change.is_some()));
        for cross in ["directorate×gender", "directorate×grade"] {
            assert!(rows(cross).all(|row| row.kind != Kind::Response && row.headcount.is_none()));
            assert!(rows(cross).all(|row| row.change.is_none()));
            for kind in [Kind::Question, Kind::Pillar, Kind::Index] {
                assert!(rows(cross).any(|row| row.kind == kind && row.against_rest.is_some()));
            }
        }
    }

    #[test]
    fn a_group_that_nobody_is_in_has_its_rows() {
        let estimates = estimates(&sample::plan(), &[sample::wave(&[([0; 4], [1; 6])])]);
        let found = estimates.rows.iter().find(|row| row.measure == "q0" && row.group == "corporate×others");
        assert!(found.is_some_and(|row| row.respondents == 0 && row.base == 0 && row.against_rest.is_none()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_columns_of_a_cross_table_add_up_to_their_unit(wave in sample::waves()) {
            let plan = sample::plan();
            let rows = estimates(&plan, &[wave]).rows;
            let numbers = |row: &Estimate| {
                let further = [row.respondents, row.base, row.asked.unwrap_or(0), row.unanswered.unwrap_or(0)];
                further.into_iter().chain(row.categories.iter().copied()).collect::<Vec<u64>>()
            };
            for unit in rows.iter().filter(|row| row.breakdown == "directorate" && row.kind != Kind::Response) {
                for cross in &plan.crosses {
                    let mut sums = vec![0; numbers(unit).len()];
                    let same = |row: &&Estimate| {
                        (row.kind, &row.measure, &row.breakdown) == (unit.kind, &unit.measure, &cross.id)
                    };
                    let own = |row: &&Estimate| same(row) && row.parent.as_ref() == Some(&unit.group);
                    let columns: Vec<&Estimate> = rows.iter().filter(own).collect();
                    prop_assert_eq!(columns.len(), cross.columns.len());
                    for column in columns {
                        sums.iter_mut().zip(numbers(column)).for_each(|(sum, number)| *sum += number);
                    }
                    prop_assert_eq!(sums, numbers(unit), "{} of {}", &cross.id, &unit.group);
                }
            }
        }
    }
}
