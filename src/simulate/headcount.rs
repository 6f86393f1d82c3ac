//! The headcount file of a simulated workforce.

use std::collections::BTreeMap;

use super::people::Person;
use super::scene::Scene;
use crate::plan::{NOT_STATED, Plan};

/// What the people of one line have in common.
type Line<'a> = (Option<(usize, usize)>, &'a str, Vec<Option<usize>>);

/// One line per unit, staff group and combination of the characteristics that the file has.
pub(super) fn headcount(scene: &Scene<'_>, workforce: &[Person]) -> Result<Vec<u8>, std::io::Error> {
    let plan = scene.plan;
    let at = |id: &String| plan.breakdowns.iter().position(|breakdown| &breakdown.id == id);
    let columns: Vec<usize> = scene.settings.headcount_columns.iter().filter_map(at).collect();
    let mut people: BTreeMap<Line<'_>, u64> = BTreeMap::new();
    for person in workforce {
        let groups = columns.iter().map(|column| person.groups[*column]).collect();
        *people.entry((unit(plan, person), &person.staff_group, groups)).or_default() += 1;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = columns.iter().map(|column| plan.breakdowns[*column].id.as_str());
    writer.write_record(["unit", "staff_group"].into_iter().chain(names).chain(["headcount"]))?;
    for ((unit, staff_group, groups), count) in people {
        let id = |breakdown: usize, group: Option<usize>| {
            group.map_or(NOT_STATED, |group| plan.breakdowns[breakdown].groups[group].id.as_str())
        };
        let unit = unit.map_or("", |(level, group)| id(level, Some(group)));
        let groups = columns.iter().zip(groups).map(|(column, group)| id(*column, group));
        let count = count.to_string();
        writer.write_record([unit, staff_group].into_iter().chain(groups).chain([count.as_str()]))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A person's unit: that of the lowest level they have, as the breakdown and its group.
fn unit(plan: &Plan, person: &Person) -> Option<(usize, usize)> {
    let groups = plan.breakdowns.iter().zip(&person.groups).enumerate();
    groups.filter_map(|(at, (b, group))| b.is_level().then_some((at, (*group)?))).next_back()
}
