//! `data/results.csv`: every published cell in one long table, at the publication's rounding.

use super::column::{BREAKDOWN, Column, GROUP, HIGH, Holds, KIND, LOW, MEASURE, WAVE, verdicts};
use super::table::{Form, Link, Table};
use super::{inert, kind};
use crate::release::{Cell, Difference, Figures, Marker, Measure, MeasureKind, Row, Verdict};
use crate::report::view::View;
use crate::report::{figure, wording};

/// What stands in the place of a verdict that is withheld.
const WITHHELD: &str = "withheld";

const RESULTS: Form<20> = Form {
    name: "results",
    about: "Every published figure: one row for each survey, measure and group, with its comparison with everybody else and with an \
            earlier survey. A figure that is not published has a row too, with a status and no number.",
    columns: [
        WAVE,
        KIND,
        MEASURE,
        BREAKDOWN,
        GROUP,
        Column::new(
            "status",
            Holds::OneOf(statuses),
            "Whether the figure is shown; c: withheld to protect confidentiality; z: does not apply; x: not available.",
        ),
        Column::new("base", Holds::Count, "How many people answered; for a response rate, how many there are to answer.").or_empty(),
        Column::new(
            "positive",
            Holds::Percent,
            "How many of them answered favourably, in percent; for an option, how many chose it; for a response rate, the rate.",
        )
        .or_empty(),
        Column::new("neutral", Holds::Percent, "How many answered neither favourably nor unfavourably, in percent.").or_empty(),
        Column::new("negative", Holds::Percent, "How many answered unfavourably, in percent.").or_empty(),
        Column::new(
            "mean",
            Holds::Number,
            "The mean answer, where 1 is the least favourable; only where each answer category is shown.",
        )
        .or_empty(),
        Column::new("score", Holds::Number, "The score of a pillar, an index or all questions, from 0 to 100.").or_empty(),
        LOW,
        HIGH,
        Column::new("difference", Holds::Points, "The group minus everybody else, in points. Empty where there is none or it is withheld.").or_empty(),
        Column::new(
            "verdict",
            Holds::OneOf(verdicts_or_withheld),
            "What the difference amounts to. Empty where nothing is compared, as for everyone.",
        )
        .or_empty(),
        Column::new("change", Holds::Points, "This survey minus the earlier one that it is compared with, in points.").or_empty(),
        Column::new("change_verdict", Holds::OneOf(verdicts_or_withheld), "What the change amounts to. Empty where nothing is compared.").or_empty(),
        Column::new("headcount", Holds::Count, "How many people work there, where that is known and large enough.").or_empty(),
        Column::new("respondents", Holds::Count, "How many of them took part in the survey.").or_empty(),
    ],
    key: &["wave", "kind", "measure", "breakdown", "group"],
    links: &[Link::WAVE, Link::MEASURE, Link::GROUP],
};

/// Every status.
pub(super) fn statuses() -> Vec<&'static str> {
    use Marker::{Confidential, NotApplicable, NotAvailable};
    std::iter::once(SHOWN).chain([Confidential, NotApplicable, NotAvailable].map(status)).collect()
}

fn verdicts_or_withheld() -> Vec<&'static str> {
    verdicts().into_iter().chain([WITHHELD]).collect()
}

/// The status of a figure that is there.
pub(super) const SHOWN: &str = "shown";

/// The table.
pub(super) fn table(view: &View) -> Table {
    Table::of(&RESULTS, view.release.rows(), |row| vec![record(view, row)])
}

fn record(view: &View, row: &Row) -> [String; 20] {
    let measure = view.measure(row.kind, &row.measure);
    let ids = [&row.wave, kind(row.kind), &row.measure, &row.breakdown, &row.group].map(inert);
    let [wave, kind, measure_id, breakdown, group] = ids;
    let (status, figures) = match (&row.figures, measure) {
        (Cell::Shown(figures), Some(measure)) => (SHOWN, cells(measure, figures)),
        (Cell::Shown(_), None) => ("x", Cells::default()),
        (Cell::Withheld(marker), _) => (status(*marker), Cells::default()),
    };
    let shown = status == SHOWN;
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

/// The status of a figure that is not there.
pub(super) fn status(marker: Marker) -> &'static str {
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
        Marker::Confidential => WITHHELD,
        Marker::NotApplicable => "",
        Marker::NotAvailable => wording::verdict(Verdict::NotComparable),
    }
}
