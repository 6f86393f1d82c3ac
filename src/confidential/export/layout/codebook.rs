//! A codebook: what the codes in an export mean, and what its columns are called, where the file does not say so.
//!
//! A CSV file `column,question,code,label,missing` with a row for each code. A column is named as in the export, by any
//! of its names; `question`, once is enough, gives it another name. For a question over several columns its name stands
//! for all of them: codes that are its options give these their labels, and all its codes are taken for every part.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use super::super::MOST_TOLD;
use super::super::column::{Cells, Column, Missing, Value};
use super::super::counted;
use super::super::metadata::is_personal;
use crate::plan::label::{nearest, normal_form};
use crate::plan::register::{Columns, Entry, Register};
use crate::problem::{Place, Problem, Problems, quoted};

/// The most bytes a codebook may have: far more than 2,000 columns with a hundred codes each.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The most codes of a column, and of a question over several columns, each of which gets them.
const MOST_CODES: usize = 5_000;
const MOST_SHARED: usize = 500;

/// Its columns.
const COLUMNS: Columns<'_> =
    Columns { required: &["column", "code", "label"], optional: &["question", "missing"] };

/// The kinds of missing by name.
const KINDS: [(&str, Missing); 3] =
    [("not-answered", Missing::NotAnswered), ("not-asked", Missing::NotAsked), ("invalid", Missing::Invalid)];

/// Adds what the codebook says; what is wrong with it is told by its own rows.
pub(super) fn add(file: &Path, columns: &mut [Column], problems: &mut Problems) {
    let mut own = Problems::new();
    match content(file) {
        Ok(bytes) => {
            if let Some(register) = Register::parse(file, &bytes, &COLUMNS, &mut own).filter(|_| !own.stop())
            {
                Reader::new(columns).read(&register, &mut own).apply(columns);
            }
        }
        Err(error) => own.push(Problem::files(file, "read the codebook", &error)),
    }
    tell(file, &own, problems);
}

/// The whole file, if it is an ordinary one: a device or a pipe may never end.
fn content(file: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(file)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    if metadata.len() > MOST_BYTES {
        return Err(io::Error::other("it is too large for a codebook"));
    }
    fs::read(file)
}

/// The first problems one by one, and how many there are more: one wrong column name gives one for every row.
fn tell(file: &Path, own: &Problems, problems: &mut Problems) {
    for problem in own.iter().take(MOST_TOLD) {
        problems.push(problem.clone());
    }
    let more = own.iter().count().saturating_sub(MOST_TOLD);
    if more > 0 {
        let message = format!("{} in this codebook", counted(more as u64, "more problem"));
        problems.push(Problem::error(Place::file(file), message));
    }
}

/// Finds the columns that a codebook names.
struct Reader {
    names: Vec<String>,
    exact: HashMap<String, Vec<usize>>,
    /// By normal form.
    alike: HashMap<String, Vec<usize>>,
    /// How many codes each column may have.
    room: Vec<usize>,
    unknown: HashSet<String>,
    found: Said,
}

/// What a codebook says, by column.
#[derive(Default)]
struct Said {
    questions: Vec<(usize, String)>,
    values: BTreeMap<usize, Vec<Value>>,
}

impl Reader {
    fn new(columns: &[Column]) -> Self {
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

    fn read(mut self, register: &Register, problems: &mut Problems) -> Said {
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
        let near = nearest(name, self.names.iter().map(String::as_str));
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

impl Said {
    fn apply(self, columns: &mut [Column]) {
        for (index, question) in self.questions {
            if let Some(column) = columns.get_mut(index) {
                call(column, question);
            }
        }
        let mut shared: Vec<(Vec<usize>, Vec<Value>)> = Vec::new();
        for (index, values) in self.values {
            let Some(column) = columns.get_mut(index) else { continue };
            if let Cells::Options { options, .. } = &mut column.cells {
                relabel(options, &values);
                shared.push((options.iter().map(|(at, _)| *at).collect(), values));
            } else {
                let replaced = |old: &Value| values.iter().any(|value| value.code == old.code);
                column.values.retain(|old| !replaced(old));
                column.values.extend(values);
            }
        }
        for (parts, values) in shared {
            share(columns, &parts, &values);
        }
    }
}

/// Gives a column the name that the codebook has for it: the one that a person would use first, but the name by which
/// personal data is known stays before it.
fn call(column: &mut Column, question: String) {
    if !column.names.contains(&question) {
        let personal = column.names.first().is_some_and(|name| is_personal(name));
        column.names.insert(usize::from(personal), question);
    }
}

/// Options that are codes get the labels of these.
fn relabel(options: &mut [(usize, String)], values: &[Value]) {
    let labelled = values.iter().filter(|value| !value.label.is_empty());
    let labels: HashMap<String, &str> =
        labelled.map(|value| (normal_form(&value.code), value.label.as_str())).collect();
    for (_, option) in options {
        if let Some(label) = labels.get(&normal_form(option)) {
            option.clear();
            option.push_str(label);
        }
    }
}

/// Every column that is a part of the question has its codes, but for those that the part has of its own.
fn share(columns: &mut [Column], parts: &[usize], values: &[Value]) {
    for column in columns {
        if matches!(column.cells, Cells::One(at) if parts.contains(&at)) {
            let known: HashSet<String> = column.values.iter().map(|value| value.code.clone()).collect();
            column.values.extend(values.iter().filter(|value| !known.contains(&value.code)).cloned());
        }
    }
}
