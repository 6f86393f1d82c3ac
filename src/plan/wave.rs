//! Waves: one survey each, with its export files and what is special about them.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::headcount::Headcount;

/// One wave of the survey.
#[derive(Clone, Debug, PartialEq)]
pub struct WavePlan {
    /// Stable name, such as `2024`; waves are in the order of their fieldwork.
    pub id: String,
    /// As the report prints it.
    pub label: String,
    /// The first and last day on which an answer counts.
    pub fieldwork: Fieldwork,
    /// The export files, in the order in which they are read.
    pub exports: Vec<ExportFile>,
    /// How many people there are, by unit; `None` where no headcount is known.
    pub headcount: Option<Headcount>,
    /// What is done with rows and labels that need a decision.
    pub rules: WaveRules,
    /// The file that holds all this, for messages.
    pub file: PathBuf,
}

impl WavePlan {
    /// Whether it is known which answers are of one person. Where it is not, every question is counted by group, and
    /// nothing may be made of several answers together.
    #[must_use]
    pub fn linked(&self) -> bool {
        self.exports.iter().all(ExportFile::linked)
    }
}

/// When people could answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fieldwork {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
}

/// An export file and how it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// Where it is, resolved against the wave's file.
    pub path: PathBuf,
    /// Pinned, or to be recognised.
    pub layout: Layout,
    /// The sheet of a workbook that is read; the first visible one where none is named.
    pub sheet: Option<String>,
    /// What the codes in its columns mean, where the file does not say so itself.
    pub codebook: Option<PathBuf>,
    /// The file that describes the columns of a Triple-S data file.
    pub definition: Option<PathBuf>,
    /// What the log calls the people who answered in this way: `paper`, `second link`.
    pub origin: Option<String>,
    /// One row per answer: which columns say who answered what.
    pub long: Option<LongForm>,
}

impl ExportFile {
    /// A file of this layout, with nothing special about it.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, layout: Layout) -> Self {
        Self {
            path: path.into(),
            layout,
            sheet: None,
            codebook: None,
            definition: None,
            origin: None,
            long: None,
        }
    }

    /// Whether it says whose answers they are: not in long form without a column of respondents.
    #[must_use]
    pub fn linked(&self) -> bool {
        self.layout != Layout::Long || self.long.as_ref().is_none_or(|long| long.respondent.is_some())
    }
}

/// The columns of an export with one row per answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongForm {
    /// Who answered; `None` where nothing says so: then no two answers are known to be of one person.
    pub respondent: Option<String>,
    /// What was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// A layout of an export.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Default,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Recognise it, and say why; no plan writes this.
    #[default]
    #[serde(skip)]
    Recognise,
    /// One header row over text with separators.
    Csv,
    /// One header row, in whatever kind of file.
    Plain,
    /// Microsoft Forms: one header row, as a workbook or a CSV copy of it.
    MicrosoftForms,
    /// Qualtrics: three header rows, or two of the legacy kind.
    Qualtrics,
    /// SurveyMonkey: two header rows.
    #[serde(rename = "surveymonkey")]
    SurveyMonkey,
    /// LimeSurvey: one header row of codes, texts, or both.
    #[serde(rename = "limesurvey")]
    LimeSurvey,
    /// SmartSurvey: three header rows, or its newer wide workbook.
    #[serde(rename = "smartsurvey")]
    SmartSurvey,
    /// Snap: one header row, three kinds of missing.
    Snap,
    /// SPSS system file (.sav, .zsav).
    Spss,
    /// Triple-S: a definition beside fixed-column or CSV data.
    TripleS,
    /// A Parquet file with a column per question.
    Parquet,
    /// One row per answer.
    Long,
}

