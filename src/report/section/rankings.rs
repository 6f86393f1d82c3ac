//! Who may be the lowest and the highest on the headline questions.

use super::tables::{finished, percent_range};
use crate::release::{Marker, RankedGroup, Ranking};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::headline::{Headline, headlines};
use crate::report::page::{Page, Parts};
use crate::report::{figure, wording};

/// Chances from here on are worth a name.
const WORTH: f64 = 0.05;

/// The heading with a sentence and a table for each question; nothing where no order was sought.
pub(crate) fn blocks(page: &Page, parts: &Parts) -> Vec<Block> {
    if !page.is_whole() {
        return Vec::new();
    }
    let ranked: Vec<(Headline, &Ranking)> = headlines(page)
        .into_iter()
        .filter_map(|headline| Some((headline, page.ranking(headline.measure, &parts.level.id)?)))
        .collect();
    if ranked.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading("Who may be the lowest, and who the highest".to_owned())];
    for (headline, ranking) in &ranked {
        blocks.push(Block::Paragraph(sentence(page, parts, headline, ranking)));
    }
    for (headline, ranking) in ranked.iter().filter(|(_, ranking)| ranking.differ) {
        let summary = format!("{}: the chance of each {}", headline.name, parts.one());
        blocks.push(Block::Folded(summary, table(page, parts, headline, ranking)));
    }
    blocks
}

fn sentence(page: &Page, parts: &Parts, headline: &Headline, ranking: &Ranking) -> Text {
    let name = wording::lower(headline.name);
    if !ranking.differ {
        return Text::strong(format!("{}: ", headline.name)).then(format!(
            "{} do not differ more than chance alone would make them. There is no order among them.",
            parts.many()
        ));
    }
    let end = |chance: fn(&RankedGroup) -> Option<f64>, word: &str| {
        end(page, parts, ranking, chance, word)
            .map(|[first, others]| format!("The chance that {first} {} on {name} {others}. ", parts.one()))
    };
    let low = end(|group| group.lowest, "is the lowest");
    let high = end(|group| group.highest, "is the highest");
    Text::strong(low.unwrap_or_default()).then(high.unwrap_or_default())
}

/// Who is most likely at an end, and who else may be: "X is the lowest", "is 97%; no other directorate reaches 5%".
fn end(
    page: &Page,
    parts: &Parts,
    ranking: &Ranking,
    chance: fn(&RankedGroup) -> Option<f64>,
    word: &str,
) -> Option<[String; 2]> {
    let named =
        |group: &RankedGroup| Some((page.group(&parts.level.id, &group.group)?.name.clone(), chance(group)?));
    let mut all: Vec<(String, f64)> = ranking.groups.iter().filter_map(named).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ((first, most), others) = all.split_first()?;
    let worth: Vec<String> = others
        .iter()
        .filter(|(_, chance)| *chance >= WORTH)
        .map(|(name, chance)| format!("{name} ({})", figure::chance(*chance)))
        .collect();
    let rest = if worth.is_empty() {
        format!("no other {} reaches 5%", parts.one())
    } else {
        format!("it may also be {}", wording::either(&worth))
    };
    Some([format!("{first} {word}"), format!("is {}; {rest}", figure::chance(*most))])
}

fn table(page: &Page, parts: &Parts, headline: &Headline, ranking: &Ranking) -> Table {
    let chance = |chance: Option<f64>| match chance {
        Some(chance) => Entry::Number(figure::chance(chance)),
        None => Entry::Withheld(Marker::NotAvailable),
    };
    let row = |group: &RankedGroup| {
        let unit = page.group(&parts.level.id, &group.group)?;
        let range = percent_range(group.low, group.high);
        let value = Entry::Number(format!("{}%", figure::whole(group.value)));
        let entries = vec![value, range, chance(group.lowest), chance(group.highest)];
        Some(TableRow { header: unit.name.clone(), link: page.part_link(unit), entries })
    };
    let columns = [
        "Positive, drawn towards the average",
        "95% range",
        "Chance of being lowest",
        "Chance of being highest",
    ];
    finished(Table {
        caption: format!("{}: who may be the lowest and the highest {}", headline.name, parts.one()),
        columns: std::iter::once(parts.level.name.clone()).chain(columns.map(str::to_owned)).collect(),
        rows: ranking.groups.iter().filter_map(row).collect(),
        notes: vec![
            "Extreme figures of small groups are often luck, so each figure is drawn towards the average, the more \
             the fewer answered. The published figures are those of the other tables."
                .to_owned(),
        ],
    })
}
