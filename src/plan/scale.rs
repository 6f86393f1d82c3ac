//! Answer scales: the labels a question allows and which of them are favourable.

/// Whether an answer speaks well, neither way or badly of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Counts as unfavourable.
    Negative,
    /// Counts as neither.
    Neutral,
    /// Counts as favourable.
    Positive,
}

/// One category of a question: its label and its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The label as the questionnaire prints it.
    pub label: String,
    /// Favourable, neither or unfavourable, after any reversal.
    pub tone: Tone,
}

/// What kind of answers a scale takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// One label out of an ordered list.
    Choice,
    /// Any number of options out of a list, joined by a separator in the export.
    Multiple,
    /// Free text.
    Text,
}

/// A scale: its labels from the least to the most favourable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The name by which `questions.csv` refers to it.
    pub id: String,
    /// One answer, several, or text.
    pub kind: ScaleKind,
    /// Categories, least favourable first, whatever the order of the questionnaire. For a multiple
    /// choice: the options in the questionnaire's order, all of neutral tone.
    pub categories: Vec<Category>,
    /// Other spellings of a category: the label in the export and the index of its category.
    pub spellings: Vec<(String, usize)>,
    /// What stands between the options of a multiple choice in one cell.
    pub separator: char,
}

impl Scale {
    /// The categories of a question on this scale, least favourable first: for a reverse-worded
    /// question the order turns round, and with it every tone.
    #[must_use]
    pub fn categories(&self, reverse: bool) -> Vec<Category> {
        let mut categories = self.categories.clone();
        if reverse {
            categories.reverse();
            for category in &mut categories {
                category.tone = opposite(category.tone);
            }
        }
        categories
    }
}

fn opposite(tone: Tone) -> Tone {
    match tone {
        Tone::Negative => Tone::Positive,
        Tone::Neutral => Tone::Neutral,
        Tone::Positive => Tone::Negative,
    }
}
