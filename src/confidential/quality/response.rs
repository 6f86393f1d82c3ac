//! Response: who answered, of the people there are. That more answered than there are is a problem told elsewhere.

use serde::Serialize;

use super::percent;
use crate::confidential::counts::{Counts, Grouping};
use crate::confidential::estimates::headcount::{Turnout, turnout};
use crate::plan::Plan;

/// Who answered.
#[derive(Serialize)]
pub(super) struct Response {
    /// Whom rates are about, where there is a headcount.
    pub(super) scope: Option<String>,
    /// Everyone.
    pub(super) everyone: Unit,
    /// The levels of the organisation, highest first.
    pub(super) levels: Vec<Level>,
}

/// A level of the organisation.
#[derive(Serialize)]
pub(super) struct Level {
    /// What it is called.
    pub(super) name: String,
    /// In the order of the plan.
    pub(super) units: Vec<Unit>,
    /// Responses that are of none of its units.
    pub(super) without: u64,
}

/// A unit, or everyone.
#[derive(Serialize)]
pub(super) struct Unit {
    /// What it is called.
    pub(super) name: String,
    /// People, where the headcount tells.
    pub(super) people: Option<u64>,
    /// Who answered.
    pub(super) respondents: u64,
    /// Of the people, in percent.
    pub(super) rate: Option<f64>,
}

impl Response {
    pub(super) fn of(plan: &Plan, counts: &Counts) -> Self {
        let turnout = turnout(plan, counts);
        let all = turnout.iter().find(|one| one.grouping == Grouping::All);
        let respondents = all.map_or(0, |all| all.respondents);
        let levels = plan.breakdowns.iter().enumerate().filter(|(_, breakdown)| breakdown.is_level());
        let level = |(index, breakdown): (usize, &crate::plan::Breakdown)| {
            let own = || turnout.iter().filter(|one| one.grouping == Grouping::One(index));
            let name = |one: &Turnout| breakdown.groups[one.group].name.clone();
            let within: u64 = own().map(|one| one.respondents).sum();
            Level {
                name: breakdown.name.clone(),
                units: own().map(|one| Unit::new(name(one), one.respondents, one.people)).collect(),
                without: respondents.saturating_sub(within),
            }
        };
        let people = all.and_then(|all| all.people);
        Self {
            scope: people.and(plan.scopes.first()).map(|scope| scope.name.clone()),
            everyone: Unit::new("Everyone".to_owned(), respondents, people),
            levels: levels.map(level).collect(),
        }
    }
}

impl Unit {
    fn new(name: String, respondents: u64, people: Option<u64>) -> Self {
        Self { name, people, respondents, rate: people.and_then(|people| percent(respondents, people)) }
    }
}
