//! The rows of a codebook: which column each is about, and what its code means.

use std::collections::{HashMap, HashSet};

use super::super::super::MOST_TOLD;
use super::super::super::column::{Cells, Column, Missing, Value};
use super::said::Said;
use crate::plan::label::{nearest, normal_form};
use crate::plan::register::{Entry, Register};
use crate::problem::{Problem, Problems, quoted};

/// The most codes of a column, and of a question over several columns, each of which gets them.
const MOST_CODES: usize = 5_000;
const MOST_SHARED: usize = 500;

/// The most bytes of a name that is compared with others in order to make a hint, which takes its length squared.
const LONGEST: usize = 256;

/// The kinds of missing by name.
const KINDS: [(&str, Missing); 3] =
    [("not-answered", Missing::NotAnswered), ("not-asked", Missing::NotAsked), ("invalid", Missing::Invalid)];

/// Finds the columns that a codebook names.
pub(super) struct Reader {
    names: Vec<String>,
    exact: HashMap<String, Vec<usize>>,
    /// By normal form.
    alike: HashMap<String, Vec<usize>>,
    /// How many codes each column may have.
    room: Vec<usize>,
    /// Names that no column has, or several have.
    unknown: HashSet<String>,
    found: Said,
}

impl Reader {
    /// Looks among these.
    pub(super) fn new(columns: &[Column]) -> Self {
        let (mut exact, mut alike) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        let mut names = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            for name in &column.names {
                exact.entry(name.clone()).or_default().push(index);
                let alike = alike.entry(normal_form(name)).or_default();
                if alike.last() != Some(&index) {
                    alike.push(index);
                }
                names.push(name.clone());
            }
        }
        let room = |column: &Column| match column.cells {
            Cells::One(_) => MOST_CODES,
            Cells::Options { .. } => MOST_SHARED,
        };
        let room = columns.iter().map(room).collect();
        Self { names, exact, alike, room, unknown: HashSet::new(), found: Said::default() }
    }

    /// What the rows say; what is wrong with them is told.
    pub(super) fn read(mut self, register: &Register, problems: &mut Problems) -> Said {
        let mut codes = HashSet::new();
        for entry in register.entries() {
            let Some(column) = self.column(entry, problems) else { continue };
            if let Some(question) = entry.filled("question") {
                self.found.questions.push((column, question.to_owned()));
            }
            let Some(value) = value(entry, problems) else { continue };
            let values = self.found.values.entry(column).or_default();
            let room = self.room.get(column).copied().unwrap_or_default();
            if values.len() >= room {
                let message = format!("more than {room} codes of this column");
                problems.push(Problem::error(entry.place("code"), message));
            } else if codes.insert((column, normal_form(&value.code))) {
                values.push(value);
            } else {
                let message = format!("the code “{}” of this column is there twice", quoted(&value.code));
                problems.push(Problem::error(entry.place("code"), message));
            }
        }
        self.found
    }

    /// The column that a row is about; one that is not there is told once.
    fn column(&mut self, entry: Entry<'_>, problems: &mut Problems) -> Option<usize> {
        let Some(name) = entry.filled("column") else {
            problems.push(Problem::error(entry.place("column"), "the name of a column is missing"));
            return None;
        };
        let found = self.exact.get(name).or_else(|| self.alike.get(&normal_form(name)));
        if let Some([only]) = found.map(Vec::as_slice) {
            return Some(*only);
        }
        let several = found.is_some();
        if self.unknown.insert(name.to_owned()) {
            problems.push(self.untold(entry, name, several));
        }
        None
    }

    fn untold(&self, entry: Entry<'_>, name: &str, several: bool) -> Problem {
        if several {
            let message = format!("several columns of the export are called “{}”", quoted(name));
            return Problem::error(entry.place("column"), message).hint("use another of its names");
        }
        let known = self.names.iter().map(String::as_str).filter(|known| known.len() <= LONGEST);
        let worth = self.unknown.len() <= MOST_TOLD && name.len() <= LONGEST;
        let near = worth.then(|| nearest(name, known)).flatten();
        let message = format!("no column of the export is called “{}”", quoted(name));
        Problem::error(entry.place("column"), message)
            .maybe_hint(near.map(|near| format!("did you mean “{}”?", quoted(near))))
    }
}

/// The code of a row; `None` where there is none, or something is wrong with it.
fn value(entry: Entry<'_>, problems: &mut Problems) -> Option<Value> {
    let (code, label, kind) = (entry.filled("code"), entry.filled("label"), entry.filled("missing"));
    let missing = KINDS.iter().find(|(name, _)| Some(*name) == kind).map(|(_, missing)| *missing);
    let problem = match (code, label.is_some() || kind.is_some()) {
        (None, false) if entry.filled("question").is_some() => return None,
        (None, _) => Some(("code", "a code is missing")),
        (Some(_), false) => Some(("label", "what this code means is missing")),
        _ if kind.is_some() && missing.is_none() => {
            Some(("missing", "this is no kind of missing: not-answered, not-asked or invalid is expected"))
        }
        _ => None,
    };
    if let Some((column, message)) = problem {
        problems.push(Problem::error(entry.place(column), message));
        return None;
    }
    Some(Value { code: code?.to_owned(), label: label.unwrap_or_default().to_owned(), missing })
}
