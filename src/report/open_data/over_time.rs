//! Tables over time: what each unit contributed to a change, and three surveys and more as a trend.

use super::{Digits, Table, given, inert, joined, kind, verdict};
use crate::release::{Contribution, Findings};
use crate::report::figure::{decimal, p_number};

/// What stands for all units that are not named.
const OTHERS: &str = "all-others";

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![decompositions(found), trends(found, digits)]
}

fn decompositions(found: &Findings) -> Table {
    let columns =
        ["wave", "from", "kind", "measure", "change", "groups", "within", "between", "contribution"];
    Table::of("decompositions", &columns, &found.decompositions, |one| {
        let row = |part: &Contribution| {
            vec![
                inert(&one.wave),
                inert(&one.from),
                kind(one.kind).to_owned(),
                inert(&one.measure),
                decimal(one.change),
                if part.groups.is_empty() { OTHERS.to_owned() } else { joined(&part.groups) },
                decimal(part.within),
                decimal(part.between),
                decimal(part.within + part.between),
            ]
        };
        one.parts.iter().map(row).collect()
    })
}

fn trends(found: &Findings, digits: Digits) -> Table {
    let columns = [
        "kind",
        "measure",
        "breakdown",
        "group",
        "wave",
        "value",
        "points_per_year",
        "ci_low",
        "ci_high",
        "p_adjusted",
        "verdict",
    ];
    Table::of("trends", &columns, &found.trends, |one| {
        let row = |(wave, number): (&String, &f64)| {
            vec![
                kind(one.kind).to_owned(),
                inert(&one.measure),
                inert(&one.breakdown),
                inert(&one.group),
                inert(wave),
                digits.value(one.kind, *number),
                decimal(one.slope),
                given(one.low, decimal),
                given(one.high, decimal),
                given(one.p_adjusted, p_number),
                verdict(one.verdict),
            ]
        };
        one.waves.iter().zip(&one.values).map(row).collect()
    })
}
