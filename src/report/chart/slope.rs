//! Slopes: a column of dots for each wave, joined by a line for each measure, the names beside the last.

use super::change::{Changes, Step};
use super::svg::{Anchor, LINE, Svg, wrapped};
use super::{Drawn, Frame, tone_class};
use crate::release::{Marker, Verdict};
use crate::report::{figure, wording};

/// Lines over the same waves.
#[derive(Clone, Debug)]
pub(crate) struct Slopes {
    /// Names of the waves, earliest first.
    pub(crate) columns: Vec<String>,
    /// The sign behind the numbers.
    pub(crate) unit: &'static str,
    /// What changed.
    pub(crate) rows: Vec<Slope>,
}

/// One line.
#[derive(Clone, Debug)]
pub(crate) struct Slope {
    /// What it is.
    pub(crate) label: String,
    /// The figure of each wave.
    pub(crate) values: Vec<Drawn>,
    /// Rounded from the unrounded change.
    pub(crate) change: Option<i64>,
    /// Whether it is one.
    pub(crate) verdict: Option<Verdict>,
}

impl Slopes {
    /// The last step of each line, for formats that draw bars.
    pub(crate) fn last_step(&self) -> Changes {
        let not_there = Err(Marker::NotAvailable);
        let before = self.columns.len().checked_sub(2);
        let at = |slope: &Slope, place: Option<usize>| {
            place.and_then(|place| slope.values.get(place)).copied().unwrap_or(not_there)
        };
        let step = |slope: &Slope| Step {
            label: slope.label.clone(),
            from: at(slope, before),
            to: slope.values.last().copied().unwrap_or(not_there),
            change: slope.change,
            verdict: slope.verdict,
        };
        Changes {
            earlier: before.and_then(|place| self.columns.get(place)).cloned(),
            latest: self.columns.last().cloned().unwrap_or_default(),
            unit: self.unit,
            rows: self.rows.iter().map(step).collect(),
        }
    }
}

const TEXT: f64 = 15.0;
const TOP: f64 = 34.0;
const LEAST: f64 = 190.0;
const GAP: f64 = 8.0;

/// Where the columns and the names are.
struct Plan {
    first: f64,
    last: f64,
    names: f64,
    room: f64,
}

impl Plan {
    fn of(frame: Frame) -> Self {
        let (first, last) = if frame.is_wide() { (70.0, 400.0) } else { (44.0, 112.0) };
        let names = last + 40.0;
        Self { first, last, names, room: frame.width() - names }
    }

    fn column(&self, number: usize, columns: usize) -> f64 {
        let steps = columns.saturating_sub(1).max(1) as f64;
        self.first + (self.last - self.first) * number as f64 / steps
    }
}

/// The words beside a line's end: its name in lines, then its change.
struct Name<'a> {
    row: &'a Slope,
    value: i64,
    lines: Vec<String>,
}

impl Name<'_> {
    fn height(&self) -> f64 {
        LINE * (self.lines.len() + usize::from(self.row.verdict.is_some())) as f64 + GAP
    }
}

/// Draws the lines.
pub(crate) fn draw(data: &Slopes, frame: Frame) -> Svg {
    let mut svg = Svg::new(frame.width());
    let plan = Plan::of(frame);
    let mut names: Vec<Name> = data.rows.iter().filter_map(|row| name(data, row, &plan)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.value));
    let tall = names.iter().map(Name::height).sum::<f64>().max(LEAST);
    let numbers = data.rows.iter().flat_map(|row| &row.values).filter_map(|value| value.ok());
    let (low, high) =
        numbers.fold((100, 0), |(low, high): (i64, i64), number| (number.min(low), number.max(high)));
    // There is no axis, so the lines take all the room there is; but a point is never taller than a name.
    let percent = ((tall - 24.0) / (high - low).max(1) as f64).min(LINE);
    let place = |value: i64| TOP + 12.0 + (high - value) as f64 * percent;
    headers(&mut svg, data, &plan, tall);
    for row in &data.rows {
        line(&mut svg, row, &plan, &place);
    }
    first_values(&mut svg, data, &plan, &place);
    let wanted: Vec<(f64, f64)> = names.iter().map(|name| (place(name.value), name.height())).collect();
    for (name, middle) in names.iter().zip(apart(&wanted, TOP, TOP + tall)) {
        words(&mut svg, name, &plan, (place(name.value), middle));
    }
    svg.height = withheld(&mut svg, data, frame, TOP + tall + 12.0);
    svg
}

fn name<'a>(data: &Slopes, row: &'a Slope, plan: &Plan) -> Option<Name<'a>> {
    let value = row.values.last().copied()?.ok()?;
    let text = format!("{value}{} {}", data.unit, row.label);
    Some(Name { row, value, lines: wrapped(&text, TEXT, plan.room, 3) })
}

fn headers(svg: &mut Svg, data: &Slopes, plan: &Plan, tall: f64) {
    let columns = data.columns.len();
    let room = (plan.last - plan.first) / columns.saturating_sub(1).max(1) as f64 - 6.0;
    for (number, label) in data.columns.iter().enumerate() {
        let x = plan.column(number, columns);
        svg.line("grid", (x, TOP - 8.0), (x, TOP + tall));
        svg.text("small strong", (x, 16.0), Anchor::Middle, &wrapped(label, TEXT, room, 1).concat());
    }
}

