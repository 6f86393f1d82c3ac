//! Rows to codes: which rows are responses, which unit and groups they are in, what they answer.
//!
//! Everything about a row that no other row has a say in is done here, by any thread; what is wrong is gathered. The
//! order of reasons for which a row is no respondent: it is empty, a rule of the plan names it, it is outside the
//! fieldwork, (it is a second copy of another: that takes all rows,) its unit is not known, it answers too little.

use std::collections::HashSet;

use super::answers::Choice;
use super::code::{NOT_ASKED, is_said};
use super::column::id_of;
use super::columns::Columns;
use super::comments::{Quotable, Texts};
use super::dates;
use super::fingerprint::{self, Fingerprint};
use super::groups::Characteristic;
use super::memo::Memo;
use super::options::{At, Options, Readings};
use super::part::{Part, Response, Told};
use super::reason::Reason;
use super::routing::Routes;
use super::units::{Places, Tree, Units};
use super::{NO_GROUP, Stage};
use crate::confidential::export::{Batch, Cell, Column, Parsed};
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{DateOrder, Plan, ScaleKind, Unknown, WavePlan};

/// Codes the rows of one export.
pub(super) struct Coder<'a> {
    wave: &'a WavePlan,
    /// The places of all columns that are read, for a look at whether a row is empty.
    cells: Vec<usize>,
    unnamed: &'a [usize],
    rules: Vec<Option<(usize, HashSet<String>)>>,
    completed: Option<(usize, DateOrder)>,
    response_id: Option<usize>,
    /// Whether copies are known by their ids alone.
    may_be_copies: bool,
    fingerprint: Option<Fingerprint>,
    tree: &'a Tree<'a>,
    units: Units<'a>,
    groups: Vec<Grouping<'a>>,
    questions: Vec<Question<'a>>,
    texts: Texts<'a>,
    quotable: Quotable<'a>,
    routes: &'a Routes<'a>,
    items: usize,
}

/// How a breakdown's groups are found.
enum Grouping<'a> {
    /// A level of the tree, by its place among them.
    Level(usize),
    /// A characteristic, and the place of its cells.
    Characteristic(Characteristic<'a>, usize),
}

