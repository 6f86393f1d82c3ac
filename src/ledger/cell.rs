//! Known cells: the published figures of a release, as a table of their own.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::release::{Figures, MeasureKind, Release, Row};

/// A cell that was published: what everybody may know for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownCell {
    /// Id of the wave.
    pub wave: String,
    /// What the measure is.
    pub kind: MeasureKind,
    /// Its id.
    pub measure: String,
    /// `all`, the breakdown's id, or a cross table's.
    pub breakdown: String,
    /// `all` or the group's id.
    pub group: String,
    /// Respondents in the group.
    pub respondents: u64,
    /// Those who answered; for a response rate the headcount.
    pub base: u64,
    /// How many answered negatively, neither way, positively; none for scores and response.
    pub tones: Option<[u64; 3]>,
    /// How many chose each category, where that was published.
    pub categories: Option<Vec<u64>>,
    /// People in the group, where that was published.
    pub headcount: Option<u64>,
    /// The score of a pillar or index, or of all questions together.
    pub score: Option<f64>,
}

/// What a cell is of: wave, kind, measure, breakdown, group.
pub(super) type Key<'a> = (&'a str, MeasureKind, &'a str, &'a str, &'a str);

/// A cell as its line in the table has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    wave: String,
    kind: MeasureKind,
    measure: String,
    breakdown: String,
    group: String,
    respondents: u64,
    base: u64,
    negative: Option<u64>,
    neutral: Option<u64>,
    positive: Option<u64>,
    categories: String,
    score: Option<f64>,
    headcount: Option<u64>,
}

impl KnownCell {
    /// What the cell is of.
    pub(super) fn key(&self) -> Key<'_> {
        (&self.wave, self.kind, &self.measure, &self.breakdown, &self.group)
    }

    /// One order of all cells: by what they are of, then by their figures.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let counts = |cell: &Self| (cell.respondents, cell.base, cell.tones, cell.headcount);
        let score = |cell: &Self| cell.score.unwrap_or(f64::NEG_INFINITY);
        (self.key().cmp(&other.key()))
            .then_with(|| counts(self).cmp(&counts(other)))
            .then_with(|| self.categories.cmp(&other.categories))
            .then_with(|| score(self).total_cmp(&score(other)))
    }

    fn new(row: &Row, figures: &Figures) -> Self {
        let scored = matches!(row.kind, MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall);
        Self {
            wave: row.wave.clone(),
            kind: row.kind,
            measure: row.measure.clone(),
            breakdown: row.breakdown.clone(),
            group: row.group.clone(),
            respondents: figures.respondents,
            base: figures.base,
            tones: figures.tones,
            categories: figures.categories.clone().filter(|categories| !categories.is_empty()),
            headcount: figures.headcount,
            score: scored.then_some(figures.value),
        }
    }

    fn line(&self) -> Line {
        let tone = |tone: usize| self.tones.and_then(|tones| tones.get(tone).copied());
        let categories = self.categories.iter().flatten().map(u64::to_string).collect::<Vec<_>>();
        Line {
            wave: self.wave.clone(),
            kind: self.kind,
            measure: self.measure.clone(),
            breakdown: self.breakdown.clone(),
            group: self.group.clone(),
            respondents: self.respondents,
            base: self.base,
            negative: tone(0),
            neutral: tone(1),
            positive: tone(2),
            categories: categories.join(";"),
            score: self.score,
            headcount: self.headcount,
        }
    }

    /// The cell of a line; none where the line says something that no cell can.
    fn of_line(line: Line) -> Option<Self> {
        let tones = match (line.negative, line.neutral, line.positive) {
            (None, None, None) => None,
            (negative, neutral, positive) => Some([negative?, neutral?, positive?]),
        };
        let categories = match line.categories.as_str() {
            "" => None,
            some => Some(some.split(';').map(|count| count.parse().ok()).collect::<Option<Vec<u64>>>()?),
        };
        let score = line.score.filter(|score| score.is_finite());
        (score == line.score).then_some(Self {
            wave: line.wave,
            kind: line.kind,
            measure: line.measure,
            breakdown: line.breakdown,
            group: line.group,
            respondents: line.respondents,
            base: line.base,
            tones,
            categories,
            headcount: line.headcount,
            score,
        })
    }
}

/// The cells that a release shows, in order.
pub(super) fn of_release(release: &Release) -> Vec<KnownCell> {
    let shown = release.rows().iter().filter_map(|row| Some(KnownCell::new(row, row.figures.shown()?)));
    let mut cells: Vec<KnownCell> = shown.collect();
    cells.sort_by(KnownCell::order);
    cells.dedup_by(|one, other| one.order(other).is_eq());
    cells
}

/// The table of cells: CSV, the same bytes for the same cells.
pub(super) fn to_csv(cells: &[KnownCell]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for cell in cells {
        // Writing to memory does not fail, and every line has the same fields.
        let _ = writer.serialize(cell.line());
    }
    writer.into_inner().unwrap_or_default()
}

/// The cells of a table, or the row (the header is row 1) that is none.
pub(super) fn from_csv(bytes: &[u8]) -> Result<Vec<KnownCell>, u64> {
    let mut reader = csv::Reader::from_reader(bytes);
    let lines = reader.deserialize::<Line>().zip(2..);
    lines.map(|(line, row)| line.ok().and_then(KnownCell::of_line).ok_or(row)).collect()
}
