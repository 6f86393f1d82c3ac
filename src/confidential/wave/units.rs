//! The organisation's tree: which unit a respondent is in, at every level.
//!
//! A label counts only among the units that exist in this wave and, below the highest level that is
//! given, only under its parent. Where a level is blank and a lower one is not, the parents follow
//! from the lower one if only one unit has that name.

use std::collections::{HashMap, HashSet};

use super::NO_GROUP;
use super::column::Values;
use super::memo::{self, Memo};
use super::reason::Reason;
use super::spellings::Spellings;
use super::unknown::{Known, RowOf, UnknownLabels, Wording, did_you_mean};
use crate::confidential::export::{Batch, Cell, Column};
use crate::plan::label::{is_blank, normal_form};
use crate::plan::{Breakdown, BreakdownKind, Group, Plan, Unknown, WaveRules};
use crate::problem::Problems;

/// Finds the units of rows, whose labels are in these columns.
pub(super) struct Units<'a> {
    tree: &'a Tree<'a>,
    /// By level: where the labels are, and what their codes stand for; `None` where the wave does not have the level.
    columns: Vec<Option<(usize, Values<'a>)>>,
    blank: HashSet<String>,
}

/// What was found for the labels met before.
pub(super) struct Places {
    /// By level, a number for each label.
    labels: Vec<Memo<u32>>,
    next: Vec<u32>,
    known: HashMap<Box<[u32]>, usize>,
    found: Vec<Found>,
    /// The labels of the row that is looked at.
    row: Vec<u32>,
    /// Spellings that were not met before.
    pub(super) spellings: Spellings,
}

impl Places {
    /// Nothing yet.
    pub(super) fn new(levels: usize) -> Self {
        Self {
            labels: (0..levels).map(|_| Memo::new()).collect(),
            next: vec![0; levels],
            known: HashMap::new(),
            found: Vec::new(),
            row: Vec::new(),
            spellings: Spellings::default(),
        }
    }
}

impl<'a> Units<'a> {
    /// The levels of the tree in the columns of an export; `at` gives the column of a breakdown.
    pub(super) fn new(
        tree: &'a Tree<'a>,
        rules: &WaveRules,
        at: impl Fn(usize) -> Option<&'a Column>,
    ) -> Self {
        let column = |index: &usize| {
            let column = at(*index)?;
            Some((column.place()?, Values::of(column)))
        };
        Self { tree, columns: tree.indices.iter().map(column).collect(), blank: blank_labels(rules) }
    }

    /// The groups of a row at every level, and why it has none, if so.
    pub(super) fn of<'p>(&self, places: &'p mut Places, batch: &Batch, row: usize) -> &'p Found {
        places.row.clear();
        let mut full = false;
        for (level, column) in self.columns.iter().enumerate() {
            let text = column.as_ref().map_or(Cell::from(""), |(cell, _)| batch.at(row, *cell));
            let next = &mut places.next[level];
            let number = places.labels[level].get(text, |_| {
                *next += 1;
                *next
            });
            full |= number as usize > memo::MOST;
            places.row.push(number);
        }
        let index = match places.known.get(places.row.as_slice()) {
            Some(&index) if !full => index,
            _ => {
                places.found.truncate(memo::MOST);
                places.found.push(self.find(batch, row, &mut places.spellings));
                let index = places.found.len() - 1;
                if !full && places.known.len() < memo::MOST {
                    places.known.insert(places.row.as_slice().into(), index);
                }
                index
            }
        };
        &places.found[index]
    }

    fn find(&self, batch: &Batch, row: usize, spellings: &mut Spellings) -> Found {
        let label = |(cell, values): &'_ (usize, Values<'a>)| {
            let text = batch.cell(row, *cell);
            (!is_blank(text)).then(|| values.said(text).label.to_owned())
        };
        let labels: Vec<Option<String>> =
            self.columns.iter().map(|column| column.as_ref().and_then(label)).collect();
        let labels: Vec<Option<&str>> = labels.iter().map(Option::as_deref).collect();
        let found = self.tree.find(&labels, &self.blank);
        for (level, label) in labels.iter().enumerate() {
            let unit = found.groups.get(level).copied().filter(|unit| *unit != NO_GROUP);
            let other =
                label.zip(unit).and_then(|(label, unit)| self.tree.spelling(level, unit.into(), label));
            if let Some(spelling) = other {
                spellings.met(spelling);
            }
        }
        found
    }
}

