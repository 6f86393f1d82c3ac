//! The plan's pillars: scores, the heat map over the parts, the strongest and weakest questions, what moved most.

use super::movers::{change_description, drawn, steps};
use super::pride::bars;
use super::{movers, reliability, tables};
use crate::release::{Measure, MeasureKind};
use crate::report::document::{Block, Chart, Section, Table, TableRow};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::wording;

/// How many questions are called strongest, weakest, most improved, most fallen.
const ENDS: usize = 5;

/// The section, where there is a score or a question.
pub(crate) fn section(page: &Page) -> Option<Section> {
    let scores = page.scores();
    let mut blocks = Vec::new();
    if !scores.is_empty() {
        blocks.push(Block::Chart(score_chart(page, &scores)));
        blocks.extend(reliability::block(page));
        blocks.extend(heat_map(page, &scores));
    }
    blocks.extend(strongest_and_weakest(page));
    blocks.extend(movers::blocks(page));
    blocks.extend(questions(page));
    let title = page.view.release.survey().plan.clone();
    let title = if title.is_empty() { "Scores and questions".to_owned() } else { format!("The {title}") };
    (!blocks.is_empty()).then_some(Section { id: "plan", title, blocks })
}

fn score_chart<'a>(page: &Page<'a>, scores: &[&'a Measure]) -> Chart {
    let readings: Vec<Reading> = scores.iter().map(|measure| page.read(measure)).collect();
    let caption = format!("Scores, {}", wording::sentence(page.name));
    let mut columns = ["Score of", "Score", "95% range", "Answers"].map(str::to_owned).to_vec();
    if !page.is_whole() {
        columns.extend(["Against the rest, in points", "Verdict"].map(str::to_owned));
    }
    columns.extend(tables::change_columns(page));
    let row = |reading: &Reading| {
        let mut entries = vec![reading.entry(), reading.interval(), reading.base()];
        if !page.is_whole() {
            entries.extend(reading.rest_entries());
        }
        entries.extend(tables::change_entries(page, reading));
        TableRow { header: reading.measure.text.clone(), link: None, entries }
    };
    let rows = readings.iter().map(row).collect();
    let notes =
        tables::rounding_note(readings.iter().copied()).into_iter().chain(descriptions(scores)).collect();
    let table = tables::finished(Table { caption, columns, rows, notes });
    Chart {
        title: score_title(page, &readings),
        description: change_description(page),
        picture: steps(page, &drawn(&readings)),
        table,
    }
}

/// What each score is made of.
fn descriptions<'a>(scores: &'a [&Measure]) -> impl Iterator<Item = String> + 'a {
    let described = |measure: &&&Measure| !measure.description.is_empty();
    scores.iter().filter(described).map(|measure| format!("{}: {}", measure.text, measure.description))
}

fn score_title(page: &Page, readings: &[Reading]) -> String {
    let pillars = readings.iter().filter(|reading| reading.measure.kind == MeasureKind::Pillar);
    let shown: Vec<(&Reading, i64)> =
        pillars.filter_map(|reading| Some((reading, reading.printed().ok()?))).collect();
    let (low, high) = (shown.iter().min_by_key(|one| one.1), shown.iter().max_by_key(|one| one.1));
    let (Some((low, least)), Some((high, most))) = (low, high) else {
        return format!("Scores of {}", page.name);
    };
    if least == most {
        return format!("All pillars have the same score: {}", high.text());
    }
    format!(
        "{} is the strongest pillar ({}) and {} the weakest ({})",
        high.measure.text,
        high.text(),
        low.measure.text,
        low.text()
    )
}

/// Scores over the parts, each with its verdict against the rest in words.
fn heat_map<'a>(page: &Page<'a>, scores: &[&'a Measure]) -> Vec<Block> {
    let Some(parts) = &page.parts else { return Vec::new() };
    let kind = |kind| scores.iter().copied().filter(move |measure| measure.kind == kind);
    let pillars: Vec<&Measure> = kind(MeasureKind::Pillar).chain(kind(MeasureKind::Overall)).collect();
    let columns_of = if pillars.is_empty() { scores } else { &pillars };
    let mut columns = vec![parts.level.name.clone()];
    columns.extend(columns_of.iter().map(|measure| measure.text.clone()));
    let row = |unit: &&'a crate::release::ReleasedGroup| {
        let place = crate::report::view::Place { breakdown: &parts.level.id, group: &unit.id };
        let entries = columns_of.iter().map(|measure| page.read_at(measure, place).judged()).collect();
        TableRow { header: unit.name.clone(), link: page.part_link(unit), entries }
    };
    let caption = format!("Scores by {}, with the verdict against {}", parts.one(), page.rest());
    let rows = parts.units.iter().map(row).collect();
    let table = tables::finished(Table { caption, columns, rows, notes: Vec::new() });
    vec![Block::Heading(format!("Where the {} stand", parts.many())), Block::Table(table)]
}

