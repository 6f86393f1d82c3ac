//! The grammar of findings: a subject, a measure, a comparison, its size and its certainty, in the words of all sections.
//!
//! Sizes and comparisons are worded where they are read (`reading`, `joint`); here are the pieces that every finding has.

use super::reading::Reading;
use super::wording;
use crate::release::{Measure, MeasureKind, Verdict};

/// The measure inside a sentence: a question in its own words, a score by its name.
pub(crate) fn measure(measure: &Measure) -> String {
    match measure.kind {
        MeasureKind::Question => wording::quoted(&measure.text),
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall | MeasureKind::Response => {
            measure.text.clone()
        }
    }
}

/// The measure with its figure: "53% answered positively to “…”", "Join Us is 61%".
pub(crate) fn stands(reading: &Reading) -> String {
    match reading.measure.kind {
        MeasureKind::Question => {
            format!("{} answered positively to {}", reading.text(), measure(reading.measure))
        }
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall | MeasureKind::Response => {
            format!("{} is {}", reading.measure.text, reading.text())
        }
    }
}

/// The subjects with their comparison: "A is lower", "A and B are lower"; nothing where nobody is.
pub(crate) fn who(names: &[String], comparison: &str) -> Option<String> {
    let verb = wording::is_are(names.len());
    (!names.is_empty()).then(|| format!("{} {verb} {comparison}", wording::short_list(names, 4)))
}

/// How sure a sentence may be.
pub(crate) fn certainty(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher | Verdict::Lower => "This is larger than chance explains.",
        Verdict::SlightlyHigher | Verdict::SlightlyLower => "This is more than chance explains, but small.",
        Verdict::NoClearDifference | Verdict::TooSmallToSay | Verdict::NotComparable => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn number_words_agree(number in prop_oneof![0..4_usize, 4..2000_usize]) {
            let names: Vec<String> = (0..number).map(|name| format!("N{name}")).collect();
            let one = number == 1;
            let counted = wording::counted(number as u64, "question", "questions");
            prop_assert_eq!(counted.ends_with(" question"), one);
            prop_assert_eq!(wording::points(number as u64).ends_with(" point"), one);
            prop_assert_eq!(wording::is_are(number) == "is", one);
            match who(&names, "lower") {
                None => prop_assert_eq!(number, 0),
                Some(said) => {
                    prop_assert_eq!(said.contains(" is lower"), one, "{}", &said);
                    prop_assert_eq!(said.contains(" are lower"), !one, "{}", &said);
                    prop_assert!(!said.contains(" 1 others"), "{}", &said);
                }
            }
            for change in [number as i64, -(number as i64)] {
                let said = wording::moved(change, "2022");
                prop_assert!(!said.contains(" 1 points"), "{}", &said);
                prop_assert!(!said.contains(" 0 points"), "{}", &said);
            }
        }
    }

    #[test]
    fn a_clear_difference_is_told_as_such_and_nothing_else() {
        assert_eq!(certainty(Verdict::Lower), "This is larger than chance explains.");
        assert_eq!(certainty(Verdict::TooSmallToSay), "");
    }
}
