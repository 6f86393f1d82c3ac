//! What an engine answered, put together to the counts that the kernel would have made.

use std::collections::BTreeMap;

use crate::confidential::counts::{
    Cell, Counts, FIRST_MISSING, Grouping, Moments, RESAMPLING_GROUPS, SLOTS, ScoreSums, slot_of,
};
use crate::confidential::store::group_column;
use crate::confidential::wave::NO_GROUP;
use crate::plan::{Breakdown, Plan, Tone};

use super::query::{Asked, By, composite_name};

/// A row of an answer: columns of text, then whole numbers; the sum over nobody is 0.
pub(super) struct Row {
    /// Ids of groups, nothing for those in none; then the item or the composite.
    pub(super) texts: Vec<Option<String>>,
    /// Codes, counts and sums.
    pub(super) numbers: Vec<u128>,
}

/// Counts that are filled with one answer after the other. Memberships come first: who is in a group is counted of them.
pub(super) struct Rebuilt<'a> {
    plan: &'a Plan,
    counts: Counts,
    /// For each breakdown, the code of each id.
    codes: Vec<BTreeMap<&'a str, u16>>,
    items: BTreeMap<&'a str, usize>,
    composites: BTreeMap<String, usize>,
}

impl<'a> Rebuilt<'a> {
    /// The counts of nobody.
    pub(super) fn new(plan: &'a Plan, wave: usize) -> Self {
        let ids = |breakdown: &'a Breakdown| {
            breakdown.groups.iter().map(|group| group.id.as_str()).zip(0..).collect()
        };
        let composites = (0..plan.composites.len()).map(|index| (composite_name(plan, index), index));
        Self {
            plan,
            counts: Counts::new(plan, wave),
            codes: plan.breakdowns.iter().map(ids).collect(),
            items: plan.items.iter().map(|item| item.id.as_str()).zip(0..).collect(),
            composites: composites.collect(),
        }
    }

    /// What was counted.
    pub(super) fn counts(self) -> Counts {
        self.counts
    }

    /// Adds an answer; `None` where it cannot be one to what was asked.
    pub(super) fn add(&mut self, asked: Asked, rows: &[Row]) -> Option<()> {
        let breakdowns = asked.breakdowns(self.plan);
        let mut kinds = Vec::new();
        for row in rows {
            let groups = self.groups(&breakdowns, row)?;
            match asked {
                Asked::Memberships => kinds.push((groups, u32::try_from(*row.numbers.first()?).ok()?)),
                Asked::Answers(by) | Asked::Scores(by) => {
                    let (by, groups) = self.one_breakdown(by, groups, row)?;
                    match asked {
                        Asked::Scores(_) => self.scores(by, &groups, row)?,
                        _ => self.answers(by, &groups, row)?,
                    }
                }
                Asked::Composite(index) => {
                    let moments = moments(&row.numbers, asked.variables(self.plan, self.counts.wave).len())?;
                    self.counts.associations.composites.get_mut(index)?.merge(&moments);
                }
                Asked::Driver(index) => self.driver(asked, index, &groups, row)?,
            }
        }
        kinds.retain(|(_, people)| *people > 0);
        kinds.sort_unstable();
        kinds.into_iter().try_for_each(|(groups, people)| self.kind(groups, people))
    }

    /// The group codes in these breakdowns.
    fn groups(&self, breakdowns: &[usize], row: &Row) -> Option<Vec<u16>> {
        let code = |(&breakdown, text): (&usize, &Option<String>)| match text {
            None => Some(NO_GROUP),
            Some(id) => self.codes.get(breakdown)?.get(id.as_str()).copied(),
        };
        let codes: Vec<u16> = breakdowns.iter().zip(&row.texts).map(code).collect::<Option<_>>()?;
        (codes.len() == breakdowns.len()).then_some(codes)
    }

    /// Where a row says of which breakdown it is: the grouping by that one, and the code of the group.
    fn one_breakdown(&self, by: By, groups: Vec<u16>, row: &Row) -> Option<(By, Vec<u16>)> {
        if by != By::Breakdowns {
            return Some((by, groups));
        }
        let [Some(column), Some(group), _] = row.texts.as_slice() else { return None };
        let is_named = |breakdown: &Breakdown| group_column(breakdown) == *column;
        let breakdown = self.plan.breakdowns.iter().position(is_named)?;
        let code = self.codes.get(breakdown)?.get(group.as_str()).copied()?;
        Some((By::Grouping(Grouping::One(breakdown)), vec![code]))
    }

    /// Respondents who are alike in all breakdowns: into the memberships, and into the sizes of groups and cells.
    fn kind(&mut self, groups: Vec<u16>, people: u32) -> Option<()> {
        let plan = self.plan;
        let of =
            |by: By| by.breakdowns(plan).iter().map(|&b| groups.get(b).copied()).collect::<Option<Vec<_>>>();
        for table in &mut self.counts.tables {
            if let Some(group) = group(plan, table.grouping, &of(By::Grouping(table.grouping))?) {
                *table.respondents.get_mut(group)? += u64::from(people);
            }
        }
        if !self.counts.cells.breakdowns.is_empty() {
            let cell = self.counts.cells.cells.entry(of(By::Cells)?).or_insert_with(|| empty_cell(plan));
            cell.respondents += u64::from(people);
        }
        self.counts.memberships.codes.extend(groups);
        self.counts.memberships.people.push(people);
        Some(())
    }

    fn answers(&mut self, by: By, groups: &[u16], row: &Row) -> Option<()> {
        let item = *self.items.get(row.texts.last()?.as_deref()?)?;
        let &[answer, count] = row.numbers.as_slice() else { return None };
        let (answer, count) = (u8::try_from(answer).ok()?, u64::try_from(count).ok()?);
        let slot = usize::from(slot_of(answer));
        match by {
            By::Grouping(grouping) => {
                let items = self.plan.items.len();
                let table = self.counts.tables.iter_mut().find(|table| table.grouping == grouping)?;
                if let Some(group) = group(self.plan, grouping, groups) {
                    *table.answers.get_mut((group * items + item) * SLOTS + slot)? += count;
                }
            }
            By::Breakdowns => return None,
            By::Cells => {
                let [answers, positive] = self.counts.cells.cells.get_mut(groups)?.items.get_mut(item)?;
                let category = slot.checked_sub(1).filter(|_| slot < FIRST_MISSING);
                let category =
                    category.and_then(|category| self.plan.items.get(item)?.categories.get(category));
                *answers += category.map_or(0, |_| count);
                *positive += category.filter(|c| c.tone == Tone::Positive).map_or(0, |_| count);
            }
        }
        Some(())
    }

    fn scores(&mut self, by: By, groups: &[u16], row: &Row) -> Option<()> {
        let composite = *self.composites.get(row.texts.last()?.as_deref()?)?;
        let &[n, sum, squares] = row.numbers.as_slice() else { return None };
        let sums = ScoreSums { n: u64::try_from(n).ok()?, sum: u64::try_from(sum).ok()?, squares };
        match by {
            By::Grouping(grouping) => {
                let composites = self.plan.composites.len();
                let table = self.counts.tables.iter_mut().find(|table| table.grouping == grouping)?;
                if let Some(group) = group(self.plan, grouping, groups) {
                    add(table.scores.get_mut(group * composites + composite)?, sums);
                }
            }
            By::Breakdowns => return None,
            By::Cells => add(self.counts.cells.cells.get_mut(groups)?.scores.get_mut(composite)?, sums),
        }
        Some(())
    }

    fn driver(&mut self, asked: Asked, index: usize, groups: &[u16], row: &Row) -> Option<()> {
        let (&resampling, numbers) = row.numbers.split_first()?;
        let resampling = usize::try_from(resampling).ok().filter(|group| *group < RESAMPLING_GROUPS)?;
        let moments = moments(numbers, asked.variables(self.plan, self.counts.wave).len())?;
        let (everyone, units) = self.counts.associations.drivers.get_mut(index)?.split_first_mut()?;
        everyone.get_mut(resampling)?.merge(&moments);
        if let Some(unit) = groups.first().filter(|unit| **unit != NO_GROUP) {
            units.get_mut(usize::from(*unit))?.get_mut(resampling)?.merge(&moments);
        }
        Some(())
    }
}

