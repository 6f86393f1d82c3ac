//! What each part contributed to the change of the whole since last time.

use super::tables::finished;
use crate::release::{Contribution, Decomposition, Marker, Measure, MeasureKind};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::headline::headlines;
use crate::report::page::{Page, Parts};
use crate::report::{figure, grammar, wording};

/// The heading, a sentence, one table over all measures, and folded ones with every part; nothing without an earlier wave.
pub(crate) fn blocks(page: &Page, parts: &Parts) -> Vec<Block> {
    let all: Vec<(String, &Decomposition)> =
        page.decompositions().into_iter().map(|(measure, found)| (name(page, measure), found)).collect();
    let Some(earlier) = page.earlier_label().filter(|_| page.is_whole() && !all.is_empty()) else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Heading(format!("Who contributed to the change since {earlier}"))];
    let clear = all.iter().find(|(_, found)| is_clear(page, found));
    blocks.push(Block::Paragraph(match clear {
        Some(moved) => lead(page, parts, moved),
        None => Text::plain(
            "None of these changes is larger than chance explains. The table shows what each is the sum of, not who moved.",
        ),
    }));
    blocks.push(Block::Table(summary(page, parts, &all)));
    let told = |found: &Decomposition| matches!(found.kind, MeasureKind::Question | MeasureKind::Overall);
    let (told, scores): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, found)| told(found));
    for (name, found) in &told {
        blocks
            .push(Block::Folded(format!("{name}: how the change adds up"), detail(page, parts, name, found)));
    }
    if !scores.is_empty() {
        let name = "Pillars and indices: how the changes add up";
        blocks.push(Block::Folded(name.to_owned(), totals(page, parts, &scores)));
    }
    blocks
}

/// A headline question by its name, anything else by its text.
fn name(page: &Page, measure: &Measure) -> String {
    let headline = headlines(page).into_iter().find(|headline| std::ptr::eq(headline.measure, measure));
    headline.map_or_else(|| grammar::measure(measure), |headline| headline.name.to_owned())
}

/// Whether the change of the whole is more than chance explains.
fn is_clear(page: &Page, found: &Decomposition) -> bool {
    let measure = page.view.measure(found.kind, &found.measure);
    let change = measure.and_then(|measure| page.read(measure).compared());
    change.is_some_and(|difference| wording::direction(difference.verdict) != 0)
}

fn total(part: &Contribution) -> f64 {
    part.within + part.between
}

/// The change, who gave most of it, and how much of it is only who answered.
fn lead(page: &Page, parts: &Parts, (name, found): &(String, &Decomposition)) -> Text {
    let way = if found.change < 0.0 { -1.0 } else { 1.0 };
    let change = figure::signed_tenths(found.change);
    let start = Text::strong(format!("{name}: {change} points for {}.", page.name));
    let between: f64 = found.parts.iter().map(|part| part.between).sum();
    let mix = format!(
        " A different mix of those who answered makes {} of it; the rest is that colleagues answered differently.",
        figure::signed_tenths(between)
    );
    let largest = found.parts.iter().max_by(|a, b| (total(a) * way).total_cmp(&(total(b) * way)));
    let Some(largest) = largest.filter(|part| figure::whole(total(part) * way * 10.0) > 0) else {
        return start.then(format!(" No single {} stands out.", parts.one())).then(mix);
    };
    let who = names(page, parts, largest);
    start.then(format!(" {who} contributed the most: {}.", figure::signed_tenths(total(largest)))).then(mix)
}

/// A part by the names of its units.
fn names(page: &Page, parts: &Parts, part: &Contribution) -> String {
    let known = part.groups.iter().filter_map(|id| page.group(&parts.level.id, id));
    let names: Vec<String> = known.map(|unit| unit.name.clone()).collect();
    match names.len() {
        0 => "All others, together".to_owned(),
        1 => wording::list(&names),
        _ => format!("{}, together", wording::list(&names)),
    }
}

