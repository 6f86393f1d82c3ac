//! The columns of tables whose rows are rows of the release: what each is called, and what it says of a row.

use super::sheet::Value;
use super::subject::{Names, measure_name};
use crate::release::{Cell, Difference, Figures, Marker, Measure, MeasureKind, Release, Row, Verdict};
use crate::report::open_data::kind;
use crate::report::view::View;
use crate::report::{figure, wording};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Question,
    BreakdownName,
    GroupName,
    Wave,
    Kind,
    Measure,
    Breakdown,
    Group,
    Status,
    Headcount,
    Respondents,
    Base,
    Answered,
    LeftEmpty,
    RowsRead,
    Rate,
    Figure,
    Positive,
    Neutral,
    Negative,
    Score,
    Low,
    High,
    Mean,
    Difference,
    DifferenceLow,
    DifferenceHigh,
    Detectable,
    Verdict,
    ChangeFrom,
    Change,
    ChangeLow,
    ChangeHigh,
    ChangeVerdict,
    ChangeNote,
}

impl Column {
    /// Its name.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Question => "Question or score",
            Self::BreakdownName => "Breakdown",
            Self::GroupName => "Group",
            Self::Wave => "Wave",
            Self::Kind => "Kind",
            Self::Measure => "Measure ID",
            Self::Breakdown => "Breakdown ID",
            Self::Group => "Group ID",
            Self::Status => "Status",
            Self::Headcount => "Headcount",
            Self::Respondents => "Respondents",
            Self::Base => "Base",
            Self::Answered => "Percent of respondents who answered",
            Self::LeftEmpty => "Percent left empty",
            Self::RowsRead => "Rows read",
            Self::Rate => "Response rate",
            Self::Figure => "Percent positive or score",
            Self::Positive => "Percent positive",
            Self::Neutral => "Percent neutral",
            Self::Negative => "Percent negative",
            Self::Score => "Score",
            Self::Low => "95% range from",
            Self::High => "95% range to",
            Self::Mean => "Mean answer",
            Self::Difference => "Difference from the rest",
            Self::DifferenceLow => "Difference from",
            Self::DifferenceHigh => "Difference to",
            Self::Detectable => "Smallest detectable difference",
            Self::Verdict => "Verdict",
            Self::ChangeFrom => "Changed since",
            Self::Change => "Change",
            Self::ChangeLow => "Change from",
            Self::ChangeHigh => "Change to",
            Self::ChangeVerdict => "Change verdict",
            Self::ChangeNote => "Note on the change",
        }
    }
}

/// A row that is told.
pub(super) struct Told<'a, 'n> {
    release: &'a Release,
    row: &'a Row,
    measure: Option<&'a Measure>,
    name: String,
    names: &'n Names,
    figures: Result<&'a Figures, Marker>,
    rest: Result<&'a Difference, Marker>,
    /// The change; a change without a difference is not comparable.
    change: Result<Option<&'a Difference>, Marker>,
}

impl<'a, 'n> Told<'a, 'n> {
    /// A row of the release.
    pub(super) fn new(view: &View<'a>, names: &'n Names, row: &'a Row) -> Self {
        let measure = view.measure(row.kind, &row.measure);
        let figures = match (&row.figures, measure) {
            (Cell::Shown(figures), Some(_)) => Ok(figures),
            (Cell::Shown(_), None) => Err(Marker::NotAvailable),
            (Cell::Withheld(marker), _) => Err(*marker),
        };
        let rest = figures.and(of(&row.against_rest));
        let change = figures.and(of(&row.change)).map(|change| change.difference.as_ref());
        Self {
            release: view.release,
            row,
            measure,
            name: measure_name(measure, &row.measure),
            names,
            figures,
            rest,
            change,
        }
    }

