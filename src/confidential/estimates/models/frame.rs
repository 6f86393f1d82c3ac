//! The frame: respondents by cell, and the margins of the workforce that they are held against.

use crate::confidential::counts::{Cell, Cells};
use crate::confidential::estimates::methods::{Margin, RakingCell};
use crate::plan::{BreakdownKind, Headcount, Plan};

/// The cells of a wave with their groups in the chosen breakdowns.
pub(super) struct Frame<'a> {
    /// The breakdowns (indices), in order.
    pub(super) breakdowns: Vec<usize>,
    /// For raking.
    pub(super) cells: Vec<RakingCell>,
    /// What is known of each cell.
    pub(super) contents: Vec<&'a Cell>,
    /// The unit of the highest level of each cell, where it has one.
    pub(super) units: Vec<Option<usize>>,
}

impl<'a> Frame<'a> {
    /// The cells seen by these breakdowns alone.
    pub(super) fn new(plan: &Plan, counted: &'a Cells, breakdowns: &[usize]) -> Self {
        let at = |wanted: usize| counted.breakdowns.iter().position(|breakdown| *breakdown == wanted);
        let columns: Vec<Option<usize>> = breakdowns.iter().map(|breakdown| at(*breakdown)).collect();
        let group = |key: &[u16], column: Option<usize>, breakdown: usize| {
            let group = usize::from(*key.get(column?)?);
            let known = group < plan.breakdowns[breakdown].groups.len();
            (known && plan.breakdowns[breakdown].not_stated() != Some(group)).then_some(group)
        };
        let highest = plan.highest_level();
        let unit_column = highest.and_then(at);
        let mut frame = Self {
            breakdowns: breakdowns.to_vec(),
            cells: Vec::with_capacity(counted.cells.len()),
            contents: Vec::with_capacity(counted.cells.len()),
            units: Vec::with_capacity(counted.cells.len()),
        };
        for (key, cell) in &counted.cells {
            let groups = columns.iter().zip(breakdowns);
            let groups = groups.map(|(column, breakdown)| group(key, *column, *breakdown)).collect();
            frame.cells.push(RakingCell { groups, respondents: cell.respondents });
            frame.contents.push(cell);
            frame.units.push(highest.and_then(|highest| group(key, unit_column, highest)));
        }
        frame
    }

    /// The cells for which `wanted` says so, by their index.
    pub(super) fn only(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.cells.len()).filter(|cell| wanted(*cell)).collect();
        Self {
            breakdowns: self.breakdowns.clone(),
            cells: kept.iter().map(|cell| self.cells[*cell].clone()).collect(),
            contents: kept.iter().map(|cell| self.contents[*cell]).collect(),
            units: kept.iter().map(|cell| self.units[*cell]).collect(),
        }
    }

    /// People by group in each breakdown: from the headcount where it has the breakdown, else the respondents.
    pub(super) fn standard(&self, plan: &Plan, wave: usize) -> Vec<Vec<u64>> {
        let headcount = plan.waves[wave].headcount.as_ref();
        let of = |(at, breakdown): (usize, &usize)| {
            headcount
                .and_then(|headcount| workforce(plan, headcount, *breakdown))
                .unwrap_or_else(|| self.respondents(plan, at, *breakdown))
        };
        self.breakdowns.iter().enumerate().map(of).collect()
    }

    fn respondents(&self, plan: &Plan, at: usize, breakdown: usize) -> Vec<u64> {
        let mut people = vec![0; plan.breakdowns[breakdown].groups.len()];
        for cell in &self.cells {
            if let Some(group) = cell.groups.get(at).copied().flatten() {
                people[group] += cell.respondents;
            }
        }
        people
    }
}

/// People of the main scope by group of a breakdown; `None` where the headcount does not have it.
pub(super) fn workforce(plan: &Plan, headcount: &Headcount, breakdown: usize) -> Option<Vec<u64>> {
    let scope = plan.scopes.first()?;
    let groups = 0..plan.breakdowns[breakdown].groups.len();
    match plan.breakdowns[breakdown].kind {
        BreakdownKind::Level(level) => {
            Some(groups.map(|group| headcount.unit(scope, level, group)).collect())
        }
        BreakdownKind::Characteristic { .. } => {
            groups.map(|group| headcount.group(scope, breakdown, group)).collect()
        }
    }
}

/// The margins as the methods take them.
pub(super) fn margins(targets: &[Vec<u64>]) -> Vec<Margin<'_>> {
    targets.iter().map(|targets| Margin { targets }).collect()
}
