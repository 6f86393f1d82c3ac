//! Dots with their intervals: where each group is, how sure that is, and how it compares.

use super::svg::{Anchor, LINE, Svg, length, wrapped};
use super::{Drawn, Frame, Scale, tone_class};
use crate::release::{Marker, Verdict};
use crate::report::wording;

/// Groups against everyone.
#[derive(Clone, Debug)]
pub(crate) struct Intervals {
    /// Everyone's figure: name and number.
    pub(crate) reference: Option<(String, i64)>,
    /// The sign behind the numbers.
    pub(crate) unit: &'static str,
    /// The groups.
    pub(crate) rows: Vec<Dot>,
}

/// One group.
#[derive(Clone, Debug)]
pub(crate) struct Dot {
    /// Its name.
    pub(crate) label: String,
    /// Its figure.
    pub(crate) value: Drawn,
    /// Its interval.
    pub(crate) interval: Option<(i64, i64)>,
    /// Against the rest.
    pub(crate) verdict: Option<Verdict>,
}

const TEXT: f64 = 15.0;
const SMALL: f64 = 14.0;

/// Draws the dots.
pub(crate) fn draw(data: &Intervals, frame: Frame) -> Svg {
    let width = frame.width();
    let mut svg = Svg::new(width);
    let (left, plot) = if frame.is_wide() { (264.0, 310.0) } else { (14.0, width - 32.0) };
    let scale = Scale::over(numbers(data), left, plot);
    let top = 30.0;
    let mut y = top;
    let mut strips = Vec::new();
    for dot in &data.rows {
        let middle;
        (y, middle) = row(&mut svg, data, dot, &scale, frame, y);
        strips.extend(middle.map(|middle| (middle - 10.0, middle + 10.0)));
    }
    let bottom = y + 2.0;
    if frame.is_wide() {
        strips = vec![(top - 4.0, bottom)];
    }
    if numbers(data).next().is_some() {
        svg.behind(|svg| backdrop(svg, data, &scale, &strips));
        axis(&mut svg, &scale, data.unit, bottom);
    }
    if let Some((name, value)) = &data.reference {
        reference_name(&mut svg, data, &scale, (name, *value), width);
    }
    svg.height = bottom + 24.0;
    svg
}

/// The lines behind the marks: on a phone only where the marks are, so that they cross no words.
fn backdrop(svg: &mut Svg, data: &Intervals, scale: &Scale, strips: &[(f64, f64)]) {
    let upright = |value: i64| strips.iter().map(move |(top, bottom)| (scale.at(value), *top, *bottom));
    let grid: Vec<(f64, f64, f64)> = scale.ticks(44.0).into_iter().flat_map(upright).collect();
    svg.uprights("grid", &grid);
    if let Some((_, value)) = &data.reference {
        svg.uprights("reference", &upright(*value).collect::<Vec<_>>());
    }
}

fn numbers(data: &Intervals) -> impl Iterator<Item = i64> {
    let row = |dot: &Dot| {
        let ends = dot.interval.map(|(low, high)| [low, high]).into_iter().flatten();
        dot.value.ok().into_iter().chain(ends).collect::<Vec<_>>()
    };
    data.rows.iter().flat_map(row).chain(data.reference.iter().map(|(_, value)| *value))
}

/// Draws a row; gives the place below it, and where its marks are.
fn row(
    svg: &mut Svg,
    data: &Intervals,
    dot: &Dot,
    scale: &Scale,
    frame: Frame,
    y: f64,
) -> (f64, Option<f64>) {
    let wide = frame.is_wide();
    let room = if wide { scale.left - 24.0 } else { frame.width() };
    let lines = wrapped(&dot.label, TEXT, room, 2);
    svg.lines("label", (0.0, y + 15.0), &lines);
    let below = y + LINE * lines.len() as f64;
    let middle = if wide { y + LINE * lines.len() as f64 / 2.0 + 1.0 } else { below + 34.0 };
    let says = if wide { (scale.left + scale.width + 24.0, middle + 5.0) } else { (0.0, below + 15.0) };
    match dot.value {
        Ok(value) => {
            marks_of(svg, dot, value, scale, middle);
            says_of(svg, data, dot, value, says);
            (if wide { below + 12.0 } else { below + 54.0 }, Some(middle))
        }
        Err(marker) => {
            withheld(svg, marker, says);
            (if wide { below + 12.0 } else { below + 30.0 }, None)
        }
    }
}

fn marks_of(svg: &mut Svg, dot: &Dot, value: i64, scale: &Scale, y: f64) {
    let class = tone_class(dot.verdict);
    if let Some((low, high)) = dot.interval {
        svg.line(&format!("range {class}"), (scale.at(low), y), (scale.at(high), y));
    }
    // Hollow says that too few answered to tell; a figure that is compared with nothing is as sure as its range.
    let dot_class =
        if matches!(dot.verdict, None | Some(Verdict::NoClearDifference)) { "still" } else { class };
    svg.dot(&format!("dot {dot_class}"), (scale.at(value), y), 6.5);
}

fn says_of(svg: &mut Svg, data: &Intervals, dot: &Dot, value: i64, (x, y): (f64, f64)) {
    svg.text("value", (x, y), Anchor::Start, &format!("{value}{}", data.unit));
    if let Some(verdict) = dot.verdict {
        let words = format!("{} {}", wording::mark(verdict), wording::verdict(verdict));
        svg.text(&format!("small says-{}", tone_class(dot.verdict)), (x + 48.0, y), Anchor::Start, &words);
    }
}

/// "`[c]` withheld", for a chart’s row without a figure.
pub(crate) fn withheld(svg: &mut Svg, marker: Marker, place: (f64, f64)) {
    let words = match marker {
        Marker::Confidential => "[c] withheld",
        Marker::NotApplicable => "[z] not applicable",
        Marker::NotAvailable => "[x] not available",
    };
    svg.text("small muted", place, Anchor::Start, words);
}

fn axis(svg: &mut Svg, scale: &Scale, unit: &str, bottom: f64) {
    for tick in scale.ticks(44.0) {
        svg.text("tick", (scale.at(tick), bottom + 17.0), Anchor::Middle, &format!("{tick}{unit}"));
    }
}

fn reference_name(svg: &mut Svg, data: &Intervals, scale: &Scale, (name, value): (&str, i64), width: f64) {
    let words = format!("{name} {value}{}", data.unit);
    let words = wrapped(&words, SMALL, width, 1).concat();
    let half = length(&words, SMALL) / 2.0;
    let middle = scale.at(value).clamp(half.min(width / 2.0), (width - half).max(width / 2.0));
    svg.text("small strong", (middle, 18.0), Anchor::Middle, &words);
}
