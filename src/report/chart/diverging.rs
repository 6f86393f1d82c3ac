//! Diverging stacked bars: unfavourable answers to the left, favourable to the right, the rest astride the middle.

use super::svg::{Anchor, LINE, Svg, length, wrapped};
use super::{Drawn, Frame};
use crate::plan::Tone;
use crate::release::Marker;

/// Bars with one key.
#[derive(Clone, Debug)]
pub(crate) struct Diverging {
    /// What the segments are, from the left.
    pub(crate) key: Vec<(String, Tone)>,
    /// The bars.
    pub(crate) rows: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// Whose answers, or to what.
    pub(crate) label: String,
    /// What stands below the label: "62% positive, 14% negative".
    pub(crate) totals: String,
    /// Percent of each segment of the key.
    pub(crate) parts: Result<Vec<i64>, Marker>,
    /// Whether it belongs to the bar before it: the same question, an earlier wave.
    pub(crate) continues: bool,
}

const BAR: f64 = 30.0;
const LABEL: f64 = 15.0;
const SMALL: f64 = 14.0;

/// Draws the bars.
pub(crate) fn draw(data: &Diverging, frame: Frame) -> Svg {
    let width = frame.width();
    let mut svg = Svg::new(width);
    let classes = classes(&data.key);
    let mut y = key(&mut svg, data, &classes, width);
    let left = if frame.is_wide() { 290.0 } else { 0.0 };
    let axis = Axis::over(data, left, width - left);
    let top = y;
    for (number, bar) in data.rows.iter().enumerate() {
        if number > 0 {
            y += if bar.continues { 8.0 } else { 20.0 };
        }
        y = row(&mut svg, bar, &classes, &axis, frame, y);
    }
    if frame.is_wide() && data.rows.iter().any(|bar| bar.parts.is_ok()) {
        svg.behind(|svg| svg.line("zero", (axis.zero, top - 6.0), (axis.zero, y + 6.0)));
    }
    svg.height = y + 8.0;
    svg
}

/// Where the middle is and how long a percent is.
struct Axis {
    left: f64,
    zero: f64,
    percent: f64,
}

impl Axis {
    fn over(data: &Diverging, left: f64, width: f64) -> Self {
        let sides =
            data.rows.iter().filter_map(|bar| bar.parts.as_ref().ok()).map(|parts| sides(&data.key, parts));
        let (before, after) =
            sides.fold((1.0_f64, 1.0_f64), |most, side| (most.0.max(side.0), most.1.max(side.1)));
        let percent = width / (before + after);
        Self { left, zero: left + before * percent, percent }
    }
}

/// How much of a bar lies before and after the middle.
fn sides(key: &[(String, Tone)], parts: &[i64]) -> (f64, f64) {
    let sum = |tone| -> f64 {
        key.iter().zip(parts).filter(|((_, of), _)| *of == tone).map(|(_, part)| *part as f64).sum()
    };
    let half = sum(Tone::Neutral) / 2.0;
    (sum(Tone::Negative) + half, sum(Tone::Positive) + half)
}

/// The classes of the segments: the strongest shade is outermost.
pub(crate) fn classes(key: &[(String, Tone)]) -> Vec<&'static str> {
    let of = |tone| key.iter().filter(|(_, other)| *other == tone).count();
    let (negatives, positives) = (of(Tone::Negative), of(Tone::Positive));
    let shade = |(place, (_, tone)): (usize, &(String, Tone))| match tone {
        Tone::Negative => ["neg-1", "neg-2", "neg-3"][if negatives == 1 { 0 } else { place.min(2) }],
        Tone::Neutral => "neu",
        Tone::Positive => {
            ["pos-1", "pos-2", "pos-3"][if positives == 1 { 0 } else { (key.len() - 1 - place).min(2) }]
        }
    };
    key.iter().enumerate().map(shade).collect()
}

/// The key in one or more lines; gives the place below it.
fn key(svg: &mut Svg, data: &Diverging, classes: &[&str], width: f64) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for ((name, _), class) in data.key.iter().zip(classes) {
        let name = wrapped(name, SMALL, width - 30.0, 1).concat();
        let long = 20.0 + length(&name, SMALL) + 16.0;
        if x > 0.0 && x + long > width {
            x = 0.0;
            y += 22.0;
        }
        svg.rect(class, (x, y + 2.0), (14.0, 14.0));
        svg.text("small", (x + 20.0, y + 14.0), Anchor::Start, &name);
        x += long;
    }
    y + 36.0
}

fn row(svg: &mut Svg, bar: &Bar, classes: &[&str], axis: &Axis, frame: Frame, y: f64) -> f64 {
    let room = if frame.is_wide() { axis.left - 20.0 } else { frame.width() };
    let lines = wrapped(&bar.label, LABEL, room, 3);
    let first = y + 14.0;
    svg.lines("label", (0.0, first), &lines);
    let below = first + LINE * lines.len() as f64;
    svg.text("small", (0.0, below), Anchor::Start, &wrapped(&bar.totals, SMALL, room, 1).concat());
    let text_end = below + 4.0;
    let top = if frame.is_wide() { y + ((text_end - y - BAR) / 2.0).max(0.0) } else { text_end + 4.0 };
    segments(svg, bar, classes, axis, top);
    text_end.max(top + BAR)
}

fn segments(svg: &mut Svg, bar: &Bar, classes: &[&str], axis: &Axis, top: f64) {
    let parts = match &bar.parts {
        Ok(parts) => parts,
        Err(marker) => {
            super::interval::withheld(svg, *marker, (axis.left, top + 20.0));
            return;
        }
    };
    let negative = |(class, part): (&&str, &i64)| match *class {
        "neu" => *part as f64 / 2.0,
        class if class.starts_with("neg") => *part as f64,
        _ => 0.0,
    };
    let before: f64 = classes.iter().zip(parts).map(negative).sum();
    let mut x = axis.zero - before * axis.percent;
    for (class, part) in classes.iter().zip(parts) {
        let width = *part as f64 * axis.percent;
        svg.rect(class, (x, top), (width, BAR));
        segment_text(svg, class, Ok(*part), (x, top), width);
        x += width;
    }
}

fn segment_text(svg: &mut Svg, class: &str, part: Drawn, (x, top): (f64, f64), width: f64) {
    let Ok(part) = part else { return };
    let text = part.to_string();
    if width >= length(&text, SMALL) + 8.0 {
        svg.text(&format!("small on-{class}"), (x + width / 2.0, top + 20.0), Anchor::Middle, &text);
    }
}
