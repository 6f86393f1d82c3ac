//! A column of an export: what the plan may call it, where its cells are, and what its codes mean.

/// One thing that was asked or recorded of every respondent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::confidential) struct Column {
    /// Its names, the one a person would use first: the question's text, `question - sub-question`, then the tool's
    /// own name for it (`Q3`, `Q4[SQ001]`). None is empty.
    pub(in crate::confidential) names: Vec<String>,
    /// Where its cells are.
    pub(in crate::confidential) cells: Cells,
    /// What the codes in its cells stand for, where the file or a codebook says so. A cell that is none of these codes
    /// is taken as it is.
    pub(in crate::confidential) values: Vec<Value>,
}

/// Where the cells of a column are.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::confidential) enum Cells {
    /// In one column of the file, from 0.
    One(usize),
    /// Multiple choice with a column for each option: the column of the file, and the option's label. An option is
    /// chosen where its cell has something in it that is not one of `not_chosen`.
    Options { options: Vec<(usize, String)>, not_chosen: Vec<String> },
}

impl Default for Cells {
    fn default() -> Self {
        Self::One(0)
    }
}

/// A code of a column, and what it stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::confidential) struct Value {
    /// As cells have it: `1`, `A3`, `9`.
    pub(in crate::confidential) code: String,
    /// What the questionnaire says: `Strongly agree`. May be empty where only `missing` is known.
    pub(in crate::confidential) label: String,
    /// Why it is no answer, where the file declares it as missing. A label that the plan lists as a kind of missing
    /// counts more than this.
    pub(in crate::confidential) missing: Option<Missing>,
}

/// A kind of missing that a file declares by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::confidential) enum Missing {
    /// Left empty: "No reply".
    NotAnswered,
    /// Not put to the respondent: "Not asked".
    NotAsked,
    /// An answer that cannot be used: "Error".
    Invalid,
}

impl Column {
    /// A column of the file under one name.
    pub(in crate::confidential) fn one(name: impl Into<String>, column: usize) -> Self {
        Self { names: vec![name.into()], cells: Cells::One(column), values: Vec::new() }
    }

    /// The column of the file in which its cells are, if it is one.
    pub(in crate::confidential) fn place(&self) -> Option<usize> {
        match self.cells {
            Cells::One(place) => Some(place),
            Cells::Options { .. } => None,
        }
    }

    /// The columns of the file in which its cells are.
    pub(in crate::confidential) fn places(&self) -> impl Iterator<Item = usize> {
        let (one, options) = match &self.cells {
            Cells::One(one) => (Some(*one), [].as_slice()),
            Cells::Options { options, .. } => (None, options.as_slice()),
        };
        one.into_iter().chain(options.iter().map(|(column, _)| *column))
    }
}

/// The names of a column that has some of these, each once and none empty.
pub(super) fn names<const N: usize>(names: [&String; N]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !name.trim().is_empty() && !kept.contains(name) {
            kept.push(name.clone());
        }
    }
    kept
}
