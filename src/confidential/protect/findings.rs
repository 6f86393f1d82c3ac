//! Findings: what is said beyond single figures, about whole breakdowns, scores and models.
//!
//! All points and percentages are on 0..100. What is made of shown figures alone is unrounded; what rests on finer cells
//! than are shown (weighting, like for like, models) is rounded here, once and for ever, to what is said of each field.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::release::MeasureKind;
use crate::confidential::estimates::verdict::Verdict;

/// Everything found beyond the rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Findings {
    /// How the respondents differ from the workforce, by wave and breakdown.
    pub representation: Vec<Representation>,
    /// How each wave was weighted, or why not.
    pub weighting: Vec<WeightingOutcome>,
    /// What weighting would change.
    pub weighted: Vec<WeightedFigure>,
    /// Whether the groups of a breakdown differ at all.
    pub spreads: Vec<Spread>,
    /// Who is consistently higher or lower over all questions.
    pub consistency: Vec<Consistency>,
    /// Units as if they had the same staff.
    pub like_for_like: Vec<LikeForLike>,
    /// What each unit contributed to the change of the whole.
    pub decompositions: Vec<Decomposition>,
    /// Who may be the lowest and the highest.
    pub rankings: Vec<Ranking>,
    /// How well the questions of a score hang together.
    pub reliability: Vec<Reliability>,
    /// What goes together with what.
    pub drivers: Vec<Drivers>,
    /// Three and more waves as a trend.
    pub trends: Vec<Trend>,
    /// How many left a question empty.
    pub unanswered: Vec<Unanswered>,
}

/// The workforce and the respondents by one breakdown of the headcount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Representation {
    /// Id of the wave.
    pub wave: String,
    /// Id of the breakdown.
    pub breakdown: String,
    /// Its groups, in the order of the plan; those that are not shown are one group without a name, at the end.
    pub groups: Vec<RepresentedGroup>,
    /// Representativeness indicator (Schouten 2009): 1 where every group answered at the same rate.
    pub r_indicator: Option<f64>,
    /// Chi-square's p of "all groups answered at the same rate".
    pub p_value: Option<f64>,
}

/// A group's part in the workforce and among the respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepresentedGroup {
    /// Id of the group; none for all that is not shown.
    pub group: Option<String>,
    /// Percent of the workforce.
    pub workforce: f64,
    /// Percent of the respondents.
    pub respondents: f64,
    /// Response rate in percent.
    pub rate: f64,
}

/// How a wave was weighted to the workforce.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightingOutcome {
    /// Id of the wave.
    pub wave: String,
    /// Ids of the breakdowns that the weighted respondents match.
    pub by: Vec<String>,
    /// What came of it.
    pub outcome: Weighted,
}

/// What came of weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weighted {
    /// The weights meet every margin.
    Met {
        /// Kish's design effect, two decimals.
        design_effect: f64,
        /// Respondents over the design effect, a whole number.
        effective_base: u64,
        /// The largest weight over the mean weight, one decimal.
        largest: f64,
        /// Percent of respondents whose weight was cut at the largest allowed; whole.
        trimmed: f64,
        /// Rounds until every margin was met.
        rounds: u32,
    },
    /// There are no weights; why, naming no group.
    Refused(String),
}

/// A figure as it would be if the respondents were like the workforce.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedFigure {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// `all` or the highest level's id.
    pub breakdown: String,
    /// `all` or the unit's id.
    pub group: String,
    /// Weighted, whole.
    pub value: f64,
    /// 95% interval by linearisation, whole.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
}

/// Whether the groups of a breakdown differ at all on a measure: one test over all shown groups and the rest of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spread {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// Id of the breakdown.
    pub breakdown: String,
    /// How many groups were compared, all that is not shown as one.
    pub groups: u64,
    /// "chi-square" for shares, "Welch" for scores.
    pub method: String,
    /// Cramér's V, bias-corrected, for shares; omega squared for scores. 0 no difference, 1 the most.
    pub effect: Option<f64>,
    /// Unadjusted.
    pub p_value: f64,
    /// Benjamini-Hochberg over all measures of the wave and breakdown.
    pub p_adjusted: f64,
    /// Kruskal-Wallis' p over all categories, where all of them are shown.
    pub ordinal_p: Option<f64>,
    /// Rao and Scott's p of the same with the respondents weighted to the workforce, three decimals; for the questions
    /// that the survey is about, by the highest level.
    #[serde(default)]
    pub weighted_p: Option<f64>,
    /// Whether the groups differ more than chance explains.
    pub differ: bool,
}

/// Whether a group is higher or lower over all questions together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Consistency {
    /// Id of the wave.
    pub wave: String,
    /// Id of the breakdown.
    pub breakdown: String,
    /// Id of the group.
    pub group: String,
    /// Questions compared.
    pub questions: u64,
    /// Of them, those with a lower share of positive answers than the rest, whatever the size.
    pub lower: u64,
    /// Of them, those with a higher one.
    pub higher: u64,
    /// The mean difference from the rest over all questions, in points.
    pub points: f64,
    /// 95% interval.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Holm over the groups of the breakdown.
    pub p_adjusted: f64,
    /// What it amounts to.
    pub verdict: Consistent,
}

