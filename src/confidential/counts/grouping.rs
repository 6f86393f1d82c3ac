//! Groupings: by what respondents are grouped, and how the groups are called.

use crate::plan::{Breakdown, Plan};

/// How respondents were grouped in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::confidential) enum Grouping {
    /// Everyone, as one group.
    All,
    /// By one breakdown of the plan (its index); group = index into its groups.
    One(usize),
    /// By a cross table of the plan (its index): group = unit of the highest level × columns + column.
    Cross(usize),
}

impl Grouping {
    /// The groupings that are counted: all; each breakdown; each cross table.
    pub(in crate::confidential) fn every(plan: &Plan) -> Vec<Self> {
        let one_way = (0..plan.breakdowns.len()).map(Self::One);
        let crosses = (0..plan.crosses.len()).map(Self::Cross);
        [Self::All].into_iter().chain(one_way).chain(crosses).collect()
    }

    /// How many groups there are.
    pub(in crate::confidential) fn groups(self, plan: &Plan) -> usize {
        let groups = |breakdown: Option<&Breakdown>| breakdown.map_or(0, |breakdown| breakdown.groups.len());
        match self {
            Self::All => 1,
            Self::One(index) => groups(plan.breakdowns.get(index)),
            Self::Cross(index) => {
                let columns = plan.crosses.get(index).map_or(0, |cross| cross.columns.len());
                groups(plan.highest()) * columns
            }
        }
    }

    /// The id by which files name the grouping: `all`, `grade`, `directorate×gender`.
    pub(in crate::confidential) fn id(self, plan: &Plan) -> String {
        let id = match self {
            Self::All => Some("all"),
            Self::One(index) => plan.breakdowns.get(index).map(|breakdown| breakdown.id.as_str()),
            Self::Cross(index) => plan.crosses.get(index).map(|cross| cross.id.as_str()),
        };
        id.unwrap_or_default().to_owned()
    }

    /// The ids of the groups, in their order: `all`; `highways`; `places×women`.
    pub(in crate::confidential) fn group_ids(self, plan: &Plan) -> Vec<String> {
        let ids = |breakdown: Option<&Breakdown>| breakdown.map(group_ids).unwrap_or_default();
        match self {
            Self::All => vec!["all".to_owned()],
            Self::One(index) => ids(plan.breakdowns.get(index)),
            Self::Cross(index) => {
                let columns = plan.crosses.get(index).map_or(&[][..], |cross| &cross.columns);
                let row = |unit: String| columns.iter().map(move |column| format!("{unit}×{}", column.id));
                ids(plan.highest()).into_iter().flat_map(row).collect()
            }
        }
    }
}

fn group_ids(breakdown: &Breakdown) -> Vec<String> {
    breakdown.groups.iter().map(|group| group.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn all_each_breakdown_and_each_cross_table() {
        let plan = sample::plan();
        let ids: Vec<String> =
            Grouping::every(&plan).into_iter().map(|grouping| grouping.id(&plan)).collect();
        let expected =
            ["all", "directorate", "service", "gender", "grade", "directorate×gender", "directorate×grade"];
        assert_eq!(ids, expected);
    }

    #[test]
    fn a_group_id_stands_where_the_group_is_counted() {
        let plan = sample::plan();
        for grouping in Grouping::every(&plan) {
            assert_eq!(grouping.group_ids(&plan).len(), grouping.groups(&plan));
        }
        let cross = Grouping::Cross(0).group_ids(&plan);
        assert_eq!(cross.get(3).map(String::as_str), Some("places×others"));
    }
}
