//! Weights: an attack on figures that are made of finer cells than are shown.
//!
//! The intruder knows who took part, hence every weight, and every shown count. From a weighted figure, and from one like for
//! like, printed as whole points, linear programming bounds the answers of a hidden cell of a cross table. Should these bounds
//! be closer than those by the shown counts alone, the figure has told something.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::release::{MeasureKind, Release};
use super::{inside, released};
use crate::confidential::counts::sample;
use crate::confidential::estimates::methods::{Margin, RakingCell, like_for_like, rake};
use crate::confidential::wave::Wave;
use crate::plan::{Headcount, HeadcountCell, Plan};

const PARENTS: [u16; 5] = [0, 0, 1, 1, 2];

/// People who are alike in everything that is known of them, by their numbers.
type Alike = BTreeMap<[u16; 4], Vec<usize>>;

/// What an equation is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Counts,
    Everyone,
    Unit,
    LikeForLike,
}

/// A linear combination of the cells' favourable answers that lies between two numbers.
struct Equation {
    /// What it is of.
    of: Of,
    parts: Vec<f64>,
    low: f64,
    high: f64,
}

/// A survey with few men in the first directorate, more in the others, and response rates that differ.
fn survey(seed: u64) -> (Plan, Wave) {
    let mut draws = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |limit: usize| (draws.next_u64() % limit.max(1) as u64) as usize;
    let mut plan = sample::plan();
    plan.waves.truncate(1);
    plan.drivers.clear();
    plan.questions[0].role = Some("pride".to_owned());
    plan.crosses.truncate(1);
    for (service, parent) in plan.breakdowns[1].groups.iter_mut().zip(PARENTS) {
        service.parent = Some(usize::from(parent));
    }
    let mut rows = Vec::new();
    let men_of_first = 3 + below(6);
    for directorate in 0..3_u16 {
        let people = 60 + below(110);
        for person in 0..people {
            let services: Vec<u16> = (0..5).filter(|own| PARENTS[usize::from(*own)] == directorate).collect();
            let man = if directorate == 0 { person < men_of_first } else { below(100) < 40 };
            let favourable = below(100) < [45, 60, 75][usize::from(directorate)] - if man { 15 } else { 0 };
            let answers = if favourable { [5, 5, 5, 5, 11, 2] } else { [1, 1, 1, 1, 1, 1] };
            let service = services[below(services.len())];
            rows.push(([directorate, service, u16::from(man), below(3) as u16], answers));
        }
    }
    let wave = sample::wave(&rows);
    let rates = [40 + below(50), 40 + below(50), 40 + below(50)];
    let of_men = 60 + below(60);
    let cells = alike(&wave).into_iter().map(|(key, people)| {
        let [directorate, service, gender, grade] = key.map(usize::from);
        let rate = rates[directorate] * if gender == 1 { of_men } else { 100 } / 100;
        HeadcountCell {
            units: vec![Some(directorate), Some(service)],
            staff_group: "core".to_owned(),
            characteristics: vec![(2, gender), (3, grade)],
            people: (people.len() * 100).div_ceil(rate.min(100)) as u64,
        }
    });
    plan.waves[0].headcount = Some(Headcount { cells: cells.collect(), characteristics: vec![2, 3] });
    (plan, wave)
}

fn alike(wave: &Wave) -> Alike {
    let mut alike = Alike::new();
    for person in 0..wave.respondents {
        alike
            .entry(std::array::from_fn(|breakdown| wave.groups[breakdown][person]))
            .or_default()
            .push(person);
    }
    alike
}

/// The headcount by group of a breakdown.
fn workforce(plan: &Plan, breakdown: usize) -> Vec<u64> {
    let mut people = vec![0; plan.breakdowns[breakdown].groups.len()];
    for cell in &plan.waves[0].headcount.as_ref().expect("a headcount").cells {
        let group = match breakdown {
            0 | 1 => cell.units[breakdown].expect("a unit"),
            _ => cell.characteristics.iter().find(|(own, _)| *own == breakdown).expect("a group").1,
        };
        people[group] += cell.people;
    }
    people
}

fn cells(alike: &Alike, by: &[usize], inside: &dyn Fn(&[u16; 4]) -> bool) -> Vec<RakingCell> {
    let cell = |(key, people): (&[u16; 4], &Vec<usize>)| RakingCell {
        groups: by.iter().map(|breakdown| Some(usize::from(key[*breakdown]))).collect(),
        respondents: people.len() as u64,
    };
    alike.iter().filter(|(key, _)| inside(key)).map(cell).collect()
}

