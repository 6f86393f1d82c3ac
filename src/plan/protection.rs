//! Confidentiality settings, each with who decided it and when.

/// The resolved thresholds of `protection.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// k: the smallest group, question base or difference of groups that may be published.
    pub smallest_group: u64,
    /// Below this base only positive, neutral and negative are published, not every category.
    pub smallest_detail: u64,
    /// A change is published only where both waves have at least this base.
    pub smallest_change: u64,
    /// Who decided on these thresholds.
    pub owner: String,
    /// When, as the file gives it.
    pub decided: String,
}

/// The weakest k that is accepted; a smaller one is refused.
pub const FLOOR: u64 = 10;