impl Layout {
    /// All layouts that a plan can pin, with the name by which it does.
    pub const NAMED: [(Self, &'static str); 12] = [
        (Self::Csv, "csv"),
        (Self::Plain, "plain"),
        (Self::MicrosoftForms, "microsoft-forms"),
        (Self::Qualtrics, "qualtrics"),
        (Self::SurveyMonkey, "surveymonkey"),
        (Self::LimeSurvey, "limesurvey"),
        (Self::SmartSurvey, "smartsurvey"),
        (Self::Snap, "snap"),
        (Self::Spss, "spss"),
        (Self::TripleS, "triple-s"),
        (Self::Parquet, "parquet"),
        (Self::Long, "long"),
    ];

    /// The name by which a plan pins it; empty where it is to be recognised.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(layout, _)| *layout == self).map_or("", |(_, name)| *name)
    }
}

/// What a wave decides about rows and labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaveRules {
    /// The column with the response's id, if the export has one.
    pub response_id: Option<String>,
    /// The column with the time at which the response was completed, if there is one.
    pub completed: Option<String>,
    /// How dates are written in that column.
    pub date_order: DateOrder,
    /// Whether responses are also the same where all answers and the time are the same.
    pub fingerprint: bool,
    /// How many of the measured questions a response must answer, at least 1.
    pub least_answered: usize,
    /// What to do with a second response of the same id.
    pub duplicates: Duplicates,
    /// What to do with a response whose unit is not in `units.csv`.
    pub unknown_units: Unknown,
    /// What to do with an answer that is not on its scale.
    pub unknown_labels: Unknown,
    /// Labels that mean "does not apply to me".
    pub not_applicable: Vec<String>,
    /// Labels that mean "I prefer not to say".
    pub prefer_not_to_say: Vec<String>,
    /// Labels that mean no answer at all, besides an empty cell.
    pub not_answered: Vec<String>,
    /// Labels that mean that the question was not put to the respondent.
    pub not_asked: Vec<String>,
    /// Rows to set aside because a column has one of these values.
    pub set_aside: Vec<SetAsideRule>,
    /// Whose comments may not be quoted.
    pub quoting: Quoting,
}

/// Whose comments are kept out of the store because they may not be quoted. Their other answers count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoting {
    /// Where respondents say that they may be quoted; `None`: they were not asked, and may be.
    pub consent: Option<Consent>,
    /// A file with the ids of responses that are left out, one a line.
    pub excluded: Option<PathBuf>,
}

/// A column in which respondents say that they may be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The column's header.
    pub column: String,
    /// The labels that mean yes, compared as labels are.
    pub yes: Vec<String>,
}

/// How the parts of a date follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// As the dates themselves show: a day above 12 in one of them says which part is the day.
    #[default]
    Infer,
    /// 2024-05-31, with or without a time; what a workbook's date cells give too.
    YearMonthDay,
    /// 31/05/2024.
    DayMonthYear,
    /// 5/31/2024.
    MonthDayYear,
}

/// What to do with a second response of the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// It is a problem.
    #[default]
    Refuse,
    /// Keep the first, set the others aside.
    First,
    /// Keep the last, set the others aside.
    Last,
}

/// What to do with something that the plan does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unknown {
    /// It is a problem.
    #[default]
    Refuse,
    /// Go on without it: the row is set aside, or the answer counts as invalid; a warning says how many.
    SetAside,
}

/// Rows to set aside because of what one column says: test rows, withdrawn consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideRule {
    /// The reason as the ledger gives it.
    pub reason: String,
    /// The column's header.
    pub column: String,
    /// The values, compared as labels are.
    pub values: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_the_name_by_which_a_plan_pins_it() {
        for (layout, name) in Layout::NAMED {
            assert_eq!(serde_json::from_value::<Layout>(name.into()).ok(), Some(layout), "{name}");
            assert_eq!((layout.name(), serde_json::to_value(layout).ok()), (name, Some(name.into())));
        }
        assert_eq!(Layout::Recognise.name(), "");
        assert!(serde_json::from_value::<Layout>("recognise".into()).is_err());
    }
}
