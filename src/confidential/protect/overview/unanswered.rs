//! Unanswered: how many of those who were asked left a question empty, of all respondents.

use super::seen::Seen;
use crate::confidential::estimates::Kind;
use crate::confidential::protect::findings::Unanswered;

/// Every question of every wave that is shown for everyone, in whole percent.
pub(in crate::confidential::protect) fn unanswered(seen: &Seen<'_>) -> Vec<Unanswered> {
    let questions = seen.measures().filter(|measured| measured.kind == Kind::Question);
    let found = questions.filter_map(|measured| {
        let row = seen.all(measured)?.row;
        let asked = row.asked.filter(|asked| *asked > 0)?;
        let share = (100.0 * row.unanswered? as f64 / asked as f64).round();
        Some(Unanswered { wave: seen.wave(measured.wave), measure: measured.id.to_owned(), share })
    });
    found.collect()
}
