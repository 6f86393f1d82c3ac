//! Changes: the earlier figure as a ring, the latest as a dot, and the way between them.

use super::svg::{Anchor, LINE, Svg, length, wrapped};
use super::{Drawn, Frame, Scale, tone_class};
use crate::release::Verdict;
use crate::report::{figure, wording};

/// Earlier and latest figures.
#[derive(Clone, Debug)]
pub(crate) struct Changes {
    /// Name of the earlier wave, where there is one.
    pub(crate) earlier: Option<String>,
    /// Name of the latest wave.
    pub(crate) latest: String,
    /// The sign behind the numbers.
    pub(crate) unit: &'static str,
    /// What changed.
    pub(crate) rows: Vec<Step>,
}

/// One figure in both waves.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// What it is.
    pub(crate) label: String,
    /// Earlier.
    pub(crate) from: Drawn,
    /// Latest.
    pub(crate) to: Drawn,
    /// Rounded from the unrounded change.
    pub(crate) change: Option<i64>,
    /// Whether it is one.
    pub(crate) verdict: Option<Verdict>,
}

const TEXT: f64 = 15.0;

/// Draws the steps.
pub(crate) fn draw(data: &Changes, frame: Frame) -> Svg {
    let width = frame.width();
    let mut svg = Svg::new(width);
    let (left, plot) = if frame.is_wide() { (304.0, 240.0) } else { (52.0, width - 104.0) };
    let numbers = data.rows.iter().flat_map(|step| [step.from, step.to]).filter_map(Result::ok);
    let scale = Scale::over(numbers, left, plot);
    let mut y = key(&mut svg, data);
    for step in &data.rows {
        y = row(&mut svg, data, step, &scale, frame, y);
    }
    svg.height = y + 4.0;
    svg
}

/// Which mark is which wave; gives the place below.
fn key(svg: &mut Svg, data: &Changes) -> f64 {
    let Some(earlier) = &data.earlier else { return 0.0 };
    svg.dot("ring", (7.0, 10.0), 5.5);
    svg.text("small", (20.0, 15.0), Anchor::Start, earlier);
    let next = 20.0 + length(earlier, 14.0) + 24.0;
    svg.dot("dot still", (next, 10.0), 6.0);
    svg.text("small", (next + 13.0, 15.0), Anchor::Start, &data.latest);
    34.0
}

fn row(svg: &mut Svg, data: &Changes, step: &Step, scale: &Scale, frame: Frame, y: f64) -> f64 {
    let wide = frame.is_wide();
    let room = if wide { scale.left - 54.0 } else { frame.width() };
    let lines = wrapped(&step.label, TEXT, room, 3);
    svg.lines("label", (0.0, y + 15.0), &lines);
    let below = y + LINE * lines.len() as f64;
    let (marks, says, end) = if wide {
        let middle = y + LINE * lines.len() as f64 / 2.0 + 1.0;
        (middle, (scale.left + scale.width + 66.0, middle + 5.0), below + 14.0)
    } else {
        (below + 32.0, (0.0, below + 15.0), below + 52.0)
    };
    match step.to {
        Ok(to) => {
            marks_of(svg, data, step, to, scale, marks);
            says_of(svg, step, says);
        }
        Err(marker) => super::interval::withheld(svg, marker, says),
    }
    end
}

fn marks_of(svg: &mut Svg, data: &Changes, step: &Step, to: i64, scale: &Scale, y: f64) {
    svg.line("track", (scale.left - 8.0, y), (scale.left + scale.width + 8.0, y));
    let class = tone_class(step.verdict);
    let text = |number: i64| format!("{number}{}", data.unit);
    let end = scale.at(to);
    let mut side = (end + 12.0, Anchor::Start);
    if let Ok(from) = step.from {
        let start = scale.at(from);
        svg.line(&format!("way {class}"), (start, y), (end, y));
        svg.dot("ring", (start, y), 5.5);
        if from != to {
            let (x, anchor) =
                if from < to { (start - 11.0, Anchor::End) } else { (start + 11.0, Anchor::Start) };
            svg.text("small muted halo", (x, y + 5.0), anchor, &text(from));
        }
        if from > to {
            side = (end - 12.0, Anchor::End);
        }
    }
    svg.dot(&format!("dot {}", if class == "even" { "still" } else { class }), (end, y), 6.5);
    svg.text("value halo", (side.0, y + 5.0), side.1, &text(to));
}

fn says_of(svg: &mut Svg, step: &Step, (x, y): (f64, f64)) {
    let class = format!("small says-{}", tone_class(step.verdict));
    let points = step.change.map(figure::signed);
    if let Some(points) = &points {
        svg.text("value", (x, y), Anchor::Start, points);
    }
    if let Some(verdict) = step.verdict {
        let words = format!("{} {}", wording::mark(verdict), wording::verdict(verdict));
        svg.text(&class, (x + if points.is_some() { 38.0 } else { 0.0 }, y), Anchor::Start, &words);
    }
}
