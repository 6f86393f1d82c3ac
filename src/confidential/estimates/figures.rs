//! Figures of one group: shares of an item, the score of a composite, the response rate.
//!
//! A score of percentages is the unweighted mean of its items' percent positive, as the big surveys
//! publish it; its uncertainty is that of the respondents' own shares (each one's percent of positive answers),
//! because the answers of one person are not independent.

use super::methods::{Interval, Sample, clopper_pearson, finite_interval, mean_interval, wilson};
use super::places::Place;
use super::{Estimate, InTrend, Kind};
use crate::confidential::counts::{FIRST_MISSING, ScoreSums, Table, Tally};
use crate::plan::{Composite, CompositeKind, IntervalMethod, Item, Plan, Statistic, Tone};

/// The counts of an item's categories, least favourable first.
pub(super) fn categories(item: &Item, tally: &Tally) -> Vec<u64> {
    tally[1..=item.categories.len()].to_vec()
}

/// The counts of negative, neutral and positive answers.
pub(super) fn tones(item: &Item, categories: &[u64]) -> [u64; 3] {
    [Tone::Negative, Tone::Neutral, Tone::Positive].map(|tone| item.tally(categories, tone))
}

fn empty(place: &Place<'_>, wave: usize, kind: Kind, measure: &str) -> Estimate {
    Estimate {
        wave,
        kind,
        measure: measure.to_owned(),
        breakdown: place.breakdown.clone(),
        group: place.name.clone(),
        parent: place.parent.clone(),
        headcount: None,
        respondents: place.respondents(),
        base: 0,
        asked: None,
        unanswered: None,
        categories: Vec::new(),
        tones: None,
        positive: None,
        neutral: None,
        negative: None,
        mean: None,
        sd: None,
        score: None,
        in_trend: None,
        ci: None,
        ci_finite: None,
        against_rest: None,
        change: None,
    }
}

/// An item in a group.
pub(super) fn question(plan: &Plan, wave: usize, place: &Place<'_>, item: usize) -> Estimate {
    let tally = place.table.tally(plan.items.len(), place.group, item);
    let item = &plan.items[item];
    let mut row = empty(place, wave, Kind::Question, &item.id);
    row.categories = categories(item, tally);
    row.base = row.categories.iter().sum();
    if plan.waves[wave].linked() {
        row.asked = row.respondents.checked_sub(tally[FIRST_MISSING]);
        row.unanswered = Some(tally[0]);
    }
    row.headcount = place.headcount(0);
    let tones = tones(item, &row.categories);
    shares(&mut row, tones, plan.verdicts.interval);
    (row.mean, row.sd) = moments(&row.categories);
    row
}

/// Fills in the shares of three tones with the interval of the positive one.
fn shares(row: &mut Estimate, tones: [u64; 3], method: IntervalMethod) {
    let base = row.base;
    let share = |count: u64| (base > 0).then(|| count as f64 / base as f64);
    row.tones = Some(tones);
    [row.negative, row.neutral, row.positive] = tones.map(share);
    row.ci = match method {
        IntervalMethod::Wilson => wilson(tones[2], base),
        IntervalMethod::ClopperPearson => clopper_pearson(tones[2], base),
    };
    row.ci_finite = row.headcount.and_then(|people| finite_interval(tones[2], base, people));
}

/// Mean and standard deviation (over n − 1) of the codes 1, 2, …
fn moments(categories: &[u64]) -> (Option<f64>, Option<f64>) {
    let sum = |power: fn(u64) -> u64| -> u64 {
        categories.iter().zip(1u64..).map(|(count, code)| count * power(code)).sum()
    };
    let n = sum(|_| 1);
    if n == 0 {
        return (None, None);
    }
    let (first, second) = (sum(|code| code), sum(|code| code * code));
    let spread = u128::from(n) * u128::from(second) - u128::from(first) * u128::from(first);
    let sd = (n > 1).then(|| (spread as f64 / (n as f64 * (n - 1) as f64)).sqrt());
    (Some(first as f64 / n as f64), sd)
}

/// A pillar or index in a group.
pub(super) fn score(plan: &Plan, wave: usize, place: &Place<'_>, index: usize) -> Estimate {
    let sums = place.table.score(plan.composites.len(), place.group, index);
    let composite = &plan.composites[index];
    let kind = match composite.kind {
        CompositeKind::Pillar => Kind::Pillar,
        CompositeKind::Index => Kind::Index,
        CompositeKind::Overall => Kind::Overall,
    };
    let mut row = empty(place, wave, kind, &composite.id);
    row.headcount = place.headcount(0);
    row.base = sums.n;
    row.mean = sums.mean();
    row.sd = sums.sd();
    row.score = published(composite, wave, sums, |item| item_share(plan, place.table, place.group, item));
    row.ci = row.score.and_then(|score| around(score, sample(sums)));
    row
}

/// A score by the form of its composite that its trend is measured with.
pub(super) fn in_trend(plan: &Plan, wave: usize, place: &Place<'_>, form: usize) -> Option<InTrend> {
    let sums = place.table.score(plan.composites.len(), place.group, form);
    let item = |item| item_share(plan, place.table, place.group, item);
    let score = published(&plan.composites[form], wave, sums, item)?;
    let Sample { mean, sd, n } = sample(sums)?;
    Some(InTrend { score, mean, sd, base: n })
}

fn item_share(plan: &Plan, table: &Table, group: usize, item: usize) -> Option<f64> {
    share(&plan.items[item], table.tally(plan.items.len(), group, item))
}

/// The share of positive answers in a tally.
pub(super) fn share(item: &Item, tally: &Tally) -> Option<f64> {
    let categories = categories(item, tally);
    let base: u64 = categories.iter().sum();
    (base > 0).then(|| item.tally(&categories, Tone::Positive) as f64 / base as f64)
}

/// The score as it is published, from the shares of its items or the respondents' points.
pub(super) fn published(
    composite: &Composite,
    wave: usize,
    sums: &ScoreSums,
    share: impl Fn(usize) -> Option<f64>,
) -> Option<f64> {
    match composite.statistic {
        Statistic::MeanPoints => sums.mean(),
        Statistic::PercentPositive => {
            let items = &composite.items[wave];
            let shares: Option<Vec<f64>> = items.iter().map(|item| share(*item)).collect();
            let shares = shares.filter(|shares| !shares.is_empty())?;
            Some(100.0 * shares.iter().sum::<f64>() / shares.len() as f64)
        }
    }
}

/// Score sums as a sample.
pub(super) fn sample(sums: &ScoreSums) -> Option<Sample> {
    Some(Sample { mean: sums.mean()?, sd: sums.sd()?, n: sums.n })
}

/// The interval of the respondents' mean, laid round the published score and kept within 0..100.
fn around(score: f64, sample: Option<Sample>) -> Option<Interval> {
    let sample = sample?;
    let interval = mean_interval(&sample)?;
    let shift = score - sample.mean;
    Some(Interval { low: (interval.low + shift).max(0.0), high: (interval.high + shift).min(100.0) })
}

/// The response rate of a scope in a group; `None` where its headcount is not known.
pub(super) fn response(plan: &Plan, wave: usize, place: &Place<'_>, scope: usize) -> Option<Estimate> {
    let people = place.headcount(scope).filter(|people| *people >= place.respondents())?;
    let mut row = empty(place, wave, Kind::Response, &plan.scopes[scope].id);
    row.headcount = Some(people);
    row.base = people;
    row.tones = Some([0, people - row.respondents, row.respondents]);
    row.positive = (people > 0).then(|| row.respondents as f64 / people as f64);
    Some(row)
}
