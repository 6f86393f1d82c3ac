//! Associations: how answers go together, for reliability and drivers.

use super::Grouping;
use super::moments::Moments;
use crate::plan::Plan;

/// Respondents are spread over this many resampling groups by a fixed rule, so that a bootstrap can draw groups instead
/// of people and the moments still merge.
pub(in crate::confidential) const RESAMPLING_GROUPS: usize = 200;

/// How answers go together in a wave.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::confidential) struct Associations {
    /// For each composite of the plan, everyone's answers to its items of this wave; nobody's where it has fewer than
    /// two of them or is the measure over all questions.
    pub(in crate::confidential) composites: Vec<Moments>,
    /// For each driver model of the plan, for everyone (0) and each group of the highest level (1 + its index), for each
    /// resampling group: the variables of `DriverModel::variables`. A model that the wave did not ask has no entries.
    pub(in crate::confidential) drivers: Vec<Vec<Vec<Moments>>>,
}

impl Associations {
    /// The associations of nobody.
    pub(super) fn new(plan: &Plan, wave: usize) -> Self {
        let units = plan.highest_level().map_or(0, |level| Grouping::One(level).groups(plan));
        let nobody = || vec![vec![Moments::default(); RESAMPLING_GROUPS]; 1 + units];
        let asked = plan.drivers.iter().map(|model| !model.variables(plan, wave).is_empty());
        Self {
            composites: vec![Moments::default(); plan.composites.len()],
            drivers: asked.map(|asked| if asked { nobody() } else { Vec::new() }).collect(),
        }
    }

    /// Adds the associations of other respondents.
    pub(super) fn merge(&mut self, other: &Self) {
        for (moments, others) in self.composites.iter_mut().zip(&other.composites) {
            moments.merge(others);
        }
        let others = other.drivers.iter().flatten().flatten();
        for (moments, others) in self.drivers.iter_mut().flatten().flatten().zip(others) {
            moments.merge(others);
        }
    }
}

/// The resampling group of a respondent, by the row number in the wave (not in the part that is being counted): the
/// first number that SplitMix64 (Steele, Lea and Flood, 2014) gives from it as its seed.
pub(in crate::confidential) fn resampling_group(row: usize) -> usize {
    let mut mixed = (row as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) % RESAMPLING_GROUPS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resampling_group_is_that_of_the_published_generator() {
        assert_eq!(resampling_group(0) as u64, 0xE220_A839_7B1D_CDAF % 200);
        assert_eq!(resampling_group(1_234_567) as u64, 6_457_827_717_110_365_317 % 200);
    }

    #[test]
    fn resampling_groups_are_about_as_large() {
        let mut sizes = [0_u32; RESAMPLING_GROUPS];
        (0..200_000).for_each(|row| sizes[resampling_group(row)] += 1);
        // Five standard deviations of a binomial number around 1,000.
        assert!(sizes.iter().all(|size| size.abs_diff(1000) < 160), "{sizes:?}");
    }
}
