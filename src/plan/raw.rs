//! Settings as the analyst wrote them: one type per TOML file, every key with a default.

mod protection;
mod theme;
mod wave;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use protection::{RawComments, RawProtection};
pub use theme::{RawLogo, RawTheme, RawWords};
pub use wave::{
    RawDateOrder, RawDuplicates, RawExport, RawFieldwork, RawLongForm, RawMissing, RawQuoting, RawRows,
    RawSetAside, RawUnknown, RawWave,
};

/// `survey.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawSurvey {
    /// Names, and the waves in order.
    pub survey: RawNames,
    /// Where the private store is.
    pub store: RawStore,
    /// Where the release folders go.
    pub output: RawFolder,
    /// Where it is kept what was published before.
    pub ledger: RawFolder,
    /// What a comparison needs to be called a difference.
    pub verdicts: RawVerdicts,
    /// Answer scales by name.
    pub scales: BTreeMap<String, RawScale>,
    /// Populations for response rates; the first is the one that was surveyed.
    pub scope: Vec<RawScope>,
    /// The pillars of the plan.
    pub pillar: Vec<RawComposite>,
    /// Indices over chosen questions.
    pub index: Vec<RawComposite>,
    /// Levels of the organisation, highest first, then characteristics.
    pub breakdown: Vec<RawBreakdown>,
    /// Characteristics within units of the highest level.
    pub cross: Vec<RawCross>,
    /// Questions that were put only to some.
    pub route: Vec<RawRoute>,
    /// People Plan measures with their targets.
    pub target: Vec<RawTarget>,
    /// Weighting to the workforce.
    pub weighting: RawWeighting,
    /// Comparing units like for like.
    pub like_for_like: RawLikeForLike,
    /// What goes with what.
    pub drivers: Vec<RawDrivers>,
    /// Which questions stand for those of the Local Government Association's employee engagement index.
    pub lga_engagement: RawLgaEngagement,
}

/// `[survey]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawNames {
    /// "All Colleague Survey".
    pub name: String,
    /// "Anytown Council".
    pub organisation: String,
    /// What a sentence calls it: "the council". Default: the organisation.
    pub short_name: String,
    /// "One Team People Plan".
    pub plan: String,
    /// Ids of the waves, earliest first; each has `waves/<id>.toml`.
    pub waves: Vec<String>,
}

/// `[output]` and `[ledger]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawFolder {
    /// The folder, relative to this file. Default: `reports` or `ledger` in the pipeline folder.
    pub folder: String,
}

/// `[verdicts]`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawVerdicts {
    /// The smallest difference that matters, in points.
    pub meaningful_points: f64,
    /// The level of the adjusted tests.
    pub level: f64,
    /// How the 95% interval of a percentage is made: `wilson`, or `clopper-pearson` where coverage must be guaranteed.
    pub interval: super::IntervalMethod,
}

impl Default for RawVerdicts {
    fn default() -> Self {
        Self { meaningful_points: 5.0, level: 0.05, interval: super::IntervalMethod::Wilson }
    }
}

/// `[weighting]`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawWeighting {
    /// Breakdowns whose headcounts the weighted respondents shall match. Leave out for the highest level and every
    /// characteristic of the headcount file; an empty list means no weighting.
    pub by: Option<Vec<String>>,
    /// Nobody may count for more than this many times the average respondent.
    pub largest: f64,
}

impl Default for RawWeighting {
    fn default() -> Self {
        Self { by: None, largest: 5.0 }
    }
}

/// `[like_for_like]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawLikeForLike {
    /// The characteristics in which units are made alike. Leave out for those of `[weighting]`; an empty list means none.
    pub by: Option<Vec<String>>,
}

/// `[[drivers]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawDrivers {
    /// The question whose companions are looked for, such as pride.
    pub outcome: String,
    /// Two to twelve questions that may go with it.
    pub questions: Vec<String>,
}

