//! Tables of models: what goes together with what, and how well the questions of a score hang together.

use super::column::{BREAKDOWN, Column, GROUP, HIGH, Holds, KIND, LOW, MEASURE, WAVE};
use super::table::{Form, Link, Table};
use super::{counted, given, inert, joined, kind, whole};
use crate::release::{DriverShare, Findings};
use crate::report::figure::hundredths;

/// The tables.
pub(super) fn tables(found: &Findings) -> Vec<Table> {
    vec![drivers(found), reliability(found)]
}

const DRIVERS: Form<14> = Form {
    name: "drivers",
    about: "What goes together with a question such as pride. It says what goes together, not what is the cause.",
    columns: [
        WAVE,
        Column::new(
            "outcome",
            Holds::Text,
            "The question whose companions are looked for: its id in measures.csv.",
        ),
        BREAKDOWN,
        GROUP,
        Column::new("base", Holds::Count, "How many people answered all of these questions."),
        Column::new(
            "explained",
            Holds::Percent,
            "How much of the differences in the outcome goes together with the questions, in percent.",
        ),
        Column::new("left_out", Holds::Names, "Questions left out because they repeat others exactly.")
            .or_empty(),
        Column::new(
            "question",
            Holds::Text,
            "A question that may go with the outcome: its id in measures.csv.",
        ),
        Column::new("share", Holds::Percent, "Its part of what is explained, in percent (relative weight)."),
        LOW,
        HIGH,
        Column::new(
            "share_lmg",
            Holds::Percent,
            "The same by another method (the mean over all orders, LMG).",
        )
        .or_empty(),
        Column::new(
            "rank_best",
            Holds::Count,
            "The best place it may have among the questions; 1 is the largest share.",
        )
        .or_empty(),
        Column::new("rank_worst", Holds::Count, "The worst place it may have.").or_empty(),
    ],
    key: &["wave", "outcome", "breakdown", "group", "question"],
    links: &[Link::WAVE, Link::GROUP],
};

fn drivers(found: &Findings) -> Table {
    Table::of(&DRIVERS, &found.drivers, |one| {
        let row = |share: &DriverShare| {
            [
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

/// A coefficient that is 1 at most.
const fn coefficient(name: &'static str, about: &'static str) -> Column {
    Column::new(name, Holds::Number, about).or_empty()
}

const RELIABILITY: Form<11> = Form {
    name: "reliability",
    about: "How well the questions of a score hang together: near 1, they measure the same thing.",
    columns: [
        WAVE,
        KIND,
        MEASURE,
        Column::new("questions", Holds::Count, "How many questions the score has."),
        Column::new("base", Holds::Count, "How many people answered all of them."),
        coefficient("alpha", "Cronbach's alpha; of two questions the Spearman-Brown coefficient."),
        coefficient("alpha_low", "The lower end of its 95% interval."),
        coefficient("alpha_high", "The upper end of its 95% interval."),
        coefficient("omega", "McDonald's omega of one factor; from three questions."),
        coefficient("omega_low", "The lower end of its 95% interval."),
        coefficient("omega_high", "The upper end of its 95% interval."),
    ],
    key: &["wave", "kind", "measure"],
    links: &[Link::WAVE, Link::MEASURE],
};

fn reliability(found: &Findings) -> Table {
    Table::of(&RELIABILITY, &found.reliability, |one| {
        vec![[
            inert(&one.wave),
            kind(one.kind).to_owned(),
            inert(&one.measure),
            counted(one.questions),
            counted(one.base),
            given(one.alpha, hundredths),
            given(one.alpha_low, hundredths),
            given(one.alpha_high, hundredths),
            given(one.omega, hundredths),
            given(one.omega_low, hundredths),
            given(one.omega_high, hundredths),
        ]]
    })
}
