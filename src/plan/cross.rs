//! Cross tables: a characteristic within every unit of the highest level, in few columns.

/// A cross table of the highest level and a characteristic.
///
/// Only collapsed columns are ever published: two to four, declared before the answers are read, in which everyone is once,
/// those who did not say included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cross {
    /// By which files name it: `directorate×gender`.
    pub id: String,
    /// The characteristic: index into [`super::Plan::breakdowns`].
    pub characteristic: usize,
    /// Two to four.
    pub columns: Vec<Column>,
}

/// One column of a cross table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Stable name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// The groups (indices) of the characteristic that are put together, in their order.
    pub groups: Vec<usize>,
}

/// The most columns of a cross table.
pub const MOST_COLUMNS: usize = 4;

impl Cross {
    /// The column in which a group of the characteristic is.
    ///
    /// ```
    /// use candour::plan::{Column, Cross};
    /// let column = |id: &str, groups: &[usize]| Column { id: id.into(), name: id.into(), groups: groups.into() };
    /// let cross = Cross {
    ///     id: "directorate×gender".into(),
    ///     characteristic: 2,
    ///     columns: vec![column("women", &[0]), column("others", &[1, 2])],
    /// };
    /// assert_eq!(cross.column_of(2), Some(1));
    /// ```
    #[must_use]
    pub fn column_of(&self, group: usize) -> Option<usize> {
        self.columns.iter().position(|column| column.groups.contains(&group))
    }
}
