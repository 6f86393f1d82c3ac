//! `simulate.toml`: what a synthetic survey should look like. Every key has a default.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::settings;
use crate::problem::{Outcome, Problems};

/// The name of the file in the pipeline folder.
pub(super) const FILE: &str = "simulate.toml";

/// Numbers by name, such as shares by group.
pub(super) type Numbers = BTreeMap<String, f64>;

/// `simulate.toml`. Without the file everything has its default: equal units, random shares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SimulateSettings {
    /// The seed of all draws.
    pub seed: u64,
    /// The characteristics that the headcount files have, by breakdown.
    pub headcount_columns: Vec<String>,
    /// People by staff group and unit. A unit may be of any level; its people are in no unit below.
    pub workforce: BTreeMap<String, BTreeMap<String, u64>>,
    /// Of each characteristic, the groups' shares of the workforce, in any measure.
    pub characteristics: BTreeMap<String, Numbers>,
    /// Where the shares of a characteristic are others.
    pub mix: Vec<Mix>,
    /// Groups that see things better or worse.
    pub effect: Vec<Effect>,
    /// How far units differ among each other, by level, in standard deviations of an answer.
    pub spread: Numbers,
    /// What is special about each wave, by its id.
    pub waves: BTreeMap<String, WaveSettings>,
}

impl Default for SimulateSettings {
    fn default() -> Self {
        Self {
            seed: 1,
            headcount_columns: Vec::new(),
            workforce: BTreeMap::new(),
            characteristics: BTreeMap::new(),
            mix: Vec::new(),
            effect: Vec::new(),
            spread: BTreeMap::new(),
            waves: BTreeMap::new(),
        }
    }
}

/// `[[mix]]`: other shares of a characteristic in a unit, a staff group, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Mix {
    /// The unit, with all below it; everywhere where it is left out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The staff group; all of them where it is left out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub staff_group: String,
    /// The characteristic.
    pub breakdown: String,
    /// Its groups' shares there.
    pub shares: Numbers,
}

/// `[[effect]]`: a group's answers are shifted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Effect {
    /// The breakdown of the group.
    pub breakdown: String,
    /// The group.
    pub group: String,
    /// By how much, in standard deviations of an answer; below 0 is less favourable.
    pub shift: f64,
    /// Only on these questions; all of them where it is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// Only in these waves; all of them where it is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waves: Vec<String>,
}

/// `[waves.<id>]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WaveSettings {
    /// How many responses are to be kept. Default 500, or as many as there are people.
    pub respondents: Option<u64>,
    /// How ready groups are to answer, by breakdown and group: 1 is as ready as others.
    pub response: BTreeMap<String, Numbers>,
    /// The shares that each question's answers are to have, in percent.
    pub answers: BTreeMap<String, Shares>,
    /// Of a multiple choice, what is chosen.
    pub options: BTreeMap<String, Options>,
    /// How people fill in the form.
    pub behaviour: Behaviour,
    /// What is wrong with the export.
    pub planted: Planted,
}

/// The shares of a question's answers, in percent of those who answer it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Shares {
    /// Favourable, after any reversal.
    pub positive: Option<f64>,
    /// Unfavourable, after any reversal.
    pub negative: Option<f64>,
}

/// What is chosen of a multiple choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Options {
    /// Percent of those who answer, by option.
    pub chosen: Numbers,
    /// The option of those who choose nothing else. Default: the last.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub otherwise: String,
}

/// How people fill in the form: shares from 0 to 1 of cells, counts of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Behaviour {
    /// Share of single answers that are left out.
    pub blank: f64,
    /// Share of answers that say that the question does not apply.
    pub not_applicable: f64,
    /// Share of answers that the respondent prefers not to give.
    pub prefer_not_to_say: f64,
    /// Share of people who do not give a protected characteristic.
    pub characteristic_not_said: f64,
    /// Share of people who do not give their unit of the lowest level.
    pub lowest_unit_blank: f64,
    /// People who give the same answer all the way down.
    pub straight_liners: u64,
    /// People who stop on the way.
    pub partial: u64,
    /// Share of people who comment.
    pub comments: f64,
    /// Comments with invented names, telephone numbers and addresses.
    pub personal_data: u64,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            blank: 0.01,
            not_applicable: 0.003,
            prefer_not_to_say: 0.003,
            characteristic_not_said: 0.05,
            lowest_unit_blank: 0.0,
            straight_liners: 4,
            partial: 6,
            comments: 0.3,
            personal_data: 3,
        }
    }
}

impl Behaviour {
    /// Leaves most people ordinary where there are few: the counts are meant for a survey of its own size.
    pub(super) fn limit(&mut self, respondents: u64) {
        let most = respondents.div_ceil(10);
        for count in [&mut self.straight_liners, &mut self.partial, &mut self.personal_data] {
            *count = most.min(*count);
        }
    }
}

/// What is wrong with the export: rows beyond those to be kept, and cells written otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Planted {
    /// Rows that are there twice.
    pub duplicates: u64,
    /// Rows that a `[[set_aside]]` rule of the wave names.
    pub test_rows: u64,
    /// Rows of people who answered after the fieldwork.
    pub late: u64,
    /// Rows with a unit that is not the organisation's.
    pub unknown_units: u64,
    /// Rows without any answer.
    pub empty: u64,
    /// Share of labels with an apostrophe where it is a curly one.
    pub curly_apostrophes: f64,
    /// Share of labels with a space where one is a no-break space.
    pub no_break_spaces: f64,
    /// Share of labels with another known spelling where it is used.
    pub other_spellings: f64,
    /// What the column of a `[[set_aside]]` rule says in all other rows.
    pub otherwise: String,
}

impl Default for Planted {
    fn default() -> Self {
        Self {
            duplicates: 2,
            test_rows: 2,
            late: 2,
            unknown_units: 2,
            empty: 2,
            curly_apostrophes: 0.1,
            no_break_spaces: 0.02,
            other_spellings: 0.02,
            otherwise: String::new(),
        }
    }
}

impl SimulateSettings {
    /// The settings in the pipeline folder; the defaults where it has none.
    ///
    /// # Errors
    /// A file that cannot be read, and every key of it that is unknown or not as expected.
    pub fn load(folder: &Path) -> Outcome<Self> {
        let file = folder.join(FILE);
        let mut problems = Problems::new();
        let settings =
            if file.exists() { settings::read(&file, &mut problems) } else { Some(Self::default()) };
        problems.finish(settings)
    }
}
