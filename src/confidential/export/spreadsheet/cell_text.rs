//! Numbers, moments and times as text: the same whatever spreadsheet they were in.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// What a day has.
const SECONDS: f64 = 86_400.0;
/// The first day after the last one that a spreadsheet shows, 9999-12-31.
const DAYS_END: f64 = 2_958_466.0;
/// The day that spreadsheets believe in and no calendar has: 29 February 1900.
const NO_DAY: f64 = 60.0;
/// From the first day of the older Macintosh workbooks to that of all others.
const SINCE_1904: f64 = 1_462.0;

/// A number without trailing zeros. Digits that are a whole number already stay as they are written, however long.
pub(super) fn number(written: &str) -> Option<String> {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (digits == "0" || !digits.starts_with('0')) {
        return Some(if digits == "0" { digits } else { written }.to_owned());
    }
    finite(written).map(of_float)
}

/// What is written as a number, if it is one.
pub(super) fn finite(written: &str) -> Option<f64> {
    written.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

fn of_float(value: f64) -> String {
    // Without the sign of a zero.
    (value + 0.0).to_string()
}

/// A number of days since 1900 (or 1904) as a moment; below one day, as a time of the day; what is no date, as a
/// number.
pub(super) fn moment_of_days(days: f64, since_1904: bool) -> String {
    let shifted = if since_1904 && days >= 1.0 { days + SINCE_1904 } else { days };
    if (0.0..1.0).contains(&shifted) {
        return duration_of_days(shifted);
    }
    day_of(shifted)
        .and_then(|day| day.and_time(NaiveTime::MIN).checked_add_signed(time_of(shifted)))
        .map_or_else(|| of_float(days), written)
}

fn day_of(days: f64) -> Option<NaiveDate> {
    let day = days.floor();
    if !(1.0..DAYS_END).contains(&day) || day == NO_DAY {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(1899, 12, if day < NO_DAY { 31 } else { 30 })?;
    first.checked_add_days(Days::new(day as u64))
}

/// The time of the day in whole seconds. A thousandth that a floating point number lacks is no reason to write a
/// second too few.
fn time_of(days: f64) -> chrono::TimeDelta {
    let thousandths = (days.fract() * SECONDS * 1_000.0).round() as i64;
    chrono::TimeDelta::seconds(thousandths.div_euclid(1_000))
}

fn written(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// A number of days as hours, minutes and seconds.
pub(super) fn duration_of_days(days: f64) -> String {
    let seconds = (days.abs() * SECONDS * 1_000.0).round() / 1_000.0;
    if seconds >= DAYS_END * SECONDS {
        return of_float(days);
    }
    clock(days < 0.0, seconds as u64)
}

fn clock(negative: bool, seconds: u64) -> String {
    let sign = if negative && seconds > 0 { "-" } else { "" };
    format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A moment that is written out in the file, without fractions of a second; what is none stays as it is.
pub(super) fn moment(iso: &str) -> String {
    let trimmed = iso.trim().trim_end_matches('Z');
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let found = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(trimmed, format).ok());
    let day = || NaiveDate::parse_from_str(trimmed, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    found.or_else(day).map_or_else(|| iso.to_owned(), written)
}

/// A duration that is written out as in `PT26H05M30.5S`, as hours, minutes and seconds; what is none stays as it is.
pub(super) fn duration(iso: &str) -> String {
    seconds_of(iso).map_or_else(|| iso.to_owned(), |(negative, seconds)| clock(negative, seconds))
}

fn seconds_of(iso: &str) -> Option<(bool, u64)> {
    let (negative, rest) = iso.strip_prefix('-').map_or((false, iso), |rest| (true, rest));
    let (days, mut times) = rest.strip_prefix('P')?.split_once('T')?;
    let days: u64 = if days.is_empty() { 0 } else { days.strip_suffix('D')?.parse().ok()? };
    let mut seconds = days.checked_mul(86_400)?;
    for (unit, worth) in [('H', 3_600_u64), ('M', 60), ('S', 1)] {
        if let Some((count, others)) = times.split_once(unit) {
            let whole = count.split(['.', ',']).next().unwrap_or(count);
            seconds = seconds.checked_add(whole.parse::<u64>().ok()?.checked_mul(worth)?)?;
            times = others;
        }
    }
    times.is_empty().then_some((negative, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_trailing_zeros() {
        let texts = ["5.0", "2.50", "1e3", "-0.0", "-0", "007", "0", "-12", "12345678901234567890", "+4"];
        let expected = ["5", "2.5", "1000", "0", "0", "7", "0", "-12", "12345678901234567890", "4"];
        assert_eq!(texts.map(|text| number(text).unwrap_or_default()), expected);
        for text in ["", "-", "x", "nan", "inf", "1e999", "1,5"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_lost_thousandth_costs_no_second() {
        assert_eq!(moment_of_days(45_443.999_976_851_84, false), "2024-05-31T23:59:58");
        assert_eq!(moment_of_days(45_443.999_999_999_9, false), "2024-06-01T00:00:00");
        assert_eq!(duration_of_days(-0.5), "-12:00:00");
        assert_eq!(duration_of_days(f64::MAX).len(), 309);
    }

    #[test]
    fn moments_and_durations_that_are_written_out_have_one_form() {
        let moments =
            ["2024-05-31T10:00:00.000Z", "2024-05-31 10:00:00", "2024-05-31T10:00", "2024-05-31", "x"];
        let expected =
            ["2024-05-31T10:00:00", "2024-05-31T10:00:00", "2024-05-31T10:00:00", "2024-05-31T00:00:00", "x"];
        assert_eq!(moments.map(moment), expected);
        let durations = ["PT26H05M30.5S", "P1DT2H", "-PT1M", "PT0,5S", "P1Y", "PT1X", ""];
        assert_eq!(
            durations.map(duration),
            ["26:05:30", "26:00:00", "-0:01:00", "0:00:00", "P1Y", "PT1X", ""]
        );
    }
}
