//! Sheets of what was found beyond the figures: the tables of the open data, with names beside the ids.

use super::sheet::{Sheet, Value};
use super::subject::{Names, measure_name};
use crate::release::{Marker, MeasureKind};
use crate::report::open_data::{self, Digits, Table};
use crate::report::page::Page;
use crate::report::view::View;
use crate::report::wording;

/// A table's sheet, its title, and what it shows.
type Words = (&'static str, &'static str, &'static str);

fn words(table: &str) -> Words {
    match table {
        "representation" => (
            "Representation",
            "Workforce and respondents",
            "How large each group is among the workforce and among those who answered, in percent, and how many of it answered.",
        ),
        "weighting" => (
            "Weighting",
            "How the survey was weighted",
            "Whether the answers could be weighted to the workforce, by what, and how much that costs in certainty.",
        ),
        "weighted" => (
            "Weighted figures",
            "Figures weighted to the workforce",
            "What each figure would be if those who answered were like the workforce, as whole numbers.",
        ),
        "unanswered" => (
            "Left empty",
            "Questions left empty",
            "How many of those who were asked left a question empty, in whole percent.",
        ),
        "spreads" => (
            "Do groups differ",
            "Whether the groups of a breakdown differ",
            "One test for each question and breakdown of whether its groups differ at all, with the size of the difference.",
        ),
        "consistency" => (
            "Consistently lower or higher",
            "Groups that are consistently lower or higher",
            "One judgement for each group over all questions together, against all other colleagues, in points.",
        ),
        "like_for_like" => (
            "Like for like",
            "Units compared like for like",
            "How units compare with the rest when staff are alike in the named respects. The observed figure has one decimal, the others are whole.",
        ),
        "rankings" => (
            "Who may be lowest",
            "How sure the order of units is",
            "Figures drawn towards the average as far as chance asks for, with the chance from 0 to 1 of being the lowest and the highest.",
        ),
        "drivers" => (
            "Drivers",
            "What goes together with the headline questions",
            "How much of what explains a headline question each other question has, in whole percent. It is no cause.",
        ),
        "reliability" => (
            "Reliability",
            "How well the questions of a score hang together",
            "Coefficients from 0 to 1 for each score, with their 95% ranges.",
        ),
        "decompositions" => (
            "Contributions to change",
            "What each unit contributed to a change",
            "A change of everyone’s figure as the sum of what its units contributed, in points.",
        ),
        "trends" => ("Trends", "Three and more surveys", "The figures of every survey with points per year."),
        _ => ("Findings", "Findings", "What was found."),
    }
}

/// One for each table of findings.
pub(super) fn sheets<'a>(page: &Page<'a>, names: &Names) -> Vec<Sheet<'a>> {
    let tables = open_data::found(page.view, Digits::Tenths);
    tables.into_iter().map(|table| sheet(page.view, names, table)).collect()
}

fn sheet<'a>(view: &View<'a>, names: &Names, table: Table) -> Sheet<'a> {
    let (name, title, shows) = words(table.name);
    let columns = table.names();
    let place = |name: &str| columns.iter().position(|column| *column == name);
    let (kind, breakdown) = (place("kind"), place("breakdown"));
    let row = |fields: &Vec<String>| {
        let field =
            |place: Option<usize>| place.and_then(|place| fields.get(place)).map_or("", String::as_str);
        let subject = Subject { view, names, kind: field(kind), breakdown: field(breakdown) };
        let told: Vec<Value> =
            fields.iter().zip(&columns).map(|(field, column)| value(table.name, column, field)).collect();
        let called = fields.iter().zip(&columns).filter(|(_, column)| is_named(column));
        let called = called.map(|(field, column)| Value::text(subject.name(column, field)));
        called.chain(told).collect()
    };
    let headings = columns.iter().filter(|column| is_named(column)).map(|column| named(column));
    Sheet {
        name: name.to_owned(),
        title: title.to_owned(),
        shows: shows.to_owned(),
        headings: headings.chain(columns.iter().map(|column| heading(column))).collect(),
        rows: table.records().iter().map(row).collect(),
        still: 1,
    }
}

/// Whether a column has ids that have names.
fn is_named(column: &str) -> bool {
    matches!(column, "measure" | "breakdown" | "group" | "question" | "outcome")
}

/// What the column of the names is called.
fn named(column: &str) -> String {
    match column {
        "measure" => "Question or score".to_owned(),
        other => heading(other).replace(" ID", ""),
    }
}

/// What a column is called.
fn heading(column: &str) -> String {
    match column {
        "ci_low" => "95% range from".to_owned(),
        "ci_high" => "95% range to".to_owned(),
        "measure" | "breakdown" | "group" | "question" | "outcome" => {
            format!("{} ID", wording::sentence(column))
        }
        "share_lmg" => "Share over all orders of entry".to_owned(),
        other => wording::sentence(&other.replace('_', " ")),
    }
}

/// Whose names are looked up.
struct Subject<'v, 'a> {
    view: &'v View<'a>,
    names: &'v Names,
    kind: &'v str,
    breakdown: &'v str,
}

impl Subject<'_, '_> {
    fn name(&self, column: &str, id: &str) -> String {
        match column {
            "breakdown" => self.names.breakdown(id),
            "group" => self.group(id),
            _ => {
                let all = self.view.release.measures().iter();
                let mut same = all.filter(|measure| measure.id == id && self.is_kind(measure.kind));
                measure_name(same.next(), id)
            }
        }
    }

    /// A group's name; that of a table without breakdowns is a unit of the highest level.
    fn group(&self, id: &str) -> String {
        let highest = self.view.level(0).map_or("", |level| level.id.as_str());
        self.names.group(if self.breakdown.is_empty() { highest } else { self.breakdown }, id)
    }

    /// Tables without kinds are about questions.
    fn is_kind(&self, kind: MeasureKind) -> bool {
        open_data::kind(kind) == if self.kind.is_empty() { "question" } else { self.kind }
    }
}

/// Columns of words and ids, whatever they look like.
fn is_words(table: &str, column: &str) -> bool {
    let ids = ["wave", "from", "kind", "measure", "breakdown", "group", "question", "outcome", "left_out"];
    let words = ["verdict", "test", "differ", "alike_in", "weighted_by", "outcome", "reason"];
    let units = table == "decompositions" && column == "groups";
    ids.contains(&column) || words.contains(&column) || units
}

/// A field of the open data: words, or a number as it was rounded.
fn value<'a>(table: &str, column: &str, field: &str) -> Value<'a> {
    if field.is_empty() {
        // Like for like, the words alone are told where the numbers would tell of few people.
        let few = table == "like_for_like";
        return Value::Marker(if few { Marker::Confidential } else { Marker::NotApplicable });
    }
    let words = || Value::text(field.to_owned());
    if is_words(table, column) {
        return words();
    }
    let Ok(number) = field.parse::<f64>() else { return words() };
    match field.split_once('.') {
        None if field.contains('e') => Value::Given(number),
        None => Value::Whole(number),
        Some((_, decimals)) if decimals.len() == 1 => Value::Tenth(number),
        Some(_) => Value::Given(number),
    }
}
