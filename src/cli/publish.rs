//! The command `publish`: the recorded act of publication.

use std::path::Path;

use super::audit;
use super::context::{Context, release_folder};
use super::files::unreadable;
use super::pipeline::{together, with};
use crate::ledger::{Ledger, Recorded};
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::{self, RELEASE, sha256};
use crate::release::Release;

/// Records the release of a pipeline's latest wave as published, if it is as it was made and gives nothing away.
pub(super) fn publish(context: &Context<'_>, folder: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    let ledger = together(&mut problems, Ledger::read(&plan.ledger))?;
    let target = release_folder(&plan);
    context.teller.progress("comparing the release with its manifest and with what was published before");
    let bytes = with(&mut problems, publish::unaltered(&target))?;
    let release = read(&plan, &target, &bytes, &mut problems)?;
    context.teller.progress("attacking the release");
    with(&mut problems, audit::pass_folder(&target))?;
    problems.extend(ledger.refusals(&release));
    if problems.stop() {
        return Err(problems);
    }
    let recorded = Ledger::record(&plan.ledger, &release, &sha256(&bytes))?;
    problems.finish(Some(lines(&plan, &release, &recorded)))
}

/// The release in these bytes, if it is one of this pipeline.
fn read(plan: &Plan, folder: &Path, bytes: &[u8], problems: &mut Problems) -> Result<Release, Problems> {
    let place = || Place::file(&folder.join(RELEASE));
    let release = Release::from_json(bytes).map_err(|reason| unreadable(&folder.join(RELEASE), &reason))?;
    let ends = |release: &Release| release.waves().last().map(|wave| wave.id.clone());
    let latest = plan.waves.last().map(|wave| wave.id.clone());
    if release.survey().id != plan.survey.id || ends(&release) != latest {
        let message = "this is the release of another pipeline";
        let hint = "give the folder that has this pipeline's with `--out`";
        return Err(Problem::error(place(), message).hint(hint).into());
    }
    if release.pipeline() != plan.digest {
        let message = "the pipeline folder has changed since this release was made";
        problems.push(
            Problem::warning(place(), message)
                .hint("what is recorded is the release as it is; `candour run` makes it again"),
        );
    }
    Ok(release)
}

fn lines(plan: &Plan, release: &Release, recorded: &Recorded) -> Vec<String> {
    let waves: Vec<&str> = release.waves().iter().map(|wave| wave.label.as_str()).collect();
    let (waves, folder) = (waves.join(", "), recorded.folder.display());
    if recorded.before {
        return vec![format!(
            "This release is recorded as published already, in {folder}; nothing was changed"
        )];
    }
    vec![
        format!("Recorded as published: {} figures of {waves}, in {folder}", recorded.cells),
        "They are frozen now: a later release from which a few people's answers could be worked out, because answers or groups of these surveys were changed, will be refused".to_owned(),
        format!(
            "Keep {} for ever, with the pipeline (commit it, or copy it where backups are): it holds nothing but what this release shows",
            plan.ledger.display()
        ),
    ]
}

/// At the end of a run: whether the release with this SHA-256 is published.
pub(super) fn standing(ledger: &Ledger, pipeline: &Path, release: &str) -> String {
    match ledger.publication(release) {
        Some(publication) => match &publication.as_of {
            Some(date) => format!("This is the release as it was published, dated {date}"),
            None => "This is the release as it was published".to_owned(),
        },
        None => format!("This is a draft: `candour publish {}` records it as published", pipeline.display()),
    }
}
