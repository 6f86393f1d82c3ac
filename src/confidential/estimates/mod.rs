//! Estimates: every figure of one publication, unrounded, with base, interval, test and verdict.

use std::collections::BTreeMap;
use std::fmt;

mod change;
mod compare;
mod earlier;
mod figures;
pub(in crate::confidential) mod headcount;
pub mod methods;
pub(in crate::confidential) mod models;
pub(in crate::confidential) mod notes;
mod places;
#[cfg(test)]
mod properties;
pub(in crate::confidential) mod verdict;

pub(in crate::confidential) use crate::confidential::counts::Memberships;

use serde::{Deserialize, Serialize};

use crate::confidential::counts::{Counts, Grouping, Table};
use crate::confidential::estimates::verdict::Verdict;
use crate::plan::{Composite, CompositeKind, Plan};
use crate::side_by_side::side_by_side;
use change::Pair;
use models::Models;
use places::Place;

/// What a row estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::confidential) enum Kind {
    /// A response rate; the measure is the scope.
    Response,
    /// An item's share of positive answers.
    Question,
    /// A pillar's score.
    Pillar,
    /// An index.
    Index,
    /// All questions together.
    Overall,
}

impl Kind {
    /// The plan's kind of composite, for a score.
    pub(in crate::confidential) fn composite(self) -> Option<CompositeKind> {
        match self {
            Self::Pillar => Some(CompositeKind::Pillar),
            Self::Index => Some(CompositeKind::Index),
            Self::Overall => Some(CompositeKind::Overall),
            Self::Question | Self::Response => None,
        }
    }
}

/// One row: a measure of a group in a wave. Proportions are 0..1; scores, and every difference, change and
/// detectable size, are points on 0..100. `None` where a figure has no meaning or no value.
#[derive(Clone, PartialEq)]
pub(in crate::confidential) struct Estimate {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// What is estimated.
    pub(in crate::confidential) kind: Kind,
    /// Scope, item or composite: its id.
    pub(in crate::confidential) measure: String,
    /// `all`, a breakdown's id, or a cross table's: `directorate×gender`.
    pub(in crate::confidential) breakdown: String,
    /// `all`, a group's id, or those of a unit and a column: `places×women`.
    pub(in crate::confidential) group: String,
    /// For a unit below the highest level: its parent's id; for a group of a cross table: its unit's.
    pub(in crate::confidential) parent: Option<String>,
    /// Eligible people in the main scope (for `response`: in the measure's scope), where known.
    pub(in crate::confidential) headcount: Option<u64>,
    /// Respondents in the group.
    pub(in crate::confidential) respondents: u64,
    /// Those who answered this measure (for `response`: the headcount).
    pub(in crate::confidential) base: u64,
    /// Respondents to whom the question was put; for questions.
    pub(in crate::confidential) asked: Option<u64>,
    /// Of them, those who left it empty.
    pub(in crate::confidential) unanswered: Option<u64>,
    /// Counts by category, least favourable first; empty for scores and response.
    pub(in crate::confidential) categories: Vec<u64>,
    /// Counts of negative, neutral and positive answers; for response: 0, not responded, responded.
    pub(in crate::confidential) tones: Option<[u64; 3]>,
    /// Share of positive answers, or the response rate.
    pub(in crate::confidential) positive: Option<f64>,
    /// Share of neutral answers.
    pub(in crate::confidential) neutral: Option<f64>,
    /// Share of negative answers.
    pub(in crate::confidential) negative: Option<f64>,
    /// Mean of the codes (1 the least favourable); for a score: the mean over respondents.
    pub(in crate::confidential) mean: Option<f64>,
    /// Standard deviation of the codes, or of the respondents' scores.
    pub(in crate::confidential) sd: Option<f64>,
    /// 0..100, for pillars and indices.
    pub(in crate::confidential) score: Option<f64>,
    /// The score over the questions that three or more waves have in common, where they are not all of its questions.
    pub(in crate::confidential) in_trend: Option<InTrend>,
    /// 95% interval of `positive` or of `score`.
    pub(in crate::confidential) ci: Option<methods::Interval>,
    /// The same with the finite population correction.
    pub(in crate::confidential) ci_finite: Option<methods::Interval>,
    /// The group against all others.
    pub(in crate::confidential) against_rest: Option<Box<Comparison>>,
    /// Against an earlier wave.
    pub(in crate::confidential) change: Option<Box<Change>>,
}

