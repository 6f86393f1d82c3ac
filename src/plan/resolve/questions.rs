//! `questions.csv` and `[[route]]` → [`Question`] and [`Item`].

use std::path::Path;

use super::{check_ids, slug};
use crate::plan::label::{nearest, normal_form};
use crate::plan::question::{Item, Question, Route};
use crate::plan::raw::{RawComposite, RawRoute};
use crate::plan::register::{Entry, Register, unknown_name};
use crate::plan::scale::{Category, Scale, ScaleKind, Tone};
use crate::problem::{Place, Problem, Problems, quoted};

/// All questions in the order of the register.
pub(crate) fn resolve(
    register: &Register,
    waves: &[String],
    scales: &[Scale],
    pillars: &[RawComposite],
    problems: &mut Problems,
) -> Vec<Question> {
    let entries: Vec<Entry<'_>> = register.entries().collect();
    if let Some(first) = entries.first() {
        let place = Place { row: None, ..first.place("id") };
        check_ids(&place, "question", entries.iter().map(|entry| entry.cell("id")), problems);
    }
    let questions: Vec<Question> =
        entries.iter().map(|entry| question(entry, waves, scales, pillars, problems)).collect();
    for (wave, id) in waves.iter().enumerate() {
        tell_shared_headers(&entries, &questions, wave, id, problems);
    }
    questions
}

fn question(
    entry: &Entry<'_>,
    waves: &[String],
    scales: &[Scale],
    pillars: &[RawComposite],
    problems: &mut Problems,
) -> Question {
    let scale = entry.one_of("scale", "scale", scales.iter().map(|scale| scale.id.as_str()), problems);
    let pillar = entry.filled("pillar").and_then(|_| {
        entry.one_of("pillar", "pillar", pillars.iter().map(|pillar| pillar.id.as_str()), problems)
    });
    let headers: Vec<Option<String>> =
        waves.iter().map(|wave| entry.filled(wave).map(str::to_owned)).collect();
    if headers.iter().all(Option::is_none) {
        problems.push(Problem::warning(entry.place("id"), "this question is asked in no wave"));
    }
    Question {
        id: entry.cell("id").to_owned(),
        text: entry.filled("text").unwrap_or(entry.cell("id")).to_owned(),
        pillar,
        role: entry.filled("role").map(str::to_owned),
        scale: scale.unwrap_or(0),
        reverse: yes(entry, "reverse", problems),
        sensitive: yes(entry, "sensitive", problems),
        headers,
        route: None,
    }
}

fn yes(entry: &Entry<'_>, column: &str, problems: &mut Problems) -> bool {
    match entry.cell(column).to_lowercase().as_str() {
        "" | "no" | "false" | "0" => false,
        "yes" | "true" | "1" => true,
        _ => {
            problems.push(Problem::error(entry.place(column), "expected yes, no or nothing"));
            false
        }
    }
}

fn tell_shared_headers(
    entries: &[Entry<'_>],
    questions: &[Question],
    wave: usize,
    id: &str,
    problems: &mut Problems,
) {
    let mut seen: Vec<String> = Vec::new();
    for (entry, question) in entries.iter().zip(questions) {
        let Some(form) = question.headers[wave].as_deref().map(normal_form) else { continue };
        if seen.contains(&form) {
            problems
                .push(Problem::error(entry.place(id), "another question has the same header in this wave"));
        }
        seen.push(form);
    }
}

/// What is measured: one item per question with one answer, one per option of a multiple choice.
pub(crate) fn items(questions: &[Question], scales: &[Scale]) -> Vec<Item> {
    let mut items = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        let Some(scale) = scales.get(question.scale) else { continue };
        match scale.kind {
            ScaleKind::Text => {}
            ScaleKind::Choice => items.push(Item {
                id: question.id.clone(),
                text: question.text.clone(),
                question: index,
                categories: scale.categories(question.reverse),
                option: None,
            }),
            ScaleKind::Multiple => items.extend(options(index, question, scale)),
        }
    }
    items
}

fn options(index: usize, question: &Question, scale: &Scale) -> Vec<Item> {
    let chosen = |label: &str, tone| Category { label: label.to_owned(), tone };
    let option = |(option, category): (usize, &Category)| Item {
        id: format!("{}.{}-{}", question.id, option + 1, slug(&category.label)),
        text: format!("{} – {}", question.text, category.label),
        question: index,
        categories: vec![chosen("Not chosen", Tone::Negative), chosen("Chosen", Tone::Positive)],
        option: Some(option),
    };
    scale.categories.iter().enumerate().map(option).collect()
}

/// Adds the routes to their questions.
pub(crate) fn route(
    file: &Path,
    raw: &[RawRoute],
    questions: &mut [Question],
    items: &[Item],
    problems: &mut Problems,
) {
    for raw in raw {
        let place = |key: &str| Place::file(file).column(format!("route.{key}"));
        let found = questions.iter().position(|question| question.id == raw.question);
        let ids: Vec<String> = questions.iter().map(|question| question.id.clone()).collect();
        let known = || ids.iter().map(String::as_str);
        if found.is_none() {
            problems.push(unknown_name(place("question"), &raw.question, "question", known()));
        }
        let Some(item) = items.iter().position(|item| item.id == raw.router && item.option.is_none()) else {
            problems.push(unknown_name(place("router"), &raw.router, "question", known()));
            continue;
        };
        let codes = codes(&place("answers"), raw, &items[item], problems);
        if let Some(question) = found.and_then(|found| questions.get_mut(found)) {
            question.route = Some(Route { item, codes });
        }
    }
}

fn codes(place: &Place, raw: &RawRoute, router: &Item, problems: &mut Problems) -> Vec<u8> {
    let mut codes = Vec::new();
    for answer in &raw.answers {
        match router.categories.iter().position(|category| &category.label == answer) {
            Some(at) => codes.push(at as u8 + 1),
            None => {
                let labels = router.categories.iter().map(|category| category.label.as_str());
                let hint = nearest(answer, labels).map(|near| format!("did you mean “{near}”?"));
                let message = format!("“{}” is no answer of “{}”", quoted(answer), quoted(&router.id));
                problems.push(Problem::error(place.clone(), message).maybe_hint(hint));
            }
        }
    }
    codes
}
