//! Small groups.
//!
//! # What it does
//! Looks for anything that is said of fewer than k people: by base, respondents or headcount, for a sensitive question by
//! the threshold of sensitive questions; and for categories told of fewer people than they may be, in a group or in what
//! subtraction leaves.
//!
//! # Why
//! In a small group everyone knows everyone; and the finer an answer is told, the fewer people gave it.
//!
//! # Example
//! A team of nine in a table. Or all five categories of a directorate of 60 and of its service of 40, where 30 are needed:
//! the other 20 people's categories follow.
//!
//! # Source
//! The frequency rule; Hundepool et al., Statistical Disclosure Control (2012), chapter 4.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::audit::remainder::remainders;

/// Groups that are too small, and details of too few.
pub(in crate::audit) fn small(view: View<'_>, table: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (k, smallest) = (view.rules.smallest_group, view.smallest(view.structure.measure(table)));
    let detail = view.rules.smallest_detail;
    let cells = view.cells(table);
    for (group, cell) in (0..).zip(cells).filter(|(_, cell)| cell.stated) {
        let base = cell.base.exact();
        let few = base.is_some_and(|base| base < smallest)
            || [cell.respondents, cell.headcount].iter().flatten().any(|people| *people < k);
        if few {
            findings.push(view.on_cell(Leak::SmallGroup, table, group));
        } else if cell.detailed && base.is_none_or(|base| base < detail) {
            findings.push(view.on_cell(Leak::TooDetailed, table, group));
        }
    }
    for remainder in remainders(view.graph(table), |group| cells[group as usize].detailed) {
        let left = remainder.left(|group| cells[group as usize].known_base());
        if left.is_some_and(|left| left > 0 && left < detail) {
            findings.push(view.on_remainder(Leak::TooDetailed, table, &remainder));
        }
    }
    findings
}
