//! The organisation's tree: which unit a respondent is in, at every level.
//!
//! A label counts only among the units that exist in this wave and, below the highest level that is
//! given, only under its parent. Where a level is blank and a lower one is not, the parents follow
//! from the lower one if only one unit has that name.

use std::collections::{HashMap, HashSet};

use super::NO_GROUP;
use super::reason::Reason;
use super::sheet::Sheet;
use super::unknown::{UnknownLabels, Wording, did_you_mean};
use crate::plan::label::normal_form;
use crate::plan::{Breakdown, BreakdownKind, Group, Plan, Unknown, WaveRules};
use crate::problem::Problems;

/// The unit of every row at every level.
pub(super) struct Units {
    /// The breakdown of each level, highest first.
    levels: Vec<usize>,
    /// By sheet, then row by row the group at each level.
    groups: Vec<Vec<u16>>,
}

impl Units {
    /// The respondents' groups at the level that this breakdown is.
    pub(super) fn of(&self, breakdown: usize, sheets: &[Sheet<'_>]) -> Vec<u16> {
        let Some(level) = self.levels.iter().position(|&level| level == breakdown) else { return Vec::new() };
        let of_sheet = |(sheet, groups): (&Sheet<'_>, &Vec<u16>)| -> Vec<u16> {
            let rows = groups.chunks(self.levels.len()).enumerate();
            rows.filter(|(row, _)| sheet.is_kept(*row)).map(|(_, groups)| groups[level]).collect()
        };
        sheets.iter().zip(&self.groups).flat_map(of_sheet).collect()
    }
}

/// Finds the units of all rows that are respondents so far. Rows whose unit is unknown are problems, or
/// set aside where the plan says so.
pub(super) fn resolve(plan: &Plan, wave: usize, sheets: &mut [Sheet<'_>], problems: &mut Problems) -> Units {
    let tree = Tree::new(plan, wave);
    let rules = &plan.waves[wave].rules;
    let blank = blank_labels(rules);
    let mut faults = Faults::new(tree.levels.len());
    let mut groups = Vec::with_capacity(sheets.len());
    for sheet in &mut *sheets {
        groups.push(resolve_sheet(&tree, &blank, rules.unknown_units, sheet, &mut faults));
    }
    faults.tell(&tree, wave, rules.unknown_units, problems);
    Units { levels: tree.indices, groups }
}

fn resolve_sheet(
    tree: &Tree<'_>,
    blank: &HashSet<String>,
    rule: Unknown,
    sheet: &mut Sheet<'_>,
    faults: &mut Faults,
) -> Vec<u16> {
    let width = tree.levels.len();
    let mut groups = Vec::with_capacity(sheet.rows() * width);
    let mut known: HashMap<Vec<Option<&str>>, Found> = HashMap::new();
    let mut columns: Vec<_> = tree
        .indices
        .iter()
        .map(|&index| sheet.columns.breakdowns[index].map(|column| sheet.cells(column)))
        .collect();
    let mut labels = Vec::with_capacity(width);
    for row in 0..sheet.rows() {
        labels.clear();
        labels.extend(columns.iter_mut().map(|cells| cells.as_mut().and_then(Iterator::next).flatten()));
        if !sheet.is_kept(row) {
            groups.extend(std::iter::repeat_n(NO_GROUP, width));
            continue;
        }
        if !known.contains_key(&labels) {
            known.insert(labels.clone(), tree.find(&labels, blank));
        }
        let found = &known[&labels];
        groups.extend_from_slice(&found.groups);
        if let Some(fault) = &found.fault {
            faults.met(tree, fault, &labels, sheet, row);
            if rule == Unknown::SetAside {
                sheet.set_aside(row, fault.reason);
            }
        }
    }
    groups
}

/// Labels that say nothing about the unit.
fn blank_labels(rules: &WaveRules) -> HashSet<String> {
    let labels = rules.not_answered.iter().chain(&rules.prefer_not_to_say).chain(&rules.not_applicable);
    labels.map(|label| normal_form(label)).collect()
}

/// What was found for the labels of a row.
struct Found {
    groups: Vec<u16>,
    fault: Option<Fault>,
}

/// Why a label has no unit.
struct Fault {
    level: usize,
    reason: Reason,
    /// The deepest unit above that is known: level and group.
    under: Option<(usize, usize)>,
}

/// The levels and the units that exist in a wave, by the normal forms of their labels.
struct Tree<'a> {
    wave: usize,
    indices: Vec<usize>,
    levels: Vec<&'a Breakdown>,
    by_label: Vec<HashMap<String, Vec<usize>>>,
}

impl<'a> Tree<'a> {
    fn new(plan: &'a Plan, wave: usize) -> Self {
        let level = |breakdown: &Breakdown| match breakdown.kind {
            BreakdownKind::Level(level) => Some(level),
            BreakdownKind::Characteristic { .. } => None,
        };
        let mut found: Vec<(usize, usize)> =
            plan.breakdowns.iter().enumerate().filter_map(|(index, b)| Some((level(b)?, index))).collect();
        found.sort_unstable();
        let indices: Vec<usize> = found.into_iter().map(|(_, index)| index).collect();
        let levels: Vec<&Breakdown> = indices.iter().map(|&index| &plan.breakdowns[index]).collect();
        let by_label = levels.iter().map(|level| by_label(level, wave)).collect();
        Self { wave, indices, levels, by_label }
    }

