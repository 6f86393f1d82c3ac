//! A table with the columns of `data/results.csv`, wherever it stands: each row as statements, at the printed rounding.

use std::sync::Arc;

use super::super::{CellKey, Leak, Says};
use super::known;
use super::reading::Reading;
use crate::release::MeasureKind;

/// Half of a whole number: how far a printed percentage may be from what it stands for.
const HALF: f64 = 0.5;

/// Half of a tenth: the same for a score.
const HALF_TENTH: f64 = 0.05;

/// Where the columns of a table of results are.
#[derive(Clone, Debug)]
pub(super) struct Columns(Vec<Option<&'static str>>);

/// The columns that say whose row it is.
const KEYS: [&str; 5] = ["wave", "kind", "measure", "breakdown", "group"];

/// The columns that say something of it, of which there is at least one.
const FIGURES: [&str; 10] = [
    "status",
    "base",
    "positive",
    "neutral",
    "negative",
    "score",
    "change",
    "headcount",
    "respondents",
    "mean",
];

/// The columns that need no statement: what is made of shown figures, and words.
const BESIDE: [&str; 5] = ["ci_low", "ci_high", "difference", "verdict", "change_verdict"];

impl Columns {
    /// The columns of a header that is one of a table of results: all keys, a figure, and nothing that is not known.
    pub(super) fn of<'a>(header: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let all = || KEYS.into_iter().chain(FIGURES).chain(BESIDE);
        let known = |name: &str| all().find(|column| name.trim().eq_ignore_ascii_case(column));
        let columns: Vec<_> = header.into_iter().map(known).collect();
        let has = |name: &&str| columns.contains(&Some(*name));
        let unknown = columns.iter().any(Option::is_none);
        let whole = KEYS.iter().all(has) && FIGURES.iter().any(has);
        (whole && !unknown).then_some(Self(columns))
    }

    /// What a row of the table says. `number` is the row's, for what cannot be read.
    pub(super) fn says(&self, fields: &[&str], number: usize, file: &Arc<str>, reading: &mut Reading) {
        let field = |name: &str| {
            let place = self.0.iter().position(|column| *column == Some(name))?;
            fields.get(place).map(|field| uncovered(field.trim()))
        };
        let Some(kind) = field("kind").and_then(known::kind) else {
            return reading.unreadable(&format!("row {number}: the kind of measure"));
        };
        let mut id = |name: &str| reading.intern(field(name).unwrap_or_default());
        let [wave, measure, breakdown, group] = ["wave", "measure", "breakdown", "group"].map(&mut id);
        let cell = CellKey { wave, kind, measure, breakdown, group };
        if field("status").is_some_and(|status| ["c", "[c]"].contains(&status)) {
            reading.says(file, &cell, Says::Withheld);
        }
        let mut unread = Vec::new();
        let mut given = |name: &'static str| {
            let field = field(name).filter(|field| !field.is_empty() && !MARKERS.contains(field))?;
            let read = amount(field);
            if read.is_none() {
                unread.push(name);
            }
            read
        };
        let figures = Figures::read(&mut given);
        for name in unread {
            reading.unreadable(&format!("row {number}: {name} is no number"));
        }
        figures.say(&cell, file, reading);
        figures.say_earlier(&cell, file, reading);
        let withheld = field("status").is_some_and(|status| status != "shown");
        if withheld && field("difference").and_then(amount).is_some() {
            reading.told(Leak::Finding, &cell);
        }
    }
}

/// The numbers of a row.
struct Figures {
    base: Option<f64>,
    respondents: Option<f64>,
    headcount: Option<f64>,
    shares: [Option<f64>; 3],
    score: Option<f64>,
    mean: Option<f64>,
    change: Option<f64>,
}

impl Figures {
    fn read(given: &mut impl FnMut(&'static str) -> Option<f64>) -> Self {
        Self {
            base: given("base"),
            respondents: given("respondents"),
            headcount: given("headcount"),
            shares: [given("negative"), given("neutral"), given("positive")],
            score: given("score"),
            mean: given("mean"),
            change: given("change"),
        }
    }

    fn say(&self, cell: &CellKey, file: &Arc<str>, reading: &mut Reading) {
        let response = cell.kind == MeasureKind::Response;
        let base = if response { self.respondents } else { self.base };
        let headcount = if response { self.headcount.or(self.base) } else { self.headcount };
        let counts = [
            base.map(|count| Says::Base(count as u64)),
            self.respondents.map(|count| Says::Respondents(count as u64)),
            headcount.map(|count| Says::Headcount(count as u64)),
        ];
        let share = |(tone, share): (usize, &Option<f64>)| {
            share.map(|share| Says::Share { tone, low: share - HALF, high: share + HALF })
        };
        let shares = self.shares.iter().enumerate().filter_map(share);
        let score = self.score.map(|score| Says::Score { low: score - HALF_TENTH, high: score + HALF_TENTH });
        for says in counts.into_iter().flatten().chain(shares).chain(score) {
            reading.says(file, cell, says);
        }
        let few = self.base.is_none_or(|base| (base as u64) < reading.known.smallest_detail);
        if self.mean.is_some() && few {
            reading.told(Leak::TooDetailed, cell);
        }
    }

    /// The latest figure minus the change, each with its rounding.
    fn say_earlier(&self, cell: &CellKey, file: &Arc<str>, reading: &mut Reading) {
        let Some(change) = self.change else { return };
        let latest =
            self.shares[2].map(|share| (share, HALF)).or(self.score.map(|score| (score, HALF_TENTH)));
        let Some((latest, rounding)) = latest else { return reading.told(Leak::Change, cell) };
        if let Some((from, rebased)) = reading.known.earlier(cell) {
            let (then, off) = (latest - change, rounding + HALF);
            reading.says(file, cell, Says::Earlier { from, low: then - off, high: then + off, rebased });
        }
    }
}

/// What stands in the place of a figure.
const MARKERS: [&str; 7] = ["c", "z", "x", "[c]", "[z]", "[x]", "\u{2013}"];

/// A field as it was before it was made inert for spreadsheets.
fn uncovered(field: &str) -> &str {
    field.strip_prefix('\'').unwrap_or(field)
}

/// A printed number: "1,711", "58%", "−3", "+4.5".
pub(super) fn amount(field: &str) -> Option<f64> {
    let plain = field.trim().trim_end_matches('%').trim_start_matches('+');
    let plain: String = plain.chars().filter(|letter| *letter != ',').collect();
    plain.replace('\u{2212}', "-").parse().ok().filter(|number: &f64| number.is_finite())
}
