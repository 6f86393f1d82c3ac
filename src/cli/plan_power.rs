//! `candour plan-power`: what the next survey could show at all, as text or CSV.

use super::args::{PlanPower, PowerFormat};
use super::context::Context;
use crate::columns::aligned;
use crate::plan::Plan;
use crate::power::{Assumed, Level, Power, Prospect, Shows};
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::thousands::count;

/// What stands in place of a figure that there is not.
const NONE: &str = "–";

/// The headings after that of the group.
const HEADINGS: [&str; 6] = ["people", "respondents", "95% range", "difference", "change", "could show"];

/// From the plan and a headcount alone.
pub(super) fn plan_power(context: &Context<'_>, arguments: &PlanPower) -> Outcome<Vec<String>> {
    let mut problems = Problems::new();
    let plan = context.plan(&arguments.pipeline)?.into(&mut problems);
    let waves = context.waves(&plan)?;
    let assumed = Assumed { response: arguments.response / 100.0, positive: arguments.positive / 100.0 };
    let latest = waves.iter().rev().find_map(|&wave| Some((wave, Power::of(&plan, wave, assumed)?)));
    let Some((wave, power)) = latest else {
        let file = waves.last().map(|wave| plan.waves[*wave].file.as_path());
        let place = Place::file(file.unwrap_or(&plan.folder)).column("headcount");
        let problem = Problem::error(place, "no survey of this pipeline has a headcount to go by");
        return Err(problem
            .hint("give the headcount file of the latest survey in its waves/<id>.toml")
            .into());
    };
    let lines = match arguments.format {
        PowerFormat::Text => text(&plan, wave, arguments, &power),
        PowerFormat::Csv => csv(&power),
    };
    problems.finish(Some(lines))
}

fn text(plan: &Plan, wave: usize, arguments: &PlanPower, power: &Power) -> Vec<String> {
    let (survey, matters) = (&plan.survey, plan.verdicts.meaningful_points);
    let scope = plan.scopes.first().map_or("everyone", |scope| scope.name.as_str());
    let best = |level: &Level, any: &[Shows], of: fn(&Prospect) -> Option<f64>| {
        let best = level.best(of).map(|points| format!(" (at best {})", up(points))).unwrap_or_default();
        format!("{} {} of {}{best}", level.name, level.showing(any), level.units.len() + level.unknown)
    };
    let levels = |any: &[Shows], of: fn(&Prospect) -> Option<f64>| {
        let levels = power.levels.iter().filter(|level| !level.units.is_empty());
        levels.map(|level| best(level, any, of)).collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec![
        format!("{} of {}: what could the next survey show?", survey.name, survey.organisation),
        format!(
            "{} people ({scope}; headcount of {}), if {}% take part and {}% of their answers are positive",
            count(power.whole.people),
            plan.waves[wave].label,
            arguments.response,
            arguments.positive
        ),
        String::new(),
        format!(
            "Could show a difference of {matters} points from the rest: {}",
            levels(&[Shows::Difference, Shows::Both], |unit| unit.difference)
        ),
        format!(
            "Could show a change of {matters} points: {}",
            levels(&[Shows::Change, Shows::Both], |unit| unit.change)
        ),
    ];
    let whole = std::slice::from_ref(&power.whole);
    lines.extend(table("Organisation", whole, matters));
    lines.extend(table("Group of any size", &power.sizes, matters));
    for level in &power.levels {
        lines.extend(table(&level.name, &level.units, matters));
        lines.extend(
            (level.unknown > 0).then(|| format!("and {} of which the headcount says nothing", level.unknown)),
        );
    }
    lines.extend(notes(plan));
    lines
}

/// A heading and its groups, aligned; nothing where there are none.
fn table(title: &str, groups: &[Prospect], matters: f64) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![[title].into_iter().chain(HEADINGS).map(str::to_owned).collect::<Vec<_>>()];
    rows.extend(groups.iter().map(|group| row(group, matters)));
    std::iter::once(String::new()).chain(aligned(&rows, HEADINGS.len() - 1)).collect()
}

fn row(group: &Prospect, matters: f64) -> Vec<String> {
    let points = |points: Option<f64>| points.map_or_else(|| NONE.to_owned(), up);
    vec![
        if group.name.is_empty() {
            format!("{} respondents", count(group.respondents))
        } else {
            group.name.clone()
        },
        count(group.people),
        count(group.respondents),
        group.range.map_or_else(|| NONE.to_owned(), |range| format!("±{}", up(range))),
        points(group.difference),
        points(group.change),
        in_words(group.shows, matters),
    ]
}

fn in_words(shows: Shows, matters: f64) -> String {
    match shows {
        Shows::Nothing => "not published".to_owned(),
        Shows::TooSmall => format!("too small to show {matters} points"),
        Shows::Difference => format!("can show {matters} points from the rest"),
        Shows::Change => format!("can show a change of {matters} points"),
        Shows::Both => format!("can show {matters} points from the rest, and a change of {matters}"),
    }
}

fn notes(plan: &Plan) -> Vec<String> {
    let rules = &plan.protection;
    let notes = format!(
        "95% range: how far a percentage may be from the true one. Difference: the smallest from all\n\
         other respondents, and change: the smallest since a survey of the same size, that one test at\n\
         5% would find in four surveys of five. In points, rounded up. A table of many comparisons is\n\
         judged together, and each of them then has to be a little larger; a pillar's score varies less\n\
         from person to person than one answer does, and shows a little more.\n\
         {NONE}: not published (nothing about fewer than {} respondents, no change of fewer than {}), too\n\
         few to show any, or no rest to compare with. What is large enough may still have to be\n\
         withheld, to protect a small group beside it.",
        rules.smallest_group, rules.smallest_change
    );
    std::iter::once(String::new()).chain(notes.lines().map(str::to_owned)).collect()
}

fn csv(power: &Power) -> Vec<String> {
    let mut lines = vec![
        "table,group,people,respondents,range_points,difference_points,change_points,could_show".to_owned(),
    ];
    let levels = power.levels.iter().map(|level| (level.id.as_str(), level.units.as_slice()));
    let tables = [("all", std::slice::from_ref(&power.whole)), ("size", power.sizes.as_slice())];
    for (table, groups) in tables.into_iter().chain(levels) {
        lines.extend(groups.iter().map(|group| record(table, group)));
    }
    lines
}

/// Ids have no comma and no quote, so nothing needs quoting.
fn record(table: &str, group: &Prospect) -> String {
    let points = |points: Option<f64>| points.map(up).unwrap_or_default();
    let shows = match group.shows {
        Shows::Nothing => "nothing",
        Shows::TooSmall => "too_small",
        Shows::Difference => "difference",
        Shows::Change => "change",
        Shows::Both => "both",
    };
    let Prospect { id, people, respondents, range, difference, change, .. } = group;
    let [range, difference, change] = [*range, *difference, *change].map(points);
    format!("{table},{id},{people},{respondents},{range},{difference},{change},{shows}")
}

/// One decimal, rounded up: a difference of 5.01 points is not one of 5.
fn up(points: f64) -> String {
    format!("{:.1}", (points * 10.0 - 1e-9).ceil() / 10.0)
}
