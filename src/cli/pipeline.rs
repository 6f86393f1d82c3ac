//! The commands over a pipeline: check, ingest, analyse, release, run.

use std::path::Path;

use super::args::{Counting, Counts, Forms, SqlDialect};
use super::context::{Context, release_folder};
use super::publish::standing;
use super::report::{self, Audited, audited, to_open, write};
use super::tell::Results;
use crate::confidential::stages::{
    self, Anew, Asked, Checked, Dialect, Engine, Made, Released, Setting, WaveSummary,
};
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::problem::{Outcome, Problems};
use crate::publish::{self, RELEASE, sha256};
use crate::release::Release;
use crate::report::in_brief;

/// Everything, from the exports to the reports, as far as something has changed.
pub(super) fn run(
    context: &Context<'_>,
    folder: &Path,
    forms: &Forms,
    afresh: bool,
    counting: &Counting,
) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let as_of = context.as_of()?;
    let target = release_folder(&plan);
    publish::prove(&target)?;
    let ledger = together(&mut problems, Ledger::read(&plan.ledger))?;
    let choice = report::choice(forms);
    let render = |release: &Release| {
        compatible(&ledger, release)?;
        let files = audited(context, release, Some(choice.clone()))?;
        Ok((files, in_brief(release)))
    };
    let reports = format!("{choice:?}");
    let asked = Asked { waves: &waves, as_of, reports: &reports, folder: &target, afresh };
    let done =
        counting.with_setting(context, &plan, |setting| stages::run(&plan, &ledger, setting, &asked, render));
    let (summaries, made) = together(&mut problems, done)?;
    let told = match made {
        Made::Nothing { release, withheld, told } => Told { release, withheld, told },
        Made::Anew(anew) => with(&mut problems, written(&target, *anew))?,
    };
    let verbose = context.teller.verbose();
    let mut lines: Vec<String> = summaries.iter().filter(|_| verbose).map(line).collect();
    let (page, brief) = told.told.split_last().map_or(("", &[][..]), |(page, brief)| (page.as_str(), brief));
    lines.extend(brief.iter().cloned());
    lines.push(standing(&ledger, folder, &told.release));
    lines.extend(told.withheld.into_iter().filter(|line| verbose || !line.starts_with(' ')));
    lines.push(to_open(&target, Some(page).filter(|page| !page.is_empty())));
    problems.finish(Some(lines))
}

/// What is told of a release, made now or before.
struct Told {
    /// Its SHA-256.
    release: String,
    withheld: Vec<String>,
    /// What is said in brief, and last the page to open first, which may be empty.
    told: Vec<String>,
}

/// What a release gives to write and to say.
type Rendered = Result<(Audited, Vec<String>), Problems>;

/// Writes a release that has passed its audit, and has it stamped.
fn written(target: &Path, anew: Anew<'_, Rendered>) -> Result<Told, Problems> {
    let Anew { released, done, inputs, unstamped } = anew;
    let (files, mut told) = done?;
    write(target, &released.release, inputs, &files)?;
    told.push(files.page().unwrap_or_default().to_owned());
    unstamped.written(target, told.clone())?;
    let release = files.published.first().map(|release| sha256(&release.bytes)).unwrap_or_default();
    Ok(Told { release, withheld: released.withheld, told })
}

/// Reads the pipeline and every input, says how good the data is, writes nothing.
pub(super) fn check(context: &Context<'_>, folder: &Path) -> Outcome<Results> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let verbose = context.teller.verbose();
    let checked = context.with_setting(&plan, |s| stages::check(&plan, &waves, s, verbose));
    match Ledger::read(&plan.ledger) {
        Ok(known) => problems.extend(known.problems),
        Err(found) => problems.extend(found),
    }
    let Checked { lines: page, quality, forgotten } = together(&mut problems, checked)?;
    let mut lines = vec![shape(&plan), String::new()];
    lines.extend(forgotten.iter().map(line));
    lines.extend(page);
    if verbose {
        lines.push(String::new());
        lines.push("# The settings in force, defaults included".to_owned());
        lines.extend(crate::plan::settings_in_force(folder).lines().map(str::to_owned));
    }
    let data = serde_json::json!({ "waves": quality, "forgotten": forgotten });
    problems.finish(Some(Results { lines, data: Some(data) }))
}

