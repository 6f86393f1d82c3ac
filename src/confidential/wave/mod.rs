//! Waves: one typed row per respondent, every answer a small integer code.
//!
//! The columns of the exports are matched to the plan; rows that are no respondents are set aside,
//! each with its reason; what is left is coded column by column. A label is looked up in its normal
//! form and never guessed: what the plan does not know is a problem, or is counted as invalid where
//! the plan says so.

mod answers;
mod coder;
mod column;
mod columns;
mod comments;
mod dates;
mod fingerprint;
mod groups;
mod memo;
mod options;
mod part;
mod reason;
mod routing;
mod spellings;
mod telling;
mod units;
mod unknown;
mod whole;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;

use super::export::{self, Export, RowFaults};
use super::in_order::in_order;
use crate::plan::{DateOrder, Plan};
use crate::problem::{Outcome, Place, Problem, Problems};
use coder::Coder;
use comments::{Excluded, Quotable};
use routing::Routes;
use units::Tree;
use unknown::rows_of;
use whole::{Finished, Whole};

/// The group code of a respondent who is in no group of a breakdown: no unit at that level.
pub(in crate::confidential) const NO_GROUP: u16 = u16::MAX;

/// Answer codes besides 1..=k, which are the categories from the least to the most favourable.
pub(in crate::confidential) mod code {
    /// The respondent left it empty.
    pub(in crate::confidential) const NOT_ANSWERED: u8 = 0;
    /// The question was not put to the respondent.
    pub(in crate::confidential) const NOT_ASKED: u8 = 250;
    /// "Does not apply to me."
    pub(in crate::confidential) const NOT_APPLICABLE: u8 = 251;
    /// "I prefer not to say."
    pub(in crate::confidential) const PREFER_NOT_TO_SAY: u8 = 252;
    /// A label that is not on the scale, where the plan lets such answers pass as invalid.
    pub(in crate::confidential) const INVALID: u8 = 253;

    /// Whether this is an answer on the question's scale.
    pub(in crate::confidential) fn is_answer(code: u8) -> bool {
        (1..=crate::plan::MOST_CATEGORIES).contains(&usize::from(code))
    }

    /// Whether the question was put, and something was said: an answer, that it does not apply, that they prefer not to
    /// say, or something off the scale.
    pub(in crate::confidential) fn is_said(code: u8) -> bool {
        !matches!(code, NOT_ANSWERED | NOT_ASKED)
    }
}

/// The respondents of one wave, column by column, in the order in which they were kept.
pub(in crate::confidential) struct Wave {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// How many respondents: the length of every column.
    pub(in crate::confidential) respondents: usize,
    /// For each breakdown of the plan, each respondent's group (index into its groups) or [`NO_GROUP`].
    pub(in crate::confidential) groups: Vec<Vec<u16>>,
    /// For each item of the plan, each respondent's code.
    pub(in crate::confidential) answers: Vec<Vec<u8>>,
}

impl Wave {
    /// Nobody yet, in a plan's columns.
    pub(in crate::confidential) fn new(plan: &Plan, wave: usize) -> Self {
        Self {
            wave,
            respondents: 0,
            groups: vec![Vec::new(); plan.breakdowns.len()],
            answers: vec![Vec::new(); plan.items.len()],
        }
    }

    /// Adds other respondents.
    pub(in crate::confidential) fn append(&mut self, others: &Self) {
        self.respondents += others.respondents;
        self.groups.iter_mut().zip(&others.groups).for_each(|(column, others)| column.extend(others));
        self.answers.iter_mut().zip(&others.answers).for_each(|(column, others)| column.extend(others));
    }

    /// Takes off the respondents from this one on.
    pub(in crate::confidential) fn split_off(&mut self, at: usize) -> Self {
        let rest = Self {
            wave: self.wave,
            respondents: self.respondents - at,
            groups: self.groups.iter_mut().map(|column| column.split_off(at)).collect(),
            answers: self.answers.iter_mut().map(|column| column.split_off(at)).collect(),
        };
        self.respondents = at;
        rest
    }

    /// The same without these respondents, who are in order.
    pub(in crate::confidential) fn without(mut self, gone: &[u32]) -> Self {
        self.groups.iter_mut().for_each(|column| without(column, gone));
        self.answers.iter_mut().for_each(|column| without(column, gone));
        self.respondents -= gone.len();
        self
    }
}

/// A column without these places, which are in order.
fn without<T>(column: &mut Vec<T>, gone: &[u32]) {
    if gone.is_empty() {
        return;
    }
    let (mut at, mut gone) = (0_u32, gone.iter().peekable());
    column.retain(|_| {
        let goes = gone.next_if(|&&next| next == at).is_some();
        at += 1;
        !goes
    });
}

