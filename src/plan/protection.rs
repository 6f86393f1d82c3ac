//! Confidentiality settings, each with who decided it and when.

use std::path::PathBuf;

/// The resolved thresholds of `protection.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// k: the smallest group, question base or difference of groups that may be published.
    pub smallest_group: u64,
    /// The same for answers to sensitive questions.
    pub smallest_sensitive: u64,
    /// How many colleagues may put what they answered themselves together: an answer that all but so many of a group gave
    /// is not published.
    pub insiders: u64,
    /// Below this base only positive, neutral and negative are published, not every category.
    pub smallest_detail: u64,
    /// A change is published only where both waves have at least this base.
    pub smallest_change: u64,
    /// What may become of comments; `None`: nothing is published of them.
    pub comments: Option<CommentRules>,
    /// Who decided on these thresholds.
    pub owner: String,
    /// When, as the file gives it.
    pub decided: String,
}

/// When comments may be published, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRules {
    /// A unit's comments are its own only from so many respondents in it.
    pub smallest_unit: u64,
    /// And from so many who commented on the same question.
    pub smallest_commenters: u64,
    /// Longer comments are cut to so many characters.
    pub longest: usize,
    /// A list of names to be looked for, one a line, such as the staff list: a file that stays where it is.
    pub names: Option<PathBuf>,
}

/// The weakest settings that are accepted; what is weaker is refused.
pub mod floor {
    /// The smallest group.
    pub const GROUP: u64 = 10;
    /// The smallest base of a sensitive question.
    pub const SENSITIVE: u64 = 30;
    /// The smallest base for which every category is published.
    pub const DETAIL: u64 = 30;
    /// The smallest base on both sides of a change.
    pub const CHANGE: u64 = 20;
    /// Colleagues who put their own answers together.
    pub const INSIDERS: u64 = 1;
    /// Respondents of a unit with comments of its own.
    pub const COMMENT_UNIT: u64 = 20;
    /// People who commented there.
    pub const COMMENTERS: u64 = 10;
}

impl Protection {
    /// The smallest base that may be published of a question.
    #[must_use]
    pub fn smallest(&self, sensitive: bool) -> u64 {
        if sensitive { self.smallest_sensitive.max(self.smallest_group) } else { self.smallest_group }
    }
}
