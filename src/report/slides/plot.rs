//! A picture as a chart of a presentation program: bars with whole printed numbers, and words beside the names.

use crate::plan::Tone;
use crate::release::Verdict;
use crate::report::chart::change::{Changes, Step};
use crate::report::chart::diverging::Diverging;
use crate::report::chart::interval::Intervals;
use crate::report::chart::response::Responses;
use crate::report::chart::{Drawn, Picture};
use crate::report::office::withheld;
use crate::report::{figure, wording};

/// The most bars of a chart.
const MOST: usize = 14;

const DARK: &str = "12436D";
const PALE: &str = "A9B4C0";
const INK: &str = "1A232E";
const PAPER: &str = "FFFFFF";
const ORANGE: &str = "F46A25";

/// Bars.
pub(super) struct Plot {
    /// Whether the bars of a row stand behind each other.
    pub(super) stacked: bool,
    /// The sign behind the numbers.
    pub(super) unit: &'static str,
    /// How to read it.
    pub(super) description: &'static str,
    /// What each row is, with the words of its verdict.
    pub(super) rows: Vec<String>,
    /// What is drawn of each row.
    pub(super) series: Vec<Series>,
    /// What stands beside it in the chart's sheet: ranges.
    pub(super) beside: Vec<(&'static str, Vec<Option<i64>>)>,
}

/// One bar of every row.
pub(super) struct Series {
    /// What it is.
    pub(super) name: String,
    /// Its column in the chart's sheet.
    pub(super) column: char,
    /// Its colour, and that of the numbers.
    pub(super) fill: &'static str,
    pub(super) ink: &'static str,
    /// The numbers; nothing where one is withheld.
    pub(super) values: Vec<Option<i64>>,
    /// The colour of each bar, where it is another.
    fills: Vec<&'static str>,
}

impl Series {
    fn new(
        name: &str,
        place: u8,
        (fill, ink): (&'static str, &'static str),
        values: Vec<Option<i64>>,
    ) -> Self {
        let column = char::from(b'B' + place.min(20));
        Self { name: name.to_owned(), column, fill, ink, values, fills: Vec::new() }
    }

    /// The bars of another colour.
    pub(super) fn exceptions(&self) -> Vec<(usize, &'static str)> {
        let fills = self.fills.iter().copied().enumerate();
        fills.filter(|(_, fill)| *fill != self.fill).collect()
    }
}

impl Plot {
    /// The bars of a picture; none of one that is no chart of bars.
    pub(super) fn of(picture: &Picture) -> Option<Self> {
        Some(match picture {
            Picture::Diverging(data) => diverging(data),
            Picture::Intervals(data) => intervals(data),
            Picture::Changes(data) => changes(data),
            Picture::Slopes(data) => changes(&data.last_step()),
            Picture::Responses(data) => responses(data),
            Picture::Matrix(_) => return None,
        })
    }

    /// Charts of no more bars than can be read.
    pub(super) fn parts(self) -> Vec<Self> {
        let parts = self.rows.len().div_ceil(MOST).max(1);
        let size = self.rows.len().div_ceil(parts).max(1);
        let cut = |part: usize, values: &[Option<i64>]| {
            values.iter().copied().skip(part * size).take(size).collect()
        };
        let part = |part: usize| Self {
            rows: self.rows.iter().skip(part * size).take(size).cloned().collect(),
            series: self.series.iter().map(|series| series.cut(part * size, size)).collect(),
            beside: self.beside.iter().map(|(name, values)| (*name, cut(part, values))).collect(),
            ..self
        };
        (0..parts).map(part).collect()
    }

    /// The figures in words, row by row.
    pub(super) fn said(&self) -> Vec<String> {
        let row = |(place, row): (usize, &String)| {
            let value = |series: &Series| {
                let value = series.values.get(place).copied().flatten()?;
                let value = format!("{value}{}", self.unit);
                Some(if self.series.len() == 1 { value } else { format!("{} {value}", series.name) })
            };
            let values: Vec<String> = self.series.iter().filter_map(value).collect();
            let end = |of: usize| self.beside.get(of)?.1.get(place).copied().flatten();
            let range = end(0).zip(end(1)).map(|(low, high)| format!(" (95% range {low} to {high})"));
            if values.is_empty() {
                return format!("{row}.");
            }
            format!("{row}: {}{}.", values.join(", "), range.unwrap_or_default())
        };
        self.rows.iter().enumerate().map(row).collect()
    }

    /// The format of its numbers.
    pub(super) fn format(&self) -> &'static str {
        if self.unit == "%" { "0\"%\"" } else { "0" }
    }

    /// The last row of its sheet.
    pub(super) fn last_row(&self) -> usize {
        self.rows.len() + 1
    }

    /// Size of the rows' names: hundredths of a point.
    pub(super) fn text_size(&self) -> usize {
        let longest = self.rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
        match (self.rows.len(), longest) {
            (..=10, ..=60) => 1400,
            (_, ..=90) => 1200,
            _ => 1000,
        }
    }
}

impl Series {
    fn cut(&self, from: usize, size: usize) -> Self {
        Self {
            name: self.name.clone(),
            values: self.values.iter().copied().skip(from).take(size).collect(),
            fills: self.fills.iter().copied().skip(from).take(size).collect(),
            ..*self
        }
    }
}

/// A row's name, with the words that belong to it.
fn named(label: &str, value: Drawn, words: Option<String>) -> String {
    let words = value.err().map(withheld).or(words);
    words.map_or(label.to_owned(), |words| format!("{label} ({words})"))
}

