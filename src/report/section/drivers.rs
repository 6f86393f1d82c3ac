//! What goes together with pride, challenge and recommending: each question's share of what they account for.

use super::matrix;
use super::tables::{finished, percent_range};
use crate::release::{DriverShare, Drivers, Marker, Measure, MeasureKind};
use crate::report::chart::Picture;
use crate::report::chart::interval::{Dot, Intervals};
use crate::report::document::{Block, Chart, Entry, Link, Section, Table, TableRow, Text};
use crate::report::headline;
use crate::report::page::Page;
use crate::report::view::Place;
use crate::report::{figure, wording};

/// What the reader must keep in mind.
const NOTE: &str = "This shows which answers go together, not which bring about which: colleagues who answer one question \
    favourably tend to answer the other favourably too. Shares of questions that go together with each other are shared \
    between them.";

/// A result, and whether it is the subject's own.
struct Told<'a> {
    outcome: &'a Measure,
    found: &'a Drivers,
    own: bool,
}

/// The section, where a result was found.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let told = told(page);
    if told.is_empty() {
        return None;
    }
    let names: Vec<String> = told.iter().map(|told| headline::name_of(told.outcome)).collect();
    let mut blocks = Vec::new();
    for told in &told {
        blocks.push(Block::Heading(wording::sentence(&headline::name_of(told.outcome))));
        if told.own {
            blocks.push(Block::Chart(chart(page, told)));
            blocks.extend(matrix::block(page, told.outcome, told.found));
            blocks.extend(left_out(page, told.found));
        } else {
            blocks.extend(elsewhere(page, told));
        }
    }
    blocks.push(Block::Note(Text::plain(NOTE)));
    Some(Section { id: "together", title: format!("What goes with {}", wording::list(&names)), blocks })
}

/// For each outcome the subject's own result, or the whole's.
fn told<'a>(page: &Page<'a>) -> Vec<Told<'a>> {
    let here: Vec<&Drivers> =
        page.found().drivers.iter().filter(|found| found.wave == page.wave.id).collect();
    let at = |outcome: &str, place: Place| {
        let same = |found: &&&Drivers| {
            found.outcome == outcome && found.breakdown == place.breakdown && found.group == place.group
        };
        here.iter().find(same).copied()
    };
    let mut outcomes: Vec<&str> = Vec::new();
    for found in &here {
        if !outcomes.contains(&found.outcome.as_str()) {
            outcomes.push(&found.outcome);
        }
    }
    let tell = |outcome: &str| {
        let measure = page.view.measure(MeasureKind::Question, outcome)?;
        let own = at(outcome, page.place).map(|found| Told { outcome: measure, found, own: true });
        let whole = || at(outcome, Place::WHOLE).map(|found| Told { outcome: measure, found, own: false });
        own.or_else(whole).filter(|told| !told.found.shares.is_empty())
    };
    outcomes.into_iter().filter_map(tell).collect()
}

/// The whole organisation's result in a sentence, with the way to it.
fn elsewhere(page: &Page, told: &Told) -> Vec<Block> {
    let whole = &page.view.release.survey().short_name;
    let finding = title(page, told.found, &headline::name_of(told.outcome));
    let own = format!("Too few answered in {} for a result of its own. ", page.name);
    let text = Text::plain(own).then_strong(format!("In {whole} as a whole: {}.", wording::lower(&finding)));
    let link = Link {
        to: "../index.html#together".to_owned(),
        name: format!("What goes together across {whole}"),
        here: false,
    };
    vec![Block::Paragraph(text), Block::Links(vec![link])]
}

fn chart(page: &Page, told: &Told) -> Chart {
    let name = headline::name_of(told.outcome);
    let found = told.found;
    let description = format!(
        "Dot: each question’s share of what all of them account for. Line: the range in which the true share probably \
         lies (95%). Together they account for {}% of how answers on {name} differ between colleagues ({} answered all \
         of them).{}",
        figure::whole(found.explained),
        figure::count(found.base),
        sureness(found)
    );
    let rows = found.shares.iter().map(|share| dot(page, share)).collect();
    Chart {
        title: title(page, found, &name),
        description,
        picture: Picture::Intervals(Intervals { reference: None, unit: "%", rows }),
        table: table(page, found, &format!("What goes together with {name}, {}", page.name)),
    }
}

/// "Of ten questions, “…” goes together with pride most: 18% of what the ten account for (14 to 23)".
fn title(page: &Page, found: &Drivers, name: &str) -> String {
    let Some(first) = found.shares.first() else { return String::new() };
    let number = wording::number(found.shares.len());
    let range = match (first.low, first.high) {
        (Some(low), Some(high)) => format!(" ({})", wording::range(low, high)),
        _ => String::new(),
    };
    format!(
        "Of {number} questions, {} goes together with {name} most: {}% of what the {number} account for{range}",
        wording::quoted(&text(page, first)),
        figure::whole(first.share)
    )
}

/// Whether the first place is sure.
fn sureness(found: &Drivers) -> String {
    match found.shares.first().and_then(|first| first.rank_worst) {
        Some(1) => " The first place is sure.".to_owned(),
        Some(worst) => {
            format!(" The first place is not sure: the question there could be as low as place {worst}.")
        }
        None => String::new(),
    }
}

fn text(page: &Page, share: &DriverShare) -> String {
    let measure = page.view.measure(MeasureKind::Question, &share.question);
    measure.map_or_else(|| share.question.clone(), |measure| measure.text.clone())
}

fn dot(page: &Page, share: &DriverShare) -> Dot {
    let interval = share.low.zip(share.high).map(|(low, high)| (figure::whole(low), figure::whole(high)));
    Dot { label: text(page, share), value: Ok(figure::whole(share.share)), interval, verdict: None }
}

fn table(page: &Page, found: &Drivers, caption: &str) -> Table {
    let missing = || Entry::Withheld(Marker::NotAvailable);
    let percent = |value: f64| Entry::Number(format!("{}%", figure::whole(value)));
    let row = |share: &DriverShare| {
        let places = match (share.rank_best, share.rank_worst) {
            (Some(best), Some(worst)) if best == worst => Entry::Number(best.to_string()),
            (Some(best), Some(worst)) => Entry::Number(format!("{best} to {worst}")),
            _ => missing(),
        };
        let second = share.lmg.map_or_else(missing, percent);
        let entries = vec![percent(share.share), percent_range(share.low, share.high), places, second];
        TableRow { header: text(page, share), link: None, entries }
    };
    let columns =
        ["Question", "Share of what all account for", "95% range", "Place", "Share by a second method"];
    finished(Table {
        caption: caption.to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: found.shares.iter().map(row).collect(),
        notes: vec!["Place: the range of places that the question could have. Rounded shares may add up to 99 or 101.".to_owned()],
    })
}

/// Questions that say the same as others.
fn left_out(page: &Page, found: &Drivers) -> Option<Block> {
    let texts: Vec<String> = found
        .left_out
        .iter()
        .filter_map(|id| page.view.measure(MeasureKind::Question, id))
        .map(|measure| wording::quoted(&measure.text))
        .collect();
    (!texts.is_empty()).then(|| {
        let words = format!("Left out, as it repeats others exactly: {}.", wording::list(&texts));
        Block::Note(Text::plain(words))
    })
}
