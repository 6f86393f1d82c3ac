//! The answers of those who are kept: what they think, cut where the wanted shares are.

use super::attitude::Attitudes;
use super::calibration::{Aim, cut};
use super::comments;
use super::draws::Draws;
use super::people::Person;
use super::scene::Scene;
use crate::plan::{Category, Item, Question, Scale, ScaleKind};

/// One person's answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing: not asked, or after the respondent stopped.
    Blank,
    /// Nothing, though others round it were answered.
    LeftOut,
    /// It does not apply.
    NotApplicable,
    /// Preferred not to say.
    PreferNotToSay,
    /// A category of the question: 0 is the least favourable, after any reversal.
    Category(usize),
    /// Options of a multiple choice, in order.
    Options(Vec<usize>),
    /// Free text.
    Text(String),
}

/// By question (empty where it was not asked), then by person.
pub(super) type Answers = Vec<Vec<Answer>>;

/// The forms of everybody.
pub(super) struct Forms {
    /// What was answered.
    pub(super) answers: Answers,
    /// Who stopped on the way, by person.
    pub(super) stopped: Vec<bool>,
}

/// How a person fills in the form.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// Gives this answer all the way down: how far along the scale, from 0 to 1.
    straight: Option<f64>,
    /// Stops before this column: an index into the questions asked.
    stops: Option<usize>,
}

/// Where along the scale those are who give the same answer all the way down.
const STRAIGHT: [f64; 5] = [0.75, 0.75, 0.75, 0.5, 1.0];

/// Everybody fills in the form.
pub(super) fn fill_in(scene: &Scene<'_>, people: &[&Person]) -> Forms {
    let manners = manners(scene, people.len());
    let stopped = manners.iter().map(|manner| manner.stops.is_some()).collect();
    let writer = Writer { scene, attitudes: Attitudes::new(scene, people), manners };
    Forms { answers: answers(scene, &writer, people.len()), stopped }
}

fn answers(scene: &Scene<'_>, writer: &Writer<'_>, people: usize) -> Answers {
    let questions = &scene.plan.questions;
    let mut answers: Answers = vec![Vec::new(); questions.len()];
    // Routers before what they lead to; a chain of routes is followed as far as it goes.
    let mut waiting: Vec<usize> = (0..questions.len()).filter(|question| asked(scene, *question)).collect();
    while !waiting.is_empty() {
        let ready = |question: &usize| match &questions[*question].route {
            Some(route) => !waiting.contains(&scene.plan.items[route.item].question),
            None => true,
        };
        let (now, later): (Vec<usize>, Vec<usize>) = waiting.iter().partition(|question| ready(question));
        let (now, later) = if now.is_empty() { (later, now) } else { (now, later) };
        for question in now {
            answers[question] = writer.question(question, people, &answers);
        }
        waiting = later;
    }
    answers
}

/// Whether a question was asked in this wave.
pub(super) fn asked(scene: &Scene<'_>, question: usize) -> bool {
    scene.plan.questions[question].headers.get(scene.wave).is_some_and(Option::is_some)
}

fn manners(scene: &Scene<'_>, people: usize) -> Vec<Manner> {
    let behaviour = &scene.special.behaviour;
    let mut draws = scene.draws(&["manners"]);
    let mut manners = vec![Manner::default(); people];
    for person in draws.sample(people, behaviour.straight_liners as usize) {
        manners[person].straight = Some(draws.one_of(&STRAIGHT));
    }
    let questions = (0..scene.plan.questions.len()).filter(|question| asked(scene, *question)).count();
    for person in draws.sample(people, behaviour.partial as usize) {
        // Somebody who answers nothing at all would not be kept.
        let least = (questions / 8).max(1);
        manners[person].stops = Some(least + draws.below(questions.saturating_sub(least)));
    }
    manners
}

struct Writer<'a> {
    scene: &'a Scene<'a>,
    attitudes: Attitudes<'a>,
    manners: Vec<Manner>,
}

