//! A scene: one wave of a plan, with what its settings say about it.

use super::draws::Draws;
use super::export::ExportLayout;
use super::settings::{SimulateSettings, WaveSettings};
use crate::plan::{Breakdown, Plan, WavePlan};

/// What the command line may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Only these waves, by their index in the plan; all of them where none is named.
    pub waves: Vec<usize>,
    /// No headcounts.
    pub exports_only: bool,
    /// Another seed.
    pub seed: Option<u64>,
    /// Responses to keep in every wave; the workforce grows with them.
    pub respondents: Option<u64>,
    /// The layout of all exports.
    pub layout: Option<ExportLayout>,
}

/// One wave of the plan, about to be simulated.
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    pub(super) settings: &'a SimulateSettings,
    pub(super) overrides: &'a Overrides,
    /// Index into the plan's waves.
    pub(super) wave: usize,
    /// The settings of this wave.
    pub(super) special: WaveSettings,
}

/// How many responses are kept where nothing says it.
const RESPONDENTS: u64 = 500;

/// People per response where the workforce is not given.
const WORKFORCE_PER_RESPONSE: f64 = 1.6;

impl<'a> Scene<'a> {
    /// The scene of a wave.
    pub(super) fn new(
        plan: &'a Plan,
        settings: &'a SimulateSettings,
        overrides: &'a Overrides,
        wave: usize,
    ) -> Self {
        let mut special = settings.waves.get(&plan.waves[wave].id).cloned().unwrap_or_default();
        if let Some(respondents) = overrides.respondents {
            special.behaviour.limit(respondents);
        }
        Self { plan, settings, overrides, wave, special }
    }

    /// The wave's own part of the plan.
    pub(super) fn wave(&self) -> &'a WavePlan {
        &self.plan.waves[self.wave]
    }

    /// A stream of numbers for a purpose in this wave.
    pub(super) fn draws(&self, purpose: &[&str]) -> Draws {
        let mut words = vec![self.wave().id.as_str()];
        words.extend(purpose);
        Draws::new(self.seed(), &words)
    }

    /// A stream of numbers for something that is the same in all waves.
    pub(super) fn lasting_draws(&self, purpose: &[&str]) -> Draws {
        Draws::new(self.seed(), purpose)
    }

    fn seed(&self) -> u64 {
        self.overrides.seed.unwrap_or(self.settings.seed)
    }

    /// How many responses to keep, as the settings have it.
    fn planned(&self) -> u64 {
        self.special.respondents.unwrap_or(RESPONDENTS)
    }

    /// How many responses to keep.
    pub(super) fn respondents(&self) -> u64 {
        self.overrides.respondents.unwrap_or_else(|| self.planned())
    }

    /// How many times as many people as the settings say are needed for so many responses.
    pub(super) fn growth(&self) -> f64 {
        (self.respondents() as f64 / self.planned().max(1) as f64).max(1.0)
    }

    /// How many people there are where the settings do not say it.
    pub(super) fn default_workforce(&self) -> u64 {
        (self.respondents() as f64 * WORKFORCE_PER_RESPONSE).ceil() as u64
    }

    /// The levels of the organisation, highest first.
    pub(super) fn levels(&self) -> Vec<&'a Breakdown> {
        self.plan.breakdowns.iter().filter(|breakdown| breakdown.is_level()).collect()
    }

    /// The layout of the wave's export.
    pub(super) fn layout(&self) -> ExportLayout {
        let declared = || self.wave().exports.first().map_or(ExportLayout::Csv, ExportLayout::declared);
        self.overrides.layout.unwrap_or_else(declared)
    }
}