/// Wave, kind, measure, breakdown and group of a row.
pub(in crate::confidential) type Key<'a> = (usize, Kind, &'a str, &'a str, &'a str);

impl Estimate {
    /// What the row is about.
    pub(in crate::confidential) fn key(&self) -> Key<'_> {
        (self.wave, self.kind, &self.measure, &self.breakdown, &self.group)
    }

    /// The headline on 0..100: the score, or percent positive.
    pub(in crate::confidential) fn value(&self) -> Option<f64> {
        self.score.or(self.positive.map(|share| 100.0 * share))
    }

    /// The people whose answers the row tells of: for a response rate those who took part, not those who might have.
    pub(in crate::confidential) fn people(&self) -> u64 {
        if self.kind == Kind::Response { self.respondents } else { self.base }
    }
}

/// A score on the footing of a trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::confidential) struct InTrend {
    /// 0..100.
    pub(in crate::confidential) score: f64,
    /// The mean over respondents.
    pub(in crate::confidential) mean: f64,
    /// Standard deviation of the respondents' scores.
    pub(in crate::confidential) sd: f64,
    /// Respondents with a score.
    pub(in crate::confidential) base: u64,
}

/// A group's figure against that of all others who answered.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::confidential) struct Comparison {
    /// Others who answered.
    pub(in crate::confidential) rest_base: u64,
    /// Their share of positive answers (0..1), for questions.
    pub(in crate::confidential) rest_positive: Option<f64>,
    /// The tested difference.
    pub(in crate::confidential) test: Test,
    /// Cohen's h, for questions.
    pub(in crate::confidential) effect_h: Option<f64>,
    /// Hedges' g, for scores.
    pub(in crate::confidential) effect_g: Option<f64>,
    /// Mann-Whitney's p over all categories.
    pub(in crate::confidential) mw_p: Option<f64>,
    /// Cliff's delta, positive where the group answers higher.
    pub(in crate::confidential) cliffs_delta: Option<f64>,
}

/// The change since the earlier wave, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::confidential) struct Change {
    /// Index of the earlier wave.
    pub(in crate::confidential) from: usize,
    /// The group of the earlier wave that this one is compared with: its id, where it is one group.
    pub(in crate::confidential) from_group: Option<String>,
    /// Where the earlier figure is made of several groups: breakdown and group of each, and whether it is added or taken
    /// away; else empty.
    pub(in crate::confidential) from_parts: Vec<(String, String, bool)>,
    /// The earlier base.
    pub(in crate::confidential) from_base: u64,
    /// The note on a rewording or a lineage, or the reason why the two are not comparable.
    pub(in crate::confidential) note: Option<String>,
    /// The tested change; `None` where the two are not comparable.
    pub(in crate::confidential) test: Option<Test>,
}

/// A difference in points with its uncertainty and what it amounts to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::confidential) struct Test {
    /// Points.
    pub(in crate::confidential) difference: f64,
    /// 95% interval, points.
    pub(in crate::confidential) interval: Option<methods::Interval>,
    /// 90% interval, points: where it lies within what matters, a difference that matters is ruled out at the 5% level.
    pub(in crate::confidential) interval90: Option<methods::Interval>,
    /// Two-sided.
    pub(in crate::confidential) p_value: Option<f64>,
    /// Which test.
    pub(in crate::confidential) method: &'static str,
    /// Benjamini-Hochberg within the family of all that is reported together.
    pub(in crate::confidential) p_adjusted: Option<f64>,
    /// The smallest true difference, in points, that this comparison had 80% power to show.
    pub(in crate::confidential) detectable: Option<f64>,
    /// What it amounts to.
    pub(in crate::confidential) verdict: Verdict,
}

