//! Quality: how good the data of a wave is, for the analyst who holds the exports.
//!
//! Exact numbers of rows and of people, however few: it is told where the answers themselves may be seen, and is neither
//! kept nor published. It holds no answer and no comment. How long somebody took is not known: exports say when a
//! response was completed, and not all of them when it was begun.

mod attention;
mod completeness;
mod page;
mod questions;
mod response;
mod rows;
mod same_answer;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;

use crate::confidential::counts::Counts;
use crate::confidential::wave::Ingested;
use crate::plan::Plan;
use completeness::Completeness;
use questions::Question;
use response::Response;
use rows::Rows;
use same_answer::SameAnswer;

/// How good the data of these waves is, as a page and as data; nothing where no wave was read.
pub(in crate::confidential) fn told<'a>(
    plan: &Plan,
    ingested: &[Ingested],
    counts: impl Fn(usize) -> Option<&'a Counts>,
    verbose: bool,
) -> (Vec<String>, Value) {
    let of = |ingested: &Ingested| Some(Quality::of(plan, ingested, counts(ingested.wave.wave)?));
    let waves: Vec<Quality> = ingested.iter().filter_map(of).collect();
    let lines = if waves.is_empty() { Vec::new() } else { page::page(plan, &waves, verbose) };
    (lines, serde_json::to_value(&waves).unwrap_or_default())
}

/// How good the data of a wave is.
#[derive(Serialize)]
struct Quality {
    /// The wave's id.
    wave: String,
    /// As printed.
    label: String,
    /// What became of the rows of its files.
    rows: Rows,
    /// How many free-text answers were kept.
    comments: usize,
    /// Whether it is known which answers are of one person. If not, nobody is judged by answers put together.
    linked: bool,
    /// How much of the questionnaire people answered.
    completeness: Completeness,
    /// Every question that was put, in the order of the questionnaire; those answered in free words are not among them.
    questions: Vec<Question>,
    /// Who gave one and the same answer throughout, by scale.
    same_answer: Vec<SameAnswer>,
    /// Who answered, of the people there are.
    response: Response,
}

impl Quality {
    /// Of a wave that was read and counted.
    fn of(plan: &Plan, ingested: &Ingested, counts: &Counts) -> Self {
        let wave = &ingested.wave;
        let asked = questions::put(plan, wave);
        let linked = plan.waves[wave.wave].linked();
        let together = if linked { asked.as_slice() } else { &[] };
        Self {
            wave: plan.waves[wave.wave].id.clone(),
            label: plan.waves[wave.wave].label.clone(),
            rows: Rows::of(ingested),
            comments: ingested.commented,
            linked,
            completeness: if linked {
                Completeness::of(wave.respondents, &asked)
            } else {
                Completeness::default()
            },
            questions: asked.iter().map(|put| Question::of(plan, put, linked)).collect(),
            same_answer: same_answer::by_scale(plan, wave.respondents, together),
            response: Response::of(plan, counts),
        }
    }
}

/// How much a part is of a whole, in percent.
fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}
