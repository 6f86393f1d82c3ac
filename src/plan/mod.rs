//! The plan: what a survey is, resolved from its pipeline folder.
//!
//! A pipeline folder is edited by analysts: settings in TOML, registers in CSV. It is read in two
//! steps. First every file is parsed as it stands, then names are resolved against each
//! other into one [`Plan`]. All problems are told at once, each with file, key or row, what was
//! expected, and the nearest known name. A `Plan` never holds anything about a respondent.

mod advice;
pub mod breakdown;
pub(crate) mod colour;
pub mod cross;
mod digest;
mod formula;
pub mod headcount;
pub mod label;
pub mod lga;
pub mod lineage;
mod load;
pub mod measures;
pub mod models;
mod parts;
pub(crate) mod png;
pub mod protection;
pub mod question;
pub mod raw;
pub(crate) mod register;
mod resolve;
pub mod scale;
pub(crate) mod settings;
pub(crate) mod small_file;
#[cfg(test)]
mod tests;
mod text;
pub mod theme;
pub mod wave;
pub mod year_on_year;

use std::path::PathBuf;

pub use breakdown::{Breakdown, BreakdownKind, Group, NOT_STATED};
pub use cross::{Column, Cross, MOST_COLUMNS};
pub use headcount::{Headcount, HeadcountCell, Scope};
pub use lga::{LGA_ANSWERS, LGA_QUESTIONS, LgaQuestion};
pub use lineage::{Part, Predecessor};
pub use load::settings_in_force;
pub use measures::{Benchmark, IntervalMethod, Target, TargetOf, VerdictRules};
pub use models::{DriverModel, MOST_DRIVERS, Weighting};
pub use protection::{CommentRules, Protection};
pub use question::{Common, Composite, CompositeKind, Item, MOST_CATEGORIES, Question, Route, Statistic};
pub use scale::{Category, Scale, ScaleKind, Tone};
pub use theme::{Logo, Theme};
pub use wave::{
    Consent, DateOrder, Duplicates, ExportFile, Fieldwork, Layout, LongForm, Quoting, SetAsideRule, Unknown,
    WavePlan, WaveRules,
};
pub use year_on_year::{Comparability, ComparabilityEntry, Lineage, LineageKind};

/// A pipeline folder, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The folder itself, as the user named it.
    pub folder: PathBuf,
    /// Name of the survey, of the organisation, of its plan.
    pub survey: Survey,
    /// The answer scales.
    pub scales: Vec<Scale>,
    /// The plan's pillars, then the indices.
    pub composites: Vec<Composite>,
    /// The questions, in the order of the register.
    pub questions: Vec<Question>,
    /// What is measured, in the order of the questions. Text questions have no item.
    pub items: Vec<Item>,
    /// The levels of the organisation, highest first, then the characteristics.
    pub breakdowns: Vec<Breakdown>,
    /// Characteristics within units of the highest level.
    pub crosses: Vec<Cross>,
    /// The populations that response rates are given for; the first is the one that was surveyed.
    pub scopes: Vec<Scope>,
    /// The waves in the order of their fieldwork.
    pub waves: Vec<WavePlan>,
    /// Declared comparabilities of questions.
    pub comparability: Vec<ComparabilityEntry>,
    /// What became of units.
    pub lineage: Vec<Lineage>,
    /// People Plan measures with their targets.
    pub targets: Vec<Target>,
    /// Figures from elsewhere.
    pub benchmarks: Vec<Benchmark>,
    /// What the Local Government Association asks, with our questions that ask the same; empty where none is declared.
    pub lga_engagement: Vec<LgaQuestion>,
    /// How the reports look.
    pub theme: Theme,
    /// What a comparison needs to be called a difference.
    pub verdicts: VerdictRules,
    /// How respondents are weighted to the workforce.
    pub weighting: Weighting,
    /// What is asked to go with what.
    pub drivers: Vec<DriverModel>,
    /// Confidentiality thresholds.
    pub protection: Protection,
    /// The private store.
    pub store: PathBuf,
    /// The file with the key that the store is encrypted with, if the plan names one.
    pub store_key: Option<PathBuf>,
    /// Where it is kept what was published before.
    pub ledger: PathBuf,
    /// Where release folders go: `<output>/<wave>/`.
    pub output: PathBuf,
    /// SHA-256 over the pipeline's files, in hexadecimal.
    pub digest: String,
}

/// How the survey, its organisation and its plan are called.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Survey {
    /// Stable name: that of the pipeline folder.
    pub id: String,
    /// "All Colleague Survey".
    pub name: String,
    /// "Anytown Council".
    pub organisation: String,
    /// What a sentence calls the organisation: "the council".
    pub short_name: String,
    /// "One Team People Plan".
    pub plan: String,
}
