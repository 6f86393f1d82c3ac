//! The lists in the store, checked again where they are about to be read and published.
//!
//! The thresholds are on people who commented, not on comments that were released: a writer hides among all who could
//! have written, and those are as many however many comments a person holds back. Nobody can take a list from another,
//! because what is held is in none.

use std::collections::BTreeMap;

use crate::confidential::wave::{Comment, Wave};
use crate::exit::Exit;
use crate::plan::{CommentRules, Plan};
use crate::problem::{Place, Problem};

/// Refuses where a list is too small.
pub(super) fn check(
    plan: &Plan,
    rules: &CommentRules,
    wave: &Wave,
    comments: &[Comment],
) -> Result<(), Problem> {
    let units = plan.highest_level().and_then(|level| wave.groups.get(level));
    let respondents = |unit: usize| {
        let of_unit = |code: &&u16| usize::from(**code) == unit;
        units.map_or(0, |units| units.iter().filter(of_unit).count() as u64)
    };
    let mut lists: BTreeMap<usize, BTreeMap<Option<usize>, u64>> = BTreeMap::new();
    for comment in comments {
        *lists.entry(comment.question).or_default().entry(comment.unit).or_insert(0) += 1;
    }
    for lists in lists.values() {
        let named: u64 = lists.keys().flatten().map(|unit| respondents(*unit)).sum();
        let rest = (wave.respondents as u64).saturating_sub(named);
        let people = |unit: &Option<usize>| unit.map_or(rest, respondents);
        let small = |(unit, commenters): (&Option<usize>, &u64)| {
            people(unit) < rules.smallest_unit || *commenters < rules.smallest_commenters
        };
        if lists.iter().any(small) {
            let message = "the comments in the store are not in lists that may be published";
            let place = Place::file(&plan.store);
            return Err(Problem::error(place, message)
                .exiting(Exit::Disclosure)
                .hint("run `candour ingest` again"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn a_list_needs_its_people_and_so_does_the_rest() {
        let plan = sample::plan();
        let wave = sample::large_wave(84);
        let people = |unit: u16| wave.groups[0].iter().filter(|code| **code == unit).count() as u64;
        let largest = (0..3).max_by_key(|&unit| people(unit)).unwrap();
        let rest = 84 - people(largest);
        let refused = |smallest_unit: u64, lists: &[(Option<usize>, usize)]| {
            let rules = CommentRules { smallest_unit, smallest_commenters: 10, longest: 500, names: None };
            let of = |(unit, count): &(Option<usize>, usize)| {
                let unit = *unit;
                (0..*count).map(move |_| Comment { question: 1, unit, text: String::new() })
            };
            let comments: Vec<_> = lists.iter().flat_map(of).collect();
            check(&plan, &rules, &wave, &comments).err().map(|problem| problem.exit)
        };
        let (named, small) = (Some(usize::from(largest)), people(largest).min(rest));
        assert_eq!(refused(84, &[(None, 10)]), None);
        assert_eq!(refused(20, &[(None, 9)]), Some(Exit::Disclosure));
        assert_eq!(refused(85, &[(None, 10)]), Some(Exit::Disclosure));
        assert_eq!(refused(small, &[(named, 10), (None, 10)]), None);
        assert_eq!(refused(small, &[(named, 10), (None, 9)]), Some(Exit::Disclosure));
        assert_eq!(refused(small, &[(named, 9), (None, 10)]), Some(Exit::Disclosure));
        assert_eq!(refused(small + 1, &[(named, 10), (None, 10)]), Some(Exit::Disclosure));
    }
}