/// The share that each cell's favourable answers have in a weighted mean of those inside.
fn shares(alike: &Alike, weights: &[f64], inside: &dyn Fn(&[u16; 4]) -> bool) -> Vec<f64> {
    let of = || alike.iter().zip(weights).map(|((key, people), weight)| (inside(key), people.len(), weight));
    let whole: f64 = of().filter(|own| own.0).map(|(_, people, weight)| people as f64 * weight).sum();
    of().map(|(inside, _, weight)| if inside { 100.0 * weight / whole } else { 0.0 }).collect()
}

/// What weighted figures and those like for like say.
fn from_models(plan: &Plan, release: &Release, alike: &Alike) -> Vec<Equation> {
    let mut equations = Vec::new();
    let rounded = |of, parts, value: f64| Equation { of, parts, low: value - 0.5, high: value + 0.5 };
    let unit =
        |group: &str| plan.breakdowns[0].groups.iter().position(|own| own.id == group).map(|at| at as u16);
    let margins = |by: &[usize]| by.iter().map(|breakdown| workforce(plan, *breakdown)).collect::<Vec<_>>();
    let targets = margins(&plan.weighting.margins);
    let by: Vec<Margin<'_>> = targets.iter().map(|targets| Margin { targets }).collect();
    let weights = rake(&cells(alike, &plan.weighting.margins, &|_| true), &by, plan.weighting.largest)
        .expect("weights")
        .weights;
    for figure in release.findings().weighted.iter().filter(|own| own.measure == "q0") {
        let of = unit(&figure.group);
        let inside = |key: &[u16; 4]| of.is_none_or(|of| key[0] == of);
        let kind = if of.is_some() { Of::Unit } else { Of::Everyone };
        equations.push(rounded(kind, shares(alike, &weights, &inside), figure.value));
    }
    let targets = margins(&[2, 3]);
    let by: Vec<Margin<'_>> = targets.iter().map(|targets| Margin { targets }).collect();
    for figure in release.findings().like_for_like.iter().filter(|own| own.measure == "q0") {
        let of = unit(&figure.group).expect("a unit");
        let side = |inside: &dyn Fn(&[u16; 4]) -> bool| {
            let made = like_for_like(&cells(alike, &[2, 3], inside), &by, plan.weighting.largest);
            let mut weights = made.expect("weights").weights.into_iter();
            let weights: Vec<f64> = alike
                .keys()
                .map(|key| if inside(key) { weights.next().expect("a weight") } else { 0.0 })
                .collect();
            shares(alike, &weights, inside)
        };
        let (own, rest) = (side(&|key| key[0] == of), side(&|key| key[0] != of));
        let points = own.iter().zip(&rest).map(|(own, rest)| own - rest).collect();
        equations.extend(figure.points.map(|printed| rounded(Of::LikeForLike, points, printed)));
        equations.extend(figure.value.map(|printed| rounded(Of::LikeForLike, own, printed)));
    }
    equations
}

/// What the shown counts say.
fn from_counts(plan: &Plan, release: &Release, wave: &Wave, alike: &Alike) -> Vec<Equation> {
    let rows = release.rows().iter().filter(|row| row.kind == MeasureKind::Question && row.measure == "q0");
    let equation = |row: &super::super::release::Row| {
        let favourable = row.figures.shown()?.tones?[2] as f64;
        let people = inside(plan, wave, &row.breakdown, &row.group);
        let parts = alike.values().map(|own| f64::from(u8::from(people[own[0]]))).collect();
        Some(Equation { of: Of::Counts, parts, low: favourable, high: favourable })
    };
    rows.filter_map(equation).collect()
}

/// How many of a hidden cell can be favourable, from and to.
fn range(alike: &Alike, hidden: &[f64], equations: &[&Equation]) -> (i64, i64) {
    let solved = |direction| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = alike
            .values()
            .zip(hidden)
            .map(|(people, inside)| problem.add_var(*inside, (0.0, people.len() as f64)))
            .collect();
        for equation in equations {
            let parts: Vec<_> = variables.iter().copied().zip(equation.parts.iter().copied()).collect();
            if equation.low < equation.high {
                problem.add_constraint(&parts, ComparisonOp::Ge, equation.low);
                problem.add_constraint(&parts, ComparisonOp::Le, equation.high);
            } else {
                problem.add_constraint(&parts, ComparisonOp::Eq, equation.low);
            }
        }
        problem.solve().expect("the truth is possible").into_solution().expect("an optimum").objective()
    };
    let low = (solved(OptimizationDirection::Minimize) - 1e-6).ceil();
    let high = (solved(OptimizationDirection::Maximize) + 1e-6).floor();
    (low as i64, high as i64)
}