/// The group of a table in which respondents with these group codes are, if they are in one.
fn group(plan: &Plan, grouping: Grouping, groups: &[u16]) -> Option<usize> {
    let in_a_group = |code: &u16| (*code != NO_GROUP).then_some(usize::from(*code));
    match (grouping, groups) {
        (Grouping::All, _) => Some(0),
        (Grouping::One(_), [group]) => in_a_group(group),
        (Grouping::Cross(index), [unit, group]) => {
            let cross = plan.crosses.get(index)?;
            Some(in_a_group(unit)? * cross.columns.len() + cross.column_of(in_a_group(group)?)?)
        }
        _ => None,
    }
}

/// Number, sums and products in their order, as the query has them.
fn moments(numbers: &[u128], variables: usize) -> Option<Moments> {
    if numbers.len() != 1 + variables + variables * (variables + 1) / 2 {
        return None;
    }
    let numbers: Vec<u64> = numbers.iter().map(|&n| u64::try_from(n).ok()).collect::<Option<_>>()?;
    let (&n, sums) = numbers.split_first()?;
    let (sums, products) = sums.split_at_checked(variables)?;
    Some(Moments { n, sums: sums.to_vec(), products: products.to_vec() })
}

fn empty_cell(plan: &Plan) -> Cell {
    let scores = vec![ScoreSums::default(); plan.composites.len()];
    Cell { respondents: 0, items: vec![[0; 2]; plan.items.len()], scores }
}

fn add(total: &mut ScoreSums, sums: ScoreSums) {
    total.n += sums.n;
    total.sum += sums.sum;
    total.squares += sums.squares;
}
