//! `comparability.csv` and `lineage.csv`.

use crate::plan::breakdown::Breakdown;
use crate::plan::question::Question;
use crate::plan::register::{Columns, Entry, Register};
use crate::plan::year_on_year::{Comparability, ComparabilityEntry, Lineage, LineageKind};
use crate::problem::{Problem, Problems};

/// The columns of `comparability.csv`.
pub(crate) const COMPARABILITY: Columns<'static> =
    Columns { required: &["question", "from_wave", "to_wave", "verdict"], optional: &["note"] };

/// The columns of `lineage.csv`.
pub(crate) const LINEAGE: Columns<'static> =
    Columns { required: &["unit", "successor", "wave", "kind"], optional: &["share"] };

/// Declared comparabilities.
pub(crate) fn comparability(
    register: &Register,
    questions: &[Question],
    waves: &[String],
    problems: &mut Problems,
) -> Vec<ComparabilityEntry> {
    let mut all = Vec::new();
    for entry in register.entries() {
        let question =
            entry.one_of("question", "question", questions.iter().map(|q| q.id.as_str()), problems);
        let from = entry.one_of("from_wave", "wave", waves.iter().map(String::as_str), problems);
        let to = entry.one_of("to_wave", "wave", waves.iter().map(String::as_str), problems);
        let verdict = verdict(&entry, problems);
        if let (Some(from), Some(to)) = (from, to)
            && from >= to
        {
            problems.push(Problem::error(entry.place("to_wave"), "expected a wave after from_wave"));
        }
        if let (Some(question), Some(from), Some(to), Some(verdict)) = (question, from, to, verdict) {
            all.push(ComparabilityEntry { question, from, to, verdict });
        }
    }
    all
}

fn verdict(entry: &Entry<'_>, problems: &mut Problems) -> Option<Comparability> {
    let note = |standing: &str| entry.filled("note").unwrap_or(standing).to_owned();
    match entry.cell("verdict") {
        "same" => Some(Comparability::Same),
        "reworded" => Some(Comparability::Reworded(note("reworded; judged to mean the same"))),
        "not_comparable" => Some(Comparability::NotComparable(note("the wording changed too much"))),
        "scale_changed" => Some(Comparability::NotComparable(note("the answer scale changed"))),
        "reversed" => Some(Comparability::NotComparable(note("the wording was turned round"))),
        _ => {
            let message = "expected same, reworded, not_comparable, scale_changed or reversed";
            problems.push(Problem::error(entry.place("verdict"), message));
            None
        }
    }
}

/// What became of units.
pub(crate) fn lineage(
    register: &Register,
    breakdowns: &[Breakdown],
    waves: &[String],
    problems: &mut Problems,
) -> Vec<Lineage> {
    let levels: Vec<&Breakdown> = breakdowns.iter().filter(|breakdown| breakdown.is_level()).collect();
    let ids: Vec<&str> =
        levels.iter().flat_map(|level| &level.groups).map(|group| group.id.as_str()).collect();
    let place =
        |id: &str| levels.iter().enumerate().find_map(|(level, b)| b.group(id).map(|group| (level, group)));
    let mut all = Vec::new();
    for entry in register.entries() {
        let unit = |column: &str, problems: &mut Problems| {
            let known = entry.one_of(column, "unit", ids.iter().copied(), problems);
            known.and_then(|_| place(entry.cell(column)))
        };
        let (unit, successor) = (unit("unit", problems), unit("successor", problems));
        let wave = entry.one_of("wave", "wave", waves.iter().map(String::as_str), problems);
        let kind = kind(&entry, problems);
        let share = share(&entry, problems);
        if let (Some(unit), Some(successor), Some(wave), Some(kind)) = (unit, successor, wave, kind) {
            if unit.0 != successor.0 {
                problems.push(Problem::error(entry.place("successor"), "expected a unit of the same level"));
            }
            all.push(Lineage { unit, successor, wave, kind, share });
        }
    }
    all
}

fn kind(entry: &Entry<'_>, problems: &mut Problems) -> Option<LineageKind> {
    match entry.cell("kind") {
        "renamed" => Some(LineageKind::Renamed),
        "merged" => Some(LineageKind::Merged),
        "split" => Some(LineageKind::Split),
        "moved" => Some(LineageKind::Moved),
        _ => {
            problems.push(Problem::error(entry.place("kind"), "expected renamed, merged, split or moved"));
            None
        }
    }
}

fn share(entry: &Entry<'_>, problems: &mut Problems) -> Option<f64> {
    let text = entry.filled("share")?;
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Some(share),
        _ => {
            problems.push(Problem::error(entry.place("share"), "expected a number from 0 to 1"));
            None
        }
    }
}
