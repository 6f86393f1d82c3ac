//! Breakdowns: the ways in which respondents are grouped.

/// A way of grouping respondents: a level of the organisation, or a characteristic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// Stable name, such as `directorate` or `grade`.
    pub id: String,
    /// As the report prints it: "Directorate", "Length of service".
    pub name: String,
    /// Level or characteristic.
    pub kind: BreakdownKind,
    /// The groups. For a level: its units over all waves. For a characteristic: the listed values and,
    /// last, "not stated", so that every respondent is in exactly one group.
    pub groups: Vec<Group>,
    /// The column's header in each wave's export; `None` where it was not asked.
    pub headers: Vec<Option<String>>,
}

/// What a breakdown groups by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakdownKind {
    /// A level of the organisation's tree; 0 is the highest.
    Level(usize),
    /// Something about the person.
    Characteristic {
        /// A protected characteristic of the Equality Act 2010, reported under fairness.
        protected: bool,
    },
}

/// One group of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable name, such as `highways`.
    pub id: String,
    /// As the report prints it.
    pub name: String,
    /// Labels of the export that mean this group, the name among them.
    pub labels: Vec<String>,
    /// For a unit below the highest level: the index of its parent in the level above.
    pub parent: Option<usize>,
    /// In which waves the group exists, by wave.
    pub waves: Vec<bool>,
}

/// The id of the group of those who did not say.
pub const NOT_STATED: &str = "not-stated";

impl Breakdown {
    /// Whether this is a level of the organisation.
    #[must_use]
    pub fn is_level(&self) -> bool {
        matches!(self.kind, BreakdownKind::Level(_))
    }

    /// The group with this id.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.id == id)
    }

    /// The group of those who did not say, where the breakdown has one.
    #[must_use]
    pub fn not_stated(&self) -> Option<usize> {
        self.group(NOT_STATED)
    }
}

impl super::Plan {
    /// The highest level of the organisation, among the breakdowns.
    #[must_use]
    pub fn highest_level(&self) -> Option<usize> {
        self.breakdowns.iter().position(|breakdown| breakdown.kind == BreakdownKind::Level(0))
    }

    /// The same, itself.
    #[must_use]
    pub fn highest(&self) -> Option<&Breakdown> {
        self.breakdowns.get(self.highest_level()?)
    }
}

/// A unit with its parents: the group at each of `levels` (highest first), `None` below the unit's own.
pub(crate) fn path(levels: &[&Breakdown], level: usize, group: usize) -> Vec<Option<usize>> {
    let mut units = vec![None; levels.len()];
    let mut at = Some(group);
    for level in (0..=level).rev() {
        units[level] = at;
        at = at.and_then(|group| levels[level].groups[group].parent);
    }
    units
}
