//! Completeness: how much of what they were asked people answered.

use serde::Serialize;

use super::questions::Put;
use crate::confidential::wave::code::{self, is_said};

/// How many people answered how much of the questions that were put to them. To say that a question does not apply, or
/// that one prefers not to say, is an answer here; to leave it empty is not.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Completeness {
    /// All of them.
    pub(super) all: u64,
    /// Half of them or more, not all.
    pub(super) half_or_more: u64,
    /// Less than half of them.
    pub(super) less_than_half: u64,
}

impl Completeness {
    pub(super) fn of(respondents: usize, asked: &[Put<'_>]) -> Self {
        // Of each respondent: questions put, and questions to which something was said.
        let mut people = vec![(0_u32, 0_u32); respondents];
        for question in asked {
            for ((put, said), &answer) in people.iter_mut().zip(&*question.codes) {
                *put += u32::from(answer != code::NOT_ASKED);
                *said += u32::from(is_said(answer));
            }
        }
        let mut completeness = Self::default();
        for (put, said) in people {
            let group = if said == put {
                &mut completeness.all
            } else if said * 2 >= put {
                &mut completeness.half_or_more
            } else {
                &mut completeness.less_than_half
            };
            *group += 1;
        }
        completeness
    }

    pub(super) fn respondents(&self) -> u64 {
        self.all + self.half_or_more + self.less_than_half
    }
}
