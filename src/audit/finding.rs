//! Findings: what an intruder would get out of a release.

/// How a release gives something away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Leak {
    /// Something is said of a group that is too small.
    SmallGroup,
    /// Subtracting what is said of groups gives a group that is too small.
    Subtraction,
    /// Everyone, or everyone but as many as may know themselves, gave one answer: in a group or in what subtraction gives.
    Unanimous,
    /// Each answer is told of too few people.
    TooDetailed,
    /// A withheld figure can be worked out exactly.
    Determined,
    /// A withheld figure can be narrowed down too far.
    Narrow,
    /// A change tells the earlier figure, which is withheld.
    Change,
    /// Two releases of one wave's answers differ by too few people.
    Release,
    /// Two populations of one group differ by too few people.
    Scope,
    /// Something rests on a figure that is not shown.
    Finding,
    /// Something is in a place where no reader looks: a hidden sheet, data within a page, a comment.
    Hidden,
    /// This looks like somebody's personal data.
    PersonalData,
    /// The file is not what its release gives, or not what the manifest says.
    Altered,
    /// The file cannot be looked into, so nothing can be said for it.
    Unreadable,
}

/// A leak, where it is, and which files give it away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How.
    pub leak: Leak,
    /// The cell, in ids: `2024 · question pride · service libraries`; or the place in a file. Never a figure.
    pub place: String,
    /// The files that give it away together, in order.
    pub files: Vec<String>,
}
