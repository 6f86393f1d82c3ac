//! A unit's three strengths, three priorities, and what is too small to say.

use crate::release::{MeasureKind, Verdict};
use crate::report::document::{Block, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

const MOST: usize = 3;

/// The rule, as the notes print it.
pub(crate) const RULE: &str = "Strengths are the questions on which the unit is clearly higher than the rest, \
    the largest difference first; priorities are those on which it is clearly lower. Where there are fewer than \
    three, the questions with the highest (or lowest) positive share fill the places, and the sentence says so. A unit \
    that is higher on no question, and lower on some, has no strengths: the questions on which it is closest to the rest \
    stand in their place.";

/// Which end of the questions is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Strengths,
    Priorities,
}

/// The headings with their sentences.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let readings: Vec<Reading> = page.view.opinions().map(|measure| page.read(measure)).collect();
    let readings: Vec<Reading> = readings.into_iter().filter(|reading| reading.figures().is_ok()).collect();
    if readings.is_empty() {
        return vec![Block::Paragraph(Text::plain("No question of this unit can be shown."))];
    }
    let (strengths, priorities) = chosen(&readings);
    let lower_only = only_lower(&readings);
    let title = if lower_only {
        "Closest to the rest".to_owned()
    } else {
        numbered(strengths.len(), "strength", "strengths")
    };
    let low = numbered(priorities.len(), "priority", "priorities");
    let mut blocks = Vec::new();
    for (title, chosen, end) in [(title, strengths, End::Strengths), (low, priorities, End::Priorities)] {
        let said: Vec<Text> = chosen.iter().map(|reading| sentence(page, reading, end, lower_only)).collect();
        if !said.is_empty() {
            blocks.extend([Block::Heading(title), Block::Messages(said)]);
        }
    }
    blocks.extend(
        too_small(page, &readings)
            .map(|text| Block::Paragraph(Text::strong("Too small to say. ").then(text))),
    );
    blocks
}

/// "Three strengths".
fn numbered(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    wording::sentence(&format!("{} {noun}", wording::number(number)))
}

/// Whether the unit is clearly lower on some questions and clearly higher on none.
fn only_lower(readings: &[Reading]) -> bool {
    let any = |way| readings.iter().any(|reading| leans(reading) == way);
    any(-1) && !any(1)
}

/// Clear differences by size; then, in what is left, the highest and the lowest positive shares.
fn chosen<'a>(readings: &[Reading<'a>]) -> (Vec<Reading<'a>>, Vec<Reading<'a>>) {
    let mut by_points: Vec<Reading> = readings.to_vec();
    let points = |reading: &Reading| reading.rest().map_or(0.0, |difference| difference.points);
    by_points.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let clear = |way: i8| move |reading: &&Reading| leans(reading) == way;
    let mut strengths: Vec<Reading> = by_points.iter().filter(clear(1)).take(MOST).copied().collect();
    let mut priorities: Vec<Reading> = by_points.iter().rev().filter(clear(-1)).take(MOST).copied().collect();
    let mut by_value: Vec<Reading> = readings.to_vec();
    let value = |reading: &Reading| reading.figures().map_or(0.0, |figures| figures.value);
    by_value.sort_by(|a, b| value(b).total_cmp(&value(a)));
    if only_lower(readings) {
        // What is too small to say is not known to be close.
        let told = |verdict| !matches!(verdict, Verdict::TooSmallToSay | Verdict::NotComparable);
        let compared = by_points
            .iter()
            .filter(|reading| reading.rest().is_ok_and(|difference| told(difference.verdict)));
        fill(&mut strengths, &priorities, compared);
    }
    fill(&mut strengths, &priorities, by_value.iter());
    fill(&mut priorities, &strengths, by_value.iter().rev());
    (strengths, priorities)
}

/// Fills up with what is on neither list.
fn fill<'a: 'b, 'b>(
    list: &mut Vec<Reading<'a>>,
    other: &[Reading<'a>],
    from: impl Iterator<Item = &'b Reading<'a>>,
) {
    for reading in from {
        let same = |one: &Reading| one.measure.id == reading.measure.id;
        if list.len() < MOST && !list.iter().any(same) && !other.iter().any(same) {
            list.push(*reading);
        }
    }
}

fn leans(reading: &Reading) -> i8 {
    reading.rest().map_or(0, |difference| wording::direction(difference.verdict))
}

fn sentence(page: &Page, reading: &Reading, end: End, lower_only: bool) -> Text {
    let text = wording::quoted(&reading.measure.text);
    let against = reading.rest_words(&page.rest()).map(|comparison| comparison.words);
    let against = against.unwrap_or_else(|| "the comparison is withheld".to_owned());
    let filler = match (leans(reading), end) {
        (1, End::Strengths) | (-1, End::Priorities) => "",
        // It stands here as one of those closest to the rest.
        (_, End::Strengths) if lower_only => "",
        (_, End::Strengths) => " It is among the highest positive shares here.",
        (_, End::Priorities) => " It is among the lowest positive shares here.",
    };
    let change = reading.compared().filter(|difference| wording::direction(difference.verdict) != 0);
    let change = change.and_then(|_| reading.change_words()).map(|change| format!("; {}", change.words));
    Text::strong(text).then(format!(
        ": {} positive, {against}{}.{filler}",
        reading.text(),
        change.unwrap_or_default()
    ))
}

/// On how many questions nothing can be said, and what would have been seen.
fn too_small(page: &Page, readings: &[Reading]) -> Option<String> {
    let differences: Vec<_> = readings
        .iter()
        .filter(|reading| reading.measure.kind == MeasureKind::Question)
        .filter_map(|reading| reading.rest().ok())
        .filter(|difference| difference.verdict == Verdict::TooSmallToSay)
        .collect();
    if differences.is_empty() {
        return None;
    }
    let mut seen: Vec<f64> = differences.iter().filter_map(|difference| difference.detectable).collect();
    seen.sort_by(f64::total_cmp);
    let typical =
        seen.get(seen.len() / 2).map(|points| wording::points(figure::whole(*points).unsigned_abs()));
    let questions = wording::counted(differences.len() as u64, "question", "questions");
    let sentence =
        format!("On {questions}, too few colleagues answered to compare {} with {}", page.name, page.rest());
    Some(match typical {
        Some(typical) => format!("{sentence}: a difference had to be about {typical} or more to be seen."),
        None => format!("{sentence}."),
    })
}