    fn find(&self, labels: &[Option<&str>], blank: &HashSet<String>) -> Found {
        let mut found = Found { groups: vec![NO_GROUP; self.levels.len()], fault: None };
        let mut under = None;
        for (level, label) in labels.iter().enumerate() {
            let Some(form) = label.map(normal_form).filter(|form| !form.is_empty() && !blank.contains(form))
            else {
                continue;
            };
            let named = self.by_label[level].get(&form).map(Vec::as_slice).unwrap_or_default();
            let fits = |group: &usize| under.is_none_or(|unit| self.is_under(level, *group, unit));
            let fitting: Vec<usize> = named.iter().copied().filter(fits).collect();
            let reason = match (fitting.as_slice(), named) {
                ([group], _) => {
                    self.enter(level, *group, &mut found.groups);
                    under = Some((level, *group));
                    continue;
                }
                ([], []) => Reason::UnknownUnit,
                ([], _) => Reason::WrongParent,
                _ => Reason::AmbiguousUnit,
            };
            found.fault = Some(Fault { level, reason, under });
            break;
        }
        found
    }

    /// The unit above, at the level above.
    fn parent(&self, level: usize, group: usize) -> Option<usize> {
        self.levels[level].groups.get(group)?.parent
    }

    fn is_under(&self, mut level: usize, mut group: usize, (above, unit): (usize, usize)) -> bool {
        while level > above {
            let Some(parent) = self.parent(level, group) else { return false };
            (level, group) = (level - 1, parent);
        }
        group == unit
    }

    /// Enters a unit and all above it.
    fn enter(&self, mut level: usize, mut group: usize, groups: &mut [u16]) {
        loop {
            groups[level] = u16::try_from(group).unwrap_or(NO_GROUP);
            match self.parent(level, group) {
                Some(parent) if level > 0 => (level, group) = (level - 1, parent),
                _ => return,
            }
        }
    }

    fn name(&self, (level, group): (usize, usize)) -> &'a str {
        self.levels[level].groups.get(group).map_or("", |group| &group.name)
    }

    /// What to do about a label at a level.
    fn hint(&self, fault: &Fault, label: &str) -> Option<String> {
        let level = self.levels[fault.level];
        let form = normal_form(label);
        let has_label = |group: &&Group| group.labels.iter().any(|known| normal_form(known) == form);
        match fault.reason {
            Reason::WrongParent => {
                let units = self.by_label[fault.level].get(&form)?;
                let parents = units.iter().filter_map(|&unit| self.parent(fault.level, unit));
                let named: Vec<String> =
                    parents.map(|parent| format!("“{}”", self.name((fault.level - 1, parent)))).collect();
                Some(format!("in the register it belongs to {}", named.join(" and ")))
            }
            Reason::AmbiguousUnit => Some("the level above must say which is meant".to_owned()),
            _ if level.groups.iter().any(|group| has_label(&group)) => {
                Some("the register has it for other waves only: look at from_wave and to_wave".to_owned())
            }
            _ => {
                let groups = level.groups.iter().filter(|group| exists(group, self.wave));
                did_you_mean(label, groups.flat_map(|group| group.labels.iter().map(String::as_str)))
            }
        }
    }
}

fn by_label(level: &Breakdown, wave: usize) -> HashMap<String, Vec<usize>> {
    let mut units: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, group) in level.groups.iter().enumerate().filter(|(_, group)| exists(group, wave)) {
        let forms: HashSet<String> = group.labels.iter().map(|label| normal_form(label)).collect();
        for form in forms {
            units.entry(form).or_default().push(index);
        }
    }
    units
}

/// Whether the group exists in the wave.
pub(super) fn exists(group: &Group, wave: usize) -> bool {
    group.waves.get(wave).copied().unwrap_or(false)
}

/// Units that are not known, by level and reason.
struct Faults(Vec<[UnknownLabels; 3]>);

impl Faults {
    fn new(levels: usize) -> Self {
        Self((0..levels).map(|_| Default::default()).collect())
    }

    fn met(
        &mut self,
        tree: &Tree<'_>,
        fault: &Fault,
        labels: &[Option<&str>],
        sheet: &Sheet<'_>,
        row: usize,
    ) {
        let label = labels[fault.level].unwrap_or_default().trim();
        let (kind, context) = match (fault.reason, fault.under) {
            (Reason::WrongParent, Some(unit)) => (1, format!(" under “{}”", tree.name(unit))),
            (Reason::AmbiguousUnit, _) => (2, String::new()),
            _ => (0, String::new()),
        };
        self.0[fault.level][kind].met(sheet, row, Some(label), &context, || tree.hint(fault, label));
    }

    fn tell(self, tree: &Tree<'_>, wave: usize, rule: Unknown, problems: &mut Problems) {
        for (level, kinds) in tree.levels.iter().zip(self.0) {
            let header = level.headers.get(wave).and_then(Option::as_deref).unwrap_or(&level.name);
            let is_not = [
                "is not a unit of the register in this wave",
                "does not belong there",
                "is the name of several units",
            ];
            for (labels, is_not) in kinds.into_iter().zip(is_not) {
                labels.tell(rule, &Wording { header, is_not, treated: "set aside" }, problems);
            }
        }
    }
}
