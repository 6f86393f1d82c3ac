//! How a measure stands over the waves: the same, reworded, not comparable, new or dropped.

use crate::release::{Measure, MeasureKind, ReleasedWave};
use crate::report::page::Page;
use crate::report::reading::{Movement, Reading};
use crate::report::wording;

/// What a reader must know before comparing a measure's waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It can be compared.
    Same,
    /// Its wording changed, and it was judged to ask the same.
    Reworded,
    /// It cannot be compared, and the note says why.
    NotComparable,
    /// The latest wave asked it first.
    New,
    /// The latest wave did not ask it.
    Dropped,
}

impl Standing {
    /// How a measure stands, from its reading in the latest wave.
    pub(crate) fn of(page: &Page, reading: &Reading) -> Self {
        let waves = page.view.release.waves();
        let before = waves.iter().filter(|wave| wave.id != page.wave.id);
        if !asked(reading.measure, page.wave) {
            return Self::Dropped;
        }
        if !before.into_iter().any(|wave| asked(reading.measure, wave)) {
            return Self::New;
        }
        match reading.movement() {
            Movement::NotComparable => Self::NotComparable,
            Movement::Compared(_) if reworded(reading) => Self::Reworded,
            Movement::Compared(_) | Movement::Withheld(_) => Self::Same,
        }
    }

    /// The note that marks it: "Reworded: …", "New in 2024."
    pub(crate) fn note(self, page: &Page, reading: &Reading) -> Option<String> {
        let because = |word: &str| match reading.note() {
            Some(reason) => format!("{word}: {reason}"),
            None => word.to_owned(),
        };
        match self {
            Self::Same => reading.note().map(|note| wording::sentence(&note)),
            Self::Reworded => Some(because("Reworded")),
            Self::NotComparable => Some(because("Not comparable")),
            Self::New => Some(format!("New in {}", page.wave.label)),
            Self::Dropped => {
                let waves = page.view.release.waves();
                let last = waves.iter().rfind(|wave| asked(reading.measure, wave));
                Some(last.map_or_else(String::new, |wave| format!("Dropped: last asked in {}", wave.label)))
            }
        }
    }
}

/// Whether a wave asked a measure; a score without waves belongs to all of them.
pub(crate) fn asked(measure: &Measure, wave: &ReleasedWave) -> bool {
    measure.waves.is_empty() || measure.waves.contains(&wave.id)
}

/// A note on a question of everyone is about its wording; one on a score, about its questions.
fn reworded(reading: &Reading) -> bool {
    let noted = reading.now.and_then(|row| row.change.shown()).is_some_and(|change| change.note.is_some());
    reading.measure.kind == MeasureKind::Question && noted && !reading.is_rebased()
}
