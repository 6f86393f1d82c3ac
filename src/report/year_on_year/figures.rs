//! Every score and question over all waves.

use super::standing::{Standing, asked};
use crate::release::{Marker, Measure, MeasureKind};
use crate::report::chart::Picture;
use crate::report::chart::slope::{Slope, Slopes};
use crate::report::document::{Block, Chart, Entry, Table, TableRow};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::section::{tables, trends, year_on_year};
use crate::report::{figure, wording};

/// The pillars as a picture with the table of all scores, the trends, and the changes between earlier waves.
pub(crate) fn scores(page: &Page) -> Vec<Block> {
    let measures = page.scores();
    let mut blocks = Vec::new();
    if !measures.is_empty() {
        let response = page.view.of_kind(MeasureKind::Response);
        let measures: Vec<&Measure> = response.chain(measures).collect();
        let table = table(page, &measures, "Response and scores over all surveys".to_owned());
        blocks.push(pillars(page, table));
    }
    blocks.extend(trends::blocks(page));
    blocks.extend(between_earlier(page));
    blocks
}

fn pillars(page: &Page, table: Table) -> Block {
    let readings: Vec<Reading> =
        page.scores_of(MeasureKind::Pillar).map(|measure| page.read(measure)).collect();
    let rows: Vec<Slope> =
        readings.iter().map(|reading| slope(page, &reading.measure.text, reading)).collect();
    if rows.is_empty() {
        return Block::Table(table);
    }
    Block::Chart(Chart {
        title: title(page, &readings),
        description: description(page),
        picture: Picture::Slopes(Slopes { columns: labels(page), unit: "%", rows }),
        table,
    })
}

/// How to read a picture of slopes.
pub(crate) fn description(page: &Page) -> String {
    let labels = labels(page);
    format!(
        "Each line joins the figures of {}. The words say whether the change since the survey before is clear.",
        wording::list(&labels)
    )
}

/// Names of the waves, earliest first.
pub(crate) fn labels(page: &Page) -> Vec<String> {
    page.view.release.waves().iter().map(|wave| wave.label.clone()).collect()
}

/// A reading as a line over all waves.
pub(crate) fn slope(page: &Page, label: &str, reading: &Reading) -> Slope {
    Slope {
        label: label.to_owned(),
        values: values(page, reading),
        change: reading.compared().map(|difference| figure::whole(difference.points)),
        verdict: reading.compared().map(|difference| difference.verdict),
    }
}

/// "Of 5 pillars, 3 went up since 2022 and none went down"
fn title(page: &Page, readings: &[Reading]) -> String {
    let way = |way: i8| {
        let leans = |reading: &&Reading| {
            reading.compared().is_some_and(|difference| wording::direction(difference.verdict) == way)
        };
        readings.iter().filter(leans).count()
    };
    let told = |number| if number == 0 { "none".to_owned() } else { figure::count(number as u64) };
    let (up, down) = (told(way(1)), told(way(-1)));
    let pillars = wording::counted(readings.len() as u64, "pillar", "pillars");
    format!(
        "Of {pillars}, {up} went up since {} and {down} went down",
        page.earlier_label().unwrap_or_default()
    )
}

/// The printed figure of each wave; that of the wave before is on the latest one's footing, as the change is.
fn values(page: &Page, reading: &Reading) -> Vec<Result<i64, Marker>> {
    let waves = page.view.release.waves();
    let value = |(number, wave): (usize, &'_ crate::release::ReleasedWave)| {
        if !asked(reading.measure, wave) {
            return Err(Marker::NotApplicable);
        }
        match waves.len() - number {
            1 => reading.printed(),
            2 => reading.printed_then(),
            _ => page.at(number).map_or(Err(Marker::NotAvailable), |then| match reading.now {
                Some(row) => {
                    let place = crate::report::view::Place { breakdown: &row.breakdown, group: &row.group };
                    then.read_at(reading.measure, place).printed()
                }
                None => then.read(reading.measure).printed(),
            }),
        }
    };
    waves.iter().enumerate().map(value).collect()
}

