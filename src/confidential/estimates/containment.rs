//! Which groups lie inside which: facts about the groups that protection needs, without any answer.

use super::Containment;
use crate::confidential::counts::Counts;
use crate::plan::Plan;

/// Every pair of groups of different breakdowns of which one has all of the other's respondents and more.
/// Units of different levels are left out: the tree of the organisation already says who is inside whom.
pub(super) fn containments(plan: &Plan, counts: &Counts) -> Vec<Containment> {
    let overlaps = &counts.overlaps;
    let mut groups = Vec::new();
    for (index, breakdown) in plan.breakdowns.iter().enumerate() {
        for (group, of) in breakdown.groups.iter().enumerate() {
            let number = overlaps.number(index, group);
            groups.push((breakdown, &of.id, number, overlaps.both(number, number)));
        }
    }
    let mut found = Vec::new();
    for (breakdown, id, inner, people) in &groups {
        for (other, other_id, outer, others) in &groups {
            let levels = breakdown.is_level() && other.is_level();
            let inside = *people > 0 && people <= others && overlaps.both(*inner, *outer) == *people;
            if breakdown.id != other.id && !levels && inside && inner != outer {
                found.push(Containment {
                    wave: counts.wave,
                    inner: (breakdown.id.clone(), (*id).clone()),
                    outer: (other.id.clone(), (*other_id).clone()),
                });
            }
        }
    }
    found
}
