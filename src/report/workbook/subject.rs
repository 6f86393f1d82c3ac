//! What a row of the release is called: its breakdown, its group, its measure.

use std::collections::BTreeMap;

use crate::release::{Measure, Release};
use crate::report::section::tables::question_header;
use crate::report::wording;

/// What the group of all is called, and its breakdown.
const EVERYONE: &str = "Everyone";

/// The names of all ids.
pub(super) struct Names {
    breakdowns: BTreeMap<String, String>,
    groups: BTreeMap<String, BTreeMap<String, String>>,
}

impl Names {
    /// Of this release.
    pub(super) fn new(release: &Release) -> Self {
        let mut names = Self { breakdowns: BTreeMap::new(), groups: BTreeMap::new() };
        for breakdown in release.breakdowns() {
            let groups = breakdown.groups.iter().map(|group| (group.id.clone(), group.name.clone()));
            names.breakdowns.insert(breakdown.id.clone(), breakdown.name.clone());
            names.groups.insert(breakdown.id.clone(), groups.collect());
        }
        for cross in release.crosses() {
            let by = wording::lower(&names.breakdown(&cross.characteristic));
            let both = format!("{} and {by}", names.breakdown(&cross.level));
            let units = names.groups.get(&cross.level).cloned().unwrap_or_default();
            let row = |(id, unit): (&String, &String)| {
                let cell = |column: &crate::release::ReleasedColumn| {
                    (format!("{id}×{}", column.id), format!("{unit}: {}", column.name))
                };
                cross.columns.iter().map(cell).collect::<Vec<_>>()
            };
            names.groups.insert(cross.id.clone(), units.iter().flat_map(row).collect());
            names.breakdowns.insert(cross.id.clone(), both);
        }
        names
    }

    /// What a breakdown is called; its id where it has no name.
    pub(super) fn breakdown(&self, id: &str) -> String {
        let name = self.breakdowns.get(id).map_or(id, String::as_str);
        if id == "all" { EVERYONE } else { name }.to_owned()
    }

    /// What a group is called; its id where it has no name.
    pub(super) fn group(&self, breakdown: &str, id: &str) -> String {
        let name = self.groups.get(breakdown).and_then(|groups| groups.get(id)).map_or(id, String::as_str);
        if id == "all" { EVERYONE } else { name }.to_owned()
    }

    /// Whether two groups of a breakdown are called so, but for capitals.
    pub(super) fn is_shared(&self, breakdown: &str, name: &str) -> bool {
        let all = self.groups.get(breakdown).into_iter().flat_map(BTreeMap::values);
        all.filter(|own| own.to_lowercase() == name.to_lowercase()).count() > 1
    }
}

/// What a measure is called.
pub(super) fn measure_name(measure: Option<&Measure>, id: &str) -> String {
    measure.map_or_else(|| id.to_owned(), question_header)
}
