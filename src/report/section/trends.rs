//! Three and more surveys as one line: the slope per year and its verdict.

use super::tables::{finished, question_header};
use crate::release::{Marker, Measure, Trend};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::{figure, grammar, wording};

/// The heading, a sentence and the table; nothing where no measure has three surveys.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let here = |trend: &&Trend| trend.breakdown == page.place.breakdown && trend.group == page.place.group;
    let known: Vec<(&Measure, &Trend)> = page
        .found()
        .trends
        .iter()
        .filter(here)
        .filter_map(|trend| Some((page.view.measure(trend.kind, &trend.measure)?, trend)))
        .collect();
    if known.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading("Over all surveys".to_owned()),
        Block::Paragraph(lead(&known)),
        Block::Table(table(page, &known)),
    ]
}

/// How many rise and fall, and what rises and falls most.
fn lead(known: &[(&Measure, &Trend)]) -> Text {
    let side = |way: i8, word: &str| {
        let clear = known.iter().filter(|(_, trend)| wording::direction(trend.verdict) == way);
        let steepest = clear.clone().max_by(|a, b| a.1.slope.abs().total_cmp(&b.1.slope.abs()))?;
        let name = grammar::measure(steepest.0);
        let pace = format!("by {} points a year", figure::decimal(steepest.1.slope.abs()));
        Some(match clear.count() {
            1 => format!("{name} {word} clearly over all surveys, {pace}"),
            number => {
                let number = wording::counted(number as u64, "measure", "measures");
                format!("{number} {word} clearly over all surveys, {name} the most: {pace}")
            }
        })
    };
    let said: Vec<String> = [side(1, "rose"), side(-1, "fell")].into_iter().flatten().collect();
    if said.is_empty() {
        return Text::plain("No measure rose or fell clearly over all surveys.");
    }
    Text::strong(format!("{}.", said.join("; ")))
}

fn table(page: &Page, known: &[(&Measure, &Trend)]) -> Table {
    let waves = page.view.release.waves();
    let row = |(measure, trend): &(&Measure, &Trend)| {
        let value = |wave: &crate::release::ReleasedWave| {
            let place = trend.waves.iter().position(|id| *id == wave.id);
            match place.and_then(|place| trend.values.get(place)) {
                Some(value) => Entry::Number(figure::with_unit(figure::whole(*value), measure)),
                None => Entry::Withheld(Marker::NotApplicable),
            }
        };
        let mut entries: Vec<Entry> = waves.iter().map(value).collect();
        entries.push(Entry::Number(figure::signed_tenths(trend.slope)));
        entries.push(match trend.low.zip(trend.high) {
            Some((low, high)) => {
                Entry::Number(format!("{} to {}", figure::signed_tenths(low), figure::signed_tenths(high)))
            }
            None => Entry::Withheld(Marker::NotAvailable),
        });
        entries.push(Entry::Verdict(trend.verdict));
        TableRow { header: question_header(measure), link: None, entries }
    };
    let mut columns = vec!["Measure".to_owned()];
    columns.extend(waves.iter().map(|wave| wave.label.clone()));
    columns.extend(["Points per year", "95% range", "Over the whole time"].map(str::to_owned));
    finished(Table {
        caption: format!("Measures with three surveys or more, {}", wording::sentence(page.name)),
        columns,
        rows: known.iter().map(row).collect(),
        notes: vec!["Scores are measured over the questions that all surveys asked, so they can differ from those published then.".to_owned()],
    })
}
