//! Tables that compare groups: whether they differ at all, who is consistently lower, like for like, who may be lowest.

use super::column::{
    ADJUSTED, BREAKDOWN, Column, GROUP, HIGH, Holds, KIND, LOW, MEASURE, QUESTION, WAVE, joint_verdicts,
    verdicts,
};
use super::table::{Form, Link, Table};
use super::{Digits, counted, given, inert, joined, kind, verdict, whole, yes_no};
use crate::release::{Findings, RankedGroup};
use crate::report::figure::{hundredths, p_number};
use crate::report::wording;

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![spreads(found), consistency(found, digits), like_for_like(found, digits), rankings(found, digits)]
}

const SPREADS: Form<12> = Form {
    name: "spreads",
    about: "Whether the groups of a breakdown differ at all on a measure, by one test over all of them.",
    columns: [
        WAVE,
        KIND,
        MEASURE,
        BREAKDOWN,
        Column::new("groups", Holds::Count, "How many groups were compared; all that are not shown count as one."),
        Column::new("test", Holds::Text, "The name of the test: chi-square for shares, Welch for scores."),
        Column::new(
            "effect",
            Holds::Number,
            "How large the differences are: Cramér's V for shares, omega squared for scores. 0 is no difference.",
        )
        .or_empty(),
        Column::new(
            "p_value",
            Holds::Part,
            "How often chance alone would make the groups differ so much, if they did not differ.",
        ),
        ADJUSTED,
        Column::new(
            "ordinal_p",
            Holds::Part,
            "The p-value of a test over all answer categories (Kruskal and Wallis), where all of them are shown.",
        )
        .or_empty(),
        Column::new(
            "weighted_p",
            Holds::Part,
            "The p-value with those who answered weighted to be like the workforce (Rao and Scott); of few questions only.",
        )
        .or_empty(),
        Column::new("differ", Holds::YesNo, "Whether the groups differ more than chance explains."),
    ],
    key: &["wave", "kind", "measure", "breakdown"],
    links: &[Link::WAVE, Link::MEASURE],
};

fn spreads(found: &Findings) -> Table {
    Table::of(&SPREADS, &found.spreads, |one| {
        vec![[
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
            yes_no(one.differ),
        ]]
    })
}

const CONSISTENCY: Form<11> = Form {
    name: "consistency",
    about: "Whether a group is higher or lower than everybody else over all questions together, by one test.",
    columns: [
        WAVE,
        BREAKDOWN,
        GROUP,
        Column::new("questions", Holds::Count, "How many questions were compared."),
        Column::new(
            "lower",
            Holds::Count,
            "On how many of them the group is less positive than everybody else, by whatever little.",
        ),
        Column::new("higher", Holds::Count, "On how many of them it is more positive, by whatever little."),
        Column::new("difference", Holds::Points, "The mean difference over all questions, in points."),
        LOW,
        HIGH,
        ADJUSTED,
        Column::new("verdict", Holds::OneOf(joint_verdicts), "What this amounts to."),
    ],
    key: &["wave", "breakdown", "group"],
    links: &[Link::WAVE, Link::GROUP],
};

fn consistency(found: &Findings, digits: Digits) -> Table {
    Table::of(&CONSISTENCY, &found.consistency, |one| {
        vec![[
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

const LIKE_FOR_LIKE: Form<12> = Form {
    name: "like_for_like",
    about: "Units of the highest level as if each had the same mix of staff as the whole organisation.",
    columns: [
        WAVE,
        KIND,
        MEASURE,
        Column::new("group", Holds::Text, "The unit's id in groups.csv, in the highest level of the organisation."),
        Column::new("alike_in", Holds::Names, "The characteristics in which the unit was made like the organisation."),
        Column::new("covered", Holds::Percent, "How many of the organisation's staff have a counterpart in the unit, in percent."),
        Column::new("observed", Holds::Number, "The published figure: whole percent positive, or a score with one decimal."),
        Column::new("like_for_like", Holds::Percent, "The figure with the organisation's mix of staff; empty where it would tell of few people.").or_empty(),
        Column::new("difference", Holds::Points, "The difference from everybody else, both like for like, in points; empty where like_for_like is.").or_empty(),
        LOW,
        HIGH,
        Column::new("verdict", Holds::OneOf(verdicts), "What the difference amounts to."),
    ],
    key: &["wave", "kind", "measure", "group"],
    links: &[Link::WAVE, Link::MEASURE],
};

fn like_for_like(found: &Findings, digits: Digits) -> Table {
    Table::of(&LIKE_FOR_LIKE, &found.like_for_like, |one| {
        vec![[
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

const RANKINGS: Form<10> = Form {
    name: "rankings",
    about: "Which group of a breakdown may be the lowest and which the highest on a question, with small groups drawn towards the others.",
    columns: [
        WAVE,
        QUESTION,
        BREAKDOWN,
        Column::new(
            "differ",
            Holds::YesNo,
            "Whether the groups differ more than chance explains; where not, they have no order.",
        ),
        GROUP,
        Column::new(
            "shrunk",
            Holds::Percent,
            "Percent positive, drawn towards the other groups the more the fewer people answered.",
        ),
        LOW,
        HIGH,
        Column::new(
            "chance_lowest",
            Holds::Part,
            "The chance that this group is the lowest of those shown: 0 never, 1 always.",
        )
        .or_empty(),
        Column::new("chance_highest", Holds::Part, "The chance that it is the highest.").or_empty(),
    ],
    key: &["wave", "measure", "breakdown", "group"],
    links: &[Link::WAVE, Link::GROUP],
};

fn rankings(found: &Findings, digits: Digits) -> Table {
    Table::of(&RANKINGS, &found.rankings, |one| {
        let row = |group: &RankedGroup| {
            [
                inert(&one.wave),
                inert(&one.measure),
                inert(&one.breakdown),
                yes_no(one.differ),
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
