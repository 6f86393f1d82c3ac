//! Which group of each breakdown a respondent is in.

use polars::prelude::PlHashMap;

use super::NO_GROUP;
use super::sheet::Sheet;
use super::units::{self, Units};
use super::unknown::{UnknownLabels, Wording, did_you_mean};
use crate::plan::label::normal_form;
use crate::plan::{Breakdown, Plan, WaveRules};
use crate::problem::Problems;

/// For each breakdown of the plan, each respondent's group.
pub(super) fn code(
    plan: &Plan,
    wave: usize,
    sheets: &[Sheet<'_>],
    units: &Units,
    problems: &mut Problems,
) -> Vec<Vec<u16>> {
    let rules = &plan.waves[wave].rules;
    let of_breakdown = |(index, breakdown): (usize, &Breakdown)| {
        if breakdown.is_level() {
            units.of(index, sheets)
        } else {
            characteristic(breakdown, index, wave, rules, sheets, problems)
        }
    };
    plan.breakdowns.iter().enumerate().map(of_breakdown).collect()
}

/// The group of everyone who is in no other: not asked, left blank, or preferred not to say.
fn not_stated(breakdown: &Breakdown) -> u16 {
    breakdown.not_stated().and_then(|group| u16::try_from(group).ok()).unwrap_or(NO_GROUP)
}

fn characteristic(
    breakdown: &Breakdown,
    index: usize,
    wave: usize,
    rules: &WaveRules,
    sheets: &[Sheet<'_>],
    problems: &mut Problems,
) -> Vec<u16> {
    let not_stated = not_stated(breakdown);
    let by_label = by_label(breakdown, wave, rules, not_stated);
    let mut unknown = UnknownLabels::default();
    let mut groups = Vec::new();
    for sheet in sheets {
        let Some(column) = sheet.columns.breakdowns[index] else {
            groups.extend(std::iter::repeat_n(not_stated, sheet.kept()));
            continue;
        };
        let mut seen: PlHashMap<&str, Option<u16>> = PlHashMap::default();
        for (row, text) in sheet.kept_cells(column) {
            let Some(text) = text else {
                groups.push(not_stated);
                continue;
            };
            let group = *seen.entry(text).or_insert_with(|| by_label.get(&normal_form(text)).copied());
            if group.is_none() {
                unknown.met(sheet, row, Some(text.trim()), "", || hint(breakdown, wave, text));
            }
            groups.push(group.unwrap_or(not_stated));
        }
    }
    let header = breakdown.headers.get(wave).and_then(Option::as_deref).unwrap_or(&breakdown.name);
    let wording =
        Wording { header, is_not: "is not a group of this breakdown", treated: "counted as not stated" };
    unknown.tell(rules.unknown_labels, &wording, problems);
    groups
}

fn by_label(
    breakdown: &Breakdown,
    wave: usize,
    rules: &WaveRules,
    not_stated: u16,
) -> PlHashMap<String, u16> {
    let mut groups = PlHashMap::default();
    for (index, group) in breakdown.groups.iter().enumerate().filter(|(_, group)| units::exists(group, wave))
    {
        for label in &group.labels {
            groups.entry(normal_form(label)).or_insert(u16::try_from(index).unwrap_or(NO_GROUP));
        }
    }
    for label in rules.prefer_not_to_say.iter().chain(&rules.not_answered).chain(&rules.not_applicable) {
        groups.entry(normal_form(label)).or_insert(not_stated);
    }
    groups
}

fn hint(breakdown: &Breakdown, wave: usize, label: &str) -> Option<String> {
    let groups = breakdown.groups.iter().filter(|group| units::exists(group, wave));
    did_you_mean(label, groups.flat_map(|group| group.labels.iter().map(String::as_str)))
}