/// The dots of a measure and the way between those that follow each other.
fn line(svg: &mut Svg, row: &Slope, plan: &Plan, place: &impl Fn(i64) -> f64) {
    let columns = row.values.len();
    let class = tone_class(row.verdict);
    let dots: Vec<Option<(f64, f64)>> = row
        .values
        .iter()
        .enumerate()
        .map(|(number, value)| Some((plan.column(number, columns), place(value.ok()?))))
        .collect();
    for pair in dots.windows(2) {
        if let [Some(from), Some(to)] = pair {
            svg.line(&format!("way {class}"), *from, *to);
        }
    }
    for (number, dot) in dots.iter().enumerate() {
        if let Some(dot) = dot {
            let last = number + 1 == columns;
            let filled = if class == "even" { "dot still".to_owned() } else { format!("dot {class}") };
            svg.dot(if last { &filled } else { "ring" }, *dot, if last { 6.0 } else { 5.0 });
        }
    }
}

/// The numbers before the first column, each printed once.
fn first_values(svg: &mut Svg, data: &Slopes, plan: &Plan, place: &impl Fn(i64) -> f64) {
    let mut values: Vec<i64> = data.rows.iter().filter_map(|row| row.values.first().copied()?.ok()).collect();
    values.sort_unstable_by(|a, b| b.cmp(a));
    values.dedup();
    let wanted: Vec<(f64, f64)> = values.iter().map(|value| (place(*value), LINE)).collect();
    for (value, y) in values.iter().zip(apart(&wanted, 0.0, f64::INFINITY)) {
        svg.text("small muted", (plan.first - 11.0, y + 5.0), Anchor::End, &format!("{value}{}", data.unit));
    }
}

/// A line's name, with a thread to its dot where it had to give way.
fn words(svg: &mut Svg, name: &Name, plan: &Plan, (dot, middle): (f64, f64)) {
    svg.line("thread", (plan.last + 8.0, dot), (plan.names - 5.0, middle));
    let top = middle - (name.height() - GAP) / 2.0;
    svg.lines("label", (plan.names, top + 14.0), &name.lines);
    if let Some(verdict) = name.row.verdict {
        let points = name.row.change.map(figure::signed).unwrap_or_default();
        let said = format!("{points} {} {}", wording::mark(verdict), wording::verdict(verdict));
        let class = format!("small says-{}", tone_class(Some(verdict)));
        svg.text(&class, (plan.names, top + 14.0 + LINE * name.lines.len() as f64), Anchor::Start, &said);
    }
}

/// What has no latest figure, in words; gives the place below.
fn withheld(svg: &mut Svg, data: &Slopes, frame: Frame, mut y: f64) -> f64 {
    for row in &data.rows {
        if let Some(Err(marker)) = row.values.last() {
            let text =
                format!("{}: {} {}", row.label, wording::marker(*marker), wording::marker_words(*marker));
            let lines = wrapped(&text, 14.0, frame.width(), 2);
            svg.lines("small muted", (0.0, y + 14.0), &lines);
            y += LINE * lines.len() as f64;
        }
    }
    y + 4.0
}

/// Middles of blocks, given from the top where each wants its middle and how tall it is: in the same order, none over
/// another, all between the bounds where there is room.
fn apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut middles = Vec::with_capacity(wanted.len());
    let mut free = top;
    for (middle, height) in wanted {
        let middle = middle.max(free + height / 2.0);
        free = middle + height / 2.0;
        middles.push(middle);
    }
    let mut free = bottom;
    for (middle, (_, height)) in middles.iter_mut().zip(wanted).rev() {
        *middle = middle.min(free - height / 2.0);
        free = *middle - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_never_overlap(mut blocks in prop::collection::vec((0.0..300.0_f64, 10.0..60.0_f64), 0..12)) {
            blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
            let tall: f64 = blocks.iter().map(|block| block.1).sum();
            let middles = apart(&blocks, 0.0, tall.max(300.0));
            for (pair, sizes) in middles.windows(2).zip(blocks.windows(2)) {
                prop_assert!(pair[1] - pair[0] >= f64::midpoint(sizes[0].1, sizes[1].1) - 1e-6);
            }
            for (middle, (_, height)) in middles.iter().zip(&blocks) {
                prop_assert!(middle - height / 2.0 >= -1e-6 && middle + height / 2.0 <= tall.max(300.0) + 1e-6);
            }
        }
    }

    #[test]
    fn three_waves_with_a_gap_and_a_withheld_line() {
        let row = |label: &str, values: Vec<Drawn>| Slope {
            label: label.to_owned(),
            values,
            change: Some(4),
            verdict: Some(Verdict::Higher),
        };
        let withheld = crate::release::Marker::Confidential;
        let data = Slopes {
            columns: ["2020", "2022", "2024"].map(str::to_owned).to_vec(),
            unit: "%",
            rows: vec![
                row("A", vec![Ok(40), Ok(50), Ok(54)]),
                row("<B>", vec![Err(withheld), Ok(50), Ok(54)]),
                row("C", vec![Ok(40), Ok(50), Err(withheld)]),
            ],
        };
        for frame in [Frame::Wide, Frame::Narrow] {
            let svg = draw(&data, frame).finish("x");
            assert_eq!(svg.matches("class=\"way up\"").count(), 4);
            assert!(svg.contains("54% A") && svg.contains("54% &lt;B&gt;"), "{svg}");
            assert!(svg.contains("C: [c] withheld"), "{svg}");
            assert_eq!(svg.matches(">40%<").count(), 1);
        }
    }
}
