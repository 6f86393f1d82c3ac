//! Tables that several sections have: a measure over the parts, and measures over the two waves.

use crate::release::{Figures, Marker, Measure, MeasureKind};
use crate::report::document::{Entry, Table, TableRow};
use crate::report::page::Page;
use crate::report::reading::Reading;
use crate::report::{figure, wording};

/// The note of a table whose printed differences are not all those of its printed shares.
pub(crate) const ROUNDED_DIFFERENCE: &str = "Rounding: a difference is worked out before rounding, so it can differ by 1 \
    from the difference of the printed figures.";

/// Explains the markers that a table has; nothing when it has none.
pub(crate) fn marker_notes(table: &Table) -> Vec<String> {
    let entries = || table.rows.iter().flat_map(|row| &row.entries);
    let has = |marker| entries().any(|entry| *entry == Entry::Withheld(marker));
    let all = [Marker::Confidential, Marker::NotApplicable, Marker::NotAvailable];
    let note = |marker| format!("{} = {}.", wording::marker(marker), wording::marker_words(marker));
    let notes: Vec<String> = all.into_iter().filter(|marker| has(*marker)).map(note).collect();
    if notes.is_empty() { notes } else { vec![notes.join(" ")] }
}

/// A measure for the page's subject and each of its parts, against the rest and last time: points and their verdict in
/// one place, for with a column each the table would be wider than the page.
pub(crate) fn over_parts<'a>(page: &Page<'a>, measure: &'a Measure, caption: String) -> Table {
    let mut columns =
        vec![page.parts.as_ref().map_or_else(|| "Group".to_owned(), |parts| parts.level.name.clone())];
    columns.extend(share_columns(measure));
    columns.extend(["95% range", "Answers", "Against the rest, in points"].map(str::to_owned));
    columns.extend(change_columns(page).into_iter().take(2));
    let whole = page.read(measure);
    let parts = page.read_parts(measure);
    let notes = rounding_note(parts.iter().map(|(_, reading)| *reading).chain([whole])).into_iter().collect();
    let mut rows = vec![row(page, wording::sentence(page.name), None, &whole)];
    for (unit, reading) in &parts {
        rows.push(row(page, unit.name.clone(), page.part_link(unit), reading));
    }
    finished(Table { caption, columns, rows, notes })
}

fn row(page: &Page, header: String, link: Option<String>, reading: &Reading) -> TableRow {
    let mut entries = shares(reading);
    entries.extend([reading.interval(), reading.base()]);
    entries.push(joined(reading.rest_entries()));
    if page.earlier.is_some() {
        entries.extend([reading.entry_then(), joined(reading.change_entries())]);
    }
    TableRow { header, link, entries }
}

/// "−12, lower": points with their verdict; where there are none, what stands in their place.
fn joined([points, verdict]: [Entry; 2]) -> Entry {
    match (points, verdict) {
        (Entry::Number(points), Entry::Verdict(verdict)) => {
            Entry::Said(verdict, format!("{points}, {}", wording::verdict(verdict)))
        }
        (_, Entry::Verdict(verdict)) => Entry::Verdict(verdict),
        (missing, _) => missing,
    }
}

/// Names of the columns that [`shares`] fills.
pub(crate) fn share_columns(measure: &Measure) -> Vec<String> {
    match measure.kind {
        MeasureKind::Question => ["Positive", "Neither", "Negative"].map(str::to_owned).to_vec(),
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall => vec!["Score".to_owned()],
        MeasureKind::Response => vec!["Response".to_owned()],
    }
}

/// Percent positive, neither and negative of a question; the headline of anything else.
pub(crate) fn shares(reading: &Reading) -> Vec<Entry> {
    if reading.measure.kind != MeasureKind::Question {
        return vec![reading.entry()];
    }
    let side = |of: fn(&Figures) -> Option<i64>| match reading.figures().map(of) {
        Ok(Some(percent)) => Entry::Number(format!("{percent}%")),
        Ok(None) => Entry::Withheld(Marker::NotApplicable),
        Err(marker) => Entry::Withheld(marker),
    };
    vec![reading.entry(), side(figure::neutral), side(figure::negative)]
}

/// Names of the columns that [`change_entries`] fills.
pub(crate) fn change_columns(page: &Page) -> Vec<String> {
    let Some(earlier) = page.earlier_label() else { return Vec::new() };
    vec![earlier.to_owned(), "Change, in points".to_owned(), "Verdict on the change".to_owned()]
}

/// The earlier figure, the change and its verdict; nothing when there is no earlier wave.
pub(crate) fn change_entries(page: &Page, reading: &Reading) -> Vec<Entry> {
    if page.earlier.is_none() {
        return Vec::new();
    }
    let [points, verdict] = reading.change_entries();
    vec![reading.entry_then(), points, verdict]
}

/// "−10 to −6", the interval of a difference.
pub(crate) fn points_range(low: Option<f64>, high: Option<f64>) -> Entry {
    match (low, high) {
        (Some(low), Some(high)) => {
            let [low, high] = [low, high].map(|points| figure::signed(figure::whole(points)));
            Entry::Number(format!("{low} to {high}"))
        }
        _ => Entry::Withheld(Marker::NotAvailable),
    }
}

/// "59 to 65", an interval of percentages.
pub(crate) fn percent_range(low: Option<f64>, high: Option<f64>) -> Entry {
    match (low, high) {
        (Some(low), Some(high)) => {
            Entry::Number(format!("{} to {}", figure::whole(low), figure::whole(high)))
        }
        _ => Entry::Withheld(Marker::NotAvailable),
    }
}

/// Adds the notes that the table's content calls for.
pub(crate) fn finished(mut table: Table) -> Table {
    let mut notes = marker_notes(&table);
    notes.append(&mut table.notes);
    table.notes = notes;
    table
}

/// The note on changes that differ from the printed difference, where any of these readings has one.
pub(crate) fn rounding_note<'a>(readings: impl IntoIterator<Item = Reading<'a>>) -> Option<String> {
    let apart = readings.into_iter().any(|reading| reading.rounds_apart());
    let note = "Rounding: a change is worked out before rounding, so it can differ by 1 from the difference of the \
        printed figures.";
    apart.then(|| note.to_owned())
}

/// A question as a row's header, with what the reader must know to read its figure.
pub(crate) fn question_header(measure: &Measure) -> String {
    let mut header = measure.text.clone();
    if measure.reverse {
        header.push_str(" (worded the other way round: here disagreeing is positive)");
    }
    if measure.routed {
        header.push_str(" (asked only of those it concerns)");
    }
    header
}
