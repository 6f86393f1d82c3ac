//! `[weighting]`, `[like_for_like]` and `[[drivers]]` → [`Weighting`] and [`DriverModel`].

use std::path::Path;

use crate::plan::breakdown::Breakdown;
use crate::plan::headcount::Headcount;
use crate::plan::models::{DriverModel, MOST_DRIVERS, Weighting};
use crate::plan::question::{Item, Question};
use crate::plan::raw::{RawDrivers, RawSurvey, RawWeighting};
use crate::plan::register::unknown_name;
use crate::plan::wave::WavePlan;
use crate::problem::{Place, Problem, Problems, quoted};

/// How respondents are weighted, and in what units are made alike.
pub(crate) fn weighting(
    file: &Path,
    raw: &RawSurvey,
    breakdowns: &[Breakdown],
    waves: &[WavePlan],
    problems: &mut Problems,
) -> Weighting {
    if !(raw.weighting.largest.is_finite() && raw.weighting.largest >= 1.0) {
        let message = "expected a number of at least 1, the average respondent's weight";
        problems.push(Problem::error(Place::file(file).column("weighting.largest"), message));
    }
    let margins = margins(file, &raw.weighting, breakdowns, waves, problems);
    let like_for_like = match &raw.like_for_like.by {
        None => margins.iter().copied().filter(|margin| !breakdowns[*margin].is_level()).collect(),
        Some(ids) => alike(file, ids, breakdowns, problems),
    };
    tell_too_fine(file, breakdowns, margins.iter().chain(&like_for_like), problems);
    Weighting { margins, largest: raw.weighting.largest, like_for_like }
}

/// From so many cells on, nearly everybody has one of their own: weights from such cells cost memory and say little.
const TOO_MANY_CELLS: usize = 50_000;

fn tell_too_fine<'a>(
    file: &Path,
    breakdowns: &[Breakdown],
    wanted: impl Iterator<Item = &'a usize>,
    problems: &mut Problems,
) {
    let mut wanted: Vec<usize> = wanted.copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let groups = wanted.iter().map(|breakdown| breakdowns[*breakdown].groups.len().max(1));
    let cells = groups.fold(1_usize, usize::saturating_mul);
    if cells > TOO_MANY_CELLS {
        let message = format!(
            "weighting by all of these at once makes {cells} cells, most of them of one person or none"
        );
        let hint = "name the three to five breakdowns in which respondents and workforce differ most";
        problems.push(Problem::warning(Place::file(file).column("weighting.by"), message).hint(hint));
    }
}

fn margins(
    file: &Path,
    raw: &RawWeighting,
    breakdowns: &[Breakdown],
    waves: &[WavePlan],
    problems: &mut Problems,
) -> Vec<usize> {
    let place = Place::file(file).column("weighting.by");
    let wanted = raw.by.as_ref().map(|ids| {
        let known = breakdowns.iter().map(|breakdown| breakdown.id.as_str());
        listed(&place, ids, "breakdown", breakdowns, known, problems)
    });
    let wanted_lower = wanted.iter().flatten().filter(|margin| is_lower(breakdowns, **margin));
    for &lower in wanted_lower {
        let id = quoted(&breakdowns[lower].id);
        let message =
            format!("“{id}” cannot be a margin; of the organisation's levels only the highest can be one");
        problems.push(Problem::error(place.clone(), message));
    }
    let headcounts: Vec<(&str, &Headcount)> = waves
        .iter()
        .filter_map(|wave| wave.headcount.as_ref().map(|headcount| (wave.id.as_str(), headcount)))
        .collect();
    let lacking = |margin: usize| {
        let lacks = |headcount: &Headcount| !headcount.characteristics.contains(&margin);
        let lacking = headcounts.iter().filter(|(_, headcount)| lacks(headcount)).map(|(wave, _)| *wave);
        if breakdowns[margin].is_level() { Vec::new() } else { lacking.collect::<Vec<_>>() }
    };
    match wanted {
        _ if headcounts.is_empty() => Vec::new(),
        // Only what every headcount has, so that each wave can be weighted alike.
        None => (0..breakdowns.len())
            .filter(|margin| !is_lower(breakdowns, *margin) && lacking(*margin).is_empty())
            .collect(),
        Some(wanted) => {
            for &margin in &wanted {
                let lacking = lacking(margin);
                let none = lacking.len() == headcounts.len();
                problems.extend(tell_lacking(&place, &breakdowns[margin].id, &lacking, none));
            }
            wanted
        }
    }
}

/// Whether this is a level of the organisation below the highest.
fn is_lower(breakdowns: &[Breakdown], breakdown: usize) -> bool {
    breakdown > 0 && breakdowns[breakdown].is_level()
}

