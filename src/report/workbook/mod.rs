//! The workbook: every published table, for those who go on working with the figures.
//!
//! A sheet is made as data (`sheet`) from the release: rows with ids (`results`, of the columns in `column`), measures
//! against groups (`matrix`), what was found beyond the rows (`found`), targets and benchmarks (`beside`), and the
//! charts of the report with their tables (`chart`). The words around them are in `front`. One place writes it (`write`).

mod beside;
mod chart;
mod column;
mod draw;
mod found;
mod front;
mod matrix;
mod name;
mod results;
mod sheet;
mod subject;
#[cfg(test)]
mod tests;
mod write;

use super::page::Page;
use super::view::View;
use super::{Rendered, Reports};
use crate::exit::Exit;
use crate::problem::{Place, Problem};
use rust_xlsxwriter::XlsxError;
use sheet::Sheet;
use std::path::Path;
use subject::Names;

/// Where it belongs.
const PATH: &str = "tables.xlsx";

/// `tables.xlsx`; nothing of a release without a wave.
///
/// # Errors
/// When the workbook cannot be put together, which would be a bug.
pub(crate) fn files(view: &View, reports: &Reports) -> Result<Vec<Rendered>, Problem> {
    let Some(page) = Page::whole(view) else { return Ok(Vec::new()) };
    let mut sheets = tables(&page);
    let charts = chart::charts(reports);
    sheets.extend(charts.iter().map(|chart| chart.table.clone()));
    name::distinct(&mut sheets, &charts);
    let bytes = write::workbook(&page, &sheets, &charts, reports).map_err(|error| told(&error))?;
    Ok(vec![Rendered { path: PATH.to_owned(), bytes }])
}

fn told(error: &XlsxError) -> Problem {
    let message = format!("the workbook cannot be put together: {error}");
    Problem::error(Place::file(Path::new(PATH)), message).exiting(Exit::Bug)
}

/// Every table that has a row, in the order of the sheets.
fn tables<'a>(page: &Page<'a>) -> Vec<Sheet<'a>> {
    let names = Names::new(page.view.release);
    let mut sheets = results::sheets(page, &names);
    sheets.extend(matrix::sheets(page, &names));
    sheets.extend(beside::sheets(page));
    sheets.extend(found::sheets(page, &names));
    sheets.push(results::quality(page, &names));
    sheets.push(results::all(page, &names));
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}
