//! Comments: from free text in the store to what somebody decided to publish, apart from everything else.
//!
//! Two steps with a person between them. [`review()`] takes out what is personal ([`redaction`]), puts the comments of each
//! list in an order that only the store's salt knows, and writes a file in which a person decides about each. [`product()`]
//! publishes those that were released, with name and date, in a folder of their own: comments are never beside figures or
//! demographics, never below the highest level, and have no respondent, date or device. Whatever was not decided is held.
//!
//! Counts of themes are absent on purpose: a theme is an answer to a question that nobody asked, and a theme with two
//! comments is two people. Nothing here counts comments for a reader, neither those that are shown nor those that are not.
//!
//! A second release of the same comments can only add what was decided since, in the same crowds. Answers that come in
//! after the first one make a difference between two releases that is the latecomers' own: a wave whose comments are
//! published takes no more of them.
//!
//! No message quotes a comment; it gives the row of the review file.

mod candidates;
mod keyed;
mod lists;
mod patterns;
mod product;
mod redaction;
mod review;
mod thresholds;

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::store::Store;
use crate::ordinary;
use crate::plan::{CommentRules, Plan};
use crate::problem::{Outcome, Place, Problem, Problems};
use crate::publish::Published;
use candidates::{Candidate, candidates};
use product::Released;
use redaction::Redactor;
use review::{Decision, Review};

/// What a person has before them: places and numbers, no text.
#[derive(Debug, Default)]
pub(in crate::confidential) struct Reviewed {
    /// The review file.
    pub(in crate::confidential) file: PathBuf,
    /// Comments in it.
    pub(in crate::confidential) comments: usize,
    /// Of these, released with name and date.
    pub(in crate::confidential) released: usize,
    /// Held comments by flag.
    pub(in crate::confidential) flags: BTreeMap<&'static str, u64>,
    /// Places taken out, by kind.
    pub(in crate::confidential) kinds: BTreeMap<&'static str, u64>,
}

impl Reviewed {
    fn count(&mut self, candidate: &Candidate, released: bool) {
        self.released += usize::from(released);
        for flag in candidate.redacted.flags.iter().filter(|_| !released) {
            *self.flags.entry(flag).or_insert(0) += 1;
        }
        for (kind, places) in &candidate.redacted.kinds {
            *self.kinds.entry(kind).or_insert(0) += places;
        }
    }

    /// Where it is, how many are held, and what to look at.
    pub(in crate::confidential) fn lines(&self, wave: &str) -> Vec<String> {
        if self.comments == 0 {
            return vec![format!("{wave}: no comments, or too few to publish any")];
        }
        let held = self.comments - self.released;
        let listed = |numbers: &BTreeMap<&str, u64>| {
            let each: Vec<String> = numbers.iter().map(|(kind, number)| format!("{kind} {number}")).collect();
            if each.is_empty() { "nothing".to_owned() } else { each.join(", ") }
        };
        vec![
            format!(
                "{wave}: {} comments, {held} held and {} released, in {}",
                self.comments,
                self.released,
                self.file.display()
            ),
            format!("  held and flagged: {}", listed(&self.flags)),
            format!("  taken out: {}", listed(&self.kinds)),
        ]
    }
}

/// Writes the review file of a wave, with the decisions that are in it already.
///
/// # Errors
/// When the store is of another pipeline, a list is too small, or a file cannot be read or written.
pub(in crate::confidential) fn review(
    plan: &Plan,
    rules: &CommentRules,
    wave: usize,
    store: &Store,
) -> Outcome<Reviewed> {
    let mut problems = Problems::new();
    let read = Read::all(plan, rules, wave, store, &mut problems)?;
    let mut reviewed =
        Reviewed { file: read.file.clone(), comments: read.candidates.len(), ..Reviewed::default() };
    for candidate in &read.candidates {
        match read.review.of(&read.file, candidate) {
            Ok((decision, _)) => reviewed.count(candidate, decision == Decision::Release),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.stop() {
        return Err(problems);
    }
    store.write_review(plan, wave, &read.review.write(plan, &read.candidates))?;
    problems.finish(Some(reviewed))
}

/// The files of the comments of a wave that were released, and how many these are.
///
/// # Errors
/// As [`review()`], and when a decision cannot be read.
pub(in crate::confidential) fn product(
    plan: &Plan,
    rules: &CommentRules,
    wave: usize,
    store: &Store,
) -> Outcome<(Vec<Published>, usize)> {
    let mut problems = Problems::new();
    let read = Read::all(plan, rules, wave, store, &mut problems)?;
    let mut released = Vec::new();
    let mut unsigned = 0;
    for candidate in &read.candidates {
        match read.review.of(&read.file, candidate) {
            Ok((Decision::Release, text)) => {
                // What the person left is looked through once more.
                let text = read.redactor.redact(text).text;
                let Candidate { question, unit, .. } = *candidate;
                released.extend((!text.is_empty()).then_some(Released { question, unit, text }));
            }
            Ok((Decision::Unsigned, _)) => unsigned += 1,
            Ok((Decision::Hold, _)) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if unsigned > 0 {
        let message = format!("{unsigned} decisions to release are without name or date, and held");
        let problem = Problem::warning(Place::file(&read.file).column("on"), message);
        problems.push(problem.hint("give who decided under “by”, and the day under “on” as in 2024-07-01"));
    }
    problems.finish(Some((product::files(plan, wave, rules, &released), released.len())))
}

/// What both steps start from.
struct Read {
    file: PathBuf,
    candidates: Vec<Candidate>,
    review: Review,
    redactor: Redactor,
}

impl Read {
    fn all(
        plan: &Plan,
        rules: &CommentRules,
        wave: usize,
        store: &Store,
        problems: &mut Problems,
    ) -> Result<Self, Problems> {
        let names = rules.names.as_deref().map(|file| {
            ordinary::text(file).map_err(|error| Problem::files(file, "read the list of names", &error))
        });
        let redactor = Redactor::new(&names.transpose()?.unwrap_or_default(), rules.longest);
        let (people, _) = store.read_responses(plan, wave)?.into(problems);
        let comments = store.read_comments(plan, wave)?;
        thresholds::check(plan, rules, &people, &comments)?;
        let candidates = candidates(plan, wave, &comments, &store.salt()?, &redactor);
        let file = store.review_file(plan, wave);
        let review = match store.read_review(plan, wave)? {
            Some(bytes) => Review::read(&file, &bytes)?,
            None => Review::default(),
        };
        let outdated = review.outdated(&candidates);
        if outdated > 0 {
            let message = format!(
                "{outdated} decisions are about comments that are no longer there or read differently"
            );
            let problem = Problem::warning(Place::file(&file), message);
            problems.push(problem.hint("what took their place is held until somebody decides about it"));
        }
        Ok(Self { file, candidates, review, redactor })
    }
}
