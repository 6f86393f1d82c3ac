//! Labels that a spreadsheet took for dates: "1-2" becomes 1 February, and nobody is told.

use chrono::{Datelike, NaiveDate};

/// The labels that a date may have been before a spreadsheet made a date of it, the likeliest first. None where the
/// text is no date, or has a time of the day other than midnight, which no label becomes.
///
/// The hint that goes with them: a spreadsheet made a date of it: was it “1-2”? Format the column as text and export
/// it again.
pub(in crate::confidential) fn label_from_date(iso: &str) -> Vec<String> {
    let date = iso.strip_suffix("T00:00:00").unwrap_or(iso);
    let Ok(date) = NaiveDate::parse_from_str(date, "%Y-%m-%d") else { return Vec::new() };
    let (day, month, year) = (date.day(), date.month(), date.year().rem_euclid(100));
    let short = date.format("%b").to_string();
    let mut labels = vec![
        format!("{day}-{month}"),
        format!("{day:02}-{short}"),
        format!("{day}/{month}"),
        format!("{short}-{day:02}"),
        format!("{month}-{day}"),
        format!("{month}/{day}"),
        format!("{day}-{short}"),
        format!("{short}-{day}"),
    ];
    // "11-20" can be no day of a month, so it becomes the first of November 2020.
    if day == 1 {
        labels.push(format!("{month}-{year:02}"));
        labels.push(format!("{short}-{year:02}"));
    }
    let mut once = Vec::with_capacity(labels.len());
    for label in labels {
        if !once.contains(&label) {
            once.push(label);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::label_from_date;

    #[test]
    fn a_date_was_one_of_few_labels() {
        let labels = label_from_date("2024-02-01");
        assert_eq!(labels[..5], ["1-2", "01-Feb", "1/2", "Feb-01", "2-1"]);
        assert_eq!(label_from_date("2024-02-01T00:00:00"), labels);
        assert!(label_from_date("2020-11-01").contains(&"11-20".to_owned()));
        assert!(label_from_date("2024-10-06T00:00:00").contains(&"6-10".to_owned()));
        assert!(!label_from_date("2024-10-06").contains(&"10-24".to_owned()));
    }

    #[test]
    fn no_label_is_told_twice() {
        let labels = label_from_date("2024-05-05");
        assert_eq!(labels[0], "5-5");
        assert_eq!(labels.iter().filter(|label| *label == "5-5").count(), 1);
    }

    #[test]
    fn what_is_no_date_was_no_label() {
        for text in
            ["", "1-2", "2024-13-01", "2024-02-30", "2024-02-01T09:30:00", "Agree", "2024-02-01T00:00:00Z"]
        {
            assert!(label_from_date(text).is_empty(), "{text}");
        }
    }
}
