//! `release.json`: read by its types, every row as statements.

use std::sync::Arc;

use super::super::{CellKey, Leak, Says};
use super::reading::Reading;
use super::{json, known};
use crate::publish::{Published, RELEASE};
use crate::release::{Cell, Figures, Marker, MeasureKind, Release, ReleasedChange, Row, Unreadable, content};

/// How far floating point may be off in a sum of percentages.
const NOISE: f64 = 1e-9;

/// How far a percentage may be from its counts before it says something else than they do.
const SAME: f64 = 1e-6;

/// The release, with its rows as statements.
pub(super) fn read(file: &Published, reading: &mut Reading) -> Option<Release> {
    let release = match Release::from_json(&file.bytes) {
        Ok(release) => release,
        Err(Unreadable::Altered) => {
            reading.altered(&Unreadable::Altered.to_string());
            return None;
        }
        Err(reason) => {
            reading.unreadable(&reason.to_string());
            return None;
        }
    };
    if !release.to_json().is_ok_and(|bytes| bytes == file.bytes) {
        // The checksum was the right one, and is no field.
        for field in json::unknown_fields::<Release>(&content(&file.bytes).unwrap_or_default()) {
            reading.hidden(&format!("{field}, which no release has"));
        }
    }
    words(&release, reading);
    rows(release.rows(), &Arc::from(RELEASE), reading);
    Some(release)
}

/// Searches everything that is written in a release. Rows have ids, most of them thousands of times, and notes.
fn words(release: &Release, reading: &mut Reading) {
    let (survey, waves, measures) = (release.survey(), release.waves(), release.measures());
    let beside =
        (release.breakdowns(), release.crosses(), release.rules(), release.targets(), release.benchmarks());
    let theme = (&release.theme().words, release.theme().logo.as_ref().map(|logo| &logo.alt));
    let made = (release.as_of(), release.pipeline(), release.tool_version());
    let beside = (beside, release.lga_engagement());
    let all = (survey, theme, waves, measures, beside, release.findings(), made);
    // What was read from JSON has a JSON form.
    json::words(&serde_json::to_vec(&all).unwrap_or_default(), "its words", reading);
    let mut before = "";
    for row in release.rows() {
        for id in [&row.wave, &row.measure, &row.breakdown, &row.group] {
            if id != before {
                reading.words("an id", id);
                before = id;
            }
        }
        if let Some(note) = row.change.shown().and_then(|change| change.note.as_deref()) {
            reading.words("a note", note);
        }
    }
}

/// What rows say.
pub(super) fn rows(rows: &[Row], file: &Arc<str>, reading: &mut Reading) {
    for row in rows {
        let cell = CellKey {
            wave: reading.intern(&row.wave),
            kind: row.kind,
            measure: reading.intern(&row.measure),
            breakdown: reading.intern(&row.breakdown),
            group: reading.intern(&row.group),
        };
        match &row.figures {
            Cell::Shown(shown) => figures(shown, &cell, file, reading),
            Cell::Withheld(Marker::Confidential) => reading.says(file, &cell, Says::Withheld),
            Cell::Withheld(_) => {}
        }
        beside(row, &cell, file, reading);
    }
}

fn figures(figures: &Figures, cell: &CellKey, file: &Arc<str>, reading: &mut Reading) {
    let response = cell.kind == MeasureKind::Response;
    reading.says(file, cell, Says::Respondents(figures.respondents));
    reading.says(file, cell, Says::Base(if response { figures.respondents } else { figures.base }));
    let headcount =
        if response { Some(figures.headcount.unwrap_or(figures.base)) } else { figures.headcount };
    if let Some(headcount) = headcount {
        reading.says(file, cell, Says::Headcount(headcount));
    }
    if let Some(tones) = figures.tones {
        reading.says(file, cell, Says::Tones(tones));
    }
    if let Some(categories) = &figures.categories {
        reading.says(file, cell, Says::Categories(categories.clone()));
    } else if figures.mean.is_some() {
        // A mean of few codes is as good as all of their counts.
        reading.told(Leak::TooDetailed, cell);
    }
    let (low, high) = (figures.value - NOISE, figures.value + NOISE);
    match cell.kind {
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall => {
            reading.says(file, cell, Says::Score { low, high });
        }
        MeasureKind::Response | MeasureKind::Question => {
            if figures.tones.is_none() {
                reading.says(file, cell, Says::Share { tone: 2, low, high });
            }
        }
    }
    if !consistent(figures, cell.kind) {
        reading.altered(&format!("{} has figures that contradict each other", known::cell(cell)));
    }
}

/// Whether all figures of a row can be of the same people.
fn consistent(figures: &Figures, kind: MeasureKind) -> bool {
    let sum = |counts: &[u64]| counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
    let percent = |count: u64| 100.0 * count as f64 / figures.base as f64;
    let same = |count: u64| figures.base > 0 && (percent(count) - figures.value).abs() < SAME;
    let tones = figures.tones.is_none_or(|tones| sum(&tones) == Some(figures.base) && same(tones[2]));
    let categories = figures.categories.as_ref().is_none_or(|counts| sum(counts) == Some(figures.base));
    let rate = kind != MeasureKind::Response || same(figures.respondents);
    let base = kind == MeasureKind::Response || figures.base <= figures.respondents;
    tones && categories && rate && base
}

/// What is said of the row's figure beside it: nothing may be, where the figure itself is withheld.
fn beside(row: &Row, cell: &CellKey, file: &Arc<str>, reading: &mut Reading) {
    let compared = row.against_rest.shown().is_some();
    let changed = row.change.shown().filter(|change| change.difference.is_some());
    match (&row.figures, changed) {
        (Cell::Shown(figures), Some(change)) => earlier(figures, change, cell, file, reading),
        (Cell::Withheld(_), Some(_)) => reading.told(Leak::Change, cell),
        (_, None) => {}
    }
    if compared && row.figures.shown().is_none() {
        reading.told(Leak::Finding, cell);
    }
}

/// The latest figure minus the change is the earlier one.
fn earlier(
    figures: &Figures,
    change: &ReleasedChange,
    cell: &CellKey,
    file: &Arc<str>,
    reading: &mut Reading,
) {
    if let Some(difference) = &change.difference {
        let then = figures.value - difference.points;
        let from = reading.intern(&change.from);
        let (low, high) = (then - 2.0 * NOISE, then + 2.0 * NOISE);
        reading.says(file, cell, Says::Earlier { from, low, high, rebased: change.rebased });
    }
}
