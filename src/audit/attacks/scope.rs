//! Populations of one group.
//!
//! # What it does
//! Compares the response rates of one group over several populations, such as with and without casual staff: how many took
//! part may differ by nobody, or by at least k.
//!
//! # Why
//! The difference between the two is a group of its own, and often a small one.
//!
//! # Example
//! 212 of a directorate took part, 208 without the apprentices: four apprentices took part.
//!
//! # Source
//! Differencing between nested populations: GSS guidance on disclosure control of tables.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::release::MeasureKind;

/// Populations that differ by too few people.
pub(in crate::audit) fn scope(view: View<'_>, wave: usize) -> Vec<Finding> {
    let structure = view.structure;
    let measures = 0..structure.measures.len();
    let rates: Vec<usize> = measures
        .filter(|measure| structure.measures[*measure].kind == MeasureKind::Response)
        .map(|measure| structure.table(wave, measure))
        .collect();
    let mut findings = Vec::new();
    for (at, one) in rates.iter().enumerate() {
        for other in &rates[at + 1..] {
            for group in 0..structure.groups.len() as u32 {
                let base = |table: usize| view.cells(table)[group as usize].known_base();
                let apart = base(*one).zip(base(*other)).map(|(one, other)| one.abs_diff(other));
                if apart.is_some_and(|apart| apart > 0 && apart < view.rules.smallest_group) {
                    let mut finding = view.on_cell(Leak::Scope, *other, group);
                    finding.files.extend(view.on_cell(Leak::Scope, *one, group).files);
                    finding.files.sort_unstable();
                    finding.files.dedup();
                    findings.push(finding);
                }
            }
        }
    }
    findings
}
