//! Writes a table as each survey tool does: the same respondents, answers, labels, ids and times in every layout.
//!
//! What a tool adds of its own accord is invented: nobody has a name, and addresses are of the network that is kept for
//! documentation.

mod csv;
mod limesurvey;
mod long;
mod microsoft_forms;
mod names;
mod ods;
mod parquet_file;
mod plain;
mod qualtrics;
mod sheet;
mod smartsurvey;
mod snap;
mod spss;
mod surveymonkey;
#[cfg(test)]
mod tests;
mod text;
mod triple_s;
mod wide;
mod xlsx;

use std::ffi::OsStr;
use std::io;

use super::table::Table;
use crate::plan::{ExportFile, Layout};

/// A layout in a kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportLayout {
    /// One header row, comma-separated.
    Csv,
    /// One header row in a workbook.
    Xlsx,
    /// One header row in an OpenDocument spreadsheet.
    Ods,
    /// A Microsoft Forms workbook.
    MicrosoftForms,
    /// The same, saved as comma-separated text.
    MicrosoftFormsCsv,
    /// Qualtrics: three header rows.
    Qualtrics,
    /// SurveyMonkey: two header rows.
    SurveyMonkey,
    /// LimeSurvey: one header row of full texts.
    LimeSurvey,
    /// SmartSurvey: three header rows.
    SmartSurvey,
    /// Snap: `No Reply` and `Not Asked` are told apart.
    Snap,
    /// An SPSS system file: codes with labels.
    Spss,
    /// Triple-S: a definition beside fixed-column data.
    TripleS,
    /// A column per question.
    Parquet,
    /// One row per answer.
    Long,
}

/// A file of an export: the ending of its name, and its content.
pub(super) type Part = (&'static str, Vec<u8>);

impl ExportLayout {
    /// What a plan declares.
    pub(super) fn declared(file: &ExportFile) -> Self {
        let ending = file.path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let ending = ending.to_ascii_lowercase();
        match (file.layout, ending.as_str()) {
            (Layout::Recognise, "xlsx") => Self::MicrosoftForms,
            (Layout::Recognise | Layout::Plain, "ods") => Self::Ods,
            (Layout::Plain, "xlsx") => Self::Xlsx,
            (Layout::Recognise, "sav") | (Layout::Spss, _) => Self::Spss,
            (Layout::Recognise | Layout::Plain, "parquet") | (Layout::Parquet, _) => Self::Parquet,
            (Layout::Recognise | Layout::Csv | Layout::Plain, _) => Self::Csv,
            (Layout::MicrosoftForms, "csv") => Self::MicrosoftFormsCsv,
            (Layout::MicrosoftForms, _) => Self::MicrosoftForms,
            (Layout::Qualtrics, _) => Self::Qualtrics,
            (Layout::SurveyMonkey, _) => Self::SurveyMonkey,
            (Layout::LimeSurvey, _) => Self::LimeSurvey,
            (Layout::SmartSurvey, _) => Self::SmartSurvey,
            (Layout::Snap, _) => Self::Snap,
            (Layout::TripleS, _) => Self::TripleS,
            (Layout::Long, _) => Self::Long,
        }
    }

    /// The ending of the file that a plan names.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Xlsx | Self::MicrosoftForms => "xlsx",
            Self::Ods => "ods",
            Self::Spss => "sav",
            Self::TripleS => "asc",
            Self::Parquet => "parquet",
            _ => "csv",
        }
    }

    /// The files: first the one that a plan names, then what describes it.
    pub(super) fn write(self, table: &Table) -> io::Result<Vec<Part>> {
        let bytes = match self {
            Self::Csv => csv::write(table)?,
            Self::Xlsx => xlsx::write(&plain::sheet(table), table.made)?,
            Self::Ods => ods::write(&plain::sheet(table))?,
            Self::MicrosoftForms => xlsx::write(&microsoft_forms::sheet(table), table.made)?,
            Self::MicrosoftFormsCsv => microsoft_forms::csv(table)?,
            Self::Qualtrics => qualtrics::write(table)?,
            Self::SurveyMonkey => surveymonkey::write(table)?,
            Self::LimeSurvey => limesurvey::write(table)?,
            Self::SmartSurvey => smartsurvey::write(table)?,
            Self::Snap => snap::write(table)?,
            Self::Spss => spss::write(table),
            Self::Parquet => parquet_file::write(table)?,
            Self::Long => long::write(table)?,
            Self::TripleS => {
                let (definition, data) = triple_s::write(table);
                return Ok(vec![(self.ending(), data), ("sss", definition)]);
            }
        };
        Ok(vec![(self.ending(), bytes)])
    }
}
