//! Parsers of others that can panic on damaged input, kept from taking the run with them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Whether this thread works on something whose panic is no bug of ours.
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// What the work gives; nothing where it panicked. What it was working on must not be used any further then.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = CONTAINED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    CONTAINED.set(before);
    result
}

/// Whether a panic of this thread is told as the damage of a file, by who called [`contained`].
pub(crate) fn is_contained() -> bool {
    CONTAINED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_what_comes_after_is_not_contained() {
        assert_eq!(contained(|| if is_contained() { 5 } else { 0 }), Some(5));
        assert_eq!(contained(|| [1, 2].get(2).copied().expect("a panic")), None);
        assert!(!is_contained());
    }
}
