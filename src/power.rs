//! What a survey could show at all: from the plan and a headcount alone, before a single answer is read.
//!
//! A group of n respondents, of whom a share p answers positively, is looked at as the survey's analysis will look at
//! it: the 95% range of its percentage, the smallest difference from all other respondents and the smallest change
//! since a survey of the same size. Both are the smallest that a single test at 5% would find in four surveys of five.

use crate::methods::wilson::wilson_effective;
use crate::methods::{Z95, detectable};
use crate::plan::{Breakdown, Headcount, Plan, Scope};

/// The sizes, in respondents, for which the general table is made.
const SIZES: [u64; 14] = [10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 3_000];

/// What is assumed of the survey to come. Shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumed {
    /// How many of the people take part.
    pub response: f64,
    /// How many of their answers to a question are positive.
    pub positive: f64,
}

/// What a survey could show.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// The whole organisation.
    pub whole: Prospect,
    /// Each level of the organisation, highest first.
    pub levels: Vec<Level>,
    /// Groups of chosen sizes, smaller than the organisation.
    pub sizes: Vec<Prospect>,
}

/// The units of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The breakdown's id.
    pub id: String,
    /// As printed.
    pub name: String,
    /// The largest first, and of one size in the order of the plan.
    pub units: Vec<Prospect>,
    /// How many units exist of which the headcount says nothing.
    pub unknown: usize,
}

/// What could be shown of one group. Ranges and differences are points on 0..100.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// The unit's id, `all` for the organisation, the number of respondents for a size.
    pub id: String,
    /// As printed; empty for a size.
    pub name: String,
    /// People.
    pub people: u64,
    /// Of them, those expected to take part.
    pub respondents: u64,
    /// Half the width of the 95% range of a percentage; `None` where nothing would be published.
    pub range: Option<f64>,
    /// The smallest difference from the rest that it could show; `None` where none would be published or be found.
    pub difference: Option<f64>,
    /// The smallest change since a survey of the same size; `None` where none would be published or be found.
    pub change: Option<f64>,
    /// What it comes to.
    pub shows: Shows,
}

/// Which differences that matter a group could show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing would be published.
    Nothing,
    /// A percentage, and only differences larger than what matters.
    TooSmall,
    /// A difference from the rest.
    Difference,
    /// A change.
    Change,
    /// A difference from the rest and a change.
    Both,
}

impl Level {
    /// The smallest that any unit of the level could show, of what `of` picks.
    #[must_use]
    pub fn best(&self, of: impl Fn(&Prospect) -> Option<f64>) -> Option<f64> {
        self.units.iter().filter_map(of).reduce(f64::min)
    }

    /// How many units could show one of these.
    #[must_use]
    pub fn showing(&self, any: &[Shows]) -> usize {
        self.units.iter().filter(|unit| any.contains(&unit.shows)).count()
    }
}

impl Power {
    /// What a survey could show that is put to the people of this wave's headcount; `None` where it has none.
    #[must_use]
    pub fn of(plan: &Plan, wave: usize, assumed: Assumed) -> Option<Self> {
        let headcount = plan.waves.get(wave)?.headcount.as_ref()?;
        let scope = plan.scopes.first()?;
        let people = headcount.total(scope);
        let all = answering(people, assumed);
        let outlook = Outlook { plan, wave, assumed, all };
        let levels = plan.breakdowns.iter().filter(|breakdown| breakdown.is_level()).enumerate();
        let size = |respondents: &u64| {
            let people = (*respondents as f64 / assumed.response - 1e-9).ceil() as u64;
            outlook.prospect(respondents.to_string(), String::new(), people, *respondents)
        };
        Some(Self {
            whole: outlook.prospect("all".to_owned(), plan.survey.organisation.clone(), people, all),
            levels: levels.map(|(level, units)| outlook.level(headcount, scope, level, units)).collect(),
            sizes: SIZES.iter().filter(|size| **size < all).map(size).collect(),
        })
    }
}

/// How many of so many people are expected to take part.
fn answering(people: u64, assumed: Assumed) -> u64 {
    (people as f64 * assumed.response).round() as u64
}

