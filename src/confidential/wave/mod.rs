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
use units::Tree;
use unknown::rows_of;
use whole::Whole;

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
    /// The respondents.
    pub(in crate::confidential) wave: Wave,
    /// Free text, in an order that has nothing to do with the rows.
    pub(in crate::confidential) comments: Vec<Comment>,
    /// Rows that are no respondents, in the order of files and rows.
    pub(in crate::confidential) set_aside: Vec<SetAside>,
    /// The files, in the order in which they were read.
    pub(in crate::confidential) files: Vec<FileRead>,
    /// Rows read from all files.
    pub(in crate::confidential) read: u64,
}

/// Makes a wave of its exports, at most `threads` pieces of a file at once; the wave is the same for any number of them.
///
/// # Errors
/// Every column, row and label that the plan does not allow.
pub(in crate::confidential) fn ingest(
    plan: &Plan,
    wave: usize,
    exports: Vec<Export>,
    threads: usize,
) -> Outcome<Ingested> {
    let mut problems = Problems::new();
    let tree = Tree::new(plan, wave);
    let items: Vec<Vec<usize>> = (0..plan.questions.len()).map(|question| items_of(plan, question)).collect();
    let excluded = Excluded::of(&plan.waves[wave].rules, &mut problems);
    let mut whole = Whole::new(plan, wave, tree.indices.len());
    let stage = Stage { plan, wave, items: &items, tree: &tree, excluded: &excluded, threads };
    for export in exports {
        stage.read(export, &mut whole, &mut problems);
    }
    whole.tell(&tree, &excluded, &mut problems);
    let not_quoted = whole.not_quoted;
    let (mut typed, set_aside, files, written) = whole.finish();
    routing::apply(plan, wave, &mut typed.answers, &mut problems);
    let comments = comments::collect(plan, &typed, written, not_quoted, &mut problems);
    let read = files.iter().map(|file| file.read).sum();
    if typed.respondents == 0 && !problems.stop() {
        problems.push(nobody_left(plan, wave, read));
    }
    debug_assert_eq!(read, typed.respondents as u64 + set_aside.len() as u64, "read = kept + set aside");
    problems.finish(Some(Ingested { wave: typed, comments, set_aside, files, read }))
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
                if !faults.is_fatal() {
                    whole.add(part, header + read);
                }
                read += rows;
                !faults.is_fatal()
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