/// How a question's answers are found.
enum Question<'a> {
    /// One answer: the item, the place of its cells.
    Choice(Choice<'a>, usize, usize),
    /// Several answers: the items.
    Multiple(Options<'a>, &'a [usize]),
    /// Not put in this wave: the items.
    NotAsked(&'a [usize]),
    /// Nothing to measure.
    Nothing,
}

/// What a thread remembers from piece to piece.
pub(super) struct Memory {
    places: Places,
    groups: Vec<Memo<u16>>,
    choices: Vec<Memo<u8>>,
    options: Vec<Readings>,
    rules: Vec<Memo<bool>>,
}

impl<'a> Coder<'a> {
    /// A coder for an export whose columns are these, and the plan's among them at these places.
    pub(super) fn new(
        stage: &Stage<'a>,
        (columns, at): (&'a [Column], &Columns),
        unnamed: &'a [usize],
        quotable: Quotable<'a>,
        date_order: DateOrder,
    ) -> Self {
        let Stage { plan, wave, items, tree, routes, .. } = *stage;
        let wave_plan = &plan.waves[wave];
        let column = |index: Option<usize>| columns.get(index?);
        let cell = |index: Option<usize>| column(index).and_then(Column::place);
        let breakdown = |index: usize| column(at.breakdowns.get(index).copied().flatten());
        let grouping = |index: usize| match tree.indices.iter().position(|&level| level == index) {
            Some(level) => Grouping::Level(level),
            None => {
                let column = breakdown(index).filter(|column| column.place().is_some());
                let cell = column.and_then(Column::place).unwrap_or(usize::MAX);
                Grouping::Characteristic(Characteristic::new(plan, wave, index, column), cell)
            }
        };
        let question = |index: usize| {
            question(plan, wave, index, &items[index], column(at.questions.get(index).copied().flatten()))
        };
        let rules = wave_plan.rules.set_aside.iter().zip(&at.set_aside).map(|(rule, &index)| {
            Some((cell(index)?, rule.values.iter().map(|value| normal_form(value)).collect()))
        });
        Self {
            wave: wave_plan,
            cells: columns.iter().flat_map(Column::places).collect(),
            unnamed,
            rules: rules.collect(),
            completed: cell(at.completed).map(|cell| (cell, date_order)),
            response_id: cell(at.response_id),
            may_be_copies: at.response_id.is_some() && !wave_plan.rules.fingerprint,
            fingerprint: wave_plan.rules.fingerprint.then(|| Fingerprint::new(columns, at)),
            tree,
            units: Units::new(tree, &wave_plan.rules, breakdown),
            groups: (0..plan.breakdowns.len()).map(grouping).collect(),
            questions: (0..plan.questions.len()).map(question).collect(),
            texts: Texts::new(plan, wave, |question| column(at.questions.get(question).copied().flatten())),
            quotable,
            routes,
            items: plan.items.len(),
        }
    }

    /// What a thread begins with.
    pub(super) fn memory(&self) -> Memory {
        Memory {
            places: Places::new(self.tree.indices.len()),
            groups: self.groups.iter().map(|_| Memo::new()).collect(),
            choices: self.questions.iter().map(|_| Memo::new()).collect(),
            options: self.questions.iter().map(|_| Readings::new()).collect(),
            rules: self.rules.iter().map(|_| Memo::new()).collect(),
        }
    }

    /// The rows of a piece, coded.
    pub(super) fn code(&self, memory: &mut Memory, mut parsed: Parsed) -> Part {
        let faults = parsed.take_faults();
        let rows = Rows { batch: &parsed.batch, skip: parsed.skip };
        let mut told = Told::new(self.tree.indices.len(), self.groups.len(), self.questions.len());
        let unnamed = self.unnamed_with_content(&rows);
        let mut aside = Vec::new();
        let mut responses = Vec::with_capacity(rows.count() as usize);
        for row in 0..rows.count() {
            match self.reason(memory, &rows, row, &mut told) {
                Some(reason) => aside.push((row, reason)),
                None => responses.push(Response {
                    row,
                    id: None,
                    fingerprint: None,
                    answered: false,
                    reason: None,
                }),
            }
        }
        let levels = self.units_of(memory, &rows, &mut responses, &mut told);
        told.spellings = std::mem::take(&mut memory.places.spellings);
        let answers = self.answers_of(memory, &rows, &mut responses, &mut told);
        self.identify(&rows, &mut responses, &mut told);
        let groups = self.groups_of(memory, &rows, &responses, &levels, &mut told);
        let mut answers = respondents(answers, &responses);
        self.routes.apply(&mut answers, &mut told.astray);
        let mut part = Part {
            faults,
            rows: rows.count(),
            aside,
            groups,
            answers,
            responses,
            comments: Vec::new(),
            writers: Vec::new(),
            not_quoted: 0,
            excluded: Vec::new(),
            unnamed,
            told,
        };
        self.texts.gather(&self.quotable, self.response_id, &rows, &mut part);
        part
    }

    fn unnamed_with_content(&self, rows: &Rows<'_>) -> Vec<usize> {
        let has_content = |column: &&usize| (0..rows.count()).any(|row| !is_blank(rows.cell(row, **column)));
        self.unnamed.iter().copied().filter(|column| has_content(&column)).collect()
    }

    /// Why a row is no response, by itself.
    fn reason(&self, memory: &mut Memory, rows: &Rows<'_>, row: u32, told: &mut Told) -> Option<Reason> {
        if self.cells.iter().all(|&cell| is_blank(rows.cell(row, cell))) {
            return Some(Reason::Empty);
        }
        for (index, (rule, memo)) in self.rules.iter().zip(&mut memory.rules).enumerate() {
            let Some((cell, values)) = rule else { continue };
            let named =
                |text: &str| values.contains(&if is_blank(text) { String::new() } else { normal_form(text) });
            if memo.get(rows.at_cell(row, *cell), named) {
                return Some(Reason::Rule(index));
            }
        }
        let (cell, order) = self.completed?;
        let text = rows.cell(row, cell);
        if is_blank(text) {
            told.no_date.met((0, row));
            return None;
        }
        match dates::day(text, order) {
            None => told.unread_date.met((0, row)),
            Some(day) if day < self.wave.fieldwork.start || day > self.wave.fieldwork.end => {
                return Some(Reason::Outside);
            }
            Some(_) => {}
        }
        None
    }

    /// The groups of all responses at every level, one response after the other.
    fn units_of(
        &self,
        memory: &mut Memory,
        rows: &Rows<'_>,
        responses: &mut [Response],
        told: &mut Told,
    ) -> Vec<u16> {
        let mut groups = Vec::with_capacity(responses.len() * self.tree.indices.len());
        for response in responses {
            let found = self.units.of(&mut memory.places, rows.batch, rows.at(response.row));
            groups.extend_from_slice(&found.groups);
            if let Some(fault) = &found.fault {
                told.units.met(self.tree, fault, (0, response.row));
                if self.wave.rules.unknown_units == Unknown::SetAside {
                    response.reason = Some(fault.reason);
                }
            }
        }
        groups
    }

    /// The codes of all responses by item; sets aside those that answer too little.
    fn answers_of(
        &self,
        memory: &mut Memory,
        rows: &Rows<'_>,
        responses: &mut [Response],
        told: &mut Told,
    ) -> Vec<Vec<u8>> {
        let mut answers: Vec<Vec<u8>> = vec![Vec::new(); self.items];
        let mut answered = vec![0_u32; responses.len()];
        for (index, question) in self.questions.iter().enumerate() {
            let unknown = &mut told.answers[index];
            match question {
                Question::Choice(choice, item, cell) => {
                    let memo = &mut memory.choices[index];
                    let codes = &mut answers[*item];
                    codes.reserve_exact(responses.len());
                    codes.extend(responses.iter().map(|response| {
                        let cell = rows.at_cell(response.row, *cell);
                        choice.code(memo, cell, (0, response.row), response.reason.is_some(), unknown)
                    }));
                    count_answered(codes, &mut answered);
                }
                Question::Multiple(options, items) => {
                    let mut codes = vec![Vec::with_capacity(responses.len()); items.len()];
                    for response in &*responses {
                        let at = At {
                            batch: rows.batch,
                            at: rows.at(response.row),
                            row: (0, response.row),
                            quiet: response.reason.is_some(),
                        };
                        options.code(&mut memory.options[index], &at, unknown, &mut codes);
                    }
                    codes.first().into_iter().for_each(|codes| count_answered(codes, &mut answered));
                    items.iter().zip(codes).for_each(|(&item, codes)| answers[item] = codes);
                }
                Question::NotAsked(items) => {
                    items.iter().for_each(|&item| answers[item] = vec![NOT_ASKED; responses.len()]);
                }
                Question::Nothing => {}
            }
        }
        let least = u32::try_from(self.wave.rules.least_answered).unwrap_or(u32::MAX);
        for (response, answered) in responses.iter_mut().zip(answered) {
            response.answered = answered > 0;
            let too_little = if answered == 0 { Reason::Unanswered } else { Reason::Incomplete };
            if answered < least {
                response.reason.get_or_insert(too_little);
            }
        }
        answers
    }

    fn identify(&self, rows: &Rows<'_>, responses: &mut [Response], told: &mut Told) {
        for response in responses {
            let id = self.response_id.map(|cell| rows.cell(response.row, cell)).filter(|id| !is_blank(id));
            response.id = id.map(|id| fingerprint::of_text(id_of(id)));
            if id.is_none() && self.may_be_copies && response.reason.is_none() {
                told.no_id.met((0, response.row));
            }
            response.fingerprint =
                self.fingerprint.as_ref().map(|print| print.of_row(rows.batch, rows.at(response.row)));
        }
    }

    /// For each breakdown the group of each respondent.
    fn groups_of(
        &self,
        memory: &mut Memory,
        rows: &Rows<'_>,
        responses: &[Response],
        levels: &[u16],
        told: &mut Told,
    ) -> Vec<Vec<u16>> {
        let width = self.tree.indices.len();
        let kept = || responses.iter().enumerate().filter(|(_, response)| response.reason.is_none());
        let of_breakdown = |(index, grouping): (usize, &Grouping<'a>)| match grouping {
            Grouping::Level(level) => {
                kept().map(|(at, _)| levels.get(at * width + level).copied().unwrap_or(NO_GROUP)).collect()
            }
            Grouping::Characteristic(characteristic, cell) => {
                let (memo, unknown) = (&mut memory.groups[index], &mut told.groups[index]);
                let group = |(_, response): (usize, &Response)| {
                    characteristic.code(memo, rows.at_cell(response.row, *cell), (0, response.row), unknown)
                };
                kept().map(group).collect()
            }
        };
        self.groups.iter().enumerate().map(of_breakdown).collect()
    }
}

/// The rows of a piece below the header, counted from 0.
pub(super) struct Rows<'a> {
    /// The cells.
    batch: &'a Batch,
    /// How many header rows are among them.
    skip: usize,
}

impl Rows<'_> {
    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.batch.rows().saturating_sub(self.skip)).unwrap_or(u32::MAX)
    }

    /// A row's place in the batch.
    fn at(&self, row: u32) -> usize {
        row as usize + self.skip
    }

    /// A cell where it stands.
    #[inline]
    fn at_cell(&self, row: u32, column: usize) -> Cell<'_> {
        self.batch.at(self.at(row), column)
    }

    /// A cell.
    #[inline]
    pub(super) fn cell(&self, row: u32, column: usize) -> &str {
        self.batch.cell(self.at(row), column)
    }
}

