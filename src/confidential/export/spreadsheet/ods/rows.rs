//! The rows of an OpenDocument sheet, of which one may stand for many.

use quick_xml::events::BytesStart;

use super::super::Sheet;
use super::super::archive::Part;
use super::super::fault::Fault;
use super::super::sheet::MOST_ROWS;
use super::super::xml::{Item, attributes};
use super::cells::{Content, Run, content_of};

/// A row, and how often it stands there.
struct Row {
    repeated: u32,
    hidden: bool,
}

/// Adds all cells of the table that has just begun, up to its end. Rows without content only count.
pub(super) fn read(part: &mut Part<'_>, sheet: &mut Sheet) -> Result<(), Fault> {
    let own = part.depth();
    let mut number = 0_u32;
    loop {
        let depth = part.depth();
        let row = match part.next()? {
            Item::Open(start) => match start.name().into_inner() {
                "table:table-row" => Some(row_of(&start)?),
                // What only groups rows.
                "table:table-header-rows" | "table:table-row-group" | "table:table-rows" => continue,
                _ => None,
            },
            Item::Close(_) if depth == own => return Ok(()),
            Item::End => return Err(Fault::Damaged),
            _ => continue,
        };
        let Some(row) = row else {
            part.skip()?;
            continue;
        };
        let runs = runs_of(part, number, sheet)?;
        if !runs.is_empty() {
            for repetition in 0..row.repeated {
                sheet.begin_row(row.hidden);
                add(sheet, number.saturating_add(repetition), &runs)?;
            }
        }
        number = number.saturating_add(row.repeated);
    }
}

fn row_of(start: &BytesStart<'_>) -> Result<Row, Fault> {
    let mut row = Row { repeated: 1, hidden: false };
    attributes(start, |key, value| {
        match key {
            "table:number-rows-repeated" => row.repeated = repeated(&value)?,
            "table:visibility" => row.hidden = value == "collapse" || value == "filter",
            _ => {}
        }
        Ok(())
    })?;
    Ok(row)
}

/// How often something is repeated: once at least, and what no sheet can hold counts as the most that one can.
pub(super) fn repeated(value: &str) -> Result<u32, Fault> {
    let count: u64 = value.trim().parse().map_err(|_| Fault::Damaged)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX).clamp(1, MOST_ROWS))
}

/// The cells of the row that has just begun, those without content left out.
fn runs_of(part: &mut Part<'_>, row: u32, sheet: &mut Sheet) -> Result<Vec<Run>, Fault> {
    let own = part.depth();
    let mut runs = Vec::new();
    let mut column = 0_u32;
    loop {
        let depth = part.depth();
        let cell = match part.next()? {
            Item::Open(start) => match start.name().into_inner() {
                "table:table-cell" | "table:covered-table-cell" => Some(Run::of(&start, column)?),
                _ => None,
            },
            Item::Close(_) if depth == own => return Ok(runs),
            Item::End => return Err(Fault::Damaged),
            _ => continue,
        };
        let Some(mut run) = cell else {
            part.skip()?;
            continue;
        };
        content_of(part, &mut run, row)?;
        sheet.formulas |= run.formula;
        column = column.saturating_add(run.repeated);
        if !run.is_empty() {
            runs.push(run);
        }
    }
}

fn add(sheet: &mut Sheet, row: u32, runs: &[Run]) -> Result<(), Fault> {
    for run in runs {
        for column in run.column..run.column.saturating_add(run.repeated) {
            match &run.content {
                Content::Error => sheet.add_error(row, column)?,
                Content::Text(text) => sheet.add(row, column, text)?,
            }
        }
    }
    Ok(())
}