/// Rows read and kept in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Read {
    /// Rows read.
    pub(in crate::confidential) read: u64,
    /// Rows kept as respondents.
    pub(in crate::confidential) kept: u64,
}

/// Every figure of one publication.
#[derive(Clone, PartialEq)]
pub(in crate::confidential) struct Estimates {
    /// Sorted by wave, kind, measure, breakdown and group, each in the plan's order.
    pub(in crate::confidential) rows: Vec<Estimate>,
    /// Which groups respondents are in, by wave: needed to protect against subtraction.
    pub(in crate::confidential) memberships: Vec<Memberships>,
    /// Rows read and kept, by wave.
    pub(in crate::confidential) read: Vec<Read>,
    /// What needs more than one question or breakdown at once.
    pub(in crate::confidential) models: Models,
}

impl fmt::Debug for Estimates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Estimates of {} rows", self.rows.len())
    }
}

/// Every figure of all waves, earliest first in `counts` and `read`. Waves are estimated side by side where `threads`
/// allows; each on its own, so that the figures do not depend on it.
pub(in crate::confidential) fn estimate(
    plan: &Plan,
    counts: &[Counts],
    read: Vec<Read>,
    threads: usize,
) -> Estimates {
    let of_wave = |index: usize| {
        let rows = wave(plan, &counts[index], &counts[..index]);
        (rows, models::models(plan, &counts[index]))
    };
    let waves = side_by_side(counts.len(), threads, of_wave);
    let mut rows = Vec::with_capacity(waves.iter().map(|(rows, _)| rows.len()).sum());
    let mut models = Models::default();
    for (of_wave, modelled) in waves {
        rows.extend(of_wave);
        models.extend(modelled);
    }
    let memberships = counts.iter().map(|counts| counts.memberships.clone()).collect();
    let mut estimates = Estimates { rows, memberships, read, models };
    let smallest = plan.protection.smallest_group;
    let reportable = |row: &Estimate| row.respondents >= smallest && row.base >= smallest;
    let family: Vec<bool> = estimates.rows.iter().map(reportable).collect();
    estimates.judge(plan, &family, &family);
    estimates
}

/// The estimates of one wave, by kind and measure, then by group. Groups too small to be published at all get their
/// figures, but no tests: no reader may see them, and they belong to no family.
fn wave(plan: &Plan, counts: &Counts, earlier: &[Counts]) -> Vec<Estimate> {
    let Some(all) = counts.table(Grouping::All) else { return Vec::new() };
    let nearest_first = earlier.iter().rev();
    let pairs: Vec<Pair<'_>> = nearest_first.map(|earlier| Pair::new(plan, earlier, counts.wave)).collect();
    let places = places::places(plan, counts);
    let measures = measures(plan, counts.wave);
    let mut rows = Vec::with_capacity(measures.len() * places.len());
    for (kind, measure) in measures {
        let in_trend = trend_form(plan, kind, measure);
        for place in &places {
            let Some(mut row) = figures(plan, counts.wave, place, kind, measure) else { continue };
            row.in_trend = in_trend.and_then(|form| figures::in_trend(plan, counts.wave, place, form));
            if row.respondents >= plan.protection.smallest_group {
                let everyone = matches!(place.table.grouping, Grouping::All);
                row.against_rest =
                    (!everyone).then(|| rest(plan, all, place, &row, measure).map(Box::new)).flatten();
                row.change = change::change(&pairs, &row, place, measure).map(Box::new);
            }
            rows.push(row);
        }
    }
    rows
}

