//! The review file: where a person reads each comment and decides, and where the decision stays.
//!
//! A row stands for exactly this text in this list, by its id. A decision survives a later run as long as the text does.
//! The person may take more out of a text, or put a word in square brackets in place of some; what the comment does not
//! have cannot be added, so that rows that a spreadsheet sorted one column of are noticed.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::candidates::Candidate;
use super::lists::{list_name, question_text};
use crate::confidential::inert::{inert, live};
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems};

/// The columns of the file.
const COLUMNS: [&str; 8] = ["id", "question", "unit", "comment", "flags", "decision", "by", "on"];
/// Excel takes a file for UTF-8 only with this mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A row that a person may have decided about.
pub(super) struct Row {
    /// As a spreadsheet shows it.
    number: u64,
    text: String,
    decision: String,
    by: String,
    on: String,
}

/// What was decided, as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Released by somebody on a day.
    Release,
    /// Held, which is what nothing means too.
    Hold,
    /// Released, but nobody says by whom or when: held.
    Unsigned,
}

/// The rows of a review file by their ids.
#[derive(Default)]
pub(super) struct Review(BTreeMap<String, Row>);

impl Review {
    /// Reads a file. What cannot be read is a problem: a decision is never lost by guessing.
    pub(super) fn read(file: &Path, bytes: &[u8]) -> Result<Self, Problems> {
        let wrong = |message: &str| Problem::error(Place::file(file), message);
        let save = "save it as “CSV UTF-8”, with the columns as they were";
        let text = std::str::from_utf8(bytes.strip_prefix(MARK).unwrap_or(bytes))
            .map_err(|_| wrong("this is not UTF-8 text").hint(save))?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|_| wrong("this is no table").hint(save))?;
        if !header.iter().map(str::trim).eq(COLUMNS) {
            return Err(wrong("the columns are not those of a review file").hint(save).into());
        }
        let mut rows = BTreeMap::new();
        let mut problems = Problems::new();
        for (number, record) in (2..).zip(reader.records()) {
            let place = Place::file(file).row(number);
            let Ok(record) = record else {
                problems.push(Problem::error(place, "this row has other columns than the first").hint(save));
                continue;
            };
            let cell = |at: usize| live(record.get(at).unwrap_or_default().trim()).to_owned();
            let row = Row { number, text: cell(3), decision: cell(5), by: cell(6), on: cell(7) };
            if row.decision_word().is_none() {
                let problem = Problem::error(place.clone().column("decision"), "this is no decision");
                problems.push(problem.hint("write release or hold, or leave it empty"));
            }
            if rows.insert(cell(0), row).is_some() {
                problems.push(Problem::error(place.column("id"), "this id is in an earlier row too"));
            }
        }
        if problems.stop() { Err(problems) } else { Ok(Self(rows)) }
    }

    /// The file for these candidates, with what was decided about them before.
    pub(super) fn write(&self, plan: &Plan, candidates: &[Candidate]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(MARK.to_vec());
        // Writing to memory does not fail, and every record has as many fields as the header.
        let _ = writer.write_record(COLUMNS);
        for candidate in candidates {
            let row = self.0.get(&candidate.id);
            let cell = |of: fn(&Row) -> &String| row.map(|row| of(row).as_str()).unwrap_or_default();
            let text = row.map_or(candidate.redacted.text.as_str(), |row| row.text.as_str());
            let flags = candidate.redacted.flags.join("; ");
            let (question, unit) = (question_text(plan, candidate.question), list_name(plan, candidate.unit));
            let cells = [
                question,
                unit,
                text,
                &flags,
                cell(|row| &row.decision),
                cell(|row| &row.by),
                cell(|row| &row.on),
            ];
            let cells = cells.map(inert);
            let _ = writer.write_record(std::iter::once(&candidate.id).chain(&cells));
        }
        writer.into_inner().unwrap_or_default()
    }

    /// What was decided about a candidate, and the text that it was decided about.
    ///
    /// # Errors
    /// When the text has something that the candidate's has not.
    pub(super) fn of(&self, file: &Path, candidate: &Candidate) -> Result<(Decision, &str), Problem> {
        let Some(row) = self.0.get(&candidate.id) else { return Ok((Decision::Hold, "")) };
        if !only_less(&row.text, &candidate.redacted.text) {
            let place = Place::file(file).row(row.number).column("comment");
            let problem = Problem::error(place, "this text has words that the comment does not have");
            return Err(problem.hint(
                "only take words out, or put [a label] in their place; sort the table only with all its columns",
            ));
        }
        let decision = match row.decision_word() {
            Some(Decision::Release) if !row.is_signed() => Decision::Unsigned,
            Some(decision) => decision,
            None => Decision::Hold,
        };
        Ok((decision, &row.text))
    }

    /// How many rows have a decision and are about none of these candidates.
    pub(super) fn outdated(&self, candidates: &[Candidate]) -> usize {
        let gone = |id: &String| !candidates.iter().any(|candidate| &candidate.id == id);
        self.0.iter().filter(|(id, row)| !row.decision.is_empty() && gone(id)).count()
    }
}

