//! A column of content: what it is called, and which labels it has, so that a layout can write codes for them.

use std::collections::BTreeMap;

use super::responses::Content;
use super::scene::Scene;
use super::table::{Cell, Code};
use super::wording::Wording;
use crate::plan::label::normal_form;
use crate::plan::{Breakdown, Group, NOT_STATED, Question, ScaleKind};

/// A question, or where somebody belongs.
pub(super) struct Column {
    /// What was asked, as the tool prints it.
    pub(super) header: String,
    /// Its short name: the id in the plan.
    pub(super) name: String,
    /// What can stand in it.
    pub(super) kind: Kind,
    /// The labels of answers: those of the questionnaire, then whatever else stands in a cell.
    pub(super) labels: Vec<String>,
    /// The labels that mean that there is no answer.
    pub(super) missing: Vec<String>,
    /// Each known label in its normal form, and which it is.
    known: BTreeMap<String, Code>,
}

/// What can stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One label.
    Choice,
    /// Any number of options; where they share a cell, this stands between them.
    Multiple(char),
    /// Free text.
    Text,
}

/// The columns of the content. Headers are typeset as tools do; those that a rule names stay as they are.
pub(super) fn columns(scene: &Scene<'_>, contents: &[(String, Content)]) -> Vec<Column> {
    let mut wording = Wording::new(scene, "header");
    let rules = &scene.wave().rules;
    let named = |header: &String| rules.set_aside.iter().any(|rule| rule.column == *header);
    let mut column = |(header, content): &(String, Content)| {
        let header = if named(header) { header.clone() } else { wording.typeset(header) };
        match *content {
            Content::Breakdown(at) => of_breakdown(scene, header, &scene.plan.breakdowns[at]),
            Content::Question(at) => of_question(scene, header, &scene.plan.questions[at]),
        }
    };
    contents.iter().map(&mut column).collect()
}

fn of_breakdown(scene: &Scene<'_>, header: String, breakdown: &Breakdown) -> Column {
    let exists = |group: &&Group| group.waves.get(scene.wave).copied().unwrap_or(false);
    let groups = breakdown.groups.iter().filter(|group| exists(group) && group.id != NOT_STATED);
    let mut column = Column::new(header, &breakdown.id, Kind::Choice);
    for group in groups.clone() {
        column.code(&group.name);
    }
    // A spelling that two units share is a label of its own: which of them is meant, their parents say.
    let mut meant: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for (group, spelling) in groups.flat_map(|group| group.labels.iter().map(move |label| (group, label))) {
        let name = meant.entry(normal_form(spelling)).or_insert(Some(&group.name));
        *name = name.filter(|name| *name == group.name);
    }
    for (spelling, name) in meant {
        if let Some(name) = name {
            column.spell(&spelling, name);
        }
    }
    column.with_missing(missing(scene))
}

fn of_question(scene: &Scene<'_>, header: String, question: &Question) -> Column {
    let scale = &scene.plan.scales[question.scale];
    let kind = match scale.kind {
        ScaleKind::Choice => Kind::Choice,
        ScaleKind::Multiple => Kind::Multiple(scale.separator),
        ScaleKind::Text => Kind::Text,
    };
    let mut column = Column::new(header, &question.id, kind);
    if kind == Kind::Text {
        return column;
    }
    for category in &scale.categories {
        column.code(&category.label);
    }
    for (spelling, category) in &scale.spellings {
        column.spell(spelling, &scale.categories[*category].label);
    }
    if kind == Kind::Choice { column.with_missing(missing(scene)) } else { column }
}

/// The labels that mean no answer in this wave.
fn missing<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a String> {
    let rules = &scene.wave().rules;
    let labels = [&rules.not_applicable, &rules.prefer_not_to_say, &rules.not_answered, &rules.not_asked];
    labels.into_iter().flatten()
}

impl Column {
    /// A column that knows no label yet.
    pub(super) fn new(header: String, name: &str, kind: Kind) -> Self {
        let (labels, missing, known) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { header, name: name.to_owned(), kind, labels, missing, known }
    }

    /// A cell that an answer has written as this text.
    pub(super) fn cell(&mut self, text: &str) -> Cell {
        match self.kind {
            _ if text.is_empty() => Cell::NotAnswered,
            Kind::Text => Cell::Text(text.to_owned()),
            Kind::Choice => Cell::Labels(vec![(self.code(text), text.to_owned())]),
            Kind::Multiple(separator) => {
                Cell::Labels(text.split(separator).map(|one| (self.code(one), one.to_owned())).collect())
            }
        }
    }

    /// What stands in a cell, with all its options.
    pub(super) fn text(&self, cell: &Cell) -> String {
        match (cell, self.kind) {
            (Cell::Labels(labels), Kind::Multiple(separator)) => {
                let labels: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
                labels.join(&separator.to_string())
            }
            (Cell::Labels(labels), _) => labels.iter().map(|(_, label)| label.as_str()).collect(),
            (Cell::Text(text), _) => text.clone(),
            (Cell::NotAnswered | Cell::NotAsked, _) => String::new(),
        }
    }

    /// Which label this is; a new one where the questionnaire does not know it.
    fn code(&mut self, label: &str) -> Code {
        let next = Code::Answer(self.labels.len());
        let code = *self.known.entry(normal_form(label)).or_insert(next);
        if code == next {
            self.labels.push(label.to_owned());
        }
        code
    }

    /// Another spelling of a label; one that is a label itself stays that.
    fn spell(&mut self, spelling: &str, label: &str) {
        if let Some(code) = self.known.get(&normal_form(label)).copied() {
            self.known.entry(normal_form(spelling)).or_insert(code);
        }
    }

    /// The same column, in which these labels mean that there is no answer.
    pub(super) fn with_missing<'a>(mut self, labels: impl Iterator<Item = &'a String>) -> Self {
        for label in labels {
            let next = Code::Missing(self.missing.len());
            if *self.known.entry(normal_form(label)).or_insert(next) == next {
                self.missing.push(label.clone());
            }
        }
        self
    }

    /// The number for a label: from 1 for answers; 97, 98, 99 or as many nines as it takes for what is none.
    pub(super) fn number(&self, code: Code) -> u32 {
        match code {
            Code::Answer(at) => at as u32 + 1,
            Code::Missing(at) => self.last_number() - (self.missing.len() - 1 - at) as u32,
        }
    }

    /// 9, 99, 999, …: the first that leaves room for every label.
    fn last_number(&self) -> u32 {
        let needed = (self.labels.len() + self.missing.len()) as u32;
        std::iter::successors(Some(99_u32), |last| last.checked_mul(10)?.checked_add(9))
            .find(|last| *last > needed)
            .unwrap_or(u32::MAX)
    }

    /// Every number with its label: answers, then what is none.
    pub(super) fn numbers(&self) -> Vec<(u32, &str)> {
        let answers = (0..self.labels.len()).map(Code::Answer).zip(&self.labels);
        let missing = (0..self.missing.len()).map(Code::Missing).zip(&self.missing);
        answers.chain(missing).map(|(code, label)| (self.number(code), label.as_str())).collect()
    }
}
