//! Words: the names, labels and rules that stand beside the figures of a release.

use super::findings::Findings;
use super::release::{
    Measure, MeasureKind, Release, ReleasedBreakdown, ReleasedCategory, ReleasedColumn, ReleasedCross,
    ReleasedGroup, ReleasedLineage, ReleasedTarget, ReleasedWave, Row, Rules, SCHEMA_VERSION,
};
use crate::confidential::estimates::Read;
use crate::plan::{Breakdown, BreakdownKind, Column, CompositeKind, Cross, Item, Plan, Statistic, WavePlan};

/// The release of these rows.
pub(super) fn release(
    plan: &Plan,
    read: &[Read],
    rows: Vec<Row>,
    findings: Findings,
    as_of: Option<String>,
) -> Release {
    let waves = plan.waves.iter().zip(read);
    Release {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        pipeline: plan.digest.clone(),
        as_of,
        survey: plan.survey.clone(),
        theme: plan.theme.clone(),
        waves: waves.map(|(wave, read)| released_wave(wave, read.read, read.kept)).collect(),
        measures: measures(plan),
        breakdowns: plan.breakdowns.iter().map(|breakdown| released_breakdown(plan, breakdown)).collect(),
        crosses: plan.crosses.iter().map(|cross| released_cross(plan, cross)).collect(),
        lineage: plan.lineage.iter().filter_map(|line| released_lineage(plan, line)).collect(),
        rules: rules(plan),
        targets: plan.targets.iter().map(released_target).collect(),
        benchmarks: plan.benchmarks.clone(),
        lga_engagement: plan.lga_engagement.clone(),
        rows,
        findings,
    }
}

/// The same figures in the words of the plan as it is now.
pub(super) fn reworded(plan: &Plan, release: Release, as_of: Option<String>) -> Release {
    let read: Vec<Read> =
        release.waves.iter().map(|wave| Read { read: wave.read, kept: wave.kept }).collect();
    self::release(plan, &read, release.rows, release.findings, as_of)
}

fn released_wave(wave: &WavePlan, read: u64, kept: u64) -> ReleasedWave {
    ReleasedWave {
        id: wave.id.clone(),
        label: wave.label.clone(),
        start: wave.fieldwork.start.to_string(),
        end: wave.fieldwork.end.to_string(),
        read,
        kept,
        linked: wave.linked(),
    }
}

fn wave_ids(plan: &Plan, there: impl Fn(usize) -> bool) -> Vec<String> {
    (0..plan.waves.len()).filter(|wave| there(*wave)).map(|wave| plan.waves[wave].id.clone()).collect()
}

fn measures(plan: &Plan) -> Vec<Measure> {
    let scopes = plan.scopes.iter().map(|scope| Measure {
        waves: wave_ids(plan, |wave| plan.waves[wave].headcount.is_some()),
        ..named(&scope.id, MeasureKind::Response, &scope.name)
    });
    let own = (0..plan.composites.len()).filter(|composite| plan.composites[*composite].common.is_none());
    let scores = own.map(|composite| score(plan, composite));
    scopes.chain(scores).chain(plan.items.iter().map(|item| question(plan, item))).collect()
}

fn named(id: &str, kind: MeasureKind, text: &str) -> Measure {
    Measure {
        id: id.to_owned(),
        kind,
        text: text.to_owned(),
        description: String::new(),
        formula: String::new(),
        pillar: None,
        role: None,
        categories: Vec::new(),
        reverse: false,
        sensitive: false,
        option: false,
        routed: false,
        mean_points: false,
        waves: Vec::new(),
    }
}

fn score(plan: &Plan, composite: usize) -> Measure {
    let latest = (0..plan.waves.len()).rev().find(|wave| !plan.composites[composite].items[*wave].is_empty());
    let formula = latest.map(|wave| plan.formula(composite, wave));
    let composite = &plan.composites[composite];
    let kind = match composite.kind {
        CompositeKind::Pillar => MeasureKind::Pillar,
        CompositeKind::Index => MeasureKind::Index,
        CompositeKind::Overall => MeasureKind::Overall,
    };
    Measure {
        description: composite.description.clone(),
        formula: formula.unwrap_or_default(),
        mean_points: composite.statistic == Statistic::MeanPoints,
        waves: wave_ids(plan, |wave| !composite.items[wave].is_empty()),
        ..named(&composite.id, kind, &composite.name)
    }
}

