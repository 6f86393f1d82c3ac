//! Tables about who answered: representation, weighting, weighted figures, questions left empty.

use super::column::{BREAKDOWN, Column, GROUP, HIGH, Holds, KIND, LOW, MEASURE, WAVE};
use super::table::{Form, Link, Table};
use super::{Digits, counted, given, inert, joined, kind, whole};
use crate::release::{Findings, RepresentedGroup, Weighted, WeightingOutcome};
use crate::report::figure::{decimal, hundredths, p_number};

/// What stands for all groups that are not shown.
const NOT_SHOWN: &str = "not-shown";

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![representation(found, digits), weighting(found), weighted(found), unanswered(found)]
}

const REPRESENTATION: Form<9> = Form {
    name: "representation",
    about: "How the people who answered differ from the workforce, group by group.",
    columns: [
        WAVE,
        BREAKDOWN,
        Column::new(
            "group",
            Holds::Text,
            "The group's id in groups.csv; not-shown stands for all groups together that are too small to be shown.",
        ),
        Column::new("workforce", Holds::Percent, "The group's part of the workforce, in percent."),
        Column::new("respondents", Holds::Percent, "The group's part of those who answered, in percent."),
        Column::new("difference", Holds::Points, "Its part of those who answered minus its part of the workforce, in points."),
        Column::new("response_rate", Holds::Percent, "How many of the group answered, in percent."),
        Column::new(
            "r_indicator",
            Holds::Number,
            "How evenly the groups of this breakdown answered (the R-indicator): 1 where all answered at the same rate.",
        )
        .or_empty(),
        Column::new(
            "p_value",
            Holds::Part,
            "How often chance alone would make response rates differ so much, if all groups were as likely to answer.",
        )
        .or_empty(),
    ],
    key: &["wave", "breakdown", "group"],
    links: &[Link::WAVE],
};

fn representation(found: &Findings, digits: Digits) -> Table {
    Table::of(&REPRESENTATION, &found.representation, |one| {
        let row = |group: &RepresentedGroup| {
            [
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

const WEIGHTING: Form<9> = Form {
    name: "weighting",
    about: "How those who answered were weighted to be like the workforce, or why they were not. The figures of results.csv are not weighted.",
    columns: [
        WAVE,
        Column::new(
            "weighted_by",
            Holds::Names,
            "The breakdowns in which the weighted respondents are like the workforce.",
        )
        .or_empty(),
        Column::new(
            "outcome",
            Holds::OneOf(outcomes),
            "Whether there are weights that make the respondents like the workforce.",
        ),
        Column::new("reason", Holds::Text, "Why there are no weights; empty where there are.").or_empty(),
        Column::new(
            "design_effect",
            Holds::Number,
            "How much weighting widens the intervals: 1 is not at all.",
        )
        .or_empty(),
        Column::new(
            "effective_base",
            Holds::Count,
            "How many unweighted answers would say as much as the weighted ones.",
        )
        .or_empty(),
        Column::new(
            "largest_weight",
            Holds::Number,
            "For how many average respondents one person counts at most.",
        )
        .or_empty(),
        Column::new(
            "trimmed",
            Holds::Percent,
            "How many had their weight cut to the largest allowed, in percent.",
        )
        .or_empty(),
        Column::new("rounds", Holds::Count, "How many rounds it took to find the weights.").or_empty(),
    ],
    key: &["wave"],
    links: &[Link::WAVE],
};

/// What may come of weighting.
fn outcomes() -> Vec<&'static str> {
    vec!["met", "refused"]
}

fn weighting(found: &Findings) -> Table {
    let none = String::new;
    let row = |one: &WeightingOutcome| {
        let [wave, by] = [inert(&one.wave), joined(&one.by)];
        let row = match &one.outcome {
            Weighted::Refused(reason) => {
                [wave, by, "refused".to_owned(), inert(reason), none(), none(), none(), none(), none()]
            }
            Weighted::Met { design_effect, effective_base, largest, trimmed, rounds } => [
                wave,
                by,
                "met".to_owned(),
                none(),
                hundredths(*design_effect),
                counted(*effective_base),
                decimal(*largest),
                whole(*trimmed),
                rounds.to_string(),
            ],
        };
        vec![row]
    };
    Table::of(&WEIGHTING, &found.weighting, row)
}

const WEIGHTED: Form<8> = Form {
    name: "weighted",
    about: "What figures would be if those who answered were like the workforce. The published figures are the unweighted ones of results.csv.",
    columns: [
        WAVE,
        KIND,
        MEASURE,
        BREAKDOWN,
        GROUP,
        Column::new("weighted", Holds::Percent, "The weighted figure: percent positive, or the score."),
        LOW,
        HIGH,
    ],
    key: &["wave", "kind", "measure", "breakdown", "group"],
    links: &[Link::WAVE, Link::MEASURE, Link::GROUP],
};

fn weighted(found: &Findings) -> Table {
    Table::of(&WEIGHTED, &found.weighted, |one| {
        vec![[
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

const UNANSWERED: Form<3> = Form {
    name: "unanswered",
    about: "How many of those who took part and were asked a question left it empty.",
    columns: [
        WAVE,
        Column::new("measure", Holds::Text, "The question's id."),
        Column::new("left_empty", Holds::Percent, "How many left it empty, in percent."),
    ],
    key: &["wave", "measure"],
    links: &[Link::WAVE],
};

fn unanswered(found: &Findings) -> Table {
    Table::of(&UNANSWERED, &found.unanswered, |one| {
        vec![[inert(&one.wave), inert(&one.measure), whole(one.share)]]
    })
}
