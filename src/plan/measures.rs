//! Targets, benchmarks and the sizes that matter.

/// A People Plan measure with the value it should reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Id of the question, pillar or index, or `response`.
    pub measure: String,
    /// As the report prints it.
    pub name: String,
    /// The value to reach, in percent or points.
    pub value: f64,
    /// The year by which to reach it.
    pub by: i32,
    /// Whether the positive or the negative share is meant.
    pub of: TargetOf,
}

/// What a target is set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TargetOf {
    /// At least this percent positive (or score, or response).
    Positive,
    /// At most this percent negative.
    Negative,
}

/// Another organisation's figure for a question with comparable wording.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Benchmark {
    /// Id of the question.
    pub question: String,
    /// Which survey.
    pub source: String,
    /// Median of organisations, mean of people, …
    pub statistic: String,
    /// Whose figure it is.
    pub sector: String,
    /// The survey's year.
    pub year: i32,
    /// Percent positive.
    pub value: f64,
    /// The wording that was asked there.
    pub wording: String,
    /// Under which licence it is quoted.
    pub licence: String,
}

impl super::Plan {
    /// Whether an item is one of those that the survey is about: it has a target, others are asked to go with it, or its
    /// role is pride or challenge.
    #[must_use]
    pub fn is_headline(&self, item: usize) -> bool {
        let found = &self.items[item];
        let role = self.questions[found.question].role.as_deref();
        matches!(role, Some("pride" | "challenge"))
            || self.drivers.iter().any(|model| model.outcome == item)
            || self.targets.iter().any(|target| target.measure == found.id)
    }
}

/// What a comparison needs to be called a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerdictRules {
    /// The smallest difference that matters, in points. Default 5.
    pub meaningful_points: f64,
    /// The level of the adjusted tests. Default 0.05.
    pub level: f64,
    /// The 95% interval of a percentage. Default Wilson.
    pub interval: IntervalMethod,
}

/// How the 95% interval of a percentage is made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalMethod {
    /// Wilson's score interval: 95% on average over all true shares.
    #[default]
    Wilson,
    /// Clopper and Pearson's exact interval: at least 95% for every true share, and wider for it.
    ClopperPearson,
}
