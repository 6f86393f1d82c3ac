//! Where to look first: who is consistently lower or higher over all questions together, and whether that stays like
//! for like; what each part contributed to the change; who may be the lowest.

use super::tables::finished;
use super::{alike, contributions, rankings};
use crate::release::{Consistency, Consistent, Marker, MeasureKind, ReleasedGroup};
use crate::report::document::{Block, Entry, Section, Table, TableRow, Text};
use crate::report::findings::{Tally, out_of};
use crate::report::page::{Page, Parts};
use crate::report::view::Place;
use crate::report::{figure, joint, wording};

/// So many parts have a sentence of their own; the others are only named.
const MOST_SENTENCES: usize = 3;

/// So many of them; the table has all.
const MOST_NAMES: usize = 8;

/// The section, where there is something to compare.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let mut blocks = own(page);
    blocks.extend(alike::own(page));
    if let Some(parts) = &page.parts {
        let first = blocks.is_empty();
        blocks.extend(compared(page, parts, first));
        blocks.extend(alike::blocks(page, parts));
        blocks.extend(rankings::blocks(page, parts));
        blocks.extend(contributions::blocks(page, parts));
    }
    (!blocks.is_empty()).then(|| Section { id: "attention", title: "Where to look first".to_owned(), blocks })
}

/// A unit itself against the rest, over all questions.
fn own(page: &Page) -> Vec<Block> {
    let Some(found) = page.joint(page.place) else { return Vec::new() };
    let text = match joint::sentence(page.name, &page.rest(), found) {
        Some(sentence) => Text::strong(sentence).then(format!(" {}", joint::certainty(found))),
        None if found.verdict == Consistent::TooSmallToSay => Text::plain(format!(
            "Over all questions together, too few answered in {} to say whether it is lower or higher than {}.",
            page.name,
            page.rest()
        )),
        None => Text::plain(format!(
            "Over all questions together, {} is neither consistently lower nor consistently higher than {}.",
            page.name,
            page.rest()
        )),
    };
    vec![Block::Lead(text)]
}

/// The parts, by the joint judgement where there is one, and question by question.
fn compared(page: &Page, parts: &Parts, first: bool) -> Vec<Block> {
    let joint = judged(page, parts);
    let tallies: Vec<(&ReleasedGroup, Tally)> = parts
        .units
        .iter()
        .map(|unit| (*unit, Tally::of(page, Place { breakdown: &parts.level.id, group: &unit.id })))
        .collect();
    let lead = |text| if first { Block::Lead(text) } else { Block::Paragraph(text) };
    let by_question = table_of_tallies(page, parts, &tallies);
    if joint.is_empty() {
        let note = "This counts questions one by one. Answers to different questions go together, so many lower \
             questions can have one story behind them.";
        return vec![
            lead(lead_by_question(page, parts, &tallies)),
            Block::Table(by_question),
            Block::Note(Text::plain(note)),
        ];
    }
    let mut blocks = vec![lead(lead_by_joint(page, parts, &joint))];
    blocks.extend(others(page, &joint).map(|words| Block::Paragraph(Text::plain(words))));
    blocks.extend(dragged(page, parts, &joint).map(|words| Block::Note(Text::plain(words))));
    blocks.push(Block::Table(joint_table(page, parts)));
    blocks.push(Block::Folded("Counted question by question".to_owned(), by_question));
    blocks
}

/// The parts with a joint judgement, the lowest first.
fn judged<'a>(page: &Page<'a>, parts: &Parts<'a>) -> Vec<(&'a ReleasedGroup, &'a Consistency)> {
    let of = |unit: &&'a ReleasedGroup| {
        Some((*unit, page.joint(Place { breakdown: &parts.level.id, group: &unit.id })?))
    };
    let mut all: Vec<_> = parts.units.iter().filter_map(of).collect();
    all.sort_by(|a, b| a.1.points.total_cmp(&b.1.points));
    all
}

/// The lower parts in sentences; where there is none, the higher ones.
fn lead_by_joint(page: &Page, parts: &Parts, judged: &[(&ReleasedGroup, &Consistency)]) -> Text {
    let named = named(judged);
    if named.is_empty() {
        return Text::plain(format!(
            "Over all questions together, no {} is consistently lower or higher than {}.",
            parts.one(),
            page.rest()
        ));
    }
    named.iter().fold(Text::default(), |text, (unit, found)| {
        let sentence = joint::sentence(&unit.name, &page.rest(), found).unwrap_or_default();
        text.then_strong(sentence).then(format!(" {} ", joint::certainty(found)))
    })
}

/// Those that have a sentence: the lowest, or, where nobody is lower, the highest.
fn named<'a>(judged: &[(&'a ReleasedGroup, &'a Consistency)]) -> Vec<(&'a ReleasedGroup, &'a Consistency)> {
    let of = |verdict| judged.iter().filter(move |(_, found)| found.verdict == verdict).copied();
    let lower: Vec<_> = of(Consistent::Lower).take(MOST_SENTENCES).collect();
    if lower.is_empty() { of(Consistent::Higher).rev().take(MOST_SENTENCES).collect() } else { lower }
}

