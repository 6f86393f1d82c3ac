//! Figures from elsewhere, with everything that is needed to judge the comparison. A question is compared only where
//! the plan declares its wording comparable, which is what a row of `benchmarks.csv` does.

use super::tables::finished;
use crate::plan::Benchmark;
use crate::release::{Marker, Measure, MeasureKind, ReleasedWave};
use crate::report::document::{Block, Entry, Table, TableRow, Text};
use crate::report::page::Page;
use crate::report::{figure, headline, wording};

/// Figures of one question from one source: they differ in year and statistic only.
struct Series<'a> {
    measure: &'a Measure,
    first: &'a Benchmark,
    figures: Vec<&'a Benchmark>,
}

impl<'a> Series<'a> {
    /// The figures of the year that is nearest to the wave: the latest one not after it, or else the earliest.
    fn nearest(&self, wave: &ReleasedWave) -> Vec<&'a Benchmark> {
        let years = || self.figures.iter().map(|benchmark| benchmark.year);
        let until = year_of(wave).and_then(|now| years().filter(|year| *year <= now).max());
        let Some(year) = until.or_else(|| years().min()) else { return Vec::new() };
        self.figures.iter().filter(|benchmark| benchmark.year == year).copied().collect()
    }

    fn name(&self) -> String {
        wording::sentence(&headline::name_of(self.measure))
    }
}

/// The benchmarks of questions that the latest wave asked.
pub(crate) fn blocks(page: &Page) -> Vec<Block> {
    let all = series(page);
    if all.is_empty() {
        return Vec::new();
    }
    let text = "Other surveys put these questions in their own words, to other people, in other years. The difference \
        shows where we stand; it is not tested.";
    let mut blocks = vec![
        Block::Heading("What others report".to_owned()),
        Block::Paragraph(Text::plain(text)),
        Block::Table(nearest(page, &all)),
    ];
    blocks.extend(all.iter().filter_map(|series| history(page, series)));
    blocks
}

fn series<'a>(page: &Page<'a>) -> Vec<Series<'a>> {
    let mut all: Vec<Series> = Vec::new();
    for benchmark in page.view.release.benchmarks() {
        let measure = page.view.measure(MeasureKind::Question, &benchmark.question);
        let asked = |measure: &&Measure| measure.waves.contains(&page.wave.id);
        let Some(measure) = measure.filter(asked) else { continue };
        let source = |of: &Benchmark| {
            let Benchmark { question, source, sector, wording, licence, .. } = of.clone();
            (question, source, sector, wording, licence)
        };
        match all.iter_mut().find(|series| source(series.first) == source(benchmark)) {
            Some(series) => series.figures.push(benchmark),
            None => all.push(Series { measure, first: benchmark, figures: vec![benchmark] }),
        }
    }
    all
}

fn nearest(page: &Page, all: &[Series]) -> Table {
    let here = format!("{}, {}", wording::sentence(page.name), page.wave.label);
    let columns = ["Question", &here, "Elsewhere", "Difference, in points", "What it is", "Wording there"];
    let rows = all.iter().flat_map(|series| {
        series.nearest(page.wave).into_iter().map(|benchmark| row(page, series, benchmark))
    });
    finished(Table {
        caption: "Percent positive here and elsewhere".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        notes: licences(all),
    })
}

fn row<'a>(page: &Page<'a>, series: &Series<'a>, benchmark: &Benchmark) -> TableRow {
    let reading = page.read(series.measure);
    let difference = match reading.figures() {
        Ok(figures) => Entry::Number(figure::signed(figure::whole(figures.value - benchmark.value))),
        Err(marker) => Entry::Withheld(marker),
    };
    let what =
        format!("{}, {}, {}", wording::sentence(&benchmark.statistic), benchmark.sector, benchmark.year);
    let entries = vec![
        reading.entry(),
        percent(benchmark),
        difference,
        Entry::Words(what),
        Entry::Words(wording::quoted(&benchmark.wording)),
    ];
    TableRow { header: series.name(), link: None, entries }
}

fn percent(benchmark: &Benchmark) -> Entry {
    Entry::Number(format!("{}%", figure::whole(benchmark.value)))
}

/// "Source: … Licence: …", each once.
fn licences(all: &[Series]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for Series { first, .. } in all {
        let note = format!("Source: {}. Licence: {}.", first.source, first.licence);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// All years of a series, folded; nothing where there is only one.
fn history(page: &Page, series: &Series) -> Option<Block> {
    let mut years: Vec<i32> = series.figures.iter().map(|benchmark| benchmark.year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let (latest, earliest) = (years.first()?, years.last().filter(|_| years.len() > 1)?);
    let mut statistics: Vec<&str> = Vec::new();
    for benchmark in &series.figures {
        if !statistics.contains(&benchmark.statistic.as_str()) {
            statistics.push(&benchmark.statistic);
        }
    }
    let row = |year: &i32| {
        let figure = |statistic: &&str| {
            let same = |one: &&&Benchmark| one.year == *year && one.statistic == *statistic;
            series.figures.iter().find(same).map_or(Entry::Withheld(Marker::NotAvailable), |one| percent(one))
        };
        let entries = statistics.iter().map(figure).chain([here(page, series.measure, *year)]).collect();
        TableRow { header: year.to_string(), link: None, entries }
    };
    let Benchmark { sector, wording: words, .. } = series.first;
    let name = format!("{}: {sector}, {earliest} to {latest}", series.name());
    let mut columns = vec!["Year".to_owned()];
    columns.extend(statistics.iter().map(|statistic| wording::sentence(statistic)));
    columns.push(wording::sentence(page.name));
    let mut notes = vec![format!("Wording there: {}.", wording::quoted(words))];
    notes.extend(licences(std::slice::from_ref(series)));
    let table = Table { caption: name.clone(), columns, rows: years.iter().map(row).collect(), notes };
    Some(Block::Folded(format!("{name}, year by year"), finished(table)))
}

/// Our own figure of a year with a wave.
fn here<'a>(page: &Page<'a>, measure: &'a Measure, year: i32) -> Entry {
    let waves = page.view.release.waves();
    let at = waves.iter().position(|wave| year_of(wave) == Some(year) && measure.waves.contains(&wave.id));
    let then = at.and_then(|at| page.at(at));
    then.map_or(Entry::Withheld(Marker::NotApplicable), |then| then.read(measure).entry())
}

/// The year in which the fieldwork ended.
fn year_of(wave: &ReleasedWave) -> Option<i32> {
    wave.end.split('-').next()?.parse().ok()
}
