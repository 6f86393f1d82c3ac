//! The parts of a wave put together, in the order of files and rows: second copies are found, and what is left are the
//! respondents.

use std::collections::{HashMap, HashSet};

use super::comments::Writers;
use super::part::{Part, Response, Told, Written};
use super::reason::Reason;
use super::unknown::{RowOf, place_of, rows_of};
use super::{FileRead, Keeper, SetAside, Wave};
use crate::plan::{Duplicates, Plan};
use crate::problem::{Problem, Problems};

/// How many duplicate ids are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// No place among the respondents.
const NOBODY: u32 = u32::MAX;

/// A wave as it grows.
pub(super) struct Whole<'a> {
    pub(super) plan: &'a Plan,
    pub(super) wave: usize,
    /// The files, with their rows and respondents.
    pub(super) files: Vec<FileRead>,
    /// The respondents that were not put aside.
    page: Wave,
    keeper: Option<&'a mut dyn Keeper>,
    /// How many were put aside.
    kept: usize,
    /// Why the keeper could not.
    failed: Option<Problem>,
    /// How many rows all files before each have, with those above the first response.
    rows_before: Vec<u32>,
    /// The number of the last row of this file that was taken in.
    last_row: u32,
    /// The respondents' units at the highest level, where comments are published by unit.
    units: Option<(usize, Vec<u16>)>,
    comments: Vec<Written>,
    /// Who wrote comments that are counted alone.
    writers: Vec<u32>,
    pub(super) not_quoted: u64,
    pub(super) excluded: Vec<usize>,
    pub(super) told: Told,
    /// Rows that are no respondents.
    aside: Vec<(RowOf, Reason)>,
    ids: Seen,
    fingerprints: Seen,
    /// Rows that are second copies of others: each is set aside once, however many others it is like.
    pub(super) copies: HashSet<RowOf>,
    /// The places among the respondents of those that were taken in before.
    gone: Vec<u32>,
    /// Second copies where the plan refuses them.
    refused: Vec<SecondCopy>,
    more_refused: u64,
    respondents: u32,
}

/// The responses met so far, by a number made from their ids or from all answers.
type Seen = HashMap<u64, Met>;

/// A response met before. There is one for each response: it is as small as can be.
#[derive(Clone, Copy)]
struct Met {
    /// The row, counted through all files; the highest bit says whether anything was answered.
    row: u32,
    respondent: u32,
}

impl Met {
    const ANSWERED: u32 = 1 << 31;

    fn new(row: u32, respondent: u32, answered: bool) -> Self {
        Self { row: row | if answered { Self::ANSWERED } else { 0 }, respondent }
    }

    fn answered(self) -> bool {
        self.row & Self::ANSWERED != 0
    }

    fn row(self) -> u32 {
        self.row & !Self::ANSWERED
    }
}

/// A second copy that is refused.
struct SecondCopy {
    row: RowOf,
    /// The row that it is a copy of.
    first: RowOf,
    /// Whether it has the same id; else the same answers and the same time.
    by_id: bool,
}

/// What becomes of a response that was met before.
enum Again {
    /// Nobody like this was met.
    New,
    /// This is the second copy.
    Second,
    /// The one met before is.
    First(Met),
}

impl<'a> Whole<'a> {
    /// Nobody yet.
    pub(super) fn new(
        plan: &'a Plan,
        wave: usize,
        levels: usize,
        keeper: Option<&'a mut dyn Keeper>,
    ) -> Self {
        Self {
            plan,
            wave,
            files: Vec::new(),
            page: Wave::new(plan, wave),
            keeper,
            kept: 0,
            failed: None,
            rows_before: Vec::new(),
            last_row: 0,
            units: plan
                .highest_level()
                .filter(|_| plan.protection.comments.is_some())
                .map(|level| (level, Vec::new())),
            comments: Vec::new(),
            writers: Vec::new(),
            not_quoted: 0,
            excluded: Vec::new(),
            told: Told::new(levels, plan.breakdowns.len(), plan.questions.len()),
            aside: Vec::new(),
            ids: Seen::new(),
            fingerprints: Seen::new(),
            copies: HashSet::new(),
            gone: Vec::new(),
            refused: Vec::new(),
            more_refused: 0,
            respondents: 0,
        }
    }

    /// Begins with the next file.
    pub(super) fn begin(&mut self, read: FileRead) {
        self.rows_before.push(self.rows_before.last().copied().unwrap_or(0) + self.last_row);
        self.last_row = 0;
        self.files.push(read);
    }

