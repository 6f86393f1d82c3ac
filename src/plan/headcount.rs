//! Headcount: how many people there are, by unit, staff group and characteristic.

/// One line of a headcount file, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadcountCell {
    /// For each level of the organisation, highest first: the index of the unit's group, or `None` below the unit.
    pub units: Vec<Option<usize>>,
    /// Index into [`super::Plan::scopes`]' staff groups, by name.
    pub staff_group: String,
    /// For each characteristic breakdown that the file has: (index of the breakdown, index of the group).
    pub characteristics: Vec<(usize, usize)>,
    /// People.
    pub people: u64,
}

/// A wave's headcount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// Its lines.
    pub cells: Vec<HeadcountCell>,
    /// Which characteristic breakdowns the file has, by index.
    pub characteristics: Vec<usize>,
}

/// Which people a rate is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Stable name, such as `core`.
    pub id: String,
    /// As the report prints it: "council employees".
    pub name: String,
    /// The staff groups that belong to it.
    pub staff_groups: Vec<String>,
}

impl Headcount {
    /// People of a scope in the whole organisation.
    #[must_use]
    pub fn total(&self, scope: &Scope) -> u64 {
        self.people(scope, |_| true)
    }

    /// People of a scope in the unit `group` of organisation level `level`.
    #[must_use]
    pub fn unit(&self, scope: &Scope, level: usize, group: usize) -> u64 {
        self.people(scope, |cell| cell.units.get(level) == Some(&Some(group)))
    }

    /// People of a scope in a group of a characteristic; `None` where the file does not have it.
    #[must_use]
    pub fn group(&self, scope: &Scope, breakdown: usize, group: usize) -> Option<u64> {
        let known = self.characteristics.contains(&breakdown);
        known.then(|| self.people(scope, |cell| cell.characteristics.contains(&(breakdown, group))))
    }

    fn people(&self, scope: &Scope, wanted: impl Fn(&HeadcountCell) -> bool) -> u64 {
        let counted = |cell: &&HeadcountCell| scope.staff_groups.contains(&cell.staff_group) && wanted(cell);
        self.cells.iter().filter(counted).map(|cell| cell.people).sum()
    }
}
