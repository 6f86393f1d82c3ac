//! The release: labelled tables of what may be published, and nothing else.
//!
//! A [`Release`] can be made only here and read from its own file. Everything in it may be seen by
//! everyone: a figure is either [`Cell::Shown`] or [`Cell::Withheld`] with a public marker, and never says by which rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::findings::Findings;
use crate::confidential::estimates::verdict::Verdict;
use crate::plan::{Benchmark, IntervalMethod, LgaQuestion, LineageKind, Survey, TargetOf, Theme, Tone};

/// The version of the form that this program reads and writes.
pub const SCHEMA_VERSION: u32 = 2;

/// A figure that may be seen, or the marker that stands in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cell<T> {
    /// May be published.
    Shown(T),
    /// May not, or does not exist.
    Withheld(Marker),
}

impl<T> Cell<T> {
    /// Withheld for confidentiality.
    fn confidential() -> Self {
        Self::Withheld(Marker::Confidential)
    }

    /// The figure, if it may be seen.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Withheld(_) => None,
        }
    }
}

fn is_confidential<T>(cell: &Cell<T>) -> bool {
    matches!(cell, Cell::Withheld(Marker::Confidential))
}

/// Why there is no figure, as far as the public may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Marker {
    /// `[c]`: withheld to protect confidentiality.
    #[serde(rename = "c")]
    Confidential,
    /// `[z]`: does not apply.
    #[serde(rename = "z")]
    NotApplicable,
    /// `[x]`: not available.
    #[serde(rename = "x")]
    NotAvailable,
}

/// What a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// A response rate.
    Response,
    /// A question with one answer, or an option of a multiple choice.
    Question,
    /// A pillar.
    Pillar,
    /// An index.
    Index,
    /// All questions of the pillars and indices together.
    Overall,
}

/// Everything that may be published of a survey, with the words needed to understand it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(transform = with_checksum)]
pub struct Release {
    /// Version of this file's form.
    pub(in crate::confidential::protect) schema_version: u32,
    /// Version of the program that made it.
    pub(in crate::confidential::protect) tool_version: String,
    /// SHA-256 of the pipeline folder's files.
    pub(in crate::confidential::protect) pipeline: String,
    /// The date given with `--as-of`, if any.
    pub(in crate::confidential::protect) as_of: Option<String>,
    /// Names.
    pub(in crate::confidential::protect) survey: Survey,
    /// How the reports look.
    #[serde(default = "Theme::plain", skip_serializing_if = "Theme::is_plain")]
    pub(in crate::confidential::protect) theme: Theme,
    /// Earliest first.
    pub(in crate::confidential::protect) waves: Vec<ReleasedWave>,
    /// In the order of the plan: response scopes, pillars, indices, questions.
    pub(in crate::confidential::protect) measures: Vec<Measure>,
    /// Levels of the organisation, highest first, then characteristics.
    pub(in crate::confidential::protect) breakdowns: Vec<ReleasedBreakdown>,
    /// Characteristics within units of the highest level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::confidential::protect) crosses: Vec<ReleasedCross>,
    /// What became of units between waves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::confidential::protect) lineage: Vec<ReleasedLineage>,
    /// The rules behind the words.
    pub(in crate::confidential::protect) rules: Rules,
    /// People Plan targets.
    pub(in crate::confidential::protect) targets: Vec<ReleasedTarget>,
    /// Figures from elsewhere.
    pub(in crate::confidential::protect) benchmarks: Vec<Benchmark>,
    /// What the Local Government Association asks for of its employee engagement index, and the questions that ask the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::confidential::protect) lga_engagement: Vec<LgaQuestion>,
    /// One per wave × measure × group, in the order of waves, kinds, measures, breakdowns and groups.
    pub(in crate::confidential::protect) rows: Vec<Row>,
    /// What is said beyond the rows.
    #[serde(default)]
    pub(in crate::confidential::protect) findings: Findings,
}

/// A wave, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedWave {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub label: String,
    /// First day of fieldwork, ISO.
    pub start: String,
    /// Last day of fieldwork, ISO.
    pub end: String,
    /// Rows read from the exports.
    pub read: u64,
    /// Of them, kept as respondents.
    pub kept: u64,
    /// Whether it is known which answers are of one person. If not, `kept` and every number of respondents is the least that
    /// it can be, and nothing is made of several answers together.
    #[serde(default = "linked", skip_serializing_if = "std::clone::Clone::clone")]
    pub linked: bool,
}

