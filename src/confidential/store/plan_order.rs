//! The plan's order of the estimates: by wave, kind, measure, breakdown and group.

use std::collections::HashMap;

use polars::prelude::{DataFrame, IntoColumn, NamedFrom, PolarsResult, Series, SortMultipleOptions};

use crate::confidential::counts::Grouping;
use crate::confidential::estimates::{Estimate, Kind};
use crate::plan::{Composite, CompositeKind, Plan};

/// The column by which the table is sorted, as long as it is.
const PLACE: &str = "place";

/// The table with its rows in the plan's order. Rows of one place, and those that the plan does not
/// know, stay as they were.
pub(super) fn in_plan_order(mut table: DataFrame, rows: &[Estimate], plan: &Plan) -> PolarsResult<DataFrame> {
    let order = PlanOrder::new(plan);
    let places: Vec<u64> = rows.iter().map(|row| order.place(row)).collect();
    if places.is_sorted() {
        return Ok(table);
    }
    table.with_column(Series::new(PLACE.into(), places).into_column())?;
    let stable = SortMultipleOptions::default().with_maintain_order(true).with_multithreaded(false);
    table.sort([PLACE], stable)?.drop(PLACE)
}

/// Where the plan has each measure and each group.
struct PlanOrder {
    /// For each kind, the position of each measure.
    measures: [HashMap<String, u64>; KINDS.len()],
    /// For each breakdown, the position of each group among those of all breakdowns.
    groups: HashMap<String, HashMap<String, u64>>,
    /// More than any position of a measure.
    no_measure: u64,
    /// More than any position of a group.
    no_group: u64,
}

/// The kinds in their order.
const KINDS: [Kind; 5] = [Kind::Response, Kind::Question, Kind::Pillar, Kind::Index, Kind::Overall];

impl PlanOrder {
    fn new(plan: &Plan) -> Self {
        let measures = KINDS.map(|kind| measures(plan, kind).into_iter().zip(0..).collect::<HashMap<_, _>>());
        let mut no_group = 0;
        let mut groups = HashMap::new();
        for grouping in Grouping::every(plan) {
            let ids = grouping.group_ids(plan);
            let end = no_group + ids.len() as u64;
            groups.insert(grouping.id(plan), ids.into_iter().zip(no_group..end).collect());
            no_group = end;
        }
        let no_measure = measures.iter().map(|measures| measures.len() as u64).max().unwrap_or(0);
        Self { measures, groups, no_measure, no_group }
    }

    /// One number for the whole order: the digits are wave, kind, measure and group.
    fn place(&self, row: &Estimate) -> u64 {
        let kind = row.kind as usize;
        let measure = self.measures.get(kind).and_then(|measures| measures.get(&row.measure));
        let group = self.groups.get(&row.breakdown).and_then(|groups| groups.get(&row.group));
        let digits = [
            (KINDS.len() as u64, kind as u64),
            (self.no_measure + 1, measure.copied().unwrap_or(self.no_measure)),
            (self.no_group + 1, group.copied().unwrap_or(self.no_group)),
        ];
        digits.into_iter().fold(row.wave as u64, |place, (base, digit)| place * base + digit)
    }
}

/// The ids of a kind's measures in the plan's order.
fn measures(plan: &Plan, kind: Kind) -> Vec<String> {
    let composites = |kind: CompositeKind| {
        let own = |composite: &&Composite| composite.kind == kind && composite.common.is_none();
        let of_kind = plan.composites.iter().filter(own);
        of_kind.map(|composite| composite.id.clone()).collect()
    };
    match kind {
        Kind::Response => plan.scopes.iter().map(|scope| scope.id.clone()).collect(),
        Kind::Question => plan.items.iter().map(|item| item.id.clone()).collect(),
        Kind::Pillar => composites(CompositeKind::Pillar),
        Kind::Index => composites(CompositeKind::Index),
        Kind::Overall => composites(CompositeKind::Overall),
    }
}
