//! `[scales.<id>]` → [`Scale`].

use std::collections::BTreeMap;
use std::path::Path;

use crate::plan::MOST_CATEGORIES;
use crate::plan::label::{nearest, normal_form};
use crate::plan::raw::{RawEnd, RawScale, RawScaleKind};
use crate::plan::scale::{Category, Scale, ScaleKind, Tone};
use crate::problem::{Place, Problem, Problems, quoted};

/// All scales in the order of their names.
pub(crate) fn resolve(file: &Path, raw: &BTreeMap<String, RawScale>, problems: &mut Problems) -> Vec<Scale> {
    raw.iter().map(|(id, raw)| scale(file, id, raw, problems)).collect()
}

fn scale(file: &Path, id: &str, raw: &RawScale, problems: &mut Problems) -> Scale {
    let place = |key: &str| Place::file(file).column(format!("scales.{id}.{key}"));
    check_labels(&place("labels"), raw, problems);
    for (key, labels) in [("positive", &raw.positive), ("negative", &raw.negative)] {
        for label in labels.iter().filter(|label| !raw.labels.contains(label)) {
            problems.push(not_on_scale(place(key), label, raw));
        }
    }
    if let Some(label) = raw.positive.iter().find(|label| raw.negative.contains(label)) {
        problems.push(Problem::error(
            place("positive"),
            format!("“{}” is both positive and negative", quoted(label)),
        ));
    }
    let mut categories: Vec<Category> = raw.labels.iter().map(|label| category(label, raw)).collect();
    if raw.most_favourable == RawEnd::First {
        categories.reverse();
    }
    let spellings = spellings(&place("spellings"), raw, &categories, problems);
    Scale {
        id: id.to_owned(),
        kind: kind(raw.kind),
        categories,
        spellings,
        separator: raw.separator.chars().next().unwrap_or(';'),
    }
}

fn check_labels(place: &Place, raw: &RawScale, problems: &mut Problems) {
    let count = raw.labels.len();
    match raw.kind {
        RawScaleKind::Choice if !(2..=MOST_CATEGORIES).contains(&count) => {
            let message = format!("expected 2 to {MOST_CATEGORIES} labels, found {count}");
            problems.push(Problem::error(place.clone(), message));
        }
        RawScaleKind::Multiple if count == 0 => {
            problems.push(Problem::error(
                place.clone(),
                "expected the options of the multiple choice, found none",
            ));
        }
        _ => {}
    }
    for (index, label) in raw.labels.iter().enumerate() {
        if raw.labels[..index].iter().any(|other| normal_form(other) == normal_form(label)) {
            problems
                .push(Problem::error(place.clone(), format!("the label “{}” is there twice", quoted(label))));
        }
    }
}

fn not_on_scale(place: Place, label: &str, raw: &RawScale) -> Problem {
    let hint =
        nearest(label, raw.labels.iter().map(String::as_str)).map(|near| format!("did you mean “{near}”?"));
    Problem::error(place, format!("“{}” is not among the labels", quoted(label))).maybe_hint(hint)
}

fn category(label: &str, raw: &RawScale) -> Category {
    let within = |labels: &[String]| labels.iter().any(|other| other == label);
    let tone = match (within(&raw.positive), within(&raw.negative)) {
        (true, _) => Tone::Positive,
        (_, true) => Tone::Negative,
        _ => Tone::Neutral,
    };
    Category { label: label.to_owned(), tone }
}

fn spellings(
    place: &Place,
    raw: &RawScale,
    categories: &[Category],
    problems: &mut Problems,
) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    for (label, others) in &raw.spellings {
        match categories.iter().position(|category| &category.label == label) {
            Some(index) => all.extend(others.iter().map(|other| (other.clone(), index))),
            None => problems.push(not_on_scale(place.clone(), label, raw)),
        }
    }
    all
}

fn kind(raw: RawScaleKind) -> ScaleKind {
    match raw {
        RawScaleKind::Choice => ScaleKind::Choice,
        RawScaleKind::Multiple => ScaleKind::Multiple,
        RawScaleKind::Text => ScaleKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven_points() -> RawScale {
        RawScale {
            labels: (1..=7).map(|point| point.to_string()).collect(),
            most_favourable: RawEnd::First,
            positive: vec!["1".into(), "2".into()],
            negative: vec!["6".into(), "7".into()],
            ..RawScale::default()
        }
    }

    #[test]
    fn a_scale_whose_first_label_is_best_is_turned_round() {
        let mut problems = Problems::new();
        let scale = scale(Path::new("survey.toml"), "seven", &seven_points(), &mut problems);
        assert!(problems.is_empty());
        assert_eq!(scale.categories.last().map(|c| (c.label.as_str(), c.tone)), Some(("1", Tone::Positive)));
        assert_eq!(
            scale.categories(true).last().map(|c| (c.label.as_str(), c.tone)),
            Some(("7", Tone::Positive))
        );
    }

    #[test]
    fn a_tone_for_a_label_that_is_not_there_is_told() {
        let mut problems = Problems::new();
        let raw = RawScale { positive: vec!["8".into()], ..seven_points() };
        scale(Path::new("survey.toml"), "seven", &raw, &mut problems);
        assert_eq!(problems.count(crate::problem::Severity::Error), 1);
    }
}
