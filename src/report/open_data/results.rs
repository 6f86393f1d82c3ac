//! `data/results.csv`: every published cell in one long table, at the publication's rounding.

use super::{inert, kind};
use crate::release::{Cell, Difference, Figures, Marker, Measure, MeasureKind, Row, Verdict};
use crate::report::view::View;
use crate::report::{figure, wording};

/// The columns.
const COLUMNS: [&str; 20] = [
    "wave",
    "kind",
    "measure",
    "breakdown",
    "group",
    "status",
    "base",
    "positive",
    "neutral",
    "negative",
    "mean",
    "score",
    "ci_low",
    "ci_high",
    "difference",
    "verdict",
    "change",
    "change_verdict",
    "headcount",
    "respondents",
];

/// The file.
pub(crate) fn table(view: &View) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every record has as many fields as the header.
    let _ = writer.write_record(COLUMNS);
    for row in view.release.rows() {
        let _ = writer.write_record(record(view, row));
    }
    writer.into_inner().unwrap_or_default()
}

fn record(view: &View, row: &Row) -> [String; 20] {
    let measure = view.measure(row.kind, &row.measure);
    let ids = [&row.wave, kind(row.kind), &row.measure, &row.breakdown, &row.group].map(inert);
    let [wave, kind, measure_id, breakdown, group] = ids;
    let (status, figures) = match (&row.figures, measure) {
        (Cell::Shown(figures), Some(measure)) => ("shown", cells(measure, figures)),
        (Cell::Shown(_), None) => ("x", Cells::default()),
        (Cell::Withheld(marker), _) => (status(*marker), Cells::default()),
    };
    let shown = status == "shown";
    let [difference, verdict] = if shown { against_rest(&row.against_rest) } else { Default::default() };
    let [change, change_verdict] = if shown { changed(row) } else { Default::default() };
    let Cells { base, positive, neutral, negative, mean, score, low, high, headcount, respondents } = figures;
    [
        wave,
        kind,
        measure_id,
        breakdown,
        group,
        status.to_owned(),
        base,
        positive,
        neutral,
        negative,
        mean,
        score,
        low,
        high,
        difference,
        verdict,
        change,
        change_verdict,
        headcount,
        respondents,
    ]
}

fn status(marker: Marker) -> &'static str {
    match marker {
        Marker::Confidential => "c",
        Marker::NotApplicable => "z",
        Marker::NotAvailable => "x",
    }
}

/// The figures of one row, written.
#[derive(Default)]
struct Cells {
    base: String,
    positive: String,
    neutral: String,
    negative: String,
    mean: String,
    score: String,
    low: String,
    high: String,
    headcount: String,
    respondents: String,
}

fn cells(measure: &Measure, figures: &Figures) -> Cells {
    let whole = |value: Option<f64>| value.map(|value| figure::whole(value).to_string()).unwrap_or_default();
    let percent = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let scored = matches!(measure.kind, MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall);
    let headline = || figure::headline(measure, figures).to_string();
    Cells {
        base: figures.base.to_string(),
        positive: if scored { String::new() } else { headline() },
        neutral: percent(figure::neutral(figures)),
        negative: percent(figure::negative(figures)),
        mean: figures.mean.map(figure::decimal).unwrap_or_default(),
        score: if scored { figure::decimal(figures.value) } else { String::new() },
        low: whole(figures.low),
        high: whole(figures.high),
        headcount: figures.headcount.map(|number| number.to_string()).unwrap_or_default(),
        respondents: figures.respondents.to_string(),
    }
}

fn against_rest(cell: &Cell<Difference>) -> [String; 2] {
    match cell {
        Cell::Shown(difference) => pair(difference),
        Cell::Withheld(marker) => [String::new(), absent(*marker).to_owned()],
    }
}

fn changed(row: &Row) -> [String; 2] {
    match &row.change {
        Cell::Shown(change) => match &change.difference {
            Some(difference) => pair(difference),
            None => [String::new(), wording::verdict(Verdict::NotComparable).to_owned()],
        },
        Cell::Withheld(marker) => [String::new(), absent(*marker).to_owned()],
    }
}

fn pair(difference: &Difference) -> [String; 2] {
    let points = match difference.verdict {
        Verdict::NotComparable => String::new(),
        _ => figure::whole(difference.points).to_string(),
    };
    [points, wording::verdict(difference.verdict).to_owned()]
}

/// The word in the place of a verdict.
fn absent(marker: Marker) -> &'static str {
    match marker {
        Marker::Confidential => "withheld",
        Marker::NotApplicable => "",
        Marker::NotAvailable => wording::verdict(Verdict::NotComparable),
    }
}
