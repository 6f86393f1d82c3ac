//! What is modelled beyond single figures: weighting to the workforce, like for like, and what goes with what.

/// How respondents are weighted to the workforce, and by what directorates are made alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighting {
    /// The breakdowns (indices) whose headcounts the weighted respondents shall match. Each is the highest level or a
    /// characteristic. Empty: no weighting.
    pub margins: Vec<usize>,
    /// Nobody may count for more than this many times the average respondent.
    pub largest: f64,
    /// The characteristics (indices) by which units are compared like for like. Empty: they are not.
    pub like_for_like: Vec<usize>,
}

/// A question, and those of which we ask how much they go together with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverModel {
    /// The outcome: index into [`super::Plan::items`].
    pub outcome: usize,
    /// What may go with it: indices into [`super::Plan::items`], at most [`MOST_DRIVERS`].
    pub questions: Vec<usize>,
}

/// The exact shares over all orders of entry need 2^p regressions: up to twelve.
pub const MOST_DRIVERS: usize = 12;

impl super::Plan {
    /// Every breakdown by which respondents must be counted together: the margins, what like for like needs, and the
    /// highest level, whose units are what the figures are of. Each once, in the order of the plan; nothing where nothing
    /// is weighted.
    #[must_use]
    pub fn cell_breakdowns(&self) -> Vec<usize> {
        let weighting = &self.weighting;
        let mut all: Vec<usize> = weighting.margins.iter().chain(&weighting.like_for_like).copied().collect();
        if !all.is_empty() {
            all.extend(self.highest_level());
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl DriverModel {
    /// The outcome and then its questions, as far as a wave asked them; empty where it did not ask the outcome or fewer
    /// than two of the questions, or where its answers are not linked.
    #[must_use]
    pub fn variables(&self, plan: &super::Plan, wave: usize) -> Vec<usize> {
        let asked = |item: &usize| plan.questions[plan.items[*item].question].headers[wave].is_some();
        let questions: Vec<usize> = self.questions.iter().copied().filter(|item| asked(item)).collect();
        if !plan.waves[wave].linked() || !asked(&self.outcome) || questions.len() < 2 {
            return Vec::new();
        }
        std::iter::once(self.outcome).chain(questions).collect()
    }
}
