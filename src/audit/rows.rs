//! What the rows of a release say; until the other files are opened too.

use std::sync::Arc;

use super::{CellKey, Finding, Says, Statement};
use crate::publish::{Published, RELEASE};
use crate::release::{Cell, Figures, Marker, MeasureKind, Release, Row};

/// What the files of a release say.
pub(super) struct Opened {
    /// The release, where its file can be read.
    pub(super) release: Option<Release>,
    /// What is said of groups.
    pub(super) statements: Vec<Statement>,
    /// What is wrong with the files themselves.
    pub(super) findings: Vec<Finding>,
}

/// Opens the release file alone.
pub(super) fn open(files: &[Published]) -> Opened {
    let file = files.iter().find(|file| file.path == RELEASE);
    let release = file.and_then(|file| Release::from_json(&file.bytes).ok());
    let statements = release.as_ref().map(statements).unwrap_or_default();
    Opened { release, statements, findings: Vec::new() }
}

fn statements(release: &Release) -> Vec<Statement> {
    let file: Arc<str> = Arc::from(RELEASE);
    let mut all = Vec::new();
    for row in release.rows() {
        let cell = CellKey {
            wave: Arc::from(row.wave.as_str()),
            kind: row.kind,
            measure: Arc::from(row.measure.as_str()),
            breakdown: Arc::from(row.breakdown.as_str()),
            group: Arc::from(row.group.as_str()),
        };
        let says = of_row(row);
        all.extend(says.into_iter().map(|says| Statement { file: file.clone(), cell: cell.clone(), says }));
    }
    all
}

fn of_row(row: &Row) -> Vec<Says> {
    match &row.figures {
        Cell::Shown(figures) => of_figures(row, figures),
        Cell::Withheld(Marker::Confidential) => vec![Says::Withheld],
        Cell::Withheld(_) => Vec::new(),
    }
}

fn of_figures(row: &Row, figures: &Figures) -> Vec<Says> {
    let response = row.kind == MeasureKind::Response;
    let mut says = vec![Says::Base(if response { figures.respondents } else { figures.base })];
    says.push(Says::Respondents(figures.respondents));
    says.extend(figures.headcount.map(Says::Headcount));
    says.extend(figures.tones.map(Says::Tones));
    says.extend(figures.categories.clone().map(Says::Categories));
    says.push(match row.kind {
        MeasureKind::Response | MeasureKind::Question => {
            Says::Share { tone: 2, low: figures.value, high: figures.value }
        }
        _ => Says::Score { low: figures.value, high: figures.value },
    });
    if let Cell::Shown(change) = &row.change
        && let Some(difference) = &change.difference
    {
        let earlier = figures.value - difference.points;
        let from = Arc::from(change.from.as_str());
        says.push(Says::Earlier { from, low: earlier, high: earlier, rebased: change.rebased });
    }
    says
}