/// Those that are lower or higher too, by name.
fn others(page: &Page, judged: &[(&ReleasedGroup, &Consistency)]) -> Option<String> {
    let told: Vec<&str> = named(judged).iter().map(|(unit, _)| unit.id.as_str()).collect();
    let said = |verdict, word: &str| {
        let left = judged
            .iter()
            .filter(|(unit, found)| found.verdict == verdict && !told.contains(&unit.id.as_str()));
        let names: Vec<String> = left.map(|(unit, _)| unit.name.clone()).collect();
        let verb = wording::is_are(names.len());
        let rest = page.rest();
        (!names.is_empty()).then(|| {
            format!("{} {verb} consistently {word} than {rest}.", wording::short_list(&names, MOST_NAMES))
        })
    };
    let all: Vec<String> = [said(Consistent::Lower, "lower"), said(Consistent::Higher, "higher")]
        .into_iter()
        .flatten()
        .collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Where some are lower and some higher: the rest that each is compared with contains the others.
fn dragged(page: &Page, parts: &Parts, judged: &[(&ReleasedGroup, &Consistency)]) -> Option<String> {
    let any = |verdict| judged.iter().any(|(_, found)| found.verdict == verdict);
    (any(Consistent::Lower) && any(Consistent::Higher)).then(|| {
        let one = parts.one();
        format!(
            "Each {one} is compared with {}, and that contains the lower ones. Where one {one} is far lower, the others \
             are a little higher than their rest for that alone: look first at the largest differences.",
            page.rest()
        )
    })
}

fn joint_table(page: &Page, parts: &Parts) -> Table {
    let row = |unit: &&ReleasedGroup| {
        let place = Place { breakdown: &parts.level.id, group: &unit.id };
        let entries = page.joint(place).map_or_else(|| vec![no_joint(page, place); 5], joint_entries);
        TableRow { header: unit.name.clone(), link: page.part_link(unit), entries }
    };
    let columns = [
        "Average difference, in points",
        "95% range",
        "Questions lower",
        "Questions higher",
        "Over all questions",
    ];
    finished(Table {
        caption: format!("Each {} against {}, over all questions together", parts.one(), page.rest()),
        columns: std::iter::once(parts.level.name.clone()).chain(columns.map(str::to_owned)).collect(),
        rows: parts.units.iter().map(row).collect(),
        notes: vec![
            "A question counts as lower or higher whatever the size of its difference; whether all of them together \
             are more than chance explains is in the last column."
                .to_owned(),
        ],
    })
}

/// What stands where nothing is said of a unit over all questions: the marker of its figure over all of them.
fn no_joint<'a>(page: &Page<'a>, place: Place<'a>) -> Entry {
    let measure = page.scores_of(MeasureKind::Overall).next();
    let marker = measure.and_then(|measure| page.read_at(measure, place).figures().err());
    Entry::Withheld(marker.unwrap_or(Marker::NotAvailable))
}

fn joint_entries(found: &Consistency) -> Vec<Entry> {
    let of = |number| Entry::Number(format!("{number} of {}", found.questions));
    let (mark, words) = wording::consistent(found.verdict);
    vec![
        Entry::Number(figure::signed(figure::whole(found.points))),
        super::tables::points_range(found.low, found.high),
        of(found.lower),
        of(found.higher),
        Entry::Said(mark, words.to_owned()),
    ]
}

/// The parts that are lower on at least half of their questions.
fn lead_by_question(page: &Page, parts: &Parts, tallies: &[(&ReleasedGroup, Tally)]) -> Text {
    let sentence = |(unit, tally): &(&ReleasedGroup, Tally), number: usize, word: &str| {
        let questions = out_of(number, tally.compared());
        format!("{} is {word} than {} on {questions} that could be compared. ", unit.name, page.rest())
    };
    let mut text = Text::default();
    for one in tallies.iter().filter(|(_, tally)| tally.lower * 2 >= tally.compared() && tally.lower > 1) {
        text = text.then_strong(sentence(one, one.1.lower, "lower"));
    }
    for one in tallies.iter().filter(|(_, tally)| tally.higher * 2 >= tally.compared() && tally.higher > 1) {
        text = text.then(sentence(one, one.1.higher, "higher"));
    }
    if text.0.is_empty() {
        return Text::plain(format!(
            "No {} is higher or lower than {} on most questions.",
            parts.one(),
            page.rest()
        ));
    }
    text
}

fn table_of_tallies(page: &Page, parts: &Parts, tallies: &[(&ReleasedGroup, Tally)]) -> Table {
    let row = |(unit, tally): &(&ReleasedGroup, Tally)| {
        let numbers = [tally.lower, tally.higher, tally.neither, tally.too_small, tally.compared()];
        let entries = if tally.compared() == 0 {
            vec![no_joint(page, Place { breakdown: &parts.level.id, group: &unit.id }); numbers.len()]
        } else {
            numbers.iter().map(|number| Entry::Number(figure::count(*number as u64))).collect()
        };
        TableRow { header: unit.name.clone(), link: page.part_link(unit), entries }
    };
    let columns =
        ["Lower", "Higher", "No clear difference", "Too small to say", "Compared"].map(str::to_owned);
    finished(Table {
        caption: format!(
            "Number of questions on which each {} is lower or higher than {}, each question on its own",
            parts.one(),
            page.rest()
        ),
        columns: std::iter::once(parts.level.name.clone()).chain(columns).collect(),
        rows: tallies.iter().map(row).collect(),
        notes: Vec::new(),
    })
}
