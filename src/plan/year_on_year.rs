//! What may be compared with the wave before: comparability of questions and lineage of units.

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A unit's counterpart in an earlier wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predecessor {
    /// The group of the same level with this index.
    Group(usize),
    /// Not comparable; the reason for the reader.
    NotComparable(String),
}

impl Plan {
    /// Whether two waves' answers to a question may be compared. The same wording is; another wording only
    /// where `comparability.csv` says so.
    #[must_use]
    pub fn comparability(&self, question: usize, from: usize, to: usize) -> Comparability {
        let headers = &self.questions[question].headers;
        let (Some(earlier), Some(later)) = (&headers[from], &headers[to]) else {
            return Comparability::NotAsked;
        };
        if let Some(entry) = self.declared(question, from, to) {
            return entry.verdict.clone();
        }
        if normal_form(earlier) == normal_form(later) {
            return Comparability::Same;
        }
        Comparability::NotComparable("the wording changed".to_owned())
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

    /// The group of an earlier wave that a group of a later one may be compared with.
    ///
    /// A characteristic's group is compared with itself. A unit is compared with itself, or with the one unit
    /// it was renamed or moved from; never where other units came into it or left it in between.
    #[must_use]
    pub fn predecessor(&self, breakdown: usize, group: usize, from: usize, to: usize) -> Predecessor {
        let super::BreakdownKind::Level(level) = self.breakdowns[breakdown].kind else {
            return Predecessor::Group(group);
        };
        let between = || self.lineage.iter().filter(|entry| (from + 1..=to).contains(&entry.wave));
        let origins: Vec<&Lineage> = between().filter(|entry| entry.successor == (level, group)).collect();
        let units = &self.breakdowns[breakdown].groups;
        let earlier = match origins.as_slice() {
            [] if units[group].waves[from] => group,
            [] => return Predecessor::NotComparable("it is new since then".to_owned()),
            [one] if matches!(one.kind, LineageKind::Renamed | LineageKind::Moved) => one.unit.1,
            [one] if one.kind == LineageKind::Split => {
                return Predecessor::NotComparable(format!("it was split from {}", units[one.unit.1].name));
            }
            _ => return Predecessor::NotComparable("it was merged from other units".to_owned()),
        };
        let above = |unit: (usize, usize)| self.ancestor(unit, level);
        let crossing = between()
            .filter(|entry| entry.unit.0 > level)
            .find(|entry| (above(entry.unit) == Some(earlier)) != (above(entry.successor) == Some(group)));
        match crossing {
            None => Predecessor::Group(earlier),
            Some(entry) => {
                let name = &self.breakdowns[entry.successor.0].groups[entry.successor.1].name;
                let left = above(entry.unit) == Some(earlier);
                let text = if left { format!("{name} has left it") } else { format!("{name} has joined it") };
                Predecessor::NotComparable(text)
            }
        }
    }

    /// The composite that the change of a composite between two waves is measured with: itself where its
    /// questions stayed the same, else its common form.
    #[must_use]
    pub fn common(&self, composite: usize, from: usize, to: usize) -> usize {
        let wanted = super::Common { of: composite, from, to };
        let found = self.composites.iter().position(|other| other.common == Some(wanted));
        found.unwrap_or(composite)
    }

    /// The unit of `level` that a unit (level, group) belongs to.
    #[must_use]
    pub fn ancestor(&self, unit: (usize, usize), level: usize) -> Option<usize> {
        let (mut at, mut group) = unit;
        while at > level {
            group = self.breakdowns[at].groups[group].parent?;
            at -= 1;
        }
        (at == level).then_some(group)
    }
}
