//! Other spellings of units that were read as the register's: each is told, so that somebody can say no.

use std::collections::BTreeSet;

use super::units::Tree;
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems, quoted};

/// How many are kept: where there are more, the first in the order of the alphabet.
const MOST: usize = 1_000;

/// How many are named.
const MOST_NAMED: usize = 20;

/// Spellings by level and unit.
#[derive(Default)]
pub(super) struct Spellings(BTreeSet<(usize, usize, String)>);

impl Spellings {
    /// Adds one: of a unit of a level.
    pub(super) fn met(&mut self, spelling: (usize, usize, String)) {
        self.0.insert(spelling);
        if self.0.len() > MOST {
            self.0.pop_last();
        }
    }

    /// Adds those of the next rows.
    pub(super) fn merge(&mut self, next: Self) {
        next.0.into_iter().for_each(|spelling| self.met(spelling));
    }

    /// Tells them.
    pub(super) fn tell(&self, plan: &Plan, wave: usize, tree: &Tree<'_>, problems: &mut Problems) {
        if self.0.is_empty() {
            return;
        }
        let named = self.0.iter().take(MOST_NAMED).map(|(level, unit, label)| {
            format!("“{}” as “{}”", quoted(label), quoted(tree.name((*level, *unit))))
        });
        let named = named.collect::<Vec<_>>().join(", ");
        let more = if self.0.len() > MOST_NAMED { ", …" } else { "" };
        let spellings = if self.0.len() == 1 { "spelling" } else { "spellings" };
        let message = format!("{} other {spellings} of units read: {named}{more}", self.0.len());
        problems.push(Problem::note(Place::file(&plan.waves[wave].file).column("columns"), message));
    }
}