fn strongest_and_weakest(page: &Page) -> Vec<Block> {
    let mut shown: Vec<(&Measure, f64)> = page
        .view
        .opinions()
        .filter_map(|measure| Some((measure, page.read(measure).figures().ok()?.value)))
        .collect();
    if shown.len() < 2 {
        return Vec::new();
    }
    shown.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ends = ENDS.min(shown.len() / 2);
    let strongest: Vec<&Measure> = shown.iter().take(ends).map(|one| one.0).collect();
    let weakest: Vec<&Measure> = shown.iter().rev().take(ends).map(|one| one.0).collect();
    vec![
        Block::Heading("Strongest and weakest questions".to_owned()),
        Block::Chart(bars(page, &strongest, end_title(page, &strongest, "Most positive"), false)),
        Block::Chart(bars(page, &weakest, end_title(page, &weakest, "Least positive"), false)),
    ]
}

fn end_title<'a>(page: &Page<'a>, measures: &[&'a Measure], words: &str) -> String {
    let first = measures.first().map(|measure| page.read(measure));
    first.map_or_else(String::new, |reading| {
        format!("{words}: {}, {}", wording::quoted(&reading.measure.text), reading.text())
    })
}

/// Every question, by pillar.
fn questions(page: &Page) -> Vec<Block> {
    let mut blocks = Vec::new();
    let pillars: Vec<&Measure> = page.scores_of(MeasureKind::Pillar).collect();
    for pillar in &pillars {
        let own: Vec<&Measure> =
            page.view.questions().filter(|measure| measure.pillar.as_deref() == Some(&pillar.id)).collect();
        blocks.extend(question_table(page, &own, &pillar.text));
    }
    let known = |id: &str| pillars.iter().any(|pillar| pillar.id == id);
    let others: Vec<&Measure> =
        page.view.questions().filter(|measure| !measure.pillar.as_deref().is_some_and(known)).collect();
    blocks.extend(question_table(
        page,
        &others,
        if pillars.is_empty() { "All questions" } else { "Other questions" },
    ));
    let latest = |measure: &&Measure| measure.option && measure.waves.contains(&page.wave.id);
    let options: Vec<&Measure> = page.view.of_kind(MeasureKind::Question).filter(latest).collect();
    blocks.extend(question_table(page, &options, "Questions with several answers (percent who chose each)"));
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading("Every question".to_owned()));
    }
    blocks
}

fn question_table<'a>(page: &Page<'a>, measures: &[&'a Measure], name: &str) -> Option<Block> {
    let first = measures.first()?;
    let mut columns = vec!["Question".to_owned()];
    columns.extend(if first.option { vec!["Chosen".to_owned()] } else { tables::share_columns(first) });
    columns.extend(["95% range", "Answers"].map(str::to_owned));
    if !page.is_whole() {
        columns.extend(["Against the rest, in points", "Verdict"].map(str::to_owned));
    }
    let row = |measure: &&'a Measure| {
        let reading = page.read(measure);
        let mut entries = if first.option { vec![reading.entry()] } else { tables::shares(&reading) };
        entries.extend([reading.interval(), reading.base()]);
        if !page.is_whole() {
            entries.extend(reading.rest_entries());
        }
        TableRow { header: tables::question_header(measure), link: None, entries }
    };
    let caption = format!("{name}: {}, {}", page.name, page.wave.label);
    let rows = measures.iter().map(row).collect();
    let number = wording::counted(measures.len() as u64, "question", "questions");
    let summary = if first.option { name.to_owned() } else { format!("{name}: {number}") };
    Some(Block::Folded(summary, tables::finished(Table { caption, columns, rows, notes: Vec::new() })))
}
