//! A workbook of one sheet, moments as real dates.

use std::io;

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::sheet::{Sheet, Value};

/// The file. `made` stands in for the time at which it was made.
pub(super) fn write(sheet: &Sheet, made: NaiveDateTime) -> io::Result<Vec<u8>> {
    workbook(sheet, made).map_err(io::Error::other)
}

fn workbook(table: &Sheet, made: NaiveDateTime) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&moment(made)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Sheet1")?;
    let date = Format::new().set_num_format("m/d/yy h:mm:ss");
    for (column, header) in (0_u16..).zip(&table.header) {
        sheet.write_string(0, column, header)?;
    }
    for (row, values) in (1_u32..).zip(&table.rows) {
        for (column, value) in (0_u16..).zip(values) {
            match value {
                Value::Text(text) if text.is_empty() => continue,
                Value::Text(text) => sheet.write_string(row, column, text)?,
                Value::Number(number) => sheet.write_number(row, column, *number)?,
                Value::Moment(at) => sheet.write_datetime_with_format(row, column, &moment(*at)?, &date)?,
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