/// What these models tell of the hidden cells of a survey, in words; and how many cells were attacked.
fn attacked(seed: u64, margins: &[usize], wanted: fn(&Equation) -> bool) -> (usize, Vec<String>) {
    let (mut plan, wave) = survey(seed);
    plan.weighting.margins = margins.to_vec();
    let release = released(&plan, &[super::copied(std::slice::from_ref(&wave)).remove(0)]).0;
    let alike = alike(&wave);
    let truth: Vec<f64> = alike
        .values()
        .map(|people| people.iter().filter(|own| wave.answers[0][**own] == 5).count() as f64)
        .collect();
    let (counts, models) =
        (from_counts(&plan, &release, &wave, &alike), from_models(&plan, &release, &alike));
    for equation in counts.iter().chain(&models) {
        let value: f64 = equation.parts.iter().zip(&truth).map(|(part, count)| part * count).sum();
        let about = equation.low - 1e-6..=equation.high + 1e-6;
        assert!(about.contains(&value), "survey {seed}: {value} is not in {about:?}");
    }
    let (mut cells, mut found) = (0, Vec::new());
    for row in release.rows().iter().filter(|row| row.measure == "q0" && row.breakdown == plan.crosses[0].id)
    {
        let people = inside(&plan, &wave, &row.breakdown, &row.group);
        let size = people.iter().filter(|own| **own).count();
        if row.figures.shown().is_some() || !(1..10).contains(&size) {
            continue;
        }
        cells += 1;
        let hidden: Vec<f64> = alike.values().map(|own| f64::from(u8::from(people[own[0]]))).collect();
        let without = range(&alike, &hidden, &counts.iter().collect::<Vec<_>>());
        let models = models.iter().filter(|own| wanted(own));
        let with = range(&alike, &hidden, &counts.iter().chain(models).collect::<Vec<_>>());
        let narrower = (without.1 - without.0) - (with.1 - with.0);
        if 4 * narrower > size as i64 {
            found.push(format!("survey {seed}, {}: of {size}, {without:?} becomes {with:?}", row.group));
        }
    }
    (cells, found)
}

/// What these models tell in sixty surveys.
fn told(margins: &[usize], wanted: fn(&Equation) -> bool) -> (usize, Vec<String>) {
    let each = (0..60).map(|seed| attacked(seed, margins, wanted));
    each.fold((0, Vec::new()), |(cells, told), (more, found)| (cells + more, [told, found].concat()))
}

#[test]
fn no_weighted_figure_of_a_unit_and_none_like_for_like_tells_of_a_hidden_cell() {
    for margins in [&[0, 2][..], &[0, 2, 3]] {
        let (cells, found) = told(margins, |own| own.of != Of::Everyone);
        assert!(cells >= 50, "{cells} hidden cells");
        assert!(found.is_empty(), "{} of {cells}:\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn everyones_weighted_figure_tells_of_no_hidden_cell_even_of_three_directorates() {
    let (cells, found) = told(&[0, 2], |own| own.of == Of::Everyone);
    assert!(found.is_empty(), "{} of {cells}:\n{}", found.len(), found.join("\n"));
    let everyones = |seed: &u64| {
        let (mut plan, wave) = survey(*seed);
        plan.weighting.margins = vec![0, 2];
        let release = released(&plan, &[wave]).0;
        release.findings().weighted.iter().any(|own| own.group == "all")
    };
    let shown = (0..60).filter(everyones).count();
    assert!(shown >= 10, "{shown} of 60 have one to attack");
}

#[test]
fn units_without_small_groups_keep_their_figures() {
    let (mut units, mut like_for_like) = (0, 0);
    for seed in 0..10 {
        let (plan, wave) = survey(seed);
        let release = released(&plan, &[wave]).0;
        let of_unit = |group: &str| group != "all";
        units += release.findings().weighted.iter().filter(|own| of_unit(&own.group)).count();
        like_for_like += release.findings().like_for_like.iter().filter(|own| own.value.is_some()).count();
    }
    assert!(
        units >= 20 && like_for_like >= 10,
        "{units} weighted figures of units, {like_for_like} like for like"
    );
}
