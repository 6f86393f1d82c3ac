//! `[[cross]]` → [`Cross`].

use std::path::Path;

use super::check_ids;
use crate::plan::breakdown::Breakdown;
use crate::plan::cross::{Column, Cross, MOST_COLUMNS};
use crate::plan::label::nearest;
use crate::plan::raw::{RawColumn, RawCross};
use crate::problem::{Place, Problem, Problems, quoted};

/// The cross tables, each with the highest level.
pub(crate) fn resolve(
    file: &Path,
    raw: &[RawCross],
    breakdowns: &[Breakdown],
    problems: &mut Problems,
) -> Vec<Cross> {
    let Some(highest) = breakdowns.first().filter(|breakdown| breakdown.is_level()) else {
        return Vec::new();
    };
    let place = Place::file(file).column("cross");
    check_ids(&place, "cross", raw.iter().map(|raw| raw.breakdown.as_str()), problems);
    let cross = |raw: &RawCross| cross(&place, raw, highest, breakdowns, problems);
    raw.iter().filter_map(cross).collect()
}

fn cross(
    place: &Place,
    raw: &RawCross,
    highest: &Breakdown,
    breakdowns: &[Breakdown],
    problems: &mut Problems,
) -> Option<Cross> {
    let named = |(_, breakdown): &(usize, &Breakdown)| breakdown.id == raw.breakdown && !breakdown.is_level();
    let Some((characteristic, breakdown)) = breakdowns.iter().enumerate().find(named) else {
        let known = breakdowns.iter().filter(|breakdown| !breakdown.is_level());
        let hint = nearest(&raw.breakdown, known.map(|breakdown| breakdown.id.as_str()));
        let message = format!("“{}” is no characteristic of this survey", quoted(&raw.breakdown));
        let problem = Problem::error(place.clone(), message);
        problems.push(problem.maybe_hint(hint.map(|near| format!("did you mean “{near}”?"))));
        return None;
    };
    let place = Place { column: Some(format!("cross.{}", breakdown.id)), ..place.clone() };
    check_ids(&place, "column", raw.column.iter().map(|column| column.id.as_str()), problems);
    if !(2..=MOST_COLUMNS).contains(&raw.column.len()) {
        let message =
            format!("expected two to {MOST_COLUMNS} columns; more would leave too few people in each");
        problems.push(Problem::error(place.clone(), message));
    }
    let columns: Vec<Column> =
        raw.column.iter().map(|column| self::column(&place, column, breakdown, problems)).collect();
    for (index, group) in breakdown.groups.iter().enumerate() {
        let times = columns.iter().flat_map(|column| &column.groups).filter(|group| **group == index).count();
        if times != 1 {
            let message = format!("“{}” is in {times} columns; expected it in one", quoted(&group.id));
            problems.push(Problem::error(place.clone(), message));
        }
    }
    Some(Cross { id: format!("{}×{}", highest.id, breakdown.id), characteristic, columns })
}

fn column(place: &Place, raw: &RawColumn, breakdown: &Breakdown, problems: &mut Problems) -> Column {
    let mut groups = Vec::new();
    for id in &raw.groups {
        match breakdown.group(id) {
            Some(group) => groups.push(group),
            None => {
                let hint = nearest(id, breakdown.groups.iter().map(|group| group.id.as_str()));
                let message = format!("“{}” is no group of {}", quoted(id), breakdown.id);
                let problem = Problem::error(place.clone(), message);
                problems.push(problem.maybe_hint(hint.map(|near| format!("did you mean “{near}”?"))));
            }
        }
    }
    groups.sort_unstable();
    let name = if raw.name.is_empty() { raw.id.clone() } else { raw.name.clone() };
    Column { id: raw.id.clone(), name, groups }
}
