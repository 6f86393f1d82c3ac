//! Whose page it is: the whole organisation or one unit, with its parts and its comparison.

use super::document::Link;
use super::reading::Reading;
use super::view::{Place, View};
use super::{explorer, wording, year_on_year};
use crate::release::{Measure, MeasureKind, ReleasedBreakdown, ReleasedGroup, ReleasedWave};

/// The subject of a page.
pub(crate) struct Page<'a> {
    /// The release.
    pub(crate) view: &'a View<'a>,
    /// Everyone, or the unit.
    pub(crate) place: Place<'a>,
    /// In a sentence: "the council", "Adult Social Care".
    pub(crate) name: &'a str,
    /// The latest wave.
    pub(crate) wave: &'a ReleasedWave,
    /// The wave before, if there is one.
    pub(crate) earlier: Option<&'a ReleasedWave>,
    /// The next level down: its breakdown and the units of it that belong to the subject.
    pub(crate) parts: Option<Parts<'a>>,
}

/// The units that a subject consists of.
pub(crate) struct Parts<'a> {
    /// Their level.
    pub(crate) level: &'a ReleasedBreakdown,
    /// The units, in the order of the plan.
    pub(crate) units: Vec<&'a ReleasedGroup>,
}

impl Parts<'_> {
    /// "directorate".
    pub(crate) fn one(&self) -> String {
        wording::lower(&self.level.name)
    }

    /// "directorates".
    pub(crate) fn many(&self) -> String {
        wording::plural(&self.one())
    }
}

impl<'a> Page<'a> {
    /// The page of the whole organisation; nothing of a release without a wave.
    pub(crate) fn whole(view: &'a View<'a>) -> Option<Self> {
        let wave = view.latest()?;
        let parts = view.level(0).map(|level| Parts { level, units: view.groups(level, None) });
        let name = view.release.survey().short_name.as_str();
        let parts = parts.filter(|parts| !parts.units.is_empty());
        Some(Self { view, place: Place::WHOLE, name, wave, earlier: view.earlier(), parts })
    }

    /// The page of a unit of the highest level.
    pub(crate) fn unit(whole: &Page<'a>, level: &'a ReleasedBreakdown, unit: &'a ReleasedGroup) -> Self {
        let view = whole.view;
        let place = Place { breakdown: &level.id, group: &unit.id };
        let below = view.level(1).map(|level| Parts { level, units: view.groups(level, Some(&unit.id)) });
        let parts = below.filter(|parts| !parts.units.is_empty());
        Self { view, place, name: &unit.name, wave: whole.wave, earlier: whole.earlier, parts }
    }

    /// Whether this is the page of the whole organisation.
    pub(crate) fn is_whole(&self) -> bool {
        self.place == Place::WHOLE
    }

    /// "the rest of the council".
    pub(crate) fn rest(&self) -> String {
        format!("the rest of {}", self.view.release.survey().short_name)
    }

    /// A measure read for the page's subject.
    pub(crate) fn read(&self, measure: &'a Measure) -> Reading<'a> {
        self.read_at(measure, self.place)
    }

    /// A measure read somewhere else.
    pub(crate) fn read_at(&self, measure: &'a Measure, place: Place<'a>) -> Reading<'a> {
        let now = self.view.row(&self.wave.id, measure, place);
        let then = self.earlier.and_then(|wave| self.view.row(&wave.id, measure, place));
        let change = now.and_then(|row| row.change.shown()).filter(|change| change.difference.is_some());
        let since = change.and_then(|change| self.view.wave(&change.from));
        Reading { measure, now, then, earlier: self.earlier, since }
    }

    /// A measure read for each of the parts.
    pub(crate) fn read_parts(&self, measure: &'a Measure) -> Vec<(&'a ReleasedGroup, Reading<'a>)> {
        let Some(parts) = &self.parts else { return Vec::new() };
        let level = parts.level;
        let read = |unit: &&'a ReleasedGroup| {
            (*unit, self.read_at(measure, Place { breakdown: &level.id, group: &unit.id }))
        };
        parts.units.iter().map(read).collect()
    }

    /// The pillars, the indices and all questions together, as far as the latest wave has them.
    pub(crate) fn scores(&self) -> Vec<&'a Measure> {
        let kinds = [MeasureKind::Pillar, MeasureKind::Index, MeasureKind::Overall];
        kinds.into_iter().flat_map(|kind| self.scores_of(kind)).collect()
    }

    /// The scores of a kind that the latest wave has.
    pub(crate) fn scores_of(&self, kind: MeasureKind) -> impl Iterator<Item = &'a Measure> {
        let asked = |measure: &&Measure| measure.waves.is_empty() || measure.waves.contains(&self.wave.id);
        self.view.of_kind(kind).filter(asked)
    }

    /// Where a part's own page is, for links from this page.
    pub(crate) fn part_link(&self, unit: &ReleasedGroup) -> Option<String> {
        if !self.is_whole() {
            return None;
        }
        self.view.files.get(unit.id.as_str()).map(|file| format!("directorates/{file}.html"))
    }

    /// The name of the wave before, where there is one.
    pub(crate) fn earlier_label(&self) -> Option<&'a str> {
        self.earlier.map(|wave| wave.label.as_str())
    }

    /// The same subject as it stood at this wave, counted from the first.
    pub(crate) fn at(&self, wave: usize) -> Option<Self> {
        let waves = self.view.release.waves();
        let earlier = wave.checked_sub(1).and_then(|wave| waves.get(wave));
        let (view, place, name) = (self.view, self.place, self.name);
        Some(Self { view, place, name, wave: waves.get(wave)?, earlier, parts: None })
    }

    /// Ways to the pages about everyone at once.
    pub(crate) fn across(&self) -> Vec<Link> {
        let up = if self.is_whole() { "" } else { "../" };
        let link =
            |file: &str, name: &str| Link { to: format!("{up}{file}"), name: name.to_owned(), here: false };
        let over_time = self.earlier.map(|_| link(year_on_year::PATH, year_on_year::TITLE));
        over_time.into_iter().chain([link(explorer::PATH, explorer::TITLE)]).collect()
    }

    /// Ways to the page of the whole and those of its units, this one marked.
    pub(crate) fn links(&self) -> Vec<Link> {
        let (up, down) = if self.is_whole() { ("", "directorates/") } else { ("../", "") };
        let home = Link {
            to: format!("{up}index.html"),
            name: wording::sentence(&self.view.release.survey().short_name),
            here: self.is_whole(),
        };
        let unit = self.view.units.iter().filter_map(|(level, unit)| {
            let here = self.place == Place { breakdown: &level.id, group: &unit.id };
            let file = self.view.files.get(unit.id.as_str())?;
            Some(Link { to: format!("{down}{file}.html"), name: unit.name.clone(), here })
        });
        std::iter::once(home).chain(unit).collect()
    }
}
