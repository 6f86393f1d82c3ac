//! What is gathered while the files are read.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::super::personal;
use super::super::{CellKey, Finding, Leak, Says, Statement};
use super::known::Known;
use crate::release::Release;

/// How much of a name that a file chooses itself is told.
const LONGEST_NAME: usize = 60;

/// What was read so far.
#[derive(Default)]
pub(super) struct Reading {
    /// What the release calls its groups, and its rules, once it is read.
    pub(super) known: Arc<Known>,
    statements: Vec<Statement>,
    findings: BTreeSet<Finding>,
    /// Every text of a statement once.
    interned: HashSet<Arc<str>>,
    /// The file that is being read.
    file: String,
    /// Words of this file that were searched already.
    searched: HashSet<Box<str>>,
}

impl Reading {
    /// Turns to another file, with what is known and nothing read of it.
    pub(super) fn of(&self, file: &str) -> Self {
        Self { known: Arc::clone(&self.known), file: file.to_owned(), ..Self::default() }
    }

    /// Adds what was read of another file.
    pub(super) fn add(&mut self, other: Self) {
        self.statements.extend(other.statements);
        self.findings.extend(other.findings);
    }

    /// What the release calls things, for the other files.
    pub(super) fn know(&mut self, release: &Release) {
        self.known = Arc::new(Known::of(release));
    }

    /// The file that is being read.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The same text, with the same memory as before.
    pub(super) fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.interned.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text);
        self.interned.insert(Arc::clone(&new));
        new
    }

    /// A file, or a part of one, says this of a cell.
    pub(super) fn says(&mut self, file: &Arc<str>, cell: &CellKey, says: Says) {
        self.statements.push(Statement { file: Arc::clone(file), cell: cell.clone(), says });
    }

    /// Something is where no reader looks.
    pub(super) fn hidden(&mut self, place: &str) {
        self.found(Leak::Hidden, place);
    }

    /// This file, or a place in it, cannot be looked into.
    pub(super) fn unreadable(&mut self, place: &str) {
        self.found(Leak::Unreadable, place);
    }

    /// This file is not what it should be.
    pub(super) fn altered(&mut self, place: &str) {
        self.found(Leak::Altered, place);
    }

    /// A leak at a place of the file.
    pub(super) fn found(&mut self, leak: Leak, place: &str) {
        let place = format!("{}: {place}", self.file);
        self.findings.insert(Finding { leak, place, files: vec![self.file.clone()] });
    }

    /// A leak of a cell, named by its ids.
    pub(super) fn told(&mut self, leak: Leak, cell: &CellKey) {
        self.findings.insert(Finding {
            leak,
            place: super::known::cell(cell),
            files: vec![self.file.clone()],
        });
    }

    /// Searches words for personal data, the same words of a file once.
    pub(super) fn words(&mut self, place: &str, text: &str) {
        if self.searched.contains(text) {
            return;
        }
        self.searched.insert(text.into());
        for kind in personal::patterns(text) {
            self.found(Leak::PersonalData, &format!("{place}: {kind}"));
        }
    }

    /// Everything that was read.
    pub(super) fn finish(self) -> (Vec<Statement>, Vec<Finding>) {
        (self.statements, self.findings.into_iter().collect())
    }
}

/// A name that a file chose itself, fit to be told: short, on one line, and with nothing in it that was counted.
pub(super) fn quoted(name: &str) -> String {
    let plain = name.chars().filter(|letter| !letter.is_control());
    let plain = plain.map(|letter| if letter.is_numeric() { '…' } else { letter });
    let mut short: String = plain.take(LONGEST_NAME).collect();
    while short.contains("……") {
        short = short.replace("……", "…");
    }
    short
}