    /// What a column says of the row.
    pub(super) fn value(&self, column: Column) -> Value<'a> {
        let row = self.row;
        match column {
            Column::Question => Value::text(self.name.clone()),
            Column::BreakdownName => Value::text(self.names.breakdown(&row.breakdown)),
            Column::GroupName => Value::text(self.names.group(&row.breakdown, &row.group)),
            Column::Wave => Value::text(&*row.wave),
            Column::Kind => Value::text(kind(row.kind)),
            Column::Measure => Value::text(&*row.measure),
            Column::Breakdown => Value::text(&*row.breakdown),
            Column::Group => Value::text(&*row.group),
            Column::Status => Value::text(self.figures.map_or_else(wording::marker, |_| "shown")),
            Column::Difference
            | Column::DifferenceLow
            | Column::DifferenceHigh
            | Column::Detectable
            | Column::Verdict => compared(self.rest.map(Some), column),
            Column::ChangeFrom => {
                of(&row.change).map_or_else(Value::Marker, |change| Value::text(&*change.from))
            }
            Column::Change | Column::ChangeLow | Column::ChangeHigh | Column::ChangeVerdict => {
                compared(self.change, column)
            }
            Column::ChangeNote => {
                let note = of(&row.change).ok().and_then(|change| change.note.as_deref());
                note.map_or(Value::Marker(Marker::NotApplicable), Value::text)
            }
            Column::RowsRead => {
                let wave = self.release.waves().iter().find(|wave| wave.id == row.wave);
                wave.map_or(Value::Marker(Marker::NotAvailable), |wave| Value::count(wave.read))
            }
            _ => match self.figures {
                Ok(figures) => self.figure(figures, column),
                Err(marker) => Value::Marker(marker),
            },
        }
    }

    fn figure(&self, figures: &Figures, column: Column) -> Value<'a> {
        let none = Marker::NotApplicable;
        let share = |tone: usize| {
            let tones = figures.tones.filter(|_| figures.base > 0);
            let count = tones.and_then(|tones| tones.get(tone).copied());
            Value::tenth_or(count.map(|count| count as f64 / figures.base as f64 * 100.0), none)
        };
        let scored = matches!(self.row.kind, MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall);
        match column {
            Column::Headcount => figures.headcount.map_or(Value::Marker(Marker::NotAvailable), Value::count),
            Column::Respondents => Value::count(figures.respondents),
            Column::Base => Value::count(figures.base),
            Column::Answered => {
                let linked = self.release.waves().iter().any(|wave| wave.id == self.row.wave && wave.linked);
                let all = (linked && figures.respondents > 0).then_some(figures.respondents as f64);
                Value::tenth_or(all.map(|all| figures.base as f64 / all * 100.0), none)
            }
            Column::LeftEmpty => self.left_empty().map_or(Value::Marker(Marker::NotAvailable), Value::Whole),
            Column::Rate | Column::Figure => Value::tenth(figures.value),
            Column::Positive if !scored => Value::tenth(figures.value),
            Column::Score if scored => Value::tenth(figures.value),
            Column::Neutral => share(1),
            Column::Negative => share(0),
            Column::Low => Value::tenth_or(figures.low, none),
            Column::High => Value::tenth_or(figures.high, none),
            Column::Mean => Value::tenth_or(figures.mean, self.no_mean()),
            _ => Value::Marker(none),
        }
    }

    /// How many of those who were asked left the question empty, of everyone.
    fn left_empty(&self) -> Option<f64> {
        let row = self.row;
        let mut found = self.release.findings().unanswered.iter();
        let one = found.find(|one| one.wave == row.wave && one.measure == row.measure)?;
        (row.breakdown == "all" && row.kind == MeasureKind::Question).then_some(one.share)
    }

    /// Why there is no mean: there cannot be one, or too few answered for every answer to be told.
    fn no_mean(&self) -> Marker {
        let could = self.measure.is_some_and(|measure| !measure.option && !measure.categories.is_empty());
        if could { Marker::Confidential } else { Marker::NotApplicable }
    }
}

/// A difference, or the marker in its place.
fn of<T>(cell: &Cell<T>) -> Result<&T, Marker> {
    match cell {
        Cell::Shown(value) => Ok(value),
        Cell::Withheld(marker) => Err(*marker),
    }
}

/// What a column says of a difference; there is a verdict without one where the two cannot be compared.
fn compared<'a>(difference: Result<Option<&Difference>, Marker>, column: Column) -> Value<'a> {
    let verdict = matches!(column, Column::Verdict | Column::ChangeVerdict);
    let difference = match difference {
        Err(marker) => return Value::Marker(marker),
        Ok(difference) => difference.filter(|one| one.verdict != Verdict::NotComparable),
    };
    let Some(difference) = difference else {
        let words = || Value::text(wording::verdict(Verdict::NotComparable));
        return if verdict { words() } else { Value::Marker(Marker::NotAvailable) };
    };
    let size = |value: Option<f64>| Value::tenth_or(value, Marker::NotApplicable);
    match column {
        Column::Difference | Column::Change => Value::Tenth(figure::tenth(difference.points)),
        Column::DifferenceLow | Column::ChangeLow => size(difference.low),
        Column::DifferenceHigh | Column::ChangeHigh => size(difference.high),
        Column::Detectable => size(difference.detectable),
        _ => Value::text(wording::verdict(difference.verdict)),
    }
}
