//! Structure: which groups there are, and the equations between them that a reader knows without a single figure.
//!
//! A group is a number. Besides everyone, the published groups and the cells of cross tables there are groups that no
//! file has a row for and a reader can still reckon with: the people of a unit who are in no lower unit, and everyone in
//! the column of a cross table.

mod equations;

use std::collections::HashMap;
use std::sync::Arc;

use super::statement::CellKey;
use crate::plan::Tone;
use crate::release::{Measure, MeasureKind, Release};

/// The number of the group of everyone.
pub(super) const EVERYONE: u32 = 0;

/// A group, or what takes the place of one in an equation.
pub(super) struct Group {
    /// `all`, the breakdown's id, or a cross table's.
    pub(super) breakdown: Arc<str>,
    /// `all`, or the group's id.
    pub(super) id: Arc<str>,
    /// In which waves it exists.
    pub(super) waves: Vec<bool>,
    /// Whether there may be a row of it.
    pub(super) published: bool,
}

/// A measure, as far as it matters here.
pub(super) struct Asked {
    /// What it is.
    pub(super) kind: MeasureKind,
    /// Its id.
    pub(super) id: Arc<str>,
    /// In which waves it was asked.
    pub(super) waves: Vec<bool>,
    /// Whether its answers are more personal than others.
    pub(super) sensitive: bool,
    /// Whether it is a mean of points, which is 0 only where everyone gave the least favourable answer.
    pub(super) mean_points: bool,
    /// Which tone each category is; none for a score or a response rate.
    pub(super) tones: Vec<usize>,
}

impl Asked {
    /// Whether answers to it have tones.
    pub(super) fn toned(&self) -> bool {
        self.kind == MeasureKind::Question
    }
}

/// By what a whole is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// A unit (or everyone) by its lower units, and those who are in none.
    Units,
    /// Everyone by a characteristic, in which everyone has a value.
    Groups,
    /// A unit by the columns of a cross table.
    Row,
    /// A column of a cross table by units, and those who are in none.
    Column,
    /// A column of a cross table by the groups that are put together in it.
    Together,
}

/// A whole is the sum of its parts, in people and in answers of each kind.
#[derive(Clone, Debug)]
pub(super) struct Equation {
    /// By what.
    pub(super) split: Split,
    /// The id of the breakdown or cross table that the parts are of.
    pub(super) by: Arc<str>,
    /// The whole.
    pub(super) whole: u32,
    /// Its parts.
    pub(super) parts: Vec<u32>,
}

/// The equations of a wave.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// In a fixed order.
    pub(super) equations: Vec<Equation>,
    /// By group: the equations that it is in.
    pub(super) of: Vec<Vec<u32>>,
    /// By group: the equation of its lower units, if any.
    pub(super) below: Vec<Option<u32>>,
    /// By group: the equation of the groups that are put together in it, if any.
    pub(super) together: Vec<Option<u32>>,
}

/// A place in all tables: a measure in a wave, and a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Number of the measure in its wave.
    pub(super) table: u32,
    /// Number of the group.
    pub(super) group: u32,
}

/// All of it.
pub(super) struct Structure {
    /// Ids, earliest first.
    pub(super) waves: Vec<Arc<str>>,
    /// In the release's order.
    pub(super) measures: Vec<Asked>,
    /// Everyone first.
    pub(super) groups: Vec<Group>,
    /// By wave.
    pub(super) graphs: Vec<Graph>,
    by_measure: HashMap<Arc<str>, Vec<(MeasureKind, u32)>>,
    by_group: HashMap<Arc<str>, HashMap<Arc<str>, u32>>,
}

