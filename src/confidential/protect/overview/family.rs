//! Families: tests that are read together are adjusted together.

use std::collections::BTreeMap;

use crate::confidential::estimates::methods::benjamini_hochberg;

/// Benjamini-Hochberg within each family: the adjusted p of each test, in the order of the tests.
pub(super) fn adjusted<K: Ord>(tests: impl Iterator<Item = (K, f64)>) -> Vec<Option<f64>> {
    let mut families: BTreeMap<K, (Vec<usize>, Vec<Option<f64>>)> = BTreeMap::new();
    let mut number = 0;
    for (at, (family, p)) in tests.enumerate() {
        let (places, raw) = families.entry(family).or_default();
        places.push(at);
        raw.push(Some(p));
        number = at + 1;
    }
    let mut adjusted = vec![None; number];
    for (places, raw) in families.values() {
        for (at, p) in places.iter().zip(benjamini_hochberg(raw)) {
            adjusted[*at] = p;
        }
    }
    adjusted
}