impl Writer<'_> {
    fn question(&self, index: usize, people: usize, before: &Answers) -> Vec<Answer> {
        let question = &self.scene.plan.questions[index];
        let mut answers = self.missing(index, people, before);
        let open: Vec<usize> = (0..people).filter(|person| answers[*person].is_none()).collect();
        let Some(scale) = self.scene.plan.scales.get(question.scale) else { return Vec::new() };
        let given = match scale.kind {
            ScaleKind::Choice => self.choices(index, question, &open),
            ScaleKind::Multiple => self.options(index, question, scale, &open),
            ScaleKind::Text => self.texts(question, &open),
        };
        for (person, answer) in open.into_iter().zip(given) {
            answers[person] = Some(answer);
        }
        answers.into_iter().map(|answer| answer.unwrap_or(Answer::Blank)).collect()
    }

    /// Who gives no answer, and how; `None` for those who do.
    fn missing(&self, index: usize, people: usize, before: &Answers) -> Vec<Option<Answer>> {
        let scene = self.scene;
        let question = &scene.plan.questions[index];
        let kind = scene.plan.scales.get(question.scale).map(|scale| scale.kind);
        let mut draws = scene.draws(&["missing", &question.id]);
        let place = (0..index).filter(|other| asked(scene, *other)).count();
        let mut missing = |person: usize| {
            let drawn = draws.share();
            let stops = self.manners[person].stops;
            let reached = stops.is_none_or(|stops| place < stops) && put_to(scene, question, person, before);
            match kind {
                _ if !reached => Some(Answer::Blank),
                // Who stops on the way has answered the first question, or would not be kept.
                _ if place == 0 && stops.is_some() => None,
                Some(ScaleKind::Choice) => gap(scene, drawn),
                Some(ScaleKind::Multiple) => gap(scene, drawn).map(|_| Answer::Blank),
                Some(ScaleKind::Text) | None => None,
            }
        };
        (0..people).map(&mut missing).collect()
    }

    fn choices(&self, index: usize, question: &Question, open: &[usize]) -> Vec<Answer> {
        let items = &self.scene.plan.items;
        let Some(item) = items.iter().find(|item: &&Item| item.question == index) else { return Vec::new() };
        let wanted = self.scene.special.answers.get(&question.id).copied().unwrap_or_default();
        let aim = Aim::new(wanted, &mut self.scene.lasting_draws(&["aim", &question.id]));
        let views = self.attitudes.on(index);
        let last = item.categories.len().saturating_sub(1);
        // The same label all the way down is the other end of a question that is worded in reverse.
        let label = |along: f64| (along * last as f64).round() as usize;
        let fixed = |along: f64| if question.reverse { last - label(along) } else { label(along) };
        // The router is answered with thought: it decides what else is asked.
        let thinks = self.scene.plan.questions.iter().any(|q| {
            q.route.as_ref().is_some_and(|route| self.scene.plan.items[route.item].question == index)
        });
        let straight = |person: usize| self.manners[person].straight.filter(|_| !thinks).map(fixed);
        let views: Vec<_> = open.iter().map(|person| (views[*person], straight(*person))).collect();
        cut(&item.categories, aim, &views).into_iter().map(Answer::Category).collect()
    }

    fn options(&self, index: usize, question: &Question, scale: &Scale, open: &[usize]) -> Vec<Answer> {
        let wanted = self.scene.special.options.get(&question.id).cloned().unwrap_or_default();
        let labelled = |label: &str| scale.categories.iter().position(|c| c.label == label);
        let otherwise = labelled(&wanted.otherwise).unwrap_or(scale.categories.len().saturating_sub(1));
        let views = self.attitudes.on(index);
        let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); open.len()];
        for (option, category) in scale.categories.iter().enumerate().filter(|(at, _)| *at != otherwise) {
            let mut draws = self.scene.lasting_draws(&["option", &question.id, &category.label]);
            let drawn = draws.between(15.0, 45.0);
            let share = wanted.chosen.get(&category.label).copied().unwrap_or(drawn);
            let mut draws = self.scene.draws(&["option", &question.id, &category.label]);
            let mut order: Vec<(f64, usize)> = open
                .iter()
                .enumerate()
                .map(|(at, person)| (0.4 * views[*person] + draws.normal(), at))
                .collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let count = (open.len() as f64 * share / 100.0).round() as usize;
            for (_, at) in order.into_iter().take(count) {
                chosen[at].push(option);
            }
        }
        let answer = |options: Vec<usize>| if options.is_empty() { vec![otherwise] } else { options };
        chosen.into_iter().map(|options| Answer::Options(answer(options))).collect()
    }

    fn texts(&self, question: &Question, open: &[usize]) -> Vec<Answer> {
        let behaviour = &self.scene.special.behaviour;
        let mut draws = self.scene.draws(&["comments", &question.id]);
        let count = (open.len() as f64 * behaviour.comments).round() as usize;
        let writers = draws.sample(open.len(), count);
        let personal = draws.sample(writers.len(), behaviour.personal_data as usize);
        let mut answers = vec![Answer::Blank; open.len()];
        for (order, at) in writers.into_iter().enumerate() {
            answers[at] = Answer::Text(comment(&mut draws, personal.binary_search(&order).is_ok()));
        }
        answers
    }
}

fn comment(draws: &mut Draws, personal: bool) -> String {
    if personal { comments::with_personal_data(draws) } else { comments::plain(draws) }
}

/// How a question of one answer is left without one, if it is: `drawn` is from 0 to 1.
fn gap(scene: &Scene<'_>, drawn: f64) -> Option<Answer> {
    let (behaviour, rules) = (&scene.special.behaviour, &scene.wave().rules);
    let does_not_apply = behaviour.blank + behaviour.not_applicable;
    if drawn < behaviour.blank {
        Some(Answer::LeftOut)
    } else if drawn < does_not_apply && !rules.not_applicable.is_empty() {
        Some(Answer::NotApplicable)
    } else if drawn > 1.0 - behaviour.prefer_not_to_say && !rules.prefer_not_to_say.is_empty() {
        Some(Answer::PreferNotToSay)
    } else {
        None
    }
}

/// Whether a question was put to a person: everybody, or those whose answer to the router leads to it.
fn put_to(scene: &Scene<'_>, question: &Question, person: usize, before: &Answers) -> bool {
    let Some(route) = &question.route else { return true };
    let router = scene.plan.items[route.item].question;
    match before[router].get(person) {
        Some(Answer::Category(category)) => route.codes.iter().any(|code| usize::from(*code) == category + 1),
        Some(_) => false,
        None => true,
    }
}

/// The label of a category of a question that has one answer.
pub(super) fn categories<'p>(scene: &Scene<'p>, question: usize) -> &'p [Category] {
    let item = scene.plan.items.iter().find(|item| item.question == question);
    item.map_or(&[], |item| &item.categories)
}