    /// Takes in the next rows of the file, of which `above` stand above the first; says whether it can take more.
    pub(super) fn add(&mut self, part: Part, above: u64) -> bool {
        let Part { rows, aside, responses, groups, answers, mut comments, told, .. } = part;
        let file = self.files.len() as u32 - 1;
        let number = |row: u32| (file, (above + u64::from(row) + 1) as u32);
        self.aside.extend(aside.into_iter().map(|(row, reason)| (number(row), reason)));
        let first = self.respondents;
        let mut kept = 0;
        if let Some((level, units)) = &mut self.units {
            groups.get(*level).into_iter().for_each(|groups| units.extend(groups));
        }
        let before = self.rows_before.last().copied().unwrap_or(0);
        for response in &responses {
            let respondent = if response.reason.is_none() { first + kept } else { NOBODY };
            let met = Met::new(before + number(response.row).1, respondent, response.answered);
            let copy = self.is_copy(response, met);
            let reason = if copy { Some(Reason::Duplicate) } else { response.reason };
            self.aside.extend(reason.map(|reason| (number(response.row), reason)));
            if copy {
                self.copies.insert(number(response.row));
                self.gone.extend(response.reason.is_none().then_some(respondent));
            }
            kept += u32::from(response.reason.is_none());
        }
        if let Some(read) = self.files.last_mut() {
            read.read += u64::from(rows);
        }
        self.last_row = (above + u64::from(rows)) as u32;
        self.respondents += kept;
        self.page.respondents += kept as usize;
        self.page.groups.iter_mut().zip(groups).for_each(|(mine, next)| mine.extend(next));
        self.page.answers.iter_mut().zip(answers).for_each(|(mine, next)| mine.extend(next));
        for comment in &mut comments {
            comment.respondent += first;
        }
        self.comments.append(&mut comments);
        self.writers.extend(part.writers.iter().map(|writer| writer + first));
        self.not_quoted += part.not_quoted;
        self.excluded.extend(part.excluded);
        self.told.merge(told, |(_, row)| number(row));
        self.put_aside();
        self.failed.is_none()
    }

    /// Puts aside whole pages, where there is somebody to keep them.
    fn put_aside(&mut self) {
        let Some(keeper) = &mut self.keeper else { return };
        while self.page.respondents > keeper.page() && self.failed.is_none() {
            let rest = self.page.split_off(keeper.page());
            self.failed = keeper.keep(&self.page).err();
            self.kept += self.page.respondents;
            self.page = rest;
        }
    }

    /// Whether a response is the second copy of another. Where the other is the one that goes, it is noted.
    fn is_copy(&mut self, response: &Response, met: Met) -> bool {
        let row = self.row_of(met);
        let rule = self.plan.waves[self.wave].rules.duplicates;
        for by_id in [true, false] {
            let (seen, key) = if by_id {
                (&mut self.ids, response.id)
            } else {
                (&mut self.fingerprints, response.fingerprint)
            };
            let Some(key) = key else { continue };
            match again(seen, key, met, rule) {
                Again::New => {}
                Again::Second if rule == Duplicates::Refuse => {
                    let first = seen.get(&key).copied().unwrap_or(met);
                    if self.refused.len() < MOST_TOLD {
                        let first = self.row_of(first);
                        self.refused.push(SecondCopy { row, first, by_id });
                    } else {
                        self.more_refused += 1;
                    }
                    return false;
                }
                Again::Second => return true,
                Again::First(other) => {
                    let row = self.row_of(other);
                    if !self.copies.insert(row) {
                        continue;
                    }
                    if other.respondent == NOBODY {
                        self.aside.retain(|(other, _)| *other != row);
                    } else {
                        self.gone.push(other.respondent);
                    }
                    self.aside.push((row, Reason::Duplicate));
                }
            }
        }
        false
    }

    /// The file and the row of a response.
    fn row_of(&self, met: Met) -> RowOf {
        let file = self.rows_before.partition_point(|before| *before < met.row()).saturating_sub(1);
        (file as u32, met.row() - self.rows_before.get(file).copied().unwrap_or(0))
    }

