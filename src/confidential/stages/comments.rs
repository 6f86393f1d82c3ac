//! Comments, from the store to the files for review and those that somebody released.

use super::{Setting, key};
use crate::confidential::comments;
use crate::confidential::store::Store;
use crate::plan::{CommentRules, Plan};
use crate::problem::{Outcome, Problems};
use crate::publish::Published;

/// Writes the review files of the comments of these waves, and says in lines of numbers what is in them.
pub(crate) fn review_comments(
    plan: &Plan,
    rules: &CommentRules,
    waves: &[usize],
    setting: &Setting<'_>,
) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    Store::read_only_with(setting.store, key(plan, setting)?)?;
    let store = Store::open_with(setting.store, key(plan, setting)?)?.into(&mut problems);
    let mut lines = Vec::new();
    for &wave in waves {
        let reviewed = comments::review(plan, rules, wave, &store)?.into(&mut problems);
        lines.extend(reviewed.lines(&plan.waves[wave].id));
    }
    problems.finish(Some(lines))
}

/// The comments of a wave that somebody released, as files.
pub(crate) struct ReleasedComments {
    /// The wave's id.
    pub(crate) wave: String,
    /// The files.
    pub(crate) files: Vec<Published>,
    /// How many comments are in them.
    pub(crate) comments: usize,
}

/// The comments of these waves that somebody released.
pub(crate) fn released_comments(
    plan: &Plan,
    rules: &CommentRules,
    waves: &[usize],
    setting: &Setting<'_>,
) -> Outcome<Vec<ReleasedComments>> {
    let mut problems = Problems::new();
    let store = Store::read_only_with(setting.store, key(plan, setting)?)?.into(&mut problems);
    let mut released = Vec::new();
    for &wave in waves {
        let (files, comments) = comments::product(plan, rules, wave, &store)?.into(&mut problems);
        released.push(ReleasedComments { wave: plan.waves[wave].id.clone(), files, comments });
    }
    problems.finish(Some(released))
}