fn judged(verdict: Verdict) -> String {
    format!("{} {}", wording::mark(verdict), wording::verdict(verdict))
}

fn tone(verdict: Option<Verdict>) -> &'static str {
    match verdict.map_or(0, wording::direction) {
        1 => DARK,
        -1 => ORANGE,
        _ => PALE,
    }
}

fn diverging(data: &Diverging) -> Plot {
    let row = |bar: &crate::report::chart::diverging::Bar| {
        let value = bar.parts.as_ref().map(|_| 0).map_err(|marker| *marker);
        named(&bar.label, value, (!bar.totals.is_empty()).then(|| bar.totals.clone()))
    };
    let part =
        |place: usize| data.rows.iter().map(|bar| bar.parts.as_ref().ok()?.get(place).copied()).collect();
    let shades = shades(&data.key);
    let series = (0_u8..).zip(&data.key).zip(shades);
    Plot {
        stacked: true,
        unit: "%",
        description: "Each bar is everyone who answered, in percent, from the least to the most favourable answer. \
            Rounded shares may add up to 99 or 101.",
        rows: data.rows.iter().map(row).collect(),
        series: series
            .map(|((place, (name, _)), shade)| Series::new(name, place, shade, part(usize::from(place))))
            .collect(),
        beside: Vec::new(),
    }
}

/// The strongest shade is outermost.
fn shades(key: &[(String, Tone)]) -> Vec<(&'static str, &'static str)> {
    let positives = key.iter().filter(|(_, tone)| *tone == Tone::Positive).count();
    let shade = |(place, (_, tone)): (usize, &(String, Tone))| match tone {
        Tone::Negative => [(ORANGE, INK), ("F8A67C", INK), ("FBD0B9", INK)][place.min(2)],
        Tone::Neutral => ("C9CED5", INK),
        Tone::Positive if positives == 1 => (DARK, PAPER),
        Tone::Positive => [(DARK, PAPER), ("7BA7CC", INK), ("C3D5E6", INK)][(key.len() - 1 - place).min(2)],
    };
    key.iter().enumerate().map(shade).collect()
}

fn intervals(data: &Intervals) -> Plot {
    let reference = data.reference.iter();
    let mut rows: Vec<String> = reference.clone().map(|(name, _)| name.clone()).collect();
    rows.extend(data.rows.iter().map(|dot| named(&dot.label, dot.value, dot.verdict.map(judged))));
    let whole = reference.clone().map(|(_, value)| Some(*value));
    let values = whole.chain(data.rows.iter().map(|dot| dot.value.ok())).collect();
    let end = |end: fn((i64, i64)) -> i64| {
        let own = data.rows.iter().map(move |dot| dot.interval.filter(|_| dot.value.is_ok()).map(end));
        reference.clone().map(|_| None).chain(own).collect()
    };
    let fills = reference.clone().map(|_| INK).chain(data.rows.iter().map(|dot| tone(dot.verdict))).collect();
    let name = if data.unit == "%" { "Percent" } else { "Points" };
    Plot {
        stacked: false,
        unit: data.unit,
        description: "Each bar is the figure of a group. The words beside a name say how it compares with the rest: \
            dark bars are higher, orange ones lower, pale ones neither. The ranges are in the notes and in the \
            chart’s sheet.",
        rows,
        series: vec![Series { fills, ..Series::new(name, 0, (PALE, INK), values) }],
        beside: vec![("95% range from", end(|(low, _)| low)), ("95% range to", end(|(_, high)| high))],
    }
}

fn changes(data: &Changes) -> Plot {
    let words = |step: &Step| {
        let change = step.change.map(figure::signed).into_iter();
        let words: Vec<String> = change.chain(step.verdict.map(judged)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let rows = data.rows.iter().map(|step| named(&step.label, step.to, words(step))).collect();
    let then = data.rows.iter().map(|step| step.from.ok()).collect();
    let now = data.rows.iter().map(|step| step.to.ok()).collect();
    let description = "Bars: the earlier survey where there is one, and the latest. The words beside a name give the \
        change in points, and say whether it is clear.";
    before_and_after(
        data.earlier.as_deref().map(|name| (name, then)),
        (&data.latest, now),
        data.unit,
        rows,
        description,
    )
}

fn responses(data: &Responses) -> Plot {
    let rows = data.rows.iter().map(|rate| named(&rate.label, rate.now, None)).collect();
    let then = data.rows.iter().map(|rate| rate.then.and_then(Result::ok)).collect();
    let now = data.rows.iter().map(|rate| rate.now.ok()).collect();
    let description = "Bars: the share of people who answered, in the earlier survey where there is one and in the \
        latest. A missing bar is a rate that is withheld or not available.";
    before_and_after(
        data.earlier.as_deref().map(|name| (name, then)),
        ("Latest", now),
        "%",
        rows,
        description,
    )
}

type Values<'a> = (&'a str, Vec<Option<i64>>);

fn before_and_after(
    then: Option<Values>,
    (name, now): Values,
    unit: &'static str,
    rows: Vec<String>,
    description: &'static str,
) -> Plot {
    let mut series = Vec::new();
    if let Some((name, then)) = then {
        series.push(Series::new(name, 0, (PALE, INK), then));
    }
    series.push(Series::new(name, series.len() as u8, (DARK, INK), now));
    Plot { stacked: false, unit, description, rows, series, beside: Vec::new() }
}