/// A characteristic that no headcount has cannot be a margin; one that only some have leaves the other waves unweighted.
fn tell_lacking(place: &Place, id: &str, lacking: &[&str], none: bool) -> Problems {
    let mut problems = Problems::new();
    let id = quoted(id);
    if none && !lacking.is_empty() {
        let hint = "add the column to the headcount files, or leave it out here";
        let message = format!("no headcount has the column “{id}”");
        problems.push(Problem::error(place.clone(), message).hint(hint));
    } else if !lacking.is_empty() {
        let message = format!("the headcount of {} does not have the column “{id}”", lacking.join(", "));
        let hint = "a survey cannot be weighted by what its headcount does not have";
        problems.push(Problem::warning(place.clone(), message).hint(hint));
    }
    problems
}

/// The characteristics in which units are made alike.
fn alike(file: &Path, ids: &[String], breakdowns: &[Breakdown], problems: &mut Problems) -> Vec<usize> {
    let place = Place::file(file).column("like_for_like.by");
    let known = breakdowns.iter().filter(|b| !b.is_level()).map(|b| b.id.as_str());
    let chosen = listed(&place, ids, "characteristic", breakdowns, known, problems);
    for &level in chosen.iter().filter(|chosen| breakdowns[**chosen].is_level()) {
        let message = format!(
            "“{}” is a level of the organisation; expected characteristics, in which its units are made alike",
            quoted(&breakdowns[level].id)
        );
        problems.push(Problem::error(place.clone(), message));
    }
    chosen
}

/// The breakdowns with these ids, in the order of the plan; tells those that are not there or there twice.
fn listed<'a>(
    place: &Place,
    ids: &[String],
    what: &str,
    breakdowns: &[Breakdown],
    known: impl Iterator<Item = &'a str> + Clone,
    problems: &mut Problems,
) -> Vec<usize> {
    tell_twice(place, what, ids, problems);
    for id in ids.iter().filter(|id| !breakdowns.iter().any(|breakdown| breakdown.id == **id)) {
        problems.push(unknown_name(place.clone(), id, what, known.clone()));
    }
    (0..breakdowns.len()).filter(|breakdown| ids.contains(&breakdowns[*breakdown].id)).collect()
}

/// `[[drivers]]`.
pub(crate) fn drivers(
    file: &Path,
    raw: &[RawDrivers],
    questions: &[Question],
    items: &[Item],
    problems: &mut Problems,
) -> Vec<DriverModel> {
    let outcomes: Vec<String> = raw.iter().map(|model| model.outcome.clone()).collect();
    let place = Place::file(file).column("drivers.outcome");
    tell_twice(&place, "outcome", &outcomes, problems);
    let mut models = Vec::new();
    for raw in raw {
        let outcome = asked_of_all(&place, &raw.outcome, questions, items, problems);
        let place = Place::file(file).column(format!("drivers.{}.questions", raw.outcome));
        tell_number(&place, raw, problems);
        let ids = raw.questions.iter();
        let chosen = ids.filter_map(|id| asked_of_all(&place, id, questions, items, problems)).collect();
        models.extend(outcome.map(|outcome| DriverModel { outcome, questions: chosen }));
    }
    models
}

fn tell_number(place: &Place, raw: &RawDrivers, problems: &mut Problems) {
    tell_twice(place, "question", &raw.questions, problems);
    let found = raw.questions.len();
    if !(2..=MOST_DRIVERS).contains(&found) {
        let message = format!("expected 2 to {MOST_DRIVERS} questions, found {found}");
        problems.push(Problem::error(place.clone(), message));
    }
    if raw.questions.contains(&raw.outcome) {
        let message = format!("“{}” cannot go with itself; leave it out here", quoted(&raw.outcome));
        problems.push(Problem::error(place.clone(), message));
    }
}

/// The item of a question with one answer that everyone was asked.
fn asked_of_all(
    place: &Place,
    id: &str,
    questions: &[Question],
    items: &[Item],
    problems: &mut Problems,
) -> Option<usize> {
    let single = |item: &Item| item.option.is_none() && questions[item.question].route.is_none();
    let found = items.iter().position(|item| item.id == id);
    if let Some(item) = found.filter(|item| single(&items[*item])) {
        return Some(item);
    }
    let name = quoted(id);
    let reason = match found.map(|item| &items[item]) {
        Some(item) if item.option.is_some() => format!("“{name}” is an option of a multiple choice"),
        Some(_) => format!("“{name}” was put only to some"),
        None if questions.iter().any(|question| question.id == id) => {
            format!("“{name}” is a text or a multiple choice")
        }
        None => {
            let known = items.iter().filter(|item| single(item)).map(|item| item.id.as_str());
            problems.push(unknown_name(place.clone(), id, "question", known));
            return None;
        }
    };
    let message = format!("{reason}; expected a question with one answer that everyone was asked");
    problems.push(Problem::error(place.clone(), message));
    None
}

fn tell_twice(place: &Place, what: &str, ids: &[String], problems: &mut Problems) {
    for (_, id) in ids.iter().enumerate().filter(|(index, id)| ids[..*index].contains(id)) {
        problems.push(Problem::error(place.clone(), format!("the {what} “{}” is there twice", quoted(id))));
    }
}
