//! A document as data for the template: words as words, never as code.

use serde_json::{Value, json};

use super::{columns, letters, picture};
use crate::plan::Theme;
use crate::release::{Marker, Verdict};
use crate::report::document::{
    Block, Chart, Comparison, Document, Entry, KeyFigure, KeyFigures, Link, Section, Table, TableRow, Text,
};
use crate::report::wording;

/// The whole document.
pub(super) fn document(document: &Document, theme: &Theme) -> Value {
    let (lang, region) = document.lang.split_once('-').unwrap_or((document.lang, ""));
    let logo =
        theme.logo.as_ref().map(|logo| json!({"picture": picture::logo(logo), "alt": words(&logo.alt)}));
    json!({
        "title": words(&document.title),
        "over": words(&document.over),
        "under": words(&document.under),
        "lang": lang,
        "region": region,
        "brand": theme.brand,
        "on-brand": theme.on_brand,
        "logo": logo,
        "colours": *picture::COLOURS,
        "sections": document.sections.iter().map(section).collect::<Vec<_>>(),
        "colophon": document.colophon.iter().map(|line| words(line)).collect::<Vec<_>>(),
    })
}

fn words(words: &str) -> Value {
    Value::String(letters::breakable(words))
}

fn section(section: &Section) -> Value {
    let blocks: Vec<Value> = section.blocks.iter().map(block).collect();
    json!({"id": section.id, "title": words(&section.title), "blocks": blocks})
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading(title) => json!({"kind": "heading", "title": words(title)}),
        Block::Lead(text) => json!({"kind": "lead", "text": spans(text)}),
        Block::Paragraph(text) => json!({"kind": "paragraph", "text": spans(text)}),
        Block::Note(text) => json!({"kind": "note", "text": spans(text)}),
        Block::KeyFigures(figures) => key_figures(figures),
        Block::Messages(items) => json!({"kind": "messages", "items": texts(items)}),
        Block::List(items) => json!({"kind": "list", "items": texts(items)}),
        Block::Terms(terms) => json!({"kind": "terms", "terms": terms.iter().map(term).collect::<Vec<_>>()}),
        Block::Table(table) => json!({"kind": "table", "table": self::table(table)}),
        Block::Folded(summary, table) => {
            json!({"kind": "folded", "summary": words(summary), "table": self::table(table)})
        }
        Block::Chart(chart) => self::chart(chart),
        Block::Links(links) => json!({"kind": "links", "names": links.iter().map(link).collect::<Vec<_>>()}),
    }
}

fn texts(texts: &[Text]) -> Vec<Value> {
    texts.iter().map(spans).collect()
}

fn spans(text: &Text) -> Value {
    text.0.iter().map(|span| json!({"words": words(&span.words), "strong": span.strong})).collect()
}

fn term((term, meaning): &(String, String)) -> Value {
    json!([words(term), words(meaning)])
}

/// Another page is another file, which may not be where this one is read: its name says enough.
fn link(link: &Link) -> Value {
    words(&link.name)
}

fn key_figures(figures: &KeyFigures) -> Value {
    let list: Vec<Value> = figures.figures.iter().map(key_figure).collect();
    json!({"kind": "figures", "compact": figures.compact, "figures": list})
}

fn key_figure(figure: &KeyFigure) -> Value {
    json!({
        "label": words(&figure.label),
        "value": entry(&figure.value),
        "words": words(&figure.words),
        "comparisons": figure.comparisons.iter().map(comparison).collect::<Vec<_>>(),
    })
}

fn comparison(comparison: &Comparison) -> Value {
    json!({"mark": comparison.verdict.map(mark), "words": words(&comparison.words)})
}

fn chart(chart: &Chart) -> Value {
    let (title, how) = (words(&chart.title), words(&chart.description));
    let alt = words(&format!("{}. {}", chart.title.trim_end_matches('.'), chart.description));
    json!({
        "kind": "chart",
        "title": title,
        "how": how,
        "alt": alt,
        "picture": picture::chart(chart),
        "table": table(&chart.table),
    })
}

fn table(table: &Table) -> Value {
    let (widths, size) = columns::widths(table);
    json!({
        "caption": words(&table.caption),
        "columns": table.columns.iter().map(|name| words(name)).collect::<Vec<_>>(),
        "numeric": (0..table.columns.len()).map(|at| columns::numeric(table, at)).collect::<Vec<_>>(),
        "whole": columns::is_whole(table, &widths, size),
        "widths": widths,
        "size": size,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
        "notes": table.notes.iter().map(|note| words(note)).chain(markers(table)).collect::<Vec<_>>(),
    })
}

fn row(row: &TableRow) -> Value {
    json!({"header": words(&row.header), "entries": row.entries.iter().map(entry).collect::<Vec<_>>()})
}

/// What the markers of a table mean, where its notes do not say so.
fn markers(table: &Table) -> impl Iterator<Item = Value> {
    let used = |marker| table.rows.iter().any(|row| row.entries.contains(&Entry::Withheld(marker)));
    let told = |marker| table.notes.iter().any(|note| note.contains(wording::marker(marker)));
    let all = [Marker::Confidential, Marker::NotApplicable, Marker::NotAvailable].into_iter();
    let untold: Vec<Marker> = all.filter(|marker| used(*marker) && !told(*marker)).collect();
    let words = |marker| format!("{} = {}.", wording::marker(marker), wording::marker_words(marker));
    untold.into_iter().map(words).map(Value::String)
}

fn entry(entry: &Entry) -> Value {
    match entry {
        Entry::Words(text) => json!({"kind": "words", "words": words(text)}),
        Entry::Number(number) => json!({"kind": "number", "words": words(number)}),
        Entry::Verdict(verdict) => {
            json!({"kind": "verdict", "mark": mark(*verdict), "words": wording::verdict(*verdict)})
        }
        Entry::Said(verdict, text) => {
            json!({"kind": "verdict", "mark": mark(*verdict), "words": words(text)})
        }
        Entry::Judged(number, verdict) => json!({
            "kind": "judged",
            "number": words(number),
            "mark": verdict.map(mark),
            "words": verdict.map(wording::verdict),
            "tint": verdict.and_then(tint),
        }),
        Entry::Withheld(marker) => {
            json!({"kind": "withheld", "marker": wording::marker(*marker), "words": wording::marker_words(*marker)})
        }
        Entry::Blank => json!({"kind": "blank"}),
    }
}

/// A verdict's mark and the name of its colour.
fn mark(verdict: Verdict) -> Value {
    let colour = match wording::direction(verdict) {
        1 => "up",
        -1 => "down",
        _ => "even",
    };
    json!({"mark": wording::mark(verdict), "colour": colour})
}

/// The name of the colour behind a figure.
fn tint(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Higher => Some("heat-up"),
        Verdict::SlightlyHigher => Some("heat-some-up"),
        Verdict::Lower => Some("heat-down"),
        Verdict::SlightlyLower => Some("heat-some-down"),
        _ => None,
    }
}
