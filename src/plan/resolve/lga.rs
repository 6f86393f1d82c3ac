//! `[lga_engagement]` → [`LgaQuestion`].

use std::path::Path;

use crate::plan::lga::{LGA_QUESTIONS, LgaQuestion};
use crate::plan::question::Item;
use crate::plan::raw::RawLgaEngagement;
use crate::plan::register::unknown_name;
use crate::problem::{Place, Problem, Problems, quoted};

/// All six with the questions that stand for them; nothing where none is declared.
pub(crate) fn resolve(
    file: &Path,
    raw: &RawLgaEngagement,
    items: &[Item],
    problems: &mut Problems,
) -> Vec<LgaQuestion> {
    // In the order of LGA_QUESTIONS.
    let ids = [&raw.recommend, &raw.rewards, &raw.stay, &raw.share, &raw.contribute, &raw.supported];
    let known = || items.iter().filter(|item| item.option.is_none()).map(|item| item.id.as_str());
    let mut all = Vec::new();
    for ((id, words), ours) in LGA_QUESTIONS.into_iter().zip(ids) {
        let place = || Place::file(file).column(format!("lga_engagement.{id}"));
        let measure = (!ours.is_empty()).then(|| ours.clone());
        if measure.is_some() && !known().any(|known| known == ours) {
            problems.push(unknown_name(place(), ours, "question with one answer", known()));
        }
        if measure.is_some() && all.iter().any(|other: &LgaQuestion| other.measure == measure) {
            let message = format!("“{}” already stands for another question of the index", quoted(ours));
            problems.push(Problem::error(place(), message));
        }
        all.push(LgaQuestion { id: id.to_owned(), words: words.to_owned(), measure });
    }
    if all.iter().any(|question| question.measure.is_some()) { all } else { Vec::new() }
}