fn question(plan: &Plan, item: &Item) -> Measure {
    let question = &plan.questions[item.question];
    let category = |category: &crate::plan::Category| ReleasedCategory {
        label: category.label.clone(),
        tone: category.tone,
    };
    Measure {
        pillar: question.pillar.map(|pillar| plan.composites[pillar].id.clone()),
        role: question.role.clone(),
        categories: item.categories.iter().map(category).collect(),
        reverse: question.reverse,
        sensitive: question.sensitive,
        option: item.option.is_some(),
        routed: question.route.is_some(),
        waves: wave_ids(plan, |wave| question.headers[wave].is_some()),
        ..named(&item.id, MeasureKind::Question, &item.text)
    }
}

fn released_breakdown(plan: &Plan, breakdown: &Breakdown) -> ReleasedBreakdown {
    let level = match breakdown.kind {
        BreakdownKind::Level(level) => Some(level),
        BreakdownKind::Characteristic { .. } => None,
    };
    let above = level.and_then(|level| level.checked_sub(1)).map(|above| &plan.breakdowns[above]);
    let group = |group: &crate::plan::Group| ReleasedGroup {
        id: group.id.clone(),
        name: group.name.clone(),
        parent: above.zip(group.parent).map(|(above, parent)| above.groups[parent].id.clone()),
        waves: wave_ids(plan, |wave| group.waves[wave]),
    };
    ReleasedBreakdown {
        id: breakdown.id.clone(),
        name: breakdown.name.clone(),
        level,
        protected: matches!(breakdown.kind, BreakdownKind::Characteristic { protected: true }),
        groups: breakdown.groups.iter().map(group).collect(),
    }
}

fn released_cross(plan: &Plan, cross: &Cross) -> ReleasedCross {
    let characteristic = &plan.breakdowns[cross.characteristic];
    let id = |group: &usize| characteristic.groups[*group].id.clone();
    let column = |column: &Column| ReleasedColumn {
        id: column.id.clone(),
        name: column.name.clone(),
        groups: column.groups.iter().map(id).collect(),
    };
    ReleasedCross {
        id: cross.id.clone(),
        level: plan.highest().map(|level| level.id.clone()).unwrap_or_default(),
        characteristic: characteristic.id.clone(),
        columns: cross.columns.iter().map(column).collect(),
    }
}

fn rules(plan: &Plan) -> Rules {
    Rules {
        smallest_group: plan.protection.smallest_group,
        smallest_sensitive: plan.protection.smallest_sensitive,
        insiders: plan.protection.insiders,
        smallest_detail: plan.protection.smallest_detail,
        smallest_change: plan.protection.smallest_change,
        decided_by: plan.protection.owner.clone(),
        decided: plan.protection.decided.clone(),
        level: plan.verdicts.level,
        meaningful_points: plan.verdicts.meaningful_points,
        interval: plan.verdicts.interval,
    }
}

/// A line between two levels of the organisation has no breakdown of its own, and is told by no report.
fn released_lineage(plan: &Plan, line: &crate::plan::Lineage) -> Option<ReleasedLineage> {
    let (level, unit) = line.unit;
    let breakdown = plan.breakdowns.get(level).filter(|_| line.successor.0 == level)?;
    Some(ReleasedLineage {
        wave: plan.waves.get(line.wave)?.id.clone(),
        breakdown: breakdown.id.clone(),
        unit: breakdown.groups.get(unit)?.id.clone(),
        successor: breakdown.groups.get(line.successor.1)?.id.clone(),
        kind: line.kind,
    })
}

fn released_target(target: &crate::plan::Target) -> ReleasedTarget {
    ReleasedTarget {
        measure: target.measure.clone(),
        name: target.name.clone(),
        value: target.value,
        by: target.by,
        of: target.of,
    }
}