/// `[lga_engagement]`: for each question of the index the id of our question that asks the same of the same people; left
/// out where none does. Any number of them can be sent to the LGA.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawLgaEngagement {
    /// "I would be happy to recommend my employer as a good place to work".
    pub recommend: String,
    /// "I am satisfied with the rewards and benefits I receive for the work I do".
    pub rewards: String,
    /// "I plan to stay with my employer over the next 12 months".
    pub stay: String,
    /// "I am confident to freely share any work issues with my colleagues/team".
    pub share: String,
    /// "I can contribute to improvements in my area of work".
    pub contribute: String,
    /// "I am well supported by my line manager".
    pub supported: String,
}

/// `[scales.<id>]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawScale {
    /// One answer, several, or text.
    pub kind: RawScaleKind,
    /// Labels in the order of the questionnaire.
    pub labels: Vec<String>,
    /// Which end of the list is the most favourable answer.
    pub most_favourable: RawEnd,
    /// Labels that count as favourable.
    pub positive: Vec<String>,
    /// Labels that count as unfavourable.
    pub negative: Vec<String>,
    /// Other spellings of a label.
    pub spellings: BTreeMap<String, Vec<String>>,
    /// Between the options of a multiple choice.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub separator: String,
}

/// Kind of a scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawScaleKind {
    /// One label out of an ordered list.
    #[default]
    Choice,
    /// Any number of options.
    Multiple,
    /// Free text.
    Text,
}

/// An end of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawEnd {
    /// The first label.
    First,
    /// The last label.
    #[default]
    Last,
}

/// `[[scope]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawScope {
    /// Stable name.
    pub id: String,
    /// As printed: "council employees".
    pub name: String,
    /// Staff groups of the headcount file that belong to it.
    pub staff_groups: Vec<String>,
}

/// `[[pillar]]` and `[[index]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawComposite {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// What the reader should know; for an index its formula and source.
    pub description: String,
    /// Its definition.
    pub statistic: RawStatistic,
    /// For an index: its questions. A pillar's are those that `questions.csv` gives it.
    pub questions: Vec<String>,
}

/// Definition of a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RawStatistic {
    /// The unweighted mean of the questions' percent positive.
    #[default]
    PercentPositive,
    /// The mean over respondents of their mean points, 0 to 100.
    MeanPoints,
}

/// `[[breakdown]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawBreakdown {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Level of the organisation, or characteristic.
    pub kind: RawBreakdownKind,
    /// Whether it is a protected characteristic.
    pub protected: bool,
    /// Values of a characteristic. A level's come from `units.csv`.
    pub group: Vec<RawGroup>,
}

/// Kind of a breakdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawBreakdownKind {
    /// A level of the organisation; the highest comes first.
    Level,
    /// Something about the person.
    #[default]
    Characteristic,
}

/// `[[breakdown.group]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawGroup {
    /// Stable name.
    pub id: String,
    /// As printed; an export's label of the same name means this group.
    pub name: String,
    /// Other labels that mean this group.
    pub labels: Vec<String>,
}

/// `[[route]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawRoute {
    /// The question that was put only to some.
    pub question: String,
    /// The question that decided.
    pub router: String,
    /// Its answers that lead there.
    pub answers: Vec<String>,
}

/// `[[target]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawTarget {
    /// A question, pillar or index, or `response`.
    pub measure: String,
    /// As printed.
    pub name: String,
    /// Percent or points to reach.
    pub value: f64,
    /// The year by which.
    pub by: i32,
    /// `positive`: at least so many; `negative`: at most so many.
    pub of: RawTargetOf,
}

/// What a target is set for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawTargetOf {
    /// At least.
    #[default]
    Positive,
    /// At most.
    Negative,
}

/// `[[cross]]`: a characteristic within every unit of the highest level, in few columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawCross {
    /// The characteristic.
    pub breakdown: String,
    /// Two to four columns, in which every group of it is once.
    pub column: Vec<RawColumn>,
}

/// `[[cross.column]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawColumn {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Ids of the groups that are put together.
    pub groups: Vec<String>,
}

/// `[store]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawStore {
    /// The folder, relative to this file. Default: `store` in the pipeline folder.
    pub folder: String,
    /// A file with the key by which the store is encrypted, relative to this file. Default: none, the store is not encrypted
    /// (unless the environment names a key).
    pub key_file: String,
}
