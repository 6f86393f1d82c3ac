//! Why a figure is withheld: told to the analyst as a sum, never to anybody else, and in no published file.

/// The rule that withholds a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::confidential) enum Reason {
    /// R1: too few people, or too few who answered.
    Size,
    /// R1: too few answers to a sensitive question.
    Sensitive,
    /// R2: others of the same table would leave too few when they are taken away.
    Residual,
    /// R3: all answered alike, or all but one; or nearly everyone of a small group took part.
    Unanimous,
    /// R4: a row of a cross table is shown whole or not at all.
    Cross,
    /// R5: groups of different tables would leave too few of each other.
    Containment,
    /// R6: a question that leads to it, or that it is made of, is withheld.
    Needed,
    /// R8: it would give away something with what was published before.
    Published,
}

impl Reason {
    /// In the analyst's words.
    pub(in crate::confidential) fn words(self) -> &'static str {
        match self {
            Self::Size => "too few people or answers",
            Self::Sensitive => "too few answers to a sensitive question",
            Self::Residual => "others of its table would give it away",
            Self::Unanimous => "all answered alike, or all but one",
            Self::Cross => "its row of a cross table is not shown",
            Self::Containment => "groups of other tables would give it away",
            Self::Needed => "rests on a withheld question",
            Self::Published => "what was published before would give it away",
        }
    }
}
