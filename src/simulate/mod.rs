//! Synthetic surveys: exports and headcounts of invented people, for any pipeline.
//!
//! The stages, in order: a [workforce](people) of persons, each in a unit, a staff group and a group
//! of each characteristic; who of them answers; what they [think](attitude), one number per person and
//! question, correlated within a person and shifted by unit and group; the [answers], cut from these
//! numbers where the [wanted shares](calibration) are, so that the published figures come out exactly;
//! the [responses] as labels; rows that must be [set aside](planted); and the files.
//!
//! Nothing here has to do with real answers: a plan and settings go in, invented people come out.
//! The same plan, settings and seed give the same bytes.

mod answers;
mod attitude;
mod calibration;
mod check;
mod column;
mod comments;
mod draws;
mod export;
mod headcount;
mod people;
mod planted;
mod responses;
mod routes;
mod scene;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod wording;

use std::path::{Path, PathBuf};

pub use export::ExportLayout;
pub use scene::Overrides;
pub use settings::{Behaviour, Effect, Mix, Options, Planted, Shares, SimulateSettings, WaveSettings};

use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};
use people::{Person, respondents, workforce};
use scene::Scene;

/// A file of a synthetic survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticFile {
    /// What it is.
    pub kind: SyntheticKind,
    /// Where it belongs: an export by its file name alone, a headcount as `headcount/<wave>.csv`.
    pub path: PathBuf,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a synthetic file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntheticKind {
    /// The export of a wave (its index in the plan): the file that the plan names.
    Export(usize),
    /// What describes the export of a wave (its index in the plan), where it needs a file of its own.
    Definition(usize),
    /// The headcount of a wave (its index in the plan), for the pipeline folder.
    Headcount(usize),
}

/// Simulates the waves of a plan. A note for each wave says what was planted.
///
/// # Errors
/// Names and numbers of the settings that do not fit the plan, and more responses than people.
pub fn simulate(
    plan: &Plan,
    settings: &SimulateSettings,
    overrides: &Overrides,
) -> Outcome<Vec<SyntheticFile>> {
    let mut problems = check::check(plan, settings);
    if problems.stop() {
        return Err(problems);
    }
    let mut files = Vec::new();
    let wanted = |wave: &usize| overrides.waves.is_empty() || overrides.waves.contains(wave);
    for wave in (0..plan.waves.len()).filter(wanted) {
        match simulate_wave(&Scene::new(plan, settings, overrides, wave), &mut problems) {
            Ok(made) => files.extend(made),
            Err(problem) => problems.push(problem),
        }
    }
    problems.finish(Some(files))
}

fn simulate_wave(scene: &Scene<'_>, problems: &mut Problems) -> Result<Vec<SyntheticFile>, Problem> {
    let workforce = workforce(scene);
    let chosen = respondents(scene, &workforce)?;
    let people: Vec<&Person> = chosen.iter().map(|index| &workforce[*index]).collect();
    let forms = answers::fill_in(scene, &people);
    let kept = responses::responses(scene, &people, &forms);
    let contents = responses::contents(scene);
    let (table, tally) = table::table(scene, &contents, kept);
    problems.push(note(scene, people.len(), table.respondents.len(), &tally));
    let path = export_path(scene);
    let failed = |error: std::io::Error| {
        Problem::error(Place::file(&path), format!("cannot write this export: {error}")).exiting(Exit::Bug)
    };
    let mut files = Vec::new();
    for (index, (ending, bytes)) in scene.layout().write(&table).map_err(failed)?.into_iter().enumerate() {
        let (kind, path) = match index {
            0 => (SyntheticKind::Export(scene.wave), path.clone()),
            _ => (SyntheticKind::Definition(scene.wave), path.with_extension(ending)),
        };
        files.push(SyntheticFile { kind, path, bytes });
    }
    if !scene.overrides.exports_only {
        let bytes = headcount::headcount(scene, &workforce).map_err(failed)?;
        let path = Path::new("headcount").join(format!("{}.csv", scene.wave().id));
        files.push(SyntheticFile { kind: SyntheticKind::Headcount(scene.wave), path, bytes });
    }
    Ok(files)
}

/// The file name of the wave's first export, with the ending of its layout.
fn export_path(scene: &Scene<'_>) -> PathBuf {
    let name = scene.wave().exports.first().and_then(|export| export.path.file_name());
    let name = name.map_or_else(|| PathBuf::from(&scene.wave().id), PathBuf::from);
    if scene.overrides.layout.is_some() || name.extension().is_none() {
        name.with_extension(scene.layout().ending())
    } else {
        name
    }
}

/// What is in a wave's export, in one sentence.
fn note(scene: &Scene<'_>, kept: usize, rows: usize, tally: &planted::Tally) -> Problem {
    let planted: Vec<String> =
        tally.iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
    let message =
        format!("{} rows: {kept} responses to keep, and to be set aside {}", rows, planted.join(", "));
    Problem::note(Place::file(&export_path(scene)), message)
}