fn question<'a>(
    plan: &'a Plan,
    wave: usize,
    index: usize,
    items: &'a [usize],
    column: Option<&'a Column>,
) -> Question<'a> {
    let question = &plan.questions[index];
    let asked = question.headers.get(wave).is_some_and(Option::is_some);
    match (plan.scales[question.scale].kind, items, column) {
        (ScaleKind::Text, ..) => Question::Nothing,
        (_, items, None) if !asked => Question::NotAsked(items),
        (ScaleKind::Choice, &[item], Some(column)) => match column.place() {
            Some(cell) => Question::Choice(Choice::new(plan, wave, item, column), item, cell),
            None => Question::NotAsked(items),
        },
        (ScaleKind::Multiple, items, Some(column)) => {
            Question::Multiple(Options::new(plan, wave, index, items, column), items)
        }
        // A column that is not there is a problem that was told; nothing is made of these codes.
        (_, items, _) => Question::NotAsked(items),
    }
}

fn count_answered(codes: &[u8], answered: &mut [u32]) {
    for (answered, &code) in answered.iter_mut().zip(codes) {
        *answered += u32::from(is_said(code));
    }
}

/// The codes of those responses that are respondents.
fn respondents(mut answers: Vec<Vec<u8>>, responses: &[Response]) -> Vec<Vec<u8>> {
    if responses.iter().any(|response| response.reason.is_some()) {
        for codes in &mut answers {
            let mut responses = responses.iter();
            codes.retain(|_| responses.next().is_none_or(|response| response.reason.is_none()));
        }
    }
    answers
}