/// Labels that say nothing about the unit.
fn blank_labels(rules: &WaveRules) -> HashSet<String> {
    let labels = rules.not_answered.iter().chain(&rules.prefer_not_to_say).chain(&rules.not_applicable);
    labels.map(|label| normal_form(label)).collect()
}

/// What was found for the labels of a row.
pub(super) struct Found {
    /// By level the group, or [`NO_GROUP`].
    pub(super) groups: Vec<u16>,
    /// Why a label has no unit.
    pub(super) fault: Option<Fault>,
}

/// Why a label has no unit.
pub(super) struct Fault {
    level: usize,
    /// As the ledger has it.
    pub(super) reason: Reason,
    /// The label.
    label: String,
    /// The deepest unit above that is known: level and group.
    under: Option<(usize, usize)>,
}

/// The levels and the units that exist in a wave, by the normal forms of their labels.
pub(super) struct Tree<'a> {
    wave: usize,
    /// The breakdown of each level, highest first.
    pub(super) indices: Vec<usize>,
    levels: Vec<&'a Breakdown>,
    by_label: Vec<HashMap<String, Vec<usize>>>,
}

impl<'a> Tree<'a> {
    /// The units of a plan in a wave.
    pub(super) fn new(plan: &'a Plan, wave: usize) -> Self {
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
            let label = label.unwrap_or_default().trim().to_owned();
            found.fault = Some(Fault { level, reason, label, under });
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

    /// A label of a unit where it is written otherwise than in the register, with its place.
    fn spelling(&self, level: usize, group: usize, label: &str) -> Option<(usize, usize, String)> {
        let labels = &self.levels.get(level)?.groups.get(group)?.labels;
        let form = normal_form(label);
        let own = labels.iter().any(|known| known == label.trim());
        let other = !own && labels.iter().any(|known| normal_form(known) == form);
        other.then(|| (level, group, label.trim().to_owned()))
    }

    /// The name of a unit of a level.
    pub(super) fn name(&self, (level, group): (usize, usize)) -> &'a str {
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
pub(super) struct Faults(Vec<[UnknownLabels; 3]>);

impl Faults {
    /// None yet.
    pub(super) fn new(levels: usize) -> Self {
        Self((0..levels).map(|_| Default::default()).collect())
    }

    /// Counts one in a row.
    pub(super) fn met(&mut self, tree: &Tree<'_>, fault: &Fault, row: RowOf) {
        let (kind, context) = match (fault.reason, fault.under) {
            (Reason::WrongParent, Some(unit)) => (1, format!(" under “{}”", tree.name(unit))),
            (Reason::AmbiguousUnit, _) => (2, String::new()),
            _ => (0, String::new()),
        };
        self.0[fault.level][kind].met(row, Some(&fault.label), &context, || tree.hint(fault, &fault.label));
    }

    /// Adds those of the next rows; `row` gives a row of theirs its number.
    pub(super) fn merge(&mut self, next: Self, row: impl Fn(RowOf) -> RowOf) {
        for (mine, next) in self.0.iter_mut().flatten().zip(next.0.into_iter().flatten()) {
            mine.merge(next, &row);
        }
    }

    /// Tells them.
    pub(super) fn tell(self, tree: &Tree<'_>, rule: Unknown, known: &Known<'_>, problems: &mut Problems) {
        for (level, kinds) in tree.levels.iter().zip(self.0) {
            let header = level.headers.get(tree.wave).and_then(Option::as_deref).unwrap_or(&level.name);
            let is_not = [
                "is not a unit of the register in this wave",
                "does not belong there",
                "is the name of several units",
            ];
            for (labels, is_not) in kinds.into_iter().zip(is_not) {
                labels.tell(rule, &Wording { header, is_not, treated: "set aside" }, known, problems);
            }
        }
    }
}
