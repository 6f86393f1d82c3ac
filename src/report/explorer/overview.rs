//! What stands in the page for everyone, with a script or without: all measures for the units of the highest level, where
//! the other tables are, and how to read the figures.

use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::section::method;
use crate::report::section::tables::{finished, question_header};
use crate::report::wording;

/// More units than this have no column each: the table would be wider than anybody reads.
const MANY_UNITS: usize = 12;

/// Every measure for everyone and each unit.
pub(super) fn section(page: &Page) -> Section {
    let parts = page.parts.as_ref().filter(|parts| parts.units.len() <= MANY_UNITS);
    let title = match parts {
        Some(parts) => format!("Every measure for each {}", parts.one()),
        None => "Every measure for everyone".to_owned(),
    };
    let mut blocks = vec![Block::Table(table(page))];
    blocks.push(Block::Paragraph(Text::plain(
        "More figures of each measure are on these pages. All figures of all groups are in the open data, in the file results.csv.",
    )));
    blocks.push(Block::Links(page.links()));
    Section { id: "every-measure", title, blocks }
}

/// A measure a row, a unit a column.
fn table(page: &Page) -> Table {
    let parts = page.parts.as_ref().filter(|parts| parts.units.len() <= MANY_UNITS);
    let units = parts.map(|parts| parts.units.as_slice()).unwrap_or_default();
    let mut columns = vec!["Measure".to_owned(), wording::sentence(page.name)];
    columns.extend(units.iter().map(|unit| unit.name.clone()));
    let release = page.view.release;
    let asked = release.measures().iter().filter(|measure| measure.waves.contains(&page.wave.id));
    let row = |measure| {
        let everyone: Entry = page.read(measure).entry();
        let units =
            page.read_parts(measure).into_iter().take(units.len()).map(|(_, reading)| reading.entry());
        TableRow {
            header: question_header(measure),
            link: None,
            entries: std::iter::once(everyone).chain(units).collect(),
        }
    };
    let caption = format!("Percent positive, score or response rate, {}", page.wave.label);
    finished(Table { caption, columns, rows: asked.map(row).collect(), notes: Vec::new() })
}

/// What the verdicts and the markers mean.
pub(super) fn reading(page: &Page) -> Section {
    let blocks = vec![
        Block::Terms(method::verdicts(page)),
        Block::Heading("Why figures are withheld".to_owned()),
        Block::List(method::confidentiality(page)),
    ];
    Section { id: "how-to-read", title: "How to read the figures".to_owned(), blocks }
}
