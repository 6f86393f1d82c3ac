//! Comma-separated text in UTF-8 with one header row.

use std::io;

use super::super::table::Table;
use super::text::{Style, write as text};
use super::{plain, text};
use crate::plan::DateOrder;

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    text(Style::default(), plain::sheet(table).texts(pattern(table.order)))
}

/// How the wave says that dates are written.
pub(super) fn pattern(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay | DateOrder::Infer => text::ISO,
        DateOrder::DayMonthYear => "%d/%m/%Y %H:%M",
        DateOrder::MonthDayYear => "%-m/%-d/%Y %H:%M",
    }
}