/// Puts a wave's respondents aside as they come, so that not all of them are in memory at once.
pub(in crate::confidential) trait Keeper {
    /// How many respondents it takes at a time.
    fn page(&self) -> usize;

    /// Takes the next respondents: a page, but for the last.
    ///
    /// # Errors
    /// When they cannot be kept.
    fn keep(&mut self, page: &Wave) -> Result<(), Problem>;

    /// Drops some of all that were taken, by their numbers, which are in order: they are second copies of later ones.
    ///
    /// # Errors
    /// When the others cannot be kept.
    fn drop(&mut self, gone: &[u32]) -> Result<(), Problem>;
}

impl fmt::Debug for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wave {} of {} respondents, {} items", self.wave, self.respondents, self.answers.len())
    }
}

/// A free-text answer in its list. It has no respondent.
pub(in crate::confidential) struct Comment {
    /// Index into the plan's questions.
    pub(in crate::confidential) question: usize,
    /// Index of the unit at the highest level whose list it is in; `None`: the list of all others.
    pub(in crate::confidential) unit: Option<usize>,
    /// What was written.
    pub(in crate::confidential) text: String,
}

impl fmt::Debug for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Comment")
    }
}

/// A row of an export that is no respondent, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::confidential) struct SetAside {
    /// The export file.
    pub(in crate::confidential) file: PathBuf,
    /// The row as a spreadsheet shows it.
    pub(in crate::confidential) row: u64,
    /// Why, in the words of the plan or one of the standing reasons.
    pub(in crate::confidential) reason: String,
}

/// A file of a wave, and how many of its rows are respondents: read = kept + set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::confidential) struct FileRead {
    /// The export file.
    pub(in crate::confidential) file: PathBuf,
    /// Which layout it has and how that was recognised, as a sentence.
    pub(in crate::confidential) recognised: String,
    /// What the log calls those who answered in this way, if the plan says.
    pub(in crate::confidential) origin: Option<String>,
    /// Rows read from it.
    pub(in crate::confidential) read: u64,
    /// Of them, kept as respondents.
    pub(in crate::confidential) kept: u64,
}

/// What ingest made of a wave's exports: read = kept + set aside, always.
#[derive(Debug)]
pub(in crate::confidential) struct Ingested {
    /// The respondents; nobody where they were put aside.
    pub(in crate::confidential) wave: Wave,
    /// How many were put aside: all or none.
    pub(in crate::confidential) aside: usize,
    /// Free text, in an order that has nothing to do with the rows; nothing where the plan publishes no comments.
    pub(in crate::confidential) comments: Vec<Comment>,
    /// How many comments there are, published or not.
    pub(in crate::confidential) commented: usize,
    /// Rows that are no respondents, in the order of files and rows.
    pub(in crate::confidential) set_aside: Vec<SetAside>,
    /// The files, in the order in which they were read.
    pub(in crate::confidential) files: Vec<FileRead>,
    /// Rows read from all files.
    pub(in crate::confidential) read: u64,
}

impl Ingested {
    /// How many respondents there are.
    pub(in crate::confidential) fn respondents(&self) -> usize {
        self.wave.respondents + self.aside
    }
}

/// Makes a wave of its exports, at most `threads` pieces of a file at once; the wave is the same for any number of them.
/// With a keeper a wave of more than a page of respondents goes to it; else it is in memory.
///
/// # Errors
/// Every column, row and label that the plan does not allow.
pub(in crate::confidential) fn ingest<'a>(
    plan: &'a Plan,
    wave: usize,
    exports: Vec<Export>,
    threads: usize,
    keeper: Option<&'a mut dyn Keeper>,
) -> Outcome<Ingested> {
    let mut problems = Problems::new();
    let tree = Tree::new(plan, wave);
    let items: Vec<Vec<usize>> = (0..plan.questions.len()).map(|question| items_of(plan, question)).collect();
    let excluded = Excluded::of(&plan.waves[wave].rules, &mut problems);
    let routes = Routes::new(plan, wave);
    let mut whole = Whole::new(plan, wave, tree.indices.len(), keeper);
    let stage =
        Stage { plan, wave, items: &items, tree: &tree, routes: &routes, excluded: &excluded, threads };
    for export in exports {
        stage.read(export, &mut whole, &mut problems);
    }
    whole.tell(&tree, &excluded, &routes, &mut problems);
    let not_quoted = whole.not_quoted;
    let Finished { wave: typed, aside, set_aside, files, written, counted, writers } =
        whole.finish(&mut problems);
    let comments = comments::collect(plan, wave, &writers, written, not_quoted, &mut problems);
    let read = files.iter().map(|file| file.read).sum();
    let commented = comments.len() + counted;
    let ingested = Ingested { wave: typed, aside, comments, commented, set_aside, files, read };
    if ingested.respondents() == 0 && !problems.stop() {
        problems.push(nobody_left(plan, wave, read));
    }
    let kept = ingested.respondents() + ingested.set_aside.len();
    debug_assert!(problems.stop() || read == kept as u64, "read = kept + set aside");
    problems.finish(Some(ingested))
}

