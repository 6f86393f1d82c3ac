//! The same answer throughout: who ticked one column of a scale down the page, as people do who do not read the questions.
//!
//! It is a sign and no proof. Where a scale has questions that are worded the other way round, one and the same answer to
//! all of them contradicts itself, and 8 questions are enough to say so; without them it takes 10.

use serde::Serialize;

use super::questions::Put;
use crate::confidential::wave::code::is_answer;
use crate::plan::Plan;

/// So many answers say something where they contradict each other.
pub(super) const LEAST_CONTRADICTING: u32 = 8;

/// So many answers say something where they may be meant.
pub(super) const LEAST_ALIKE: u32 = 10;

/// Yes or no to everything is no column down the page.
pub(super) const LEAST_CATEGORIES: u8 = 3;

/// A scale on which somebody can give the same answer throughout.
#[derive(Serialize)]
pub(super) struct SameAnswer {
    /// The scale's name.
    pub(super) scale: String,
    /// How many questions of it were put.
    pub(super) questions: usize,
    /// How many of them are worded the other way round.
    pub(super) reverse: usize,
    /// Who answered enough of them to be judged.
    pub(super) judged: u64,
    /// Who, of these, gave the same answer to all that they answered.
    pub(super) same: u64,
}

/// What a respondent ticked on a scale so far.
#[derive(Clone, Copy, Default)]
struct Ticked {
    plain: u32,
    reverse: u32,
    /// The category on the questionnaire, from 1.
    first: u8,
    differs: bool,
}

/// Every scale with enough questions for somebody to be judged by.
pub(super) fn by_scale(plan: &Plan, respondents: usize, asked: &[Put<'_>]) -> Vec<SameAnswer> {
    let of_scale = |scale: usize| -> Vec<(u8, bool, &[u8])> {
        let questions = asked.iter().filter_map(|put| {
            let question = &plan.questions[put.question];
            let categories = put.categories.filter(|categories| *categories >= LEAST_CATEGORIES)?;
            (question.scale == scale).then_some((categories, question.reverse, &*put.codes))
        });
        questions.collect()
    };
    let scales = plan.scales.iter().enumerate().map(|(index, scale)| (scale, of_scale(index)));
    scales.filter_map(|(scale, questions)| judge(scale.id.clone(), respondents, &questions)).collect()
}

fn judge(scale: String, respondents: usize, questions: &[(u8, bool, &[u8])]) -> Option<SameAnswer> {
    let reverse = questions.iter().filter(|(_, reverse, _)| *reverse).count();
    let least = if reverse > 0 && reverse < questions.len() { LEAST_CONTRADICTING } else { LEAST_ALIKE };
    if questions.len() < least as usize {
        return None;
    }
    let mut people = vec![Ticked::default(); respondents];
    for (categories, reverse, codes) in questions {
        for (ticked, &code) in people.iter_mut().zip(*codes) {
            ticked.add(code, *categories, *reverse);
        }
    }
    let judged = || people.iter().filter(|ticked| ticked.is_judged());
    let same = judged().filter(|ticked| !ticked.differs).count() as u64;
    Some(SameAnswer { scale, questions: questions.len(), reverse, judged: judged().count() as u64, same })
}

impl Ticked {
    fn add(&mut self, code: u8, categories: u8, reverse: bool) {
        if !is_answer(code) {
            return;
        }
        // Codes run from the least favourable; on the questionnaire a reverse-worded question runs the other way.
        let on_paper = if reverse { (categories + 1).saturating_sub(code) } else { code };
        if self.plain + self.reverse == 0 {
            self.first = on_paper;
        }
        self.differs |= self.first != on_paper;
        *(if reverse { &mut self.reverse } else { &mut self.plain }) += 1;
    }

    fn is_judged(self) -> bool {
        let answered = self.plain + self.reverse;
        let contradicting = self.plain > 0 && self.reverse > 0;
        answered >= LEAST_ALIKE || (contradicting && answered >= LEAST_CONTRADICTING)
    }
}
