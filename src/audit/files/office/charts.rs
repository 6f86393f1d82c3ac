//! Charts and the sheets behind them: a sheet says no figure that its chart does not show.

use std::collections::BTreeMap;

use super::super::reading::{Reading, quoted};
use super::super::workbook::{self, Item, Part};

/// Numbers by the names of their cells: `B7`.
type Cells = BTreeMap<String, String>;

/// Every chart.
pub(super) fn read(parts: &[Part], reading: &mut Reading) {
    let is_chart = |part: &&Part| part.name.contains("/charts/") && part.name.ends_with(".xml");
    for chart in parts.iter().filter(is_chart) {
        let drawn = drawn(chart);
        let Some(sheet) = sheet(chart, parts) else {
            reading.hidden(&format!("{}: its sheet cannot be found", quoted(&chart.name)));
            continue;
        };
        for (cell, number) in &drawn.cells {
            if sheet.get(cell) != number.as_ref() {
                reading.altered(&format!("{}: its sheet says something else", quoted(&chart.name)));
            }
        }
        // Beside what is drawn: only what the presentation says somewhere in words.
        let undrawn = sheet.keys().filter(|cell| !drawn.cells.contains_key(*cell));
        let columns: Vec<&str> = drawn.cells.keys().map(|cell| column(cell)).collect();
        if undrawn.clone().any(|cell| columns.contains(&column(cell))) {
            reading.hidden(&format!("{}: a figure in its sheet that it does not show", quoted(&chart.name)));
        }
        if undrawn.filter_map(|cell| sheet.get(cell)).any(|number| !told(number, parts)) {
            reading.hidden(&format!("{}: a figure in its sheet that nothing tells", quoted(&chart.name)));
        }
    }
}

/// What a chart draws: of each cell that it refers to, the number or that there is none.
#[derive(Default)]
struct Drawn {
    cells: BTreeMap<String, Option<String>>,
}

fn drawn(chart: &Part) -> Drawn {
    let mut drawn = Drawn::default();
    let (mut text, mut numbers, mut range, mut place) = (String::new(), false, Vec::new(), 0_usize);
    chart.each(|item| match item {
        Item::Open(element, attributes) => {
            text.clear();
            match element {
                "numRef" => numbers = true,
                "pt" => {
                    place = attributes.get("idx").and_then(|place| place.parse().ok()).unwrap_or(usize::MAX);
                }
                _ => {}
            }
        }
        Item::Text(words) => text.push_str(&words),
        Item::Close(element) => match element {
            "numRef" => numbers = false,
            "f" if numbers => {
                range = cells(text.trim());
                drawn.cells.extend(range.iter().map(|cell| (cell.clone(), None)));
            }
            "v" if numbers => {
                if let Some(cell) = range.get(place) {
                    drawn.cells.insert(cell.clone(), Some(text.trim().to_owned()));
                }
            }
            _ => {}
        },
        Item::Comment => {}
    });
    drawn
}

/// The cells of `Sheet1!$B$2:$B$9`.
fn cells(range: &str) -> Vec<String> {
    const MOST: usize = 10_000;
    let range = range.rsplit('!').next().unwrap_or_default().replace('$', "");
    let (first, last) = range.split_once(':').unwrap_or((&range, &range));
    let row = |cell: &str| {
        cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse::<usize>().ok()
    };
    let (Some(from), Some(to)) = (row(first), row(last)) else { return Vec::new() };
    (from..=to).take(MOST).map(|row| format!("{}{row}", column(first))).collect()
}

/// `B` of `B7`.
fn column(cell: &str) -> &str {
    cell.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

/// The numbers of the first sheet behind a chart.
fn sheet(chart: &Part, parts: &[Part]) -> Option<Cells> {
    let (folder, file) = chart.name.rsplit_once('/')?;
    let links = parts.iter().find(|part| part.name == format!("{folder}/_rels/{file}.rels"))?;
    let mut target = None;
    links.elements(|_, attributes| {
        target = target
            .take()
            .or(attributes.get("Target").filter(|target| target.ends_with(".xlsx")).map(str::to_owned));
    });
    let target = target?;
    let name = target.rsplit('/').next()?;
    let book = parts.iter().find(|part| part.name.ends_with(&format!("/embeddings/{name}")))?;
    let parts = workbook::parts(&book.content).ok()?;
    let sheet = parts.iter().find(|part| part.name == "xl/worksheets/sheet1.xml")?;
    let (mut cells, mut cell, mut text) = (Cells::new(), None, String::new());
    sheet.each(|item| match item {
        Item::Open("c", attributes) => {
            let words = attributes.get("t").is_some_and(|kind| kind != "n");
            cell = attributes.get("r").filter(|_| !words).map(str::to_owned);
        }
        Item::Open(..) => text.clear(),
        Item::Text(words) => text.push_str(&words),
        Item::Close("v") => {
            if let Some(cell) = cell.take() {
                cells.insert(cell, text.trim().to_owned());
            }
        }
        _ => {}
    })?;
    Some(cells)
}

/// Whether a number stands in the text of a slide, its notes or a page.
fn told(number: &str, parts: &[Part]) -> bool {
    let text = |part: &&Part| part.name.starts_with("word/") || part.name.starts_with("ppt/");
    parts.iter().filter(text).filter(|part| part.is_xml() && !part.name.contains("/charts/")).any(|part| {
        let mut told = false;
        part.each(|item| {
            if let Item::Text(text) = item {
                told |= text.split(|letter: char| !letter.is_ascii_digit()).any(|word| word == number);
            }
        });
        told
    })
}
