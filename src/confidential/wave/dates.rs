//! Dates of completion: a day is all that is needed of them.

use chrono::NaiveDate;

use crate::plan::DateOrder;

/// The day in a cell, written in this order or as ISO 8601, which a workbook's date cells give.
pub(super) fn day(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_whitespace() || c == 'T').unwrap_or(text.len());
    let (date, time) = text.split_at(end);
    if !is_time(time) {
        return None;
    }
    let iso = parts(date, &['-', '/', '.'])
        .filter(|_| date.len() >= 8 && date.as_bytes()[..4].iter().all(u8::is_ascii_digit));
    match (iso, order) {
        (None, _)
            if date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
                && parts(date, &['.']).is_none() =>
        {
            serial(text)
        }
        (Some([year, month, day]), _) => calendar(year, month, day),
        (None, DateOrder::DayMonthYear) => {
            let [day, month, year] = parts(date, &['/', '.', '-'])?;
            calendar(century(year), month, day)
        }
        (None, DateOrder::MonthDayYear) => {
            let [month, day, year] = parts(date, &['/', '.', '-'])?;
            calendar(century(year), month, day)
        }
        (None, DateOrder::YearMonthDay | DateOrder::Infer) => None,
    }
}

/// The order in which these dates are written, if some of them show it: a part above 12 is a day. Dates written as ISO
/// 8601 or as numbers of a spreadsheet say nothing, and need nothing said. `None`: they could be either.
pub(super) fn inferred<'a>(dates: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let (mut day_first, mut month_first, mut open) = (false, false, false);
    for text in dates.filter(|text| day(text, DateOrder::YearMonthDay).is_none()) {
        let read = |order| day(text, order).is_some();
        match (read(DateOrder::DayMonthYear), read(DateOrder::MonthDayYear)) {
            (true, true) => open = true,
            (true, false) => day_first = true,
            (false, true) => month_first = true,
            // A blank, or no date in any order, which is told with its row.
            (false, false) => {}
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::DayMonthYear),
        (false, true) => Some(DateOrder::MonthDayYear),
        (false, false) if !open => Some(DateOrder::YearMonthDay),
        _ => None,
    }
}

/// The day that a spreadsheet's number means, counted from the end of 1899; of the years from 1982 to 2119.
fn serial(text: &str) -> Option<NaiveDate> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    let days = (30_000.0..80_000.0).contains(&number).then_some(number.floor() as u64)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
}

/// Three numbers between two equal separators.
fn parts(date: &str, separators: &[char]) -> Option<[u32; 3]> {
    let separator = date.chars().find(|c| separators.contains(c))?;
    let mut numbers = date.split(separator).map(|part| {
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let parts = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(parts)
}

/// Two digits are a year of this century.
fn century(year: u32) -> u32 {
    if year < 100 { 2000 + year } else { year }
}

fn calendar(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Whether what follows the date is a time, or nothing.
fn is_time(text: &str) -> bool {
    let text = text.trim_start_matches('T').trim();
    let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.+-ZAPMapm".contains(c);
    text.is_empty() || (text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn each_order_is_read_as_the_plan_says() {
        use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        assert_eq!(day("2024-05-31", YearMonthDay), ymd(2024, 5, 31));
        assert_eq!(day("31/05/2024 09:15:22", DayMonthYear), ymd(2024, 5, 31));
        assert_eq!(day("5/6/24 9:15:22 AM", MonthDayYear), ymd(2024, 5, 6));
        assert_eq!(day("5/6/24", DayMonthYear), ymd(2024, 6, 5));
        assert_eq!(day("31.05.2024", DayMonthYear), ymd(2024, 5, 31));
    }

    #[test]
    fn iso_is_read_in_every_order() {
        for order in [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay] {
            assert_eq!(day("2024-05-31T23:59:59", order), ymd(2024, 5, 31));
            assert_eq!(day("2024-05-31T23:59:59.25Z", order), ymd(2024, 5, 31));
        }
    }

    #[test]
    fn a_spreadsheets_number_is_a_day() {
        for text in ["45443", "45443.38", "45443,999"] {
            assert_eq!(day(text, DateOrder::YearMonthDay), ymd(2024, 5, 31), "{text}");
        }
    }

    #[test]
    fn a_day_above_twelve_shows_the_order() {
        use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        assert_eq!(inferred(["1/5/2024", "13/5/2024", ""].into_iter()), Some(DayMonthYear));
        assert_eq!(inferred(["1/5/2024", "5/13/2024"].into_iter()), Some(MonthDayYear));
        assert_eq!(inferred(["2024-05-01", "45443.5"].into_iter()), Some(YearMonthDay));
        assert_eq!(inferred(["1/5/2024", "2/5/2024"].into_iter()), None);
        assert_eq!(inferred(["13/5/2024", "5/13/2024"].into_iter()), None);
    }

    #[test]
    fn what_is_no_date_says_nothing_about_the_order() {
        use DateOrder::{DayMonthYear, YearMonthDay};
        assert_eq!(inferred(["2024-05-01", "", " ", "soon", "30/02/2024"].into_iter()), Some(YearMonthDay));
        assert_eq!(inferred(["", "13/5/2024", "1/5/2024", "?"].into_iter()), Some(DayMonthYear));
        assert_eq!(inferred(["", "soon"].into_iter()), Some(YearMonthDay));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "soon", "30/02/2024", "31/05", "31/05/2024 at noon", "1/2/3/4", "//", "7", "99999999"]
        {
            assert_eq!(day(text, DateOrder::DayMonthYear), None, "{text}");
        }
        assert_eq!(day("31/05/2024", DateOrder::MonthDayYear), None);
        assert_eq!(day("31/05/2024", DateOrder::YearMonthDay), None);
    }
}
