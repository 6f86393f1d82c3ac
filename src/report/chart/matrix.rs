//! A field of four: how strong questions are, across, against how much they matter, up. Dots carry numbers, and the
//! questions stand below by field, so that no label lies over another.

use super::svg::{Anchor, LINE, Svg, wrapped};
use super::{Frame, Scale};

/// Questions in the field.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    /// The questions, what matters most first.
    pub(crate) points: Vec<Point>,
    /// The sign behind the numbers.
    pub(crate) unit: &'static str,
}

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// Its text.
    pub(crate) label: String,
    /// Across.
    pub(crate) score: i64,
    /// Up.
    pub(crate) share: i64,
    /// Where it belongs.
    pub(crate) field: Field,
}

/// One of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Look here first.
    WeakMatters,
    /// Keep.
    StrongMatters,
    /// Watch.
    WeakLess,
    /// Fine.
    StrongLess,
}

impl Field {
    const ALL: [Self; 4] = [Self::WeakMatters, Self::StrongMatters, Self::WeakLess, Self::StrongLess];

    /// The field of a question.
    pub(crate) fn of(strong: bool, matters: bool) -> Self {
        match (strong, matters) {
            (false, true) => Self::WeakMatters,
            (true, true) => Self::StrongMatters,
            (false, false) => Self::WeakLess,
            (true, false) => Self::StrongLess,
        }
    }

    /// Its name.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::WeakMatters => "weak and matters",
            Self::StrongMatters => "strong and matters",
            Self::WeakLess => "weak, matters less",
            Self::StrongLess => "strong, matters less",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::WeakMatters => "down",
            Self::StrongMatters => "up",
            Self::WeakLess | Self::StrongLess => "still",
        }
    }
}

const TOP: f64 = 26.0;
const TALL: f64 = 250.0;
const RADIUS: f64 = 10.0;

/// Draws the field and the questions below it.
pub(crate) fn draw(data: &Matrix, frame: Frame) -> Svg {
    let mut svg = Svg::new(frame.width());
    let (left, wide) = if frame.is_wide() { (60.0, 600.0) } else { (40.0, frame.width() - 56.0) };
    let across = Scale::over(data.points.iter().map(|point| point.score), left + 16.0, wide - 32.0);
    let up = Scale::over(data.points.iter().map(|point| point.share), 0.0, TALL - 32.0);
    let y = |share: i64| TOP + TALL - 16.0 - up.at(share);
    let axes = Axes { left, wide, across, up };
    backdrop(&mut svg, data, &axes, &y);
    let wanted: Vec<(f64, f64)> =
        data.points.iter().map(|point| (across.at(point.score), y(point.share))).collect();
    for (number, (point, place)) in data.points.iter().zip(spread(&wanted)).enumerate() {
        svg.dot(&format!("dot {}", point.field.class()), place, RADIUS);
        let name = (number + 1).to_string();
        svg.text("small on-dot", (place.0, place.1 + 5.0), Anchor::Middle, &name);
    }
    svg.height = list(&mut svg, data, frame, TOP + TALL + 46.0);
    svg
}

struct Axes {
    left: f64,
    wide: f64,
    across: Scale,
    up: Scale,
}

/// The frame, the dividing lines at the averages, the names of the fields and the ticks.
fn backdrop(svg: &mut Svg, data: &Matrix, axes: &Axes, y: &impl Fn(i64) -> f64) {
    let (left, right, bottom) = (axes.left, axes.left + axes.wide, TOP + TALL);
    svg.line("track", (left, bottom), (right, bottom));
    svg.line("track", (left, TOP), (left, bottom));
    let number = data.points.len().max(1) as f64;
    let mean = |of: fn(&Point) -> i64| data.points.iter().map(|point| of(point) as f64).sum::<f64>() / number;
    let along =
        |scale: &Scale, mean: f64| scale.left + (mean - scale.from) / (scale.to - scale.from) * scale.width;
    let x = along(&axes.across, mean(|point| point.score));
    let level = TOP + TALL - 16.0 - along(&axes.up, mean(|point| point.share));
    svg.line("reference", (x, TOP), (x, bottom));
    svg.line("reference", (left, level), (right, level));
    let corners = [
        (left + 6.0, TOP + 12.0),
        (right - 6.0, TOP + 12.0),
        (left + 6.0, bottom - 6.0),
        (right - 6.0, bottom - 6.0),
    ];
    for (field, corner) in Field::ALL.into_iter().zip(corners) {
        let anchor = if corner.0 > x { Anchor::End } else { Anchor::Start };
        svg.text("tick halo", corner, anchor, field.words());
    }
    for tick in axes.across.ticks(44.0) {
        svg.text(
            "tick",
            (axes.across.at(tick), bottom + 17.0),
            Anchor::Middle,
            &format!("{tick}{}", data.unit),
        );
    }
    for tick in axes.up.ticks(44.0) {
        svg.text("tick", (left - 6.0, y(tick) + 5.0), Anchor::End, &format!("{tick}{}", data.unit));
    }
    svg.text("tick", (right, bottom + 33.0), Anchor::End, "positive answers →");
    svg.text("tick", (0.0, 14.0), Anchor::Start, "↑ goes with it");
}

/// Dots that would lie over each other give way sideways, by turns right and left.
fn spread(wanted: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::with_capacity(wanted.len());
    for (x, y) in wanted {
        let free = |x: f64| places.iter().all(|(ox, oy)| (x - ox).hypot(y - oy) >= 2.0 * RADIUS - 2.0);
        let steps = (0..40).map(|step| {
            let size = f64::from((step + 1) / 2) * 4.0;
            if step % 2 == 1 { x + size } else { x - size }
        });
        places.push((steps.into_iter().find(|x| free(*x)).unwrap_or(*x), *y));
    }
    places
}

/// The questions by field; gives the place below.
fn list(svg: &mut Svg, data: &Matrix, frame: Frame, mut y: f64) -> f64 {
    for field in Field::ALL {
        let own: Vec<(usize, &Point)> =
            data.points.iter().enumerate().filter(|(_, point)| point.field == field).collect();
        if own.is_empty() {
            continue;
        }
        svg.text(
            "small strong",
            (0.0, y + 14.0),
            Anchor::Start,
            &crate::report::wording::sentence(field.words()),
        );
        y += LINE + 2.0;
        for (number, point) in own {
            let words = format!("{}  {} ({}{})", number + 1, point.label, point.score, data.unit);
            let lines = wrapped(&words, 14.0, frame.width() - 12.0, 3);
            svg.lines("small", (12.0, y + 14.0), &lines);
            y += LINE * lines.len() as f64;
        }
        y += 8.0;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_at_one_place_give_way() {
        let places = spread(&[(100.0, 50.0), (100.0, 50.0), (103.0, 52.0)]);
        assert_eq!(places[0], (100.0, 50.0));
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let (a, b) = (places[one], places[other]);
            assert!((a.0 - b.0).hypot(a.1 - b.1) >= 2.0 * RADIUS - 2.0);
        }
    }

    #[test]
    fn every_question_is_listed_in_its_field() {
        let point = |label: &str, score, share, field| Point { label: label.to_owned(), score, share, field };
        let data = Matrix {
            points: vec![
                point("A", 40, 22, Field::WeakMatters),
                point("B", 70, 18, Field::StrongMatters),
                point("C", 70, 6, Field::StrongLess),
            ],
            unit: "%",
        };
        let svg = draw(&data, Frame::Narrow).finish("x");
        assert!(svg.contains("1 A (40%)") && svg.contains("3 C (70%)"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 3);
    }
}
