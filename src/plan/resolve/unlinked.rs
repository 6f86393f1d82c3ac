//! Waves whose answers are not linked to respondents: what needs linked answers is taken out of them, and told once.

use crate::plan::question::{Composite, Question};
use crate::plan::scale::{Scale, ScaleKind};
use crate::plan::wave::{Duplicates, ExportFile, Quoting, WavePlan};
use crate::problem::{Place, Problem, Problems};

/// Takes out of every unlinked wave its scores, its headcount, the questions with several answers or free text, and the rules
/// about responses. Nothing happens to the others.
///
/// With no score, no headcount and no rule there is nothing that a later stage could make of answers put together.
pub(crate) fn resolve(
    waves: &mut [WavePlan],
    scales: &[Scale],
    questions: &mut [Question],
    composites: &mut [Composite],
    problems: &mut Problems,
) {
    for (at, wave) in waves.iter_mut().enumerate().filter(|(_, wave)| !wave.linked()) {
        tell_contradictions(wave, problems);
        let mut further = Vec::new();
        if wave.headcount.take().is_some() {
            further.push("the headcount is not used".to_owned());
        }
        let left_out = leave_out(at, scales, questions);
        if !left_out.is_empty() {
            let ids = left_out.join(", ");
            further.push(format!("questions with several answers or free text are not read: {ids}"));
        }
        for composite in &mut *composites {
            composite.items[at].clear();
        }
        problems.push(told(wave, &further));
        let rules = &mut wave.rules;
        (rules.response_id, rules.completed, rules.fingerprint) = (None, None, false);
        (rules.duplicates, rules.least_answered) = (Duplicates::Refuse, 1);
        rules.quoting = Quoting::default();
    }
}

/// Tells files and rules for which answers must be linked.
fn tell_contradictions(wave: &WavePlan, problems: &mut Problems) {
    let place = |key: &str| Place::file(&wave.file).column(key);
    if wave.exports.iter().any(ExportFile::linked) {
        let message =
            "some files of this wave say who answered, and others do not (`long` without `respondent`)";
        let hint = "give each of them a column of respondents, or the others a wave of their own";
        problems.push(Problem::error(place("export.long"), message).hint(hint));
    }
    if !wave.rules.set_aside.is_empty() {
        let message = "answers that are not linked to respondents (`long` without `respondent`) cannot be set aside by \
                       person";
        let hint = "leave these rows out of the export, and this rule out of the wave";
        problems.push(Problem::error(place("set_aside"), message).hint(hint));
    }
}

/// Takes out the questions to which one person may give several answers, of which nobody knows how many people gave them,
/// and free text, which no rule about its writers can be applied to; gives their ids.
fn leave_out(at: usize, scales: &[Scale], questions: &mut [Question]) -> Vec<String> {
    let several = |question: &Question| scales[question.scale].kind != ScaleKind::Choice;
    let mut left_out = Vec::new();
    for question in questions.iter_mut().filter(|question| several(question)) {
        let header = question.headers.get_mut(at).and_then(Option::take);
        left_out.extend(header.map(|_| question.id.clone()));
    }
    left_out
}

fn told(wave: &WavePlan, further: &[String]) -> Problem {
    let mut message = format!(
        "the answers of {} are not linked to respondents (`long` without `respondent`): questions are counted by group, and \
         there are no scores of pillars or indices, no response rates, reliability, drivers or weighting; routing, \
         duplicates, incomplete responses and dates are not checked; the number of respondents is the least that it can be",
        wave.label
    );
    for more in further {
        message.push_str("; ");
        message.push_str(more);
    }
    Problem::warning(Place::file(&wave.file).column("export.long"), message)
        .hint("if the export can say which answers are of one person, by any number, name that column as long.respondent")
}
