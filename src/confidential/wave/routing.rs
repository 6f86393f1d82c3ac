//! Routed questions: whom a question was not put to.
//!
//! Not asked is not the same as not answered: it leaves the base alone. Where the router's answer does
//! not lead to the question, no answer counts, and one that is there all the same is reported.

use super::code::{NOT_ANSWERED, NOT_ASKED, is_answer, is_said};
use super::unknown::rows_of;
use crate::plan::{Plan, Route};
use crate::problem::{Place, Problem, Problems};

/// The routed questions of a wave, routers before the questions that they lead to, each with its items.
pub(super) struct Routes<'a>(Vec<(usize, &'a Route, Vec<usize>)>);

impl<'a> Routes<'a> {
    /// Those of a wave.
    pub(super) fn new(plan: &'a Plan, wave: usize) -> Self {
        let mut routed: Vec<usize> =
            (0..plan.questions.len()).filter(|&index| is_routed(plan, wave, index)).collect();
        routed.sort_by_key(|&index| plan.route_depth(index));
        let items =
            |question| (0..plan.items.len()).filter(move |&item| plan.items[item].question == question);
        let routes = routed.into_iter().filter_map(|question| {
            Some((question, plan.questions[question].route.as_ref()?, items(question).collect()))
        });
        Self(routes.collect())
    }

    /// Applies them to the codes of some respondents; `astray` counts by question those who gave an answer all the same.
    pub(super) fn apply(&self, answers: &mut [Vec<u8>], astray: &mut [u64]) {
        for (question, route, items) in &self.0 {
            let router = answers[route.item].clone();
            let mut against = vec![false; router.len()];
            for &item in items {
                for ((code, &router), against) in answers[item].iter_mut().zip(&router).zip(&mut against) {
                    *against |= settle(route, router, code);
                }
            }
            astray[*question] += against.into_iter().map(u64::from).sum::<u64>();
        }
    }

    /// Tells how many did.
    pub(super) fn tell(&self, plan: &Plan, wave: usize, astray: &[u64], problems: &mut Problems) {
        for (question, ..) in &self.0 {
            tell(plan, wave, *question, astray[*question], problems);
        }
    }
}

/// Whether a route is to be followed: both questions were put in this wave, and both answers are known to be of one person.
fn is_routed(plan: &Plan, wave: usize, index: usize) -> bool {
    let asked = |question: usize| plan.questions[question].headers.get(wave).is_some_and(Option::is_some);
    let question = &plan.questions[index];
    plan.waves[wave].linked()
        && asked(index)
        && question.route.as_ref().is_some_and(|route| asked(plan.items[route.item].question))
}

/// Settles one code; says whether an answer was given although the question was not put.
fn settle(route: &Route, router: u8, code: &mut u8) -> bool {
    let answered = is_answer(router);
    let led_elsewhere = router == NOT_ASKED || (answered && !route.codes.contains(&router));
    if led_elsewhere {
        let given = is_said(*code);
        *code = NOT_ASKED;
        return given;
    }
    // Without an answer of the router nobody knows whether the question was put; a blank says it was not.
    if !answered && *code == NOT_ANSWERED {
        *code = NOT_ASKED;
    }
    false
}

fn tell(plan: &Plan, wave: usize, question: usize, against: u64, problems: &mut Problems) {
    if against == 0 {
        return;
    }
    let header = plan.questions[question].headers.get(wave).and_then(Option::as_deref).unwrap_or_default();
    let place = Place::file(&plan.waves[wave].file).column(header);
    let message = format!(
        "{} with an answer although the route does not lead to the question, counted as not asked",
        rows_of(against)
    );
    problems.push(Problem::warning(place, message));
}

#[cfg(test)]
mod tests {
    use super::super::code::{NOT_APPLICABLE, PREFER_NOT_TO_SAY};
    use super::*;

    fn settled(router: u8, mut code: u8) -> (u8, bool) {
        let route = Route { item: 0, codes: vec![2] };
        let against = settle(&route, router, &mut code);
        (code, against)
    }

    #[test]
    fn whoever_was_led_to_the_question_keeps_the_answer_or_the_blank() {
        assert_eq!(settled(2, 5), (5, false));
        assert_eq!(settled(2, NOT_ANSWERED), (NOT_ANSWERED, false));
    }

    #[test]
    fn whoever_was_led_elsewhere_was_not_asked() {
        assert_eq!(settled(1, NOT_ANSWERED), (NOT_ASKED, false));
        assert_eq!(settled(1, 5), (NOT_ASKED, true));
        assert_eq!(settled(NOT_ASKED, NOT_APPLICABLE), (NOT_ASKED, true));
    }

    #[test]
    fn without_the_routers_answer_an_answer_counts_and_a_blank_was_not_asked() {
        for router in [NOT_ANSWERED, PREFER_NOT_TO_SAY] {
            assert_eq!(settled(router, 5), (5, false));
            assert_eq!(settled(router, NOT_ANSWERED), (NOT_ASKED, false));
        }
    }
}