/// What the joint judgement over all questions amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consistent {
    /// Higher together, more than chance explains, and on at least three questions in four.
    Higher,
    /// Lower together, more than chance explains, and on at least three questions in four.
    Lower,
    /// Neither: a mean difference that matters is ruled out, or it is one but not on three questions in four.
    Neither,
    /// Not enough people to be sure.
    TooSmallToSay,
}

/// A unit of the highest level as if its staff were like the whole organisation's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LikeForLike {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// Id of the unit.
    pub group: String,
    /// Ids of the characteristics in which it was made alike.
    pub by: Vec<String>,
    /// Percent of the organisation's staff who have a counterpart in the unit, whole.
    pub covered: f64,
    /// As observed: the published figure.
    pub observed: f64,
    /// Like for like, whole; none where the number would tell of few people: then the verdict stands alone.
    #[serde(default)]
    pub value: Option<f64>,
    /// The difference from the rest, both like for like, whole points; none where `value` is none.
    #[serde(default)]
    pub points: Option<f64>,
    /// Its 95% interval, whole points.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// What the difference amounts to, judged as every other comparison.
    pub verdict: Verdict,
}

/// The change of the whole as the sum of what each unit of the highest level contributed. Adds up exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decomposition {
    /// Id of the later wave.
    pub wave: String,
    /// Id of the earlier wave.
    pub from: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// The change of the whole, in points.
    pub change: f64,
    /// The parts.
    pub parts: Vec<Contribution>,
}

/// What a part of the organisation contributed to the change of the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contribution {
    /// Ids of the units: one, or several that cannot be told apart over time or are not shown; empty for all the rest.
    pub groups: Vec<String>,
    /// Points from their answers having changed.
    pub within: f64,
    /// Points from their part among those who answered having changed.
    pub between: f64,
}

/// The groups of a breakdown on one question, shrunk towards each other, with the chance of each to be the lowest and
/// the highest (empirical Bayes).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// Id of the wave.
    pub wave: String,
    /// Id of the question.
    pub measure: String,
    /// Id of the breakdown.
    pub breakdown: String,
    /// The shown groups, in the order of the plan.
    pub groups: Vec<RankedGroup>,
    /// Whether the groups differ more than chance alone makes them; where not, there is no order among them.
    pub differ: bool,
}

/// A group in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedGroup {
    /// Id of the group.
    pub group: String,
    /// The shrunk percent positive.
    pub value: f64,
    /// 95% credible interval.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Chance of being the lowest of the shown groups, 0..1.
    pub lowest: Option<f64>,
    /// Chance of being the highest of the shown groups, 0..1.
    pub highest: Option<f64>,
}

/// How well the questions of a score hang together among all respondents. Two decimals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reliability {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// Questions.
    pub questions: u64,
    /// Respondents who answered all of them.
    pub base: u64,
    /// Cronbach's alpha; of two questions the Spearman-Brown coefficient.
    pub alpha: Option<f64>,
    /// Feldt's 95% interval of alpha.
    pub alpha_low: Option<f64>,
    /// See `alpha_low`.
    pub alpha_high: Option<f64>,
    /// McDonald's omega of one factor; from three questions.
    pub omega: Option<f64>,
    /// 95% interval of omega.
    pub omega_low: Option<f64>,
    /// See `omega_low`.
    pub omega_high: Option<f64>,
}

/// What goes together with an outcome question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drivers {
    /// Id of the wave.
    pub wave: String,
    /// Id of the outcome question.
    pub outcome: String,
    /// Whose result this is: `all` or the highest level's id.
    pub breakdown: String,
    /// `all` or the unit's id.
    pub group: String,
    /// Respondents who answered all of the questions.
    pub base: u64,
    /// Percent of the outcome's variance that the questions account for together, whole.
    pub explained: f64,
    /// The questions, the largest share first.
    pub shares: Vec<DriverShare>,
    /// Ids of questions left out because they repeat others exactly.
    pub left_out: Vec<String>,
}

/// A question's share of what the questions account for together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DriverShare {
    /// Id of the question.
    pub question: String,
    /// Johnson's relative weight in percent of what is accounted for, whole.
    pub share: f64,
    /// 95% bootstrap interval, whole.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// The exact share over all orders of entry (LMG), whole.
    pub lmg: Option<f64>,
    /// The best rank within the 95% bootstrap range; 1 is the largest share.
    pub rank_best: Option<u64>,
    /// The worst rank within the 95% bootstrap range.
    pub rank_worst: Option<u64>,
}

/// A measure of a group over three and more waves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// `all` or the breakdown's id.
    pub breakdown: String,
    /// `all` or the group's id.
    pub group: String,
    /// Ids of the waves, earliest first.
    pub waves: Vec<String>,
    /// The group's figure in each, on the same questions.
    pub values: Vec<f64>,
    /// Points per year.
    pub slope: f64,
    /// 95% interval of the slope.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Benjamini-Hochberg over all measures of the breakdown.
    pub p_adjusted: Option<f64>,
    /// What it amounts to over the whole time.
    pub verdict: Verdict,
}

/// How many of those who were asked left a question empty; of all respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unanswered {
    /// Id of the wave.
    pub wave: String,
    /// Id of the question.
    pub measure: String,
    /// Percent, whole.
    pub share: f64,
}
