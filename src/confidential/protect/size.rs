//! R1, the size rule: nothing is shown of few people.
//!
//! # What it does
//! A group may be shown only if at least k people responded in it and, where the headcount is known, at least k people
//! are in it. A question may be shown for it only if at least k answered.
//!
//! # Why
//! In a small group everyone knows everyone: what nine people answered is soon what one of them answered.
//!
//! # Example
//! With k = 10 a team of 12 people with 9 responses is withheld, and so is a question that 9 of 15 respondents answered.
//!
//! # Source
//! The threshold of ten that UK statistical guidance and the Civil Service People Survey use.

/// Whether a group of so many respondents and (where known) people may be shown.
pub(super) fn large_enough(respondents: u64, headcount: Option<u64>, k: u64) -> bool {
    respondents >= k && headcount.is_none_or(|people| people >= k)
}

/// Whether a response rate may be shown: never that (nearly) everybody in a small group took part, because taking part
/// is personal too.
pub(super) fn rate_may_show(respondents: u64, headcount: u64) -> bool {
    respondents >= 50 || respondents * 100 <= headcount * 95
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_boundary() {
        assert!(large_enough(10, Some(10), 10));
        assert!(!large_enough(9, Some(12), 10));
        assert!(large_enough(10, None, 10));
        assert!(!large_enough(10, Some(9), 10));
    }

    #[test]
    fn a_small_group_in_which_everyone_took_part_has_no_rate() {
        assert!(!rate_may_show(12, 12));
        assert!(rate_may_show(38, 40));
        assert!(!rate_may_show(39, 40));
        assert!(rate_may_show(50, 50));
    }
}
