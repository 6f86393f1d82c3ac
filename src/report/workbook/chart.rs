//! The charts of the report as the workbook has them: each as data for a native chart, with its table.

use super::name::plain;
use super::sheet::{Sheet, Value};
use crate::release::{Marker, Verdict};
use crate::report::Reports;
use crate::report::chart::change::Changes;
use crate::report::chart::diverging::{Diverging, classes};
use crate::report::chart::interval::Intervals;
use crate::report::chart::response::Responses;
use crate::report::chart::{Drawn, Picture};
use crate::report::document::{Block, Chart};
use crate::report::wording;

/// The latest figure, or the only one.
pub(super) const LATEST: u32 = 0x0012_436D;

/// The figure before.
const EARLIER: u32 = 0x0028_A197;

/// A chart on a worksheet of its own.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    /// Of its worksheet.
    pub(super) name: String,
    /// The finding.
    pub(super) title: String,
    /// How to read it, for those who see it and those who do not.
    pub(super) description: String,
    /// Whether the bars of a row stand on each other.
    pub(super) stacked: bool,
    /// The sign behind the numbers.
    pub(super) unit: &'static str,
    /// The columns of its table that are drawn.
    pub(super) series: Vec<Series>,
    /// Its table; the first column has the names of the rows.
    pub(super) table: Sheet<'static>,
}

/// A column that is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series {
    /// The column of the table.
    pub(super) column: u16,
    /// Red, green and blue.
    pub(super) colour: u32,
    /// How many rows of it, from the top.
    pub(super) rows: u32,
    /// The columns with the lengths of the range below and above, and how many of their rows.
    pub(super) range: Option<(u16, u16, u32)>,
}