/// What every group is judged by.
struct Outlook<'a> {
    plan: &'a Plan,
    /// Whose headcount and units.
    wave: usize,
    assumed: Assumed,
    /// Expected respondents of the whole organisation.
    all: u64,
}

impl Outlook<'_> {
    fn level(&self, headcount: &Headcount, scope: &Scope, level: usize, units: &Breakdown) -> Level {
        let there = |unit: &usize| units.groups[*unit].waves[self.wave];
        let there: Vec<usize> = (0..units.groups.len()).filter(there).collect();
        let prospect = |&unit: &usize| {
            let people = headcount.unit(scope, level, unit);
            let id = units.groups[unit].id.clone();
            (people > 0)
                .then(|| self.prospect(id, self.name(level, unit), people, answering(people, self.assumed)))
        };
        let mut known: Vec<Prospect> = there.iter().filter_map(prospect).collect();
        known.sort_by_key(|unit| std::cmp::Reverse(unit.people));
        let unknown = there.len() - known.len();
        Level { id: units.id.clone(), name: units.name.clone(), units: known, unknown }
    }

    /// The unit's name, with its parent's where another unit of the level has the same.
    fn name(&self, level: usize, unit: usize) -> String {
        let groups = &self.plan.breakdowns[level].groups;
        let group = &groups[unit];
        let namesakes = groups.iter().filter(|other| other.name == group.name && other.waves[self.wave]);
        let shared = namesakes.count() > 1;
        match group.parent.filter(|_| shared && level > 0) {
            Some(parent) => {
                format!("{} ({})", group.name, self.plan.breakdowns[level - 1].groups[parent].name)
            }
            None => group.name.clone(),
        }
    }

    fn prospect(&self, id: String, name: String, people: u64, respondents: u64) -> Prospect {
        let (p, n, rules) = (self.assumed.positive, respondents, &self.plan.protection);
        let published = n >= rules.smallest_group;
        let if_published = |points: Option<f64>| points.filter(|_| published).map(|share| 100.0 * share);
        let rest = self.all.saturating_sub(n);
        // The rest has the assumed share; it is the group that may be higher or lower. Both sides must be published.
        let difference = if_published(detectable(p, rest, n)).filter(|_| rest >= rules.smallest_group);
        let change = if_published(detectable(p, n, n)).filter(|_| n >= rules.smallest_change);
        let matters =
            |points: Option<f64>| points.is_some_and(|points| points <= self.plan.verdicts.meaningful_points);
        let shows = match (published, matters(difference), matters(change)) {
            (false, _, _) => Shows::Nothing,
            (true, false, false) => Shows::TooSmall,
            (true, true, false) => Shows::Difference,
            (true, false, true) => Shows::Change,
            (true, true, true) => Shows::Both,
        };
        let range = wilson_effective(p, n as f64, Z95).map(|interval| interval.width() / 2.0);
        Prospect { id, name, people, respondents, range: if_published(range), difference, change, shows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::HeadcountCell;

    const ASSUMED: Assumed = Assumed { response: 0.5, positive: 0.85 };

    /// The sample's plan with these people in its first directorates and their first services.
    fn plan(people: &[u64]) -> Plan {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/all-colleague");
        let mut plan = Plan::load(&folder).expect("a plan").value;
        let cell = |(directorate, people): (usize, &u64)| {
            let service =
                plan.breakdowns[1].groups.iter().position(|group| group.parent == Some(directorate));
            HeadcountCell {
                units: vec![Some(directorate), service, None],
                staff_group: plan.scopes[0].staff_groups[0].clone(),
                characteristics: Vec::new(),
                people: *people,
            }
        };
        let cells = people.iter().enumerate().map(cell).collect();
        plan.waves[1].headcount = Some(Headcount { cells, characteristics: Vec::new() });
        plan
    }

    fn directorates(people: &[u64]) -> Vec<Prospect> {
        let power = Power::of(&plan(people), 1, ASSUMED).expect("a headcount");
        power.levels.into_iter().next().expect("directorates").units
    }

    /// The chance that Pearson's test at 5% finds two shares different: every outcome of both groups, added up.
    fn found(p: [f64; 2], n: [u64; 2]) -> f64 {
        let law = |p: f64, n: u64| {
            let mut chance = (1.0 - p).ln() * n as f64;
            (0..=n).map(move |x| {
                let now = chance.exp();
                chance += ((n - x) as f64 / (x + 1) as f64 * p / (1.0 - p)).ln();
                (x as f64, now)
            })
        };
        let [n1, n2] = n.map(|n| n as f64);
        let others: Vec<(f64, f64)> = law(p[1], n[1]).collect();
        let mut found = 0.0;
        for (x1, chance) in law(p[0], n[0]) {
            for &(x2, other) in &others {
                let pooled = (x1 + x2) / (n1 + n2);
                let error = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
                found += if (x1 / n1 - x2 / n2).abs() > Z95 * error { chance * other } else { 0.0 };
            }
        }
        found
    }

    #[test]
    fn the_differences_that_are_named_are_found_in_four_surveys_of_five() {
        for (people, others) in [(100, 1500), (300, 900), (800, 800)] {
            let units = directorates(&[people, others]);
            let unit = units.iter().find(|unit| unit.people == people).expect("the unit");
            let [difference, change] = [unit.difference, unit.change].map(|d| d.expect("a size") / 100.0);
            let (n, rest) = (unit.respondents, others / 2);
            for (size, n) in [(difference, [n, rest]), (change, [n, n])] {
                let power = found([ASSUMED.positive - size, ASSUMED.positive], n);
                assert!((0.78..0.83).contains(&power), "{n:?}: {size} is found with {power}");
            }
        }
    }

    #[test]
    fn larger_units_come_first_and_show_more() {
        let units = directorates(&[60, 400, 90, 60]);
        let people: Vec<u64> = units.iter().map(|unit| unit.people).collect();
        assert_eq!(people, [400, 90, 60, 60]);
        for pair in units.windows(2) {
            assert!(pair[0].range <= pair[1].range && pair[0].change <= pair[1].change);
        }
        assert_eq!(units[0].respondents, 200);
    }

    #[test]
    fn nothing_is_promised_that_would_not_be_published() {
        let units = directorates(&[18, 38, 60, 10_000]);
        let of = |people: u64| units.iter().find(|unit| unit.people == people).expect("a unit");
        let nine = of(18);
        assert_eq!((nine.range, nine.difference, nine.change), (None, None, None));
        assert_eq!(nine.shows, Shows::Nothing);
        assert!(of(38).difference.is_some() && of(38).change.is_none(), "no change of under 20");
        assert!(of(60).change.is_some());
        let lone = directorates(&[10_000, 10]);
        assert_eq!(
            (lone[0].difference, lone[0].shows),
            (None, Shows::Change),
            "too few others to compare with"
        );
    }

    #[test]
    fn what_can_be_shown_follows_from_what_matters() {
        let shows = |people: &[u64]| directorates(people)[0].shows;
        assert_eq!(shows(&[400, 400]), Shows::TooSmall);
        assert_eq!(shows(&[1300, 1200, 1200, 1200]), Shows::Difference);
        assert_eq!(shows(&[4000, 300]), Shows::Change);
        assert_eq!(shows(&[4000, 4000]), Shows::Both);
        let mut plan = plan(&[400, 400]);
        plan.verdicts.meaningful_points = 20.0;
        let power = Power::of(&plan, 1, ASSUMED).expect("a headcount");
        assert_eq!(power.levels[0].showing(&[Shows::Both]), 2);
    }

    #[test]
    fn sizes_end_below_the_organisation_and_levels_say_what_the_headcount_does_not() {
        let power = Power::of(&plan(&[100, 110]), 1, ASSUMED).expect("a headcount");
        assert_eq!(power.whole.respondents, 105);
        let sizes: Vec<(u64, u64)> = power.sizes.iter().map(|size| (size.people, size.respondents)).collect();
        assert_eq!(sizes, [(20, 10), (30, 15), (40, 20), (60, 30), (100, 50), (150, 75), (200, 100)]);
        assert_eq!(power.levels[1].units.len(), 2);
        assert!(power.levels[2].units.is_empty() && power.levels[2].unknown > 100);
        let mut plan = plan(&[10]);
        plan.waves[1].headcount = None;
        assert_eq!(Power::of(&plan, 1, ASSUMED), None);
    }
}