/// What a wave is of which nothing is said.
fn linked() -> bool {
    true
}

/// A measure, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Stable name, unique within its kind.
    pub id: String,
    /// What it is.
    pub kind: MeasureKind,
    /// The question's text, the pillar's or index's name, or the scope's.
    pub text: String,
    /// A pillar's or index's description; empty otherwise.
    pub description: String,
    /// How a pillar or an index is worked out, with its questions, in the latest wave that asked it; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// The pillar a question belongs to: its id.
    pub pillar: Option<String>,
    /// What the question is for, such as `pride` or `challenge`.
    pub role: Option<String>,
    /// Labels and tones, least favourable first; empty for scores and response.
    pub categories: Vec<ReleasedCategory>,
    /// Whether the question was worded the other way round, so that disagreeing is favourable.
    pub reverse: bool,
    /// Whether its answers are more personal than others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Whether this is an option of a multiple choice: "positive" then means chosen.
    pub option: bool,
    /// Whether the question was put only to some.
    pub routed: bool,
    /// Whether a pillar or index is the mean of respondents' points rather than of percentages.
    pub mean_points: bool,
    /// Ids of the waves in which it was asked.
    pub waves: Vec<String>,
}

/// A category, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedCategory {
    /// As the questionnaire prints it.
    pub label: String,
    /// Favourable, neither or unfavourable.
    pub tone: Tone,
}

/// A breakdown, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedBreakdown {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// For a level of the organisation: 0 is the highest. `None` for a characteristic.
    pub level: Option<usize>,
    /// A protected characteristic.
    pub protected: bool,
    /// Its groups, in the order of the plan.
    pub groups: Vec<ReleasedGroup>,
}

/// A group, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedGroup {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// For a unit below the highest level: its parent's id.
    pub parent: Option<String>,
    /// Ids of the waves in which it exists.
    pub waves: Vec<String>,
}

/// A cross table, in words. Its rows have its id as their breakdown, and as their group the unit's and the column's id
/// joined by ×.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedCross {
    /// Stable name: `directorate×gender`.
    pub id: String,
    /// The breakdown whose units are its rows: the highest level's id.
    pub level: String,
    /// The breakdown whose groups are put together to its columns.
    pub characteristic: String,
    /// In every unit everyone is in one of these.
    pub columns: Vec<ReleasedColumn>,
}

/// A column of a cross table, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedColumn {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Ids of the groups that are put together.
    pub groups: Vec<String>,
}

/// What became of a unit: `unit` was one of the wave before, `successor` is one of this wave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedLineage {
    /// Id of the first wave with the successor.
    pub wave: String,
    /// Id of the level that both belong to.
    pub breakdown: String,
    /// Id of the earlier unit.
    pub unit: String,
    /// Id of the later unit.
    pub successor: String,
    /// What happened.
    pub kind: LineageKind,
}

/// The rules behind the words of a release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rules {
    /// Nothing about fewer people than this is published.
    pub smallest_group: u64,
    /// The same for answers to sensitive questions.
    #[serde(default)]
    pub smallest_sensitive: u64,
    /// An answer that all but so many of a group gave is not published.
    #[serde(default)]
    pub insiders: u64,
    /// Every category is published only from this base.
    pub smallest_detail: u64,
    /// A change is published only where both bases are at least this.
    pub smallest_change: u64,
    /// Who decided on them, and when.
    pub decided_by: String,
    /// When.
    pub decided: String,
    /// The level of the adjusted tests.
    pub level: f64,
    /// The smallest difference that matters, in points.
    pub meaningful_points: f64,
    /// How the 95% interval of a percentage is made.
    #[serde(default)]
    pub interval: IntervalMethod,
}

/// A People Plan measure's target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedTarget {
    /// Id of the measure.
    pub measure: String,
    /// As printed.
    pub name: String,
    /// Percent or points.
    pub value: f64,
    /// Year.
    pub by: i32,
    /// At least so many positive, or at most so many negative.
    pub of: TargetOf,
}

