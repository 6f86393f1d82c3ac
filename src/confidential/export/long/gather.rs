//! All answers of a long file, by respondent; without respondents by the groups that stand beside them.

use std::collections::{HashMap, HashSet};

use super::roles::Roles;
use super::texts::Texts;
use crate::confidential::export::batch::Batch;
use crate::confidential::export::column::Cells;
use crate::confidential::export::{MOST_CELL_BYTES, MOST_COLUMNS};
use crate::plan::ExportFile;
use crate::plan::label::normal_form;
use crate::problem::{Place, Problem};

/// The number of a cell in which there is nothing.
pub(super) const BLANK: u32 = 0;

/// What stands between the cells of a combination: no text has it in its normal form.
const BETWEEN_CELLS: &str = "\n";

/// An answer: who, what, and which of the distinct texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The respondent, in the order of first appearance; without respondents the combination of groups, and later the
    /// sheet.
    pub(super) respondent: u32,
    /// The question, likewise.
    pub(super) question: u32,
    /// The text.
    pub(super) text: u32,
}

/// What is gathered of the rows.
pub(super) struct Gathered {
    /// How many respondents or sheets there are.
    pub(super) people: usize,
    /// All respondents, or all combinations of groups, in their normal forms.
    respondents: Texts,
    /// All questions, as they are first written.
    pub(super) questions: Vec<String>,
    /// All distinct answers and cells of respondents' own columns.
    pub(super) texts: Texts,
    /// All answers; blank ones are left out.
    pub(super) answers: Vec<Answer>,
    /// The respondents' own cells, as many for each.
    pub(super) own: Vec<u32>,
    by_form: HashMap<String, u32>,
    by_text: HashMap<String, u32>,
}

impl Gathered {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let mut texts = Texts::default();
        // The first is the blank.
        texts.number("");
        Self {
            people: 0,
            respondents: Texts::default(),
            questions: Vec::new(),
            texts,
            answers: Vec::new(),
            own: Vec::new(),
            by_form: HashMap::new(),
            by_text: HashMap::new(),
        }
    }

    /// Adds a row.
    pub(super) fn add(
        &mut self,
        file: &ExportFile,
        roles: &Roles,
        batch: &Batch,
        row: usize,
    ) -> Result<(), Problem> {
        let place = || Place::file(&file.path).row(batch.number(row));
        let who = roles.respondent.map(|cell| batch.cell(row, cell).trim());
        let what = batch.cell(row, roles.question).trim();
        let how = batch.cell(row, roles.answer).trim();
        let cells = || roles.own_cells.iter().map(|&cell| batch.cell(row, cell).trim());
        let nothing = what.is_empty() && how.is_empty();
        if nothing && who.is_none_or(|who| who.is_empty() && cells().all(str::is_empty)) {
            return Ok(());
        }
        if who.is_some_and(str::is_empty) {
            return Err(Problem::error(
                place(),
                "a row without a respondent: nobody knows whose answer it is",
            )
            .hint("every row needs the respondent's number"));
        }
        let respondent = match who {
            Some(who) => self.respondents.number(who),
            None => {
                let forms: Vec<String> = cells().map(normal_form).collect();
                self.respondents.number(&forms.join(BETWEEN_CELLS))
            }
        };
        self.people = self.respondents.len();
        self.own.resize(self.respondents.len() * roles.own_cells.len(), BLANK);
        let first = respondent as usize * roles.own_cells.len();
        for (at, cell) in cells().enumerate() {
            let number = self.texts.number(cell);
            if let Some(known) = self.own.get_mut(first + at).filter(|_| number != BLANK) {
                match *known {
                    BLANK => *known = number,
                    known if known != number && who.is_some() => {
                        return Err(two_values(place(), roles, at));
                    }
                    _ => {}
                }
            }
        }
        if what.is_empty() && !how.is_empty() {
            return Err(Problem::error(place(), "an answer without a question"));
        }
        if !what.is_empty() {
            let question = self.question(what).ok_or_else(|| too_many(place()))?;
            if !how.is_empty() {
                let text = self.texts.number(how);
                self.answers.push(Answer { respondent, question, text });
            }
        }
        Ok(())
    }

    /// Brings the answers of each respondent to each question together, in the order of the file and each once.
    pub(super) fn arrange(&mut self, file: &ExportFile) -> Result<(), Problem> {
        self.answers.sort_by_key(|answer| (answer.respondent, answer.question));
        let (mut group, mut seen) = (None, HashSet::new());
        self.answers.retain(|answer| {
            let this = Some((answer.respondent, answer.question));
            if group != this {
                group = this;
                seen.clear();
            }
            seen.insert(answer.text)
        });
        let of_one = |a: &Answer, b: &Answer| (a.respondent, a.question) == (b.respondent, b.question);
        let length = |group: &[Answer]| {
            group.iter().map(|answer| self.texts.text(answer.text).len() + 1).sum::<usize>()
        };
        match self.answers.chunk_by(of_one).find(|group| length(group) > MOST_CELL_BYTES + 1) {
            None => Ok(()),
            Some(_) => Err(Problem::error(
                Place::file(&file.path),
                format!(
                    "the answers of one respondent to one question have more than {MOST_CELL_BYTES} bytes"
                ),
            )
            .hint("is this the column of respondents?")),
        }
    }

    /// The number of a question; nothing where there are too many.
    fn question(&mut self, text: &str) -> Option<u32> {
        if let Some(&number) = self.by_text.get(text) {
            return Some(number);
        }
        let next = self.questions.len() as u32;
        let number = *self.by_form.entry(normal_form(text)).or_insert(next);
        if number == next {
            self.questions.push(text.to_owned());
        }
        // How often one question can be written in another way is not bounded.
        if self.by_text.len() < MOST_COLUMNS {
            self.by_text.insert(text.to_owned(), number);
        }
        (self.questions.len() <= MOST_COLUMNS).then_some(number)
    }
}

fn two_values(place: Place, roles: &Roles, cell: usize) -> Problem {
    let has = |cells: &Cells| match cells {
        Cells::One(at) => *at == cell,
        Cells::Options { options, .. } => options.iter().any(|(at, _)| *at == cell),
    };
    let column = roles.own.iter().find(|column| has(&column.cells));
    let name = column.and_then(|column| column.names.first()).map_or("", String::as_str);
    let message =
        "a respondent has two values in a column of their own: this row differs from an earlier one";
    Problem::error(place.column(name), message)
        .hint("columns besides question and answer must be the same in all rows of a respondent; leave others out of the export")
}

fn too_many(place: Place) -> Problem {
    Problem::error(place, format!("more than {MOST_COLUMNS} questions"))
        .hint("is this the column of questions?")
}
