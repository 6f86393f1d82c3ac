//! Reduction: the smallest survey in which an attack still succeeds.

use super::survey::Survey;

/// Leaves out whatever is not needed: the second wave, the cross table, characteristics, people, answers.
pub(super) fn reduced(survey: &Survey, succeeds: impl Fn(&Survey) -> bool) -> Survey {
    let mut best = survey.clone();
    let attempt = |best: &mut Survey, change: &dyn Fn(&mut Survey)| {
        let mut smaller = best.clone();
        change(&mut smaller);
        if succeeds(&smaller) {
            *best = smaller;
        }
    };
    attempt(&mut best, &|survey| survey.waves.truncate(1));
    attempt(&mut best, &|survey| survey.cross = None);
    attempt(&mut best, &|survey| survey.headcount = false);
    for at in (0..best.characteristics.len()).rev() {
        attempt(&mut best, &|survey| without_characteristic(survey, at));
    }
    for at in (2..best.questions.len()).rev() {
        attempt(&mut best, &|survey| without_question(survey, at));
    }
    for question in 0..best.questions.len() {
        attempt(&mut best, &|survey| survey.questions[question].sensitive = false);
        attempt(&mut best, &|survey| all_answer(survey, question));
    }
    for wave in 0..best.waves.len() {
        let mut step = best.waves[wave].len().div_ceil(2);
        while step > 0 {
            let mut from = 0;
            while from < best.waves[wave].len() {
                let before = best.waves[wave].len();
                attempt(&mut best, &|survey| {
                    let to = (from + step).min(survey.waves[wave].len());
                    survey.waves[wave].drain(from..to);
                });
                from += if best.waves[wave].len() == before { step } else { 0 };
            }
            step /= 2;
        }
    }
    best
}

fn without_characteristic(survey: &mut Survey, at: usize) {
    if survey.cross.as_ref().is_some_and(|(characteristic, _)| *characteristic >= at) {
        survey.cross = None;
    }
    survey.characteristics.remove(at);
    for own in survey.waves.iter_mut().flatten() {
        own.groups.remove(at);
    }
}

fn without_question(survey: &mut Survey, at: usize) {
    survey.questions.remove(at);
    for answers in survey.waves.iter_mut().flatten().filter_map(|own| own.answers.as_mut()) {
        answers.remove(at);
    }
}

/// Those who did not answer a question answer it with the highest category.
fn all_answer(survey: &mut Survey, question: usize) {
    survey.questions[question].route = None;
    let top = survey.questions[question].categories;
    for answers in survey.waves.iter_mut().flatten().filter_map(|own| own.answers.as_mut()) {
        if !(1..=top).contains(&answers[question]) {
            answers[question] = top;
        }
    }
}
