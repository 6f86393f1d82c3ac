//! The sheet that a presentation program opens when somebody edits a chart.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::plot::Plot;

/// A workbook with the chart's numbers, as they are drawn, and the ranges beside them.
pub(super) fn sheet(plot: &Plot, date: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let date = ExcelDateTime::parse_from_str(date).or_else(|_| ExcelDateTime::from_ymd(1980, 1, 1))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let sheet = book.add_worksheet();
    sheet.set_name("Sheet1")?.set_column_width(0, 50)?;
    for (row, name) in (1..).zip(&plot.rows) {
        sheet.write_string(row, 0, name)?;
    }
    let drawn = plot.series.iter().map(|series| (series.name.as_str(), &series.values));
    let beside = plot.beside.iter().map(|(name, values)| (*name, values));
    for (column, (name, values)) in (1..).zip(drawn.chain(beside)) {
        sheet.write_string(0, column, name)?;
        for (row, value) in (1..).zip(values) {
            if let Some(value) = value {
                sheet.write_number(row, column, *value as f64)?;
            }
        }
    }
    book.save_to_buffer()
}
