//! Surveys: an organisation, its people and what they answered, all in memory.

use std::collections::BTreeMap;
use std::fmt;

use crate::confidential::wave::code;

/// A random survey.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    /// The units of each level, highest first.
    pub(super) levels: Vec<Vec<Unit>>,
    /// How many groups each characteristic has; the last is "not stated".
    pub(super) characteristics: Vec<usize>,
    /// A characteristic within the highest level, and which of its groups are put together.
    pub(super) cross: Option<(usize, Vec<Vec<usize>>)>,
    /// The questions; the first may lead to others.
    pub(super) questions: Vec<Question>,
    /// Everybody who works there, by wave.
    pub(super) waves: Vec<Vec<Colleague>>,
    /// Whether the headcount is published.
    pub(super) headcount: bool,
}

/// A unit of the organisation.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The unit above, in the level above.
    pub(super) parent: Option<usize>,
    /// In which waves it exists.
    pub(super) waves: [bool; 2],
    /// The unit of the same level that it was in the first wave, under another name or another parent.
    pub(super) was: Option<usize>,
}

/// A question.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// How many categories: two, three or five.
    pub(super) categories: u8,
    /// Whether it is sensitive.
    pub(super) sensitive: bool,
    /// Which answers to the first question lead to this one.
    pub(super) route: Option<Vec<u8>>,
}

/// Somebody who works there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Colleague {
    /// The unit at each level, none below the own one.
    pub(super) units: Vec<Option<usize>>,
    /// The group of each characteristic.
    pub(super) groups: Vec<usize>,
    /// The code of each question; none who did not take part.
    pub(super) answers: Option<Vec<u8>>,
}

impl Question {
    /// Negative, neutral and positive answers: 0, 1 and 2.
    pub(super) fn tone(&self, answer: u8) -> usize {
        match (self.categories, answer) {
            (_, 1) | (5, 2) => 0,
            (3, 2) | (5, 3) => 1,
            _ => 2,
        }
    }
}

impl Colleague {
    /// What this person answered, if anything that counts.
    pub(super) fn answer(&self, question: usize) -> Option<u8> {
        let answer = *self.answers.as_ref()?.get(question)?;
        (1..=11).contains(&answer).then_some(answer)
    }
}

impl Survey {
    /// Nobody answers what was not put to them.
    pub(super) fn settle_routes(&mut self) {
        for answers in self.waves.iter_mut().flatten().filter_map(|own| own.answers.as_mut()) {
            for (at, question) in self.questions.iter().enumerate() {
                let Some(codes) = &question.route else { continue };
                let led = codes.contains(&answers[0]);
                let unknown = answers[0] == code::NOT_ANSWERED && answers[at] != code::NOT_ANSWERED;
                if !led && !unknown {
                    answers[at] = code::NOT_ASKED;
                }
            }
        }
    }
}

/// Who there is, those who are alike in one line.
impl fmt::Display for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (level, units) in self.levels.iter().enumerate() {
            let parents: Vec<Option<usize>> = units.iter().map(|unit| unit.parent).collect();
            writeln!(f, "level {level}: {} units, parents {parents:?}", units.len())?;
        }
        writeln!(f, "characteristics {:?}, cross {:?}", self.characteristics, self.cross)?;
        for question in &self.questions {
            writeln!(f, "{question:?}")?;
        }
        for (wave, people) in self.waves.iter().enumerate() {
            let mut alike: BTreeMap<&Colleague, usize> = BTreeMap::new();
            for own in people {
                *alike.entry(own).or_default() += 1;
            }
            writeln!(f, "wave {wave}: {} people", people.len())?;
            for (own, times) in alike {
                let units: Vec<String> = own.units.iter().flatten().map(ToString::to_string).collect();
                writeln!(
                    f,
                    "  {times} × unit {} groups {:?} answers {:?}",
                    units.join("/"),
                    own.groups,
                    own.answers
                )?;
            }
        }
        Ok(())
    }
}
