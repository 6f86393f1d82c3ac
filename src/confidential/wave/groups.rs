//! Which group of each breakdown a respondent is in.

use std::collections::HashMap;

use super::NO_GROUP;
use super::column::Values;
use super::memo::Memo;
use super::units;
use super::unknown::{RowOf, UnknownLabels, did_you_mean};
use crate::confidential::export::{Cell, Column};
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{Breakdown, Plan, WaveRules};

/// A label that is no group: inside this stage only.
const UNKNOWN: u16 = u16::MAX - 1;

/// A characteristic.
pub(super) struct Characteristic<'a> {
    breakdown: &'a Breakdown,
    wave: usize,
    values: Option<Values<'a>>,
    by_label: HashMap<String, u16>,
    /// The group of everyone who is in no other: not asked, left blank, or preferred not to say.
    not_stated: u16,
}

impl<'a> Characteristic<'a> {
    /// The characteristic in this column, if the wave has one.
    pub(super) fn new(plan: &'a Plan, wave: usize, index: usize, column: Option<&'a Column>) -> Self {
        let breakdown = &plan.breakdowns[index];
        let not_stated =
            breakdown.not_stated().and_then(|group| u16::try_from(group).ok()).unwrap_or(NO_GROUP);
        let by_label = by_label(breakdown, wave, &plan.waves[wave].rules, not_stated);
        Self { breakdown, wave, values: column.map(Values::of), by_label, not_stated }
    }

    /// The group of a row by its cell.
    #[inline]
    pub(super) fn code(
        &self,
        memo: &mut Memo<u16>,
        cell: Cell<'_>,
        row: RowOf,
        unknown: &mut UnknownLabels,
    ) -> u16 {
        let Some(values) = &self.values else { return self.not_stated };
        let group = memo.get(cell, |text| self.find(values, text));
        if group != UNKNOWN {
            return group;
        }
        let label = values.said(cell.text()).label.trim();
        unknown.met(row, Some(label), "", || self.hint(label));
        self.not_stated
    }

    fn find(&self, values: &Values<'a>, text: &str) -> u16 {
        if is_blank(text) {
            return self.not_stated;
        }
        let said = values.said(text);
        let missing = said.missing.map(|_| self.not_stated);
        self.by_label.get(&normal_form(said.label)).copied().or(missing).unwrap_or(UNKNOWN)
    }

    fn hint(&self, label: &str) -> Option<String> {
        let groups = self.breakdown.groups.iter().filter(|group| units::exists(group, self.wave));
        did_you_mean(label, groups.flat_map(|group| group.labels.iter().map(String::as_str)))
    }
}

fn by_label(breakdown: &Breakdown, wave: usize, rules: &WaveRules, not_stated: u16) -> HashMap<String, u16> {
    let mut groups = HashMap::new();
    for (index, group) in breakdown.groups.iter().enumerate().filter(|(_, group)| units::exists(group, wave))
    {
        for label in &group.labels {
            groups.entry(normal_form(label)).or_insert(u16::try_from(index).unwrap_or(NO_GROUP));
        }
    }
    for label in rules
        .prefer_not_to_say
        .iter()
        .chain(&rules.not_answered)
        .chain(&rules.not_applicable)
        .chain(&rules.not_asked)
    {
        groups.entry(normal_form(label)).or_insert(not_stated);
    }
    groups
}
