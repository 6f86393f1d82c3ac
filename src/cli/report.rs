//! `candour report`, and the files of a release folder: rendered, attacked, and only then written.

use std::path::Path;

use super::args::{Forms, ReportFormat};
use super::context::Context;
use super::{audit, files};
use crate::audit::Certificate;
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::{self, Inputs, MANIFEST, Manifest, Published, RELEASE};
use crate::release::Release;
use crate::report::{self, Choice, Format};

/// Writes the reports of a saved release.
pub(super) fn report(
    context: &Context<'_>,
    place: &Path,
    forms: &Forms,
    units: &[String],
) -> Outcome<Vec<String>> {
    let (release, folder) = files::release(place)?;
    let choice = choice(forms).of_units(&release, units)?;
    let inputs = publish::earlier_inputs(&folder.join(MANIFEST));
    let wave = release.waves().last().map(|wave| wave.id.clone()).unwrap_or_default();
    let target = context.common.out.as_ref().map_or(folder, |out| out.join(wave));
    publish::prove(&target)?;
    let files = audited(context, &release, Some(choice))?;
    write(&target, &release, inputs, &files)?;
    let mut lines = report::in_brief(&release);
    lines.push(to_open(&target, files.page()));
    Problems::new().finish(Some(lines))
}

/// All units in the forms that are asked for.
pub(super) fn choice(forms: &Forms) -> Choice {
    Choice::of(forms.format.iter().map(|format| match format {
        ReportFormat::Html => Format::Html,
        ReportFormat::Pdf => Format::Pdf,
        ReportFormat::Workbook => Format::Workbook,
        ReportFormat::Paper => Format::Paper,
        ReportFormat::Slides => Format::Slides,
        ReportFormat::Data => Format::Data,
    }))
}

/// Files that have passed the audit.
pub(super) struct Audited {
    /// The release first.
    pub(super) published: Vec<Published>,
    reports: Option<Choice>,
    certificate: Certificate,
}

impl Audited {
    /// The page to look at first, if there is one.
    pub(super) fn page(&self) -> Option<&str> {
        let pages =
            || self.published.iter().map(|file| file.path.as_str()).filter(|path| path.ends_with(".html"));
        pages().find(|path| *path == "index.html").or_else(|| pages().next())
    }
}

/// What to look at first.
pub(super) fn to_open(target: &Path, page: Option<&str>) -> String {
    match page {
        Some(page) => format!("Open {}", target.join(page).display()),
        None => format!("The reports are in {}", target.display()),
    }
}

/// The files of a release folder, attacked before anything of them is written.
pub(super) fn audited(
    context: &Context<'_>,
    release: &Release,
    reports: Option<Choice>,
) -> Result<Audited, Problems> {
    context.teller.progress("writing the reports");
    let published = files_of(release, reports.as_ref())?;
    context.teller.progress("attacking the release");
    let certificate = audit::pass(&published)?;
    Ok(Audited { published, reports, certificate })
}

/// Writes a release folder.
pub(super) fn write(
    target: &Path,
    release: &Release,
    inputs: Inputs,
    files: &Audited,
) -> Result<(), Problem> {
    let manifest = Manifest::new(release, inputs).with_reports(files.reports.clone());
    publish::publish(target, &files.published, &manifest.audited(files.certificate.clone()))
}

/// The files of a release folder: the release itself and, where asked for, its reports.
fn files_of(release: &Release, reports: Option<&Choice>) -> Result<Vec<Published>, Problem> {
    let json = release.to_json().map_err(|_| {
        Problem::error(Place::default(), "a figure has no JSON form").exiting(crate::exit::Exit::Bug)
    })?;
    let mut files = vec![Published { path: RELEASE.to_owned(), bytes: json }];
    if let Some(choice) = reports {
        let rendered = report::render(release, choice)?.into_iter();
        files.extend(rendered.map(|file| Published { path: file.path, bytes: file.bytes }));
    }
    Ok(files)
}
