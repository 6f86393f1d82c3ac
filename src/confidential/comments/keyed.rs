//! Numbers that only who knows the salt can work out: the order of a list, and the ids of the review file.

use sha2::{Digest, Sha256};

use crate::confidential::store::Salt;

/// A keyed hash of these parts: the salt goes in again at the end, so that nothing can be added to what was hashed.
pub(super) fn keyed(salt: &Salt, parts: &[&str]) -> [u8; 32] {
    let mut inner = Sha256::new();
    inner.update(salt);
    for part in parts {
        inner.update((part.len() as u64).to_le_bytes());
        inner.update(part);
    }
    let mut outer = Sha256::new();
    outer.update(salt);
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_salt_or_another_split_is_another_number() {
        let of = |salt: u8, parts: &[&str]| keyed(&[salt; 32], parts);
        assert_eq!(of(1, &["a", "bc"]), of(1, &["a", "bc"]));
        assert_ne!(of(1, &["a", "bc"]), of(2, &["a", "bc"]));
        assert_ne!(of(1, &["a", "bc"]), of(1, &["ab", "c"]));
    }
}
