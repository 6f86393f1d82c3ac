//! Response rates: a bar for the latest wave, a tick for the one before.

use super::svg::{Anchor, LINE, Svg, wrapped};
use super::{Drawn, Frame};

/// Response rates.
#[derive(Clone, Debug)]
pub(crate) struct Responses {
    /// Name of the wave before, where there is one.
    pub(crate) earlier: Option<String>,
    /// The groups.
    pub(crate) rows: Vec<Rate>,
}

/// One group.
#[derive(Clone, Debug)]
pub(crate) struct Rate {
    /// Its name.
    pub(crate) label: String,
    /// Percent.
    pub(crate) now: Drawn,
    /// Percent in the wave before.
    pub(crate) then: Option<Drawn>,
    /// Whether it is everyone.
    pub(crate) whole: bool,
}

const TEXT: f64 = 15.0;
const BAR: f64 = 20.0;

/// Draws the bars on a scale from nothing to everyone.
pub(crate) fn draw(data: &Responses, frame: Frame) -> Svg {
    let width = frame.width();
    let mut svg = Svg::new(width);
    let (left, plot) = if frame.is_wide() { (264.0, 350.0) } else { (0.0, width - 50.0) };
    let mut y = 4.0;
    for rate in &data.rows {
        y = row(&mut svg, data, rate, (left, plot), frame, y);
    }
    svg.height = y;
    svg
}

fn row(svg: &mut Svg, data: &Responses, rate: &Rate, (left, plot): (f64, f64), frame: Frame, y: f64) -> f64 {
    let wide = frame.is_wide();
    let room = if wide { left - 24.0 } else { width_of_label(frame, rate) };
    let lines = wrapped(&rate.label, TEXT, room, 2);
    svg.lines(if rate.whole { "label strong" } else { "label" }, (0.0, y + 15.0), &lines);
    let below = y + LINE * lines.len() as f64;
    let top = if wide { y + (LINE * lines.len() as f64 - BAR) / 2.0 + 1.0 } else { below + 6.0 };
    match rate.now {
        Ok(now) => {
            bar(svg, rate, now, (left, top), plot);
            before(svg, data, rate, if wide { (800.0, top + 15.0) } else { (frame.width(), y + 15.0) });
        }
        Err(marker) => super::interval::withheld(svg, marker, (left, top + 15.0)),
    }
    (top + BAR).max(below) + 14.0
}

/// On a phone the label shares its line with the earlier rate.
fn width_of_label(frame: Frame, rate: &Rate) -> f64 {
    frame.width() - if rate.then.is_some() { 110.0 } else { 0.0 }
}

fn bar(svg: &mut Svg, rate: &Rate, now: i64, (left, top): (f64, f64), plot: f64) {
    let long = |percent: i64| percent.clamp(0, 100) as f64 / 100.0 * plot;
    svg.rect("rail", (left, top), (plot, BAR));
    svg.rect(if rate.whole { "bar-whole" } else { "bar" }, (left, top), (long(now), BAR));
    if let Some(Ok(then)) = rate.then {
        let x = left + long(then);
        svg.line("was-under", (x, top - 3.0), (x, top + BAR + 3.0));
        svg.line("was", (x, top - 3.0), (x, top + BAR + 3.0));
    }
    svg.text("value", (left + plot + 8.0, top + 15.0), Anchor::Start, &format!("{now}%"));
}

fn before(svg: &mut Svg, data: &Responses, rate: &Rate, place: (f64, f64)) {
    if let (Some(earlier), Some(Ok(then))) = (&data.earlier, rate.then) {
        let words = format!("{then}% in {earlier}");
        svg.text("small muted", place, Anchor::End, &wrapped(&words, 14.0, 112.0, 1).concat());
    }
}
