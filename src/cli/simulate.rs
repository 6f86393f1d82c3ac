//! `candour simulate`: writes synthetic exports and headcounts, and never over a file that is there.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Simulate, SimulatedLayout};
use super::context::Context;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::simulate::{ExportLayout, Overrides, SimulateSettings, simulate as simulated};

/// Makes the files in `--out`, or in the current folder.
pub(super) fn simulate(context: &Context<'_>, arguments: &Simulate) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = Plan::load_without_data(&arguments.pipeline)?.into(&mut problems);
    let settings = SimulateSettings::load(&arguments.pipeline)?.into(&mut problems);
    let overrides = Overrides {
        waves: context.waves(&plan)?,
        exports_only: arguments.exports_only,
        respondents: arguments.respondents,
        seed: arguments.seed,
        layout: arguments.layout.map(layout),
    };
    context.teller.progress("inventing people and their answers");
    let files = simulated(&plan, &settings, &overrides)?.into(&mut problems);
    let out = context.common.out.clone().unwrap_or_else(|| PathBuf::from("."));
    let paths: Vec<PathBuf> = files.iter().map(|file| out.join(&file.path)).collect();
    for path in paths.iter().filter(|path| path.exists()) {
        let message = "this file is there already; a synthetic file never takes the place of another";
        problems.push(Problem::error(Place::file(path), message).hint("name an empty folder with `--out`"));
    }
    if problems.stop() {
        return Err(problems);
    }
    for (path, file) in paths.iter().zip(&files) {
        write(path, &file.bytes)?;
    }
    problems.finish(Some(paths.iter().map(|path| path.display().to_string()).collect()))
}

/// The layout that is asked for.
fn layout(asked: SimulatedLayout) -> ExportLayout {
    match asked {
        SimulatedLayout::Csv => ExportLayout::Csv,
        SimulatedLayout::Xlsx => ExportLayout::Xlsx,
        SimulatedLayout::Ods => ExportLayout::Ods,
        SimulatedLayout::MicrosoftForms => ExportLayout::MicrosoftForms,
        SimulatedLayout::MicrosoftFormsCsv => ExportLayout::MicrosoftFormsCsv,
        SimulatedLayout::Qualtrics => ExportLayout::Qualtrics,
        SimulatedLayout::SurveyMonkey => ExportLayout::SurveyMonkey,
        SimulatedLayout::LimeSurvey => ExportLayout::LimeSurvey,
        SimulatedLayout::SmartSurvey => ExportLayout::SmartSurvey,
        SimulatedLayout::Snap => ExportLayout::Snap,
        SimulatedLayout::Spss => ExportLayout::Spss,
        SimulatedLayout::TripleS => ExportLayout::TripleS,
        SimulatedLayout::Parquet => ExportLayout::Parquet,
        SimulatedLayout::Long => ExportLayout::Long,
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| Problem::files(folder, "make this folder", &error))?;
    fs::write(path, bytes).map_err(|error| Problem::files(path, "write this file", &error))
}
