//! How the parts of the organisation moved: a table of verdicts, and the headlines as slopes.

use super::figures::{description, labels, slope};
use crate::release::{Measure, MeasureKind, ReleasedGroup, Verdict};
use crate::report::chart::Picture;
use crate::report::chart::slope::{Slope, Slopes};
use crate::report::document::{Block, Chart, Entry, Table, TableRow};
use crate::report::headline::headlines;
use crate::report::page::{Page, Parts};
use crate::report::reading::{Movement, Reading};
use crate::report::section::tables;
use crate::report::{figure, wording};

/// More lines than this cannot be told apart.
const MOST_LINES: usize = 12;

/// The table of changes, and a picture of each headline question.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let Some(parts) = &page.parts else { return Vec::new() };
    let headlines = headlines(page);
    let named = headlines.iter().map(|headline| (headline.name.to_owned(), headline.measure));
    let pillars = page.scores_of(MeasureKind::Pillar).map(|measure| (measure.text.clone(), measure));
    let columns: Vec<(String, &Measure)> = named.chain(pillars).collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Table(changes(page, parts, &columns))];
    if parts.units.len() <= MOST_LINES {
        blocks.extend(headlines.iter().map(|headline| picture(page, headline.name, headline.measure)));
    }
    blocks
}

/// The change of every part on every column, tinted by its verdict.
fn changes<'a>(page: &Page<'a>, parts: &Parts<'a>, columns: &[(String, &'a Measure)]) -> Table {
    let earlier = page.earlier_label().unwrap_or_default();
    let readings: Vec<Vec<(&ReleasedGroup, Reading)>> =
        columns.iter().map(|(_, measure)| page.read_parts(measure)).collect();
    let row = |(number, unit): (usize, &&ReleasedGroup)| TableRow {
        header: unit.name.clone(),
        link: page.part_link(unit),
        entries: readings.iter().filter_map(|column| Some(moved(&column.get(number)?.1))).collect(),
    };
    let names = columns.iter().map(|(name, _)| name.clone());
    tables::finished(Table {
        caption: format!("Change since {earlier} by {}, in points, with the verdict", parts.one()),
        columns: std::iter::once(parts.level.name.clone()).chain(names).collect(),
        rows: parts.units.iter().enumerate().map(row).collect(),
        notes: Vec::new(),
    })
}

fn moved(reading: &Reading) -> Entry {
    match reading.movement() {
        Movement::Compared(difference) => {
            Entry::Judged(figure::signed(figure::whole(difference.points)), Some(difference.verdict))
        }
        Movement::NotComparable => Entry::Verdict(Verdict::NotComparable),
        Movement::Withheld(marker) => Entry::Withheld(marker),
    }
}

/// A headline question of the parts as slopes.
fn picture<'a>(page: &Page<'a>, name: &str, measure: &'a Measure) -> Block {
    let readings = page.read_parts(measure);
    let rows: Vec<Slope> = readings.iter().map(|(unit, reading)| slope(page, &unit.name, reading)).collect();
    Block::Chart(Chart {
        title: title(page, name, &readings),
        description: format!("Percent positive. {}", description(page)),
        picture: Picture::Slopes(Slopes { columns: labels(page), unit: figure::unit(measure), rows }),
        table: tables::over_parts(
            page,
            measure,
            format!("{}, {}", wording::quoted(&measure.text), page.wave.label),
        ),
    })
}

/// "Pride: X went up since 2022; no directorate went down"
fn title(page: &Page, name: &str, readings: &[(&ReleasedGroup, Reading)]) -> String {
    let one = page.parts.as_ref().map(Parts::one).unwrap_or_default();
    let earlier = page.earlier_label().unwrap_or_default();
    let side = |way: i8| -> Vec<String> {
        let leans = |reading: &Reading| {
            reading.compared().is_some_and(|difference| wording::direction(difference.verdict) == way)
        };
        readings.iter().filter(|(_, reading)| leans(reading)).map(|(unit, _)| unit.name.clone()).collect()
    };
    let said = |names: &[String], word: &str| match names {
        [] => format!("no {one} went {word} clearly"),
        names => format!("{} went {word}", wording::short_list(names, 4)),
    };
    match (side(1), side(-1)) {
        (up, down) if up.is_empty() && down.is_empty() => {
            format!("{name}: no {one} moved clearly since {earlier}")
        }
        (up, down) => format!("{name} since {earlier}: {}; {}", said(&up, "up"), said(&down, "down")),
    }
}
