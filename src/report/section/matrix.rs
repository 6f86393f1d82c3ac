//! What goes with an outcome, against how it scores: which questions matter and are weak.

use super::tables::finished;
use crate::release::{Drivers, Measure, MeasureKind};
use crate::report::chart::Picture;
use crate::report::chart::matrix::{Field, Matrix, Point};
use crate::report::document::{Block, Chart, Entry, Table, TableRow};
use crate::report::page::Page;
use crate::report::{figure, headline, wording};

/// Fewer questions than this need no picture.
const FEWEST: usize = 4;

/// A question with its share and its score, as printed.
struct Placed<'a> {
    measure: &'a Measure,
    share: i64,
    score: i64,
    field: Field,
}

/// The picture with its table; nothing where too few of the questions have a figure.
pub(crate) fn block(page: &Page, outcome: &Measure, found: &Drivers) -> Option<Block> {
    let placed = placed(page, found);
    if placed.len() < FEWEST {
        return None;
    }
    let name = headline::name_of(outcome);
    let points = placed
        .iter()
        .map(|one| Point {
            label: one.measure.text.clone(),
            score: one.score,
            share: one.share,
            field: one.field,
        })
        .collect();
    let description = format!(
        "Across: the share of positive answers. Up: the share of what goes with {name}. The lines are the averages of \
         these {} questions. To matter means to go together, not to bring about.",
        wording::number(placed.len())
    );
    Some(Block::Chart(Chart {
        title: title(&placed, &name),
        description,
        picture: Picture::Matrix(Matrix { points, unit: "%" }),
        table: table(&placed, &name),
    }))
}

/// The averages are those of the printed numbers, so that a reader can check on which side a question is.
fn placed<'a>(page: &Page<'a>, found: &Drivers) -> Vec<Placed<'a>> {
    let known: Vec<(&Measure, i64, i64)> = found
        .shares
        .iter()
        .filter_map(|share| {
            let measure = page.view.measure(MeasureKind::Question, &share.question)?;
            Some((measure, figure::whole(share.share), page.read(measure).printed().ok()?))
        })
        .collect();
    let number = known.len() as i64;
    let shares: i64 = known.iter().map(|one| one.1).sum();
    let scores: i64 = known.iter().map(|one| one.2).sum();
    let place = |(measure, share, score): (&'a Measure, i64, i64)| Placed {
        measure,
        share,
        score,
        field: Field::of(score * number >= scores, share * number >= shares),
    };
    known.into_iter().map(place).collect()
}

/// "Weak and matters for pride: “…” (50% positive)"
fn title(placed: &[Placed], name: &str) -> String {
    let weak: Vec<&Placed> = placed.iter().filter(|one| one.field == Field::WeakMatters).collect();
    let Some(first) = weak.first() else {
        return format!("No question that matters most for {name} is among the weaker ones");
    };
    let first = format!("{} ({}% positive)", wording::quoted(&first.measure.text), first.score);
    match weak.len() - 1 {
        0 => format!("Weak and matters for {name}: {first}"),
        more => {
            let more = wording::counted(more as u64, "other question", "other questions");
            format!("Weak and matters for {name}: {first} and {more}")
        }
    }
}

fn table(placed: &[Placed], name: &str) -> Table {
    let percent = |number: i64| Entry::Number(format!("{number}%"));
    let row = |one: &Placed| TableRow {
        header: one.measure.text.clone(),
        link: None,
        entries: vec![percent(one.share), percent(one.score), Entry::Words(one.field.words().to_owned())],
    };
    let columns = ["Question", "Share of what all account for", "Positive", "Where it stands"];
    finished(Table {
        caption: format!("What matters for {name} and how it scores"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: placed.iter().map(row).collect(),
        notes: Vec::new(),
    })
}
