//! What changed, in one paragraph.

use super::standing::Standing;
use crate::release::MeasureKind;
use crate::report::document::{Block, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::section::{brief, targets};
use crate::report::wording;

/// The paragraph.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let sentences = [brief::changed(page), largest(page), standings(page), targets::summary(page)];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    let Some((first, others)) = sentences.split_first() else { return Vec::new() };
    vec![Block::Lead(Text::strong(first.clone()).then(format!(" {}", others.join(" "))))]
}

/// What rose and what fell most.
fn largest(page: &Page) -> Option<String> {
    page.earlier_label()?;
    let clear = page.view.opinions().map(|measure| page.read(measure)).filter_map(|reading| {
        let difference = reading.compared()?;
        (wording::direction(difference.verdict) != 0).then_some((reading, difference.points))
    });
    let clear: Vec<(Reading, f64)> = clear.collect();
    let most = |way: f64| {
        let side = clear.iter().filter(|one| one.1 * way > 0.0);
        side.max_by(|a, b| (a.1 * way).total_cmp(&(b.1 * way))).map(|one| &one.0)
    };
    let said = |reading: Option<&Reading>, word: &str, none: &str| match reading {
        Some(reading) => {
            let moved = reading.change_words().map(|change| change.words).unwrap_or_default();
            format!("The largest {word} is in {}: {moved}.", wording::quoted(&reading.measure.text))
        }
        None => format!("No question {none} clearly."),
    };
    Some(format!("{} {}", said(most(1.0), "rise", "rose"), said(most(-1.0), "fall", "fell")))
}

/// How many questions are new, dropped, reworded and not comparable.
fn standings(page: &Page) -> Option<String> {
    let questions = page.view.of_kind(MeasureKind::Question).filter(|measure| !measure.option);
    let all: Vec<Standing> = questions.map(|measure| Standing::of(page, &page.read(measure))).collect();
    let said = |standing, one: &str, many: &str| {
        let number = all.iter().filter(|other| **other == standing).count();
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let parts: Vec<String> = [
        said(Standing::New, "is new", "are new"),
        said(Standing::Dropped, "was dropped", "were dropped"),
        said(Standing::Reworded, "was reworded but asks the same", "were reworded but ask the same"),
        said(Standing::NotComparable, "cannot be compared", "cannot be compared"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("Of all questions, {}.", wording::list(&parts)))
}