/// Headings, rows and what of them is drawn.
type Data = (Vec<String>, Vec<Vec<Value<'static>>>, Vec<Series>);

/// Those of the report of the whole organisation and of the one over all surveys, in order.
pub(super) fn charts(reports: &Reports) -> Vec<Drawing> {
    let documents = reports.council.iter().chain(&reports.year_on_year).map(|report| &report.document);
    let blocks = documents.flat_map(|document| &document.sections).flat_map(|section| &section.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let drawn = charts.map(|chart| (chart, data(&chart.picture))).filter(|(_, data)| !data.2.is_empty());
    (1..).zip(drawn).map(|(number, (chart, data))| drawing(number, chart, data)).collect()
}

/// What is drawn. Rows with every figure come first, so that what a series draws is one range without a marker: a
/// program would take a marker for nothing at all.
fn data(picture: &Picture) -> Data {
    let (headings, mut rows, mut series) = match picture {
        Picture::Diverging(data) => diverging(data),
        Picture::Intervals(data) => intervals(data),
        Picture::Changes(data) => changes(data),
        Picture::Slopes(data) => changes(&data.last_step()),
        Picture::Responses(data) => responses(data),
        // No chart of bars.
        Picture::Matrix(_) => Data::default(),
    };
    let columns: Vec<u16> =
        series.iter().flat_map(|one| [one.column, one.range.map_or(one.column, |range| range.0)]).collect();
    rows.sort_by_key(|row| columns.iter().filter(|column| !is_number(row, **column)).count());
    for one in &mut series {
        one.rows = numbers(&rows, one.column);
        one.range = one.range.map(|(below, above, _)| (below, above, numbers(&rows, below)));
    }
    series.retain(|one| one.rows > 0);
    (headings, rows, series)
}

fn is_number(row: &[Value], column: u16) -> bool {
    matches!(row.get(usize::from(column)), Some(Value::Whole(_)))
}

/// How many rows at the top have a number in this column.
fn numbers(rows: &[Vec<Value>], column: u16) -> u32 {
    rows.iter().take_while(|row| is_number(row, column)).count() as u32
}

fn drawing(number: usize, chart: &Chart, (headings, rows, series): Data) -> Drawing {
    let unit = match &chart.picture {
        Picture::Intervals(Intervals { unit, .. }) | Picture::Changes(Changes { unit, .. }) => unit,
        Picture::Slopes(data) => data.unit,
        Picture::Diverging(_) | Picture::Responses(_) | Picture::Matrix(_) => "%",
    };
    let name = format!("Chart {number}");
    let table = Sheet {
        name: format!("Chart {number} data"),
        title: plain(&chart.title),
        shows: format!("The figures of the worksheet {name} as the report prints them: whole numbers."),
        headings,
        rows,
        still: 1,
    };
    Drawing {
        name,
        title: plain(&chart.title),
        description: format!("{} A row with a marker in its table has no bar.", description(&chart.picture)),
        stacked: matches!(chart.picture, Picture::Diverging(_)),
        unit,
        series,
        table,
    }
}

/// How to read it as it is drawn here.
fn description(picture: &Picture) -> String {
    let both = |earlier: &Option<String>, latest: &str| match earlier {
        Some(earlier) => plain(&format!("Two bars in each row: {earlier} above, {latest} below.")),
        None => plain(&format!("One bar in each row: {latest}.")),
    };
    match picture {
        Picture::Diverging(_) => {
            "One bar in each row: all answers, from the least favourable on the left to the most favourable."
                .to_owned()
        }
        Picture::Intervals(_) => "One bar in each row, with a line for its 95% range.".to_owned(),
        Picture::Changes(data) => both(&data.earlier, &data.latest),
        Picture::Slopes(data) => {
            let data = data.last_step();
            both(&data.earlier, &data.latest)
        }
        Picture::Responses(data) => both(&data.earlier, "the latest survey"),
        Picture::Matrix(_) => String::new(),
    }
}

fn diverging(data: &Diverging) -> Data {
    let row = |bar: &crate::report::chart::diverging::Bar| {
        let parts = match &bar.parts {
            Ok(parts) => parts.iter().map(|part| Value::Whole(*part as f64)).collect(),
            Err(marker) => vec![Value::Marker(*marker); data.key.len()],
        };
        std::iter::once(Value::text(bar.label.clone())).chain(parts).collect()
    };
    let colours = classes(&data.key).into_iter().map(colour);
    let series = colours.zip(1..).map(|(colour, column)| Series { column, colour, rows: 0, range: None });
    let key = data.key.iter().map(|(name, _)| name.clone());
    (headings("Answers", key), data.rows.iter().map(row).collect(), series.collect())
}

/// The colour of a shade: blue is favourable, orange is not, grey is neither.
fn colour(class: &str) -> u32 {
    match class {
        "neg-1" => 0x00F4_6A25,
        "neg-2" => 0x00F8_A67C,
        "neg-3" => 0x00FB_D0B9,
        "pos-1" => LATEST,
        "pos-2" => 0x007B_A7CC,
        "pos-3" => 0x00C3_D5E6,
        _ => 0x00C9_CED5,
    }
}

fn intervals(data: &Intervals) -> Data {
    let reference = data.reference.iter().map(|(name, value)| {
        let mut row = vec![Value::text(name.clone()), Value::Whole(*value as f64)];
        row.resize(7, Value::Marker(Marker::NotApplicable));
        row
    });
    let row = |dot: &crate::report::chart::interval::Dot| {
        let none = || Value::Marker(dot.value.err().unwrap_or(Marker::NotApplicable));
        let whole = |number: Option<i64>| number.map_or_else(none, |number| Value::Whole(number as f64));
        let value = dot.value.ok();
        let (low, high) = (dot.interval.map(|ends| ends.0), dot.interval.map(|ends| ends.1));
        let below = value.zip(low).map(|(value, low)| value - low);
        let above = value.zip(high).map(|(value, high)| high - value);
        let mut row = vec![Value::text(dot.label.clone())];
        row.extend([value, low, high, below, above].map(whole));
        row.push(verdict(dot.verdict, dot.value));
        row
    };
    let names = ["Figure", "95% range from", "95% range to", "Length below", "Length above", "Verdict"];
    let rows = reference.chain(data.rows.iter().map(row)).collect();
    let series = vec![Series { column: 1, colour: LATEST, rows: 0, range: Some((4, 5, 0)) }];
    (headings("Whose", names.map(str::to_owned)), rows, series)
}

fn changes(data: &Changes) -> Data {
    let row = |step: &crate::report::chart::change::Step| {
        let missing = Value::Marker(step.to.err().unwrap_or(Marker::NotApplicable));
        vec![
            Value::text(step.label.clone()),
            drawn(step.from),
            drawn(step.to),
            step.change.map_or(missing, |change| Value::Whole(change as f64)),
            verdict(step.verdict, step.to),
        ]
    };
    let earlier = data.earlier.clone().unwrap_or_else(|| "Before".to_owned());
    let names = [earlier, data.latest.clone(), "Change, in points".to_owned(), "Verdict".to_owned()];
    (headings("What", names), data.rows.iter().map(row).collect(), two(data.earlier.is_some()))
}

fn responses(data: &Responses) -> Data {
    let row = |rate: &crate::report::chart::response::Rate| {
        let then = rate.then.unwrap_or(Err(Marker::NotApplicable));
        vec![Value::text(rate.label.clone()), drawn(then), drawn(rate.now)]
    };
    let earlier = data.earlier.clone().unwrap_or_else(|| "Before".to_owned());
    let names = [format!("Response, {earlier}"), "Response, latest".to_owned()];
    (headings("Whose", names), data.rows.iter().map(row).collect(), two(data.earlier.is_some()))
}

/// The earlier figure, where there is one, before the latest.
fn two(both: bool) -> Vec<Series> {
    let earlier = Series { column: 1, colour: EARLIER, rows: 0, range: None };
    let latest = Series { column: 2, colour: LATEST, rows: 0, range: None };
    if both { vec![earlier, latest] } else { vec![latest] }
}

fn headings(first: &str, others: impl IntoIterator<Item = String>) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(others).collect()
}

fn drawn(number: Drawn) -> Value<'static> {
    number.map_or_else(Value::Marker, |number| Value::Whole(number as f64))
}

fn verdict(verdict: Option<Verdict>, figure: Drawn) -> Value<'static> {
    let none = figure.err().unwrap_or(Marker::NotApplicable);
    verdict.map_or(Value::Marker(none), |verdict| Value::text(wording::verdict(verdict)))
}
