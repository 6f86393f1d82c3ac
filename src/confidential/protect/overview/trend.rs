//! Trends: a measure of a group over three and more waves.
//!
//! A trend is made of shown figures alone: all waves that can be compared with the latest are in it, and where one of them
//! is not shown there is none. A group has a trend where it was one and the same group all the time.

use std::collections::HashMap;

use chrono::Datelike;

use super::super::findings::Trend;
use super::super::printed::{probability, tenth};
use super::super::rows::kind;
use super::family::adjusted;
use crate::confidential::estimates::methods::{
    Interval, Sample, TrendPoint, Z80, Z90, Z95, cochran_armitage, trend_of_means,
};
use crate::confidential::estimates::verdict::{Verdict, verdict};
use crate::confidential::estimates::{Estimate, Estimates, Key, Kind, Test};
use crate::plan::{Plan, Predecessor, WavePlan};

/// The fewest waves that are a trend.
const FEWEST: usize = 3;

/// A trend that is not judged yet.
struct Found<'a> {
    /// One row for each wave, earliest first.
    rows: Vec<&'a Estimate>,
    /// Points per year.
    slope: f64,
    interval: Option<Interval>,
    p_value: f64,
}

/// All trends that may be told, in the order of the estimates; judged together within their breakdown.
pub(in crate::confidential::protect) fn trends(
    plan: &Plan,
    estimates: &Estimates,
    visible: &[bool],
) -> Vec<Trend> {
    let Some(latest) = plan.waves.len().checked_sub(1).filter(|latest| latest + 1 >= FEWEST) else {
        return Vec::new();
    };
    let rows = || estimates.rows.iter().zip(visible).filter(|(_, visible)| **visible).map(|(row, _)| row);
    let shown: HashMap<Key<'_>, &Estimate> = rows().map(|row| (row.key(), row)).collect();
    let mut lines = Lines { plan, latest, measures: HashMap::new(), groups: HashMap::new() };
    let trend = |row| found(plan, lines.of(row, &shown)?);
    let found: Vec<Found<'_>> = rows().filter(|row| row.wave == latest).filter_map(trend).collect();
    let adjusted = adjusted(found.iter().map(|trend| (trend.rows[0].breakdown.as_str(), trend.p_value)));
    found.iter().zip(adjusted).map(|(found, p)| judged(plan, found, p)).collect()
}

