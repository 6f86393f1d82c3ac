//! The attacks on each measure of each wave: they know nothing of each other, so threads share them.

use super::attacks::determined::{contradiction, determined};
use super::attacks::small::small;
use super::attacks::subtraction::subtraction;
use super::attacks::unanimous::unanimous;
use super::attacks::{View, determined::Hidden};
use super::finding::Finding;
use super::system::bound;
use crate::side_by_side::{processors, side_by_side};

/// What came of one measure in one wave.
#[derive(Default)]
pub(super) struct Examined {
    /// Findings, in the order of attacks.
    pub(super) findings: Vec<Finding>,
    /// Cells that are told.
    pub(super) shown: u64,
    /// Equations that were solved.
    pub(super) equations: u64,
    /// Remainders that were formed.
    pub(super) remainders: u64,
    /// What is known of the cells that are not told.
    pub(super) hidden: Hidden,
}

/// Examines all tables, in order.
pub(super) fn examine(view: View<'_>) -> Vec<Examined> {
    let tables: Vec<usize> = (0..view.structure.tables()).filter(|table| is_told(view, *table)).collect();
    side_by_side(tables.len(), processors(), |at| one(view, tables[at]))
}

/// Whether anything at all is said of a measure in a wave.
fn is_told(view: View<'_>, table: usize) -> bool {
    view.knowledge.tables[table].iter().any(|cell| cell.stated)
}

fn one(view: View<'_>, table: usize) -> Examined {
    let wave = view.structure.wave(table);
    let (cells, graph) = (&view.knowledge.tables[table], &view.structure.graphs[wave]);
    let measure = view.structure.measure(table);
    // Of a score the base is not what is withheld: that all respondents of two groups have one tells nothing of it.
    let people = measure.toned().then_some(view.knowledge.people[wave].as_slice());
    let bounds = bound(graph, cells, measure.toned(), people);
    let mut findings = small(view, table);
    let (subtracted, remainders) = subtraction(view, table);
    findings.extend(subtracted);
    findings.extend(unanimous(view, table));
    findings.extend(contradiction(view, table, &bounds));
    let mut hidden = determined(view, table, &bounds);
    findings.append(&mut hidden.findings);
    let shown = cells.iter().filter(|cell| cell.stated).count() as u64;
    Examined { findings, shown, equations: graph.equations.len() as u64, remainders, hidden }
}
