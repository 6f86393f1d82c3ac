//! Writes a table as the survey tools do: comma-separated text, or a Microsoft Forms workbook.

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::table::{Cell, Table};
use crate::plan::DateOrder;

/// Comma-separated text in UTF-8 with one header row.
pub(super) fn csv(table: &Table, order: DateOrder) -> Result<Vec<u8>, std::io::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Moment(moment) => moment.format(pattern(order)).to_string(),
    };
    writer.write_record(&table.header)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(text))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn pattern(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay | DateOrder::Infer => "%Y-%m-%d %H:%M:%S",
        DateOrder::DayMonthYear => "%d/%m/%Y %H:%M",
        DateOrder::MonthDayYear => "%-m/%-d/%Y %H:%M",
    }
}

/// A workbook as Microsoft Forms writes it: one sheet, one header row, moments as real dates.
/// `made` stands in for the time at which it was made, so that the same table gives the same bytes.
pub(super) fn forms(table: &Table, made: NaiveDateTime) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&moment(made)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Sheet1")?;
    let date = Format::new().set_num_format("m/d/yy h:mm:ss");
    for (column, header) in (0_u16..).zip(&table.header) {
        sheet.write_string(0, column, header)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Number(number) => sheet.write_number(row, column, *number)?,
                Cell::Moment(at) => sheet.write_datetime_with_format(row, column, &moment(*at)?, &date)?,
            };
        }
    }
    workbook.save_to_buffer()
}

fn moment(at: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(at.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, at.month() as u8, at.day() as u8)?;
    day.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second()))
}
