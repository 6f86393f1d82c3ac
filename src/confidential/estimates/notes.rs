//! Notes: what the analyst should know of the estimates before anybody else reads them.

use super::models::WeightingResult;
use super::{Estimate, Estimates, Kind};
use crate::plan::{CompositeKind, Plan, Statistic};
use crate::problem::{Place, Problem, Problems};

/// A score's two definitions, the mean over its questions and the mean over its people, should say the same. From this
/// many points apart the analyst is told.
const APART: f64 = 2.0;

/// Tells where a score's two definitions differ, and where a wave could not be weighted, naming the group.
pub(in crate::confidential) fn tell(plan: &Plan, estimates: &Estimates, problems: &mut Problems) {
    for row in estimates.rows.iter().filter(|row| row.breakdown == "all") {
        if let Some(apart) = apart(plan, estimates, row).filter(|apart| *apart >= APART) {
            let at = Place::file(&plan.waves[row.wave].file).column(row.measure.clone());
            let message = format!(
                "the mean over its questions and the mean over its people differ by {apart:.1} points in this wave"
            );
            let hint = "people who answered only part of it answer differently from the others; say so beside the score";
            problems.push(Problem::warning(at, message).hint(hint));
        }
    }
    for weighting in &estimates.models.weightings {
        let wave = &plan.waves[weighting.wave];
        let (message, hint) = match &weighting.result {
            WeightingResult::Met { .. } => continue,
            WeightingResult::Empty { breakdown, group } => (
                format!(
                    "not weighted: the headcount has people in “{}” ({}), and nobody of them answered",
                    plan.breakdowns[*breakdown].groups[*group].name, plan.breakdowns[*breakdown].name
                ),
                "leave the breakdown out of `weighting.by`, or join the group with another in survey.toml",
            ),
            WeightingResult::NotMet => (
                "not weighted: the respondents cannot be made to match every headcount at once".to_owned(),
                "raise `weighting.largest`, or weight by fewer breakdowns",
            ),
        };
        problems.push(Problem::warning(Place::file(&wave.file).column("headcount"), message).hint(hint));
    }
}

/// How far apart the two definitions of a score are, in points.
fn apart(plan: &Plan, estimates: &Estimates, row: &Estimate) -> Option<f64> {
    let kind = row.kind.composite().filter(|kind| *kind != CompositeKind::Overall)?;
    let composite = &plan.composites[plan.composite(kind, &row.measure)?];
    match composite.statistic {
        Statistic::PercentPositive => Some((row.score? - row.mean?).abs()),
        Statistic::MeanPoints => {
            let items = &composite.items[row.wave];
            let points: Option<Vec<f64>> =
                items.iter().map(|item| mean_points(plan, estimates, row.wave, *item)).collect();
            let points = points.filter(|points| !points.is_empty())?;
            Some((row.score? - points.iter().sum::<f64>() / points.len() as f64).abs())
        }
    }
}

/// The mean points of everyone's answers to an item.
fn mean_points(plan: &Plan, estimates: &Estimates, wave: usize, item: usize) -> Option<f64> {
    let item = &plan.items[item];
    let of_item = |row: &&Estimate| {
        row.wave == wave && row.kind == Kind::Question && row.breakdown == "all" && row.measure == item.id
    };
    let mean = estimates.rows.iter().find(of_item)?.mean?;
    let steps = item.categories.len().saturating_sub(1).max(1);
    Some(100.0 * (mean - 1.0) / steps as f64)
}
