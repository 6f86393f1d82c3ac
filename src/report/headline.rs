//! The headline questions, by the role that the plan gives them.

use super::figure;
use super::page::Page;
use super::reading::Reading;
use super::wording;
use crate::release::{Marker, Measure};

/// A headline question: what its two sides are called and which of them is stressed.
#[derive(Clone, Copy)]
pub(crate) struct Headline<'a> {
    /// The question.
    pub(crate) measure: &'a Measure,
    /// "Pride".
    pub(crate) name: &'static str,
    /// After a percentage: "feel proud to work for".
    positive: &'static str,
    /// After a percentage: "did not feel able to challenge how things are done".
    negative: &'static str,
    /// Whether the negative share is the one to print large.
    pub(crate) stress_negative: bool,
    /// Whether the words end with the name of the organisation.
    named: bool,
}

/// A role and its words.
struct Role {
    role: &'static str,
    name: &'static str,
    positive: &'static str,
    negative: &'static str,
    stress_negative: bool,
    named: bool,
}

const ROLES: [Role; 3] = [
    Role {
        role: "pride",
        name: "Pride",
        positive: "are proud to work for",
        negative: "are not proud to work for",
        stress_negative: false,
        named: true,
    },
    Role {
        role: "challenge",
        name: "Challenge",
        positive: "feel able to challenge how things are done",
        negative: "did not feel able to challenge how things are done",
        stress_negative: true,
        named: false,
    },
    Role {
        role: "change_support",
        name: "Support through change",
        positive: "feel supported through change",
        negative: "did not feel supported through change",
        stress_negative: true,
        named: false,
    },
];

/// What a question is called in running text: "pride", or its own words.
pub(crate) fn name_of(measure: &Measure) -> String {
    let named = ROLES.iter().find(|role| measure.role.as_deref() == Some(role.role)).map(|role| role.name);
    match (named, measure.role.as_deref()) {
        (Some(name), _) => wording::lower(name),
        (None, Some("advocacy")) => "recommending".to_owned(),
        (None, _) => wording::quoted(&measure.text),
    }
}

/// The headline questions of the latest wave, in order.
pub(crate) fn headlines<'a>(page: &Page<'a>) -> Vec<Headline<'a>> {
    let found = |role: &Role| {
        let measure = page.view.by_role(role.role)?;
        let Role { name, positive, negative, stress_negative, named, .. } = *role;
        Some(Headline { measure, name, positive, negative, stress_negative, named })
    };
    ROLES.iter().filter_map(found).collect()
}

impl Headline<'_> {
    /// The words of the favourable side.
    pub(crate) fn positive(&self, organisation: &str) -> String {
        self.words(self.positive, organisation)
    }

    /// The words of the unfavourable side.
    pub(crate) fn negative(&self, organisation: &str) -> String {
        self.words(self.negative, organisation)
    }

    fn words(&self, words: &str, organisation: &str) -> String {
        if self.named { format!("{words} {organisation}") } else { words.to_owned() }
    }

    /// The share that is printed large, and its words.
    pub(crate) fn stressed(&self, reading: &Reading, organisation: &str) -> (Result<i64, Marker>, String) {
        let negative = reading.figures().map(figure::negative);
        match negative {
            Ok(Some(negative)) if self.stress_negative => (Ok(negative), self.negative(organisation)),
            Err(marker) if self.stress_negative => (Err(marker), self.negative(organisation)),
            _ => (reading.printed(), self.positive(organisation)),
        }
    }
}
