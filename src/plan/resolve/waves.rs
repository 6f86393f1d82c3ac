//! `waves/<id>.toml` → [`WavePlan`].

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::plan::breakdown::Breakdown;
use crate::plan::raw::{RawDateOrder, RawDuplicates, RawExport, RawRows, RawUnknown, RawWave};
use crate::plan::register::unknown_name;
use crate::plan::wave::{
    Consent, DateOrder, Duplicates, ExportFile, Fieldwork, LongForm, Quoting, SetAsideRule, Unknown,
    WavePlan, WaveRules,
};
use crate::problem::{Place, Problem, Problems, quoted};

/// One wave, without its headcount.
pub(crate) fn resolve(id: &str, file: &Path, raw: &RawWave, problems: &mut Problems) -> WavePlan {
    if raw.export.is_empty() {
        problems.push(Problem::error(
            Place::file(file).column("export"),
            "expected at least one [[export]] with its file",
        ));
    }
    let exports: Vec<ExportFile> = raw.export.iter().map(|raw| export(file, raw)).collect();
    for (at, twice) in exports.iter().enumerate() {
        if exports.iter().take(at).any(|other| other.path == twice.path && other.sheet == twice.sheet) {
            let message = format!("the file “{}” is named twice", quoted(&twice.path.to_string_lossy()));
            problems.push(Problem::error(Place::file(file).column("export"), message));
        }
    }
    WavePlan {
        id: id.to_owned(),
        label: if raw.label.is_empty() { id.to_owned() } else { raw.label.clone() },
        fieldwork: fieldwork(file, raw, problems),
        exports,
        headcount: None,
        rules: WaveRules { quoting: quoting(file, raw, problems), ..rules(raw) },
        file: file.to_owned(),
    }
}

/// A path that a file names, relative to that file; `a/../b` is shortened so that messages read well.
pub(crate) fn beside(file: &Path, relative: &str) -> PathBuf {
    let mut path = file.parent().map(Path::to_path_buf).unwrap_or_default();
    for part in Path::new(relative).components() {
        match part {
            std::path::Component::ParentDir if path.file_name().is_some() => {
                path.pop();
            }
            std::path::Component::CurDir => {}
            part => path.push(part),
        }
    }
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

fn fieldwork(file: &Path, raw: &RawWave, problems: &mut Problems) -> Fieldwork {
    let mut day = |key: &str, text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_else(|_| {
            let place = Place::file(file).column(format!("fieldwork.{key}"));
            problems.push(Problem::error(place, "expected a date as in \"2024-05-13\""));
            NaiveDate::default()
        })
    };
    let fieldwork =
        Fieldwork { start: day("start", &raw.fieldwork.start), end: day("end", &raw.fieldwork.end) };
    if fieldwork.end < fieldwork.start {
        problems
            .push(Problem::error(Place::file(file).column("fieldwork"), "the last day is before the first"));
    }
    fieldwork
}

fn export(file: &Path, raw: &RawExport) -> ExportFile {
    let long = raw.long.as_ref().map(|long| LongForm {
        respondent: long.respondent.clone(),
        question: long.question.clone(),
        answer: long.answer.clone(),
    });
    ExportFile {
        path: beside(file, &raw.file),
        layout: raw.layout.unwrap_or_default(),
        sheet: raw.sheet.clone(),
        codebook: raw.codebook.as_ref().map(|path| beside(file, path)),
        definition: raw.definition.as_ref().map(|path| beside(file, path)),
        origin: raw.origin.clone(),
        long,
    }
}

