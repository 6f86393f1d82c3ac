//! Tables that compare groups: whether they differ at all, who is consistently lower, like for like, who may be lowest.

use super::{Digits, Table, counted, given, inert, joined, kind, verdict, whole};
use crate::release::{Findings, RankedGroup};
use crate::report::figure::{hundredths, p_number};
use crate::report::wording;

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![spreads(found), consistency(found, digits), like_for_like(found, digits), rankings(found, digits)]
}

fn spreads(found: &Findings) -> Table {
    let columns = [
        "wave",
        "kind",
        "measure",
        "breakdown",
        "groups",
        "test",
        "effect",
        "p_value",
        "p_adjusted",
        "ordinal_p",
        "weighted_p",
        "differ",
    ];
    Table::of("spreads", &columns, &found.spreads, |one| {
        vec![vec![
            inert(&one.wave),
            kind(one.kind).to_owned(),
            inert(&one.measure),
            inert(&one.breakdown),
            counted(one.groups),
            inert(&one.method),
            given(one.effect, hundredths),
            p_number(one.p_value),
            p_number(one.p_adjusted),
            given(one.ordinal_p, p_number),
            given(one.weighted_p, p_number),
            if one.differ { "yes" } else { "no" }.to_owned(),
        ]]
    })
}

fn consistency(found: &Findings, digits: Digits) -> Table {
    let columns = [
        "wave",
        "breakdown",
        "group",
        "questions",
        "lower",
        "higher",
        "difference",
        "ci_low",
        "ci_high",
        "p_adjusted",
        "verdict",
    ];
    Table::of("consistency", &columns, &found.consistency, |one| {
        vec![vec![
            inert(&one.wave),
            inert(&one.breakdown),
            inert(&one.group),
            counted(one.questions),
            counted(one.lower),
            counted(one.higher),
            digits.points(one.points),
            given(one.low, |limit| digits.points(limit)),
            given(one.high, |limit| digits.points(limit)),
            p_number(one.p_adjusted),
            wording::consistent(one.verdict).1.to_owned(),
        ]]
    })
}

fn like_for_like(found: &Findings, digits: Digits) -> Table {
    let columns = [
        "wave",
        "kind",
        "measure",
        "group",
        "alike_in",
        "covered",
        "observed",
        "like_for_like",
        "difference",
        "ci_low",
        "ci_high",
        "verdict",
    ];
    Table::of("like_for_like", &columns, &found.like_for_like, |one| {
        vec![vec![
            inert(&one.wave),
            kind(one.kind).to_owned(),
            inert(&one.measure),
            inert(&one.group),
            joined(&one.by),
            whole(one.covered),
            digits.value(one.kind, one.observed),
            given(one.value, whole),
            given(one.points, whole),
            given(one.low, whole),
            given(one.high, whole),
            verdict(one.verdict),
        ]]
    })
}

fn rankings(found: &Findings, digits: Digits) -> Table {
    let columns = [
        "wave",
        "measure",
        "breakdown",
        "differ",
        "group",
        "shrunk",
        "ci_low",
        "ci_high",
        "chance_lowest",
        "chance_highest",
    ];
    Table::of("rankings", &columns, &found.rankings, |one| {
        let row = |group: &RankedGroup| {
            vec![
                inert(&one.wave),
                inert(&one.measure),
                inert(&one.breakdown),
                if one.differ { "yes" } else { "no" }.to_owned(),
                inert(&group.group),
                digits.points(group.value),
                given(group.low, |limit| digits.points(limit)),
                given(group.high, |limit| digits.points(limit)),
                given(group.lowest, hundredths),
                given(group.highest, hundredths),
            ]
        };
        one.groups.iter().map(row).collect()
    })
}
