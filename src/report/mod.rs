//! The reports: from the sealed release to pages and tables that people read and act on.
//!
//! A [`Release`] is indexed (`view`), read for one subject (`page`, `reading`), told in sections
//! (`section`) as a document without a format, and only then written as HTML. The figures are rounded
//! in one place (`figure`), and so are the words (`wording`).

mod beyond;
mod chart;
mod council;
mod directorate;
mod document;
mod figure;
mod findings;
mod headline;
mod html;
mod joint;
mod names;
mod open_data;
mod page;
mod reading;
mod section;
mod summary;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod view;
mod wording;

use crate::release::Release;
pub(crate) use html::{STYLE, policy};
use page::Page;
use view::View;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Where it belongs, relative to the release folder, with `/` between folders.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The reports of a release: the page of the whole, a page for each unit of the highest level of
/// which something may be said, and the tables of all published figures and findings.
#[must_use]
pub fn render(release: &Release) -> Vec<Rendered> {
    let view = View::new(release);
    let mut files = pages(&view);
    files.extend(open_data::files(&view));
    files
}

/// What was found, in at most four lines, for the end of a run.
#[must_use]
pub fn in_brief(release: &Release) -> Vec<String> {
    summary::in_brief(release)
}

/// A release without a wave has no page.
fn pages(view: &View) -> Vec<Rendered> {
    let Some(wave) = view.latest() else { return Vec::new() };
    let units = view.shown_units();
    let files = names::file_names(units.iter().map(|(_, unit)| unit.id.as_str()));
    let whole = Page::whole(view, wave, &files);
    let mut pages = vec![page("index.html".to_owned(), &council::document(&whole))];
    for (level, unit) in units {
        if let Some(file) = files.get(unit.id.as_str()) {
            let document = directorate::document(&Page::unit(&whole, level, unit));
            pages.push(page(format!("directorates/{file}.html"), &document));
        }
    }
    pages
}

fn page(path: String, document: &document::Document) -> Rendered {
    Rendered { path, bytes: html::page(document).into_bytes() }
}
