//! What may be compared with an earlier wave: comparability of questions, and the forms of scores that are.

use super::Plan;
use super::label::normal_form;

/// Whether two waves' answers to a question may be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparability {
    /// The same wording and scale.
    Same,
    /// Reworded, and judged to mean the same; the note says how.
    Reworded(String),
    /// Not to be compared; the reason for the reader.
    NotComparable(String),
    /// Asked in only one of the two.
    NotAsked,
}

/// A line of `comparability.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparabilityEntry {
    /// Index into [`super::Plan::questions`].
    pub question: usize,
    /// Index of the earlier wave.
    pub from: usize,
    /// Index of the later wave.
    pub to: usize,
    /// The verdict.
    pub verdict: Comparability,
}

/// What became of a unit between two waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LineageKind {
    /// The same people under another name.
    Renamed,
    /// Became part of a larger unit.
    Merged,
    /// Became several units.
    Split,
    /// The same unit under another parent.
    Moved,
}

/// A line of `lineage.csv`: `unit` became `successor` before the wave `wave`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage {
    /// The earlier unit: level and group.
    pub unit: (usize, usize),
    /// The later unit: level and group.
    pub successor: (usize, usize),
    /// Index of the first wave with the successor.
    pub wave: usize,
    /// What happened.
    pub kind: LineageKind,
    /// For a split: the part of the unit that went to this successor, 0..1.
    pub share: Option<f64>,
}

impl Plan {
    /// Whether two waves' answers to a question may be compared. What `comparability.csv` says of these two waves goes
    /// first; the same wording is comparable; another wording is where every step between them through the waves that
    /// asked it is.
    #[must_use]
    pub fn comparability(&self, question: usize, from: usize, to: usize) -> Comparability {
        let asked: Vec<usize> = (from..=to).filter(|wave| self.asked(question, *wave)).collect();
        if asked.first() != Some(&from) || asked.last() != Some(&to) {
            return Comparability::NotAsked;
        }
        let mut notes: Vec<String> = Vec::new();
        match self.told(question, from, to) {
            Some(whole) => return whole,
            None if asked.len() <= 2 => {
                return Comparability::NotComparable("the wording changed".to_owned());
            }
            None => {}
        }
        for pair in asked.windows(2) {
            match self.comparability(question, pair[0], pair[1]) {
                Comparability::Same => {}
                Comparability::Reworded(note) if notes.contains(&note) => {}
                Comparability::Reworded(note) => notes.push(note),
                broken => return broken,
            }
        }
        if notes.is_empty() { Comparability::Same } else { Comparability::Reworded(notes.join("; ")) }
    }

    /// What is known of two waves without those between them: what was declared, or that the wording is the same.
    fn told(&self, question: usize, from: usize, to: usize) -> Option<Comparability> {
        let headers = &self.questions[question].headers;
        let wording = |wave: usize| headers[wave].as_deref().map(normal_form);
        let same = || (wording(from) == wording(to)).then_some(Comparability::Same);
        self.declared(question, from, to).map(|entry| entry.verdict.clone()).or_else(same)
    }

    /// Whether a wave asked a question.
    #[must_use]
    pub fn asked(&self, question: usize, wave: usize) -> bool {
        self.questions[question].headers[wave].is_some()
    }

    /// What `comparability.csv` says of a question in two waves.
    fn declared(&self, question: usize, from: usize, to: usize) -> Option<&ComparabilityEntry> {
        self.comparability.iter().find(|e| e.question == question && e.from == from && e.to == to)
    }

    /// Whether the wording differs and nobody has judged whether the two may be compared.
    pub(super) fn undeclared(&self, question: usize, from: usize, to: usize) -> bool {
        let differs = matches!(self.comparability(question, from, to), Comparability::NotComparable(_));
        differs && self.declared(question, from, to).is_none()
    }

    /// Whether a change of this question may be shown.
    #[must_use]
    pub fn comparable(&self, question: usize, from: usize, to: usize) -> bool {
        matches!(self.comparability(question, from, to), Comparability::Same | Comparability::Reworded(_))
    }

    /// The composite that is measured where a composite of several waves is compared: itself where these waves asked the
    /// same questions comparably, else its common form over them; none where they have no question in common.
    #[must_use]
    pub fn common(&self, composite: usize, waves: &[usize]) -> Option<usize> {
        let wanted = |common: &super::Common| common.of == composite && common.waves == waves;
        let form = self.composites.iter().position(|other| other.common.as_ref().is_some_and(wanted));
        if form.is_some() {
            return form;
        }
        let own = &self.composites[composite];
        let comparable = |item: usize, from: usize, to: usize| self.item_comparable(item, from, to);
        let shared = own.shared(waves, comparable);
        let whole = !shared.is_empty() && waves.iter().all(|wave| own.items[*wave] == shared);
        whole.then_some(composite)
    }

    /// The composite over the questions that all waves which asked it have in common, and these waves, where there are
    /// three or more: what its trend is measured with.
    #[must_use]
    pub fn trend_form(&self, composite: usize) -> Option<(usize, Vec<usize>)> {
        let items = &self.composites[composite].items;
        let waves: Vec<usize> = (0..self.waves.len()).filter(|wave| !items[*wave].is_empty()).collect();
        if waves.len() < 3 {
            return None;
        }
        self.common(composite, &waves).map(|form| (form, waves))
    }

    /// Whether a change of an item may be shown.
    pub(super) fn item_comparable(&self, item: usize, from: usize, to: usize) -> bool {
        self.comparable(self.items[item].question, from, to)
    }
}
