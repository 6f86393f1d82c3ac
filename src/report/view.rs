//! Quick lookups over a release: by wave, measure, breakdown and group.

use std::collections::{BTreeMap, BTreeSet};

use super::names::file_names;
use crate::release::{
    Measure, MeasureKind, Release, ReleasedBreakdown, ReleasedColumn, ReleasedCross, ReleasedGroup,
    ReleasedWave, Row,
};

/// A group of the organisation or of its people: `all` is everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'a> {
    /// `all` or the breakdown's id.
    pub(crate) breakdown: &'a str,
    /// `all` or the group's id.
    pub(crate) group: &'a str,
}

impl Place<'_> {
    /// Everyone.
    pub(crate) const WHOLE: Place<'static> = Place { breakdown: "all", group: "all" };
}

/// Wave, kind and id of the measure, place.
type Key<'a> = (&'a str, MeasureKind, &'a str, Place<'a>);

/// A release with an index over its rows.
pub(crate) struct View<'a> {
    /// What is shown.
    pub(crate) release: &'a Release,
    rows: BTreeMap<Key<'a>, &'a Row>,
    /// The cells of cross tables, by table and name.
    cells: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Units of the highest level of which something may be said in the latest wave, with their level.
    pub(crate) units: Vec<(&'a ReleasedBreakdown, &'a ReleasedGroup)>,
    /// File names of the pages of these units, by id.
    pub(crate) files: BTreeMap<&'a str, String>,
}

impl<'a> View<'a> {
    /// Indexes a release.
    pub(crate) fn new(release: &'a Release) -> Self {
        let key = |row: &'a Row| {
            let place = Place { breakdown: &row.breakdown, group: &row.group };
            ((row.wave.as_str(), row.kind, row.measure.as_str(), place), row)
        };
        let mut cells: BTreeMap<&str, BTreeSet<&str>> =
            release.crosses().iter().map(|cross| (cross.id.as_str(), BTreeSet::new())).collect();
        for row in release.rows() {
            if let Some(cells) = cells.get_mut(row.breakdown.as_str()) {
                cells.insert(&row.group);
            }
        }
        let rows = release.rows().iter().map(key).collect();
        let mut view = Self { release, rows, cells, units: Vec::new(), files: BTreeMap::new() };
        view.units = view.shown_units();
        view.files = file_names(view.units.iter().map(|(_, unit)| unit.id.as_str()));
        view
    }

    /// A cell of a cross table, where the release has it.
    pub(crate) fn cell(
        &self,
        cross: &'a ReleasedCross,
        unit: &str,
        column: &ReleasedColumn,
    ) -> Option<Place<'a>> {
        let name = format!("{unit}×{}", column.id);
        let group = self.cells.get(cross.id.as_str())?.get(name.as_str())?;
        Some(Place { breakdown: &cross.id, group })
    }

    /// The wave that the report is about.
    pub(crate) fn latest(&self) -> Option<&'a ReleasedWave> {
        self.release.waves().last()
    }

    /// The wave before it.
    pub(crate) fn earlier(&self) -> Option<&'a ReleasedWave> {
        let waves = self.release.waves();
        waves.len().checked_sub(2).and_then(|place| waves.get(place))
    }

    /// The wave with this id.
    pub(crate) fn wave(&self, id: &str) -> Option<&'a ReleasedWave> {
        self.release.waves().iter().find(|wave| wave.id == id)
    }

    /// The row of a measure in a wave.
    pub(crate) fn row(&self, wave: &'a str, measure: &'a Measure, place: Place<'a>) -> Option<&'a Row> {
        self.rows.get(&(wave, measure.kind, measure.id.as_str(), place)).copied()
    }

    /// The measures of a kind, in order.
    pub(crate) fn of_kind(&self, kind: MeasureKind) -> impl Iterator<Item = &'a Measure> {
        self.release.measures().iter().filter(move |measure| measure.kind == kind)
    }

    /// The measure of this kind with this id.
    pub(crate) fn measure(&self, kind: MeasureKind, id: &str) -> Option<&'a Measure> {
        self.of_kind(kind).find(|measure| measure.id == id)
    }

    /// The question that has this role and was asked in the latest wave.
    pub(crate) fn by_role(&self, role: &str) -> Option<&'a Measure> {
        self.questions().find(|measure| measure.role.as_deref() == Some(role))
    }

    /// Questions with one answer that were asked in the latest wave.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &'a Measure> {
        let latest = self.latest().map(|wave| wave.id.as_str()).unwrap_or_default();
        let asked = move |measure: &&Measure| !measure.option && measure.waves.iter().any(|id| id == latest);
        self.of_kind(MeasureKind::Question).filter(asked)
    }

    /// The level of the organisation at this depth; 0 is the highest.
    pub(crate) fn level(&self, depth: usize) -> Option<&'a ReleasedBreakdown> {
        self.release.breakdowns().iter().find(|breakdown| breakdown.level == Some(depth))
    }

    /// Questions that ask what people think: those of a pillar or with a role. A question that only sorts people,
    /// such as "Do you manage others?", has neither; where no question has, all of them count.
    pub(crate) fn opinions(&self) -> impl Iterator<Item = &'a Measure> {
        let placed = |measure: &Measure| measure.pillar.is_some() || measure.role.is_some();
        let any = self.questions().any(placed);
        self.questions().filter(move |measure| !any || placed(measure))
    }

    /// The unit with this id, of whatever level.
    pub(crate) fn unit(&self, id: &str) -> Option<&'a ReleasedGroup> {
        let levels = self.release.breakdowns().iter().filter(|breakdown| breakdown.level.is_some());
        levels.flat_map(|level| &level.groups).find(|group| group.id == id)
    }

    /// The groups of a breakdown that exist in the latest wave; of one parent, where one is given.
    pub(crate) fn groups(
        &self,
        breakdown: &'a ReleasedBreakdown,
        parent: Option<&str>,
    ) -> Vec<&'a ReleasedGroup> {
        let latest = self.latest().map(|wave| wave.id.as_str()).unwrap_or_default();
        let here = |group: &&ReleasedGroup| {
            let child = parent.is_none_or(|parent| group.parent.as_deref() == Some(parent));
            child && group.waves.iter().any(|id| id == latest)
        };
        breakdown.groups.iter().filter(here).collect()
    }

    fn shown_units(&self) -> Vec<(&'a ReleasedBreakdown, &'a ReleasedGroup)> {
        let (Some(level), Some(wave)) = (self.level(0), self.latest()) else { return Vec::new() };
        let shown = |group: &&ReleasedGroup| {
            let place = Place { breakdown: &level.id, group: &group.id };
            let row = |measure| self.row(&wave.id, measure, place);
            self.questions().filter_map(row).any(|row| row.figures.shown().is_some())
        };
        self.groups(level, None).into_iter().filter(shown).map(|group| (level, group)).collect()
    }
}
