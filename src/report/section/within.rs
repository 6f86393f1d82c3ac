//! Groups within a unit: the cross tables that the plan declares, in few columns.

use super::tables::finished;
use crate::release::{Measure, MeasureKind, ReleasedColumn, ReleasedCross};
use crate::report::document::{Block, Section, Table, TableRow, Text};
use crate::report::headline::headlines;
use crate::report::page::Page;
use crate::report::view::Place;
use crate::report::wording;

/// The section of a unit's page, where a table of it may be shown.
pub(crate) fn section(page: &Page) -> Option<Section> {
    if page.is_whole() {
        return None;
    }
    let named = headlines(page).into_iter().map(|headline| (headline.name.to_owned(), headline.measure));
    let pillars = page.scores_of(MeasureKind::Pillar).map(|measure| (measure.text.clone(), measure));
    let columns: Vec<(String, &Measure)> = named.chain(pillars).collect();
    let tables: Vec<Table> =
        page.view.release.crosses().iter().filter_map(|cross| table(page, cross, &columns)).collect();
    if tables.is_empty() {
        return None;
    }
    let lead = format!(
        "Each group of {} is compared with all other colleagues in {}. Groups are put together so that each is large enough; \
         a table is shown whole or not at all.",
        page.name,
        page.view.release.survey().short_name
    );
    let blocks =
        std::iter::once(Block::Paragraph(Text::plain(lead))).chain(tables.into_iter().map(Block::Table));
    Some(Section { id: "within", title: format!("Groups within {}", page.name), blocks: blocks.collect() })
}

fn table<'a>(page: &Page<'a>, cross: &'a ReleasedCross, measures: &[(String, &'a Measure)]) -> Option<Table> {
    let characteristic = page.breakdown(&cross.characteristic)?;
    let place = |column: &ReleasedColumn| page.view.cell(cross, page.place.group, column);
    let places: Vec<(&ReleasedColumn, Place<'a>)> =
        cross.columns.iter().filter_map(|column| Some((column, place(column)?))).collect();
    let shown = |(_, place): &(&ReleasedColumn, Place<'a>)| {
        measures.iter().any(|(_, measure)| page.read_at(measure, *place).printed().is_ok())
    };
    if !places.iter().any(shown) {
        return None;
    }
    let row = |(column, place): &(&ReleasedColumn, Place<'a>)| TableRow {
        header: column.name.clone(),
        link: None,
        entries: measures.iter().map(|(_, measure)| page.read_at(measure, *place).judged()).collect(),
    };
    let names = measures.iter().map(|(name, _)| name.clone());
    Some(finished(Table {
        caption: format!(
            "{} by {}: percent positive, with the verdict against all other colleagues",
            page.name,
            wording::lower(&characteristic.name)
        ),
        columns: std::iter::once(characteristic.name.clone()).chain(names).collect(),
        rows: places.iter().map(row).collect(),
        notes: Vec::new(),
    }))
}
