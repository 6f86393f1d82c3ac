//! The explorer: one page on which a reader chooses what to see.
//!
//! It holds the printed figures of the release and nothing else (`data`, `cells`, `packing`), the words of the pages
//! (`words`), and, for readers without scripts, tables (`overview`). The script only chooses and draws.

mod cells;
mod data;
mod overview;
mod packing;
mod words;

use askama::Template;

use super::Rendered;
use super::council::{frame, survey_title};
use super::document::{Document, Section};
use super::html::{self, Around, Look, marks};
use super::page::Page;
use super::view::View;
use data::Data;

/// Where it is.
pub(crate) const PATH: &str = "explorer.html";

/// What it is called, here and on the way to it.
pub(crate) const TITLE: &str = "Explore the figures";

/// The style: that of all pages, and what only the explorer has.
const STYLE: &str =
    concat!(include_str!("../templates/style.css"), include_str!("../templates/explorer.css"));

/// The script: reads the figures, draws them, lets a reader choose.
pub(crate) const SCRIPT: &str = concat!(
    include_str!("../templates/explorer-figures.js"),
    include_str!("../templates/explorer-drawing.js"),
    include_str!("../templates/explorer.js")
);

#[derive(Template)]
#[template(path = "explorer.html")]
struct Explorer<'a> {
    around: Around<'a>,
    script: &'static str,
    data: String,
    /// What stands below, with what is in it.
    sections: Vec<(&'a Section, String)>,
}

/// `explorer.html`; nothing without a wave.
pub(crate) fn file(view: &View) -> Option<Rendered> {
    let page = Page::whole(view)?;
    let document = document(&page);
    let look = Look::scripted(STYLE, SCRIPT, view.release.theme());
    let explorer = Explorer {
        around: Around::of(&document, &look, "explorer"),
        script: SCRIPT,
        data: data(view)?,
        sections: html::sections(&document),
    };
    Some(Rendered { path: PATH.to_owned(), bytes: explorer.render().ok()?.into_bytes() })
}

/// What the page says without its script.
fn document(page: &Page) -> Document {
    let survey = page.view.release.survey();
    let frame = frame(page, vec![overview::section(page), overview::reading(page)]);
    let over = format!("{}: {}", survey.organisation, survey_title(page));
    let under = format!("Every published figure of the {}", survey.name);
    Document { title: TITLE.to_owned(), over, under, ..frame }.across_from(PATH)
}

/// The data as they stand in the page: nothing in them ends the element that holds them.
fn data(view: &View) -> Option<String> {
    let text = serde_json::to_string(&Data::of(view)).ok()?;
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests;