/// Reads the exports into the store.
pub(super) fn ingest(context: &Context<'_>, folder: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let summaries =
        together(&mut problems, context.with_setting(&plan, |s| stages::ingest(&plan, &waves, s)))?;
    problems.finish(Some(summaries.iter().map(line).collect()))
}

/// Counts and estimates what is in the store.
pub(super) fn analyse(context: &Context<'_>, folder: &Path, counting: &Counting) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    together(&mut problems, counting.with_setting(context, &plan, |s| stages::analyse(&plan, s)))?;
    problems.finish(Some(vec![format!("estimates are in {}", plan.store.display())]))
}

/// Prints the SQL that counts.
pub(super) fn counts(context: &Context<'_>, asked: &Counts) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(&asked.pipeline)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let dialect = match asked.dialect {
        SqlDialect::DuckDb => Dialect::DuckDb,
        SqlDialect::Spark => Dialect::Spark,
    };
    let lines = together(&mut problems, stages::counting_sql(&plan, &waves, dialect))?;
    problems.finish(Some(lines))
}

impl Counting {
    /// What the stages need to know, with the engine that was asked for.
    fn with_setting<T>(&self, context: &Context<'_>, plan: &Plan, work: impl FnOnce(&Setting<'_>) -> T) -> T {
        let engine = self.engine.as_ref().unwrap_or(&Engine::KERNEL);
        context.with_setting(plan, |setting| work(&Setting { engine, ..*setting }))
    }
}

/// Writes the protected release.
pub(super) fn release(context: &Context<'_>, folder: &Path) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(folder)?.into(&mut problems);
    let as_of = context.as_of()?;
    let target = release_folder(&plan);
    publish::prove(&target)?;
    let ledger = together(&mut problems, Ledger::read(&plan.ledger))?;
    let made = context.with_setting(&plan, |s| stages::release(&plan, &ledger, s, as_of));
    let Released { release, withheld: mut lines } = together(&mut problems, made)?;
    with(&mut problems, compatible(&ledger, &release))?;
    let files = audited(context, &release, None)?;
    let inputs = context.with_setting(&plan, |setting| stages::inputs(&plan, setting))?;
    write(&target, &release, inputs, &files)?;
    lines.push(format!("the release is {}", target.join(RELEASE).display()));
    problems.finish(Some(lines))
}

/// Nothing is published from which, with what was published before, a few people's answers could be worked out.
fn compatible(ledger: &Ledger, release: &Release) -> Result<(), Problems> {
    let refusals = ledger.refusals(release);
    if refusals.stop() { Err(refusals) } else { Ok(()) }
}

/// The value of a later stage, its problems told together with those found before.
pub(super) fn together<T>(problems: &mut Problems, outcome: Outcome<T>) -> Result<T, Problems> {
    with(problems, outcome).map(|done| done.into(problems))
}

/// The same of what has no warnings.
pub(super) fn with<T>(problems: &mut Problems, result: Result<T, Problems>) -> Result<T, Problems> {
    result.map_err(|found| {
        problems.extend(found);
        std::mem::take(problems)
    })
}

fn shape(plan: &Plan) -> String {
    let groups: usize = plan.breakdowns.iter().map(|breakdown| breakdown.groups.len()).sum();
    let waves = if plan.waves.len() == 1 { "wave" } else { "waves" };
    format!(
        "{} of {}: {} {waves}, {} questions, {} breakdowns with {groups} groups",
        plan.survey.name,
        plan.survey.organisation,
        plan.waves.len(),
        plan.questions.len(),
        plan.breakdowns.len()
    )
}

fn line(summary: &WaveSummary) -> String {
    let WaveSummary { wave, read, kept, comments, .. } = summary;
    if summary.forgotten {
        return format!(
            "{wave}: forgotten; of {kept} respondents what was published is kept, and nothing else"
        );
    }
    format!("{wave}: {read} rows read = {kept} kept + {} set aside; {comments} comments", read - kept)
}