/// The composite over the questions that all waves of a score have in common, where they are not all of its questions.
fn trend_form(plan: &Plan, kind: Kind, measure: usize) -> Option<usize> {
    kind.composite()?;
    plan.trend_form(measure).map(|(form, _)| form).filter(|form| *form != measure)
}

/// What is measured in a wave, in the order of the kinds, each with the index of its scope, item or composite.
fn measures(plan: &Plan, wave: usize) -> Vec<(Kind, usize)> {
    let asked = |item: &usize| plan.questions[plan.items[*item].question].headers[wave].is_some();
    let own = |kind: CompositeKind| {
        let of_its_own = move |composite: &Composite| {
            composite.kind == kind && composite.common.is_none() && !composite.items[wave].is_empty()
        };
        (0..plan.composites.len()).filter(move |composite| of_its_own(&plan.composites[*composite]))
    };
    let scopes = (0..plan.scopes.len()).map(|scope| (Kind::Response, scope));
    let items = (0..plan.items.len()).filter(asked).map(|item| (Kind::Question, item));
    let pillars = own(CompositeKind::Pillar).map(|pillar| (Kind::Pillar, pillar));
    let indices = own(CompositeKind::Index).map(|index| (Kind::Index, index));
    let overall = own(CompositeKind::Overall).map(|overall| (Kind::Overall, overall));
    scopes.chain(items).chain(pillars).chain(indices).chain(overall).collect()
}

/// The id of a scope, item or composite.
fn measure_id(plan: &Plan, kind: Kind, measure: usize) -> &str {
    match kind {
        Kind::Response => &plan.scopes[measure].id,
        Kind::Question => &plan.items[measure].id,
        Kind::Pillar | Kind::Index | Kind::Overall => &plan.composites[measure].id,
    }
}

fn figures(plan: &Plan, wave: usize, place: &Place<'_>, kind: Kind, measure: usize) -> Option<Estimate> {
    match kind {
        Kind::Response => figures::response(plan, wave, place, measure),
        Kind::Question => Some(figures::question(plan, wave, place, measure)),
        Kind::Pillar | Kind::Index | Kind::Overall => Some(figures::score(plan, wave, place, measure)),
    }
}

fn rest(plan: &Plan, all: &Table, place: &Place<'_>, row: &Estimate, measure: usize) -> Option<Comparison> {
    match row.kind {
        Kind::Question => compare::question(plan, all, place, measure),
        Kind::Pillar | Kind::Index | Kind::Overall => compare::score(plan, row.wave, all, place, measure),
        Kind::Response => {
            let people = plan.waves[row.wave].headcount.as_ref()?.total(&plan.scopes[measure]);
            compare::response((row.respondents, row.base), (all.respondents(0), people))
        }
    }
}

impl Estimates {
    /// Adjusts and judges again, with only those rows in the families for which `rest` (comparisons with the rest) or
    /// `change` says so, row by row. The families: all comparisons with the rest of one wave and breakdown; all changes of
    /// one wave and breakdown. A table of thousands of teams must not drown what the whole organisation shows.
    pub(in crate::confidential) fn judge(&mut self, plan: &Plan, rest: &[bool], change: &[bool]) {
        let mut families: BTreeMap<(usize, &str, bool), Vec<&mut Test>> = BTreeMap::new();
        for ((row, &compared), &changed) in self.rows.iter_mut().zip(rest).zip(change) {
            let (wave, breakdown) = (row.wave, row.breakdown.as_str());
            if let Some(comparison) = row.against_rest.as_mut().filter(|_| compared) {
                families.entry((wave, breakdown, false)).or_default().push(&mut comparison.test);
            }
            if let Some(test) =
                row.change.as_mut().and_then(|change| change.test.as_mut()).filter(|_| changed)
            {
                families.entry((wave, breakdown, true)).or_default().push(test);
            }
        }
        for family in families.values_mut() {
            verdict::judge(family, &plan.verdicts);
        }
    }
}
