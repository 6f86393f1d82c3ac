//! The comments of a wave as a person reads them: redacted, each once, in an order that only the salt knows.

use std::collections::HashSet;

use super::keyed::keyed;
use super::redaction::{Redacted, Redactor};
use crate::confidential::store::Salt;
use crate::confidential::wave::Comment;
use crate::hexadecimal::hexadecimal;
use crate::plan::Plan;
use crate::plan::label::normal_form;

/// A comment that a person may release.
pub(super) struct Candidate {
    /// Stands for exactly this text in this list; says nothing to who has no salt.
    pub(super) id: String,
    /// Index into the plan's questions.
    pub(super) question: usize,
    /// Index of the unit whose list it is in; `None`: the list of all others.
    pub(super) unit: Option<usize>,
    /// What is left of it.
    pub(super) redacted: Redacted,
}

/// The candidates by question and list, in a keyed order within each. A text that occurs more than once is there once,
/// in the first of its lists: copied from one box into the other, it would say that two lists have a writer in common.
pub(super) fn candidates(
    plan: &Plan,
    wave: usize,
    comments: &[Comment],
    salt: &Salt,
    redactor: &Redactor,
) -> Vec<Candidate> {
    let wave = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
    let mut ordered: Vec<_> = comments
        .iter()
        .map(|comment| {
            let redacted = redactor.redact(&comment.text);
            let (question, unit) = (comment.question, comment.unit);
            let list = [question_id(plan, question), unit_id(plan, unit), &redacted.text];
            let of = |what| keyed(salt, &[&[what, wave], list.as_slice()].concat());
            let order = of("order");
            let id = format!("c-{}", &hexadecimal(&of("id"))[..16]);
            ((question, unit.is_none(), unit, order), Candidate { id, question, unit, redacted })
        })
        .filter(|(_, candidate)| !candidate.redacted.text.is_empty())
        .collect();
    ordered.sort_by_key(|(place, _)| *place);
    let mut met = HashSet::new();
    let mut candidates: Vec<Candidate> = ordered.into_iter().map(|(_, candidate)| candidate).collect();
    candidates.retain(|candidate| met.insert(normal_form(&candidate.redacted.text)));
    candidates
}

fn question_id(plan: &Plan, question: usize) -> &str {
    plan.questions.get(question).map_or("", |question| question.id.as_str())
}

fn unit_id(plan: &Plan, unit: Option<usize>) -> &str {
    let group = |unit: usize| plan.highest().and_then(|level| level.groups.get(unit));
    unit.and_then(group).map_or("", |group| group.id.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::confidential::counts::sample;

    fn made(texts: &[(Option<usize>, &str)], salt: u8) -> Vec<(Option<usize>, String)> {
        let comment = |(unit, text): &(Option<usize>, &str)| Comment {
            question: 1,
            unit: *unit,
            text: (*text).to_owned(),
        };
        let comments: Vec<Comment> = texts.iter().map(comment).collect();
        let made = candidates(&sample::plan(), 0, &comments, &[salt; 32], &Redactor::new("", 500));
        made.into_iter().map(|candidate| (candidate.unit, candidate.redacted.text)).collect()
    }

    #[test]
    fn the_salt_decides_the_order_and_nothing_else_does() {
        let texts = ["one", "two", "three", "four", "five", "six"].map(|text| (None, text));
        let mut backwards = texts;
        backwards.reverse();
        assert_eq!(made(&texts, 1), made(&backwards, 1));
        assert_ne!(made(&texts, 1), made(&texts, 2));
    }

    #[test]
    fn a_text_that_is_in_two_lists_is_in_one() {
        let texts = [(None, "See above."), (Some(0), "see  ABOVE."), (Some(0), "\u{200b}")];
        assert_eq!(made(&texts, 1), [(Some(0), "see ABOVE.".to_owned())]);
    }

    proptest! {
        #[test]
        fn every_candidate_is_a_comment_of_its_list(texts in prop::collection::vec((any::<bool>(), "[a-c ]{0,4}"), 0..12)) {
            let texts: Vec<(Option<usize>, &str)> =
                texts.iter().map(|(named, text)| (named.then_some(0), text.as_str())).collect();
            let made = made(&texts, 3);
            for (unit, text) in &made {
                let written = |(list, own): &(Option<usize>, &str)| {
                    list == unit && own.split_whitespace().collect::<Vec<_>>().join(" ") == *text
                };
                prop_assert!(texts.iter().any(written));
            }
            let distinct: HashSet<&String> = made.iter().map(|(_, text)| text).collect();
            prop_assert_eq!(distinct.len(), made.len());
        }
    }
}