fn items_of(plan: &Plan, question: usize) -> Vec<usize> {
    (0..plan.items.len()).filter(|&item| plan.items[item].question == question).collect()
}

/// What the files of a wave have in common.
struct Stage<'a> {
    plan: &'a Plan,
    wave: usize,
    items: &'a [Vec<usize>],
    tree: &'a Tree<'a>,
    routes: &'a Routes<'a>,
    excluded: &'a Excluded,
    threads: usize,
}

impl Stage<'_> {
    /// Reads a file to its end, or to where nothing after can be trusted.
    fn read(&self, export: Export, whole: &mut Whole<'_>, problems: &mut Problems) {
        let columns = columns::matched(self.plan, self.wave, &export, problems);
        let Export { file, origin, recognised, columns: all, unnamed, mut rows } = export;
        whole.begin(FileRead { file: file.clone(), recognised, origin, read: 0, kept: 0 });
        let completed = columns.completed.and_then(|at| all.get(at)?.place());
        let order = match self.date_order(&file, completed, &mut rows) {
            Ok(order) => order,
            Err(problem) => return problems.push(problem),
        };
        let consent = columns.consent.and_then(|at| all.get(at)?.place());
        let rules = &self.plan.waves[self.wave].rules;
        let quotable = Quotable::new(&rules.quoting, self.excluded, consent);
        let at = (all.as_slice(), &columns);
        let coder = Coder::new(self, at, &unnamed, quotable, order);
        let header = rows.header_rows();
        let mut read = 0;
        let mut faults = RowFaults::default();
        let (mut failed, mut unnamed_met) = (None, Vec::new());
        let next = || rows.next().map_err(|problem| failed = Some(problem)).ok().flatten();
        let code = |memory: &mut coder::Memory, piece: export::Piece| coder.code(memory, piece.parse());
        in_order(
            self.threads,
            next,
            || coder.memory(),
            code,
            |mut part| {
                faults.merge(std::mem::take(&mut part.faults));
                let rows = u64::from(part.rows);
                unnamed_met.append(&mut part.unnamed);
                let goes_on = !faults.is_fatal() && whole.add(part, header + read);
                read += rows;
                goes_on
            },
        );
        faults.tell(&file, header, problems);
        if let Some(problem) = failed {
            problems.push(problem);
        }
        unnamed_met.sort_unstable();
        unnamed_met.dedup();
        for column in unnamed_met {
            problems.push(export::no_header(&file, column));
        }
        if read == 0 && !problems.stop() {
            problems.push(export::no_responses(&file));
        }
    }

    /// How dates are written: as the plan says, or as the first rows show.
    fn date_order(
        &self,
        file: &std::path::Path,
        completed: Option<usize>,
        rows: &mut export::Rows,
    ) -> Result<DateOrder, Problem> {
        let rules = &self.plan.waves[self.wave].rules;
        let (DateOrder::Infer, Some(cell)) = (rules.date_order, completed) else {
            return Ok(rules.date_order);
        };
        let Some(first) = rows.peek()? else { return Ok(DateOrder::YearMonthDay) };
        let dates = (first.skip..first.batch.rows()).map(|row| first.batch.cell(row, cell));
        dates::inferred(dates).ok_or_else(|| {
            let message = "the dates do not show whether the day or the month comes first";
            Problem::error(Place::file(file).column(rules.completed.clone().unwrap_or_default()), message)
                .hint("say so in the wave: date_order = \"dmy\" for 31/05/2024, \"mdy\" for 5/31/2024")
        })
    }
}

fn nobody_left(plan: &Plan, wave: usize, read: u64) -> Problem {
    let message = format!("no response is left of {}: every one was set aside", rows_of(read));
    Problem::error(Place::file(&plan.waves[wave].file), message)
        .hint("look at the fieldwork dates and the rules for setting rows aside")
}
