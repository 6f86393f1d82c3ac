//! Some rows of an export, coded: what one thread makes of one piece, and what becomes of several of them.

use super::reason::Reason;
use super::spellings::Spellings;
use super::units::Faults;
use super::unknown::UnknownLabels;
use crate::confidential::export::RowFaults;

/// Some rows of an export, coded. Rows are counted from 0, without header rows; so are respondents.
pub(super) struct Part {
    /// What is wrong with the rows themselves.
    pub(super) faults: RowFaults,
    /// How many rows there are.
    pub(super) rows: u32,
    /// Rows that are no responses, whatever others say.
    pub(super) aside: Vec<(u32, Reason)>,
    /// The other rows, in their order.
    pub(super) responses: Vec<Response>,
    /// For each breakdown the group of each respondent.
    pub(super) groups: Vec<Vec<u16>>,
    /// For each item the code of each respondent.
    pub(super) answers: Vec<Vec<u8>>,
    /// Free text that may be quoted.
    pub(super) comments: Vec<Written>,
    /// Who wrote free text that might be, where none is published and it is counted alone.
    pub(super) writers: Vec<u32>,
    /// Free text that may not.
    pub(super) not_quoted: u64,
    /// Which of the ids that may not be quoted were met, by their place in the list.
    pub(super) excluded: Vec<usize>,
    /// Columns without a header that have something in them, by their place in the file.
    pub(super) unnamed: Vec<usize>,
    /// What else there is to tell.
    pub(super) told: Told,
}

/// A row that may be a respondent.
#[derive(Clone, Copy)]
pub(super) struct Response {
    /// The row.
    pub(super) row: u32,
    /// The id, as a number made from it.
    pub(super) id: Option<u64>,
    /// All answers and the time, as a number made from them, where the plan asks for that.
    pub(super) fingerprint: Option<u64>,
    /// Whether it answers any question that is measured.
    pub(super) answered: bool,
    /// Why it is no respondent all the same. Those that have no reason are respondents, one after the other.
    pub(super) reason: Option<Reason>,
}

/// Free text, and which respondent wrote it.
pub(super) struct Written {
    /// Index into the plan's questions.
    pub(super) question: u32,
    /// The respondent, counted from 0.
    pub(super) respondent: u32,
    /// The respondent's unit at the highest level, or [`super::NO_GROUP`].
    pub(super) unit: u16,
    /// What was written.
    pub(super) text: Box<str>,
}

/// What there is to tell of rows, gathered until all of them are read.
pub(super) struct Told {
    /// Rows without a date of completion.
    pub(super) no_date: Rows,
    /// Rows with a date that cannot be read.
    pub(super) unread_date: Rows,
    /// Responses without the id that the plan names.
    pub(super) no_id: Rows,
    /// Labels of units, by level.
    pub(super) units: Faults,
    /// Units that are written otherwise than in the register.
    pub(super) spellings: Spellings,
    /// Labels of characteristics, by breakdown.
    pub(super) groups: Vec<UnknownLabels>,
    /// Labels of answers, by question.
    pub(super) answers: Vec<UnknownLabels>,
    /// Respondents with an answer to a question that was not put to them, by question.
    pub(super) astray: Vec<u64>,
}

/// Rows of one kind: how many, and which is the first: file and number.
#[derive(Clone, Copy, Default)]
pub(super) struct Rows {
    pub(super) rows: u64,
    pub(super) first: Option<(u32, u32)>,
}

impl Rows {
    /// Counts one.
    pub(super) fn met(&mut self, row: (u32, u32)) {
        self.rows += 1;
        self.first.get_or_insert(row);
    }

    /// Adds those of the next rows; `row` gives a row of theirs its number.
    pub(super) fn merge(&mut self, next: Self, row: impl Fn((u32, u32)) -> (u32, u32)) {
        self.rows += next.rows;
        self.first = self.first.or(next.first.map(row));
    }
}

impl Told {
    /// Nothing yet, of so many levels, breakdowns and questions.
    pub(super) fn new(levels: usize, breakdowns: usize, questions: usize) -> Self {
        Self {
            no_date: Rows::default(),
            unread_date: Rows::default(),
            no_id: Rows::default(),
            units: Faults::new(levels),
            spellings: Spellings::default(),
            groups: (0..breakdowns).map(|_| UnknownLabels::default()).collect(),
            answers: (0..questions).map(|_| UnknownLabels::default()).collect(),
            astray: vec![0; questions],
        }
    }

    /// Adds what there is to tell of the next rows; `row` gives a row of theirs its number.
    pub(super) fn merge(&mut self, next: Self, row: impl Fn((u32, u32)) -> (u32, u32)) {
        self.no_date.merge(next.no_date, &row);
        self.unread_date.merge(next.unread_date, &row);
        self.no_id.merge(next.no_id, &row);
        self.units.merge(next.units, &row);
        self.spellings.merge(next.spellings);
        for (mine, next) in self.groups.iter_mut().zip(next.groups) {
            mine.merge(next, &row);
        }
        for (mine, next) in self.answers.iter_mut().zip(next.answers) {
            mine.merge(next, &row);
        }
        self.astray.iter_mut().zip(next.astray).for_each(|(mine, next)| *mine += next);
    }
}
