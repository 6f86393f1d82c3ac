//! The estimates as a table: one row for each measure and group, one column for each figure, in the
//! documented order of columns and the plan's order of rows.

use std::collections::{HashMap, HashSet};

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, IntoSeries, ListBuilderTrait, ListPrimitiveChunkedBuilder,
    NamedFrom, PolarsResult, Series, UInt64Type,
};

use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::models::Models;
use crate::confidential::estimates::verdict::Verdict;
use crate::confidential::estimates::{Change, Comparison, Estimate, Estimates, Kind, Test};
use crate::plan::Plan;

use super::plan_order::in_plan_order;

/// The table of the estimates.
pub(super) fn tabulate(estimates: &Estimates, plan: &Plan) -> PolarsResult<DataFrame> {
    let rows = &estimates.rows;
    let mut table = Tabulation { rows, columns: Vec::new() };
    table.which(plan);
    table.figures();
    table.against_rest();
    table.change(plan);
    table.modelled(&estimates.models);
    table.further();
    in_plan_order(DataFrame::new(rows.len(), table.columns)?, rows, plan)
}

/// The text by which a kind is stored.
pub(super) fn kind_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Response => "response",
        Kind::Question => "question",
        Kind::Pillar => "pillar",
        Kind::Index => "index",
        Kind::Overall => "overall",
    }
}

/// Columns as they are added.
struct Tabulation<'a> {
    rows: &'a [Estimate],
    columns: Vec<Column>,
}

impl<'a> Tabulation<'a> {
    /// What a row is about.
    fn which(&mut self, plan: &'a Plan) {
        self.text("wave", |row| wave_id(plan, row.wave));
        self.text("kind", |row| Some(kind_text(row.kind)));
        self.text("measure", |row| Some(&row.measure));
        self.text("breakdown", |row| Some(&row.breakdown));
        self.text("group", |row| Some(&row.group));
        self.text("parent", |row| row.parent.as_deref());
    }

    fn figures(&mut self) {
        self.count("headcount", |row| row.headcount);
        self.count("respondents", |row| Some(row.respondents));
        self.count("base", |row| Some(row.base));
        self.categories();
        self.number("positive", |row| row.positive);
        self.number("neutral", |row| row.neutral);
        self.number("negative", |row| row.negative);
        self.number("mean", |row| row.mean);
        self.number("sd", |row| row.sd);
        self.number("score", |row| row.score);
        self.interval(["ci_low", "ci_high"], |row| row.ci);
        self.interval(["ci_fpc_low", "ci_fpc_high"], |row| row.ci_finite);
    }

    fn against_rest(&mut self) {
        self.count("rest_base", |row| comparison(row).map(|rest| rest.rest_base));
        self.number("rest_positive", |row| comparison(row)?.rest_positive);
        self.number("difference", |row| against(row).map(|test| test.difference));
        self.interval(["difference_low", "difference_high"], |row| against(row)?.interval);
        self.number("p_value", |row| against(row)?.p_value);
        self.text("p_method", |row| against(row).map(|test| test.method));
        self.number("p_adjusted", |row| against(row)?.p_adjusted);
        self.number("effect_h", |row| comparison(row)?.effect_h);
        self.number("mw_p", |row| comparison(row)?.mw_p);
        self.number("cliffs_delta", |row| comparison(row)?.cliffs_delta);
        self.number("detectable", |row| against(row)?.detectable);
        self.verdict("verdict", |row| against(row).map(|test| test.verdict));
    }

    fn change(&mut self, plan: &'a Plan) {
        self.text("change_from", |row| wave_id(plan, change(row)?.from));
        self.number("change", |row| changed(row).map(|test| test.difference));
        self.interval(["change_low", "change_high"], |row| changed(row)?.interval);
        self.number("change_p", |row| changed(row)?.p_value);
        self.number("change_p_adjusted", |row| changed(row)?.p_adjusted);
        self.number("change_detectable", |row| changed(row)?.detectable);
        self.verdict("change_verdict", |row| change(row).map(change_verdict));
        self.text("comparability", |row| change(row).map(comparability));
    }

    /// What the documented columns do not hold and the estimates need.
    fn further(&mut self) {
        for (tone, name) in ["negative_n", "neutral_n", "positive_n"].into_iter().enumerate() {
            self.count(name, |row| row.tones?.get(tone).copied());
        }
        self.text("change_from_group", |row| change(row)?.from_group.as_deref());
        self.parts();
        self.count("change_from_base", |row| change(row).map(|change| change.from_base));
        self.text("change_note", |row| change(row)?.note.as_deref());
        self.text("change_method", |row| changed(row).map(|test| test.method));
        self.interval(["change_90_low", "change_90_high"], |row| changed(row)?.interval90);
        self.number("hedges_g", |row| comparison(row)?.effect_g);
        self.interval(["difference_90_low", "difference_90_high"], |row| against(row)?.interval90);
        self.number("trend_score", |row| row.in_trend.map(|it| it.score));
        self.number("trend_mean", |row| row.in_trend.map(|it| it.mean));
        self.number("trend_sd", |row| row.in_trend.map(|it| it.sd));
        self.count("trend_base", |row| row.in_trend.map(|it| it.base));
        self.count("asked", |row| row.asked);
        self.count("unanswered", |row| row.unanswered);
    }

