//! Runs: a survey through count, estimate and protect, to what is published of it.

use std::collections::BTreeMap;

use super::super::protect;
use super::super::release::{MeasureKind, Release, ReleasedPart};
use super::published::{Published, Shown};
use super::survey::{Colleague, Survey};
use crate::confidential::counts::{count, sample};
use crate::confidential::estimates::{Read, estimate};
use crate::confidential::wave::{NO_GROUP, Wave};
use crate::ledger::Ledger;
use crate::plan::{
    Breakdown, BreakdownKind, Category, Column, Composite, CompositeKind, Cross, Group, Headcount,
    HeadcountCell, Item, Lineage, LineageKind, NOT_STATED, Plan, Question, Route, Statistic, Tone, Weighting,
};

/// The release of a survey.
pub(super) fn release(survey: &Survey) -> (Plan, Release) {
    let plan = plan(survey);
    let waves = (0..survey.waves.len()).map(|wave| count(&plan, &typed(survey, wave), 1));
    let counts: Vec<_> = waves.collect();
    let read = vec![Read::default(); counts.len()];
    let release = protect(&plan, &estimate(&plan, &counts, read, 1), &Ledger::empty(), None).0;
    (plan, release)
}

/// What is published of a survey.
pub(super) fn published(survey: &Survey) -> Published {
    let (plan, release) = release(survey);
    let mut published = Published::default();
    for row in release.rows() {
        let Some(figures) = row.figures.shown() else { continue };
        let wave = plan.waves.iter().position(|wave| wave.id == row.wave).unwrap();
        let change = row.change.shown().filter(|change| change.difference.is_some());
        let part = |part: &ReleasedPart| (part.breakdown.clone(), part.group.clone());
        let shown = Shown {
            base: figures.base,
            respondents: figures.respondents,
            tones: figures.tones,
            categories: figures.categories.clone(),
            headcount: figures.headcount,
            change: change.map(|change| change.parts.iter().map(part).collect()),
        };
        let measure = match row.kind {
            MeasureKind::Question => row.measure.clone(),
            MeasureKind::Response => "response".to_owned(),
            _ => format!("score {}", row.measure),
        };
        let group = (row.breakdown.clone(), row.group.clone());
        published.measures.entry((wave, measure)).or_default().insert(group, shown);
    }
    published
}

/// The answers of a wave, as the stages take them.
pub(super) fn typed(survey: &Survey, wave: usize) -> Wave {
    let people: Vec<&Colleague> = survey.waves[wave].iter().filter(|own| own.answers.is_some()).collect();
    let unit = |level: usize| move |own: &&Colleague| own.units[level].map_or(NO_GROUP, |unit| unit as u16);
    let levels = (0..survey.levels.len()).map(|level| people.iter().map(unit(level)).collect());
    let group = |at: usize| move |own: &&Colleague| own.groups[at] as u16;
    let characteristics = (0..survey.characteristics.len()).map(|at| people.iter().map(group(at)).collect());
    let answer = |at: usize| move |own: &&Colleague| own.answers.as_ref().map_or(0, |all| all[at]);
    Wave {
        wave,
        respondents: people.len(),
        groups: levels.chain(characteristics).collect(),
        answers: (0..survey.questions.len()).map(|at| people.iter().map(answer(at)).collect()).collect(),
    }
}

/// The plan of a survey.
pub(super) fn plan(survey: &Survey) -> Plan {
    let mut plan = sample::plan();
    plan.waves.truncate(survey.waves.len());
    plan.breakdowns = breakdowns(survey);
    plan.scales.truncate(1);
    plan.questions = (0..survey.questions.len()).map(|at| question(survey, at)).collect();
    plan.items = (0..survey.questions.len()).map(|at| item(survey, at)).collect();
    plan.composites = vec![Composite {
        kind: CompositeKind::Pillar,
        id: "pillar".to_owned(),
        name: "Pillar".to_owned(),
        description: String::new(),
        statistic: Statistic::PercentPositive,
        items: vec![vec![0, 1]; survey.waves.len()],
        common: None,
    }];
    plan.crosses = survey.cross.iter().map(|cross| crossed(survey, cross)).collect();
    plan.weighting = Weighting { margins: vec![], largest: 5.0, like_for_like: vec![] };
    plan.drivers = vec![];
    plan.protection.smallest_detail = 30;
    plan.protection.smallest_change = 20;
    for (wave, people) in survey.waves.iter().enumerate().filter(|_| survey.headcount) {
        plan.waves[wave].headcount = Some(headcount(survey, people));
    }
    let lowest = survey.levels.len() - 1;
    for (at, unit) in survey.levels[lowest].iter().enumerate() {
        let Some(was) = unit.was else { continue };
        let same = survey.levels[lowest][was].parent == unit.parent;
        let kind = if same { LineageKind::Renamed } else { LineageKind::Moved };
        plan.lineage.push(Lineage {
            unit: (lowest, was),
            successor: (lowest, at),
            wave: 1,
            kind,
            share: None,
        });
    }
    plan
}

