//! Who answered: response by unit against headcount, with last time, and by characteristic where it is known.

use super::tables::finished;
use super::{representation, weighting};
use crate::release::{Marker, Measure, MeasureKind, ReleasedBreakdown, ReleasedGroup};
use crate::report::chart::Picture;
use crate::report::chart::response::{Rate, Responses};
use crate::report::document::{Block, Chart, Entry, Section, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::view::Place;
use crate::report::{figure, wording};

/// A group's name, where its page is, and its response.
type Answered<'a> = (String, Option<String>, Reading<'a>);

/// The section, where there is a headcount.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let scopes: Vec<&Measure> = page.view.of_kind(MeasureKind::Response).collect();
    let (first, others) = scopes.split_first()?;
    let mut blocks = vec![main_scope(page, first)];
    for scope in others {
        let table =
            table(page, &answered(page, scope), format!("Response of {}", wording::lower(&scope.text)));
        blocks.push(Block::Folded(format!("Response of {}", wording::lower(&scope.text)), table));
    }
    blocks.extend(representation::blocks(page, first));
    if page.is_whole() {
        blocks.extend(characteristics(page, first));
    }
    blocks.extend(weighting::blocks(page));
    blocks.extend(weighting::left_empty(page));
    Some(Section { id: "response", title: "Who answered".to_owned(), blocks })
}

fn main_scope<'a>(page: &Page<'a>, scope: &'a Measure) -> Block {
    let answered = answered(page, scope);
    let title = finding(page, &answered);
    let rate = |(name, _, reading): &Answered| Rate {
        label: name.clone(),
        now: reading.printed(),
        then: page.earlier.map(|_| reading.printed_then()),
        whole: false,
    };
    let mut rows: Vec<Rate> = answered.iter().map(rate).collect();
    if let Some(first) = rows.first_mut() {
        first.whole = true;
    }
    let earlier = page.earlier_label().map(str::to_owned);
    let ticks = earlier.as_ref().map(|earlier| format!(" The line across a bar is the rate in {earlier}."));
    let description =
        format!("Bars: the share of people who answered, from 0 to 100%.{}", ticks.unwrap_or_default());
    let table =
        table(page, &answered, format!("Response of {}, {}", wording::lower(&scope.text), page.wave.label));
    Block::Chart(Chart {
        title,
        description,
        picture: Picture::Responses(Responses { earlier, rows }),
        table,
    })
}

/// The subject, then its parts.
fn answered<'a>(page: &Page<'a>, scope: &'a Measure) -> Vec<Answered<'a>> {
    let whole = (wording::sentence(page.name), None, page.read(scope));
    let parts = page.read_parts(scope).into_iter();
    let parts = parts.map(|(unit, reading)| (unit.name.clone(), page.part_link(unit), reading));
    std::iter::once(whole).chain(parts).collect()
}

fn finding(page: &Page, answered: &[Answered]) -> String {
    let rates: Vec<(&str, i64)> = answered
        .iter()
        .skip(1)
        .filter_map(|(name, _, reading)| Some((name.as_str(), reading.printed().ok()?)))
        .collect();
    let (low, high) = (rates.iter().min_by_key(|rate| rate.1), rates.iter().max_by_key(|rate| rate.1));
    match (low, high) {
        (Some((least, low)), Some((most, high))) if low < high => {
            format!("Response was highest in {most} ({high}%) and lowest in {least} ({low}%)")
        }
        _ => match answered.first().map(|(_, _, reading)| reading) {
            Some(reading) if reading.figures().is_ok() => {
                format!("{} of {} answered", reading.text(), page.name)
            }
            _ => "Response is withheld to protect confidentiality".to_owned(),
        },
    }
}

fn table(page: &Page, answered: &[Answered], caption: String) -> Table {
    let mut columns = ["Group", "People", "Answered", "Response"].map(str::to_owned).to_vec();
    if let Some(earlier) = page.earlier_label() {
        columns.extend([earlier.to_owned(), "Change, in points".to_owned()]);
    }
    let row = |(name, link, reading): &Answered| TableRow {
        header: name.clone(),
        link: link.clone(),
        entries: entries(page, reading),
    };
    finished(Table { caption, columns, rows: answered.iter().map(row).collect(), notes: Vec::new() })
}

fn entries(page: &Page, reading: &Reading) -> Vec<Entry> {
    let counts = match reading.figures() {
        Ok(figures) => [figures.base, figures.respondents].map(|number| Entry::Number(figure::count(number))),
        Err(marker) => [Entry::Withheld(marker), Entry::Withheld(marker)],
    };
    let mut entries = counts.to_vec();
    entries.push(reading.entry());
    if page.earlier.is_some() {
        entries.push(reading.entry_then());
        entries.push(match reading.change_points() {
            Some(points) => Entry::Number(figure::signed(figure::whole(points))),
            None => Entry::Withheld(reading.figures().err().unwrap_or(Marker::NotAvailable)),
        });
    }
    entries
}

/// Response by characteristic, where the headcount knows it and no fuller table tells it.
fn characteristics<'a>(page: &Page<'a>, scope: &'a Measure) -> Vec<Block> {
    let told: Vec<&str> = page.representation().map(|(breakdown, _)| breakdown.id.as_str()).collect();
    let characteristics = page.view.release.breakdowns().iter();
    let characteristics = characteristics
        .filter(|breakdown| breakdown.level.is_none() && !told.contains(&breakdown.id.as_str()));
    let known = characteristics.filter_map(|breakdown| {
        let rows = groups(page, scope, breakdown);
        let any = rows.iter().any(|(_, _, reading)| reading.now.is_some());
        any.then_some((breakdown, rows))
    });
    let mut blocks: Vec<Block> = known
        .map(|(breakdown, rows)| {
            let caption = format!("Response by {}, {}", wording::lower(&breakdown.name), page.wave.label);
            Block::Folded(
                format!("Response by {}", wording::lower(&breakdown.name)),
                table(page, &rows, caption),
            )
        })
        .collect();
    if !blocks.is_empty() {
        let text = "Where the headcount says how many people there are, the response of each group is below.";
        blocks.insert(0, Block::Heading("Who answered among different groups".to_owned()));
        blocks.insert(1, Block::Paragraph(Text::plain(text)));
    }
    blocks
}

fn groups<'a>(page: &Page<'a>, scope: &'a Measure, breakdown: &'a ReleasedBreakdown) -> Vec<Answered<'a>> {
    let read = |group: &'a ReleasedGroup| {
        let place = Place { breakdown: &breakdown.id, group: &group.id };
        (group.name.clone(), None, page.read_at(scope, place))
    };
    page.view.groups(breakdown, None).into_iter().map(read).collect()
}
