//! A table with the columns of `data/results.csv`, wherever it stands: each row as statements, at the printed rounding.

use std::sync::Arc;

use super::super::{CellKey, Leak, Says};
use super::known;
use super::reading::Reading;
use crate::release::MeasureKind;

/// Where the columns of a table of results are.
#[derive(Clone, Debug)]
pub(super) struct Columns(Vec<Option<&'static str>>);

/// The columns that say whose row it is.
const KEYS: [&str; 5] = ["wave", "kind", "measure", "breakdown", "group"];

/// The columns that say something of it, of which there is at least one.
const FIGURES: [&str; 11] = [
    "status",
    "base",
    "figure",
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
const BESIDE: [&str; 18] = [
    "ci_low",
    "ci_high",
    "difference",
    "verdict",
    "change_verdict",
    "difference_from",
    "difference_to",
    "smallest_detectable_difference",
    "change_from",
    "change_to",
    "changed_since",
    "note_on_the_change",
    "question_or_score",
    "breakdown_name",
    "group_name",
    "rows_read",
    "percent_of_respondents_who_answered",
    "percent_left_empty",
];

/// Of these columns, those that would tell of a base that is not shown beside them.
const OF_THE_BASE: [&str; 2] = ["percent_of_respondents_who_answered", "percent_left_empty"];

/// How the workbook calls columns that have other names in `data/results.csv`. There, a breakdown and a group stand by
/// their names, and their ids in columns of their own.
const CALLED: [(&str, &str); 14] = [
    ("breakdown", "breakdown_name"),
    ("group", "group_name"),
    ("measure_id", "measure"),
    ("breakdown_id", "breakdown"),
    ("group_id", "group"),
    ("response_rate", "positive"),
    ("percent_positive_or_score", "figure"),
    ("percent_positive", "positive"),
    ("percent_neutral", "neutral"),
    ("percent_negative", "negative"),
    ("95%_range_from", "ci_low"),
    ("95%_range_to", "ci_high"),
    ("mean_answer", "mean"),
    ("difference_from_the_rest", "difference"),
];

impl Columns {
    /// The columns of a header that is one of a table of results: all keys, a figure, and nothing that is not known.
    pub(super) fn of<'a>(header: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<Self> {
        let header = header.into_iter();
        if !header.clone().any(is_wave) {
            return None;
        }
        let all = || KEYS.into_iter().chain(FIGURES).chain(BESIDE);
        let plain = |name: &str| name.trim().to_lowercase().replace(' ', "_");
        let header: Vec<String> = header.map(plain).collect();
        let own = header.iter().any(|name| name == "measure_id");
        let known = |name: &String| {
            let called = CALLED.iter().find(|(called, _)| own && called == name);
            let name = called.map_or(name.as_str(), |(_, column)| column);
            all().find(|column| *column == name)
        };
        let columns: Vec<_> = header.iter().map(known).collect();
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
            let read = Printed::read(field);
            if read.is_none() {
                unread.push(name);
            }
            read
        };
        let figures = Figures::read(cell.kind, &mut given);
        for name in unread {
            reading.unreadable(&format!("row {number}: {name} is no number"));
        }
        figures.say(&cell, file, reading);
        figures.say_earlier(&cell, file, reading);
        let withheld = field("status").is_some_and(|status| status != "shown");
        if withheld && field("difference").and_then(amount).is_some() {
            reading.told(Leak::Finding, &cell);
        }
        let of_the_base = || OF_THE_BASE.iter().any(|name| field(name).and_then(amount).is_some());
        if figures.base.is_none() && of_the_base() {
            reading.told(Leak::Finding, &cell);
        }
    }
}

/// Whether this is the column of waves, which every table of figures has: most rows are told from headers by it alone.
pub(super) fn is_wave(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("wave")
}

/// A printed number, and how far it may be from what it stands for: half of its last digit.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    number: f64,
    half: f64,
}

impl Printed {
    /// "58", "58.1", "58%".
    pub(super) fn read(field: &str) -> Option<Self> {
        let decimals =
            field.split_once('.').map_or(0, |(_, rest)| rest.bytes().filter(u8::is_ascii_digit).count());
        let half = 0.5 / 10_f64.powi(i32::try_from(decimals).ok()?);
        Some(Self { number: amount(field)?, half })
    }

    /// The smallest and the largest value that is printed like this.
    fn range(self) -> (f64, f64) {
        (self.number - self.half, self.number + self.half)
    }

    /// What it says as the figure of a measure of this kind.
    pub(super) fn figure(self, kind: MeasureKind) -> Says {
        let (low, high) = self.range();
        if is_score(kind) { Says::Score { low, high } } else { Says::Share { tone: 2, low, high } }
    }
}

/// Whether a measure of this kind has a score, and not a share.
fn is_score(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall)
}

/// The numbers of a row.
struct Figures {
    base: Option<f64>,
    respondents: Option<f64>,
    headcount: Option<f64>,
    shares: [Option<Printed>; 3],
    score: Option<Printed>,
    mean: Option<Printed>,
    change: Option<Printed>,
}

impl Figures {
    fn read(kind: MeasureKind, given: &mut impl FnMut(&'static str) -> Option<Printed>) -> Self {
        let figure = given("figure");
        let (score, share) = if is_score(kind) { (figure, None) } else { (None, figure) };
        let mut count = |name| given(name).map(|printed| printed.number);
        Self {
            base: count("base"),
            respondents: count("respondents"),
            headcount: count("headcount"),
            shares: [given("negative"), given("neutral"), given("positive").or(share)],
            score: given("score").or(score),
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
        let share = |(tone, share): (usize, &Option<Printed>)| {
            share.map(Printed::range).map(|(low, high)| Says::Share { tone, low, high })
        };
        let shares = self.shares.iter().enumerate().filter_map(share);
        let score = self.score.map(Printed::range).map(|(low, high)| Says::Score { low, high });
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
        let Some(latest) = self.shares[2].or(self.score) else { return reading.told(Leak::Change, cell) };
        if let Some((from, rebased)) = reading.known.earlier(cell) {
            let (then, off) = (latest.number - change.number, latest.half + change.half);
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
