//! Free text, cut loose from who wrote it.
//!
//! A comment keeps its unit only at the highest level and only where enough people answered and
//! commented. The order follows a hash of the text, so it says nothing about rows or other questions.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::column::missing_labels;
use super::sheet::Sheet;
use super::{Comment, NO_GROUP};
use crate::plan::label::normal_form;
use crate::plan::{Plan, ScaleKind};

/// The fewest respondents of a unit whose comments may say that they come from it.
const FEWEST_RESPONDENTS: usize = 20;
/// The fewest comments to the same question in such a unit.
const FEWEST_COMMENTS: usize = 10;

/// All comments of the wave.
pub(super) fn collect(plan: &Plan, wave: usize, sheets: &[Sheet<'_>], groups: &[Vec<u16>]) -> Vec<Comment> {
    let highest = plan.highest_level();
    let units = highest.and_then(|level| groups.get(level)).map(Vec::as_slice).unwrap_or_default();
    let size = highest.map_or(0, |level| plan.breakdowns[level].groups.len());
    let respondents = tally(units.iter().copied(), size);
    let silent: HashSet<String> = missing_labels(&plan.waves[wave].rules).map(|(form, _)| form).collect();
    let mut comments = Vec::new();
    for question in (0..plan.questions.len()).filter(|&question| is_text(plan, question)) {
        let written = written(question, sheets, units, &silent);
        let commenters = tally(written.iter().map(|(unit, _)| *unit), size);
        let may_name = |unit: usize| {
            let enough = |counts: &[usize], fewest| counts.get(unit).is_some_and(|&count| count >= fewest);
            enough(&respondents, FEWEST_RESPONDENTS) && enough(&commenters, FEWEST_COMMENTS)
        };
        comments.extend(written.into_iter().map(|(unit, text)| Comment {
            question,
            unit: Some(usize::from(unit)).filter(|&unit| may_name(unit)),
            text,
        }));
    }
    comments.sort_by_cached_key(|comment| order(plan, comment));
    comments
}

fn is_text(plan: &Plan, question: usize) -> bool {
    plan.scales[plan.questions[question].scale].kind == ScaleKind::Text
}

/// The comments to a question with the units of those who wrote them.
fn written(
    question: usize,
    sheets: &[Sheet<'_>],
    units: &[u16],
    silent: &HashSet<String>,
) -> Vec<(u16, String)> {
    let mut written = Vec::new();
    let mut before = 0;
    for sheet in sheets {
        if let Some(column) = sheet.columns.questions[question] {
            for (at, (_, text)) in sheet.kept_cells(column).enumerate() {
                let Some(text) = text.filter(|text| !silent.contains(&normal_form(text))) else { continue };
                let unit = units.get(before + at).copied().unwrap_or(NO_GROUP);
                written.push((unit, text.trim().replace("\r\n", "\n")));
            }
        }
        before += sheet.kept();
    }
    written
}

/// How often each unit occurs. [`NO_GROUP`] is no unit.
fn tally(units: impl Iterator<Item = u16>, size: usize) -> Vec<usize> {
    let mut counts = vec![0; size];
    for unit in units {
        if let Some(count) = counts.get_mut(usize::from(unit)) {
            *count += 1;
        }
    }
    counts
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
