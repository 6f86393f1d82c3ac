//! The page of every question and pillar over all waves.

mod brief;
mod figures;
mod parts;
mod standing;
mod units;

use super::council::frame;
use super::document::{Block, Document, Section, Text};
use super::page::Page;
use super::section::{method, movers, targets};
use super::wording;

/// Where its page is.
pub(crate) const PATH: &str = "year-on-year.html";

/// What it is called, here and on the way to it.
pub(crate) const TITLE: &str = "Year on year";

/// The document; nothing where there is only one wave.
pub(crate) fn document(page: &Page) -> Option<Document> {
    page.earlier?;
    let survey = page.view.release.survey();
    let labels: Vec<String> = page.view.release.waves().iter().map(|wave| wave.label.clone()).collect();
    let frame = frame(page, sections(page));
    let document = Document {
        title: TITLE.to_owned(),
        over: format!("{}: {}", survey.organisation, survey.name),
        under: format!("The surveys of {}", wording::list(&labels)),
        ..frame
    };
    Some(document.across_from(PATH))
}

fn sections(page: &Page) -> Vec<Section> {
    let section = |id, title: &str, blocks: Vec<Block>| {
        (!blocks.is_empty()).then(|| Section { id, title: title.to_owned(), blocks })
    };
    let all = [
        section("brief", "In brief", brief::blocks(page)),
        section("scores", "Pillars and scores", figures::scores(page)),
        section("movers", "What moved most", movers::blocks(page)),
        section("parts", "Change by part of the organisation", parts::blocks(page)),
        section("questions", "Every question", figures::questions(page)),
        section("units", "Units that changed", units::blocks(page)),
        targets::section(page),
        section("method", "How changes are judged", how(page)),
    ];
    all.into_iter().flatten().collect()
}

fn how(page: &Page) -> Vec<Block> {
    let words = "Each change is judged in the same words on every page.";
    vec![
        Block::Paragraph(Text::plain(words)),
        Block::Terms(method::verdicts(page)),
        Block::List(method::over_time(page)),
    ]
}
