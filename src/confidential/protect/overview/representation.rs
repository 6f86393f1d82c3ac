//! Representation: how the respondents differ from the workforce, by every breakdown that the headcount has.

use super::seen::{Measured, Seen, SeenRow};
use crate::confidential::estimates::Kind;
use crate::confidential::estimates::methods::representativeness;
use crate::confidential::protect::findings::{Representation, RepresentedGroup};
use crate::plan::Breakdown;

/// Every breakdown of every wave with two groups or more whose response rates are shown.
pub(in crate::confidential::protect) fn representation(seen: &Seen<'_>) -> Vec<Representation> {
    let Some(scope) = seen.plan.scopes.first() else { return Vec::new() };
    let mut found = Vec::new();
    for wave in 0..seen.plan.waves.len() {
        let measured = Measured { wave, kind: Kind::Response, id: &scope.id };
        for breakdown in &seen.plan.breakdowns {
            found.extend(of_breakdown(seen, measured, breakdown));
        }
    }
    found
}

/// People and respondents of a group.
struct Part {
    group: Option<String>,
    people: u64,
    respondents: u64,
}

fn of_breakdown(seen: &Seen<'_>, measured: Measured<'_>, breakdown: &Breakdown) -> Option<Representation> {
    let groups = seen.groups(measured, breakdown);
    if groups.len() < 2 {
        return None;
    }
    let part = |shown: &SeenRow<'_>| Part {
        group: Some(shown.row.group.clone()),
        people: shown.row.base,
        respondents: shown.row.respondents,
    };
    let mut parts: Vec<Part> = groups.iter().map(part).collect();
    let all = part(&seen.all(measured)?);
    parts.extend(remainder(&all, &parts));
    let respondents: Vec<u64> = parts.iter().map(|part| part.respondents).collect();
    let people: Vec<u64> = parts.iter().map(|part| part.people).collect();
    let (everybody, answered): (u64, u64) = (people.iter().sum(), respondents.iter().sum());
    let percent = |part: u64, whole: u64| if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    let found = representativeness(&respondents, &people);
    let represented = |part: Part| RepresentedGroup {
        workforce: percent(part.people, everybody),
        respondents: percent(part.respondents, answered),
        rate: percent(part.respondents, part.people),
        group: part.group,
    };
    Some(Representation {
        wave: seen.wave(measured.wave),
        breakdown: breakdown.id.clone(),
        groups: parts.into_iter().map(represented).collect(),
        r_indicator: found.as_ref().and_then(|found| found.r_indicator),
        p_value: found.and_then(|found| found.p_value),
    })
}

/// Everybody else. Among them are respondents who did not say where they belong: where there are more of those than
/// people left, nothing can be said of the rest and it is left out.
fn remainder(all: &Part, parts: &[Part]) -> Option<Part> {
    let left = |of: fn(&Part) -> u64| parts.iter().try_fold(of(all), |left, part| left.checked_sub(of(part)));
    let (people, respondents) = (left(|part| part.people)?, left(|part| part.respondents)?);
    (people > 0 && people >= respondents).then_some(Part { group: None, people, respondents })
}
