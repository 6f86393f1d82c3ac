//! `waves/<id>.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::wave::Layout;

/// `waves/<id>.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawWave {
    /// As printed. Default: the id.
    pub label: String,
    /// First and last day.
    pub fieldwork: RawFieldwork,
    /// The headcount file, relative to this file.
    pub headcount: String,
    /// The export files.
    pub export: Vec<RawExport>,
    /// The header of each breakdown in the exports.
    pub columns: BTreeMap<String, String>,
    /// What is done with rows.
    pub rows: RawRows,
    /// Labels that mean a missing answer.
    pub missing: RawMissing,
    /// Rows to set aside.
    pub set_aside: Vec<RawSetAside>,
    /// Whose comments may not be quoted.
    pub comments: RawQuoting,
}

/// `fieldwork = { start, end }`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawFieldwork {
    /// The first day, as in 2024-05-13.
    pub start: String,
    /// The last day.
    pub end: String,
}

/// `[[export]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawExport {
    /// The file, relative to this file.
    pub file: String,
    /// Pinned layout; leave out to have it recognised.
    pub layout: Option<Layout>,
    /// The sheet of a workbook; leave out for the first visible one.
    pub sheet: Option<String>,
    /// A CSV file that says what the codes in the columns mean, relative to this file: `column,question,code,label`.
    pub codebook: Option<String>,
    /// The definition (.sss, .xml) of a Triple-S data file; leave out where it has the same name beside it.
    pub definition: Option<String>,
    /// What the log calls the people who answered in this way, such as `paper`.
    pub origin: Option<String>,
    /// The columns of an export with one row per answer.
    pub long: Option<RawLongForm>,
}

/// `long = { respondent = "…", question = "…", answer = "…" }` of an `[[export]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawLongForm {
    /// The column that says who answered: any number that is the same in all rows of one person. Without it questions are
    /// counted by group, and there are no scores, response rates or models of this wave.
    pub respondent: Option<String>,
    /// The column that says what was asked.
    pub question: String,
    /// The column with the answer.
    pub answer: String,
}

/// `[rows]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawRows {
    /// The column with the response's id.
    pub response_id: Option<String>,
    /// The column with the time of completion.
    pub completed: Option<String>,
    /// How its dates are written; leave out where a day above 12 shows it.
    pub date_order: Option<RawDateOrder>,
    /// Whether a response with the same answers and the same time as another is a second copy of it.
    pub fingerprint: bool,
    /// How many measured questions a response must answer in order to count. Default: 1.
    pub least_answered: Option<u32>,
    /// What to do with a second response of the same id.
    pub duplicates: RawDuplicates,
    /// What to do with a response of a unit that is not in `units.csv`.
    pub unknown_units: RawUnknown,
    /// What to do with an answer that is not on its scale.
    pub unknown_labels: RawUnknown,
}

/// Order of a date's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawDateOrder {
    /// 2024-05-31.
    Ymd,
    /// 31/05/2024.
    Dmy,
    /// 5/31/2024.
    Mdy,
}

/// What to do with duplicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawDuplicates {
    /// A problem.
    #[default]
    Refuse,
    /// Keep the first.
    First,
    /// Keep the last.
    Last,
}

/// What to do with the unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawUnknown {
    /// A problem.
    #[default]
    Refuse,
    /// Go on without it, with a warning.
    SetAside,
}

/// `[missing]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawMissing {
    /// Labels of "does not apply to me".
    pub not_applicable: Vec<String>,
    /// Labels of "I prefer not to say".
    pub prefer_not_to_say: Vec<String>,
    /// Labels of no answer, besides an empty cell.
    pub not_answered: Vec<String>,
    /// Labels of "not put to the respondent".
    pub not_asked: Vec<String>,
}

/// `[[set_aside]]`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawSetAside {
    /// Why, for the ledger.
    pub reason: String,
    /// The column.
    pub column: String,
    /// Its values.
    pub values: Vec<String>,
}

/// `[comments]` of a wave: whose comments may not be quoted. What is said here keeps comments out of the store.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawQuoting {
    /// The column in which respondents say whether they may be quoted; with it, only those who said yes are.
    pub consent_column: Option<String>,
    /// Its labels that mean yes; every other answer, and none, means no.
    pub consent_yes: Vec<String>,
    /// A file with response ids, one a line, whose comments are left out; relative to this file.
    pub excluded: String,
}