/// One measure of one group in one wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// `all` or the breakdown's id.
    pub breakdown: String,
    /// `all` or the group's id.
    pub group: String,
    /// The figures.
    pub figures: Cell<Figures>,
    /// Against all others who answered; not applicable for `all`. Left out of the file where it is confidential.
    #[serde(default = "Cell::<Difference>::confidential", skip_serializing_if = "is_confidential")]
    pub against_rest: Cell<Difference>,
    /// Against an earlier wave. Left out of the file where it is confidential.
    #[serde(default = "Cell::<ReleasedChange>::confidential", skip_serializing_if = "is_confidential")]
    pub change: Cell<ReleasedChange>,
}

/// What may be said of a group. All values are percent or points on 0..100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figures {
    /// The headline: percent positive, score, or response rate. Unrounded.
    pub value: f64,
    /// 95% interval of `value`; none for a response rate, which is a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// See `low`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Those who answered; for a response rate the headcount.
    pub base: u64,
    /// Respondents in the group.
    pub respondents: u64,
    /// People in the group, where known and large enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u64>,
    /// How many answered negatively, neither way, positively; none for scores and response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tones: Option<[u64; 3]>,
    /// How many chose each category, least favourable first; only from a base of `smallest_detail`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<u64>>,
    /// Mean of the codes, 1 the least favourable; only with `categories`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
}

/// A difference in points with its uncertainty and its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Points: the group minus the rest, or this wave minus the earlier one. Unrounded.
    pub points: f64,
    /// 95% interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// See `low`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The smallest true difference that this comparison had 80% power to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detectable: Option<f64>,
    /// What it amounts to.
    pub verdict: Verdict,
}

/// A change since the latest earlier wave that can be compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedChange {
    /// Id of the earlier wave.
    pub from: String,
    /// The change; none where the two are not comparable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// Where the earlier figure is put together of several groups: which, and whether each is added or taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ReleasedPart>,
    /// Whether the change is measured against another figure than that of the same group in the earlier wave's row: a
    /// score over the questions that both waves asked comparably, or a unit put together as it is now. The earlier figure
    /// on the latest one's footing is then the latest minus the change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rebased: bool,
    /// A note on rewording or lineage, or the reason why the two are not comparable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A group of an earlier wave that a figure is put together of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReleasedPart {
    /// The breakdown's id.
    pub breakdown: String,
    /// The group's id.
    pub group: String,
    /// Added, or taken away.
    pub added: bool,
}

/// The file's last key, which is no part of the release.
fn with_checksum(schema: &mut schemars::Schema) {
    let checksum = serde_json::json!({
        "description": "SHA-256 of everything before this key, which is the last one, closed with a brace.",
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
    });
    if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
        properties.insert("checksum".to_owned(), checksum);
    }
    if let Some(required) = schema.get_mut("required").and_then(serde_json::Value::as_array_mut) {
        required.push("checksum".into());
    }
}

impl Release {
    /// Names of the survey, its organisation and its plan.
    #[must_use]
    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    /// How the reports look.
    #[must_use]
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The waves, earliest first.
    #[must_use]
    pub fn waves(&self) -> &[ReleasedWave] {
        &self.waves
    }

    /// The measures, in order.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The breakdowns, levels of the organisation first.
    #[must_use]
    pub fn breakdowns(&self) -> &[ReleasedBreakdown] {
        &self.breakdowns
    }

    /// The cross tables.
    #[must_use]
    pub fn crosses(&self) -> &[ReleasedCross] {
        &self.crosses
    }

    /// What became of units between waves.
    #[must_use]
    pub fn lineage(&self) -> &[ReleasedLineage] {
        &self.lineage
    }

    /// The rules behind the words.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The targets.
    #[must_use]
    pub fn targets(&self) -> &[ReleasedTarget] {
        &self.targets
    }

    /// The benchmarks.
    #[must_use]
    pub fn benchmarks(&self) -> &[Benchmark] {
        &self.benchmarks
    }

    /// What the Local Government Association asks for; empty where the survey declares nothing of it.
    #[must_use]
    pub fn lga_engagement(&self) -> &[LgaQuestion] {
        &self.lga_engagement
    }

    /// The rows, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What is said beyond the rows.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The version of the program that made the release.
    #[must_use]
    pub fn tool_version(&self) -> &str {
        &self.tool_version
    }

    /// SHA-256 of the pipeline folder it was made from.
    #[must_use]
    pub fn pipeline(&self) -> &str {
        &self.pipeline
    }

    /// The date given with `--as-of`, if any.
    #[must_use]
    pub fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }
}
