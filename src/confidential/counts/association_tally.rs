//! The kernel of the associations: composites column by column, driver models person by person.
//!
//! A composite is counted for everyone alone, so a pair of its items is one product of two dense columns. A driver model
//! is counted for many small groups: there one person's products are added side by side to those of the group.

use crate::plan::{CompositeKind, MOST_CATEGORIES, Plan};

use super::associations::{Associations, RESAMPLING_GROUPS, resampling_group};
use super::block::Block;
use super::grouping::Grouping;
use super::moments::Moments;

/// The counters of all composites and driver models.
pub(super) struct AssociationTallies {
    /// With their indices into the plan's.
    composites: Vec<(usize, Variables, Moments)>,
    /// With their indices into the plan's; `[unit][resampling group]`, flattened, one unit more for those in none.
    drivers: Vec<(usize, Variables, Vec<Moments>)>,
    /// The highest level, and how many units it has.
    level: Option<(usize, usize)>,
    complete: Vec<u8>,
    columns: Vec<u8>,
    places: Vec<usize>,
}

/// Items that are looked at together, with the number of their categories.
struct Variables(Vec<(usize, u8)>);

impl AssociationTallies {
    /// Nobody counted yet.
    pub(super) fn new(plan: &Plan, wave: usize) -> Self {
        let level = plan.highest_level().map(|level| (level, Grouping::One(level).groups(plan)));
        let units = level.map_or(0, |(_, units)| units);
        let nobody = || vec![Moments::default(); (units + 1) * RESAMPLING_GROUPS];
        let composites = plan.composites.iter().enumerate().filter(|(_, c)| c.kind != CompositeKind::Overall);
        let composites = composites.map(|(index, composite)| {
            let asked = composite.items.get(wave).map_or(&[][..], Vec::as_slice);
            (index, Variables::new(plan, asked), Moments::default())
        });
        let drivers = plan
            .drivers
            .iter()
            .enumerate()
            .map(|(index, model)| (index, Variables::new(plan, &model.variables(plan, wave)), nobody()));
        Self {
            composites: composites.filter(|(_, variables, _)| variables.0.len() >= 2).collect(),
            drivers: drivers.filter(|(_, variables, _)| !variables.0.is_empty()).collect(),
            level,
            complete: Vec::new(),
            columns: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Counts a block.
    pub(super) fn add(&mut self, block: &Block) {
        for (_, variables, moments) in &mut self.composites {
            variables.complete(block, &mut self.complete);
            variables.columns(block, &self.complete, &mut self.columns);
            let cases = self.complete.iter().map(|&complete| u64::from(complete)).sum();
            moments.add_columns(cases, &self.columns, block.length());
        }
        if !self.drivers.is_empty() {
            self.place(block);
        }
        let mut case = Vec::new();
        for (_, variables, groups) in &mut self.drivers {
            variables.complete(block, &mut self.complete);
            variables.columns(block, &self.complete, &mut self.columns);
            for (row, &place) in self.places.iter().enumerate() {
                if self.complete[row] > 0 {
                    case.clear();
                    case.extend(self.columns.iter().skip(row).step_by(block.length()));
                    groups[place].add(&case);
                }
            }
        }
    }

    /// Each respondent's unit and resampling group, as one number.
    fn place(&mut self, block: &Block) {
        self.places.clear();
        self.places.extend(block.rows().map(resampling_group));
        if let Some((level, units)) = self.level {
            for (place, &unit) in self.places.iter_mut().zip(block.groups(level)) {
                *place += usize::from(unit).min(units) * RESAMPLING_GROUPS;
            }
        }
    }

    /// Adds the counters to the associations.
    pub(super) fn pour(self, associations: &mut Associations) {
        for (index, _, moments) in &self.composites {
            associations.composites[*index].merge(moments);
        }
        for (index, _, groups) in &self.drivers {
            let (everyone, units) = associations.drivers[*index].split_at_mut(1);
            for (unit, groups) in groups.chunks_exact(RESAMPLING_GROUPS).enumerate() {
                // Who is in no unit is behind the last: part of everyone alone.
                for totals in everyone.iter_mut().chain(units.get_mut(unit)) {
                    totals.iter_mut().zip(groups).for_each(|(total, moments)| total.merge(moments));
                }
            }
        }
    }
}

impl Variables {
    fn new(plan: &Plan, items: &[usize]) -> Self {
        let categories = |&item: &usize| {
            let item_of_plan = plan.items.get(item)?;
            Some((item, item_of_plan.categories.len().min(MOST_CATEGORIES) as u8))
        };
        Self(items.iter().filter_map(categories).collect())
    }

    /// 1 for each respondent who answered all of them on their scales, else 0.
    fn complete(&self, block: &Block, complete: &mut Vec<u8>) {
        complete.clear();
        complete.resize(block.length(), 1);
        for &(item, categories) in &self.0 {
            for (complete, &slot) in complete.iter_mut().zip(block.item(item)) {
                *complete &= u8::from((1..=categories).contains(&slot));
            }
        }
    }

    /// The codes of the complete cases, one variable after the other; 0 for all others.
    fn columns(&self, block: &Block, complete: &[u8], columns: &mut Vec<u8>) {
        columns.clear();
        for &(item, _) in &self.0 {
            columns.extend(block.item(item).iter().zip(complete).map(|(slot, complete)| slot * complete));
        }
    }
}
