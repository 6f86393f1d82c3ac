//! R3, the unanimity rule: that everyone in a group gave one answer is an answer of each.
//!
//! # What it does
//! A question is not shown for a group, nor for what subtraction gives, in which one kind of answer (unfavourable, neither,
//! favourable) was given by all, or by all but as many as may put their own answers together (one, unless the owner of the
//! rules says more). A response rate is not shown of a group of fewer than 50 of whom more than 95% took part.
//!
//! # Why
//! "100% of 14 people" tells what each of the fourteen said. With 13 of 14, the one who said otherwise knows it of all
//! the others, and they of him that it was somebody else.
//!
//! # Example
//! In a team of 12, 11 feel proud: not shown. 10 of 12: shown. A service of 40 with a hidden team of 10, all of whom agree:
//! what is left when the shown teams are taken away would tell it, so one more team is hidden.
//!
//! # Source
//! Group attribute disclosure of the statistical disclosure control handbooks; k-anonymity's homogeneity attack
//! (Machanavajjhala and others 2007); a coalition of one as in GaussSuppression (Statistics Norway).

use super::size::rate_may_show;
use super::tally::Tally;

/// Whether a tally tells what (nearly) every one of its people did.
pub(super) fn unanimous(tally: &Tally, insiders: u64) -> bool {
    let all_but = tally.people - insiders as i64;
    let alike = tally.tones.is_some_and(|tones| tones.into_iter().any(|tone| tone >= all_but));
    // Taking part is personal too. Of what is left over there may be more respondents than people: some describe themselves
    // otherwise than the headcount does, and then no rate follows.
    let all_took_part = tally.headcount.is_some_and(|heads| {
        heads >= tally.people && !rate_may_show(tally.people.max(0) as u64, heads as u64)
    });
    tally.people > 0 && (alike || all_took_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(tones: [i64; 3]) -> Tally {
        Tally { people: tones.iter().sum(), tones: Some(tones), headcount: None }
    }

    #[test]
    fn all_and_all_but_one() {
        assert!(unanimous(&answers([0, 0, 12]), 1));
        assert!(unanimous(&answers([0, 1, 11]), 1));
        assert!(!unanimous(&answers([1, 1, 10]), 1));
        assert!(unanimous(&answers([1, 1, 10]), 2));
        assert!(!unanimous(&answers([0, 0, 0]), 1));
    }

    #[test]
    fn nearly_everyone_of_a_small_group_took_part() {
        let rate = |people, heads| Tally { people, tones: None, headcount: Some(heads) };
        assert!(unanimous(&rate(39, 40), 1));
        assert!(!unanimous(&rate(38, 40), 1));
        assert!(!unanimous(&rate(50, 50), 1));
        assert!(!unanimous(&rate(39, 12), 1));
    }
}
