//! What weighting to the workforce would change, and which questions were left empty.

use super::tables::{finished, percent_range};
use crate::release::{Measure, Weighted, WeightedFigure, WeightingOutcome};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::headline::headlines;
use crate::report::page::Page;
use crate::report::{figure, wording};

/// From this share on, it is worth asking why a question was left empty.
const OFTEN: f64 = 5.0;

/// How many such questions are named.
const MOST: usize = 5;

/// The sentences and the table; nothing where weighting was not tried.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let Some(weighting) = page.weighting() else { return Vec::new() };
    let mut blocks = Vec::new();
    match &weighting.outcome {
        Weighted::Refused(reason) if page.is_whole() => {
            let reason = wording::lower(reason.trim().trim_end_matches('.'));
            let words = format!("We cannot say what weighting to the workforce would change: {reason}.");
            blocks.push(Block::Paragraph(Text::plain(words)));
        }
        Weighted::Refused(_) => {}
        Weighted::Met { .. } => blocks.extend(changes(page, weighting)),
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading("What weighting would change".to_owned()));
    }
    blocks
}

/// A measure as published and as weighted.
struct Pair<'a> {
    measure: &'a Measure,
    published: i64,
    weighted: &'a WeightedFigure,
}

impl Pair<'_> {
    fn points(&self) -> i64 {
        figure::whole(self.weighted.value) - self.published
    }
}

fn changes(page: &Page, weighting: &WeightingOutcome) -> Vec<Block> {
    let pair =
        |(measure, weighted)| Some(Pair { measure, published: page.read(measure).printed().ok()?, weighted });
    let pairs: Vec<Pair> = page.weighted(page.place).into_iter().filter_map(pair).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let changed: Vec<&Pair> = pairs.iter().filter(|pair| pair.points() != 0).collect();
    let mut blocks =
        vec![Block::Paragraph(sentence(page, weighting, &pairs).then(extent(page, &pairs, &changed)))];
    if !changed.is_empty() {
        let summary =
            format!("What would change: {}", wording::counted(changed.len() as u64, "figure", "figures"));
        blocks.push(Block::Folded(summary, table(page, &changed)));
    }
    blocks.push(Block::Note(Text::plain(
        "Weighted figures let each colleague who answered stand for those like them who did not. Everywhere else in \
         this report, each colleague who answered counts once.",
    )));
    blocks
}

/// "directorate, grade and gender": what the weighted respondents match.
pub(crate) fn weighted_by(page: &Page, weighting: &WeightingOutcome) -> String {
    let breakdowns = weighting.by.iter().filter_map(|id| page.breakdown(id));
    let names: Vec<String> = breakdowns.map(|breakdown| wording::lower(&breakdown.name)).collect();
    wording::list(&names)
}

/// "Weighted to the workforce by directorate and grade, pride would be 61%, not 62%."
fn sentence(page: &Page, weighting: &WeightingOutcome, pairs: &[Pair]) -> Text {
    let by = weighted_by(page, weighting);
    let weighted = format!("Weighted to the workforce by {by}");
    let mut moved = Vec::new();
    let mut same = Vec::new();
    for headline in headlines(page) {
        let Some(pair) = pairs.iter().find(|pair| std::ptr::eq(pair.measure, headline.measure)) else {
            continue;
        };
        let name = wording::lower(headline.name);
        let name = if headline.stress_negative { format!("the positive share for {name}") } else { name };
        let (now, then) = (figure::whole(pair.weighted.value), pair.published);
        if now == then {
            same.push(name);
        } else {
            moved.push(format!("{name} would be {now}%, not {then}%"));
        }
    }
    match (moved.is_empty(), same.is_empty()) {
        (false, true) => Text::strong(format!("{weighted}, {}.", wording::list(&moved))),
        (false, false) => Text::strong(format!("{weighted}, {}; ", wording::list(&moved)))
            .then_strong(format!("{} would stay the same.", wording::list(&same))),
        (true, false) => Text::strong(format!("{weighted}, {} would stay the same.", wording::list(&same))),
        (true, true) => Text::strong(format!("The answers can be weighted to the workforce by {by}.")),
    }
}

/// How many figures change, and by how much.
fn extent(page: &Page, pairs: &[Pair], changed: &[&Pair]) -> String {
    let figures = wording::counted(pairs.len() as u64, "figure", "figures");
    let most = changed.iter().map(|pair| pair.points().unsigned_abs()).max().unwrap_or(0);
    match (changed.len(), most) {
        (0, _) => format!(" None of {figures} of {} would change.", page.name),
        (_, 1) => format!(" No figure of {} would change by more than 1 point.", page.name),
        (number, most) => format!(
            " Of {figures} of {}, {number} would change, by {} at most.",
            page.name,
            wording::points(most)
        ),
    }
}

fn table(page: &Page, changed: &[&Pair]) -> Table {
    let row = |pair: &&Pair| {
        let range = percent_range(pair.weighted.low, pair.weighted.high);
        let number = |value: i64| Entry::Number(figure::with_unit(value, pair.measure));
        let points = Entry::Number(figure::signed(pair.points()));
        let entries = vec![number(pair.published), number(figure::whole(pair.weighted.value)), range, points];
        TableRow { header: pair.measure.text.clone(), link: None, entries }
    };
    finished(Table {
        caption: format!("Figures of {} that weighting would change", page.name),
        columns: ["Measure", "As published", "Weighted", "95% range", "Difference, in points"]
            .map(str::to_owned)
            .to_vec(),
        rows: changed.iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// The questions left empty most often; whether there are any.
pub(crate) fn left_empty(page: &Page) -> Vec<Block> {
    let here: Vec<_> = page.found().unanswered.iter().filter(|one| one.wave == page.wave.id).collect();
    if here.is_empty() || !page.is_whole() {
        return Vec::new();
    }
    let mut often: Vec<(f64, &Measure)> = here
        .iter()
        .filter(|one| one.share > OFTEN)
        .filter_map(|one| {
            Some((one.share, page.view.measure(crate::release::MeasureKind::Question, &one.measure)?))
        })
        .collect();
    often.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut blocks = vec![Block::Heading("Questions left empty".to_owned())];
    if often.is_empty() {
        blocks.push(Block::Paragraph(Text::plain(
            "No question was left empty by more than 5% of those it was put to.",
        )));
        return blocks;
    }
    let words = format!(
        "{} left empty by more than 5% of those {} put to{}",
        match often.len() {
            1 => "One question was".to_owned(),
            number => format!("{} questions were", wording::sentence(&wording::number(number))),
        },
        if often.len() == 1 { "it was" } else { "they were" },
        if often.len() > MOST { "; these most often:" } else { ":" }
    );
    blocks.push(Block::Paragraph(Text::plain(words)));
    let item = |(share, measure): &(f64, &Measure)| {
        Text::strong(format!("{}%", figure::whole(*share)))
            .then(format!(" {}", wording::quoted(&measure.text)))
    };
    blocks.push(Block::List(often.iter().take(MOST).map(item).collect()));
    blocks
}