/// The waves over which measures and groups stay what they are, found once for each.
struct Lines<'a> {
    plan: &'a Plan,
    latest: usize,
    /// The waves that asked a measure comparably, the latest first.
    measures: HashMap<(Kind, &'a str), Vec<usize>>,
    /// The waves that have a group, the latest first, with its id then.
    groups: HashMap<(&'a str, &'a str), Vec<(usize, &'a str)>>,
}

impl<'a> Lines<'a> {
    /// The rows of all waves that a row of the latest one makes a line with, earliest first; nothing where there are too few
    /// or one of them is not shown or too small.
    fn of(&mut self, row: &'a Estimate, shown: &HashMap<Key<'a>, &'a Estimate>) -> Option<Vec<&'a Estimate>> {
        let (plan, latest) = (self.plan, self.latest);
        let (measure, place) =
            ((row.kind, row.measure.as_str()), (row.breakdown.as_str(), row.group.as_str()));
        let asked = self.measures.entry(measure).or_insert_with(|| asked(plan, row.kind, measure.1, latest));
        let there = self.groups.entry(place).or_insert_with(|| there(plan, place, latest));
        let waves = there.iter().filter(|(wave, _)| asked.contains(wave));
        let smallest = plan.protection.smallest_change;
        let row_of = |(wave, group): &(usize, &'a str)| {
            let row = shown.get(&(*wave, measure.0, measure.1, place.0, *group))?;
            (row.people() >= smallest).then_some(*row)
        };
        let line: Option<Vec<&Estimate>> = waves.rev().map(row_of).collect();
        line.filter(|line| line.len() >= FEWEST)
    }
}

/// The waves that asked a measure so that all of them can be compared with each other, the latest first.
fn asked(plan: &Plan, kind: Kind, measure: &str, latest: usize) -> Vec<usize> {
    let item = plan.items.iter().find(|item| item.id == measure);
    let own = kind.composite().and_then(|kind| plan.composite(kind, measure));
    let form = own.and_then(|own| plan.trend_form(own));
    let mut line: Vec<usize> = Vec::new();
    for wave in (0..=latest).rev() {
        let fits = match kind {
            Kind::Response => plan.waves[wave].headcount.is_some(),
            Kind::Question => item.is_some_and(|item| {
                plan.asked(item.question, wave)
                    && line.iter().all(|later| plan.comparable(item.question, wave, *later))
            }),
            // Over the questions that all its waves have in common, where there are any.
            Kind::Pillar | Kind::Index | Kind::Overall if form.is_some() => {
                form.as_ref().is_some_and(|(_, waves)| waves.contains(&wave))
            }
            Kind::Pillar | Kind::Index | Kind::Overall => {
                let mut waves = vec![wave];
                waves.extend(line.iter().rev());
                own.is_some() && own.and_then(|own| plan.common(own, &waves)) == own
            }
        };
        if fits {
            line.push(wave);
        }
    }
    line
}

/// The waves in which a group was one and the same, the latest first, with its id then.
fn there<'a>(plan: &'a Plan, (breakdown, group): (&'a str, &'a str), latest: usize) -> Vec<(usize, &'a str)> {
    let waves = (0..=latest).rev();
    let Some(index) = plan.breakdowns.iter().position(|other| other.id == breakdown) else {
        return waves.map(|wave| (wave, group)).collect();
    };
    let breakdown = &plan.breakdowns[index];
    let Some(group) = breakdown.group(group) else { return Vec::new() };
    let then = |wave: usize| match plan.predecessor(index, group, wave, latest) {
        Predecessor::Group(then) if breakdown.headers[wave].is_some() => {
            Some((wave, breakdown.groups[then].id.as_str()))
        }
        _ => None,
    };
    waves.filter_map(then).collect()
}

/// The trend of these rows, where there is one.
fn found<'a>(plan: &Plan, rows: Vec<&'a Estimate>) -> Option<Found<'a>> {
    let year = |row: &Estimate| year(&plan.waves[row.wave]);
    if rows.iter().all(|row| row.score.is_some()) {
        let of_its_own = |row: &Estimate| Some(Sample { mean: row.mean?, sd: row.sd?, n: row.base });
        let shared = |row: &Estimate| row.in_trend.map(|it| Sample { mean: it.mean, sd: it.sd, n: it.base });
        let point = |row: &&Estimate| Some((shared(row).or_else(|| of_its_own(row))?, year(row)));
        let points: Option<Vec<(Sample, f64)>> = rows.iter().map(point).collect();
        let trend = trend_of_means(&points?)?;
        return Some(Found {
            rows,
            slope: trend.slope,
            interval: Some(trend.interval),
            p_value: trend.p_value,
        });
    }
    let point = |row: &&Estimate| {
        let [_, _, positive] = row.tones?;
        Some(TrendPoint { positive, base: row.base, year: year(row) })
    };
    let points: Option<Vec<TrendPoint>> = rows.iter().map(point).collect();
    let trend = cochran_armitage(&points?)?;
    let points = |share: Interval| Interval { low: 100.0 * share.low, high: 100.0 * share.high };
    let interval = trend.interval.map(points);
    Some(Found { rows, slope: 100.0 * trend.slope, interval, p_value: trend.p_value })
}

/// The middle of a wave's fieldwork as a decimal year.
fn year(wave: &WavePlan) -> f64 {
    let (start, end) = (wave.fieldwork.start, wave.fieldwork.end);
    let days = if start.leap_year() { 366.0 } else { 365.0 };
    let middle = (end - start).num_days() as f64 / 2.0;
    f64::from(start.year()) + (f64::from(start.ordinal0()) + middle) / days
}

