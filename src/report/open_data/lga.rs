//! `data/lga-engagement.csv`: what the Local Government Association asks for of its employee engagement index.
//!
//! The LGA publishes its six questions and says that a council may send the results of any of them, with the response rate,
//! without other groups than everyone and without an overall score. It does not publish the form in which to send them, so
//! the layout is our own.

use super::column::{Column, Holds, WAVE};
use super::results::{SHOWN, status, statuses};
use super::table::{Form, Link, Table};
use super::{inert, yes_no};
use crate::plan::{LGA_ANSWERS, LgaQuestion};
use crate::release::{Cell, Figures, Measure, MeasureKind, ReleasedWave};
use crate::report::figure;
use crate::report::view::{Place, View};

/// The status of a question that a survey did not ask.
const NOT_ASKED: &str = "not asked";

const LGA: Form<13> = Form {
    name: "lga-engagement",
    about: "What the Local Government Association (LGA) asks councils for: the six questions of its local government employee \
            engagement index, and the response rate. Everyone only; no overall score, as the LGA publishes none. The LGA takes any \
            number of the six. We know of no published file format for sending them, so this layout is our own: copy the figures \
            into the LGA's form. Where same_words is no, the question is the survey's own on the same matter: say so when you send it.",
    columns: [
        WAVE,
        Column::new(
            "question",
            Holds::OneOf(questions),
            "Which of the LGA's six questions this is, or the response rate.",
        ),
        Column::new("lga_words", Holds::Text, "What the LGA asks."),
        Column::new(
            "status",
            Holds::OneOf(statuses_here),
            "Whether there is a figure; not asked: the survey has no such question; otherwise as in results.csv.",
        ),
        Column::new("statistic", Holds::OneOf(statistics), "What the figure in positive is."),
        Column::new(
            "positive",
            Holds::Percent,
            "How many answered favourably (agree or strongly agree), in percent; or the response rate.",
        )
        .or_empty(),
        Column::new("neutral", Holds::Percent, "How many answered neither way, in percent.").or_empty(),
        Column::new(
            "negative",
            Holds::Percent,
            "How many answered unfavourably (disagree or strongly disagree), in percent.",
        )
        .or_empty(),
        Column::new(
            "base",
            Holds::Count,
            "How many people answered; for the response rate, how many there are to answer.",
        )
        .or_empty(),
        Column::new(
            "measure",
            Holds::Text,
            "The survey's own question: its id in measures.csv; for the response rate, whose rate it is.",
        )
        .or_empty(),
        Column::new("our_words", Holds::Text, "What this survey asks, in its latest words.").or_empty(),
        Column::new("same_words", Holds::YesNo, "Whether these are the LGA's own words.").or_empty(),
        Column::new(
            "same_answers",
            Holds::YesNo,
            "Whether the answers were the LGA's five, from strongly disagree to strongly agree.",
        )
        .or_empty(),
    ],
    key: &["wave", "question"],
    links: &[Link::WAVE],
};

/// What stands for the response rate among the questions.
const RESPONSE: &str = "response-rate";

fn questions() -> Vec<&'static str> {
    crate::plan::LGA_QUESTIONS.iter().map(|(id, _)| *id).chain([RESPONSE]).collect()
}

fn statuses_here() -> Vec<&'static str> {
    statuses().into_iter().chain([NOT_ASKED]).collect()
}

fn statistics() -> Vec<&'static str> {
    vec!["percent positive", "response rate"]
}

/// The table; without rows where the survey declares nothing of it.
pub(super) fn table(view: &View) -> Table {
    let asked = view.release.lga_engagement();
    let of = |wave| {
        let questions = asked.iter().map(move |question| row(view, wave, question));
        questions.chain((!asked.is_empty()).then(|| response(view, wave)))
    };
    Table::of(&LGA, view.release.waves().iter().flat_map(of), |row| vec![row])
}

fn row<'a>(view: &View<'a>, wave: &'a ReleasedWave, asked: &'a LgaQuestion) -> [String; 13] {
    let measure = asked.measure.as_deref().and_then(|id| view.measure(MeasureKind::Question, id));
    let there = measure.filter(|measure| measure.waves.contains(&wave.id));
    let [status, positive, neutral, negative, base] = figures(view, wave, there);
    let told = |tell: &dyn Fn(&Measure) -> String| there.map(tell).unwrap_or_default();
    [
        inert(&wave.id),
        inert(&asked.id),
        inert(&asked.words),
        status,
        "percent positive".to_owned(),
        positive,
        neutral,
        negative,
        base,
        told(&|measure| inert(&measure.id)),
        told(&|measure| inert(&measure.text)),
        told(&|measure| yes_no(plain(&measure.text) == plain(&asked.words))),
        told(&|measure| yes_no(has_lga_answers(measure))),
    ]
}

/// The rate of the population that was surveyed, which is the first.
fn response<'a>(view: &View<'a>, wave: &'a ReleasedWave) -> [String; 13] {
    let measure = view.of_kind(MeasureKind::Response).next();
    let there = measure.filter(|measure| measure.waves.contains(&wave.id));
    let [status, positive, _, _, base] = figures(view, wave, there);
    let status = if there.is_none() { "x".to_owned() } else { status };
    let told = |tell: &dyn Fn(&Measure) -> String| there.map(tell).unwrap_or_default();
    let none = String::new;
    [
        inert(&wave.id),
        RESPONSE.to_owned(),
        "Response rate as a percentage of the workforce".to_owned(),
        status,
        "response rate".to_owned(),
        positive,
        none(),
        none(),
        base,
        told(&|measure| inert(&measure.id)),
        told(&|measure| inert(&measure.text)),
        none(),
        none(),
    ]
}

/// Status, percent positive, neutral and negative, and base of everyone.
fn figures<'a>(view: &View<'a>, wave: &'a ReleasedWave, measure: Option<&'a Measure>) -> [String; 5] {
    let without = |status: &str| [status, "", "", "", ""].map(str::to_owned);
    let Some(measure) = measure else { return without(NOT_ASKED) };
    match view.row(&wave.id, measure, Place::WHOLE).map(|row| &row.figures) {
        None => without("x"),
        Some(Cell::Withheld(marker)) => without(status(*marker)),
        Some(Cell::Shown(figures)) => shown(measure, figures),
    }
}

fn shown(measure: &Measure, figures: &Figures) -> [String; 5] {
    let percent = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        SHOWN.to_owned(),
        figure::headline(measure, figures).to_string(),
        percent(figure::neutral(figures)),
        percent(figure::negative(figures)),
        figures.base.to_string(),
    ]
}

/// Whether the answers are those that the LGA asks for.
fn has_lga_answers(measure: &Measure) -> bool {
    let labels = measure.categories.iter().map(|category| plain(&category.label));
    labels.eq(LGA_ANSWERS.map(plain))
}

/// Words without what does not change them: case, white space, a full stop.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}