impl Structure {
    /// What the public part of a release says of its own structure.
    pub(super) fn new(release: &Release) -> Self {
        let waves: Vec<Arc<str>> = release.waves().iter().map(|wave| Arc::from(wave.id.as_str())).collect();
        let measures: Vec<Asked> = release.measures().iter().map(|measure| asked(&waves, measure)).collect();
        let mut by_measure: HashMap<Arc<str>, Vec<(MeasureKind, u32)>> = HashMap::new();
        for (number, measure) in (0..).zip(&measures) {
            by_measure.entry(measure.id.clone()).or_default().push((measure.kind, number));
        }
        let by_group = HashMap::new();
        let mut structure =
            Self { waves, measures, groups: Vec::new(), graphs: Vec::new(), by_measure, by_group };
        structure.connect(release);
        structure
    }

    /// How many tables there are: measures by waves.
    pub(super) fn tables(&self) -> usize {
        self.waves.len() * self.measures.len()
    }

    /// The wave of a table.
    pub(super) fn wave(&self, table: usize) -> usize {
        table / self.measures.len().max(1)
    }

    /// The measure of a table.
    pub(super) fn measure(&self, table: usize) -> &Asked {
        &self.measures[table % self.measures.len()]
    }

    /// The table of a measure in a wave.
    pub(super) fn table(&self, wave: usize, measure: usize) -> usize {
        wave * self.measures.len() + measure
    }

    /// The number of a wave.
    pub(super) fn wave_of(&self, id: &str) -> Option<usize> {
        self.waves.iter().position(|wave| **wave == *id)
    }

    /// The number of a measure.
    pub(super) fn measure_of(&self, kind: MeasureKind, id: &str) -> Option<usize> {
        let found = self.by_measure.get(id)?.iter().find(|(own, _)| *own == kind);
        found.map(|(_, number)| *number as usize)
    }

    /// The number of a published group.
    pub(super) fn group_of(&self, breakdown: &str, group: &str) -> Option<u32> {
        self.by_group.get(breakdown)?.get(group).copied()
    }

    /// Where a cell is.
    pub(super) fn spot(&self, cell: &CellKey) -> Option<Spot> {
        let wave = self.wave_of(&cell.wave)?;
        let measure = self.measure_of(cell.kind, &cell.measure)?;
        let group = self.group_of(&cell.breakdown, &cell.group)?;
        Some(Spot { table: u32::try_from(self.table(wave, measure)).ok()?, group })
    }

    /// Whether there may be a row of a group in a wave.
    pub(super) fn has(&self, wave: usize, group: u32) -> bool {
        let group = &self.groups[group as usize];
        group.published && group.waves.get(wave).copied().unwrap_or(false)
    }

    /// A table in words: `2024 · question pride`.
    pub(super) fn table_name(&self, table: usize) -> String {
        let measure = self.measure(table);
        let kind = match measure.kind {
            MeasureKind::Response => "response",
            MeasureKind::Question => "question",
            MeasureKind::Pillar => "pillar",
            MeasureKind::Index => "index",
            MeasureKind::Overall => return format!("{} · overall", self.waves[self.wave(table)]),
        };
        format!("{} · {kind} {}", self.waves[self.wave(table)], measure.id)
    }

    /// A group in words: `service libraries`.
    pub(super) fn group_name(&self, group: u32) -> String {
        let Group { breakdown, id, .. } = &self.groups[group as usize];
        if group == EVERYONE { id.to_string() } else { format!("{breakdown} {id}") }
    }
}

fn asked(waves: &[Arc<str>], measure: &Measure) -> Asked {
    let tone = |tone: Tone| match tone {
        Tone::Negative => 0,
        Tone::Neutral => 1,
        Tone::Positive => 2,
    };
    Asked {
        kind: measure.kind,
        id: Arc::from(measure.id.as_str()),
        waves: among(waves, &measure.waves),
        sensitive: measure.sensitive,
        mean_points: measure.mean_points,
        tones: measure.categories.iter().map(|category| tone(category.tone)).collect(),
    }
}

/// Which of the waves are named.
fn among(waves: &[Arc<str>], named: &[String]) -> Vec<bool> {
    waves.iter().map(|wave| named.iter().any(|name| **name == **wave)).collect()
}
