//! The joint judgement over all questions in a sentence, the same wherever it is told.

use super::findings::out_of;
use super::wording;
use crate::release::{Consistency, Consistent};

/// Below this, chance explains next to nothing.
const FAR: f64 = 0.001;

/// "X is consistently lower than the rest: on 41 of the 44 questions, on average 8 points lower (6 to 10)." Nothing where
/// the group is neither.
pub(crate) fn sentence(who: &str, rest: &str, found: &Consistency) -> Option<String> {
    let (number, word) = match found.verdict {
        Consistent::Higher => (found.higher, "higher"),
        Consistent::Lower => (found.lower, "lower"),
        Consistent::Neither => return None,
    };
    let questions = out_of(usize::try_from(number).ok()?, usize::try_from(found.questions).ok()?);
    Some(format!(
        "{who} is consistently {word} than {rest}: on {questions}, on average {}.",
        size(found, word)
    ))
}

/// The same in few words, after its subject: "Over all questions it is consistently lower than the rest, by 8 points on
/// average."
pub(crate) fn short(rest: &str, found: &Consistency) -> Option<String> {
    let word = match found.verdict {
        Consistent::Higher => "higher",
        Consistent::Lower => "lower",
        Consistent::Neither => return None,
    };
    let points = wording::points(super::figure::whole(found.points).unsigned_abs());
    Some(format!("Over all questions it is consistently {word} than {rest}, by {points} on average."))
}

/// "8 points lower (6 to 10)".
fn size(found: &Consistency, word: &str) -> String {
    let points = super::figure::whole(found.points).unsigned_abs();
    let size = if points == 0 { "less than 1 point".to_owned() } else { wording::points(points) };
    match (found.low, found.high) {
        (Some(low), Some(high)) => format!("{size} {word} ({})", wording::range(low, high)),
        _ => format!("{size} {word}"),
    }
}

/// How sure the sentence is.
pub(crate) fn certainty(found: &Consistency) -> &'static str {
    if found.p_adjusted < FAR {
        "This is far more than chance explains."
    } else {
        "This is more than chance explains."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(verdict: Consistent) -> Consistency {
        Consistency {
            wave: "2024".to_owned(),
            breakdown: "directorate".to_owned(),
            group: "a".to_owned(),
            questions: 44,
            lower: 41,
            higher: 3,
            points: -8.2,
            low: Some(-10.4),
            high: Some(-6.0),
            p_adjusted: 0.000_2,
            verdict,
        }
    }

    #[test]
    fn the_number_the_comparison_and_the_certainty() {
        let lower = found(Consistent::Lower);
        let said = sentence("Care", "the rest", &lower).expect("a sentence");
        assert_eq!(
            said,
            "Care is consistently lower than the rest: on 41 of the 44 questions, on average 8 points lower (6 to 10)."
        );
        assert_eq!(certainty(&lower), "This is far more than chance explains.");
        assert_eq!(
            certainty(&Consistency { p_adjusted: 0.02, ..lower }),
            "This is more than chance explains."
        );
        assert_eq!(sentence("Care", "the rest", &found(Consistent::Neither)), None);
        assert_eq!(
            short("the rest", &found(Consistent::Lower)).as_deref(),
            Some("Over all questions it is consistently lower than the rest, by 8 points on average.")
        );
    }
}
