//! Comparisons: a group against all others who answered, never against a total that contains it.

use super::figures::{categories, published, sample, share, tones};
use super::methods::{
    Interval, Z90, Z95, cohen_h, detectable, detectable_mean, mann_whitney, newcombe_at, two_by_two, welch,
};
use super::places::Place;
use super::verdict::Verdict;
use super::{Comparison, Test};
use crate::confidential::counts::{SLOTS, ScoreSums, Table, Tally};
use crate::plan::Plan;

/// Two shares, first minus second, in points: Newcombe's interval, Campbell's test with its guard.
pub(super) fn shares(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<Test> {
    let test = two_by_two::compare(x1, n1, x2, n2)?;
    let (first, second) = (x1 as f64 / n1 as f64, x2 as f64 / n2 as f64);
    let interval = |z| newcombe_at(x1, n1, x2, n2, z).map(points);
    Some(Test {
        difference: 100.0 * (first - second),
        interval: interval(Z95),
        interval90: interval(Z90),
        p_value: Some(test.p_value),
        method: test.method.name(),
        p_adjusted: None,
        detectable: detectable(second, n2, n1).map(|share| 100.0 * share),
        verdict: Verdict::TooSmallToSay,
    })
}

fn points(interval: Interval) -> Interval {
    Interval { low: 100.0 * interval.low, high: 100.0 * interval.high }
}

/// Two scores, first minus second: Welch's test on the respondents' own scores, its interval laid round the
/// difference of the published scores.
pub(super) fn scores(first: (f64, &ScoreSums), second: (f64, &ScoreSums)) -> Option<Test> {
    let difference = first.0 - second.0;
    let (a, b) = (sample(first.1)?, sample(second.1)?);
    let test = welch(a, b);
    let around = |interval: Interval| {
        let half = (interval.high - interval.low) / 2.0;
        Interval { low: difference - half, high: difference + half }
    };
    Some(Test {
        difference,
        interval: test.map(|test| around(test.interval)),
        interval90: test.map(|test| around(test.interval90)),
        p_value: test.map(|test| test.p_value),
        method: "Welch t",
        p_adjusted: None,
        detectable: detectable_mean(a.sd, a.n, b.sd, b.n),
        verdict: Verdict::TooSmallToSay,
    })
}

/// An item of a group against the rest.
pub(super) fn question(plan: &Plan, all: &Table, place: &Place<'_>, item: usize) -> Option<Comparison> {
    let items = plan.items.len();
    let group = place.table.tally(items, place.group, item);
    let rest = without(all.tally(items, 0, item), group);
    let item = &plan.items[item];
    let (own, others) = (categories(item, group), categories(item, &rest));
    let (x1, x2) = (tones(item, &own)[2], tones(item, &others)[2]);
    let (n1, n2) = (own.iter().sum(), others.iter().sum::<u64>());
    let test = shares(x1, n1, x2, n2)?;
    let ordinal = (item.option.is_none()).then(|| mann_whitney(&own, &others)).flatten();
    Some(Comparison {
        rest_base: n2,
        rest_positive: Some(x2 as f64 / n2 as f64),
        test,
        effect_h: cohen_h(x1, n1, x2, n2),
        effect_g: None,
        mw_p: ordinal.map(|ordinal| ordinal.p_value),
        cliffs_delta: ordinal.map(|ordinal| ordinal.cliffs_delta),
    })
}

fn without(all: &Tally, group: &Tally) -> Tally {
    let mut rest = [0; SLOTS];
    for (slot, rest) in rest.iter_mut().enumerate() {
        *rest = all[slot].saturating_sub(group[slot]);
    }
    rest
}

/// A composite of a group against the rest.
pub(super) fn score(
    plan: &Plan,
    wave: usize,
    all: &Table,
    place: &Place<'_>,
    composite: usize,
) -> Option<Comparison> {
    let (items, composites) = (plan.items.len(), plan.composites.len());
    let own = place.table.score(composites, place.group, composite);
    let total = all.score(composites, 0, composite);
    let rest = ScoreSums {
        n: total.n.saturating_sub(own.n),
        sum: total.sum.saturating_sub(own.sum),
        squares: total.squares.saturating_sub(own.squares),
    };
    let composite = &plan.composites[composite];
    let tally = |item: usize| place.table.tally(items, place.group, item);
    let of_group = published(composite, wave, own, |item| share(&plan.items[item], tally(item)))?;
    let of_rest = published(composite, wave, &rest, |item| {
        share(&plan.items[item], &without(all.tally(items, 0, item), tally(item)))
    })?;
    Some(Comparison {
        rest_base: rest.n,
        rest_positive: None,
        test: scores((of_group, own), (of_rest, &rest))?,
        effect_h: None,
        effect_g: sample(own).zip(sample(&rest)).and_then(|(own, rest)| welch(own, rest)?.hedges_g),
        mw_p: None,
        cliffs_delta: None,
    })
}

/// The response rate of a group against everybody else's.
pub(super) fn response(own: (u64, u64), all: (u64, u64)) -> Option<Comparison> {
    let rest = (all.0.checked_sub(own.0)?, all.1.checked_sub(own.1)?);
    let test = shares(own.0, own.1, rest.0, rest.1)?;
    Some(Comparison {
        rest_base: rest.1,
        rest_positive: Some(rest.0 as f64 / rest.1 as f64),
        test,
        effect_h: cohen_h(own.0, own.1, rest.0, rest.1),
        effect_g: None,
        mw_p: None,
        cliffs_delta: None,
    })
}
