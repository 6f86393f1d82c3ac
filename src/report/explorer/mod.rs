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
use super::council;
use super::document::Link;
use super::html;
use super::page::Page;
use super::view::View;
use data::Data;

/// Where it is.
const PATH: &str = "explorer.html";

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
struct Explorer {
    policy: String,
    style: std::borrow::Cow<'static, str>,
    script: &'static str,
    data: String,
    survey: String,
    over: String,
    under: String,
    links: Vec<Link>,
    /// Id, title and content of what stands below.
    sections: Vec<(&'static str, String, String)>,
}

/// `explorer.html`; nothing without a wave.
pub(crate) fn file(view: &View) -> Option<Rendered> {
    let page = Page::whole(view)?;
    let sections = [overview::section(&page), overview::reading(&page)];
    let inside =
        |section: &super::document::Section| (section.id, section.title.clone(), html::inside(section));
    let style = html::theme::style(STYLE, view.release.theme());
    let explorer = Explorer {
        policy: html::scripted(&style, SCRIPT),
        style,
        script: SCRIPT,
        data: data(view)?,
        survey: council::survey_title(&page),
        over: view.release.survey().organisation.clone(),
        under: format!("Every published figure of the {}", view.release.survey().name),
        links: links(&page),
        sections: sections.iter().map(inside).collect(),
    };
    Some(Rendered { path: PATH.to_owned(), bytes: explorer.render().ok()?.into_bytes() })
}

/// The data as they stand in the page: nothing in them ends the element that holds them.
fn data(view: &View) -> Option<String> {
    let text = serde_json::to_string(&Data::of(view)).ok()?;
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// Ways to the other pages.
fn links(page: &Page) -> Vec<Link> {
    let link = |to: &str, name: &str, here| Link { to: to.to_owned(), name: name.to_owned(), here };
    let mut links: Vec<Link> = page.links().into_iter().filter(|link| link.to != PATH).collect();
    for other in &mut links {
        other.here = false;
    }
    let over_time = "year-on-year.html";
    if page.view.release.waves().len() > 1 && links.iter().all(|link| link.to != over_time) {
        links.push(link(over_time, "Year on year", false));
    }
    links.push(link(PATH, "Explorer", true));
    links
}

#[cfg(test)]
mod tests;
