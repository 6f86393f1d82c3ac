//! Year on year: every score and question in both waves, with its change, its verdict and its note.

use super::{tables, trends};
use crate::release::{Measure, MeasureKind};
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::wording;

/// The section, where there is an earlier wave.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let earlier = page.earlier_label()?;
    let mut blocks = vec![Block::Lead(Text::plain(format!(
        "Every score and question in {earlier} and {}. A note says where the wording changed.",
        page.wave.label
    )))];
    let scores: Vec<Reading> = page.scores().into_iter().map(|measure| page.read(measure)).collect();
    if !scores.is_empty() {
        blocks.push(Block::Table(table(page, &scores, format!("Scores, {earlier} and {}", page.wave.label))));
    }
    let questions: Vec<Reading> = page.view.questions().map(|measure| page.read(measure)).collect();
    let (both, new): (Vec<Reading>, Vec<Reading>) = questions.into_iter().partition(Reading::asked_before);
    if !both.is_empty() {
        blocks.push(Block::Table(table(
            page,
            &both,
            format!("Questions, {earlier} and {}", page.wave.label),
        )));
    }
    blocks.extend(trends::blocks(page));
    blocks.extend(came_and_went(page, &new));
    Some(Section { id: "change", title: "Year on year".to_owned(), blocks })
}

/// Measures of both waves with their changes.
pub(crate) fn table(page: &Page, readings: &[Reading], caption: String) -> Table {
    let latest = page.wave.label.clone();
    let earlier = page.earlier_label().unwrap_or_default().to_owned();
    let columns = [
        "Measure".to_owned(),
        earlier,
        latest,
        "Change, in points".to_owned(),
        "Verdict".to_owned(),
        "Note".to_owned(),
    ];
    let row = |reading: &Reading| {
        let [points, verdict] = reading.change_entries();
        let note = reading.note().map_or(Entry::Blank, Entry::Words);
        let header = match reading.measure.kind {
            MeasureKind::Question => tables::question_header(reading.measure),
            MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall | MeasureKind::Response => {
                reading.measure.text.clone()
            }
        };
        TableRow {
            header,
            link: None,
            entries: vec![reading.entry_then(), reading.entry(), points, verdict, note],
        }
    };
    let rows = readings.iter().map(row).collect();
    let notes = tables::rounding_note(readings.iter().copied()).into_iter().collect();
    tables::finished(Table { caption, columns: columns.to_vec(), rows, notes })
}

/// Questions that only one of the two waves asked.
fn came_and_went(page: &Page, new: &[Reading]) -> Vec<Block> {
    let Some(earlier) = page.earlier else { return Vec::new() };
    let gone = |measure: &&Measure| {
        !measure.option && measure.waves.contains(&earlier.id) && !measure.waves.contains(&page.wave.id)
    };
    let gone: Vec<Text> = page
        .view
        .of_kind(MeasureKind::Question)
        .filter(gone)
        .map(|measure| Text::plain(measure.text.clone()))
        .collect();
    let new: Vec<Text> = new
        .iter()
        .map(|reading| {
            Text::plain(format!("{}: {} positive", wording::quoted(&reading.measure.text), reading.text()))
        })
        .collect();
    let mut blocks = Vec::new();
    if !new.is_empty() {
        blocks.push(Block::Heading(format!("New in {}", page.wave.label)));
        blocks.push(Block::List(new));
    }
    if !gone.is_empty() {
        blocks.push(Block::Heading(format!("Asked in {}, not since", earlier.label)));
        blocks.push(Block::List(gone));
    }
    blocks
}
