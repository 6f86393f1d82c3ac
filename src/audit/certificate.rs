//! The certificate: what an audit looked at, and how thoroughly. Whole numbers only, and none of them about a group.

use serde::{Deserialize, Serialize};

use super::tables::Examined;
use crate::release::Release;

/// The version of the attacks: another one may find more.
const VERSION: u64 = 1;

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Version of the audit.
    pub version: u64,
    /// Nothing was told of fewer people than this.
    pub smallest_group: u64,
    /// Nor of fewer than this for sensitive questions.
    pub smallest_sensitive: u64,
    /// How many of a group may know their own answer and still learn nobody else's.
    pub insiders: u64,
    /// Files that were read.
    pub files: u64,
    /// Waves.
    pub waves: u64,
    /// Measures.
    pub measures: u64,
    /// Cells that are told: a measure of a group in a wave.
    pub shown: u64,
    /// Cells that are not.
    pub withheld: u64,
    /// Equations that the survey's structure gives, over all measures and waves.
    pub equations: u64,
    /// Remainders that were formed by subtraction.
    pub remainders: u64,
    /// Cells that were bounded by carrying bounds along equations, which is all that can be known of them.
    pub bounded_by_propagation: u64,
    /// Cells that linear programmes were asked for as well.
    pub bounded_by_programmes: u64,
    /// Of all withheld cells with people in them, the narrowest range of the answers, in percent of the people who are not
    /// told of; none where nothing is withheld.
    pub narrowest: Option<u64>,
    /// Earlier releases that this one was compared with.
    pub earlier: u64,
}

impl Certificate {
    pub(super) fn of_files(files: usize, earlier: usize) -> Self {
        Self { version: VERSION, files: files as u64, earlier: earlier as u64, ..Self::default() }
    }

    pub(super) fn describe(&mut self, release: &Release) {
        let rules = release.rules();
        self.smallest_group = rules.smallest_group;
        self.smallest_sensitive = rules.smallest_sensitive.max(rules.smallest_group);
        self.insiders = rules.insiders;
        self.waves = release.waves().len() as u64;
        self.measures = release.measures().len() as u64;
    }

    pub(super) fn count(&mut self, table: &Examined) {
        self.shown += table.shown;
        self.withheld += table.hidden.cells;
        self.equations += table.equations;
        self.remainders += table.remainders;
        self.bounded_by_programmes += table.hidden.by_programme;
        self.bounded_by_propagation += table.hidden.cells - table.hidden.by_programme;
        self.narrowest = self.narrowest.into_iter().chain(table.hidden.narrowest).min();
    }
}
