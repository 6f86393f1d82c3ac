//! Which units have a list of comments of their own.
//!
//! A list is a crowd in which the writer of each comment can hide: at least so many respondents, of whom at least so
//! many commented on the question. That holds for each unit with a list, and for what is left: the comments of all
//! other units and of people without a unit are one list too, and everybody knows that they are from none of the named
//! units. Where the rest is too small, the smallest named unit joins it, until it holds; where even all together do not
//! hold, nothing of the question is published. There is one level only, so no list can be taken from another.
//!
//! The decision is made on numbers of people alone, never on what they wrote.

use crate::plan::CommentRules;

/// The people of a unit, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    /// Who took part.
    pub(super) respondents: u64,
    /// Who commented on the question and may be quoted.
    pub(super) commenters: u64,
}

impl People {
    fn enough(self, rules: &CommentRules) -> bool {
        self.respondents >= rules.smallest_unit && self.commenters >= rules.smallest_commenters
    }
}

/// For each unit whether its comments are a list of their own; `None` where nothing may be published.
/// `all` are the people of all units and those without one.
pub(super) fn named(rules: &CommentRules, units: &[People], all: People) -> Option<Vec<bool>> {
    let mut named: Vec<bool> = units.iter().map(|unit| unit.enough(rules)).collect();
    loop {
        let rest = left(units, &named, all);
        if rest.commenters == 0 || rest.enough(rules) {
            return Some(named);
        }
        let smallest = (0..units.len())
            .filter(|&unit| named[unit])
            .min_by_key(|&unit| (units[unit].commenters, units[unit].respondents, unit))?;
        named[smallest] = false;
    }
}

/// Everybody who is in no named unit.
fn left(units: &[People], named: &[bool], all: People) -> People {
    let listed = units.iter().zip(named).filter(|(_, named)| **named);
    listed.fold(all, |rest, (unit, _)| People {
        respondents: rest.respondents.saturating_sub(unit.respondents),
        commenters: rest.commenters.saturating_sub(unit.commenters),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULES: CommentRules =
        CommentRules { smallest_unit: 20, smallest_commenters: 10, longest: 500, names: None };

    fn people(pairs: &[(u64, u64)]) -> Vec<People> {
        pairs.iter().map(|&(respondents, commenters)| People { respondents, commenters }).collect()
    }

    fn decided(pairs: &[(u64, u64)], without_unit: (u64, u64)) -> Option<Vec<bool>> {
        let units = people(pairs);
        let all = units.iter().chain(&people(&[without_unit])).fold(People::default(), |sum, unit| People {
            respondents: sum.respondents + unit.respondents,
            commenters: sum.commenters + unit.commenters,
        });
        named(&RULES, &units, all)
    }

    #[test]
    fn a_unit_needs_enough_respondents_and_enough_commenters() {
        assert_eq!(decided(&[(20, 10), (20, 10)], (0, 0)), Some(vec![true, true]));
        assert_eq!(decided(&[(50, 20), (20, 9), (19, 10)], (0, 0)), Some(vec![true, false, false]));
    }

    #[test]
    fn a_small_rest_takes_the_smallest_named_unit_with_it() {
        assert_eq!(decided(&[(50, 30), (40, 12), (8, 2)], (0, 0)), Some(vec![true, false, false]));
        assert_eq!(decided(&[(50, 30), (40, 12)], (3, 1)), Some(vec![true, false]));
        assert_eq!(decided(&[(50, 30), (40, 12), (8, 0)], (3, 0)), Some(vec![true, true, false]));
    }

    #[test]
    fn too_few_together_are_not_published() {
        assert_eq!(decided(&[(15, 6), (4, 3)], (0, 0)), None);
        assert_eq!(decided(&[(15, 6), (14, 3)], (0, 0)), None);
        assert_eq!(decided(&[(15, 6), (14, 4)], (0, 0)), Some(vec![false, false]));
    }

    proptest! {
        #[test]
        fn every_list_and_the_rest_hold(
            drawn in prop::collection::vec((0u64..60, 0u64..60), 0..8),
            without in (0u64..30, 0u64..30),
        ) {
            let pair = |(respondents, commenters): (u64, u64)| (respondents, commenters.min(respondents));
            let pairs: Vec<(u64, u64)> = drawn.into_iter().map(pair).collect();
            let without = pair(without);
            let total = |of: fn(&(u64, u64)) -> u64| pairs.iter().chain([&without]).map(of).sum::<u64>();
            let (respondents, commenters) = (total(|p| p.0), total(|p| p.1));
            match decided(&pairs, without) {
                None => prop_assert!(commenters > 0 && (respondents < 20 || commenters < 10)),
                Some(named) => {
                    let (mut rest, mut writing) = (respondents, commenters);
                    for (unit, _) in pairs.iter().zip(&named).filter(|(_, named)| **named) {
                        prop_assert!(unit.0 >= 20 && unit.1 >= 10);
                        rest -= unit.0;
                        writing -= unit.1;
                    }
                    prop_assert!(writing == 0 || (rest >= 20 && writing >= 10));
                }
            }
        }
    }
}
