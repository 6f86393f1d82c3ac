//! What the release says beyond its rows, looked up for a page and its wave.

use super::headline::headlines;
use super::page::Page;
use super::view::Place;
use crate::release::{
    Consistency, Decomposition, Findings, LikeForLike, Measure, MeasureKind, Ranking, ReleasedBreakdown,
    ReleasedGroup, Representation, Spread, Weighted, WeightedFigure, WeightingOutcome,
};

impl<'a> Page<'a> {
    /// Everything found, of all waves.
    pub(crate) fn found(&self) -> &'a Findings {
        self.view.release.findings()
    }

    /// The breakdown with this id.
    pub(crate) fn breakdown(&self, id: &str) -> Option<&'a ReleasedBreakdown> {
        self.view.release.breakdowns().iter().find(|breakdown| breakdown.id == id)
    }

    /// The group with this id.
    pub(crate) fn group(&self, breakdown: &str, id: &str) -> Option<&'a ReleasedGroup> {
        self.breakdown(breakdown)?.groups.iter().find(|group| group.id == id)
    }

    /// The workforce and the respondents, by breakdown.
    pub(crate) fn representation(&self) -> impl Iterator<Item = (&'a ReleasedBreakdown, &'a Representation)> {
        let here = self.found().representation.iter().filter(|one| one.wave == self.wave.id);
        here.filter_map(|one| Some((self.breakdown(&one.breakdown)?, one)))
    }

    /// How the wave was weighted.
    pub(crate) fn weighting(&self) -> Option<&'a WeightingOutcome> {
        self.found().weighting.iter().find(|one| one.wave == self.wave.id)
    }

    /// What weighting makes of the figures of a place; nothing where it was refused.
    pub(crate) fn weighted(&self, place: Place) -> Vec<(&'a Measure, &'a WeightedFigure)> {
        if !self.weighting().is_some_and(|weighting| matches!(weighting.outcome, Weighted::Met { .. })) {
            return Vec::new();
        }
        let here = |one: &&WeightedFigure| {
            one.wave == self.wave.id && one.breakdown == place.breakdown && one.group == place.group
        };
        let of = |one: &'a WeightedFigure| Some((self.view.measure(one.kind, &one.measure)?, one));
        self.found().weighted.iter().filter(here).filter_map(of).collect()
    }

    /// The joint judgement on a group over all questions.
    pub(crate) fn joint(&self, place: Place) -> Option<&'a Consistency> {
        let here = |one: &&Consistency| {
            one.wave == self.wave.id && one.breakdown == place.breakdown && one.group == place.group
        };
        self.found().consistency.iter().find(here)
    }

    /// Whether the groups of a breakdown differ on a measure.
    pub(crate) fn spread(&self, measure: &Measure, breakdown: &str) -> Option<&'a Spread> {
        let here = |one: &&Spread| {
            one.wave == self.wave.id
                && one.breakdown == breakdown
                && one.kind == measure.kind
                && one.measure == measure.id
        };
        self.found().spreads.iter().find(here)
    }

    /// The measure by which units are compared like for like, and the units: all questions together where they were,
    /// otherwise the first headline question that was, otherwise whatever was.
    pub(crate) fn like_for_like(&self) -> Option<(&'a Measure, Vec<&'a LikeForLike>)> {
        let here: Vec<&LikeForLike> =
            self.found().like_for_like.iter().filter(|one| one.wave == self.wave.id).collect();
        let of = |kind, id: &str| here.iter().any(|one| one.kind == kind && one.measure == id);
        let overall = self.view.of_kind(MeasureKind::Overall);
        let wanted = overall.chain(headlines(self).into_iter().map(|headline| headline.measure));
        let first = here.first().and_then(|one| self.view.measure(one.kind, &one.measure));
        let measure = wanted.chain(first).find(|measure| of(measure.kind, &measure.id))?;
        let same = |one: &&LikeForLike| one.kind == measure.kind && one.measure == measure.id;
        Some((measure, here.into_iter().filter(same).collect()))
    }

    /// What the parts contributed to the change since the wave before, measure by measure.
    pub(crate) fn decompositions(&self) -> Vec<(&'a Measure, &'a Decomposition)> {
        let Some(earlier) = self.earlier else { return Vec::new() };
        let here = |one: &&Decomposition| one.wave == self.wave.id && one.from == earlier.id;
        let of = |one: &'a Decomposition| Some((self.view.measure(one.kind, &one.measure)?, one));
        self.found().decompositions.iter().filter(here).filter_map(of).collect()
    }

    /// Who may be the lowest and the highest on a question.
    pub(crate) fn ranking(&self, measure: &Measure, breakdown: &str) -> Option<&'a Ranking> {
        let here = |one: &&Ranking| {
            one.wave == self.wave.id && one.measure == measure.id && one.breakdown == breakdown
        };
        self.found().rankings.iter().find(here)
    }
}
