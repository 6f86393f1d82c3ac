//! Groupings: by what respondents are grouped, and how the groups are called.

use crate::plan::{Breakdown, Plan};

/// How respondents were grouped in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::confidential) enum Grouping {
    /// Everyone, as one group.
    All,
    /// By one breakdown of the plan (its index); group = index into its groups.
    One(usize),
    /// By two (their indices): group = first × groups of the second + second.
    Two(usize, usize),
}

impl Grouping {
    /// The groupings that are counted: all; each breakdown; the highest level by each characteristic.
    pub(in crate::confidential) fn every(plan: &Plan) -> Vec<Self> {
        let indices = 0..plan.breakdowns.len();
        let characteristic = |&index: &usize| plan.breakdowns.get(index).is_some_and(|b| !b.is_level());
        let two_way = plan.highest_level().into_iter().flat_map(|level| {
            indices.clone().filter(characteristic).map(move |other| Self::Two(level, other))
        });
        [Self::All].into_iter().chain(indices.clone().map(Self::One)).chain(two_way).collect()
    }

    /// How many groups there are.
    pub(in crate::confidential) fn groups(self, plan: &Plan) -> usize {
        let groups = |index: usize| plan.breakdowns.get(index).map_or(0, |breakdown| breakdown.groups.len());
        match self {
            Self::All => 1,
            Self::One(index) => groups(index),
            Self::Two(first, second) => groups(first) * groups(second),
        }
    }

    /// The id by which files name the grouping: `all`, `grade`, `directorate×gender`.
    pub(in crate::confidential) fn id(self, plan: &Plan) -> String {
        let id = |index: usize| plan.breakdowns.get(index).map_or("", |breakdown| breakdown.id.as_str());
        match self {
            Self::All => "all".to_owned(),
            Self::One(index) => id(index).to_owned(),
            Self::Two(first, second) => format!("{}×{}", id(first), id(second)),
        }
    }

    /// The ids of the groups, in their order: `all`; `highways`; `highways×women`.
    pub(in crate::confidential) fn group_ids(self, plan: &Plan) -> Vec<String> {
        let ids = |index: usize| plan.breakdowns.get(index).map(group_ids).unwrap_or_default();
        match self {
            Self::All => vec!["all".to_owned()],
            Self::One(index) => ids(index),
            Self::Two(first, second) => {
                let seconds = ids(second);
                let joined = |first: String| seconds.iter().map(move |second| format!("{first}×{second}"));
                ids(first).into_iter().flat_map(joined).collect()
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
    fn all_each_breakdown_and_the_highest_level_by_each_characteristic() {
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
        let two_way = Grouping::Two(0, 2).group_ids(&plan);
        assert_eq!(two_way.get(4).map(String::as_str), Some("places×men"));
    }
}
