//! Tables over time: what each unit contributed to a change, and three surveys and more as a trend.

use super::column::{ADJUSTED, BREAKDOWN, Column, GROUP, Holds, KIND, MEASURE, WAVE, verdicts};
use super::table::{Form, Link, Table};
use super::{Digits, given, inert, joined, kind, verdict};
use crate::release::{Contribution, Findings};
use crate::report::figure::{decimal, p_number};

/// What stands for all units that are not named.
const OTHERS: &str = "all-others";

/// The tables.
pub(super) fn tables(found: &Findings, digits: Digits) -> Vec<Table> {
    vec![decompositions(found), trends(found, digits)]
}

const DECOMPOSITIONS: Form<9> = Form {
    name: "decompositions",
    about: "What each unit of the highest level contributed to the organisation's change since an earlier survey. The contributions add up to the change.",
    columns: [
        WAVE,
        Column::new("from", Holds::Text, "The earlier survey: its id in waves.csv."),
        KIND,
        MEASURE,
        Column::new("change", Holds::Number, "The organisation's change, in points."),
        Column::new(
            "groups",
            Holds::Text,
            "The unit's id in groups.csv, or several with a semicolon between them; all-others stands for all that are not named.",
        ),
        Column::new("within", Holds::Number, "Points from the unit's own answers having changed."),
        Column::new(
            "between",
            Holds::Number,
            "Points from the unit having become a larger or smaller part of those who answered.",
        ),
        Column::new("contribution", Holds::Number, "Both together, in points."),
    ],
    key: &["wave", "from", "kind", "measure", "groups"],
    links: &[Link::WAVE, Link { columns: &["from"], ..Link::WAVE }, Link::MEASURE],
};

fn decompositions(found: &Findings) -> Table {
    Table::of(&DECOMPOSITIONS, &found.decompositions, |one| {
        let row = |part: &Contribution| {
            [
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

const TRENDS: Form<11> = Form {
    name: "trends",
    about: "Three surveys and more as a trend: one row for each survey, with the trend over all of them beside it.",
    columns: [
        KIND,
        MEASURE,
        BREAKDOWN,
        GROUP,
        WAVE,
        Column::new(
            "value",
            Holds::Number,
            "The figure of this survey, on the questions that all of them share.",
        ),
        Column::new("points_per_year", Holds::Number, "The mean change in a year, in points."),
        Column::new("ci_low", Holds::Number, "The lower end of its 95% interval.").or_empty(),
        Column::new("ci_high", Holds::Number, "The upper end of its 95% interval.").or_empty(),
        ADJUSTED.or_empty(),
        Column::new("verdict", Holds::OneOf(verdicts), "What it amounts to over the whole time."),
    ],
    key: &["kind", "measure", "breakdown", "group", "wave"],
    links: &[Link::WAVE, Link::MEASURE, Link::GROUP],
};

fn trends(found: &Findings, digits: Digits) -> Table {
    Table::of(&TRENDS, &found.trends, |one| {
        let row = |(wave, number): (&String, &f64)| {
            [
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