/// Measures over all waves.
pub(crate) fn table<'a>(page: &Page<'a>, measures: &[&'a Measure], caption: String) -> Table {
    let mut columns = vec!["Measure".to_owned()];
    columns.extend(labels(page));
    columns.extend(["Change, in points", "95% range", "Verdict", "Note"].map(str::to_owned));
    let readings: Vec<Reading> = measures.iter().map(|measure| page.read(measure)).collect();
    let mut rows: Vec<TableRow> = readings.iter().map(|reading| row(page, reading)).collect();
    // A column of notes is there only where there is a note.
    if rows.iter().all(|row| row.entries.last() == Some(&Entry::Blank)) {
        columns.pop();
        for row in &mut rows {
            row.entries.pop();
        }
    }
    let notes = tables::rounding_note(readings.iter().copied()).into_iter().collect();
    tables::finished(Table { caption, columns, rows, notes })
}

fn row(page: &Page, reading: &Reading) -> TableRow {
    let measure = reading.measure;
    let standing = Standing::of(page, reading);
    let figure = |value| match value {
        Ok(number) => Entry::Number(figure::with_unit(number, measure)),
        Err(marker) => Entry::Withheld(marker),
    };
    let mut entries: Vec<Entry> = values(page, reading).into_iter().map(figure).collect();
    entries.extend(change(reading, standing));
    entries.push(standing.note(page, reading).map_or(Entry::Blank, Entry::Words));
    let header = match measure.kind {
        MeasureKind::Question => tables::question_header(measure),
        MeasureKind::Response => format!("Response of {}", wording::lower(&measure.text)),
        _ => measure.text.clone(),
    };
    TableRow { header, link: None, entries }
}

/// Points, interval and verdict.
fn change(reading: &Reading, standing: Standing) -> [Entry; 3] {
    let none = || Entry::Withheld(Marker::NotApplicable);
    match standing {
        Standing::New => [none(), none(), Entry::Words("new".to_owned())],
        Standing::Dropped => [none(), none(), Entry::Words("dropped".to_owned())],
        Standing::Same | Standing::Reworded | Standing::NotComparable => {
            let [points, verdict] = reading.change_entries();
            let range = match reading.compared() {
                Some(difference) => tables::points_range(difference.low, difference.high),
                None => points.clone(),
            };
            [points, range, verdict]
        }
    }
}

/// Every question by pillar, those that are no longer asked among them.
pub(crate) fn questions(page: &Page) -> Vec<Block> {
    let all = || page.view.of_kind(MeasureKind::Question);
    let pillars: Vec<&Measure> = page.view.of_kind(MeasureKind::Pillar).collect();
    let mut blocks = Vec::new();
    let mut push = |measures: Vec<&_>, caption: &str| {
        if !measures.is_empty() {
            blocks.push(Block::Table(table(page, &measures, caption.to_owned())));
        }
    };
    for pillar in &pillars {
        let own = all().filter(|one| !one.option && one.pillar.as_deref() == Some(&pillar.id));
        push(own.collect(), &pillar.text);
    }
    let known = |id: &str| pillars.iter().any(|pillar| pillar.id == id);
    let others = all().filter(|one| !one.option && !one.pillar.as_deref().is_some_and(known));
    push(others.collect(), if pillars.is_empty() { "All questions" } else { "Other questions" });
    push(all().filter(|one| one.option).collect(), "Questions with several answers: percent who chose each");
    blocks
}

/// The changes between two earlier waves, where there are more than two.
fn between_earlier(page: &Page) -> Vec<Block> {
    let waves = page.view.release.waves();
    let pages = (1..waves.len().saturating_sub(1)).rev().filter_map(|wave| page.at(wave));
    let block = |then: Page| {
        let earlier = then.earlier?;
        let all = page.scores().into_iter().chain(page.view.of_kind(MeasureKind::Question));
        let both = |measure: &&Measure| asked(measure, earlier) && asked(measure, then.wave);
        let readings: Vec<Reading> = all.filter(both).map(|measure| then.read(measure)).collect();
        let name = format!("Changes between {} and {}", earlier.label, then.wave.label);
        let table = year_on_year::table(&then, &readings, name.clone());
        (!readings.is_empty()).then_some(Block::Folded(name, table))
    };
    pages.filter_map(block).collect()
}
