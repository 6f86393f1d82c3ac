//! `candour inspect`: what a store, a release or an export holds, in a few lines; never an answer.

use std::path::Path;

use super::files;
use crate::confidential::stages;
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::RELEASE;
use crate::release::{Cell, MeasureKind, Release};

/// Decides what the place is and describes it.
pub(super) fn inspect(place: &Path) -> Outcome<Vec<String>> {
    let json = place.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if place.join(RELEASE).is_file() || (json && place.is_file()) {
        let (release, _) = files::release(place)?;
        return Problems::new().finish(Some(describe(&release)));
    }
    if place.is_dir() {
        return stages::describe_store(place);
    }
    if place.is_file() {
        return stages::describe_export(place);
    }
    let problem = Problem::error(Place::file(place), "there is no store, release or export here");
    Err(problem.exiting(crate::exit::Exit::Files).into())
}

fn describe(release: &Release) -> Vec<String> {
    let survey = release.survey();
    let mut lines = vec![format!("release of the {} of {}", survey.name, survey.organisation)];
    for wave in release.waves() {
        let rows = || release.rows().iter().filter(|row| row.wave == wave.id);
        let shown = rows().filter(|row| matches!(row.figures, Cell::Shown(_))).count();
        let (read, kept) = (wave.read, wave.kept);
        lines.push(format!(
            "{}: fieldwork {} to {}; {read} rows read, {kept} kept; {shown} figures shown, {} withheld",
            wave.id,
            wave.start,
            wave.end,
            rows().count() - shown
        ));
    }
    let of = |kind: MeasureKind| release.measures().iter().filter(|measure| measure.kind == kind).count();
    let (pillars, indices, questions) =
        (of(MeasureKind::Pillar), of(MeasureKind::Index), of(MeasureKind::Question));
    lines.push(format!("{pillars} pillars, {indices} indices, {questions} questions and options"));
    let breakdowns = release.breakdowns().iter();
    let groups = breakdowns.map(|breakdown| format!("{} {}", breakdown.name, breakdown.groups.len()));
    lines.push(format!("groups: {}", groups.collect::<Vec<_>>().join(", ")));
    lines.push(format!("nothing about fewer than {} people", release.rules().smallest_group));
    lines
}