/// A trend with its verdict: that on the change over the whole time.
fn judged(plan: &Plan, found: &Found<'_>, p_adjusted: Option<f64>) -> Trend {
    let time = |row: Option<&&Estimate>| row.map_or(0.0, |row| year(&plan.waves[row.wave]));
    let years = time(found.rows.last()) - time(found.rows.first());
    let error = |interval: Interval| (interval.high - interval.low) / (2.0 * Z95) * years;
    let change = found.slope * years;
    let around = |half: f64| Interval { low: change - half, high: change + half };
    let whole = Test {
        difference: change,
        interval: found.interval.map(|interval| around(error(interval) * Z95)),
        interval90: found.interval.map(|interval| around(error(interval) * Z90)),
        p_value: Some(found.p_value),
        method: "none",
        p_adjusted,
        detectable: found.interval.map(|interval| (Z95 + Z80) * error(interval)),
        verdict: Verdict::TooSmallToSay,
    };
    let row = found.rows[found.rows.len() - 1];
    let value = |row: &&Estimate| row.in_trend.map(|it| it.score).or_else(|| row.value());
    // A score's slope and interval rest on how the answers of one person go together: see `printed`.
    let joint = row.score.is_some();
    let limit = |value: f64| if joint { tenth(value) } else { value };
    Trend {
        kind: kind(row.kind),
        measure: row.measure.clone(),
        breakdown: row.breakdown.clone(),
        group: row.group.clone(),
        waves: found.rows.iter().map(|row| plan.waves[row.wave].id.clone()).collect(),
        values: found.rows.iter().filter_map(value).collect(),
        slope: found.slope,
        low: found.interval.map(|interval| limit(interval.low)),
        high: found.interval.map(|interval| limit(interval.high)),
        p_adjusted: if joint { p_adjusted.map(probability) } else { p_adjusted },
        verdict: verdict(&whole, &plan.verdicts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::{Counts, count, sample};
    use crate::confidential::estimates::{Read, estimate};
    use crate::confidential::wave::Wave;
    use crate::plan::{Common, Composite, Lineage, LineageKind};

    /// Three waves in which ever more people choose the best answer to the first question.
    fn rising(plan: &Plan) -> Estimates {
        let wave = |index: usize| {
            let mut wave = Wave { wave: index, ..sample::large_wave(1200) };
            for (row, answer) in wave.answers[0].iter_mut().enumerate() {
                *answer = if row % 10 < 4 + 2 * index { 5 } else { 1 };
            }
            wave
        };
        let counts: Vec<Counts> = (0..3).map(|index| count(plan, &wave(index), 1)).collect();
        estimate(plan, &counts, vec![Read::default(); 3], 1)
    }

    fn all_shown(plan: &Plan) -> Vec<Trend> {
        let estimates = rising(plan);
        trends(plan, &estimates, &vec![true; estimates.rows.len()])
    }

    fn of<'a>(trends: &'a [Trend], measure: &str, group: &str) -> Option<&'a Trend> {
        trends.iter().find(|trend| trend.measure == measure && trend.group == group)
    }

    #[test]
    fn a_steady_rise_is_told_per_year_and_judged_over_the_whole_time() {
        let trends = all_shown(&sample::three_waves());
        let trend = of(&trends, "q0", "all").expect("a trend");
        assert_eq!(trend.waves, ["2020", "2022", "2024"]);
        assert!(
            trend
                .values
                .iter()
                .zip([40.0, 60.0, 80.0])
                .all(|(made, expected)| (made - expected).abs() < 1e-9)
        );
        assert!((trend.slope - 10.0).abs() < 0.01, "{}", trend.slope);
        assert_eq!(trend.verdict, Verdict::Higher);
        let level = of(&trends, "q1", "all").expect("a trend");
        assert!(level.slope.abs() < 1e-9 && level.verdict != Verdict::Higher);
        let score = of(&trends, "people", "all").expect("a score's trend");
        assert!(score.slope > 1.0 && score.low.is_some_and(|low| low > 0.0));
    }

    #[test]
    fn one_wave_that_is_hidden_or_too_small_takes_the_trend_with_it() {
        let mut plan = sample::three_waves();
        let estimates = rising(&plan);
        let hidden = |row: &Estimate| row.wave == 1 && row.measure == "q0" && row.group == "parks";
        let visible: Vec<bool> = estimates.rows.iter().map(|row| !hidden(row)).collect();
        let found = trends(&plan, &estimates, &visible);
        assert!(of(&found, "q0", "parks").is_none() && of(&found, "q1", "parks").is_some());
        assert!(of(&found, "q0", "roads").is_some());
        plan.protection.smallest_change = 1201;
        assert!(trends(&plan, &estimates, &visible).is_empty());
    }

    #[test]
    fn what_was_asked_twice_or_was_another_unit_in_between_has_none() {
        let mut plan = sample::three_waves();
        plan.questions[0].headers[1] = None;
        plan.lineage.push(Lineage {
            unit: (1, 2),
            successor: (1, 3),
            wave: 1,
            kind: LineageKind::Merged,
            share: None,
        });
        let trends = all_shown(&plan);
        assert!(of(&trends, "q0", "all").is_none());
        assert!(of(&trends, "q1", "roads").is_none(), "others were merged into it");
        assert!(of(&trends, "q1", "waste").is_some());
    }

    #[test]
    fn a_score_with_another_question_in_one_wave_has_its_trend_over_the_others() {
        let mut plan = sample::three_waves();
        plan.composites[0].items[0] = vec![0, 1];
        let (of_it, waves) = (0, vec![0, 1, 2]);
        let items = vec![vec![0, 1]; 3];
        let form =
            Composite { items, common: Some(Common { of: of_it, waves }), ..plan.composites[0].clone() };
        plan.composites.push(form);
        let trends = all_shown(&plan);
        let value = |measure: &str, wave: usize| of(&trends, measure, "all").map(|trend| trend.values[wave]);
        for wave in 0..3 {
            let both = value("q0", wave).zip(value("q1", wave)).map(|(one, other)| f64::midpoint(one, other));
            let score = value("people", wave).zip(both);
            assert!(score.is_some_and(|(score, both)| (score - both).abs() < 1e-9), "{score:?}");
        }
    }

    #[test]
    fn two_waves_are_no_trend() {
        let plan = sample::plan();
        let counts = [0, 1].map(|index| count(&plan, &Wave { wave: index, ..sample::large_wave(600) }, 1));
        let estimates = estimate(&plan, &counts, vec![Read::default(); 2], 1);
        assert!(trends(&plan, &estimates, &vec![true; estimates.rows.len()]).is_empty());
    }
}
