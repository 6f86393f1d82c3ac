//! Questions, and the items that are measured from them.

use super::scale::{Category, Tone};

/// A question of the survey, over all waves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable over the waves.
    pub id: String,
    /// As the report prints it.
    pub text: String,
    /// Index of its pillar in [`super::Plan::composites`], where the pillars come first.
    pub pillar: Option<usize>,
    /// What the question is for: `pride`, `challenge`, `purpose`, … or any name of the survey's own.
    pub role: Option<String>,
    /// Index into [`super::Plan::scales`].
    pub scale: usize,
    /// Whether agreeing is unfavourable.
    pub reverse: bool,
    /// Whether its answers are more personal than others, such as about health, harassment or leaving.
    pub sensitive: bool,
    /// The column's header in each wave's export, by wave; `None` where it was not asked.
    pub headers: Vec<Option<String>>,
    /// Who was asked: only those who gave one of these answers to another question.
    pub route: Option<Route>,
}

/// "Only if you …": the question was put to those who gave one of these answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Index of the router in [`super::Plan::items`].
    pub item: usize,
    /// The codes (1 is the least favourable category) that lead to the question.
    pub codes: Vec<u8>,
}

/// Something measured: a question with one answer, or one option of a multiple choice.
/// Answers are stored, counted and published by item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The question's id, or `question.option` for an option.
    pub id: String,
    /// As the report prints it.
    pub text: String,
    /// Index into [`super::Plan::questions`].
    pub question: usize,
    /// Code 1 is the first category, the least favourable; at most [`MOST_CATEGORIES`]. An option of a multiple
    /// choice has two: not chosen, chosen.
    pub categories: Vec<Category>,
    /// Which option of the scale this is, for a multiple choice.
    pub option: Option<usize>,
}

/// The longest scale that can be counted: 0 to 10.
pub const MOST_CATEGORIES: usize = 11;

impl Item {
    /// How many of `counts` (by category, least favourable first) have this tone.
    #[must_use]
    pub fn tally(&self, counts: &[u64], tone: Tone) -> u64 {
        let of_tone = |(category, count): (&Category, &u64)| (category.tone == tone).then_some(*count);
        self.categories.iter().zip(counts).filter_map(of_tone).sum()
    }

    /// Points on 0..100 of each code, equally spaced: 0, 25, 50, 75, 100 for five categories.
    #[must_use]
    pub fn points(&self, code: u8) -> f64 {
        let steps = self.categories.len().saturating_sub(1).max(1);
        100.0 * f64::from(code.saturating_sub(1)) / steps as f64
    }
}

/// What a pillar's or an index's score is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// The unweighted mean of the items' percent positive.
    PercentPositive,
    /// The mean over respondents of each one's mean points (0 to 100) on the items.
    MeanPoints,
}

/// Whether a composite is a pillar of the People Plan or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompositeKind {
    /// One of the plan's pillars.
    Pillar,
    /// A named index with a formula of its own.
    Index,
    /// All questions of the pillars and indices together: the measure by which a group is consistently higher or lower.
    Overall,
}

/// A score made of several items: a pillar or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composite {
    /// Pillar or index.
    pub kind: CompositeKind,
    /// Stable name.
    pub id: String,
    /// As the report prints it.
    pub name: String,
    /// What the reader should know about it, such as an index's formula and source.
    pub description: String,
    /// Its definition.
    pub statistic: Statistic,
    /// Indices into [`super::Plan::items`], for each wave: those of its items that were asked then.
    pub items: Vec<Vec<usize>>,
    /// Set where this is not a measure of its own, but another one's score over the questions that several waves
    /// have in common, for the comparison of these waves.
    pub common: Option<Common>,
}

impl Composite {
    /// The items that all of these waves asked and that may be compared between any two of them.
    #[must_use]
    pub fn shared(&self, waves: &[usize], comparable: impl Fn(usize, usize, usize) -> bool) -> Vec<usize> {
        let Some((last, earlier)) = waves.split_last() else { return Vec::new() };
        let pairs =
            || waves.iter().enumerate().flat_map(|(at, to)| waves[..at].iter().map(move |from| (*from, *to)));
        let everywhere = |item: &&usize| {
            earlier.iter().all(|wave| self.items[*wave].contains(item))
                && pairs().all(|(from, to)| comparable(**item, from, to))
        };
        self.items[*last].iter().filter(everywhere).copied().collect()
    }
}

/// Whose common form a composite is, and of which waves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// Index of the composite in [`super::Plan::composites`].
    pub of: usize,
    /// Indices of the waves, earliest first.
    pub waves: Vec<usize>,
}

impl super::Plan {
    /// The pillar or index with this id, not a common form of it.
    #[must_use]
    pub fn composite(&self, kind: CompositeKind, id: &str) -> Option<usize> {
        self.composites.iter().position(|c| c.kind == kind && c.id == id && c.common.is_none())
    }

    /// How many routers stand before a question: 0 where everybody was asked. A plan has no circles; if it had one, this
    /// would end too.
    #[must_use]
    pub fn route_depth(&self, question: usize) -> usize {
        let router = |question: &usize| {
            self.questions[*question].route.as_ref().map(|route| self.items[route.item].question)
        };
        std::iter::successors(Some(question), router).take(self.questions.len() + 1).count() - 1
    }
}
