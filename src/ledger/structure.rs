//! Structure: which groups a release knows in a wave, and how each is split into others.

use std::collections::{BTreeMap, BTreeSet};

use crate::release::{Release, ReleasedBreakdown, ReleasedCross, ReleasedGroup};

/// A group: ids of its breakdown and of itself.
pub(super) type Place<'a> = (&'a str, &'a str);

/// Everyone.
const ALL: Place<'static> = ("all", "all");

/// Groups that together are split into parts, and these parts.
pub(super) type Family<'a> = (Vec<Place<'a>>, Vec<Place<'a>>);

/// The groups of a wave.
pub(super) struct Structure<'a> {
    /// All of them but those of cross tables.
    groups: BTreeSet<Place<'a>>,
    /// The groups of each characteristic.
    characteristics: Vec<Vec<Place<'a>>>,
    /// The units directly below everyone or a unit.
    units: BTreeMap<Place<'a>, Vec<Place<'a>>>,
    crosses: &'a [ReleasedCross],
}

impl<'a> Structure<'a> {
    pub(super) fn new(release: &'a Release, wave: &str) -> Self {
        let mut characteristics = Vec::new();
        let mut units: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut groups = BTreeSet::from([ALL]);
        for breakdown in release.breakdowns() {
            let here = |group: &&ReleasedGroup| group.waves.iter().any(|known| known == wave);
            let there: Vec<&ReleasedGroup> = breakdown.groups.iter().filter(here).collect();
            let places = || there.iter().map(|group| (breakdown.id.as_str(), group.id.as_str()));
            groups.extend(places());
            match above(release.breakdowns(), breakdown) {
                None => characteristics.push(places().collect()),
                Some(above) => {
                    for (group, place) in there.iter().zip(places()) {
                        let parent = group.parent.as_deref().map_or(ALL, |parent| (above, parent));
                        units.entry(parent).or_default().push(place);
                    }
                }
            }
        }
        Self { groups, characteristics, units, crosses: release.crosses() }
    }

    /// Whether there is such a group.
    pub(super) fn knows(&self, place: Place<'_>) -> bool {
        let crossed = |cross: &ReleasedCross| {
            cross.id == place.0
                && place.1.split_once('×').is_some_and(|(unit, column)| {
                    self.groups.contains(&(cross.level.as_str(), unit))
                        && cross.columns.iter().any(|known| known.id == column)
                })
        };
        self.groups.contains(&place) || self.crosses.iter().any(crossed)
    }

    /// The families of shown groups: each whole with its largest shown parts, once for each way in which it is split.
    pub(super) fn families(&self, shown: &BTreeSet<Place<'a>>) -> Vec<Family<'a>> {
        let mut families: Vec<Family<'a>> = Vec::new();
        families.extend(self.characteristics.iter().map(|groups| (vec![ALL], groups.clone())));
        families.extend(self.units.iter().map(|(whole, below)| (vec![*whole], self.largest(below, shown))));
        families.extend(self.crosses.iter().flat_map(|cross| crossed(cross, shown)));
        for (_, parts) in &mut families {
            parts.retain(|part| shown.contains(part));
        }
        families
            .retain(|(whole, parts)| !parts.is_empty() && whole.iter().all(|group| shown.contains(group)));
        families
    }

    /// These units, or instead of one that is not shown the largest shown ones below it.
    fn largest(&self, units: &[Place<'a>], shown: &BTreeSet<Place<'a>>) -> Vec<Place<'a>> {
        let mut largest = Vec::new();
        // No deeper than there are units: a register that names a unit its own parent ends too.
        let mut next = units.to_vec();
        for _ in 0..self.groups.len() {
            let (there, hidden): (Vec<_>, Vec<_>) = next.into_iter().partition(|unit| shown.contains(unit));
            largest.extend(there);
            next = hidden.iter().filter_map(|unit| self.units.get(unit)).flatten().copied().collect();
            if next.is_empty() {
                break;
            }
        }
        largest
    }
}

/// For a level of the organisation: the breakdown above it, or everyone. None for a characteristic.
fn above<'a>(breakdowns: &'a [ReleasedBreakdown], breakdown: &ReleasedBreakdown) -> Option<&'a str> {
    let level = breakdown.level?;
    let above = level.checked_sub(1).and_then(|above| breakdowns.iter().find(|b| b.level == Some(above)));
    Some(above.map_or(ALL.0, |above| above.id.as_str()))
}

/// Each row of a cross table, and each column, whose groups are put together.
fn crossed<'a>(cross: &'a ReleasedCross, shown: &BTreeSet<Place<'a>>) -> Vec<Family<'a>> {
    let cells = || shown.iter().filter(|place| place.0 == cross.id);
    let split = || cells().filter_map(|place| Some((*place, place.1.split_once('×')?)));
    let units: BTreeSet<&str> = split().map(|(_, (unit, _))| unit).collect();
    let row = |unit: &'a str| {
        let parts = split().filter(|(_, (of, _))| *of == unit).map(|(place, _)| place);
        (vec![(cross.level.as_str(), unit)], parts.collect())
    };
    let column = |column: &'a crate::release::ReleasedColumn| {
        let whole = column.groups.iter().map(|group| (cross.characteristic.as_str(), group.as_str()));
        let parts = split().filter(|(_, (_, of))| *of == column.id).map(|(place, _)| place);
        (whole.collect(), parts.collect())
    };
    units.into_iter().map(row).chain(cross.columns.iter().map(column)).collect()
}
