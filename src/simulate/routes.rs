//! Which empty cells are empty because the question was not put.

use super::responses::Content;
use super::scene::Scene;
use super::table::{Cell, Code, Respondent};

/// Marks the empty cells of questions to which the respondent's answers did not lead.
pub(super) fn settle(scene: &Scene<'_>, contents: &[(String, Content)], respondents: &mut [Respondent]) {
    let place = |question: usize| contents.iter().position(|(_, c)| *c == Content::Question(question));
    let mut routed: Vec<usize> =
        (0..scene.plan.questions.len()).filter(|at| scene.plan.questions[*at].route.is_some()).collect();
    routed.sort_by_key(|question| scene.plan.route_depth(*question));
    for question in routed {
        let Some(route) = &scene.plan.questions[question].route else { continue };
        let router = scene.plan.items[route.item].question;
        let (Some(at), Some(from)) = (place(question), place(router)) else { continue };
        for respondent in &mut *respondents {
            let elsewhere = match code(scene, route.item, &respondent.cells[from]) {
                Led::To(code) => !route.codes.contains(&code),
                Led::Past => true,
                Led::Unknown => false,
            };
            if elsewhere && respondent.cells[at] == Cell::NotAnswered {
                respondent.cells[at] = Cell::NotAsked;
            }
        }
    }
}

/// What the router's answer says.
enum Led {
    /// Its code, from 1 for the least favourable.
    To(u8),
    /// It was not put itself.
    Past,
    /// There is no answer.
    Unknown,
}

fn code(scene: &Scene<'_>, item: usize, cell: &Cell) -> Led {
    let item = &scene.plan.items[item];
    let Cell::Labels(labels) = cell else {
        return if *cell == Cell::NotAsked { Led::Past } else { Led::Unknown };
    };
    let answer = |at: usize| labels.iter().any(|(code, _)| *code == Code::Answer(at));
    if let Some(option) = item.option {
        return Led::To(1 + u8::from(answer(option)));
    }
    let categories = item.categories.len();
    let Some(at) = (0..categories).find(|at| answer(*at)) else { return Led::Unknown };
    let reverse = scene.plan.questions[item.question].reverse;
    Led::To(if reverse { categories - at } else { at + 1 } as u8)
}