    /// Tells which responses are there twice.
    pub(super) fn tell_duplicates(&self, problems: &mut Problems) {
        let id = self.plan.waves[self.wave].rules.response_id.as_deref();
        let hint = "set duplicates = \"first\" or \"last\" in the wave to keep one of them";
        for SecondCopy { row, first, by_id } in &self.refused {
            let earlier = if first.0 == row.0 {
                format!("row {}", first.1)
            } else {
                place_of(*first, &self.files).to_string()
            };
            let message = if *by_id {
                format!("duplicate response id: the same as in {earlier}")
            } else {
                format!("the same answers at the same time as in {earlier}")
            };
            let place = place_of(*row, &self.files);
            let place = id.filter(|_| *by_id).map_or(place.clone(), |id| place.column(id));
            problems.push(Problem::error(place, message).hint(hint));
        }
        if let (1.., Some(FileRead { file, .. })) = (self.more_refused, self.files.first()) {
            let message = format!("{} more that are duplicates of others", rows_of(self.more_refused));
            problems.push(Problem::error(crate::problem::Place::file(file), message).hint(hint));
        }
    }

    /// The respondents, without second copies; the rows set aside, in the order of files and rows; the files.
    pub(super) fn finish(mut self, problems: &mut Problems) -> Finished {
        let mut gone = std::mem::take(&mut self.gone);
        gone.sort_unstable();
        let aside = self.settle(&gone);
        self.failed.take().into_iter().for_each(|problem| problems.push(problem));
        let writers =
            Writers { respondents: self.respondents - gone.len() as u32, by_unit: self.by_unit(&gone) };
        let mut written = self.comments;
        written.retain(|comment| gone.binary_search(&comment.respondent).is_err());
        let counted = self.writers.iter().filter(|writer| gone.binary_search(writer).is_err()).count();
        let wave = if aside == 0 { self.page.without(&gone) } else { Wave::new(self.plan, self.wave) };
        self.aside.sort_unstable_by_key(|(row, _)| *row);
        let rules = &self.plan.waves[self.wave].rules.set_aside;
        self.files.iter_mut().for_each(|read| read.kept = read.read);
        for ((file, _), _) in &self.aside {
            if let Some(read) = self.files.get_mut(*file as usize) {
                read.kept = read.kept.saturating_sub(1);
            }
        }
        let set_aside = self.aside.iter().map(|((file, row), reason)| SetAside {
            file: self.files.get(*file as usize).map(|read| read.file.clone()).unwrap_or_default(),
            row: u64::from(*row),
            reason: reason.words(rules).to_owned(),
        });
        let set_aside = set_aside.collect();
        Finished { wave, aside, set_aside, files: self.files, written, counted, writers }
    }

    /// How many respondents each unit of the highest level has, without these.
    fn by_unit(&self, gone: &[u32]) -> Vec<u64> {
        let mut by_unit = vec![0; self.plan.highest().map_or(0, |level| level.groups.len())];
        let units = self.units.iter().flat_map(|(_, units)| units).zip(0_u32..);
        for (unit, _) in units.filter(|(_, respondent)| gone.binary_search(respondent).is_err()) {
            by_unit.get_mut(usize::from(*unit)).into_iter().for_each(|respondents| *respondents += 1);
        }
        by_unit
    }

    /// Puts aside the last respondents too where others were, without second copies; says how many are there then.
    fn settle(&mut self, gone: &[u32]) -> usize {
        let (Some(keeper), 1.., None) = (&mut self.keeper, self.kept, &self.failed) else { return self.kept };
        let mut kept = keeper.keep(&self.page);
        if kept.is_ok() && !gone.is_empty() {
            kept = keeper.drop(gone);
        }
        self.failed = kept.err();
        self.kept + self.page.respondents - gone.len()
    }
}

/// What becomes of the rows of all files.
pub(super) struct Finished {
    /// The respondents, without second copies; nobody where they were put aside.
    pub(super) wave: Wave,
    /// How many were.
    pub(super) aside: usize,
    /// The rows set aside, in the order of files and rows.
    pub(super) set_aside: Vec<SetAside>,
    /// The files.
    pub(super) files: Vec<FileRead>,
    /// What the respondents wrote.
    pub(super) written: Vec<Written>,
    /// How many more comments there are, which are counted alone.
    pub(super) counted: usize,
    /// Who might have.
    pub(super) writers: Writers,
}

/// Whether somebody like this was met, and which of the two goes. An answered response is never displaced by an empty
/// one, so that a second, empty visit to the questionnaire does not wipe out a response.
fn again(seen: &mut Seen, key: u64, met: Met, rule: Duplicates) -> Again {
    let Some(other) = seen.get(&key).copied() else {
        seen.insert(key, met);
        return Again::New;
    };
    let displaces = match rule {
        Duplicates::Refuse => false,
        Duplicates::First => met.answered() && !other.answered(),
        Duplicates::Last => met.answered(),
    };
    if displaces {
        seen.insert(key, met);
        Again::First(other)
    } else {
        Again::Second
    }
}
