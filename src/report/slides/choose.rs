//! Which parts of the report are shown, in which order, and what the speaker is given.

use std::collections::BTreeSet;

use super::plot::Plot;
use super::{Body, Line, Slide, Tile};
use crate::report::chart::Picture;
use crate::report::document::{Block, Document, KeyFigures, Section, Text};
use crate::report::office::{charts, compared, words_of};

/// The sections with headline charts.
const CHARTED: [&str; 3] = ["response", "pride", "plan"];

/// Where figures stand on a slide: left edge, breadth, top and bottom.
const LEFT: usize = 596_000;
const ACROSS: usize = 11_000_000;
const TOP: usize = 2_050_000;
const BOTTOM: usize = 6_250_000;

/// The room between figures.
const GAP: usize = 120_000;

/// The most figures in a row.
const MOST: usize = 5;

/// All slides of a report.
pub(super) fn slides(document: &Document) -> Vec<Slide> {
    let mut slides = vec![cover(document)];
    if let Some(brief) = section(document, "brief") {
        slides.push(figures(brief));
        slides.extend(messages(brief));
    }
    for section in CHARTED.iter().filter_map(|id| section(document, id)) {
        slides.extend(charted(section));
    }
    slides.push(reading(document));
    unlike(&mut slides);
    slides
}

fn section<'a>(document: &'a Document, id: &str) -> Option<&'a Section> {
    document.sections.iter().find(|section| section.id == id)
}

fn cover(document: &Document) -> Slide {
    let lines = vec![document.over.clone(), document.under.clone()];
    let mut notes = vec![format!("{}. {}.", document.over, document.under)];
    notes.extend(document.colophon.iter().cloned());
    Slide { title: document.title.clone(), body: Body::Cover(lines), notes }
}

/// The summary in figures.
fn figures(brief: &Section) -> Slide {
    let lead = brief.blocks.iter().find_map(|block| match block {
        Block::Lead(text) => Some(text.clone()),
        _ => None,
    });
    let rows = brief.blocks.iter().filter_map(|block| match block {
        Block::KeyFigures(figures) => Some(figures),
        _ => None,
    });
    let rows: Vec<&KeyFigures> = rows.collect();
    let tiles = tiles(&rows);
    let said = |tile: &Tile| format!("{}: {} {}.", tile.label, tile.value, tile.words.join("; "));
    let lead = lead.unwrap_or_default();
    let notes =
        std::iter::once(lead.words()).chain(tiles.iter().map(said)).chain([table_in(brief)]).collect();
    Slide { title: brief.title.clone(), body: Body::Figures(lead, tiles), notes }
}

fn tiles(groups: &[&KeyFigures]) -> Vec<Tile> {
    let rows: Vec<_> = groups.iter().flat_map(|group| group.figures.chunks(MOST)).collect();
    let height = (BOTTOM - TOP) / rows.len().max(1);
    let mut tiles = Vec::new();
    for (row, figures) in rows.iter().enumerate() {
        let across = ACROSS / figures.len().max(1);
        for (column, figure) in figures.iter().enumerate() {
            let words = std::iter::once(figure.words.clone()).chain(figure.comparisons.iter().map(compared));
            let value = words_of(&figure.value);
            tiles.push(Tile {
                label: figure.label.clone(),
                size: if value.chars().count() > 6 { 1400 } else { 3600 },
                value,
                words: words.filter(|words| !words.is_empty()).collect(),
                x: LEFT + column * across,
                y: TOP + row * height,
                width: across - GAP,
                height: height - GAP,
            });
        }
    }
    tiles
}

/// What matters most, in sentences.
fn messages(brief: &Section) -> Option<Slide> {
    let mut lines = Vec::new();
    let mut title = None;
    let mut heading = None;
    for block in &brief.blocks {
        let (texts, numbered) = match block {
            Block::Heading(words) => {
                heading = Some(words.clone());
                continue;
            }
            Block::Messages(texts) => (texts.as_slice(), true),
            Block::Paragraph(text) => (std::slice::from_ref(text), false),
            _ => continue,
        };
        title = title.or(heading.take());
        lines.extend(texts.iter().map(|text| Line { text: text.clone(), numbered }));
    }
    let notes = lines.iter().map(|line| line.text.words()).chain([table_in(brief)]).collect();
    let size = size(&lines);
    (!lines.is_empty()).then(|| Slide {
        title: title.unwrap_or_default(),
        body: Body::Words(lines, size),
        notes,
    })
}

/// The largest letters in which sentences fit on a slide: hundredths of a point.
fn size(lines: &[Line]) -> usize {
    match lines.iter().map(|line| line.text.words().chars().count()).sum() {
        0..=450 => 2400,
        451..=700 => 2000,
        701..=1000 => 1600,
        1001..=1500 => 1400,
        _ => 1200,
    }
}

/// The headline charts of a section, each with the finding as its title.
fn charted(section: &Section) -> Vec<Slide> {
    let mut slides = Vec::new();
    for (heading, chart) in charts(section) {
        // Of questions and scores the changes are shown; the distributions of single questions are in the report.
        if section.id == "plan" && !matches!(chart.picture, Picture::Changes(_) | Picture::Slopes(_)) {
            continue;
        }
        let heading = heading.filter(|_| section.id == "pride");
        let title = heading.map_or(chart.title.clone(), |heading| format!("{heading}: {}", chart.title));
        let Some(plot) = Plot::of(&chart.picture) else { continue };
        let plots = plot.parts();
        let parts = plots.len();
        for (number, plot) in (1..).zip(plots) {
            let title = if parts > 1 { format!("{title} (part {number} of {parts})") } else { title.clone() };
            let table = format!("Table: {}. {}", chart.table.caption, table_in(section));
            let notes =
                std::iter::once(plot.description.to_owned()).chain(plot.said()).chain([table]).collect();
            slides.push(Slide { title, body: Body::Chart(plot), notes });
        }
    }
    slides
}

fn table_in(section: &Section) -> String {
    format!("The figures with their ranges are in index.html, section “{}”.", section.title)
}

/// What the words and marks mean.
fn reading(document: &Document) -> Slide {
    let terms = document.sections.iter().flat_map(|section| &section.blocks).find_map(|block| match block {
        Block::Terms(terms) => Some(terms.as_slice()),
        _ => None,
    });
    let term = |(term, words): &(String, String)| Line {
        text: Text::strong(term).then(format!(": {words}")),
        numbered: false,
    };
    let mut lines: Vec<Line> = terms.unwrap_or_default().iter().map(term).collect();
    lines.push(Line { text: Text::plain(EDITABLE), numbered: false });
    let notes = lines.iter().map(|line| line.text.words()).collect();
    let size = size(&lines);
    Slide { title: "How to read these slides".to_owned(), body: Body::Words(lines, size), notes }
}

/// What the charts are.
const EDITABLE: &str = "Every chart can be edited: its sheet holds the printed figures, the ranges where there are \
    any, and the verdicts. Withheld figures are in none of them.";

/// Readers of screens go from slide to slide by title.
fn unlike(slides: &mut [Slide]) {
    let mut seen = BTreeSet::new();
    for slide in slides {
        let first = slide.title.clone();
        let mut more = 2;
        while !seen.insert(slide.title.clone()) {
            slide.title = format!("{first} ({more})");
            more += 1;
        }
    }
}
