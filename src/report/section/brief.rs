//! In brief: one page with the response, the headlines, the pillars, what changed and what matters most.

use super::priorities;
use crate::release::{Measure, MeasureKind, Verdict};
use crate::report::document::{Block, Comparison, Entry, KeyFigure, KeyFigures, Section, Text};
use crate::report::findings;
use crate::report::headline::{Headline, headlines};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, joint, wording};

/// How many messages are printed.
const MESSAGES: usize = 3;

/// The section for a page's subject.
pub(crate) fn section(page: &Page) -> Section {
    let mut blocks = vec![Block::Lead(response(page).and(over_all_questions(page)))];
    let figures: Vec<KeyFigure> = response_figure(page).into_iter().chain(headline_figures(page)).collect();
    if !figures.is_empty() {
        blocks.push(Block::KeyFigures(KeyFigures {
            name: "Headline figures".to_owned(),
            compact: false,
            figures,
        }));
    }
    blocks.extend(pillars(page));
    if page.is_whole() {
        blocks.extend(messages(page));
    } else {
        blocks.extend(priorities::blocks(page));
    }
    blocks.extend(changed(page).map(|text| Block::Paragraph(Text::strong("What changed. ").then(text))));
    Section { id: "brief", title: "In brief".to_owned(), blocks }
}

/// Who answered, in a sentence or two.
pub(crate) fn response(page: &Page) -> Text {
    let mut text = Text::default();
    for (number, scope) in page.view.of_kind(MeasureKind::Response).enumerate() {
        let reading = page.read(scope);
        let Ok(figures) = reading.figures() else { continue };
        let (answered, headcount) = (figure::count(figures.respondents), figure::count(figures.base));
        let change = reading.change_words().map(|change| format!(", {}", change.words)).unwrap_or_default();
        text = if number == 0 {
            text.then(format!("{answered} of {headcount} {} answered: ", wording::lower(&scope.text)))
                .then_strong(format!("{}{change}", reading.text()))
                .then(". ")
        } else {
            let scope = wording::lower(&scope.text);
            text.then(format!("Counting {scope}, it is {answered} of {headcount}: {}. ", reading.text()))
        };
    }
    if text.0.is_empty() { answered(page) } else { text }
}

/// Without a headcount there is no rate, but there are respondents.
fn answered(page: &Page) -> Text {
    if page.is_whole() {
        let kept = wording::counted(page.wave.kept, "colleague", "colleagues");
        let (least, label) = (if page.wave.linked { "" } else { "At least " }, &page.wave.label);
        return Text::plain(format!("{least}{kept} answered in {label}."));
    }
    Text::plain(format!("What colleagues in {} said in {}.", page.name, page.wave.label))
}

/// Of a unit that is consistently lower or higher: that it is.
fn over_all_questions(page: &Page) -> Text {
    let short = page.joint(page.place).and_then(|found| joint::short(&page.rest(), found));
    short.map(|words| Text::plain(" ").then_strong(words)).unwrap_or_default()
}

fn response_figure(page: &Page) -> Option<KeyFigure> {
    let scope = page.view.of_kind(MeasureKind::Response).next()?;
    let reading = page.read(scope);
    let words = match reading.figures() {
        Ok(figures) => {
            format!("of {} {} answered", figure::count(figures.base), wording::lower(&scope.text))
        }
        Err(_) => "answered".to_owned(),
    };
    Some(KeyFigure {
        label: "Response".to_owned(),
        value: reading.entry(),
        words,
        comparisons: reading.change_words().into_iter().collect(),
    })
}

fn headline_figures(page: &Page) -> Vec<KeyFigure> {
    headlines(page).iter().map(|headline| headline_figure(page, headline)).collect()
}

fn headline_figure<'a>(page: &Page<'a>, headline: &Headline<'a>) -> KeyFigure {
    let reading = page.read(headline.measure);
    let (value, words) = headline.stressed(&reading, &page.view.release.survey().short_name);
    let value = match value {
        Ok(percent) => Entry::Number(format!("{percent}%")),
        Err(marker) => Entry::Withheld(marker),
    };
    let mut comparisons = comparisons(page, &reading);
    if headline.stress_negative && reading.figures().is_ok() {
        let positive = format!("{} answered positively", reading.text());
        match comparisons.first_mut() {
            Some(first) => first.words = format!("{positive}: {}", first.words),
            None => comparisons.push(Comparison { verdict: None, words: positive }),
        }
    }
    KeyFigure { label: headline.name.to_owned(), value, words, comparisons }
}

/// Against the rest, for a unit, and against last time.
fn comparisons(page: &Page, reading: &Reading) -> Vec<Comparison> {
    let rest = if page.is_whole() { None } else { reading.rest_words(&page.rest()) };
    rest.into_iter().chain(reading.change_words()).collect()
}

fn pillars(page: &Page) -> Vec<Block> {
    let pillars: Vec<&Measure> = page.scores_of(MeasureKind::Pillar).collect();
    if pillars.is_empty() {
        return Vec::new();
    }
    let figure = |measure: &&Measure| {
        let reading = page.read(measure);
        KeyFigure {
            label: measure.text.clone(),
            value: reading.entry(),
            words: String::new(),
            comparisons: comparisons(page, &reading),
        }
    };
    let figures = pillars.iter().map(figure).collect();
    let name = format!("{}: scores of its pillars", page.view.release.survey().plan);
    vec![Block::Heading(name.clone()), Block::KeyFigures(KeyFigures { name, compact: true, figures })]
}

fn messages(page: &Page) -> Vec<Block> {
    let messages = findings::most_important(page, MESSAGES);
    let title = "What matters most";
    if messages.is_empty() && page.view.questions().all(|measure| page.read(measure).figures().is_err()) {
        return Vec::new();
    }
    if messages.is_empty() {
        return vec![
            Block::Heading(title.to_owned()),
            Block::Paragraph(Text::plain(
                "No comparison shows a difference that is larger than chance explains.",
            )),
        ];
    }
    vec![Block::Heading(title.to_owned()), Block::Messages(messages)]
}

/// How many questions moved.
pub(crate) fn changed(page: &Page) -> Option<String> {
    let earlier = page.earlier_label()?;
    let verdicts: Vec<Verdict> = page
        .view
        .opinions()
        .filter_map(|measure| page.read(measure).compared().map(|difference| difference.verdict))
        .collect();
    if verdicts.is_empty() {
        return Some(format!("No question can be compared with {earlier}."));
    }
    let number = |keep: fn(Verdict) -> bool| verdicts.iter().filter(|verdict| keep(**verdict)).count();
    let up = number(|verdict| wording::direction(verdict) > 0);
    let down = number(|verdict| wording::direction(verdict) < 0);
    let same = number(|verdict| verdict == Verdict::NoClearDifference);
    let small = number(|verdict| verdict == Verdict::TooSmallToSay);
    let compared = verdicts.len();
    let questions = wording::counted(compared as u64, "question", "questions");
    let small_words = if small == 1 { "was too small to say" } else { "were too small to say" };
    let all = [(up, "went up"), (down, "went down"), (same, "had no clear change"), (small, small_words)];
    let parts: Vec<String> = all
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| match *number {
            all if all == compared && compared > 1 => format!("all {words}"),
            number => format!("{number} {words}"),
        })
        .collect();
    if up + down == 0 && parts.len() > 1 {
        return Some(format!(
            "Of {questions} that can be compared with {earlier}, none moved clearly: {}.",
            wording::list(&parts)
        ));
    }
    Some(format!("Of {questions} that can be compared with {earlier}, {}.", wording::list(&parts)))
}
