//! Units that were renamed, moved, merged or split, that are new or gone, and how their earlier figures were made.

use std::collections::BTreeSet;

use crate::plan::LineageKind;
use crate::release::{ReleasedBreakdown, ReleasedGroup, ReleasedLineage, ReleasedWave};
use crate::report::document::{Block, Text};
use crate::report::page::Page;
use crate::report::wording;

/// A list for each wave after the first, and one of the earlier figures that were made anew.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let waves = page.view.release.waves();
    let mut blocks = Vec::new();
    for pair in waves.windows(2) {
        let [before, wave] = pair else { continue };
        let said = sentences(page, before, wave);
        if !said.is_empty() {
            blocks.push(Block::Heading(format!("Between {} and {}", before.label, wave.label)));
            blocks.push(Block::List(said.into_iter().map(Text::plain).collect()));
        }
    }
    let made = made_anew(page);
    if !made.is_empty() {
        blocks.push(Block::Heading("Earlier figures that were put together again".to_owned()));
        blocks.push(Block::List(made));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(Text::plain("No unit was renamed, moved, merged or split.")));
    }
    blocks
}

fn sentences(page: &Page, before: &ReleasedWave, wave: &ReleasedWave) -> Vec<String> {
    let levels = page.view.release.breakdowns().iter().filter(|breakdown| breakdown.level.is_some());
    levels.flat_map(|level| of_level(page, level, before, wave)).collect()
}

fn of_level(
    page: &Page,
    level: &ReleasedBreakdown,
    before: &ReleasedWave,
    wave: &ReleasedWave,
) -> Vec<String> {
    let lines: Vec<&ReleasedLineage> = page
        .view
        .release
        .lineage()
        .iter()
        .filter(|line| line.wave == wave.id && line.breakdown == level.id)
        .collect();
    let mut said: Vec<String> = Vec::new();
    for line in &lines {
        let sentence = sentence(page, level, &lines, line);
        said.extend(sentence.filter(|sentence| !said.contains(sentence)));
    }
    let known: BTreeSet<&str> =
        lines.iter().flat_map(|line| [line.unit.as_str(), line.successor.as_str()]).collect();
    let only = |there: &ReleasedWave, not: &ReleasedWave| -> Vec<String> {
        let only = |group: &&ReleasedGroup| {
            let is = |wave: &ReleasedWave| group.waves.contains(&wave.id);
            is(there) && !is(not) && !known.contains(group.id.as_str())
        };
        level.groups.iter().filter(only).map(|group| group.name.clone()).collect()
    };
    let noun = |names: &[String]| {
        let one = wording::lower(&level.name);
        if names.len() == 1 { one } else { wording::plural(&one) }
    };
    for (names, what) in [(only(wave, before), "New"), (only(before, wave), "No longer there")] {
        if !names.is_empty() {
            said.push(format!("{what} ({}): {}.", noun(&names), wording::list(&names)));
        }
    }
    said
}

/// A line in words; nothing where a unit only went along with the one above it.
fn sentence(
    page: &Page,
    level: &ReleasedBreakdown,
    lines: &[&ReleasedLineage],
    line: &ReleasedLineage,
) -> Option<String> {
    let group = |id: &str| level.groups.iter().find(|group| group.id == id);
    let names = |ids: Vec<&str>| -> Vec<String> {
        ids.into_iter().filter_map(group).map(|group| group.name.clone()).collect()
    };
    let (unit, successor) = (group(&line.unit)?, group(&line.successor)?);
    match line.kind {
        LineageKind::Merged => {
            let same = lines.iter().filter(|other| other.successor == line.successor);
            let origins = names(same.map(|other| other.unit.as_str()).collect());
            Some(format!("{} became part of {}.", wording::list(&origins), successor.name))
        }
        LineageKind::Split => {
            let same = lines.iter().filter(|other| other.unit == line.unit);
            let heirs = names(same.map(|other| other.successor.as_str()).collect());
            Some(format!("{} was split into {}.", unit.name, wording::list(&heirs)))
        }
        LineageKind::Renamed | LineageKind::Moved if unit.name != successor.name => {
            Some(format!("{} is now called {}.", unit.name, successor.name))
        }
        LineageKind::Renamed | LineageKind::Moved => {
            let (from, to) = (unit.parent.as_deref()?, successor.parent.as_deref()?);
            let along = page.view.release.lineage().iter().any(|one| one.unit == from && one.successor == to);
            let parent = |id: &str| Some(page.view.unit(id)?.name.as_str());
            (from != to && !along)
                .then(|| Some(format!("{} moved from {} to {}.", unit.name, parent(from)?, parent(to)?)))?
        }
    }
}

/// What the release says of the units whose earlier figures are those of other units together.
fn made_anew(page: &Page) -> Vec<Text> {
    let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut texts = Vec::new();
    for row in page.view.release.rows().iter().filter(|row| row.wave == page.wave.id) {
        let Some(change) = row.change.shown().filter(|change| !change.parts.is_empty()) else { continue };
        let Some(note) = &change.note else { continue };
        if said.insert((&row.breakdown, &row.group)) {
            let name = page.group(&row.breakdown, &row.group).map(|group| group.name.clone());
            texts.push(Text::strong(format!("{}: ", name.unwrap_or_default())).then(format!("{note}.")));
        }
    }
    texts
}
