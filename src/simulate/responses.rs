//! Responses: what each person who answered left in the survey tool, as the labels that it exports.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::answers::{Answer, Forms, categories};
use super::draws::Draws;
use super::people::Person;
use super::scene::Scene;
use super::wording::Wording;
use crate::plan::{Breakdown, BreakdownKind, Question};

/// What a column of the export holds, beside what the survey tool adds by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A breakdown, by its index.
    Breakdown(usize),
    /// A question, by its index.
    Question(usize),
}

/// One response as it stands in an export.
#[derive(Clone, Debug)]
pub(super) struct Response {
    /// When it was begun.
    pub(super) started: NaiveDateTime,
    /// When it was sent off.
    pub(super) completed: NaiveDateTime,
    /// Its labels, one for each column of content.
    pub(super) cells: Vec<String>,
    /// Where it says something special in a column: the rule of the wave by its index, and the value.
    pub(super) mark: Option<(usize, String)>,
    /// Whether somebody only tried the form out.
    pub(super) test: bool,
}

impl Response {
    /// The same response, sent off at another moment.
    pub(super) fn complete(&mut self, moment: NaiveDateTime) {
        self.started = moment - (self.completed - self.started);
        self.completed = moment;
    }
}

/// The columns in the order of the form: where people work, the questions, who they are.
pub(super) fn contents(scene: &Scene<'_>) -> Vec<(String, Content)> {
    let plan = scene.plan;
    let breakdowns = |level: bool| {
        let of_kind = plan.breakdowns.iter().enumerate().filter(move |(_, b)| b.is_level() == level);
        of_kind.filter_map(|(at, b)| Some((b.headers.get(scene.wave)?.clone()?, Content::Breakdown(at))))
    };
    let questions = plan.questions.iter().enumerate();
    let questions = questions.filter_map(|(at, question)| {
        Some((question.headers.get(scene.wave)?.clone()?, Content::Question(at)))
    });
    breakdowns(true).chain(questions).chain(breakdowns(false)).collect()
}

/// The responses of everybody who is kept, in the order of the people.
pub(super) fn responses(scene: &Scene<'_>, people: &[&Person], forms: &Forms) -> Vec<Response> {
    let contents = contents(scene);
    let mut wording = Wording::new(scene, "cells");
    let mut clock = scene.draws(&["clock"]);
    let mut response = |(index, person): (usize, &&Person)| {
        let stopped = forms.stopped[index];
        let cell = |(_, content): &(String, Content)| match *content {
            Content::Breakdown(at) => group(scene, at, person, stopped, &mut wording),
            Content::Question(at) => answer(scene, at, &forms.answers[at][index], &mut wording),
        };
        let cells = contents.iter().map(cell).collect();
        let completed = during(scene, &mut clock);
        let started = completed - TimeDelta::seconds(240 + clock.below(900) as i64);
        Response { started, completed, cells, mark: None, test: false }
    };
    people.iter().enumerate().map(&mut response).collect()
}

/// The label of a person's group, as far as it is told.
fn group(scene: &Scene<'_>, at: usize, person: &Person, stopped: bool, wording: &mut Wording<'_>) -> String {
    let breakdown: &Breakdown = &scene.plan.breakdowns[at];
    let behaviour = &scene.special.behaviour;
    let untold = match breakdown.kind {
        BreakdownKind::Level(level) if level > 0 && level + 1 == scene.levels().len() => {
            wording.chance(behaviour.lowest_unit_blank)
        }
        BreakdownKind::Level(_) => false,
        BreakdownKind::Characteristic { protected: true } if !stopped => {
            if wording.chance(behaviour.characteristic_not_said / 2.0) {
                return wording.missing(&scene.wave().rules.prefer_not_to_say);
            }
            wording.chance(behaviour.characteristic_not_said / 2.0)
        }
        BreakdownKind::Characteristic { .. } => stopped || wording.chance(behaviour.blank),
    };
    match person.groups[at].filter(|_| !untold).and_then(|group| breakdown.groups.get(group)) {
        Some(group) => {
            let others: Vec<&str> =
                group.labels.iter().map(String::as_str).filter(|label| *label != group.name).collect();
            wording.label(&group.name, &others)
        }
        None => String::new(),
    }
}

/// The label of an answer.
fn answer(scene: &Scene<'_>, at: usize, answer: &Answer, wording: &mut Wording<'_>) -> String {
    let question = &scene.plan.questions[at];
    let rules = &scene.wave().rules;
    match answer {
        Answer::Blank => String::new(),
        Answer::LeftOut => wording.blank(),
        Answer::NotApplicable => wording.missing(&rules.not_applicable),
        Answer::PreferNotToSay => wording.missing(&rules.prefer_not_to_say),
        Answer::Category(category) => label(scene, at, question, *category, wording),
        Answer::Options(options) => options_label(scene, question, options, wording),
        Answer::Text(text) => text.clone(),
    }
}

fn label(
    scene: &Scene<'_>,
    at: usize,
    question: &Question,
    category: usize,
    wording: &mut Wording<'_>,
) -> String {
    let categories = categories(scene, at);
    let Some(usual) = categories.get(category) else { return String::new() };
    let on_scale = if question.reverse { categories.len() - 1 - category } else { category };
    let scale = &scene.plan.scales[question.scale];
    let others: Vec<&str> =
        scale.spellings.iter().filter(|(_, of)| *of == on_scale).map(|(label, _)| label.as_str()).collect();
    wording.label(&usual.label, &others)
}

/// The options that were chosen, in the order of the questionnaire.
fn options_label(
    scene: &Scene<'_>,
    question: &Question,
    options: &[usize],
    wording: &mut Wording<'_>,
) -> String {
    let scale = &scene.plan.scales[question.scale];
    let labels: Vec<String> = options
        .iter()
        .filter_map(|option| scale.categories.get(*option))
        .map(|category| wording.typeset(&category.label))
        .collect();
    labels.join(&scale.separator.to_string())
}

/// A moment of the fieldwork: more often soon than late, mostly on a working day.
pub(super) fn during(scene: &Scene<'_>, clock: &mut Draws) -> NaiveDateTime {
    let fieldwork = scene.wave().fieldwork;
    let days = (fieldwork.end - fieldwork.start).num_days().max(0) as usize + 1;
    let mut day = fieldwork.start;
    for _ in 0..3 {
        let soon = clock.share();
        day = later(fieldwork.start, (soon * soon * days as f64) as usize);
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            break;
        }
    }
    at_work(day, clock)
}

/// A moment in the days after the fieldwork.
pub(super) fn after(scene: &Scene<'_>, clock: &mut Draws) -> NaiveDateTime {
    at_work(later(scene.wave().fieldwork.end, 1 + clock.below(9)), clock)
}

fn later(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(Days::new(days as u64)).unwrap_or(day)
}

fn at_work(day: NaiveDate, clock: &mut Draws) -> NaiveDateTime {
    let second = (7 * 3600 + clock.below(12 * 3600)) as i64;
    day.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(second)
}
