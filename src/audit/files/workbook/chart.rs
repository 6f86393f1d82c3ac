//! Charts: what they keep of the cells that they draw is what is in the cells, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reading::{Reading, quoted};
use super::part::{Item, Part};
use super::sheet::{Cells, column};

/// What a chart keeps of a range of cells.
#[derive(Default)]
struct Kept {
    /// `'By age'!$B$6:$B$9`.
    range: String,
    /// The values with their places in the range.
    values: Vec<(usize, String)>,
}

/// The charts of a workbook.
pub(super) struct Charts(Vec<(String, Kept)>);

/// Whether a part is a chart that is read here; its other parts are not.
pub(super) fn is_chart(name: &str) -> bool {
    let number = name.strip_prefix("xl/charts/chart").and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

impl Charts {
    /// All of them; data that is in no cell is a finding.
    pub(super) fn read(parts: &[Part], reading: &mut Reading) -> Self {
        let mut all = Vec::new();
        for part in parts.iter().filter(|part| is_chart(&part.name)) {
            let mut kept = Kept::default();
            let (mut element, mut place) = (String::new(), 0);
            part.each(|item| match item {
                Item::Open(name, attributes) => {
                    if matches!(name, "numLit" | "strLit" | "externalData" | "userShapes") {
                        reading.hidden(&format!("{}: a chart's own data", quoted(&part.name)));
                    }
                    if name == "pt" {
                        place =
                            attributes.get("idx").and_then(|place| place.parse().ok()).unwrap_or(usize::MAX);
                    }
                    name.clone_into(&mut element);
                }
                Item::Close(name) => {
                    if matches!(name, "numRef" | "strRef" | "multiLvlStrRef") {
                        all.push((part.name.clone(), std::mem::take(&mut kept)));
                    }
                    element.clear();
                }
                Item::Text(text) => match element.as_str() {
                    "f" => kept.range.push_str(&text),
                    "v" => match kept.values.last_mut() {
                        Some((last, value)) if *last == place => value.push_str(&text),
                        _ => kept.values.push((place, text.into_owned())),
                    },
                    "t" => reading.words("a chart", &text),
                    _ => {}
                },
                Item::Comment => {}
            });
        }
        Self(all)
    }

    /// The sheets that are drawn, by their names.
    pub(super) fn sheets(&self) -> BTreeSet<String> {
        self.0.iter().filter_map(|(_, kept)| Some(range(&kept.range)?.0)).collect()
    }

    /// Compares what the charts keep with the cells of the sheets.
    pub(super) fn compare(&self, sheets: &BTreeMap<String, Cells>, reading: &mut Reading) {
        for (part, kept) in &self.0 {
            if !kept.is_in(sheets) {
                reading.hidden(&format!("{}: a chart's own data", quoted(part)));
            }
        }
    }
}

impl Kept {
    /// Whether every value is that of its cell.
    fn is_in(&self, sheets: &BTreeMap<String, Cells>) -> bool {
        let Some((sheet, first, last)) = range(&self.range) else { return self.values.is_empty() };
        let Some(cells) = sheets.get(&sheet) else { return false };
        let wide = last.1.saturating_sub(first.1) + 1;
        self.values.iter().all(|(place, value)| {
            let cell = (first.0.saturating_add(place / wide), first.1 + place % wide);
            cell.0 <= last.0 && cells.get(&cell).is_some_and(|text| same(text, value))
        })
    }
}

/// The same words, or the same number.
fn same(cell: &str, value: &str) -> bool {
    let numbers = cell.parse::<f64>().ok().zip(value.parse::<f64>().ok());
    cell == value || numbers.is_some_and(|(cell, value)| cell == value)
}

/// A row, from 1, and a column, from 0.
type Corner = (usize, usize);

/// Sheet, first and last cell of `'By age'!$B$6:$B$9`.
fn range(text: &str) -> Option<(String, Corner, Corner)> {
    let (sheet, cells) = text.rsplit_once('!')?;
    let bare = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let sheet = bare.map_or_else(|| sheet.to_owned(), |bare| bare.replace("''", "'"));
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    Some((sheet, corner(first)?, corner(last)?))
}

fn corner(cell: &str) -> Option<Corner> {
    let plain = cell.replace('$', "");
    let row = plain.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    Some((row.parse().ok()?, column(&plain)?))
}
