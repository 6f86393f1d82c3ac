//! What needs somebody's attention: what is out of the ordinary, in a sentence each, the gravest first.

use super::questions::Question;
use super::response::Level;
use super::{Quality, percent};
use crate::plan::Plan;
use crate::thousands::count;

/// From here on, so many rows set aside may be a mistake in the rules or the export.
const MANY_ROWS: f64 = 5.0;

/// From here on, so many of those asked leaving a question empty may be a mistake in its column, or in its wording.
const MANY_EMPTY: f64 = 10.0;

/// From here on, so many people with the same answer throughout, or with less than half answered, move the figures.
const MANY_PEOPLE: f64 = 5.0;

/// How many names are given.
const MOST_NAMED: usize = 3;

/// How much of a question's text is enough to find it.
const ENOUGH: usize = 60;

/// The sentences, none where nothing stands out.
pub(super) fn attention(plan: &Plan, quality: &Quality, levels: &[Level]) -> Vec<String> {
    let mut found = of_rows(quality);
    found.extend(of_questions(&quality.questions));
    found.extend(of_people(plan, quality));
    found.extend(levels.iter().filter_map(silent));
    found
}

fn of_rows(quality: &Quality) -> Vec<String> {
    let rows = &quality.rows;
    let mut found = Vec::new();
    for file in rows.files.iter().filter(|file| file.kept == 0 && rows.files.len() > 1) {
        found.push(format!("No row of {} was kept as a response.", file.file));
    }
    let set_aside = rows.set_aside();
    if let Some(share) = percent(set_aside, rows.read).filter(|share| *share >= MANY_ROWS) {
        found.push(format!(
            "{} of {} rows ({share:.1}%) were set aside.",
            count(set_aside),
            count(rows.read)
        ));
    }
    found
}

fn of_questions(questions: &[Question]) -> Vec<String> {
    let mut found = Vec::new();
    let unanswered: Vec<&Question> = questions.iter().filter(|question| question.answered == 0).collect();
    if !unanswered.is_empty() {
        found.push(format!("{} not answered by anybody: {}.", were(unanswered.len()), named(&unanswered)));
    }
    let mut off: Vec<&Question> = questions.iter().filter(|question| question.invalid > 0).collect();
    off.sort_by_key(|question| std::cmp::Reverse(question.invalid));
    if !off.is_empty() {
        let answers: u64 = off.iter().map(|question| question.invalid).sum();
        let what = if answers == 1 { "answer is" } else { "answers are" };
        found.push(format!(
            "{} {what} not on the question’s scale and counted as missing: {}.",
            count(answers),
            named(&off)
        ));
    }
    let empty = |question: &Question| percent(question.not_answered, question.asked).unwrap_or(0.0);
    let mut left: Vec<&Question> = questions.iter().filter(|one| empty(one) >= MANY_EMPTY).collect();
    left.retain(|question| question.answered > 0);
    left.sort_by(|one, other| empty(other).total_cmp(&empty(one)));
    if let Some(most) = left.first() {
        found.push(format!(
            "{} left empty by {MANY_EMPTY}% or more of those asked, at most by {:.1}%: {}.",
            were(left.len()),
            empty(most),
            named(&left)
        ));
    }
    found
}

fn of_people(plan: &Plan, quality: &Quality) -> Vec<String> {
    let mut found = Vec::new();
    let (few, people) = (quality.completeness.less_than_half, quality.completeness.respondents());
    if let Some(share) = percent(few, people).filter(|share| *share >= MANY_PEOPLE) {
        found.push(format!(
            "{} of {} responses ({share:.1}%) are less than half filled in.",
            count(few),
            count(people)
        ));
    }
    for scale in &quality.same_answer {
        if let Some(share) = percent(scale.same, scale.judged).filter(|share| *share >= MANY_PEOPLE) {
            found.push(format!(
                "{} of {} people ({share:.1}%) gave the same answer to every question on the scale “{}”.",
                count(scale.same),
                count(scale.judged),
                scale.scale
            ));
        }
    }
    if quality.response.scope.is_none() && !plan.scopes.is_empty() {
        found.push("There is no headcount, so nobody knows how many did not answer.".to_owned());
    }
    found
}

/// Units with people of whom nobody answered.
fn silent(level: &Level) -> Option<String> {
    let units = level
        .units
        .iter()
        .filter(|unit| unit.respondents == 0 && unit.people.is_some_and(|people| people > 0));
    let names: Vec<&str> = units.map(|unit| unit.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "{}: nobody answered in {} of {}: {}.",
            level.name,
            names.len(),
            level.units.len(),
            first(&names)
        )
    })
}

/// "2 questions were".
fn were(questions: usize) -> String {
    if questions == 1 { "1 question was".to_owned() } else { format!("{questions} questions were") }
}

fn named(questions: &[&Question]) -> String {
    let names: Vec<String> = questions
        .iter()
        .map(|question| format!("“{}”", crate::columns::cut(question.text.trim(), ENOUGH)))
        .collect();
    first(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The first of these names, and how many more there are.
fn first(names: &[&str]) -> String {
    let told = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}
