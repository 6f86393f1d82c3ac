//! Documents as tagged PDF (PDF/UA-1), set by a typesetter from a template and the document as data.
//!
//! No label is ever code: the template is fixed, and reads what it sets from a file of data in memory.

mod columns;
mod data;
mod letters;
mod picture;
#[cfg(test)]
mod tests;
mod world;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::document::Document;
use super::{Rendered, Report, Reports};
use crate::exit::Exit;
use crate::plan::Theme;
use crate::problem::{Place, Problem};
#[cfg(test)]
pub(crate) use tests::saying;
use world::Desk;

/// `pdf/council.pdf` and `pdf/<unit>.pdf`.
///
/// # Errors
/// When the typesetter refuses a document, which would be a bug.
pub(crate) fn files(reports: &Reports, theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    let all: Vec<&Report> = reports.council.iter().chain(&reports.units).collect();
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, Result<Rendered, Problem>)>> = Mutex::default();
    let work = || {
        while let Some((place, report)) = take(&next, &all) {
            let file = file(report, theme);
            made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((place, file));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(all.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    made.sort_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, file)| file).collect()
}

/// The next report that nobody has taken.
fn take<'a>(next: &AtomicUsize, all: &[&'a Report]) -> Option<(usize, &'a Report)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    all.get(place).map(|report| (place, *report))
}

fn file(report: &Report, theme: &Theme) -> Result<Rendered, Problem> {
    let path = format!("pdf/{}.pdf", report.name);
    let refused = |why: String| {
        Problem::error(Place::default(), format!("{path} could not be set: {why}")).exiting(Exit::Bug)
    };
    let bytes = bytes(&report.document, theme).map_err(refused)?;
    Ok(Rendered { path, bytes })
}

/// The file, or why the typesetter refuses it.
fn bytes(document: &Document, theme: &Theme) -> Result<Vec<u8>, String> {
    let desk = Desk::new(data::document(document, theme).to_string());
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| told(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let creator = Smart::Custom(Some("Candour".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    typst_pdf::pdf(&set, &options).map_err(|errors| told(&errors))
}

/// What the typesetter complains of, in its words: they name its parts, not what is in the document.
fn told(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}
