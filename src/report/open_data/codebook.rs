//! The codebook: what the ids in the other tables stand for.

use super::column::{Column, Holds, KIND};
use super::table::{Form, Table};
use super::{counted, inert, joined, kind, yes_no};
use crate::release::{Measure, Release, ReleasedBreakdown, ReleasedCross, ReleasedGroup, ReleasedWave};

/// The tables.
pub(super) fn tables(release: &Release) -> Vec<Table> {
    vec![waves(release), measures(release), groups(release)]
}

/// The id that other tables have.
const fn id(about: &'static str) -> Column {
    Column::new("id", Holds::Text, about)
}

/// In which waves something is.
const fn waves_of(about: &'static str) -> Column {
    Column::new("waves", Holds::Names, about).or_empty()
}

const WAVES: Form<6> = Form {
    name: "waves",
    about: "The surveys, earliest first.",
    columns: [
        id("The survey's id, as in the other tables."),
        Column::new("label", Holds::Text, "What the survey is called."),
        Column::new("start", Holds::Date, "The first day on which people could answer."),
        Column::new("end", Holds::Date, "The last day on which people could answer."),
        Column::new("answers_read", Holds::Count, "How many sets of answers there were."),
        Column::new(
            "answers_kept",
            Holds::Count,
            "How many of them were kept; the others were tests, doubles or empty.",
        ),
    ],
    key: &["id"],
    links: &[],
};

fn waves(release: &Release) -> Table {
    Table::of(&WAVES, release.waves(), |wave: &ReleasedWave| {
        vec![[
            inert(&wave.id),
            inert(&wave.label),
            inert(&wave.start),
            inert(&wave.end),
            counted(wave.read),
            counted(wave.kept),
        ]]
    })
}

const MEASURES: Form<14> = Form {
    name: "measures",
    about: "Everything that is measured: response rates, pillars, indices and questions, in the words that people were asked.",
    columns: [
        KIND,
        id("The measure's id, as in the other tables; unique within its kind."),
        Column::new(
            "text",
            Holds::Text,
            "The question as it was asked, the name of the pillar or index, or whose response rate it is.",
        ),
        Column::new("description", Holds::Text, "What one should know about a pillar or an index.")
            .or_empty(),
        Column::new("formula", Holds::Text, "How a pillar or an index is worked out.").or_empty(),
        Column::new(
            "pillar",
            Holds::Text,
            "The pillar that a question belongs to: its id here, where the kind is pillar.",
        )
        .or_empty(),
        Column::new(
            "role",
            Holds::Text,
            "What a question is for, in the words of whoever designed the survey, such as pride.",
        )
        .or_empty(),
        Column::new(
            "answers",
            Holds::Text,
            "The answers to choose from, the least favourable first, with a bar between them.",
        )
        .or_empty(),
        Column::new(
            "reverse",
            Holds::YesNo,
            "Whether agreeing is unfavourable, so that disagreeing counts as positive.",
        ),
        Column::new(
            "option",
            Holds::YesNo,
            "Whether this is one option of a question with several; positive then means chosen.",
        ),
        Column::new("routed", Holds::YesNo, "Whether only some were asked."),
        Column::new(
            "sensitive",
            Holds::YesNo,
            "Whether the answers are more personal than others, and more strictly protected.",
        ),
        Column::new(
            "mean_points",
            Holds::YesNo,
            "Whether a score is a mean of points from 0 to 100, not of percentages.",
        ),
        waves_of("The surveys that measured it, with a semicolon between them."),
    ],
    key: &["kind", "id"],
    links: &[],
};

fn measures(release: &Release) -> Table {
    Table::of(&MEASURES, release.measures(), |one: &Measure| {
        let answers: Vec<&str> = one.categories.iter().map(|category| category.label.as_str()).collect();
        vec![[
            kind(one.kind).to_owned(),
            inert(&one.id),
            inert(&one.text),
            inert(&one.description),
            inert(&one.formula),
            inert(one.pillar.as_deref().unwrap_or_default()),
            inert(one.role.as_deref().unwrap_or_default()),
            inert(&answers.join(" | ")),
            yes_no(one.reverse),
            yes_no(one.option),
            yes_no(one.routed),
            yes_no(one.sensitive),
            yes_no(one.mean_points),
            joined(&one.waves),
        ]]
    })
}

const GROUPS: Form<8> = Form {
    name: "groups",
    about: "Every group of people that figures are given for: everyone, the units of the organisation, characteristics, and \
            characteristics within units.",
    columns: [
        Column::new("breakdown", Holds::Text, "The id of the breakdown that the group belongs to, as in the other tables."),
        id("The group's id, as in the column group of the other tables; unique within its breakdown."),
        Column::new("name", Holds::Text, "What the group is called."),
        Column::new("breakdown_name", Holds::Text, "What the breakdown is called."),
        Column::new(
            "level",
            Holds::Count,
            "For a level of the organisation: how many levels are above it. Empty for everyone and for characteristics.",
        )
        .or_empty(),
        Column::new("parent", Holds::Text, "The unit that this one is part of: its id, one level higher.").or_empty(),
        Column::new("protected", Holds::YesNo, "Whether the breakdown is a protected characteristic."),
        waves_of("The surveys in which the group exists, with a semicolon between them."),
    ],
    key: &["breakdown", "id"],
    links: &[],
};

fn groups(release: &Release) -> Table {
    let mut rows = vec![everyone(release)];
    for breakdown in release.breakdowns() {
        rows.extend(breakdown.groups.iter().map(|group| one(breakdown, group)));
    }
    for cross in release.crosses() {
        rows.extend(cells(release, cross));
    }
    Table::of(&GROUPS, rows, |row| vec![row])
}

fn everyone(release: &Release) -> [String; 8] {
    let waves: Vec<String> = release.waves().iter().map(|wave| wave.id.clone()).collect();
    let [all, name, none] = ["all", "Everyone", ""].map(str::to_owned);
    [all.clone(), all, name.clone(), name, none.clone(), none, yes_no(false), joined(&waves)]
}

fn one(breakdown: &ReleasedBreakdown, group: &ReleasedGroup) -> [String; 8] {
    [
        inert(&breakdown.id),
        inert(&group.id),
        inert(&group.name),
        inert(&breakdown.name),
        breakdown.level.map(|level| level.to_string()).unwrap_or_default(),
        inert(group.parent.as_deref().unwrap_or_default()),
        yes_no(breakdown.protected),
        joined(&group.waves),
    ]
}

/// The cells of a cross table, as its rows name them.
fn cells(release: &Release, cross: &ReleasedCross) -> Vec<[String; 8]> {
    let of = |id: &str| release.breakdowns().iter().find(|breakdown| breakdown.id == id);
    let (Some(level), Some(characteristic)) = (of(&cross.level), of(&cross.characteristic)) else {
        return Vec::new();
    };
    let cell = |unit: &ReleasedGroup, column: &crate::release::ReleasedColumn| {
        [
            inert(&cross.id),
            inert(&format!("{}×{}", unit.id, column.id)),
            inert(&format!("{} × {}", unit.name, column.name)),
            inert(&format!("{} × {}", level.name, characteristic.name)),
            String::new(),
            inert(&unit.id),
            yes_no(characteristic.protected),
            joined(&unit.waves),
        ]
    };
    level.groups.iter().flat_map(|unit| cross.columns.iter().map(move |column| cell(unit, column))).collect()
}
