//! Whole numbers as people read them.

/// "2,949".
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 2_949_001].map(count), ["0", "999", "1,000", "2,949,001"]);
    }
}
