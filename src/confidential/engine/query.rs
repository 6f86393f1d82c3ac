//! Queries: what is asked of an engine, so that its answers together are everything that is counted.

use crate::confidential::counts::Grouping;
use crate::plan::{CompositeKind, Plan};

/// One question to an engine, about the respondents of a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Respondents of each kind: by all breakdowns at once.
    Memberships,
    /// How many of each answer there are to each item.
    Answers(By),
    /// How many have a score on each composite, their sum, and the sum of their squares.
    Scores(By),
    /// Everyone's answers to the items of this composite, in sums and sums of products.
    Composite(usize),
    /// The same of the variables of this driver model, by unit of the highest level and resampling group.
    Driver(usize),
}

/// By what respondents are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// As in a table, of everyone or a cross table.
    Grouping(Grouping),
    /// As in the tables of all breakdowns, one after the other: first the breakdown, then the group.
    Breakdowns,
    /// As in the cells.
    Cells,
}

impl By {
    /// The breakdowns (indices into the plan's) that are columns, in their order.
    pub(super) fn breakdowns(self, plan: &Plan) -> Vec<usize> {
        match self {
            Self::Grouping(Grouping::All) | Self::Breakdowns => Vec::new(),
            Self::Grouping(Grouping::One(breakdown)) => vec![breakdown],
            Self::Grouping(Grouping::Cross(index)) => {
                let characteristic = plan.crosses.get(index).map(|cross| cross.characteristic);
                plan.highest_level().into_iter().chain(characteristic).collect()
            }
            Self::Cells => plan.cell_breakdowns(),
        }
    }
}

/// What is asked of a wave.
pub(super) fn every(plan: &Plan, wave: usize) -> Vec<Asked> {
    let mut by: Vec<By> = Grouping::every(plan).into_iter().map(By::Grouping).collect();
    by.retain(|by| !matches!(by, By::Grouping(Grouping::One(_))));
    if !plan.breakdowns.is_empty() {
        by.push(By::Breakdowns);
    }
    if !plan.cell_breakdowns().is_empty() {
        by.push(By::Cells);
    }
    let mut asked = vec![Asked::Memberships];
    if !plan.items.is_empty() {
        asked.extend(by.iter().copied().map(Asked::Answers));
    }
    if !scored(plan, wave).is_empty() {
        asked.extend(by.iter().copied().map(Asked::Scores));
    }
    asked.extend((0..plan.composites.len()).map(Asked::Composite));
    asked.extend((0..plan.drivers.len()).map(Asked::Driver));
    asked.retain(|asked| match asked {
        Asked::Composite(_) => asked.variables(plan, wave).len() >= 2,
        Asked::Driver(_) => !asked.variables(plan, wave).is_empty(),
        _ => true,
    });
    asked
}

/// The composites (indices into the plan's) that have items in a wave: nobody has a score on the others.
pub(super) fn scored(plan: &Plan, wave: usize) -> Vec<usize> {
    (0..plan.composites.len()).filter(|&index| !items(plan, index, wave).is_empty()).collect()
}

/// The items of a composite (indices) in a wave.
pub(super) fn items(plan: &Plan, composite: usize, wave: usize) -> &[usize] {
    plan.composites.get(composite).and_then(|composite| composite.items.get(wave)).map_or(&[], Vec::as_slice)
}

/// What a composite is called in a query: no id of a breakdown begins with this line.
pub(super) fn composite_name(plan: &Plan, composite: usize) -> String {
    let Some(composite) = plan.composites.get(composite) else { return String::new() };
    let waves = |waves: &[usize]| {
        let ids = waves.iter().filter_map(|&wave| Some(plan.waves.get(wave)?.id.as_str()));
        format!(" as in {}", ids.collect::<Vec<_>>().join(" and "))
    };
    let common = composite.common.as_ref().map(|common| waves(&common.waves));
    format!("_{}{}", composite.id, common.unwrap_or_default())
}

impl Asked {
    /// The breakdowns whose groups are the first columns of the answer.
    pub(super) fn breakdowns(self, plan: &Plan) -> Vec<usize> {
        match self {
            Self::Memberships => (0..plan.breakdowns.len()).collect(),
            Self::Answers(by) | Self::Scores(by) => by.breakdowns(plan),
            Self::Composite(_) => Vec::new(),
            Self::Driver(_) => plan.highest_level().into_iter().collect(),
        }
    }

    /// How many columns of text the answer begins with; all others are whole numbers.
    #[cfg_attr(not(any(test, feature = "distributed")), expect(dead_code, reason = "for answers"))]
    pub(super) fn texts(self, plan: &Plan) -> usize {
        let named = match self {
            Self::Answers(By::Breakdowns) | Self::Scores(By::Breakdowns) => 3,
            Self::Answers(_) | Self::Scores(_) => 1,
            _ => 0,
        };
        self.breakdowns(plan).len() + named
    }

    /// The items (indices) whose sums and products are asked for; the measure over all questions has none.
    pub(super) fn variables(self, plan: &Plan, wave: usize) -> Vec<usize> {
        let composite = |index: usize| plan.composites.get(index);
        match self {
            Self::Composite(index) if composite(index).is_some_and(|c| c.kind != CompositeKind::Overall) => {
                items(plan, index, wave).to_vec()
            }
            Self::Driver(index) => {
                plan.drivers.get(index).map(|model| model.variables(plan, wave)).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}
