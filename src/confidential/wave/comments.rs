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

use super::column::missing_labels;
use super::sheet::Sheet;
use super::{Comment, NO_GROUP};
use crate::plan::label::normal_form;
use crate::plan::{Plan, ScaleKind};
use crate::problem::{Place, Problem, Problems};
use lists::People;
use quoting::Quotable;

/// The comments of the wave that may be read at all, each in its list. Where the plan publishes no comments, they are
/// only there to be counted, and none has a unit.
pub(super) fn collect(
    plan: &Plan,
    wave: usize,
    sheets: &[Sheet<'_>],
    groups: &[Vec<u16>],
    problems: &mut Problems,
) -> Vec<Comment> {
    let units = plan.highest_level().and_then(|level| groups.get(level)).map(Vec::as_slice);
    let mut writers = Writers {
        sheets,
        units: units.unwrap_or_default(),
        silent: missing_labels(&plan.waves[wave].rules).map(|(form, _)| form).collect(),
        quotable: quoting::quotable(plan, wave, sheets, problems),
        left_out: 0,
    };
    let mut comments = Vec::new();
    for question in (0..plan.questions.len()).filter(|&question| is_text(plan, question)) {
        let written = writers.written(question);
        let Some(named) = named(plan, &writers, &written) else { continue };
        let is_named = |unit: usize| named.get(unit).copied().unwrap_or(false);
        comments.extend(written.into_iter().map(|(unit, text)| {
            let unit = Some(usize::from(unit)).filter(|&unit| is_named(unit));
            Comment { question, unit, text }
        }));
    }
    if writers.left_out > 0 {
        let message = format!("{} comments left out: their writers may not be quoted", writers.left_out);
        problems.push(Problem::note(Place::file(&plan.waves[wave].file).column("comments"), message));
    }
    comments.sort_by_cached_key(|comment| order(plan, comment));
    comments
}

/// For each unit whether it has a list of its own; `None` where nothing of the question may be published.
fn named(plan: &Plan, writers: &Writers<'_>, written: &[(u16, String)]) -> Option<Vec<bool>> {
    let Some(rules) = &plan.protection.comments else { return Some(Vec::new()) };
    let mut units = vec![People::default(); plan.highest().map_or(0, |level| level.groups.len())];
    for unit in writers.units {
        units.get_mut(usize::from(*unit)).into_iter().for_each(|people| people.respondents += 1);
    }
    for (unit, _) in written {
        units.get_mut(usize::from(*unit)).into_iter().for_each(|people| people.commenters += 1);
    }
    let respondents = writers.sheets.iter().map(Sheet::kept).sum::<usize>() as u64;
    lists::named(rules, &units, People { respondents, commenters: written.len() as u64 })
}

fn is_text(plan: &Plan, question: usize) -> bool {
    plan.scales[plan.questions[question].scale].kind == ScaleKind::Text
}

/// Who could have written a comment, and in what rows.
struct Writers<'a> {
    sheets: &'a [Sheet<'a>],
    /// Each respondent's unit at the highest level.
    units: &'a [u16],
    /// Labels that are no comment, in their normal form.
    silent: HashSet<String>,
    quotable: Quotable,
    /// Comments met of those who may not be quoted.
    left_out: u64,
}

impl Writers<'_> {
    /// The comments to a question with the units of those who wrote them.
    fn written(&mut self, question: usize) -> Vec<(u16, String)> {
        let mut written = Vec::new();
        let mut before = 0;
        for (number, sheet) in self.sheets.iter().enumerate() {
            if let Some(column) = sheet.columns.questions[question] {
                for (at, (row, text)) in sheet.kept_cells(column).enumerate() {
                    let Some(text) = text.filter(|text| !self.silent.contains(&normal_form(text))) else {
                        continue;
                    };
                    if !self.quotable.may(number, row) {
                        self.left_out += 1;
                        continue;
                    }
                    let unit = self.units.get(before + at).copied().unwrap_or(NO_GROUP);
                    written.push((unit, text.trim().replace("\r\n", "\n")));
                }
            }
            before += sheet.kept();
        }
        written
    }
}

/// By hash; equal texts by unit, so that the order of rows never shows.
fn order(plan: &Plan, comment: &Comment) -> (Vec<u8>, Option<usize>) {
    let mut hash = Sha256::new();
    for part in [&plan.digest, &plan.questions[comment.question].id, &comment.text] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    (hash.finalize().to_vec(), comment.unit)
}