fn breakdowns(survey: &Survey) -> Vec<Breakdown> {
    let waves = survey.waves.len();
    let group = |id: String, parent, exists: &[bool]| Group {
        name: id.clone(),
        labels: vec![id.clone()],
        id,
        parent,
        waves: exists[..waves].to_vec(),
    };
    let breakdown = |id: String, kind, groups| Breakdown {
        name: id.clone(),
        id,
        kind,
        groups,
        headers: vec![Some("header".to_owned()); waves],
    };
    let level = |(level, units): (usize, &Vec<super::survey::Unit>)| {
        let units = units.iter().enumerate();
        let units = units.map(|(at, unit)| group(format!("unit{level}-{at}"), unit.parent, &unit.waves));
        breakdown(format!("level{level}"), BreakdownKind::Level(level), units.collect())
    };
    let characteristic = |(at, groups): (usize, &usize)| {
        let names = (0..*groups)
            .map(|own| if own + 1 < *groups { format!("group{own}") } else { NOT_STATED.to_owned() });
        let kind = BreakdownKind::Characteristic { protected: false };
        breakdown(
            format!("characteristic{at}"),
            kind,
            names.map(|name| group(name, None, &[true; 2])).collect(),
        )
    };
    let levels = survey.levels.iter().enumerate().map(level);
    levels.chain(survey.characteristics.iter().enumerate().map(characteristic)).collect()
}

fn crossed(survey: &Survey, (characteristic, columns): &(usize, Vec<Vec<usize>>)) -> Cross {
    let column = |(at, groups): (usize, &Vec<usize>)| Column {
        id: format!("column{at}"),
        name: format!("Column {at}"),
        groups: groups.clone(),
    };
    Cross {
        id: format!("level0×characteristic{characteristic}"),
        characteristic: survey.levels.len() + characteristic,
        columns: columns.iter().enumerate().map(column).collect(),
    }
}

fn question(survey: &Survey, at: usize) -> Question {
    Question {
        id: format!("q{at}"),
        text: format!("Question {at}"),
        pillar: (at < 2).then_some(0),
        role: None,
        scale: 0,
        reverse: false,
        sensitive: survey.questions[at].sensitive,
        headers: vec![Some(format!("Q{at}")); survey.waves.len()],
        route: survey.questions[at].route.as_ref().map(|codes| Route { item: 0, codes: codes.clone() }),
    }
}

fn item(survey: &Survey, at: usize) -> Item {
    let question = &survey.questions[at];
    let category = |answer: u8| Category {
        label: format!("Category {answer}"),
        tone: [Tone::Negative, Tone::Neutral, Tone::Positive][question.tone(answer)],
    };
    let categories = (1..=question.categories).map(category).collect();
    Item { id: format!("q{at}"), text: format!("Question {at}"), question: at, categories, option: None }
}

fn headcount(survey: &Survey, people: &[Colleague]) -> Headcount {
    let mut cells: BTreeMap<(&Vec<Option<usize>>, &Vec<usize>), u64> = BTreeMap::new();
    for own in people {
        *cells.entry((&own.units, &own.groups)).or_default() += 1;
    }
    let first = survey.levels.len();
    let cell = |((units, groups), people): ((&Vec<Option<usize>>, &Vec<usize>), u64)| HeadcountCell {
        units: units.clone(),
        staff_group: "core".to_owned(),
        characteristics: groups.iter().enumerate().map(|(at, group)| (first + at, *group)).collect(),
        people,
    };
    Headcount {
        cells: cells.into_iter().map(cell).collect(),
        characteristics: (first..first + survey.characteristics.len()).collect(),
    }
}
