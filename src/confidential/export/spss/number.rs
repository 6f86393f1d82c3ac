//! Numbers as text: without trailing zeros, and as dates where the variable is one.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// How formats of dates alone are numbered, and those with a time of day.
const DATES: [u8; 8] = [20, 23, 24, 28, 29, 30, 38, 39];
const MOMENTS: [u8; 2] = [22, 41];

/// As a cell has it; nothing for the number that stands for no answer.
pub(super) fn text(number: f64, format: u8) -> String {
    let mut text = String::new();
    append(number, format, &mut text);
    text
}

/// The same, at the end of another text.
pub(super) fn append(number: f64, format: u8, text: &mut String) {
    if number == -f64::MAX {
        return;
    }
    // Writing to a text does not fail.
    let _ = match moment(number, format) {
        Some(moment) if DATES.contains(&format) => write!(text, "{}", moment.format("%Y-%m-%d")),
        Some(moment) => write!(text, "{}", moment.format("%Y-%m-%dT%H:%M:%S")),
        // There is one zero.
        None => write!(text, "{}", number + 0.0),
    };
}

fn moment(number: f64, format: u8) -> Option<NaiveDateTime> {
    let dated = DATES.contains(&format) || MOMENTS.contains(&format);
    let seconds = Some(number.round()).filter(|seconds| dated && (0.0..1e12).contains(seconds))?;
    // Dates are counted from there, in seconds.
    let origin = NaiveDate::from_ymd_opt(1582, 10, 14)?.and_hms_opt(0, 0, 0)?;
    origin.checked_add_signed(TimeDelta::try_seconds(seconds as i64)?)
}
