//! A cell of an OpenDocument sheet: its value where it says one, else the paragraphs in it.

use quick_xml::events::BytesStart;

use super::super::archive::Part;
use super::super::cell_text::{duration, moment, number};
use super::super::fault::Fault;
use super::super::xml::{Item, attributes};
use super::rows::repeated;
use crate::confidential::export::MOST_CELL_BYTES;

/// What a formula shows that cannot be worked out.
const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"];

/// Equal cells beside each other.
pub(super) struct Run {
    /// The first one's column, from 0.
    pub(super) column: u32,
    /// How many there are.
    pub(super) repeated: u32,
    /// What is in each of them.
    pub(super) content: Content,
    /// Whether they have a formula.
    pub(super) formula: bool,
    /// Whether the value is said, so that what is written in the cell does not matter.
    said: bool,
}

/// What is in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text, empty where there is nothing.
    Text(String),
    /// It shows an error.
    Error,
}

impl Run {
    /// What the cells say of themselves.
    pub(super) fn of(start: &BytesStart<'_>, column: u32) -> Result<Self, Fault> {
        let content = Content::Text(String::new());
        let mut run = Self { column, repeated: 1, content, formula: false, said: false };
        let mut error = false;
        attributes(start, |key, value| {
            let text = match key {
                "table:number-columns-repeated" => {
                    run.repeated = repeated(&value)?;
                    return Ok(());
                }
                "table:formula" => {
                    run.formula = true;
                    return Ok(());
                }
                "calcext:value-type" => {
                    error = value == "error";
                    return Ok(());
                }
                "office:value" => number(value.trim()).ok_or(Fault::Damaged)?,
                "office:date-value" => moment(&value),
                "office:time-value" => duration(&value),
                "office:string-value" => value.into_owned(),
                "office:boolean-value" => if value == "true" { "TRUE" } else { "FALSE" }.to_owned(),
                _ => return Ok(()),
            };
            run.said = true;
            run.content = Content::Text(text);
            Ok(())
        })?;
        if error {
            (run.content, run.said) = (Content::Error, true);
        }
        Ok(run)
    }

    /// Whether there is nothing in the cells.
    pub(super) fn is_empty(&self) -> bool {
        self.content == Content::Text(String::new())
    }
}

/// Takes what is in the cell that has just begun, up to its end.
pub(super) fn content_of(part: &mut Part<'_>, run: &mut Run, row: u32) -> Result<(), Fault> {
    if run.said {
        part.skip()?;
    } else {
        let mut text = String::new();
        paragraphs_into(part, &mut text).map_err(|fault| match fault {
            Fault::TooLong(..) => Fault::TooLong(row, run.column),
            other => other,
        })?;
        run.content = Content::Text(text);
    }
    if let Content::Text(text) = &run.content
        && run.formula
        && (ERRORS.contains(&text.as_str()) || text.starts_with("Err:"))
    {
        run.content = Content::Error;
    }
    Ok(())
}

/// Adds the paragraphs of a cell as lines. Notes on the cell and pictures in it are none.
fn paragraphs_into(part: &mut Part<'_>, into: &mut String) -> Result<(), Fault> {
    let own = part.depth();
    let mut first = true;
    loop {
        let depth = part.depth();
        let paragraph = match part.next()? {
            Item::Open(start) => start.name().into_inner() == "text:p",
            Item::Close(_) if depth == own => return Ok(()),
            Item::End => return Err(Fault::Damaged),
            _ => continue,
        };
        if !paragraph {
            part.skip()?;
            continue;
        }
        if !std::mem::take(&mut first) {
            into.push('\n');
        }
        paragraph_into(part, into)?;
    }
}

/// Adds the text of the paragraph that has just begun, in whatever pieces it is.
fn paragraph_into(part: &mut Part<'_>, into: &mut String) -> Result<(), Fault> {
    let own = part.depth();
    loop {
        let depth = part.depth();
        let leave_out = match part.next()? {
            Item::Text(text) => {
                into.push_str(&text);
                false
            }
            Item::Open(start) => match start.name().into_inner() {
                "text:span" | "text:a" | "text:ruby" | "text:ruby-base" => false,
                "text:s" => {
                    spaces_into(&start, into)?;
                    false
                }
                "text:tab" => {
                    into.push('\t');
                    false
                }
                "text:line-break" => {
                    into.push('\n');
                    false
                }
                // Fields show what they hold: a sheet's name, a title.
                name => !matches!(name, "text:sheet-name" | "text:title" | "text:date" | "text:time"),
            },
            Item::Close(_) if depth == own => return Ok(()),
            Item::End => return Err(Fault::Damaged),
            _ => false,
        };
        if leave_out {
            part.skip()?;
        }
    }
}

/// Adds several spaces that are written as one element.
fn spaces_into(start: &BytesStart<'_>, into: &mut String) -> Result<(), Fault> {
    let mut count = 1;
    attributes(start, |key, value| {
        if key == "text:c" {
            count = value.trim().parse::<usize>().map_err(|_| Fault::Damaged)?;
        }
        Ok(())
    })?;
    if count > MOST_CELL_BYTES.saturating_sub(into.len()) {
        return Err(Fault::TooLong(0, 0));
    }
    into.extend(std::iter::repeat_n(' ', count));
    Ok(())
}
