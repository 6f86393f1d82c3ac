//! Charts: what they show, and how it is drawn as SVG.
//!
//! A picture holds whole numbers as the text prints them, so that no length or place in it tells
//! more than the report does. Each is drawn twice, for wide pages and for phones, because the
//! text of an SVG shrinks with it; the page shows the one that fits.

pub(crate) mod change;
pub(crate) mod diverging;
pub(crate) mod interval;
pub(crate) mod matrix;
pub(crate) mod response;
pub(crate) mod slope;
pub(crate) mod svg;

use crate::release::{Marker, Verdict};

/// A picture as data.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// How answers are distributed, around the middle.
    Diverging(diverging::Diverging),
    /// Groups with their intervals against everyone.
    Intervals(interval::Intervals),
    /// Earlier and latest figures.
    Changes(change::Changes),
    /// Response rates.
    Responses(response::Responses),
    /// How strong questions are against how much they matter.
    Matrix(matrix::Matrix),
    /// Figures over two and more waves.
    Slopes(slope::Slopes),
}

/// A whole number as printed, or the marker in its place.
pub(crate) type Drawn = Result<i64, Marker>;

/// The width that a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Labels beside the marks.
    Wide,
    /// Labels above the marks.
    Narrow,
}

impl Frame {
    /// Units of the picture across.
    fn width(self) -> f64 {
        match self {
            Self::Wide => 800.0,
            Self::Narrow => 344.0,
        }
    }

    /// Whether labels stand beside the marks.
    fn is_wide(self) -> bool {
        self == Self::Wide
    }
}

impl Picture {
    /// Draws it; the element with the id `named_by` says what it is.
    pub(crate) fn draw(&self, frame: Frame, named_by: &str) -> String {
        let svg = match self {
            Self::Diverging(data) => diverging::draw(data, frame),
            Self::Intervals(data) => interval::draw(data, frame),
            Self::Changes(data) => change::draw(data, frame),
            Self::Responses(data) => response::draw(data, frame),
            Self::Matrix(data) => matrix::draw(data, frame),
            Self::Slopes(data) => slope::draw(data, frame),
        };
        svg.finish(named_by)
    }
}

/// The class that gives a mark the colour of its verdict.
fn tone_class(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Higher | Verdict::SlightlyHigher) => "up",
        Some(Verdict::Lower | Verdict::SlightlyLower) => "down",
        _ => "even",
    }
}

/// A scale in whole tens that holds all numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    from: f64,
    to: f64,
    left: f64,
    width: f64,
}

impl Scale {
    /// A scale over `numbers` with room on both sides, at least 20 long, within 0..100.
    fn over(numbers: impl Iterator<Item = i64>, left: f64, width: f64) -> Self {
        let (low, high) = numbers.fold((100, 0), |(low, high), number| (number.min(low), number.max(high)));
        let (mut from, mut to) =
            (((low - 4).div_euclid(10) * 10).max(0), ((high + 4).div_euclid(10) * 10 + 10).min(100));
        if from > to {
            (from, to) = (0, 100);
        }
        if to - from < 20 {
            from = (from - 10).max(0);
            to = (from + 20).max(to);
        }
        Self { from: from as f64, to: to as f64, left, width }
    }

    /// Where a number lies.
    fn at(&self, number: i64) -> f64 {
        let number = (number as f64).clamp(self.from, self.to);
        self.left + (number - self.from) / (self.to - self.from) * self.width
    }

    /// The tens to mark, not nearer than `apart` to each other.
    fn ticks(&self, apart: f64) -> Vec<i64> {
        let steps = [10_i64, 20, 50];
        let fits = |step: &&i64| **step as f64 / (self.to - self.from) * self.width >= apart;
        let step = steps.iter().find(fits).copied().unwrap_or(100);
        let (from, to) = (self.from as i64, self.to as i64);
        (0..=100).step_by(10).filter(|tick| tick % step == 0 && (from..=to).contains(tick)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_its_numbers_in_tens() {
        let scale = Scale::over([41, 68].into_iter(), 0.0, 100.0);
        assert_eq!((scale.from, scale.to), (30.0, 80.0));
        assert_eq!(scale.ticks(15.0), [30, 40, 50, 60, 70, 80]);
        assert_eq!(scale.at(30), 0.0);
        assert_eq!(scale.at(80), 100.0);
        let scale = Scale::over([99, 100].into_iter(), 0.0, 100.0);
        assert_eq!((scale.from, scale.to), (80.0, 100.0));
        let scale = Scale::over(std::iter::empty(), 0.0, 100.0);
        assert_eq!((scale.from, scale.to), (0.0, 100.0));
    }
}
