//! Questions: whom each was put to, and what became of it.

use std::borrow::Cow;

use serde::Serialize;

use super::percent;
use crate::confidential::wave::code::is_answer;
use crate::confidential::wave::{Wave, code};
use crate::plan::Plan;

/// A question that was put in a wave.
pub(super) struct Put<'a> {
    /// Index into the plan's questions.
    pub(super) question: usize,
    /// How many categories one answer has; none for a question with several answers.
    pub(super) categories: Option<u8>,
    /// For each respondent a code; of a question with several answers, an answer where any option has one.
    pub(super) codes: Cow<'a, [u8]>,
}

/// The questions that were put, in the order of the questionnaire; those answered in free words are not measured.
pub(super) fn put<'a>(plan: &Plan, wave: &'a Wave) -> Vec<Put<'a>> {
    let headers = plan.questions.iter().map(|question| question.headers.get(wave.wave));
    let questions = headers.enumerate().filter(|(_, header)| header.is_some_and(Option::is_some));
    questions.filter_map(|(question, _)| of_question(plan, wave, question)).collect()
}

fn of_question<'a>(plan: &Plan, wave: &'a Wave, question: usize) -> Option<Put<'a>> {
    let own = plan.items.iter().zip(&wave.answers).filter(|(item, _)| item.question == question);
    let mut own = own.map(|(item, codes)| (item, codes.as_slice()));
    let (item, codes) = own.next()?;
    let several = item.option.is_some();
    let categories = (!several).then_some(item.categories.len() as u8);
    let mut codes = Cow::Borrowed(codes);
    for (_, more) in own {
        if codes.iter().zip(more).any(|(code, more)| !is_answer(*code) && is_answer(*more)) {
            let answered =
                |(code, more): (&mut u8, &u8)| *code = if is_answer(*more) { *more } else { *code };
            codes.to_mut().iter_mut().zip(more).for_each(answered);
        }
    }
    Some(Put { question, categories, codes })
}

/// What became of a question. Asked is the sum of answered, left empty, does not apply, prefers not to say and not on the
/// scale; with those who were not asked it is everyone.
#[derive(Serialize)]
pub(super) struct Question {
    /// The question's id.
    pub(super) id: String,
    /// As printed.
    pub(super) text: String,
    /// Whom it was put to.
    pub(super) asked: u64,
    /// Who gave an answer on its scale.
    pub(super) answered: u64,
    /// Who left it empty.
    pub(super) not_answered: u64,
    /// To whom it does not apply.
    pub(super) not_applicable: u64,
    /// Who prefers not to say.
    pub(super) prefer_not_to_say: u64,
    /// Whose answer is not on its scale.
    pub(super) invalid: u64,
    /// Whom it was not put to, because of another answer.
    pub(super) not_asked: u64,
    /// Answered of those asked, in percent.
    pub(super) percent_answered: Option<f64>,
}

impl Question {
    /// Where answers are not linked, an empty place on a sheet is nobody's: only what was said was asked.
    pub(super) fn of(plan: &Plan, put: &Put<'_>, linked: bool) -> Self {
        let question = &plan.questions[put.question];
        let mut seen = [0_u64; 256];
        for &code in &*put.codes {
            seen[usize::from(code)] += 1;
        }
        if !linked {
            seen[usize::from(code::NOT_ANSWERED)] = 0;
        }
        let of = |code: u8| seen[usize::from(code)];
        let answered: u64 = (0..=u8::MAX).filter(|code| is_answer(*code)).map(of).sum();
        let not_asked = of(code::NOT_ASKED);
        let asked = seen.iter().sum::<u64>() - not_asked;
        Self {
            id: question.id.clone(),
            text: question.text.clone(),
            asked,
            answered,
            not_answered: of(code::NOT_ANSWERED),
            not_applicable: of(code::NOT_APPLICABLE),
            prefer_not_to_say: of(code::PREFER_NOT_TO_SAY),
            invalid: of(code::INVALID),
            not_asked,
            percent_answered: percent(answered, asked),
        }
    }
}
