//! Figures from elsewhere, with everything that is needed to judge the comparison.

use super::tables::finished;
use crate::plan::Benchmark;
use crate::release::MeasureKind;
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

/// The benchmarks of questions that the latest wave asked.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let asked = |benchmark: &&Benchmark| {
        let measure = page.view.measure(MeasureKind::Question, &benchmark.question);
        measure.is_some_and(|measure| measure.waves.contains(&page.wave.id))
    };
    let benchmarks: Vec<&Benchmark> = page.view.release.benchmarks().iter().filter(asked).collect();
    if benchmarks.is_empty() {
        return Vec::new();
    }
    let columns = [
        "Question",
        &wording::sentence(page.name),
        "Elsewhere",
        "Difference, in points",
        "Where it is from",
        "Wording there",
        "Licence",
    ];
    let rows = benchmarks.iter().filter_map(|benchmark| row(page, benchmark)).collect();
    let table = finished(Table {
        caption: "Percent positive here and elsewhere".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        notes: Vec::new(),
    });
    let text = "Other surveys put these questions in their own words, to other people, in other years. The difference \
        shows where we stand; it is not tested.";
    vec![
        Block::Heading("What others report".to_owned()),
        Block::Paragraph(Text::plain(text)),
        Block::Table(table),
    ]
}

fn row(page: &Page, benchmark: &Benchmark) -> Option<TableRow> {
    let measure = page.view.measure(MeasureKind::Question, &benchmark.question)?;
    let reading = page.read(measure);
    let from =
        format!("{}, {}, {}: {}", benchmark.source, benchmark.sector, benchmark.year, benchmark.statistic);
    let entries = vec![
        reading.entry(),
        Entry::Number(format!("{}%", figure::whole(benchmark.value))),
        difference(&reading, benchmark),
        Entry::Words(from),
        Entry::Words(wording::quoted(&benchmark.wording)),
        Entry::Words(benchmark.licence.clone()),
    ];
    Some(TableRow { header: measure.text.clone(), link: None, entries })
}

fn difference(reading: &Reading, benchmark: &Benchmark) -> Entry {
    match reading.figures() {
        Ok(figures) => Entry::Number(figure::signed(figure::whole(figures.value - benchmark.value))),
        Err(marker) => Entry::Withheld(marker),
    }
}
