//! The published files: a page to read and a table of the same comments.

use askama::Template;

use super::lists::{list_name, question_text};
use crate::confidential::inert::inert;
use crate::plan::{CommentRules, Plan};
use crate::publish::Published;
use crate::report::{Around, Look, STYLE};

/// A comment that somebody released.
pub(super) struct Released {
    /// Index into the plan's questions.
    pub(super) question: usize,
    /// Index of the unit whose list it is in.
    pub(super) unit: Option<usize>,
    /// What is published.
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "comments.html")]
struct Page<'a> {
    around: Around<'a>,
    rules: &'a CommentRules,
    questions: Vec<Question<'a>>,
}

/// A question with its lists.
struct Question<'a> {
    text: &'a str,
    lists: Vec<List<'a>>,
}

/// A list with its comments.
struct List<'a> {
    name: &'a str,
    comments: Vec<&'a str>,
}

/// The files of a wave, comments in the order in which they come.
pub(super) fn files(plan: &Plan, wave: usize, rules: &CommentRules, released: &[Released]) -> Vec<Published> {
    let wave = plan.waves.get(wave).map_or("", |wave| wave.label.as_str());
    let over = format!("{}, {}", plan.survey.name, plan.survey.organisation);
    let look = Look::new(STYLE, &plan.theme);
    let around = Around {
        name: format!("Comments {wave} – {over}"),
        over: &over,
        title: "Comments",
        under: wave,
        ..Around::alone(&look, "comments")
    };
    let page = Page { around, rules, questions: questions(plan, released) };
    // Writing a template to memory does not fail.
    let html = page.render().unwrap_or_default();
    vec![
        Published { path: "comments.csv".to_owned(), bytes: table(plan, released) },
        Published { path: "index.html".to_owned(), bytes: html.into_bytes() },
    ]
}

/// By question, then by list, as they stand next to each other.
fn questions<'a>(plan: &'a Plan, released: &'a [Released]) -> Vec<Question<'a>> {
    let of_list = |list: &'a [Released]| List {
        name: list_name(plan, list.first().and_then(|comment| comment.unit)),
        comments: list.iter().map(|comment| comment.text.as_str()).collect(),
    };
    let of_question = |question: &'a [Released]| Question {
        text: question.first().map_or("", |comment| question_text(plan, comment.question)),
        lists: question.chunk_by(|a, b| a.unit == b.unit).map(of_list).collect(),
    };
    released.chunk_by(|a, b| a.question == b.question).map(of_question).collect()
}

fn table(plan: &Plan, released: &[Released]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every record has three fields.
    let _ = writer.write_record(["question", "unit", "comment"]);
    for comment in released {
        let cells = [question_text(plan, comment.question), list_name(plan, comment.unit), &comment.text];
        let _ = writer.write_record(cells.map(inert));
    }
    writer.into_inner().unwrap_or_default()
}