    /// What weighting and like for like would make of the figure: shares on 0..1, scores in points.
    fn modelled(&mut self, models: &Models) {
        let weighted: HashMap<_, _> =
            models.weighted.iter().map(|found| (found.which.key(), found)).collect();
        let alike: HashMap<_, _> =
            models.like_for_like.iter().map(|found| (found.which.key(), found)).collect();
        let modelled: HashSet<&str> = weighted.keys().chain(alike.keys()).map(|key| key.3).collect();
        // Nearly all rows are of breakdowns without such figures.
        let rows =
            || self.rows.iter().map(|row| modelled.contains(row.breakdown.as_str()).then(|| row.key()));
        let weighted: Vec<_> = rows().map(|key| weighted.get(&key?).copied()).collect();
        let alike: Vec<Option<f64>> = rows().map(|key| Some(alike.get(&key?)?.value)).collect();
        let share: Vec<bool> = self.rows.iter().map(|row| row.score.is_none()).collect();
        let as_share = |at: usize, value: f64| share[at].then(|| value / 100.0);
        let as_score = |at: usize, value: f64| (!share[at]).then_some(value);
        let weighted_value = |at: usize| weighted[at].map(|found| found.value);
        self.numbers("weighted_positive", |at| as_share(at, weighted_value(at)?));
        self.numbers("weighted_se", |at| {
            weighted[at].map(|found| as_share(at, found.se).unwrap_or(found.se))
        });
        self.numbers("deff", |at| weighted[at]?.design_effect);
        self.numbers("standardised_positive", |at| as_share(at, alike[at]?));
        self.numbers("weighted_score", |at| as_score(at, weighted_value(at)?));
        self.numbers("standardised_score", |at| as_score(at, alike[at]?));
    }

    /// A column of figures by the row's place.
    fn numbers(&mut self, name: &str, of: impl Fn(usize) -> Option<f64>) {
        let values: Vec<Option<f64>> = (0..self.rows.len()).map(of).collect();
        self.push(Series::new(name.into(), values));
    }

    fn text(&mut self, name: &str, of: impl Fn(&'a Estimate) -> Option<&'a str>) {
        let values: Vec<Option<&str>> = self.rows.iter().map(of).collect();
        self.push(Series::new(name.into(), values));
    }

    fn number(&mut self, name: &str, of: impl Fn(&'a Estimate) -> Option<f64>) {
        let values: Vec<Option<f64>> = self.rows.iter().map(of).collect();
        self.push(Series::new(name.into(), values));
    }

    fn count(&mut self, name: &str, of: impl Fn(&'a Estimate) -> Option<u64>) {
        let values: Vec<Option<u64>> = self.rows.iter().map(of).collect();
        self.push(Series::new(name.into(), values));
    }

    fn verdict(&mut self, name: &str, of: impl Fn(&'a Estimate) -> Option<Verdict>) {
        self.text(name, |row| of(row).map(Verdict::name));
    }

    fn interval(&mut self, [low, high]: [&str; 2], of: impl Fn(&'a Estimate) -> Option<Interval>) {
        self.number(low, |row| of(row).map(|interval| interval.low));
        self.number(high, |row| of(row).map(|interval| interval.high));
    }

    fn categories(&mut self) {
        let counts = self.rows.iter().map(|row| row.categories.len()).sum();
        let (name, count) = ("categories".into(), DataType::UInt64);
        let mut lists = ListPrimitiveChunkedBuilder::<UInt64Type>::new(name, self.rows.len(), counts, count);
        for row in self.rows {
            lists.append_slice(&row.categories);
        }
        self.push(lists.finish().into_series());
    }

    /// What an earlier figure is made of, as JSON; empty where it is that of one group.
    fn parts(&mut self) {
        let of = |row: &Estimate| {
            let parts = change(row).map(|change| &change.from_parts).filter(|parts| !parts.is_empty())?;
            serde_json::to_string(parts).ok()
        };
        let values: Vec<Option<String>> = self.rows.iter().map(of).collect();
        self.push(Series::new("change_from_parts".into(), values));
    }

    fn push(&mut self, column: Series) {
        self.columns.push(column.into_column());
    }
}

fn wave_id(plan: &Plan, wave: usize) -> Option<&str> {
    plan.waves.get(wave).map(|wave| wave.id.as_str())
}

fn comparison(row: &Estimate) -> Option<&Comparison> {
    row.against_rest.as_deref()
}

fn against(row: &Estimate) -> Option<&Test> {
    comparison(row).map(|rest| &rest.test)
}

fn change(row: &Estimate) -> Option<&Change> {
    row.change.as_deref()
}

fn changed(row: &Estimate) -> Option<&Test> {
    change(row)?.test.as_ref()
}

/// A change that could not be tested is not comparable: said in words for who reads the column alone.
fn change_verdict(change: &Change) -> Verdict {
    change.test.as_ref().map_or(Verdict::NotComparable, |test| test.verdict)
}

/// Whether a change compares like with like; `noted` where the note says what differs.
fn comparability(change: &Change) -> &'static str {
    match (&change.test, &change.note) {
        (None, _) => "not_comparable",
        (Some(_), Some(_)) => "noted",
        (Some(_), None) => "same",
    }
}
