//! Spreads: whether the groups of a breakdown differ at all on a measure.
//!
//! One test over all shown groups, everybody else being one more group: chi-square on positive or not for a question,
//! Welch's analysis of variance on the respondents' own scores for a score. Benjamini-Hochberg over all measures of a
//! wave and breakdown.

use super::family::adjusted;
use super::seen::{Measured, Seen, SeenRow};
use crate::confidential::estimates::methods::{Sample, chi_square, kruskal_wallis, welch_anova};
use crate::confidential::estimates::{Estimate, Kind};
use crate::confidential::protect::findings::Spread;
use crate::confidential::protect::printed::{probability, thousandth};
use crate::plan::Breakdown;

/// Of every measure, wave and breakdown with two groups or more.
pub(in crate::confidential::protect) fn spreads(seen: &Seen<'_>) -> Vec<Spread> {
    let mut spreads = Vec::new();
    for measured in seen.measures() {
        for breakdown in &seen.plan.breakdowns {
            spreads.extend(spread(seen, measured, breakdown));
        }
    }
    adjust(&mut spreads, seen.plan.verdicts.level);
    spreads
}

fn spread(seen: &Seen<'_>, measured: Measured<'_>, breakdown: &Breakdown) -> Option<Spread> {
    let all = seen.all(measured)?.row;
    let groups = seen.groups(measured, breakdown);
    if groups.len() < 2 {
        return None;
    }
    let tested = match measured.kind {
        Kind::Response => None,
        Kind::Question => shares(all, &groups),
        Kind::Pillar | Kind::Index | Kind::Overall => scores(all, &groups),
    }?;
    Some(Spread {
        wave: seen.wave(measured.wave),
        kind: measured.kind(),
        measure: measured.id.to_owned(),
        breakdown: breakdown.id.clone(),
        groups: tested.groups as u64,
        method: tested.method.to_owned(),
        effect: tested.effect,
        p_value: tested.p_value,
        p_adjusted: tested.p_value,
        ordinal_p: tested.ordinal_p,
        weighted_p: None,
        differ: false,
    })
}

/// What one test over all groups found.
struct Tested {
    groups: usize,
    method: &'static str,
    effect: Option<f64>,
    p_value: f64,
    ordinal_p: Option<f64>,
}

fn shares(all: &Estimate, groups: &[SeenRow<'_>]) -> Option<Tested> {
    let counts =
        |row: &Estimate| row.tones.map(|[negative, neutral, positive]| vec![negative + neutral, positive]);
    let own: Option<Vec<Vec<u64>>> = groups.iter().map(|group| counts(group.row)).collect();
    let table = with_remainder(counts(all)?, own?);
    let test = chi_square(&table)?;
    let categories: Vec<&SeenRow<'_>> = groups.iter().filter(|group| group.detail).collect();
    let ordinal = (categories.len() > 1 && all.categories.len() > 2).then(|| {
        let own = categories.iter().map(|group| group.row.categories.clone()).collect();
        kruskal_wallis(&with_remainder(all.categories.clone(), own))
    });
    Some(Tested {
        groups: table.len(),
        method: "chi-square",
        effect: test.cramers_v_corrected,
        p_value: test.p_value,
        ordinal_p: ordinal.flatten().map(|test| test.p_value),
    })
}

/// The groups' counts, and those of everybody else where there is anybody.
fn with_remainder(all: Vec<u64>, mut groups: Vec<Vec<u64>>) -> Vec<Vec<u64>> {
    let mut rest = all;
    for group in &groups {
        for (rest, count) in rest.iter_mut().zip(group) {
            *rest = rest.saturating_sub(*count);
        }
    }
    if rest.iter().any(|count| *count > 0) {
        groups.push(rest);
    }
    groups
}

fn scores(all: &Estimate, groups: &[SeenRow<'_>]) -> Option<Tested> {
    let sample = |row: &Estimate| Some(Sample { mean: row.mean?, sd: row.sd?, n: row.base });
    let mut samples: Vec<Sample> = groups.iter().filter_map(|group| sample(group.row)).collect();
    samples.extend(remainder(sample(all)?, &samples));
    let test = welch_anova(&samples)?;
    Some(Tested {
        groups: samples.len(),
        method: "Welch",
        // These rest on how the answers of one person go together: see `printed`.
        effect: test.omega_squared.map(thousandth),
        p_value: probability(test.p_value),
        ordinal_p: None,
    })
}

/// Everybody else as a sample, where there are at least two and they differ.
fn remainder(all: Sample, groups: &[Sample]) -> Option<Sample> {
    let squares = |s: &Sample| {
        let n = s.n as f64;
        (n - 1.0).max(0.0) * s.sd * s.sd + n * s.mean * s.mean
    };
    let n = groups.iter().try_fold(all.n, |left, group| left.checked_sub(group.n))?;
    let sum = all.n as f64 * all.mean - groups.iter().map(|group| group.n as f64 * group.mean).sum::<f64>();
    let left = squares(&all) - groups.iter().map(squares).sum::<f64>();
    let mean = sum / n as f64;
    let variance = (left - n as f64 * mean * mean) / (n as f64 - 1.0);
    (n >= 2 && variance > 0.0 && variance.is_finite()).then(|| Sample { mean, sd: variance.sqrt(), n })
}

fn adjust(spreads: &mut [Spread], level: f64) {
    let family = |spread: &Spread| ((spread.wave.clone(), spread.breakdown.clone()), spread.p_value);
    let adjusted = adjusted(spreads.iter().map(family));
    for (spread, p) in spreads.iter_mut().zip(adjusted) {
        spread.p_adjusted = p.unwrap_or(1.0);
        spread.differ = spread.p_adjusted < level;
    }
}
