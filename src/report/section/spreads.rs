//! Whether the groups of a breakdown differ at all, in a sentence and as a table.

use super::tables::finished;
use crate::release::{Measure, MeasureKind, ReleasedBreakdown, Spread};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::headline::headlines;
use crate::report::page::{Page, Parts};
use crate::report::{figure, wording};

/// One measure over the parts of the whole: "Directorates differ on pride by more than chance explains; the size is small."
pub(crate) fn over_parts(page: &Page, parts: &Parts, name: &str, measure: &Measure) -> Option<Block> {
    let spread = page.spread(measure, &parts.level.id).filter(|_| page.is_whole())?;
    let (who, name) = (wording::sentence(&parts.many()), wording::lower(name));
    let words = if spread.differ {
        let size =
            size(spread).map(|size| format!("; the size of the differences is {size}")).unwrap_or_default();
        format!("{who} differ on {name} by more than chance explains{size}.")
    } else {
        format!("{who} do not differ on {name} by more than chance explains.")
    };
    let level = page.view.release.rules().level;
    let weighted = match spread.weighted_p.map(|p| (p < level) == spread.differ) {
        Some(true) => " Weighted to the workforce, that stays so.",
        Some(false) => " Weighted to the workforce, that is not so.",
        None => "",
    };
    Some(Block::Paragraph(Text::plain(words + weighted)))
}

/// Several measures over a breakdown: on which of them its groups differ, and how much.
pub(crate) fn over_groups(
    page: &Page,
    breakdown: &ReleasedBreakdown,
    measures: &[(String, &Measure)],
) -> Option<Block> {
    let found: Vec<(&str, &Spread)> = measures
        .iter()
        .filter_map(|(name, measure)| Some((name.as_str(), page.spread(measure, &breakdown.id)?)))
        .collect();
    if found.is_empty() {
        return None;
    }
    let differ: Vec<String> = found
        .iter()
        .filter(|(_, spread)| spread.differ)
        .map(|(name, spread)| {
            let headline = spread.kind == MeasureKind::Question;
            let name = if headline { wording::lower(name) } else { (*name).to_owned() };
            size(spread).map_or_else(|| name.clone(), |size| format!("{name} ({size})"))
        })
        .collect();
    let by = wording::lower(&breakdown.name);
    let others = found.len() - differ.len();
    let words = match (differ.len(), others) {
        (0, _) => {
            format!("By {by}, groups do not differ by more than chance explains on any of these measures.")
        }
        (_, 0) => {
            format!("By {by}, groups differ by more than chance explains on {}.", wording::list(&differ))
        }
        (_, 1) => format!(
            "By {by}, groups differ by more than chance explains on {}. On the other one they do not.",
            wording::list(&differ)
        ),
        _ => format!(
            "By {by}, groups differ by more than chance explains on {}. On the other {} they do not.",
            wording::list(&differ),
            wording::number(others)
        ),
    };
    Some(Block::Paragraph(Text::plain(words)))
}

/// How large the differences are, in a word.
fn size(spread: &Spread) -> Option<&'static str> {
    spread.effect.map(|effect| wording::size(effect, spread.kind == MeasureKind::Question))
}

/// The tests of the headline questions and of all questions together, for those who want the numbers.
pub(crate) fn table(page: &Page) -> Option<Block> {
    let named = headlines(page).into_iter().map(|headline| (headline.name.to_owned(), headline.measure));
    let scores = page.scores_of(MeasureKind::Overall).map(|measure| (measure.text.clone(), measure));
    let measures: Vec<(String, &Measure)> = named.chain(scores).collect();
    let mut rows = Vec::new();
    for breakdown in page.view.release.breakdowns() {
        for (name, measure) in &measures {
            rows.extend(page.spread(measure, &breakdown.id).map(|spread| row(breakdown, name, spread)));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = [
        "Groups and measure",
        "Groups compared",
        "Test",
        "Size, 0 to 1",
        "In words",
        "Adjusted p",
        "Do they differ?",
    ];
    let table = finished(Table {
        caption: format!("Whether groups differ at all, {}", page.wave.label),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        notes: vec![
            "Size: Cramér’s V, corrected for bias, with the chi-square test of shares; omega squared with Welch’s test \
             of scores. All groups that are not shown count as one. The tests of all other measures are in data/spreads.csv."
                .to_owned(),
        ],
    });
    Some(Block::Folded("Whether groups differ at all: the tests".to_owned(), table))
}

fn row(breakdown: &ReleasedBreakdown, name: &str, spread: &Spread) -> TableRow {
    let missing = || Entry::Withheld(crate::release::Marker::NotAvailable);
    let entries = vec![
        Entry::Number(figure::count(spread.groups)),
        Entry::Words(spread.method.clone()),
        spread.effect.map_or_else(missing, |effect| Entry::Number(figure::hundredths(effect))),
        size(spread).map_or_else(missing, |size| Entry::Words(size.to_owned())),
        Entry::Number(figure::p_value(spread.p_adjusted)),
        Entry::Words(if spread.differ { "yes" } else { "not by more than chance explains" }.to_owned()),
    ];
    TableRow { header: format!("{}: {name}", breakdown.name), link: None, entries }
}
