//! A value of a column as the text of a cell.

use std::fmt::Write as _;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimeUnit, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use chrono::{DateTime, NaiveDate, NaiveTime};

/// The day 1 January 1970, counted from the first day of the calendar.
const EPOCH: i32 = 719_163;

/// What a column of this kind is called where it is no single value that can be written as text.
pub(super) fn refused(kind: &DataType) -> Option<&'static str> {
    match kind {
        DataType::Boolean | DataType::Utf8 | DataType::Date32 | DataType::Timestamp(..) => None,
        DataType::Time32(_) | DataType::Time64(_) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            None
        }
        kind if kind.is_integer() || kind.is_floating() => None,
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => Some("lists"),
        DataType::Struct(_) => Some("structures"),
        DataType::Map(..) => Some("maps"),
        _ => Some("bytes that are not declared as text"),
    }
}

/// Adds a value to a text; nothing where there is none.
pub(super) fn append(column: &dyn Array, row: usize, text: &mut String) {
    if column.is_null(row) {
        return;
    }
    // Writing to a text does not fail.
    let _ = match column.data_type() {
        DataType::Utf8View => text.write_str(column.as_string_view().value(row)),
        DataType::Boolean => text.write_str(if column.as_boolean().value(row) { "TRUE" } else { "FALSE" }),
        DataType::Int8 => write!(text, "{}", column.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => write!(text, "{}", column.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => write!(text, "{}", column.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => write!(text, "{}", column.as_primitive::<Int64Type>().value(row)),
        DataType::UInt8 => write!(text, "{}", column.as_primitive::<UInt8Type>().value(row)),
        DataType::UInt16 => write!(text, "{}", column.as_primitive::<UInt16Type>().value(row)),
        DataType::UInt32 => write!(text, "{}", column.as_primitive::<UInt32Type>().value(row)),
        DataType::UInt64 => write!(text, "{}", column.as_primitive::<UInt64Type>().value(row)),
        // There is one zero.
        DataType::Float16 => {
            write!(text, "{}", column.as_primitive::<Float16Type>().value(row).to_f32() + 0.0)
        }
        DataType::Float32 => write!(text, "{}", column.as_primitive::<Float32Type>().value(row) + 0.0),
        DataType::Float64 => write!(text, "{}", column.as_primitive::<Float64Type>().value(row) + 0.0),
        DataType::Decimal128(..) => {
            decimal(&column.as_primitive::<Decimal128Type>().value_as_string(row), text);
            Ok(())
        }
        DataType::Decimal256(..) => {
            decimal(&column.as_primitive::<Decimal256Type>().value_as_string(row), text);
            Ok(())
        }
        DataType::Date32 => day(column.as_primitive::<Date32Type>().value(row), text),
        DataType::Timestamp(unit, _) => moment(*unit, stamp(column, *unit, row), text),
        DataType::Time32(unit) | DataType::Time64(unit) => time(*unit, clock(column, *unit, row), text),
        _ => Ok(()),
    };
}

fn decimal(written: &str, text: &mut String) {
    let short =
        if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.') } else { written };
    text.push_str(short);
}

fn day(days: i32, text: &mut String) -> std::fmt::Result {
    match days.checked_add(EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt) {
        Some(day) => write!(text, "{}", day.format("%Y-%m-%d")),
        None => write!(text, "{days}"),
    }
}

fn stamp(column: &dyn Array, unit: TimeUnit, row: usize) -> i64 {
    match unit {
        TimeUnit::Second => column.as_primitive::<TimestampSecondType>().value(row),
        TimeUnit::Millisecond => column.as_primitive::<TimestampMillisecondType>().value(row),
        TimeUnit::Microsecond => column.as_primitive::<TimestampMicrosecondType>().value(row),
        TimeUnit::Nanosecond => column.as_primitive::<TimestampNanosecondType>().value(row),
    }
}

fn clock(column: &dyn Array, unit: TimeUnit, row: usize) -> i64 {
    match unit {
        TimeUnit::Second => column.as_primitive::<Time32SecondType>().value(row).into(),
        TimeUnit::Millisecond => column.as_primitive::<Time32MillisecondType>().value(row).into(),
        TimeUnit::Microsecond => column.as_primitive::<Time64MicrosecondType>().value(row),
        TimeUnit::Nanosecond => column.as_primitive::<Time64NanosecondType>().value(row),
    }
}

/// How many of a unit a second has.
fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// A moment to the second.
fn moment(unit: TimeUnit, stamp: i64, text: &mut String) -> std::fmt::Result {
    match DateTime::from_timestamp(stamp.div_euclid(per_second(unit)), 0) {
        Some(moment) => write!(text, "{}", moment.format("%Y-%m-%dT%H:%M:%S")),
        None => write!(text, "{stamp}"),
    }
}

fn time(unit: TimeUnit, clock: i64, text: &mut String) -> std::fmt::Result {
    let seconds = u32::try_from(clock.div_euclid(per_second(unit))).ok();
    match seconds.and_then(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)) {
        Some(time) => write!(text, "{}", time.format("%H:%M:%S")),
        None => write!(text, "{clock}"),
    }
}
