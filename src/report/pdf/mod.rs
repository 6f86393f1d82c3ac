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

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::document::Document;
use super::{Rendered, Report};
use crate::exit::Exit;
use crate::plan::Theme;
use crate::problem::{Place, Problem};
#[cfg(test)]
pub(crate) use tests::saying;
use world::Desk;

/// How many documents later what the typesetter remembers of one, and none used since, is forgotten: the documents of a
/// release have much in common, but all of it together fills half a gigabyte.
const REMEMBERED: usize = 2;

/// `pdf/council.pdf`, or `pdf/<unit>.pdf`.
///
/// # Errors
/// When the typesetter refuses the document, which would be a bug.
pub(crate) fn file(report: &Report, theme: &Theme) -> Result<Rendered, Problem> {
    let path = format!("pdf/{}.pdf", report.name);
    let refused = |why: String| {
        Problem::error(Place::default(), format!("{path} could not be set: {why}")).exiting(Exit::Bug)
    };
    let bytes = bytes(&report.document, theme).map_err(refused)?;
    typst::comemo::evict(REMEMBERED);
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
