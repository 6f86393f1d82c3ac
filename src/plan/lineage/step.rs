//! One wave back: units of a wave as sums of units of the wave before.

use std::collections::BTreeSet;

use super::{Sum, Term, Unit, listed};
use crate::plan::{LineageKind, Plan};

/// Units of one level that became others with a wave: all of the ones became all of the others.
struct Family {
    origins: BTreeSet<usize>,
    successors: BTreeSet<usize>,
}

impl Plan {
    /// A sum of units of a wave as one of units of the wave before.
    pub(super) fn one_wave_back(&self, sum: &Sum, level: usize, wave: usize) -> Result<Sum, String> {
        let mut earlier = Sum::new();
        for (unit, term) in sum {
            let own = unit.0 == level;
            let step = self.step(*unit, wave).map_err(|reason| {
                if own {
                    reason
                } else {
                    format!("{} cannot be followed back: {reason}", self.unit_name(*unit))
                }
            })?;
            for (part, inner) in step {
                add(
                    &mut earlier,
                    part,
                    Term { since: if own { wave } else { term.since }, ..inner },
                    term.times,
                );
            }
        }
        Ok(earlier)
    }

    /// One unit of a wave as units of the wave before.
    fn step(&self, unit: Unit, wave: usize) -> Result<Sum, String> {
        let (level, group) = unit;
        let family = self.families(level, wave).into_iter().find(|family| family.successors.contains(&group));
        match family {
            None if self.breakdowns[level].groups[group].waves[wave - 1] => {
                let same = BTreeSet::from([group]);
                self.together(level, &same, &same, wave)
            }
            None => Err("it is new since then".to_owned()),
            Some(family) if family.successors.len() == 1 => {
                self.together(level, &family.origins, &family.successors, wave)
            }
            Some(family) => self.of_lower_units(unit, wave).ok_or_else(|| self.split(group, level, &family)),
        }
    }

    /// A unit as the sum of its lower units, where every one of them has predecessors.
    fn of_lower_units(&self, (level, group): Unit, wave: usize) -> Option<Sum> {
        let mut sum = Sum::new();
        for child in self.children(level + 1, &BTreeSet::from([group]), wave) {
            for (part, term) in self.step((level + 1, child), wave).ok()? {
                add(&mut sum, part, term, 1);
            }
        }
        (!sum.is_empty()).then_some(sum)
    }

    /// Units of a wave, taken together, as units of the wave before: all of `earlier` became all of `later`, but for lower
    /// units that joined or left.
    fn together(
        &self,
        level: usize,
        earlier: &BTreeSet<usize>,
        later: &BTreeSet<usize>,
        wave: usize,
    ) -> Result<Sum, String> {
        let mut sum = Sum::new();
        let term = |times| Term { times, since: wave };
        for group in earlier {
            add(&mut sum, (level, *group), term(1), 1);
        }
        let next = level + 1;
        let (before, after) = (self.children(next, earlier, wave - 1), self.children(next, later, wave));
        if before.is_empty() && after.is_empty() {
            return Ok(sum);
        }
        let families = self.families(next, wave);
        let in_family =
            |unit: &usize| families.iter().any(|f| f.origins.contains(unit) || f.successors.contains(unit));
        let stayed: BTreeSet<usize> =
            (&before & &after).into_iter().filter(|unit| !in_family(unit)).collect();
        let (mut those, mut these) = (stayed.clone(), stayed);
        for family in &families {
            let (were, are) = (&family.origins & &before, &family.successors & &after);
            if !are.is_empty() && are == family.successors {
                for joined in &family.origins - &were {
                    add(&mut sum, (next, joined), term(1), 1);
                }
                those.extend(&family.origins);
                these.extend(&are);
                continue;
            }
            for unit in &are {
                let step = self.step((next, *unit), wave);
                for (part, inner) in step.map_err(|_| self.parted(next, family, !were.is_empty()))? {
                    add(&mut sum, part, inner, 1);
                }
            }
            for left in were {
                add(&mut sum, (next, left), term(-1), 1);
            }
        }
        let below = self.together(next, &those, &these, wave)?;
        for (part, inner) in below.into_iter().filter(|((at, _), _)| *at > next) {
            add(&mut sum, part, inner, 1);
        }
        Ok(sum)
    }

    /// The units of a level under these parents in a wave.
    fn children(&self, level: usize, parents: &BTreeSet<usize>, wave: usize) -> BTreeSet<usize> {
        let Some(breakdown) = self.breakdowns.get(level).filter(|breakdown| breakdown.is_level()) else {
            return BTreeSet::new();
        };
        let units = breakdown.groups.iter().enumerate();
        let under = units.filter(|(_, unit)| {
            unit.waves[wave] && unit.parent.is_some_and(|parent| parents.contains(&parent))
        });
        under.map(|(index, _)| index).collect()
    }

    /// What became what at a level with a wave.
    fn families(&self, level: usize, wave: usize) -> Vec<Family> {
        let mut families: Vec<Family> = Vec::new();
        for (origin, successor) in self.successions(level, wave) {
            let mut joined = Family { origins: [origin].into(), successors: [successor].into() };
            families.retain(|family| {
                let apart = !family.origins.contains(&origin) && !family.successors.contains(&successor);
                if !apart {
                    joined.origins.extend(&family.origins);
                    joined.successors.extend(&family.successors);
                }
                apart
            });
            families.push(joined);
        }
        families
    }

    /// The lines of `lineage.csv` for a level and wave, and what goes without saying: a unit into which another was merged
    /// became itself, and so did one that goes on after a part of it was split off.
    fn successions(&self, level: usize, wave: usize) -> Vec<(usize, usize)> {
        let units = &self.breakdowns[level].groups;
        let lines = self.lineage.iter().filter(|line| {
            line.wave == wave && line.unit.0 == level && line.successor.0 == level && wave > 0
        });
        let mut all = Vec::new();
        for line in lines {
            let (origin, successor) = (line.unit.1, line.successor.1);
            all.push((origin, successor));
            match line.kind {
                LineageKind::Merged if units[successor].waves[wave - 1] => all.push((successor, successor)),
                LineageKind::Split if units[origin].waves[wave] => all.push((origin, origin)),
                LineageKind::Merged | LineageKind::Split | LineageKind::Renamed | LineageKind::Moved => {}
            }
        }
        all
    }

    /// Why a unit that came of a split has no predecessor.
    fn split(&self, group: usize, level: usize, family: &Family) -> String {
        let others = |units: &BTreeSet<usize>| -> Vec<&str> {
            units.iter().filter(|unit| **unit != group).map(|unit| self.unit_name((level, *unit))).collect()
        };
        match others(&family.origins).as_slice() {
            [] => format!("a part of it became {}", listed(&others(&family.successors))),
            origins => format!("it was split from {}", listed(origins)),
        }
    }

    /// Why a unit has no predecessor of which a part of a lower unit left, or into which one came.
    fn parted(&self, level: usize, family: &Family, left: bool) -> String {
        let names: Vec<&str> = family.origins.iter().map(|unit| self.unit_name((level, *unit))).collect();
        let verb = if left { "left" } else { "joined" };
        format!("a part of {} has {verb} it", listed(&names))
    }
}

/// Adds a term so many times; what cancels out is gone.
fn add(sum: &mut Sum, unit: Unit, term: Term, times: i32) {
    let entry = sum.entry(unit).or_insert(Term { times: 0, ..term });
    entry.times += times * term.times;
    if entry.times == 0 {
        sum.remove(&unit);
    }
}
