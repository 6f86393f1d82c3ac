//! Free text, cut loose from who wrote it.
//!
//! A comment is in exactly one list: that of its unit at the highest level, where enough people answered and commented
//! there, or the one list of all others ([`lists`]). Comments of those who may not be quoted are left out before
//! anything is counted ([`quoting`]). The order follows a hash of the text, so it says nothing about rows or other
//! questions; it is the order of the private store, and no published one.

mod lists;
mod quoting;

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::coder::Rows;
use super::column::{Values, missing_labels};
use super::part::{Part, Written};
use super::{Comment, NO_GROUP};
use crate::confidential::export::Column;
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{Plan, ScaleKind};
use crate::problem::{Place, Problem, Problems};
use lists::People;
pub(super) use quoting::{Excluded, Quotable};

/// The questions that are answered in the respondent's own words.
pub(super) struct Texts<'a> {
    /// Question, the place of its cells, and what its codes stand for.
    questions: Vec<(u32, usize, Values<'a>)>,
    /// Labels that are no comment, in their normal form.
    silent: HashSet<String>,
    /// How long the longest of them is: a longer text need not be looked up.
    longest: usize,
    /// The breakdown that is the highest level.
    highest: Option<usize>,
    /// Whether no comment is published: then they are there to be counted, and what they say is not kept.
    counted_alone: bool,
}

impl<'a> Texts<'a> {
    /// Those of a wave; `column` gives a question's column.
    pub(super) fn new(plan: &Plan, wave: usize, column: impl Fn(usize) -> Option<&'a Column>) -> Self {
        let texts = (0..plan.questions.len()).filter(|&question| is_text(plan, question));
        let silent: HashSet<String> = missing_labels(&plan.waves[wave].rules).map(|(form, _)| form).collect();
        let longest = silent.iter().map(String::len).max().unwrap_or(0);
        let questions = texts.filter_map(|question| {
            let column = column(question)?;
            Some((u32::try_from(question).ok()?, column.place()?, Values::of(column)))
        });
        Self {
            questions: questions.collect(),
            silent,
            longest: longest * 4 + 64,
            highest: plan.highest_level(),
            counted_alone: plan.protection.comments.is_none(),
        }
    }

    /// What the respondents of these rows wrote, of those who may be quoted.
    pub(super) fn gather(
        &self,
        quotable: &Quotable<'_>,
        id: Option<usize>,
        rows: &Rows<'_>,
        part: &mut Part,
    ) {
        let respondents = part.responses.iter().filter(|response| response.reason.is_none()).zip(0_u32..);
        for (response, respondent) in respondents {
            let may = quotable.may(rows, response.row, id, &mut part.excluded);
            let units = self.highest.and_then(|level| part.groups.get(level));
            let unit = units.and_then(|units| units.get(respondent as usize)).copied().unwrap_or(NO_GROUP);
            for (question, cell, values) in &self.questions {
                let text = rows.cell(response.row, *cell);
                let silent = is_blank(text) || self.is_silent(text) || values.said(text).missing.is_some();
                if silent {
                    continue;
                }
                if may && self.counted_alone {
                    part.writers.push(respondent);
                } else if may {
                    let text = text.trim().replace("\r\n", "\n").into_boxed_str();
                    part.comments.push(Written { question: *question, respondent, unit, text });
                } else {
                    part.not_quoted += 1;
                }
            }
        }
    }

    fn is_silent(&self, text: &str) -> bool {
        text.len() <= self.longest && self.silent.contains(&normal_form(text))
    }
}

/// Who might have written comments.
pub(super) struct Writers {
    /// All respondents of the wave.
    pub(super) respondents: u32,
    /// Those of each unit at the highest level, where comments are published.
    pub(super) by_unit: Vec<u64>,
}

/// The comments that may be read at all, each in its list.
pub(super) fn collect(
    plan: &Plan,
    wave: usize,
    writers: &Writers,
    written: Vec<Written>,
    not_quoted: u64,
    problems: &mut Problems,
) -> Vec<Comment> {
    if not_quoted > 0 {
        let message = format!("{not_quoted} comments left out: their writers may not be quoted");
        problems.push(Problem::note(Place::file(&plan.waves[wave].file).column("comments"), message));
    }
    let named = named(plan, writers, &written);
    let comment = |written: Written| {
        let question = written.question as usize;
        let named = named.get(question)?.as_ref()?;
        let unit = Some(usize::from(written.unit));
        let unit = unit.filter(|&unit| named.get(unit).copied().unwrap_or(false));
        Some(Comment { question, unit, text: written.text.into_string() })
    };
    let mut comments: Vec<Comment> = written.into_iter().filter_map(comment).collect();
    let id = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
    comments.sort_by_cached_key(|comment| order(plan, id, comment));
    comments
}

/// For each question which units have a list of their own; `None` where nothing of the question may be published.
fn named(plan: &Plan, writers: &Writers, written: &[Written]) -> Vec<Option<Vec<bool>>> {
    let questions = 0..plan.questions.len();
    let Some(rules) = &plan.protection.comments else { return questions.map(|_| Some(Vec::new())).collect() };
    let of_question = |question: usize| {
        let of_unit = |&respondents: &u64| People { respondents, commenters: 0 };
        let mut people: Vec<People> = writers.by_unit.iter().map(of_unit).collect();
        let mut commenters = 0;
        for written in written.iter().filter(|written| written.question as usize == question) {
            commenters += 1;
            people.get_mut(usize::from(written.unit)).into_iter().for_each(|people| people.commenters += 1);
        }
        lists::named(rules, &people, People { respondents: writers.respondents.into(), commenters })
    };
    questions.map(of_question).collect()
}

fn is_text(plan: &Plan, question: usize) -> bool {
    plan.scales[plan.questions[question].scale].kind == ScaleKind::Text
}

/// By hash, whatever file they came from; equal texts by unit, so that the order of rows never shows.
fn order(plan: &Plan, wave: &str, comment: &Comment) -> (Vec<u8>, Option<usize>) {
    let mut hash = Sha256::new();
    for part in [wave, &plan.questions[comment.question].id, &comment.text] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    (hash.finalize().to_vec(), comment.unit)
}
