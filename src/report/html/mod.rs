//! A document as one HTML page that needs nothing but itself: no script, no network, no server.

mod around;
pub(crate) mod marks;
mod security;
mod theme;

use askama::Template;

use super::chart::Frame;
use super::document::{Block, Chart, Document, Entry, KeyFigures, Section, Table};
use super::{Rendered, Report, Reports};
use crate::plan::Theme;
pub(crate) use around::{Around, Look};
pub(crate) use marks::apart;

/// The style of every page, part of the page.
pub(crate) const STYLE: &str = include_str!("../templates/style.css");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    around: Around<'a>,
    document: &'a Document,
    sections: Vec<(&'a Section, String)>,
}

#[derive(Template)]
#[template(path = "block.html")]
struct BlockHtml<'a> {
    block: &'a Block,
    inner: String,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresHtml<'a> {
    figures: &'a KeyFigures,
}

#[derive(Template)]
#[template(path = "table.html")]
struct TableHtml<'a> {
    table: &'a Table,
    id: String,
}

#[derive(Template)]
#[template(path = "chart.html")]
struct ChartHtml<'a> {
    chart: &'a Chart,
    wide: String,
    narrow: String,
    table: String,
    /// Of its title, which names the pictures.
    id: String,
}

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryHtml<'a> {
    entry: &'a Entry,
}

/// `index.html`, `directorates/<unit>.html` and `year-on-year.html`.
pub(crate) fn files(reports: &Reports, theme: &Theme) -> Vec<Rendered> {
    let look = Look::new(STYLE, theme);
    let file =
        |path: String, report: &Report| Rendered { path, bytes: page(&report.document, &look).into_bytes() };
    let council = reports.council.iter().map(|report| file("index.html".to_owned(), report));
    let units = reports.units.iter().map(|report| file(format!("directorates/{}.html", report.name), report));
    let over_time = reports.year_on_year.iter();
    let over_time = over_time.map(|report| file("year-on-year.html".to_owned(), report));
    council.chain(units).chain(over_time).collect()
}

/// The page.
fn page(document: &Document, look: &Look) -> String {
    let around = Around::of(document, look, "report");
    filled(&Page { around, document, sections: sections(document) })
}

/// The sections of a document with what is in them.
pub(crate) fn sections(document: &Document) -> Vec<(&Section, String)> {
    let mut ids = Ids::default();
    document.sections.iter().map(|section| (section, blocks(section, &mut ids))).collect()
}

/// Numbers that make ids on a page.
#[derive(Default)]
struct Ids {
    charts: usize,
    tables: usize,
}

fn blocks(section: &Section, ids: &mut Ids) -> String {
    section.blocks.iter().map(|block| self::block(block, ids)).collect()
}

fn block(block: &Block, ids: &mut Ids) -> String {
    let inner = match block {
        Block::KeyFigures(figures) => filled(&FiguresHtml { figures }),
        Block::Table(table) | Block::Folded(_, table) => self::table(table, ids),
        Block::Chart(chart) => self::chart(chart, ids),
        _ => String::new(),
    };
    filled(&BlockHtml { block, inner })
}

fn table(table: &Table, ids: &mut Ids) -> String {
    ids.tables += 1;
    filled(&TableHtml { table, id: format!("table-{}", ids.tables) })
}

fn chart(chart: &Chart, ids: &mut Ids) -> String {
    ids.charts += 1;
    let id = format!("chart-{}", ids.charts);
    let draw = |frame| chart.picture.draw(frame, &id);
    let (wide, narrow) = (draw(Frame::Wide), draw(Frame::Narrow));
    let table = self::table(&chart.table, ids);
    filled(&ChartHtml { chart, wide, narrow, table, id })
}

/// Writing a template to memory does not fail.
fn filled(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}
