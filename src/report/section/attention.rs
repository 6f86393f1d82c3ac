//! Where to look first: parts that are higher or lower on many questions at once.

use super::tables::finished;
use crate::release::{Marker, ReleasedGroup};
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::figure;
use crate::report::findings::{Tally, out_of};
use crate::report::page::{Page, Parts};
use crate::report::view::Place;

/// The section, where there are parts to compare.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let parts = page.parts.as_ref()?;
    let tallies: Vec<(&ReleasedGroup, Tally)> = parts
        .units
        .iter()
        .map(|unit| (*unit, Tally::of(page, Place { breakdown: &parts.level.id, group: &unit.id })))
        .collect();
    let blocks = vec![
        Block::Lead(lead(page, parts, &tallies)),
        Block::Table(table(page, parts, &tallies)),
        Block::Note(Text::plain(
            "This counts questions one by one. Answers to different questions go together, so many lower \
             questions can have one story behind them.",
        )),
    ];
    Some(Section { id: "attention", title: "Where to look first".to_owned(), blocks })
}

/// The parts that are lower on at least half of their questions.
fn lead(page: &Page, parts: &Parts, tallies: &[(&ReleasedGroup, Tally)]) -> Text {
    let sentence = |(unit, tally): &(&ReleasedGroup, Tally), number: usize, word: &str| {
        let questions = out_of(number, tally.compared());
        format!("{} is {word} than {} on {questions} that could be compared. ", unit.name, page.rest())
    };
    let mut text = Text::default();
    for one in tallies.iter().filter(|(_, tally)| tally.lower * 2 >= tally.compared() && tally.lower > 1) {
        text = text.then_strong(sentence(one, one.1.lower, "lower"));
    }
    for one in tallies.iter().filter(|(_, tally)| tally.higher * 2 >= tally.compared() && tally.higher > 1) {
        text = text.then(sentence(one, one.1.higher, "higher"));
    }
    if text.0.is_empty() {
        return Text::plain(format!(
            "No {} is higher or lower than {} on most questions.",
            parts.one(),
            page.rest()
        ));
    }
    text
}

fn table(page: &Page, parts: &Parts, tallies: &[(&ReleasedGroup, Tally)]) -> Table {
    let row = |(unit, tally): &(&ReleasedGroup, Tally)| {
        let numbers = [tally.lower, tally.higher, tally.neither, tally.too_small, tally.compared()];
        let entries = if tally.compared() == 0 {
            vec![Entry::Withheld(Marker::NotAvailable); numbers.len()]
        } else {
            numbers.iter().map(|number| Entry::Number(figure::count(*number as u64))).collect()
        };
        TableRow { header: unit.name.clone(), link: page.part_link(unit), entries }
    };
    let columns =
        ["Lower", "Higher", "No clear difference", "Too small to say", "Compared"].map(str::to_owned);
    finished(Table {
        caption: format!(
            "Number of questions on which each {} is lower or higher than {}",
            parts.one(),
            page.rest()
        ),
        columns: std::iter::once(parts.level.name.clone()).chain(columns).collect(),
        rows: tallies.iter().map(row).collect(),
        notes: Vec::new(),
    })
}
