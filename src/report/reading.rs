//! A measure read at one place: its figure now, its figure last time, and what the two comparisons say.

use super::document::{Comparison, Entry};
use super::{figure, wording};
use crate::release::{Cell, Difference, Figures, Marker, Measure, MeasureKind, ReleasedWave, Row, Verdict};

/// A measure at one place, in the latest wave and the one before.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// What is measured.
    pub(crate) measure: &'a Measure,
    /// Its row in the latest wave.
    pub(crate) now: Option<&'a Row>,
    /// Its row in the wave before.
    pub(crate) then: Option<&'a Row>,
    /// The wave before.
    pub(crate) earlier: Option<&'a ReleasedWave>,
    /// The wave that the change is measured from, where there is a change: the wave before, or the latest one that asked
    /// the same.
    pub(crate) since: Option<&'a ReleasedWave>,
}

/// What may be said of a change.
pub(crate) enum Movement<'a> {
    /// It was compared.
    Compared(&'a Difference),
    /// It cannot be compared; the reason is in [`Reading::note`].
    NotComparable,
    /// It may not be said, or there is nothing to say.
    Withheld(Marker),
}

impl<'a> Reading<'a> {
    /// The figures of the latest wave, or the marker in their place.
    pub(crate) fn figures(&self) -> Result<&'a Figures, Marker> {
        figures(self.now)
    }

    /// The headline as printed.
    pub(crate) fn printed(&self) -> Result<i64, Marker> {
        self.figures().map(|figures| figure::headline(self.measure, figures))
    }

    /// The headline of the wave before as printed. Where the change is measured on another footing than the earlier
    /// figure had (other questions, other units), or the earlier figure stood under another name, it is the latest one
    /// less the change, so that earlier, latest and change belong together.
    pub(crate) fn printed_then(&self) -> Result<i64, Marker> {
        if let Some(before) = self.before_the_change() {
            return Ok(before);
        }
        let figures = figures(self.then)
            .map_err(|marker| if self.asked_then() { marker } else { Marker::NotApplicable });
        figures.map(|figures| figure::headline(self.measure, figures))
    }

    /// Whether the change is measured from a wave further back than the one before.
    fn further_back(&self) -> bool {
        self.since.is_some_and(|since| self.earlier.is_some_and(|earlier| earlier.id != since.id))
    }

    /// Whether the change is measured on another footing than the earlier figure has.
    pub(crate) fn is_rebased(&self) -> bool {
        matches!(self.now.map(|row| &row.change), Some(Cell::Shown(change)) if change.rebased)
    }

    /// The earlier figure on the footing of the latest one, where it has no figure of its own on that footing.
    fn before_the_change(&self) -> Option<i64> {
        let Some(Cell::Shown(change)) = self.now.map(|row| &row.change) else { return None };
        let difference =
            change.difference.as_ref().filter(|_| change.rebased || figures(self.then).is_err())?;
        let about_the_wave_before = self.earlier.is_some_and(|earlier| earlier.id == change.from);
        about_the_wave_before.then(|| Some(figure::whole(self.figures().ok()?.value - difference.points)))?
    }

    /// Whether the wave before asked this.
    pub(crate) fn asked_then(&self) -> bool {
        self.earlier.is_some_and(|wave| self.measure.waves.contains(&wave.id))
    }

    /// Whether the wave before asked this, or the change is measured from an earlier one that did.
    pub(crate) fn asked_before(&self) -> bool {
        self.asked_then() || self.since.is_some()
    }

    /// "62%", or the marker.
    pub(crate) fn text(&self) -> String {
        match self.printed() {
            Ok(number) => figure::with_unit(number, self.measure),
            Err(marker) => wording::marker(marker).to_owned(),
        }
    }

    /// The headline for a table.
    pub(crate) fn entry(&self) -> Entry {
        self.number(self.printed())
    }

    /// The headline of the wave before for a table.
    pub(crate) fn entry_then(&self) -> Entry {
        self.number(self.printed_then())
    }

    /// The headline tinted by the verdict against the rest.
    pub(crate) fn judged(&self) -> Entry {
        match self.printed() {
            Ok(number) => {
                let verdict = self.rest().ok().map(|difference| difference.verdict);
                Entry::Judged(figure::with_unit(number, self.measure), verdict)
            }
            Err(marker) => Entry::Withheld(marker),
        }
    }

    fn number(&self, printed: Result<i64, Marker>) -> Entry {
        match printed {
            Ok(number) => Entry::Number(figure::with_unit(number, self.measure)),
            Err(marker) => Entry::Withheld(marker),
        }
    }

    /// "59 to 65", the interval in whole numbers.
    pub(crate) fn interval(&self) -> Entry {
        match self.figures() {
            Ok(Figures { low: Some(low), high: Some(high), .. }) => {
                Entry::Number(format!("{} to {}", figure::whole(*low), figure::whole(*high)))
            }
            Ok(_) => Entry::Withheld(Marker::NotAvailable),
            Err(marker) => Entry::Withheld(marker),
        }
    }

    /// How many answered.
    pub(crate) fn base(&self) -> Entry {
        match self.figures() {
            Ok(figures) => Entry::Number(figure::count(figures.base)),
            Err(marker) => Entry::Withheld(marker),
        }
    }

    /// Against all others who answered.
    pub(crate) fn rest(&self) -> Result<&'a Difference, Marker> {
        match self.now.map(|row| &row.against_rest) {
            Some(Cell::Shown(difference)) => Ok(difference),
            Some(Cell::Withheld(marker)) => Err(*marker),
            None => Err(Marker::NotAvailable),
        }
    }

    /// Points and verdict against the rest, for a table.
    pub(crate) fn rest_entries(&self) -> [Entry; 2] {
        match self.rest() {
            Ok(difference) if difference.verdict == Verdict::NotComparable => {
                [Entry::Withheld(Marker::NotApplicable), Entry::Verdict(difference.verdict)]
            }
            Ok(difference) => pair(difference),
            Err(marker) => [Entry::Withheld(marker), Entry::Withheld(marker)],
        }
    }

    /// Against the wave before.
    pub(crate) fn movement(&self) -> Movement<'a> {
        match self.now.map(|row| &row.change) {
            Some(Cell::Shown(change)) => match &change.difference {
                Some(difference) if difference.verdict != Verdict::NotComparable => {
                    Movement::Compared(difference)
                }
                _ => Movement::NotComparable,
            },
            Some(Cell::Withheld(marker)) => Movement::Withheld(*marker),
            None => Movement::Withheld(Marker::NotAvailable),
        }
    }

    /// The change that was compared, if there is one.
    pub(crate) fn compared(&self) -> Option<&'a Difference> {
        match self.movement() {
            Movement::Compared(difference) => Some(difference),
            Movement::NotComparable | Movement::Withheld(_) => None,
        }
    }

    /// Points and verdict of the change, for a table.
    pub(crate) fn change_entries(&self) -> [Entry; 2] {
        match self.movement() {
            Movement::Compared(difference) => pair(difference),
            Movement::NotComparable => {
                [Entry::Withheld(Marker::NotApplicable), Entry::Verdict(Verdict::NotComparable)]
            }
            Movement::Withheld(marker) => [Entry::Withheld(marker), Entry::Withheld(marker)],
        }
    }

    /// The note on rewording or lineage, and on rounding where the printed figures seem to disagree.
    pub(crate) fn note(&self) -> Option<String> {
        let given = match self.now.map(|row| &row.change) {
            Some(Cell::Shown(change)) => change.note.clone(),
            _ => None,
        };
        let since = self
            .since
            .filter(|_| self.further_back())
            .map(|wave| format!("the change is since {}", wave.label));
        let given = match (given, since) {
            (Some(given), Some(since)) => Some(format!("{given}; {since}")),
            (given, since) => given.or(since),
        };
        match (given, self.rounds_apart().then(|| "Rounding".to_owned())) {
            (Some(given), Some(rounding)) => Some(format!("{}. {rounding}", given.trim_end_matches('.'))),
            (given, rounding) => given.or(rounding),
        }
    }

    /// Whether the rounded change is not the difference of the rounded figures.
    pub(crate) fn rounds_apart(&self) -> bool {
        match (self.compared(), self.printed(), self.printed_then()) {
            (Some(difference), Ok(now), Ok(then)) if !self.further_back() => {
                figure::whole(difference.points) != now - then
            }
            _ => false,
        }
    }

    /// The change in points; for a response rate, which is a count of everyone, also without a test.
    pub(crate) fn change_points(&self) -> Option<f64> {
        if let Some(difference) = self.compared() {
            return Some(difference.points);
        }
        let countable = self.measure.kind == MeasureKind::Response;
        match (countable, self.figures(), figures(self.then)) {
            (true, Ok(now), Ok(then)) => Some(now.value - then.value),
            _ => None,
        }
    }

    /// The name of the wave that the change is measured from; of the wave before, where there is no change.
    pub(crate) fn since_label(&self) -> Option<&'a str> {
        self.since.or(self.earlier).map(|wave| wave.label.as_str())
    }

    /// The change in words: "up 4 points since 2022", with its certainty where that is not plain.
    pub(crate) fn change_words(&self) -> Option<Comparison> {
        let earlier = self.since_label()?;
        let points = self.change_points().map(figure::whole);
        match (self.movement(), points) {
            (Movement::Compared(difference), Some(points)) => Some(Comparison {
                verdict: Some(difference.verdict),
                words: certain(difference.verdict, points, earlier),
            }),
            (_, Some(points)) => Some(Comparison { verdict: None, words: wording::moved(points, earlier) }),
            (Movement::NotComparable, None) => {
                let words = format!("not comparable with {earlier}");
                Some(Comparison { verdict: Some(Verdict::NotComparable), words })
            }
            (_, None) => None,
        }
    }

    /// The difference from the rest in words: "8 points lower than the rest of the council".
    pub(crate) fn rest_words(&self, rest: &str) -> Option<Comparison> {
        let difference = self.rest().ok()?;
        let verdict = difference.verdict;
        let points = wording::points(figure::whole(difference.points).unsigned_abs());
        let words = match verdict {
            Verdict::Higher | Verdict::SlightlyHigher => format!("{points} higher than {rest}"),
            Verdict::Lower | Verdict::SlightlyLower => format!("{points} lower than {rest}"),
            Verdict::NoClearDifference => format!("no clear difference from {rest}"),
            Verdict::TooSmallToSay => format!("too small to say how it compares with {rest}"),
            Verdict::NotComparable => format!("not comparable with {rest}"),
        };
        Some(Comparison { verdict: Some(verdict), words })
    }
}

fn figures(row: Option<&Row>) -> Result<&Figures, Marker> {
    match row.map(|row| &row.figures) {
        Some(Cell::Shown(figures)) => Ok(figures),
        Some(Cell::Withheld(marker)) => Err(*marker),
        None => Err(Marker::NotAvailable),
    }
}

fn pair(difference: &Difference) -> [Entry; 2] {
    let points = figure::signed(figure::whole(difference.points));
    [Entry::Number(points), Entry::Verdict(difference.verdict)]
}

fn certain(verdict: Verdict, points: i64, earlier: &str) -> String {
    match verdict {
        Verdict::NoClearDifference => format!("no clear change since {earlier}"),
        Verdict::TooSmallToSay => format!("too small to say whether it changed since {earlier}"),
        Verdict::NotComparable => format!("not comparable with {earlier}"),
        _ => wording::moved(points, earlier),
    }
}
