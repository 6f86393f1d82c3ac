//! The reports: from the sealed release to pages and tables that people read and act on.
//!
//! A [`Release`] is indexed (`view`), read for one subject (`page`, `reading`), told in sections
//! (`section`) as a document without a format, and only then written as HTML. The figures are rounded
//! in one place (`figure`), and so are the words (`wording`).

mod beyond;
mod chart;
mod choice;
mod council;
mod directorate;
mod document;
mod explorer;
mod figure;
mod findings;
mod grammar;
mod headline;
mod html;
mod joint;
mod links;
mod names;
mod office;
mod open_data;
mod page;
mod paper;
mod pdf;
mod queue;
mod reading;
mod section;
mod slides;
mod summary;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod titles;
mod view;
mod wording;
mod workbook;
mod year_on_year;

use crate::problem::Problem;
use crate::release::Release;
pub use choice::{Choice, Format};
use document::Document;
pub(crate) use explorer::SCRIPT;
pub(crate) use html::{Around, Look, STYLE, apart};
pub(crate) use open_data::release_schema;
use page::Page;
#[cfg(test)]
pub(crate) use pdf::saying;
use queue::Job;
use view::View;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Where it belongs, relative to the release folder, with `/` between folders.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A report, and what its files are called.
pub(crate) struct Report {
    /// Name of its files, without folder and kind: `council`, or that of the unit.
    pub(crate) name: String,
    /// What it says.
    pub(crate) document: Document,
}

/// All reports of a release as documents, made once for all formats.
#[derive(Default)]
pub(crate) struct Reports {
    /// Of the whole organisation; nothing without a wave.
    pub(crate) council: Option<Report>,
    /// Of each unit of the highest level of which something may be said.
    pub(crate) units: Vec<Report>,
    /// Of every question over all waves; nothing where there is only one.
    pub(crate) year_on_year: Option<Report>,
}

/// The reports of a release: the one of the whole, one for each unit of the highest level of which something may be said,
/// the one over all waves, and the tables of all published figures and findings, in the formats that are asked for.
///
/// # Errors
/// When a format cannot hold a report, which would be a bug.
pub fn render(release: &Release, choice: &Choice) -> Result<Vec<Rendered>, Problem> {
    let view = View::new(release);
    let reports = reports(&view, choice);
    let theme = release.theme();
    let mut jobs = Vec::new();
    for format in choice.formats.iter().copied() {
        match format {
            Format::Html => {
                jobs.push(Job::new(format, || Ok(html::files(&reports, theme))));
                let council = reports.council.iter();
                jobs.extend(
                    council.map(|_| Job::new(format, || Ok(explorer::file(&view).into_iter().collect()))),
                );
            }
            Format::Pdf => {
                let all = reports.council.iter().chain(&reports.units);
                jobs.extend(all.map(|report| Job::new(format, || Ok(vec![pdf::file(report, theme)?]))));
            }
            Format::Workbook => jobs.push(Job::new(format, || workbook::files(&view, &reports))),
            Format::Paper => jobs.push(Job::new(format, || paper::files(&view, &reports, theme))),
            Format::Slides => jobs.push(Job::new(format, || slides::files(&view, &reports, theme))),
            Format::Data => jobs.push(Job::new(format, || Ok(open_data::files(&view)))),
        }
    }
    queue::made(&jobs)
}

/// What was found, in at most four lines, for the end of a run.
#[must_use]
pub fn in_brief(release: &Release) -> Vec<String> {
    summary::in_brief(release)
}

/// A release without a wave has no report, and open data are no reports.
fn reports(view: &View, choice: &Choice) -> Reports {
    let told = choice.formats.iter().any(|format| *format != Format::Data);
    let Some(whole) = Page::whole(view).filter(|_| told) else { return Reports::default() };
    let chosen = |id: &str| choice.units.is_empty() || choice.units.iter().any(|unit| unit == id);
    let report = |name: &str, mut document| {
        titles::replace(&mut document, view.release.theme());
        Report { name: name.to_owned(), document }
    };
    let unit = |(level, unit): (_, &crate::release::ReleasedGroup)| {
        let file = view.files.get(unit.id.as_str()).filter(|_| chosen(&unit.id))?;
        Some(report(file, directorate::document(&Page::unit(&whole, level, unit))))
    };
    let units: Vec<Report> = view.units.iter().copied().filter_map(unit).collect();
    if !choice.units.is_empty() {
        let mut reports = Reports { units, ..Reports::default() };
        links::within(&mut reports);
        return reports;
    }
    Reports {
        council: Some(report("council", council::document(&whole))),
        year_on_year: year_on_year::document(&whole).map(|document| report("year-on-year", document)),
        units,
    }
}
