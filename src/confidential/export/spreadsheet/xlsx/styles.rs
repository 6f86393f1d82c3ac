//! What the numbers in cells of a style are: numbers, moments or durations.

use std::collections::BTreeMap;

use super::super::archive::Archive;
use super::super::fault::Fault;
use super::super::xml::{Item, attributes};

/// What the numbers of a style show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// A number.
    Number,
    /// A day, a time, or both.
    Moment,
    /// Hours that go beyond a day.
    Duration,
}

/// What each style of cells shows, in the order in which cells refer to them.
pub(super) fn read(archive: &mut Archive, name: &str) -> Result<Vec<Shows>, Fault> {
    let Some(mut part) = archive.part(name)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<u32, Shows> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    loop {
        match part.next()? {
            Item::Open(start) => match start.local_name().into_inner() {
                "cellXfs" => in_cells = true,
                "numFmt" => {
                    let (mut id, mut format) = (None, String::new());
                    attributes(&start, |key, value| {
                        match key {
                            "numFmtId" => id = value.parse().ok(),
                            "formatCode" => format = value.into_owned(),
                            _ => {}
                        }
                        Ok(())
                    })?;
                    own.extend(id.map(|id| (id, shown_by(&format))));
                }
                "xf" if in_cells => {
                    let mut id = 0;
                    attributes(&start, |key, value| {
                        if key == "numFmtId" {
                            id = value.parse().unwrap_or(0);
                        }
                        Ok(())
                    })?;
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Item::Close(end) if end.local_name().into_inner() == "cellXfs" => in_cells = false,
            Item::End => return Ok(styles),
            _ => {}
        }
    }
}

/// The formats that every spreadsheet program knows by number.
fn built_in(id: u32) -> Shows {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Moment,
        46 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// What a format shows, by its part for positive numbers: letters of days and times that are no text.
pub(super) fn shown_by(format: &str) -> Shows {
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // The next letter stands for itself, for its width, or fills the cell.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '"' => {
                letters.by_ref().find(|&letter| letter == '"');
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let of_one = |unit: char| !inside.is_empty() && inside.chars().all(|letter| letter == unit);
                if ['h', 'm', 's'].into_iter().any(of_one) {
                    return Shows::Duration;
                }
            }
            ';' => return Shows::Number,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return Shows::Moment,
            _ => {}
        }
    }
    Shows::Number
}
