//! What rose and fell most since last time, and the two waves as a picture.

use super::year_on_year;
use crate::release::MeasureKind;
use crate::report::chart::Picture;
use crate::report::chart::change::{Changes, Step};
use crate::report::document::{Block, Chart, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

/// How many questions are called most improved, most fallen.
const ENDS: usize = 5;

/// Questions that rose most and fell most, where the change is clear.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let Some(earlier) = page.earlier_label() else { return Vec::new() };
    let mut moved: Vec<(Reading, f64)> = page
        .view
        .opinions()
        .map(|measure| page.read(measure))
        .filter_map(|reading| reading.compared().map(|difference| (reading, difference)))
        .filter(|(_, difference)| wording::direction(difference.verdict) != 0)
        .map(|(reading, difference)| (reading, difference.points))
        .collect();
    moved.sort_by(|a, b| b.1.total_cmp(&a.1));
    let improved: Vec<Reading> = moved.iter().filter(|one| one.1 > 0.0).take(ENDS).map(|one| one.0).collect();
    let fallen: Vec<Reading> =
        moved.iter().rev().filter(|one| one.1 < 0.0).take(ENDS).map(|one| one.0).collect();
    vec![
        Block::Heading("Most improved and most fallen".to_owned()),
        mover_block(
            page,
            improved,
            &format!("No question went up clearly since {earlier}."),
            "Most improved",
        ),
        mover_block(page, fallen, &format!("No question went down clearly since {earlier}."), "Most fallen"),
    ]
}

fn mover_block(page: &Page, readings: Vec<Reading>, none: &str, words: &str) -> Block {
    let Some(first) = readings.first() else { return Block::Paragraph(Text::plain(none)) };
    let change = first.change_words().map(|change| change.words).unwrap_or_default();
    let title = format!("{words}: {}, {change}", wording::quoted(&first.measure.text));
    let caption = format!("{words} questions, {}", wording::sentence(page.name));
    let table = year_on_year::table(page, &readings, caption);
    Block::Chart(Chart {
        title,
        description: change_description(page),
        picture: steps(page, &drawn(&readings)),
        table,
    })
}

/// The pillars, which share a scale; the indices, which may not, only where there is no pillar.
pub(crate) fn drawn<'a>(readings: &[Reading<'a>]) -> Vec<Reading<'a>> {
    let pillar = |reading: &&Reading| reading.measure.kind == MeasureKind::Pillar;
    let pillars: Vec<Reading> = readings.iter().filter(pillar).copied().collect();
    if pillars.is_empty() { readings.to_vec() } else { pillars }
}

/// How to read the picture of two waves.
pub(crate) fn change_description(page: &Page) -> String {
    match page.earlier_label() {
        Some(earlier) => format!(
            "Dot: the figure in {}. Ring: the figure in {earlier}. The words say whether the change is clear.",
            page.wave.label
        ),
        None => format!("Dot: the figure in {}.", page.wave.label),
    }
}

/// Readings of both waves as a picture.
pub(crate) fn steps(page: &Page, readings: &[Reading]) -> Picture {
    let step = |reading: &Reading| Step {
        label: reading.measure.text.clone(),
        from: reading.printed_then(),
        to: reading.printed(),
        change: reading.compared().map(|difference| figure::whole(difference.points)),
        verdict: reading.compared().map(|difference| difference.verdict),
    };
    let mixed = readings.iter().any(|reading| reading.measure.mean_points);
    Picture::Changes(Changes {
        earlier: page.earlier_label().map(str::to_owned),
        latest: page.wave.label.clone(),
        unit: if mixed { "" } else { "%" },
        rows: readings.iter().map(step).collect(),
    })
}
