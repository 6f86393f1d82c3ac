//! The words of the report: verdicts, numbers, plurals and lists, the same in every output.

use crate::release::{Consistent, Marker, Verdict};

/// A verdict in the words that every output uses.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher => "higher",
        Verdict::SlightlyHigher => "slightly higher",
        Verdict::NoClearDifference => "no clear difference",
        Verdict::SlightlyLower => "slightly lower",
        Verdict::Lower => "lower",
        Verdict::TooSmallToSay => "too small to say",
        Verdict::NotComparable => "not comparable",
    }
}

/// The mark that stands beside a verdict's words.
pub(crate) fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher => "▲",
        Verdict::SlightlyHigher => "△",
        Verdict::NoClearDifference => "●",
        Verdict::SlightlyLower => "▽",
        Verdict::Lower => "▼",
        Verdict::TooSmallToSay => "○",
        Verdict::NotComparable => "–",
    }
}

/// Whether a verdict says that there is a difference, and which way: 1 higher, −1 lower, 0 neither.
pub(crate) fn direction(verdict: Verdict) -> i8 {
    match verdict {
        Verdict::Higher | Verdict::SlightlyHigher => 1,
        Verdict::Lower | Verdict::SlightlyLower => -1,
        Verdict::NoClearDifference | Verdict::TooSmallToSay | Verdict::NotComparable => 0,
    }
}

/// A joint judgement over all questions, and the mark that stands beside it.
pub(crate) fn consistent(consistent: Consistent) -> (Verdict, &'static str) {
    match consistent {
        Consistent::Higher => (Verdict::Higher, "consistently higher"),
        Consistent::Lower => (Verdict::Lower, "consistently lower"),
        Consistent::Neither => (Verdict::NoClearDifference, "no consistent difference"),
    }
}

/// How large a difference between groups is, by Cohen's bounds for Cramér's V and for omega squared.
pub(crate) fn size(effect: f64, shares: bool) -> &'static str {
    let [small, medium, large] = if shares { [0.1, 0.3, 0.5] } else { [0.01, 0.06, 0.14] };
    match effect {
        _ if effect >= large => "large",
        _ if effect >= medium => "medium",
        _ if effect >= small => "small",
        _ => "very small",
    }
}

/// A range of points beside a size that the sentence has already called lower or higher: "6 to 10"; with signs where
/// it lies on both sides of nothing.
pub(crate) fn range(low: f64, high: f64) -> String {
    let (low, high) = (super::figure::whole(low), super::figure::whole(high));
    if low >= 0 {
        return format!("{low} to {high}");
    }
    if high <= 0 {
        return format!("{} to {}", -high, -low);
    }
    format!("{} to {}", super::figure::signed(low), super::figure::signed(high))
}

/// "two", "twelve", "13": a small number in running text.
pub(crate) fn number(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(number).map_or_else(|| super::figure::count(number as u64), |word| (*word).to_owned())
}

/// The public marker of a figure that is not there.
pub(crate) fn marker(marker: Marker) -> &'static str {
    match marker {
        Marker::Confidential => "[c]",
        Marker::NotApplicable => "[z]",
        Marker::NotAvailable => "[x]",
    }
}

/// What the marker means, for those who hear the page.
pub(crate) fn marker_words(marker: Marker) -> &'static str {
    match marker {
        Marker::Confidential => "withheld to protect confidentiality",
        Marker::NotApplicable => "not applicable",
        Marker::NotAvailable => "not available",
    }
}

/// "1 point", "4 points".
pub(crate) fn points(points: u64) -> String {
    counted(points, "point", "points")
}

/// "1 question", "41 questions".
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", super::figure::count(number), if number == 1 { one } else { many })
}

/// "up 4 points since 2022", "down 1 point since 2022", "the same as in 2022" by whole points.
pub(crate) fn moved(change: i64, earlier: &str) -> String {
    let size = points(change.unsigned_abs());
    match change {
        0 => format!("less than 1 point from {earlier}"),
        1.. => format!("up {size} since {earlier}"),
        _ => format!("down {size} since {earlier}"),
    }
}

/// A level's name in running text: "Directorate" is "directorate", "ICT team" stays.
pub(crate) fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_uppercase() => {
            format!("{first}{}", &name[first.len_utf8()..])
        }
        (Some(first), _) => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}

/// The first letter of a sentence.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A sensible plural: "services", "faculties", "branches".
pub(crate) fn plural(name: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if let Some(stem) = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if ends(&["s", "x", "ch", "sh"]) { format!("{name}es") } else { format!("{name}s") }
}

/// "a", "a and b", "a, b and c".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "a", "a or b", "a, b or c".
pub(crate) fn either(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// As [`list`], but no longer than `most` names: "a, b and 3 others".
pub(crate) fn short_list(items: &[String], most: usize) -> String {
    if items.len() <= most {
        return list(items);
    }
    let (named, others) = items.split_at(most.saturating_sub(1));
    format!("{} and {} others", named.join(", "), others.len())
}

/// "is" or "are", for so many subjects.
pub(crate) fn is_are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A question's text in quotation marks, without a stop that would meet another.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", text.trim().trim_end_matches('.'))
}

/// An ISO date in words: "13 May 2024"; anything else as it stands.
pub(crate) fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| month.checked_sub(1));
    let month = month.and_then(|month| MONTHS.get(month));
    let day = day.and_then(|day| day.parse::<u8>().ok());
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
        _ => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_running_text() {
        assert_eq!(lower("Length of service"), "length of service");
        assert_eq!(lower("ICT team"), "ICT team");
        assert_eq!(lower(""), "");
        assert_eq!(plural("directorate"), "directorates");
        assert_eq!(plural("faculty"), "faculties");
        assert_eq!(plural("branch"), "branches");
        assert_eq!(plural("bay"), "bays");
        assert_eq!(sentence("the council"), "The council");
    }

    #[test]
    fn lists_of_names() {
        let names: Vec<String> = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        assert_eq!(list(&names[..1]), "A");
        assert_eq!(list(&names[..3]), "A, B and C");
        assert_eq!(either(&names[..3]), "A, B or C");
        assert_eq!(short_list(&names, 3), "A, B and 2 others");
    }

    #[test]
    fn a_change_in_words() {
        assert_eq!(moved(4, "2022"), "up 4 points since 2022");
        assert_eq!(moved(-1, "2022"), "down 1 point since 2022");
        assert_eq!(moved(0, "2022"), "less than 1 point from 2022");
    }

    #[test]
    fn ranges_sizes_and_small_numbers() {
        assert_eq!(range(-10.2, -5.9), "6 to 10");
        assert_eq!(range(2.0, 4.4), "2 to 4");
        assert_eq!(range(-1.4, 10.0), "\u{2212}1 to +10");
        assert_eq!(
            [0.09, 0.1, 0.3, 0.6].map(|effect| size(effect, true)),
            ["very small", "small", "medium", "large"]
        );
        assert_eq!(size(0.05, false), "small");
        assert_eq!([0, 10, 13].map(number), ["none", "ten", "13"]);
    }

    #[test]
    fn a_date_in_words() {
        assert_eq!(date("2024-05-13"), "13 May 2024");
        assert_eq!(date("spring"), "spring");
        assert_eq!(date("2024-13-01"), "2024-13-01");
    }
}