/// Every measure with its change and the parts that gave most of it and that held it back most; each part is in the
/// folded tables.
fn summary(page: &Page, parts: &Parts, all: &[(String, &Decomposition)]) -> Table {
    let row = |(name, found): &(String, &Decomposition)| {
        let way = if found.change < 0.0 { -1.0 } else { 1.0 };
        let by = |a: &&Contribution, b: &&Contribution| (total(a) * way).total_cmp(&(total(b) * way));
        let said = |part: Option<&Contribution>| match part {
            Some(part) => {
                Entry::Words(format!("{} {}", names(page, parts, part), figure::signed_tenths(total(part))))
            }
            None => Entry::Blank,
        };
        let (most, least) = (found.parts.iter().max_by(by), found.parts.iter().min_by(by));
        TableRow {
            header: name.clone(),
            link: None,
            entries: vec![tenths(found.change), said(most), said(least)],
        }
    };
    let columns = ["Measure", "Change, in points", "Contributed the most", "Contributed the least"];
    finished(Table {
        caption: format!("Where the changes of {} come from, in points", page.name),
        columns: columns.map(str::to_owned).to_vec(),
        rows: all.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// Each part's contribution to each score.
fn totals(page: &Page, parts: &Parts, scores: &[(String, &Decomposition)]) -> Table {
    let mut keys: Vec<&Contribution> = Vec::new();
    for part in scores.iter().flat_map(|(_, found)| &found.parts) {
        if !keys.iter().any(|known| known.groups == part.groups) {
            keys.push(part);
        }
    }
    let cell = |key: &Contribution, found: &Decomposition| {
        let own = found.parts.iter().find(|part| part.groups == key.groups);
        own.map_or(Entry::Withheld(Marker::NotApplicable), |part| tenths(total(part)))
    };
    let row = |key: &&Contribution| TableRow {
        header: names(page, parts, key),
        link: None,
        entries: scores.iter().map(|(_, found)| cell(key, found)).collect(),
    };
    let sum = TableRow {
        header: format!("{}: the whole change", wording::sentence(page.name)),
        link: None,
        entries: scores.iter().map(|(_, found)| tenths(found.change)).collect(),
    };
    let columns = scores.iter().map(|(name, _)| name.clone());
    finished(Table {
        caption: format!("What each {} contributed to the changes of scores, in points", parts.one()),
        columns: std::iter::once(parts.level.name.clone()).chain(columns).collect(),
        rows: keys.iter().map(row).chain([sum]).collect(),
        notes: rounding(scores.iter().any(|(_, found)| apart(found.parts.iter().map(total), found.change))),
    })
}

/// One measure: within and between.
fn detail(page: &Page, parts: &Parts, name: &str, found: &Decomposition) -> Table {
    let entries = |within: f64, between: f64| vec![tenths(within), tenths(between), tenths(within + between)];
    let row = |part: &Contribution| TableRow {
        header: names(page, parts, part),
        link: None,
        entries: entries(part.within, part.between),
    };
    let within: f64 = found.parts.iter().map(|part| part.within).sum();
    let between: f64 = found.parts.iter().map(|part| part.between).sum();
    let sum = TableRow {
        header: format!("{}: the whole change", wording::sentence(page.name)),
        link: None,
        entries: vec![tenths(within), tenths(between), tenths(found.change)],
    };
    let columns = ["Its colleagues answered differently", "Its part among all answers changed", "Together"];
    let columns = columns.map(str::to_owned);
    let apart = apart(found.parts.iter().map(|part| part.within), within)
        || apart(found.parts.iter().map(|part| part.between), between)
        || apart(found.parts.iter().map(total), found.change)
        || apart([within, between].into_iter(), found.change);
    finished(Table {
        caption: format!("{name}: what each {} contributed to the change, in points", parts.one()),
        columns: std::iter::once(parts.level.name.clone()).chain(columns).collect(),
        rows: found.parts.iter().map(row).chain([sum]).collect(),
        notes: rounding(apart),
    })
}

fn tenths(points: f64) -> Entry {
    Entry::Number(figure::signed_tenths(points))
}

/// Whether the printed parts do not add up to the printed sum.
fn apart(parts: impl Iterator<Item = f64>, sum: f64) -> bool {
    let tenth = |value: f64| figure::whole(value * 10.0);
    parts.map(tenth).sum::<i64>() != tenth(sum)
}

fn rounding(apart: bool) -> Vec<String> {
    let note = "The parts add up exactly before rounding; as printed they can be 0.1 or 0.2 apart.";
    if apart { vec![note.to_owned()] } else { Vec::new() }
}
