//! The container of an office document: parts, the relationships between them, and what kind each is.
//!
//! Two crates were tried first. docx-rs writes no header rows of tables, no language and no title, and keeps an empty
//! list of comments in every document; pptx takes the time of the clock into its container, orders the parts anew with
//! every run, names every series of a chart after the first one's cell, and makes notes without their master. So the
//! parts are templates of ours.

#[cfg(test)]
mod tests;

use std::io::{Cursor, Write as _};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::document::{Block, Chart, Comparison, Entry, Section};
use super::view::View;
use super::wording;
use crate::problem::{Place, Problem};
use crate::release::{Marker, Verdict};

/// What every relationship's type begins with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What every XML part's kind begins with.
const KIND: &str = "application/vnd.openxmlformats-officedocument";

/// A document in the making.
pub(crate) struct Package {
    parts: Vec<Part>,
}

/// A part with the relationships that it has: the first is `rId1`.
struct Part {
    name: String,
    kind: String,
    content: Vec<u8>,
    links: Vec<Link>,
}

/// A relationship: its type, and the part that it leads to.
pub(crate) struct Link {
    kind: String,
    to: String,
}

/// A relationship of the office formats' own types.
pub(crate) fn link(kind: &str, to: impl Into<String>) -> Link {
    Link { kind: format!("{OFFICE}/{kind}"), to: to.into() }
}

/// What a document says of itself.
pub(crate) struct Properties<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// Whose it is.
    pub(crate) author: &'a str,
    /// Of which day, `2024-06-14`.
    pub(crate) date: &'a str,
}

#[derive(Template)]
#[template(path = "office/core.xml")]
struct Core<'a> {
    properties: &'a Properties<'a>,
}

#[derive(Template)]
#[template(path = "office/app.xml")]
struct App;

#[derive(Template)]
#[template(path = "office/types.xml")]
struct Types<'a> {
    parts: &'a [Part],
}

#[derive(Template)]
#[template(path = "office/links.xml")]
struct Links<'a> {
    links: &'a [Link],
}

impl Package {
    /// Begins a document whose main part has this name.
    pub(crate) fn new(main: &str, properties: &Properties) -> Self {
        let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        let links = vec![
            link("officeDocument", main),
            Link { kind: core.to_owned(), to: "docProps/core.xml".to_owned() },
            link("extended-properties", "docProps/app.xml"),
        ];
        let root = Part { name: String::new(), kind: String::new(), content: Vec::new(), links };
        let mut package = Self { parts: vec![root] };
        let kind = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
        package.push("docProps/core.xml".to_owned(), kind, filled(&Core { properties }), Vec::new());
        package.add("docProps/app.xml", "extended-properties", &App, Vec::new());
        package
    }

    /// Adds a part from its template. `kind` is what follows the common beginning: `presentationml.slide`.
    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        kind: &str,
        part: &impl Template,
        links: Vec<Link>,
    ) {
        self.push(name.into(), format!("{KIND}.{kind}+xml"), filled(part), links);
    }

    /// Adds a part that is no XML; its kind follows from its name.
    pub(crate) fn add_bytes(&mut self, name: impl Into<String>, content: Vec<u8>) {
        self.push(name.into(), String::new(), content, Vec::new());
    }

    fn push(&mut self, name: String, kind: String, content: Vec<u8>, links: Vec<Link>) {
        self.parts.push(Part { name, kind, content, links });
    }

    /// The file. No time of the clock is in it.
    pub(crate) fn finish(self) -> Result<Vec<u8>, Problem> {
        let failed = |error: zip::result::ZipError| {
            Problem::error(Place::default(), format!("a container cannot be written: {error}"))
        };
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let mut container = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, content: &[u8]| {
            container.start_file(name, options)?;
            container.write_all(content).map_err(zip::result::ZipError::from)
        };
        let done = (|| {
            put("[Content_Types].xml", &filled(&Types { parts: &self.parts }))?;
            for part in &self.parts {
                if !part.links.is_empty() {
                    put(&links_of(&part.name), &filled(&Links { links: &part.links }))?;
                }
                if !part.name.is_empty() {
                    put(&part.name, &part.content)?;
                }
            }
            Ok(())
        })();
        done.map_err(failed)?;
        Ok(container.finish().map_err(failed)?.into_inner())
    }
}

/// Where the relationships of a part are: beside it, in a folder of their own.
fn links_of(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// A template as XML. Letters that XML cannot hold are left out.
fn filled(part: &impl Template) -> Vec<u8> {
    let text = part.render().unwrap_or_default();
    let fits = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect::<String>().into_bytes()
}

/// The day that a document carries: the release's, or else the last one of the fieldwork.
pub(crate) fn date<'a>(view: &View<'a>) -> &'a str {
    view.release.as_of().or(view.latest().map(|wave| wave.end.as_str())).unwrap_or("1980-01-01")
}

/// The charts of a section, each with the heading that it stands under.
pub(crate) fn charts(section: &Section) -> Vec<(Option<&str>, &Chart)> {
    let mut heading = None;
    let mut charts = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Heading(words) => heading = Some(words.as_str()),
            Block::Chart(chart) => charts.push((heading, chart)),
            _ => {}
        }
    }
    charts
}

/// A table's entry in words, with the mark of its verdict.
pub(crate) fn words_of(entry: &Entry) -> String {
    let judged = |verdict: Verdict, words: &str| format!("{} {words}", wording::mark(verdict));
    match entry {
        Entry::Words(words) | Entry::Number(words) | Entry::Judged(words, None) => words.clone(),
        Entry::Verdict(verdict) => judged(*verdict, wording::verdict(*verdict)),
        Entry::Said(verdict, words) => judged(*verdict, words),
        Entry::Judged(number, Some(verdict)) => {
            format!("{number} {}", judged(*verdict, wording::verdict(*verdict)))
        }
        Entry::Withheld(marker) => withheld(*marker),
        Entry::Blank => String::new(),
    }
}

/// "`[c]` withheld to protect confidentiality".
pub(crate) fn withheld(marker: Marker) -> String {
    format!("{} {}", wording::marker(marker), wording::marker_words(marker))
}

/// "▲ up 4 points since 2022".
pub(crate) fn compared(comparison: &Comparison) -> String {
    match comparison.verdict {
        Some(verdict) => format!("{} {}", wording::mark(verdict), comparison.words),
        None => comparison.words.clone(),
    }
}
