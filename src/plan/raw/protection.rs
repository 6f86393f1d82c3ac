//! `protection.toml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `protection.toml`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawProtection {
    /// The smallest group, base or difference of groups that may be published.
    pub smallest_group: u64,
    /// The same for answers to questions that are marked as sensitive.
    pub smallest_sensitive: u64,
    /// The smallest base for which every category is published.
    pub smallest_detail: u64,
    /// The smallest base on both sides of a published change.
    pub smallest_change: u64,
    /// How many colleagues may put what they answered themselves together.
    pub insiders: u64,
    /// What may become of comments.
    pub comments: RawComments,
    /// Who decided.
    pub owner: String,
    /// When.
    pub decided: String,
}

impl Default for RawProtection {
    fn default() -> Self {
        Self {
            smallest_group: 10,
            smallest_sensitive: 30,
            smallest_detail: 30,
            smallest_change: 20,
            insiders: 1,
            comments: RawComments::default(),
            owner: String::new(),
            decided: String::new(),
        }
    }
}

/// `[comments]` of `protection.toml`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RawComments {
    /// Whether comments may be published at all, after somebody has read and released each.
    pub publish: bool,
    /// Comments are told by unit only from so many respondents.
    pub smallest_unit: u64,
    /// And from so many who commented on the question.
    pub smallest_commenters: u64,
    /// Longer comments are cut, in characters.
    pub longest: u64,
    /// A file with names to be looked for, one a line, relative to the pipeline folder.
    pub names: String,
}

impl Default for RawComments {
    fn default() -> Self {
        Self {
            publish: false,
            smallest_unit: 20,
            smallest_commenters: 10,
            longest: 500,
            names: String::new(),
        }
    }
}
