//! The page of the whole organisation.

use super::document::{Document, Section};
use super::page::Page;
use super::section::{
    attention, brief, drivers, fairness, method, people_plan, pride, response, targets, within, year_on_year,
};
use super::wording;

/// The sections of a page, in order; those that have nothing to show are left out.
pub(crate) fn sections(page: &Page) -> Vec<Section> {
    let optional = [
        response::section(page),
        pride::section(page),
        drivers::section(page),
        people_plan::section(page),
        attention::section(page),
        within::section(page),
        fairness::section(page),
        targets::section(page),
        // The whole has a page of its own for it.
        year_on_year::section(page).filter(|_| !page.is_whole()),
    ];
    let first = std::iter::once(brief::section(page));
    first.chain(optional.into_iter().flatten()).chain([method::section(page)]).collect()
}

/// The document.
pub(crate) fn document(page: &Page) -> Document {
    Document { title: survey_title(page), ..frame(page, sections(page)) }
}

/// "All Colleague Survey 2024", whether or not the wave's label says it all.
pub(crate) fn survey_title(page: &Page) -> String {
    let (name, label) = (&page.view.release.survey().name, &page.wave.label);
    if label.starts_with(name.as_str()) { label.clone() } else { format!("{name} {label}") }
}

/// What every page has around its sections.
pub(crate) fn frame(page: &Page, sections: Vec<Section>) -> Document {
    let survey = page.view.release.survey();
    let wave = page.wave;
    let level = page.view.level(0).map(|level| wording::plural(&level.name)).unwrap_or_default();
    Document {
        title: String::new(),
        over: survey.organisation.clone(),
        under: format!("Answered between {} and {}", wording::date(&wave.start), wording::date(&wave.end)),
        lang: "en-GB",
        pages: page.links(),
        pages_name: level,
        across: page.across(),
        sections,
        colophon: colophon(page),
    }
}

fn colophon(page: &Page) -> Vec<String> {
    let release = page.view.release;
    let mut lines = Vec::new();
    if let Some(date) = release.as_of() {
        lines.push(format!("As of {}.", wording::date(date)));
    }
    lines.push(format!(
        "Made by candour {} from settings {}.",
        release.tool_version(),
        release.pipeline().chars().take(12).collect::<String>()
    ));
    lines
}