impl Row {
    fn decision_word(&self) -> Option<Decision> {
        match self.decision.trim().to_lowercase().as_str() {
            "release" => Some(Decision::Release),
            "hold" | "" => Some(Decision::Hold),
            _ => None,
        }
    }

    /// Somebody's name and a day, as written or as a spreadsheet rewrites it.
    fn is_signed(&self) -> bool {
        let day = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"];
        let dated = day.iter().any(|form| NaiveDate::parse_from_str(self.on.trim(), form).is_ok());
        dated && self.by.chars().any(char::is_alphabetic)
    }
}

/// Whether `text` has only what `whole` has, in its order: each word, outside square brackets, is one of its words or
/// a part of one.
fn only_less(text: &str, whole: &str) -> bool {
    let outside = |text: &str| {
        let mut depth = 0_u32;
        let shown = text.chars().map(|c| match c {
            '[' => {
                depth += 1;
                ' '
            }
            ']' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            c if depth == 0 => c,
            _ => ' ',
        });
        shown.collect::<String>()
    };
    let whole = outside(whole);
    let mut words = whole.split_whitespace().map(|word| word.trim_end_matches('…'));
    outside(text)
        .split_whitespace()
        .map(|word| word.trim_end_matches('…'))
        .filter(|part| !part.is_empty())
        .all(|part| words.any(|word| word.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::super::redaction::Redactor;
    use super::*;
    use crate::confidential::counts::sample;

    fn candidate(id: &str, text: &str) -> Candidate {
        let redacted = Redactor::new("", 500).redact(text);
        Candidate { id: id.into(), question: 1, unit: None, redacted }
    }

    fn read(text: &str) -> Result<Review, Problems> {
        Review::read(Path::new("review.csv"), text.as_bytes())
    }

    fn decided(row: &str) -> Decision {
        let review =
            read(&format!("id,question,unit,comment,flags,decision,by,on\nc-1,q,u,more pay,,{row}\n"));
        review.unwrap().of(Path::new("review.csv"), &candidate("c-1", "more pay")).unwrap().0
    }

    #[test]
    fn a_release_needs_a_name_and_a_day() {
        assert_eq!(decided("release,A. Reader,2024-07-01"), Decision::Release);
        assert_eq!(decided(" Release ,A. Reader,01/07/2024"), Decision::Release);
        assert_eq!(decided("release,,2024-07-01"), Decision::Unsigned);
        assert_eq!(decided("release,A. Reader,soon"), Decision::Unsigned);
        assert_eq!(decided("hold,,"), Decision::Hold);
        assert_eq!(decided(",A. Reader,2024-07-01"), Decision::Hold);
    }

    #[test]
    fn decisions_survive_and_new_comments_have_none() {
        let plan = sample::plan();
        let first = Review::default().write(&plan, &[candidate("c-1", "=more pay")]);
        let text = String::from_utf8(first)
            .unwrap()
            .replace(",'=more pay,,,,", ",'=more [x],,release,Me,2024-07-01");
        let review = Review::read(Path::new("review.csv"), text.as_bytes()).unwrap();
        let both = [candidate("c-1", "=more pay"), candidate("c-2", "parking")];
        let again = Review::read(Path::new("review.csv"), &review.write(&plan, &both)).unwrap();
        let of = |at: usize| again.of(Path::new("review.csv"), &both[at]).unwrap();
        assert_eq!(of(0), (Decision::Release, "=more [x]"));
        assert_eq!(of(1), (Decision::Hold, "parking"));
        assert_eq!((again.outdated(&both), again.outdated(&both[1..])), (0, 1));
    }

    #[test]
    fn what_is_no_review_is_told_without_its_content() {
        let header = "id,question,unit,comment,flags,decision,by,on\n";
        for (text, message) in [
            ("a,b\n", "the columns are not those of a review file"),
            (&format!("{header}c-1,q,u,zqx,,relaese,,\n"), "this is no decision"),
            (&format!("{header}c-1,q,u,zqx,,,,\nc-1,q,u,zqx,,,,\n"), "this id is in an earlier row too"),
            (&format!("{header}c-1,zqx\n"), "this row has other columns than the first"),
        ] {
            let problems = read(text).err().unwrap();
            let told: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert_eq!(told, [message]);
            assert!(!format!("{problems:?}").contains("zqx"));
        }
    }

    #[test]
    fn a_person_may_take_out_and_not_put_in() {
        let whole = "I told Xanthe's boss in [name] that pay is low…";
        for less in ["I told [name]'s boss that pay is low", "pay is low", "", "[all]", whole] {
            assert!(only_less(less, whole), "{less}");
        }
        for more in ["I told them", "low is pay", "other words"] {
            assert!(!only_less(more, whole), "{more}");
        }
    }
}
