//! Tables about who answered: representation, weighting, weighted figures, questions left empty.

use super::{Digits, Table, counted, given, inert, joined, kind, whole};
use crate::release::{Findings, Weighted, WeightingOutcome};
use crate::report::figure::{decimal, hundredths, p_number};

/// What stands for all groups that are not shown.
const NOT_SHOWN: &str = "not-shown";

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![representation(found, digits), weighting(found), weighted(found), unanswered(found)]
}

fn representation(found: &Findings, digits: Digits) -> Table {
    let columns = [
        "wave",
        "breakdown",
        "group",
        "workforce",
        "respondents",
        "difference",
        "response_rate",
        "r_indicator",
        "p_value",
    ];
    Table::of("representation", &columns, &found.representation, |one| {
        let row = |group: &crate::release::RepresentedGroup| {
            vec![
                inert(&one.wave),
                inert(&one.breakdown),
                inert(group.group.as_deref().unwrap_or(NOT_SHOWN)),
                digits.points(group.workforce),
                digits.points(group.respondents),
                digits.points(group.respondents - group.workforce),
                digits.points(group.rate),
                given(one.r_indicator, hundredths),
                given(one.p_value, p_number),
            ]
        };
        one.groups.iter().map(row).collect()
    })
}

fn weighting(found: &Findings) -> Table {
    let columns = [
        "wave",
        "weighted_by",
        "outcome",
        "reason",
        "design_effect",
        "effective_base",
        "largest_weight",
        "trimmed",
        "rounds",
    ];
    let row = |one: &WeightingOutcome| {
        let mut row = vec![inert(&one.wave), joined(&one.by)];
        match &one.outcome {
            Weighted::Refused(reason) => {
                row.extend(["refused".to_owned(), inert(reason)]);
                row.resize(columns.len(), String::new());
            }
            Weighted::Met { design_effect, effective_base, largest, trimmed, rounds } => row.extend([
                "met".to_owned(),
                String::new(),
                hundredths(*design_effect),
                counted(*effective_base),
                decimal(*largest),
                whole(*trimmed),
                rounds.to_string(),
            ]),
        }
        vec![row]
    };
    Table::of("weighting", &columns, &found.weighting, row)
}

fn weighted(found: &Findings) -> Table {
    let columns = ["wave", "kind", "measure", "breakdown", "group", "weighted", "ci_low", "ci_high"];
    Table::of("weighted", &columns, &found.weighted, |one| {
        vec![vec![
            inert(&one.wave),
            kind(one.kind).to_owned(),
            inert(&one.measure),
            inert(&one.breakdown),
            inert(&one.group),
            whole(one.value),
            given(one.low, whole),
            given(one.high, whole),
        ]]
    })
}

fn unanswered(found: &Findings) -> Table {
    Table::of("unanswered", &["wave", "measure", "left_empty"], &found.unanswered, |one| {
        vec![vec![inert(&one.wave), inert(&one.measure), whole(one.share)]]
    })
}
