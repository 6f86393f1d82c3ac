//! `candour comments`: comments held for a person, and those published that the person released.

use std::path::PathBuf;

use super::args::Comments;
use super::context::Context;
use crate::confidential::stages::{self, ReleasedComments};
use crate::plan::{CommentRules, Plan};
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::{self, Manifest};

/// Both steps; off unless the pipeline turns them on.
pub(super) fn comments(context: &Context<'_>, arguments: &Comments) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(&arguments.pipeline)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let Some(rules) = &plan.protection.comments else { return Err(off(&plan).into()) };
    if !arguments.release {
        let done = context.with_setting(&plan, |s| stages::review_comments(&plan, rules, &waves, s))?;
        let mut lines = done.into(&mut problems);
        lines.push("Read each, write release or hold with name and date, then add --release".to_owned());
        return problems.finish(Some(lines));
    }
    let as_of = context.as_of()?;
    for &wave in &waves {
        publish::prove(&folder(&plan, &plan.waves[wave].id))?;
    }
    let done = context.with_setting(&plan, |s| stages::released_comments(&plan, rules, &waves, s))?;
    let released = done.into(&mut problems);
    let manifest = manifest(&plan, rules, as_of);
    let mut lines = Vec::new();
    for of_wave in &released {
        lines.extend(published(&plan, of_wave, &manifest)?);
    }
    if lines.is_empty() {
        let place = Place::file(&plan.store);
        let problem = Problem::error(place, "no comment has a decision to release, with name and date");
        problems.push(
            problem.hint("run `candour comments <pipeline>`, then decide in the review file that it names"),
        );
    }
    problems.finish(Some(lines))
}

/// How to turn them on.
fn off(plan: &Plan) -> Problem {
    let place = Place::file(&plan.folder.join("protection.toml")).column("comments.publish");
    let hint = "if they may be, write [comments] and publish = true there, run `candour ingest` again, then this; \
                nothing is published before somebody has read and released it";
    Problem::error(place, "this pipeline publishes no comments").hint(hint)
}

/// Beside the release of the wave, never in it.
fn folder(plan: &Plan, wave: &str) -> PathBuf {
    plan.output.join(format!("{wave}-comments"))
}

/// Publishes the comments of a wave. Where all were taken back, what was published before is replaced by nothing.
fn published(
    plan: &Plan,
    released: &ReleasedComments,
    manifest: &Manifest,
) -> Result<Option<String>, Problem> {
    let target = folder(plan, &released.wave);
    if released.comments == 0 && !target.exists() {
        return Ok(None);
    }
    publish::publish(&target, &released.files, manifest)?;
    let page = target.join("index.html");
    Ok(Some(format!("{}: {} comments published; open {}", released.wave, released.comments, page.display())))
}

fn manifest(plan: &Plan, rules: &CommentRules, as_of: Option<String>) -> Manifest {
    let thresholds =
        [("smallest_unit", rules.smallest_unit), ("smallest_commenters", rules.smallest_commenters)];
    Manifest {
        tool: format!("candour {}", env!("CARGO_PKG_VERSION")),
        pipeline: plan.digest.clone(),
        as_of,
        thresholds: thresholds.map(|(name, value)| (name.to_owned(), value)).into(),
        ..Manifest::default()
    }
}
