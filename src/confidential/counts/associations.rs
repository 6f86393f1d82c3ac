//! Associations: how answers go together, for reliability and drivers.

use super::moments::Moments;
use crate::plan::Plan;

/// Respondents are spread over this many resampling groups by a fixed rule, so that a bootstrap can draw groups instead
/// of people and the moments still merge.
pub(in crate::confidential) const RESAMPLING_GROUPS: usize = 200;

/// How answers go together in a wave.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Associations {
    /// For each composite of the plan, everyone's answers to its items of this wave.
    pub(in crate::confidential) composites: Vec<Moments>,
    /// For each driver model of the plan, for everyone (0) and each group of the highest level (1 + its index), for each
    /// resampling group: the variables of `DriverModel::variables`.
    pub(in crate::confidential) drivers: Vec<Vec<Vec<Moments>>>,
}

impl Associations {
    /// The associations of nobody.
    pub(super) fn new(_plan: &Plan, _wave: usize) -> Self {
        Self::default()
    }
}
