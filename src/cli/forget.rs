//! `candour forget`: removes a wave's answers from the store and keeps what was published of it.

use std::path::Path;

use super::context::Context;
use crate::confidential::stages::{self, Forgotten};
use crate::exit::Exit;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};

/// Forgets the waves that `--wave` names; all of them at once is never meant.
pub(super) fn forget(context: &Context<'_>, folder: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    if context.common.wave.is_empty() {
        let problem =
            Problem::error(Place::default().column("--wave"), "expected the id of the wave to forget");
        return Err(problem
            .exiting(Exit::Usage)
            .hint("as in `candour forget <pipeline> --wave 2022`")
            .into());
    }
    let waves = context.waves(&plan)?;
    let ledger = Ledger::read(&plan.ledger)?.into(&mut problems);
    let done = context.with_setting(&plan, |setting| stages::forget(&plan, &waves, setting, &ledger))?;
    let forgotten = done.into(&mut problems);
    let mut lines: Vec<String> = forgotten.iter().flat_map(|wave| told(&plan, wave)).collect();
    if forgotten.iter().any(|wave| !wave.removed.is_empty()) {
        lines.push(
            "The files were removed, not overwritten: a disk keeps what was in them for a while, a journal, a snapshot \
             or a backup for longer."
                .to_owned(),
        );
        lines.push(format!("Next: `candour run {}`, which makes the estimates again.", folder.display()));
    }
    problems.finish(Some(lines))
}

/// What was removed, and what still holds answers or people outside the store.
fn told(plan: &Plan, forgotten: &Forgotten) -> Vec<String> {
    let wave = &forgotten.wave;
    let mut lines = match (forgotten.before, forgotten.removed.as_slice()) {
        (true, []) => vec![format!("{wave} was forgotten before; there was nothing left to remove")],
        (true, left) => {
            vec![format!("{wave} was forgotten before; removed what was left: {}", left.join(", "))]
        }
        (false, removed) => {
            vec![format!("{wave} is forgotten; removed from the store: {}", removed.join(", "))]
        }
    };
    let headcount = plan.waves.iter().any(|of_plan| of_plan.id == *wave && of_plan.headcount.is_some());
    lines.extend(forgotten.exports.iter().map(|file| {
        format!("  {} still holds its answers; candour removes no input: remove it yourself", file.display())
    }));
    lines.extend(
        headcount
            .then(|| format!("  its headcount is still in the pipeline, and the releases need it: {wave}")),
    );
    lines
}
