//! The settings of a theme, as the analyst wrote them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::Theme;

/// `theme.toml`: how the reports look. The whole file may be left out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawTheme {
    /// The colour of mastheads, title slides and numerals, as in `#12436d`; at a contrast of 3 : 1 with white paper.
    pub brand: String,
    /// The colour of text on it, at a contrast of 4.5 : 1. Leave out for white, or black where white cannot be read.
    pub on_brand: String,
    /// Stands at the head of every report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<RawLogo>,
    /// Headings of the organisation's own. The words of verdicts are the same everywhere, and not among them.
    pub words: RawWords,
}

impl Default for RawTheme {
    fn default() -> Self {
        Self { brand: Theme::plain().brand, on_brand: String::new(), logo: None, words: RawWords::default() }
    }
}

/// `[logo]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawLogo {
    /// A PNG file of up to 200 kB, relative to this file.
    pub file: String,
    /// What it says, for those who do not see it.
    pub alt: String,
}

/// `[words]`: headings of sections.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawWords {
    /// The page that can be read aloud.
    pub brief: String,
    /// Response, and how the respondents differ from the workforce.
    pub response: String,
    /// Who is consistently lower or higher.
    pub attention: String,
    /// Groups with a protected characteristic.
    pub fairness: String,
    /// Measures with their targets.
    pub targets: String,
    /// Every question against last time.
    pub change: String,
    /// Method, quality and confidentiality.
    pub method: String,
}

impl Default for RawWords {
    fn default() -> Self {
        let our = str::to_owned;
        Self {
            brief: our("In brief"),
            response: our("Who answered"),
            attention: our("Where to look first"),
            fairness: our("Fairness"),
            targets: our("Targets and direction of travel"),
            change: our("Year on year"),
            method: our("How this was done"),
        }
    }
}

impl RawWords {
    /// Each heading with its key, which is the id of its section.
    #[must_use]
    pub fn all(&self) -> [(&'static str, &str); 7] {
        [
            ("brief", &self.brief),
            ("response", &self.response),
            ("attention", &self.attention),
            ("fairness", &self.fairness),
            ("targets", &self.targets),
            ("change", &self.change),
            ("method", &self.method),
        ]
    }
}
