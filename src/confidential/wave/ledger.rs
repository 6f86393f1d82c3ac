//! The ledger: which rows are no respondents, and why. Quarantine, not loss.

use super::SetAside;
use super::reason::Reason;
use super::sheet::Sheet;
use crate::plan::Plan;

/// All rows set aside, in the order of files and rows.
pub(super) fn ledger(plan: &Plan, wave: usize, sheets: &[Sheet<'_>]) -> Vec<SetAside> {
    let rules = &plan.waves[wave].rules.set_aside;
    let of_sheet = |sheet: &Sheet<'_>| {
        let file = sheet.place().file.unwrap_or_default();
        let entry = |(row, reason): (usize, Reason)| SetAside {
            file: file.clone(),
            row: sheet.row(row),
            reason: reason.words(rules).to_owned(),
        };
        sheet.reasons().map(entry).collect::<Vec<_>>()
    };
    sheets.iter().flat_map(of_sheet).collect()
}
