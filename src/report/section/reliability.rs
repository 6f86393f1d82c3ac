//! How each score is made, and how well its questions hang together.

use super::tables::finished;
use crate::release::{Marker, Measure, Reliability};
use crate::report::document::{Block, Entry, Table, TableRow};
use crate::report::figure;
use crate::report::page::Page;

/// The folded table on the page of the whole; nothing where neither is known.
pub(crate) fn block(page: &Page) -> Option<Block> {
    let known: Vec<(&Measure, Option<&Reliability>)> = page
        .scores()
        .into_iter()
        .map(|measure| (measure, found(page, measure)))
        .filter(|(measure, found)| found.is_some() || !measure.formula.is_empty())
        .collect();
    if known.is_empty() || !page.is_whole() {
        return None;
    }
    let formulas = known.iter().any(|(measure, _)| !measure.formula.is_empty());
    let tested = known.iter().any(|(_, found)| found.is_some());
    let mut columns = vec!["Score"];
    columns.extend(formulas.then_some("How it is made"));
    if tested {
        columns.extend(["Questions", "Answered all", "Alpha", "95% range", "Omega", "95% range of omega"]);
    }
    let row = |(measure, found): &(&Measure, Option<&Reliability>)| {
        let mut entries = Vec::new();
        if formulas {
            let formula = measure.formula.clone();
            entries.push(if formula.is_empty() { Entry::Blank } else { Entry::Words(formula) });
        }
        if tested {
            entries.extend(numbers(*found));
        }
        TableRow { header: measure.text.clone(), link: None, entries }
    };
    let note = "Alpha and omega say how well the questions of a score hang together, from 0 to 1. From 0.70 they hang \
        together well; below, read the questions one by one.";
    let table = finished(Table {
        caption: format!("The scores, {}", page.wave.label),
        columns: columns.into_iter().map(str::to_owned).collect(),
        rows: known.iter().map(row).collect(),
        notes: if tested { vec![note.to_owned()] } else { Vec::new() },
    });
    let summary = if tested {
        "How each score is made, and how well its questions hang together"
    } else {
        "How each score is made"
    };
    Some(Block::Folded(summary.to_owned(), table))
}

fn found<'a>(page: &Page<'a>, measure: &Measure) -> Option<&'a Reliability> {
    let same = |found: &&Reliability| {
        found.wave == page.wave.id && found.kind == measure.kind && found.measure == measure.id
    };
    page.found().reliability.iter().find(same)
}

fn numbers(found: Option<&Reliability>) -> Vec<Entry> {
    let Some(found) = found else { return vec![Entry::Withheld(Marker::NotAvailable); 6] };
    let one = |value: Option<f64>| match value {
        Some(value) => Entry::Number(figure::hundredths(value)),
        None => Entry::Withheld(Marker::NotAvailable),
    };
    let range = |low: Option<f64>, high: Option<f64>| match low.zip(high) {
        Some((low, high)) => {
            Entry::Number(format!("{} to {}", figure::hundredths(low), figure::hundredths(high)))
        }
        None => Entry::Withheld(Marker::NotAvailable),
    };
    vec![
        Entry::Number(figure::count(found.questions)),
        Entry::Number(figure::count(found.base)),
        one(found.alpha),
        range(found.alpha_low, found.alpha_high),
        one(found.omega),
        range(found.omega_low, found.omega_high),
    ]
}
