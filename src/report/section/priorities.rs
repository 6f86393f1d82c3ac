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
    three, the questions with the highest (or lowest) positive share fill the places, and the sentence says so.";

/// Which end of the questions is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Strengths,
    Priorities,
}

/// The headings with their sentences.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let readings: Vec<Reading> = page.view.questions().map(|measure| page.read(measure)).collect();
    let readings: Vec<Reading> = readings.into_iter().filter(|reading| reading.figures().is_ok()).collect();
    if readings.is_empty() {
        return vec![Block::Paragraph(Text::plain("No question of this unit can be shown."))];
    }
    let strengths = chosen(&readings, End::Strengths, &[]);
    let ids: Vec<&str> = strengths.iter().map(|reading| reading.measure.id.as_str()).collect();
    let priorities = chosen(&readings, End::Priorities, &ids);
    let sentences =
        |chosen: Vec<Reading>, end| chosen.iter().map(|reading| sentence(page, reading, end)).collect();
    let mut blocks = vec![
        Block::Heading("Three strengths".to_owned()),
        Block::Messages(sentences(strengths, End::Strengths)),
        Block::Heading("Three priorities".to_owned()),
        Block::Messages(sentences(priorities, End::Priorities)),
    ];
    blocks.extend(
        too_small(page, &readings)
            .map(|text| Block::Paragraph(Text::strong("Too small to say. ").then(text))),
    );
    blocks
}

/// Clear differences by size, then the ends of the list by positive share.
fn chosen<'a>(readings: &[Reading<'a>], end: End, taken: &[&str]) -> Vec<Reading<'a>> {
    let sign = if end == End::Strengths { 1.0 } else { -1.0 };
    let free = readings.iter().filter(|reading| !taken.contains(&reading.measure.id.as_str()));
    let (mut clear, mut others): (Vec<Reading>, Vec<Reading>) =
        free.partition(|reading| leans(reading) == if end == End::Strengths { 1 } else { -1 });
    let points = |reading: &Reading| sign * reading.rest().map(|difference| difference.points).unwrap_or(0.0);
    clear.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let value = |reading: &Reading| sign * reading.figures().map(|figures| figures.value).unwrap_or(0.0);
    others.retain(|reading| leans(reading) == 0);
    others.sort_by(|a, b| value(b).total_cmp(&value(a)));
    clear.extend(others);
    clear.truncate(MOST);
    clear
}

fn leans(reading: &Reading) -> i8 {
    reading.rest().map(|difference| wording::direction(difference.verdict)).unwrap_or(0)
}

fn sentence(page: &Page, reading: &Reading, end: End) -> Text {
    let text = wording::quoted(&reading.measure.text);
    let against = reading.rest_words(&page.rest()).map(|comparison| comparison.words);
    let against = against.unwrap_or_else(|| "the comparison is withheld".to_owned());
    let filler = match (leans(reading), end) {
        (0, End::Strengths) => " Among the highest positive shares here.",
        (0, End::Priorities) => " Among the lowest positive shares here.",
        _ => "",
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
