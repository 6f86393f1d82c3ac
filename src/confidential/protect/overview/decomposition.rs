//! Decompositions: the change of the whole as the sum of what each unit of the highest level contributed.
//!
//! A unit whose change is not shown is part of one remainder: everyone less the units that are. So nothing is said that
//! the shown figures do not say, and the parts add up to the change of the whole.

use super::seen::{Measured, Seen, SeenRow};
use crate::confidential::estimates::methods::{Part, contributions};
use crate::confidential::estimates::{Estimate, Kind};
use crate::confidential::protect::findings::{Contribution, Decomposition};
use crate::plan::{Breakdown, Plan, Statistic};

/// Of every score and headline question whose change as a whole is shown.
pub(in crate::confidential::protect) fn decompositions(seen: &Seen<'_>) -> Vec<Decomposition> {
    let Some(highest) = seen.plan.highest() else {
        return Vec::new();
    };
    let wanted = |measured: &Measured<'_>| match measured.kind {
        Kind::Response => false,
        Kind::Question => seen.is_headline(*measured),
        Kind::Pillar | Kind::Index | Kind::Overall => true,
    };
    seen.measures().filter(wanted).filter_map(|measured| decomposition(seen, measured, highest)).collect()
}

fn decomposition(seen: &Seen<'_>, measured: Measured<'_>, highest: &Breakdown) -> Option<Decomposition> {
    let all = seen.all(measured).filter(|all| all.change)?.row;
    let change = all.change.as_ref()?;
    let items = needed(seen.plan, all, change.from)?;
    let units: Vec<&str> = units(seen, measured, highest, &items).collect();
    let mut parts: Vec<Contribution> = units
        .iter()
        .map(|unit| Contribution { groups: vec![(*unit).to_owned()], within: 0.0, between: 0.0 })
        .collect();
    parts.push(Contribution { groups: Vec::new(), within: 0.0, between: 0.0 });
    for item in &items {
        let one = of_item(seen, *item, highest, &units)?;
        for (part, found) in parts.iter_mut().zip(one) {
            part.within += found.0 / items.len() as f64;
            part.between += found.1 / items.len() as f64;
        }
    }
    parts.retain(|part| !part.groups.is_empty() || part.within != 0.0 || part.between != 0.0);
    Some(Decomposition {
        wave: seen.wave(measured.wave),
        from: seen.wave(change.from),
        kind: measured.kind(),
        measure: measured.id.to_owned(),
        change: change.test.as_ref()?.difference,
        parts,
    })
}

/// The figures whose changes make up that of the measure, each with the same part: itself, or the questions of a score
/// of percentages. A mean of points that is measured over other questions than before has none.
fn needed<'a>(plan: &'a Plan, all: &'a Estimate, from: usize) -> Option<Vec<Measured<'a>>> {
    let own = Measured { wave: all.wave, kind: all.kind, id: &all.measure };
    let Some(kind) = all.kind.composite() else { return Some(vec![own]) };
    let composite = plan.composite(kind, &all.measure)?;
    let common = plan.common(composite, &[from, all.wave])?;
    match plan.composites[common].statistic {
        Statistic::MeanPoints => (common == composite).then(|| vec![own]),
        Statistic::PercentPositive => {
            let items = plan.composites[common].items[all.wave].iter();
            let question = |item: &usize| Measured { kind: Kind::Question, id: &plan.items[*item].id, ..own };
            Some(items.map(question).collect())
        }
    }
}

/// The units whose change is shown, on the measure and on every figure that makes it up.
fn units<'a>(
    seen: &'a Seen<'_>,
    measured: Measured<'a>,
    highest: &'a Breakdown,
    items: &'a [Measured<'a>],
) -> impl Iterator<Item = &'a str> {
    let shown = move |measured: Measured<'_>, group: &str| {
        seen.row(Measured { id: measured.id, ..measured }, &highest.id, group).is_some_and(|row| row.change)
    };
    let ids = highest.groups.iter().map(|group| group.id.as_str());
    ids.filter(move |id| shown(measured, id) && items.iter().all(|item| shown(*item, id)))
}

/// Within and between of each unit, then of everybody else, on one figure.
fn of_item(
    seen: &Seen<'_>,
    measured: Measured<'_>,
    highest: &Breakdown,
    units: &[&str],
) -> Option<Vec<(f64, f64)>> {
    let all = part(seen.all(measured)?)?;
    let own: Option<Vec<Part>> =
        units.iter().map(|unit| part(seen.row(measured, &highest.id, unit)?)).collect();
    let mut parts = own?;
    let rest = Part {
        now: without(all.now, parts.iter().map(|p| p.now)),
        then: without(all.then, parts.iter().map(|p| p.then)),
    };
    parts.push(rest);
    let found = contributions(&parts)?;
    Some(found.iter().map(|part| (part.within, part.between)).collect())
}

/// Those who answered, and their figure in points, now and then. The earlier figure is the later one less its change.
fn part(shown: SeenRow<'_>) -> Option<Part> {
    let row = shown.row;
    let change = row.change.as_ref().filter(|_| shown.change)?;
    let value = row.value()?;
    let before = value - change.test.as_ref()?.difference;
    Some(Part { now: (row.base as f64, value), then: (change.from_base as f64, before) })
}

/// Everybody else: weight and mean.
fn without(all: (f64, f64), parts: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    let (mut weight, mut total) = (all.0, all.0 * all.1);
    for (part, mean) in parts {
        weight -= part;
        total -= part * mean;
    }
    // Weights are whole numbers of people.
    if weight < 0.5 { (0.0, 0.0) } else { (weight, total / weight) }
}