fn rules(raw: &RawWave) -> WaveRules {
    let RawRows { response_id, completed, .. } = raw.rows.clone();
    let set_aside = |raw: &crate::plan::raw::RawSetAside| SetAsideRule {
        reason: raw.reason.clone(),
        column: raw.column.clone(),
        values: raw.values.clone(),
    };
    WaveRules {
        response_id,
        completed,
        date_order: match raw.rows.date_order {
            None => DateOrder::Infer,
            Some(RawDateOrder::Ymd) => DateOrder::YearMonthDay,
            Some(RawDateOrder::Dmy) => DateOrder::DayMonthYear,
            Some(RawDateOrder::Mdy) => DateOrder::MonthDayYear,
        },
        fingerprint: raw.rows.fingerprint,
        least_answered: raw.rows.least_answered.map_or(1, |least| least.max(1) as usize),
        duplicates: match raw.rows.duplicates {
            RawDuplicates::Refuse => Duplicates::Refuse,
            RawDuplicates::First => Duplicates::First,
            RawDuplicates::Last => Duplicates::Last,
        },
        unknown_units: unknown(raw.rows.unknown_units),
        unknown_labels: unknown(raw.rows.unknown_labels),
        not_applicable: raw.missing.not_applicable.clone(),
        prefer_not_to_say: raw.missing.prefer_not_to_say.clone(),
        not_answered: raw.missing.not_answered.clone(),
        not_asked: raw.missing.not_asked.clone(),
        set_aside: raw.set_aside.iter().map(set_aside).collect(),
        quoting: Quoting::default(),
    }
}

/// Whose comments may not be quoted. Half a rule is a problem: nobody may be quoted by a slip of the pen.
fn quoting(file: &Path, raw: &RawWave, problems: &mut Problems) -> Quoting {
    let comments = &raw.comments;
    let mut wrong = |key: &str, message: &str| {
        problems.push(Problem::error(Place::file(file).column(format!("comments.{key}")), message));
    };
    if comments.consent_column.is_some() && comments.consent_yes.is_empty() {
        wrong("consent_yes", "expected the labels of that column that mean yes");
    }
    if comments.consent_column.is_none() && !comments.consent_yes.is_empty() {
        wrong("consent_column", "expected the header of the column that has these labels");
    }
    if !comments.excluded.is_empty() && raw.rows.response_id.is_none() {
        wrong("excluded", "response ids can be left out only where rows.response_id names their column");
    }
    Quoting {
        consent: comments
            .consent_column
            .clone()
            .map(|column| Consent { column, yes: comments.consent_yes.clone() }),
        excluded: (!comments.excluded.is_empty()).then(|| beside(file, &comments.excluded)),
    }
}

fn unknown(raw: RawUnknown) -> Unknown {
    match raw {
        RawUnknown::Refuse => Unknown::Refuse,
        RawUnknown::SetAside => Unknown::SetAside,
    }
}

/// Gives each breakdown its header in this wave.
pub(crate) fn headers(
    file: &Path,
    wave: usize,
    raw: &RawWave,
    breakdowns: &mut [Breakdown],
    problems: &mut Problems,
) {
    for (id, header) in &raw.columns {
        match breakdowns.iter_mut().find(|breakdown| &breakdown.id == id) {
            Some(breakdown) => breakdown.headers[wave] = Some(header.clone()),
            None => {
                let known = breakdowns.iter().map(|breakdown| breakdown.id.as_str());
                let place = Place::file(file).column(format!("columns.{id}"));
                problems.push(unknown_name(place, id, "breakdown", known));
            }
        }
    }
    if let Some(top) = breakdowns.first().filter(|top| top.is_level() && top.headers[wave].is_none()) {
        let place = Place::file(file).column(format!("columns.{}", top.id));
        problems.push(Problem::error(place, "expected the header of this column in the export"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_rule_about_quoting_is_a_problem() {
        let mut problems = Problems::new();
        let mut raw = RawWave::default();
        raw.comments.consent_column = Some("May we quote you?".into());
        raw.comments.excluded = "excluded.csv".into();
        let rules = quoting(Path::new("waves/2024.toml"), &raw, &mut problems);
        let keys: Vec<_> = problems.iter().filter_map(|problem| problem.place.column.clone()).collect();
        assert_eq!(keys, ["comments.consent_yes", "comments.excluded"]);
        assert_eq!(rules.excluded.as_deref(), Some(Path::new("waves/excluded.csv")));
    }

    #[test]
    fn a_path_is_relative_to_the_file_that_names_it() {
        assert_eq!(
            beside(Path::new("p/s/waves/2024.toml"), "../headcount/2024.csv"),
            Path::new("p/s/headcount/2024.csv")
        );
        assert_eq!(beside(Path::new("survey.toml"), "../x"), Path::new("../x"));
    }
}
