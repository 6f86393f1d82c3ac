//! Sheets with measures down and groups across: percent positive or the score, in the latest survey.

use super::column::Column;
use super::results::by;
use super::sheet::{Sheet, Value};
use super::subject::{Names, measure_name};
use crate::release::{Measure, MeasureKind, ReleasedBreakdown, ReleasedCross, ReleasedGroup};
use crate::report::open_data::kind;
use crate::report::page::Page;
use crate::report::view::Place;
use crate::report::wording;

/// The columns that are not groups.
const BESIDE: [Column; 4] = [Column::Wave, Column::Kind, Column::Measure, Column::Breakdown];

/// One for each breakdown and each cross table.
pub(super) fn sheets<'a>(page: &Page<'a>, names: &Names) -> Vec<Sheet<'a>> {
    let release = page.view.release;
    let breakdowns = release.breakdowns().iter().map(|breakdown| (&*breakdown.id, groups(page, breakdown)));
    let crosses = release.crosses().iter().map(|cross| (&*cross.id, cells(page, cross)));
    breakdowns.chain(crosses).map(|(id, places)| sheet(page, names, id, &places)).collect()
}

fn groups<'a>(page: &Page<'a>, breakdown: &'a ReleasedBreakdown) -> Vec<Place<'a>> {
    let place = |group: &'a ReleasedGroup| Place { breakdown: &breakdown.id, group: &group.id };
    page.view.groups(breakdown, None).into_iter().map(place).collect()
}

fn cells<'a>(page: &Page<'a>, cross: &'a ReleasedCross) -> Vec<Place<'a>> {
    let level = page.view.release.breakdowns().iter().find(|breakdown| breakdown.id == cross.level);
    let units = level.map(|level| page.view.groups(level, None)).unwrap_or_default();
    let row = |unit: &'a ReleasedGroup| {
        cross.columns.iter().filter_map(|column| page.view.cell(cross, &unit.id, column))
    };
    units.into_iter().flat_map(row).collect()
}

fn sheet<'a>(page: &Page<'a>, names: &Names, id: &'a str, places: &[Place<'a>]) -> Sheet<'a> {
    let name = names.breakdown(id);
    let groups = if places.is_empty() { Vec::new() } else { measures(page) };
    let row = |measure: &&'a Measure| {
        let mut row = vec![Value::text(measure_name(Some(measure), &measure.id))];
        row.extend(places.iter().map(|place| figure(page, measure, *place)));
        row.extend([&*page.wave.id, kind(measure.kind), &*measure.id, id].map(Value::text));
        row
    };
    let mut headings = vec![Column::Question.heading().to_owned()];
    headings.extend(across(names, places));
    headings.extend(BESIDE.map(|column| column.heading().to_owned()));
    Sheet {
        name: format!("By {}", wording::lower(&name)),
        title: by(&name),
        shows: "Percent positive of each question, and each score, with the groups side by side. Ranges, verdicts and \
                changes are in the worksheet All results."
            .to_owned(),
        headings,
        rows: groups.iter().map(row).collect(),
        still: 1,
    }
}

/// Scores and questions of the latest survey.
fn measures<'a>(page: &Page<'a>) -> Vec<&'a Measure> {
    let asked = |measure: &&Measure| {
        let here = measure.waves.is_empty() || measure.waves.contains(&page.wave.id);
        here && measure.kind != MeasureKind::Response
    };
    page.view.release.measures().iter().filter(asked).collect()
}

/// A longer name of a group is no heading.
const LONGEST_NAME: usize = 120;

/// What the groups are called at the head of a column: where two of the breakdown have one name, in whatever survey,
/// with their ids.
fn across(names: &Names, places: &[Place]) -> Vec<String> {
    let heading = |place: &Place| {
        let name = names.group(place.breakdown, place.group);
        // A heading that is cut off says less than the id.
        if name.chars().count() > LONGEST_NAME {
            return place.group.to_owned();
        }
        if names.is_shared(place.breakdown, &name) { format!("{name} ({})", place.group) } else { name }
    };
    places.iter().map(heading).collect()
}

fn figure<'a>(page: &Page<'a>, measure: &'a Measure, place: Place<'a>) -> Value<'a> {
    page.read_at(measure, place).figures().map_or_else(Value::Marker, |figures| Value::tenth(figures.value))
}
