//! What the explorer holds of the release: names, words, and every row's printed figures.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cells::{self, Shape, Told};
use super::packing::LETTERS;
use super::words::Words;
use crate::release::{Measure, MeasureKind, ReleasedBreakdown, ReleasedCross, ReleasedGroup};
use crate::report::section::tables::question_header;
use crate::report::view::{Place, View};
use crate::report::{figure, wording};

/// All of it, as it stands in the page.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    letters: &'static str,
    /// Id and name.
    waves: Vec<[&'a str; 2]>,
    measures: Vec<Named<'a>>,
    breakdowns: Vec<Groups<'a>>,
    shapes: Vec<Shape>,
    /// A line of letters for every wave, breakdown and group.
    cells: Vec<Vec<Vec<String>>>,
    words: Words,
}

/// A measure.
#[derive(Serialize)]
struct Named<'a> {
    kind: MeasureKind,
    id: &'a str,
    text: String,
    /// Id of its pillar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pillar: Option<&'a str>,
    /// What follows its number.
    unit: &'static str,
    /// Whether it is an option of a multiple choice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    option: bool,
}

/// A breakdown with its groups.
#[derive(Serialize)]
struct Groups<'a> {
    id: &'a str,
    name: String,
    /// Each with its id, its name, and the name of what it is a part of.
    groups: Vec<(String, String, Option<&'a str>)>,
}

impl<'a> Data<'a> {
    /// Of a release.
    pub(super) fn of(view: &'a View) -> Self {
        let release = view.release;
        let breakdowns = breakdowns(view);
        let told: Vec<Vec<Vec<Vec<Told>>>> = release
            .waves()
            .iter()
            .map(|wave| breakdowns.iter().map(|groups| groups.told(view, &wave.id)).collect())
            .collect();
        let shapes = cells::shapes(told.iter().flatten().flatten().flatten());
        let places: BTreeMap<&Shape, u64> = shapes.iter().zip(0..).collect();
        let line = |rows: &Vec<Told>| cells::line(rows, &places);
        let lines = |groups: &Vec<Vec<Told>>| groups.iter().map(line).collect();
        let cells = told.iter().map(|wave| wave.iter().map(lines).collect()).collect();
        Self {
            letters: LETTERS,
            waves: release.waves().iter().map(|wave| [wave.id.as_str(), wave.label.as_str()]).collect(),
            measures: release.measures().iter().map(Named::of).collect(),
            cells,
            breakdowns,
            shapes,
            words: Words::of(release),
        }
    }
}

impl<'a> Named<'a> {
    fn of(measure: &'a Measure) -> Self {
        Self {
            kind: measure.kind,
            id: &measure.id,
            text: match measure.kind {
                MeasureKind::Response => format!("Response: {}", measure.text),
                _ => question_header(measure),
            },
            pillar: measure.pillar.as_deref(),
            unit: figure::unit(measure),
            option: measure.option,
        }
    }
}

impl<'a> Groups<'a> {
    /// The rows of each group in a wave.
    fn told(&self, view: &View, wave: &str) -> Vec<Vec<Told>> {
        let measures = view.release.measures();
        let row = |group: &str, measure| {
            Told::of(measure, view.row(wave, measure, Place { breakdown: self.id, group }))
        };
        let group = |group: &(String, _, _)| measures.iter().map(|measure| row(&group.0, measure)).collect();
        self.groups.iter().map(group).collect()
    }

    /// The cells of a cross table.
    fn of_cross(view: &'a View, cross: &'a ReleasedCross) -> Self {
        let breakdown = |id: &str| view.release.breakdowns().iter().find(|breakdown| breakdown.id == id);
        let [level, characteristic] = [&cross.level, &cross.characteristic].map(|id| breakdown(id));
        let name = |of: Option<&'a ReleasedBreakdown>| of.map_or("", |of| of.name.as_str());
        let units = level.map(|level| level.groups.as_slice()).unwrap_or_default();
        let cell = |unit: &'a ReleasedGroup| {
            let columns = cross.columns.iter().filter_map(move |column| {
                let place = view.cell(cross, &unit.id, column)?;
                Some((
                    place.group.to_owned(),
                    format!("{}: {}", unit.name, column.name),
                    Some(unit.name.as_str()),
                ))
            });
            columns.collect::<Vec<_>>()
        };
        let groups = units.iter().flat_map(cell).collect();
        let name = format!("{} and {}", name(level), wording::lower(name(characteristic)));
        Self { id: &cross.id, name, groups }
    }
}

/// Everyone, the breakdowns, and the cross tables.
fn breakdowns<'a>(view: &'a View) -> Vec<Groups<'a>> {
    let release = view.release;
    let everyone = wording::sentence(&release.survey().short_name);
    let whole = Place::WHOLE;
    let groups = vec![(whole.group.to_owned(), everyone, None)];
    let mut all = vec![Groups { id: whole.breakdown, name: "Everyone".to_owned(), groups }];
    for breakdown in release.breakdowns() {
        let above =
            breakdown.level.and_then(|level| level.checked_sub(1)).and_then(|depth| view.level(depth));
        let parent = |group: &ReleasedGroup| {
            let parent = above?.groups.iter().find(|one| Some(&one.id) == group.parent.as_ref())?;
            Some(parent.name.as_str())
        };
        let group = |group: &'a ReleasedGroup| (group.id.clone(), group.name.clone(), parent(group));
        let groups = breakdown.groups.iter().map(group).collect();
        all.push(Groups { id: &breakdown.id, name: breakdown.name.clone(), groups });
    }
    all.extend(release.crosses().iter().map(|cross| Groups::of_cross(view, cross)));
    all
}
