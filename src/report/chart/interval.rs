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
    let (left, plot) = if frame.is_wide() { (264.0, 310.0) } else { (10.0, width - 20.0) };
    let scale = Scale::over(numbers(data), left, plot);
    let mut y = 30.0;
    let top = y - 4.0;
    for dot in &data.rows {
        y = row(&mut svg, data, dot, &scale, frame, y);
    }
    let bottom = y + 2.0;
    axis(&mut svg, &scale, data.unit, (top, bottom));
    if let Some((name, value)) = &data.reference {
        reference(&mut svg, data, &scale, (name, *value), (top, bottom), width);
    }
    svg.height = bottom + 24.0;
    svg
}

fn numbers(data: &Intervals) -> impl Iterator<Item = i64> {
    let row = |dot: &Dot| {
        let ends = dot.interval.map(|(low, high)| [low, high]).into_iter().flatten();
        dot.value.ok().into_iter().chain(ends).collect::<Vec<_>>()
    };
    data.rows.iter().flat_map(row).chain(data.reference.iter().map(|(_, value)| *value))
}

fn row(svg: &mut Svg, data: &Intervals, dot: &Dot, scale: &Scale, frame: Frame, y: f64) -> f64 {
    let wide = frame.is_wide();
    let room = if wide { scale.left - 24.0 } else { frame.width() };
    let lines = wrapped(&dot.label, TEXT, room, 2);
    svg.lines("label", (0.0, y + 15.0), &lines);
    let below = y + LINE * lines.len() as f64;
    let (marks, says, end) = if wide {
        let middle = y + LINE * lines.len() as f64 / 2.0 + 1.0;
        (middle, (scale.left + scale.width + 24.0, middle + 5.0), below + 12.0)
    } else {
        (below + 32.0, (0.0, below + 15.0), below + 50.0)
    };
    match dot.value {
        Ok(value) => {
            marks_of(svg, dot, value, scale, marks);
            says_of(svg, data, dot, value, says);
        }
        Err(marker) => withheld(svg, marker, says),
    }
    end
}

fn marks_of(svg: &mut Svg, dot: &Dot, value: i64, scale: &Scale, y: f64) {
    let class = tone_class(dot.verdict);
    if let Some((low, high)) = dot.interval {
        svg.line(&format!("range {class}"), (scale.at(low), y), (scale.at(high), y));
    }
    svg.dot(&format!("dot {class}"), (scale.at(value), y), 6.5);
}

fn says_of(svg: &mut Svg, data: &Intervals, dot: &Dot, value: i64, (x, y): (f64, f64)) {
    svg.text("value", (x, y), Anchor::Start, &format!("{value}{}", data.unit));
    if let Some(verdict) = dot.verdict {
        let words = format!("{} {}", wording::mark(verdict), wording::verdict(verdict));
        svg.text(&format!("small says-{}", tone_class(dot.verdict)), (x + 48.0, y), Anchor::Start, &words);
    }
}

/// "[c] withheld", for a chart's row without a figure.
pub(crate) fn withheld(svg: &mut Svg, marker: Marker, place: (f64, f64)) {
    let words = match marker {
        Marker::Confidential => "[c] withheld",
        Marker::NotApplicable => "[z] not applicable",
        Marker::NotAvailable => "[x] not available",
    };
    svg.text("small muted", place, Anchor::Start, words);
}

fn axis(svg: &mut Svg, scale: &Scale, unit: &str, (top, bottom): (f64, f64)) {
    for tick in scale.ticks(44.0) {
        let x = scale.at(tick);
        svg.line("grid", (x, top), (x, bottom));
        svg.text("tick", (x, bottom + 17.0), Anchor::Middle, &format!("{tick}{unit}"));
    }
}

fn reference(
    svg: &mut Svg,
    data: &Intervals,
    scale: &Scale,
    (name, value): (&str, i64),
    (top, bottom): (f64, f64),
    width: f64,
) {
    let x = scale.at(value);
    svg.line("reference", (x, top), (x, bottom));
    let words = format!("{name} {value}{}", data.unit);
    let half = length(&words, SMALL) / 2.0;
    let middle = x.clamp(half.min(width / 2.0), (width - half).max(width / 2.0));
    svg.text("small strong", (middle, top - 8.0), Anchor::Middle, &words);
}
