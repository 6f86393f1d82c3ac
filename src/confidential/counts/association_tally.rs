//! The kernel of the associations: composites column by column, driver models person by person.
//!
//! A composite is counted for everyone alone, so a pair of its items is one product of two dense columns: those who
//! answered everything are put side by side first, which of many items are few. A driver model
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
    /// The complete ones of a block, by their place in it.
    cases: Vec<usize>,
    columns: Vec<i16>,
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
            cases: Vec::new(),
            columns: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Counts a block.
    pub(super) fn add(&mut self, block: &Block) {
        for (_, variables, moments) in &mut self.composites {
            variables.complete(block, &mut self.complete, &mut self.cases);
            variables.columns(block, &self.cases, &mut self.columns);
            moments.add_columns(self.cases.len(), &self.columns);
        }
        if !self.drivers.is_empty() {
            self.place(block);
        }
        let mut case = Vec::new();
        for (_, variables, groups) in &mut self.drivers {
            variables.complete(block, &mut self.complete, &mut self.cases);
            for &respondent in &self.cases {
                case.clear();
                case.extend(variables.0.iter().map(|&(item, _)| block.item(item)[respondent]));
                groups[self.places[respondent]].add(&case);
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

    /// The respondents who answered all of them on their scales; `complete` is room for a mark of each.
    fn complete(&self, block: &Block, complete: &mut Vec<u8>, cases: &mut Vec<usize>) {
        complete.clear();
        complete.resize(block.length(), 1);
        for &(item, categories) in &self.0 {
            for (complete, &slot) in complete.iter_mut().zip(block.item(item)) {
                *complete &= u8::from(slot.wrapping_sub(1) < categories);
            }
        }
        cases.clear();
        cases.extend(complete.iter().zip(0..).filter(|(complete, _)| **complete > 0).map(|(_, case)| case));
    }

    /// The codes of the complete cases, one variable after the other.
    fn columns(&self, block: &Block, cases: &[usize], columns: &mut Vec<i16>) {
        columns.clear();
        for &(item, _) in &self.0 {
            let slots = block.item(item);
            columns.extend(cases.iter().map(|&case| i16::from(slots[case])));
        }
    }
}
