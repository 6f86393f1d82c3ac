//! Tables of models: what goes together with what, and how well the questions of a score hang together.

use super::{Table, counted, given, inert, joined, kind, whole};
use crate::release::{DriverShare, Findings};
use crate::report::figure::hundredths;

/// The tables.
pub(super) fn tables(found: &Findings) -> Vec<Table> {
    vec![drivers(found), reliability(found)]
}

fn drivers(found: &Findings) -> Table {
    let columns = [
        "wave",
        "outcome",
        "breakdown",
        "group",
        "base",
        "explained",
        "left_out",
        "question",
        "share",
        "ci_low",
        "ci_high",
        "share_lmg",
        "rank_best",
        "rank_worst",
    ];
    Table::of("drivers", &columns, &found.drivers, |one| {
        let row = |share: &DriverShare| {
            vec![
                inert(&one.wave),
                inert(&one.outcome),
                inert(&one.breakdown),
                inert(&one.group),
                counted(one.base),
                whole(one.explained),
                joined(&one.left_out),
                inert(&share.question),
                whole(share.share),
                given(share.low, whole),
                given(share.high, whole),
                given(share.lmg, whole),
                given(share.rank_best, counted),
                given(share.rank_worst, counted),
            ]
        };
        one.shares.iter().map(row).collect()
    })
}

fn reliability(found: &Findings) -> Table {
    let columns = [
        "wave",
        "kind",
        "measure",
        "questions",
        "base",
        "alpha",
        "alpha_low",
        "alpha_high",
        "omega",
        "omega_low",
        "omega_high",
    ];
    Table::of("reliability", &columns, &found.reliability, |one| {
        let mut row = vec![inert(&one.wave), kind(one.kind).to_owned(), inert(&one.measure)];
        row.extend([counted(one.questions), counted(one.base)]);
        let numbers = [one.alpha, one.alpha_low, one.alpha_high, one.omega, one.omega_low, one.omega_high];
        row.extend(numbers.map(|number| given(number, hundredths)));
        vec![row]
    })
}
