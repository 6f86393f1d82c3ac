//! `[[pillar]]` and `[[index]]` → [`Composite`], with the common form that a change needs.

use std::path::Path;

use super::{check_ids, name_of};
use crate::plan::breakdown::Breakdown;
use crate::plan::question::{Common, Composite, CompositeKind, Item, Question, Statistic};
use crate::plan::raw::{RawComposite, RawStatistic};
use crate::plan::register::unknown_name;
use crate::problem::{Place, Problem, Problems};

/// The id of the measure over all questions.
pub(crate) const OVERALL: &str = "overall";

/// What composites are made from.
pub(crate) struct Parts<'a> {
    /// The file that holds them, for messages.
    pub(crate) file: &'a Path,
    /// How many waves there are.
    pub(crate) waves: usize,
    /// All questions.
    pub(crate) questions: &'a [Question],
    /// All items.
    pub(crate) items: &'a [Item],
}

/// Pillars, then indices.
pub(crate) fn resolve(
    parts: &Parts<'_>,
    pillars: &[RawComposite],
    indices: &[RawComposite],
    problems: &mut Problems,
) -> Vec<Composite> {
    let place = |key: &str| Place::file(parts.file).column(key);
    check_ids(
        &place("pillar"),
        "pillar or index",
        pillars.iter().chain(indices).map(|raw| raw.id.as_str()),
        problems,
    );
    for (kind, raw) in [("pillar", pillars), ("index", indices)] {
        if raw.iter().any(|raw| raw.id == OVERALL) {
            let message = format!("“{OVERALL}” is a reserved name: that of the score over all questions");
            problems.push(Problem::error(place(kind), message));
        }
    }
    for raw in pillars.iter().filter(|raw| !raw.questions.is_empty()) {
        let message = "a pillar's questions are those that questions.csv gives it";
        problems.push(Problem::error(place(&format!("pillar.{}.questions", raw.id)), message));
    }
    let mut composites = Vec::new();
    for (index, raw) in pillars.iter().enumerate() {
        let chosen = |question: &Question| question.pillar == Some(index);
        composites.push(composite(parts, raw, CompositeKind::Pillar, chosen));
    }
    for raw in indices {
        for id in raw.questions.iter().filter(|id| !parts.questions.iter().any(|q| &q.id == *id)) {
            let known = parts.questions.iter().map(|question| question.id.as_str());
            problems.push(unknown_name(place(&format!("index.{}.questions", raw.id)), id, "question", known));
        }
        composites.push(composite(parts, raw, CompositeKind::Index, |question| {
            raw.questions.contains(&question.id)
        }));
    }
    let overall = RawComposite {
        id: OVERALL.to_owned(),
        name: "All questions".to_owned(),
        description: "The mean of the percent positive of all questions that belong to a pillar or an index and were put to everyone.".to_owned(),
        ..RawComposite::default()
    };
    let scored: Vec<Vec<usize>> = composites.iter().map(|composite| composite.items.concat()).collect();
    let of_any = |question: &Question| {
        let at = parts.questions.iter().position(|other| other.id == question.id);
        question.route.is_none()
            && scored.iter().flatten().any(|item| Some(parts.items[*item].question) == at)
    };
    if !composites.is_empty() {
        composites.push(composite(parts, &overall, CompositeKind::Overall, of_any));
    }
    for composite in composites.iter().filter(|composite| composite.items.iter().all(Vec::is_empty)) {
        problems.push(Problem::error(place(&composite.id), "no question with one answer belongs to it"));
    }
    composites
}

fn composite(
    parts: &Parts<'_>,
    raw: &RawComposite,
    kind: CompositeKind,
    chosen: impl Fn(&Question) -> bool,
) -> Composite {
    let asked = |wave: usize| {
        let belongs = |item: &Item| {
            let question = &parts.questions[item.question];
            item.option.is_none() && chosen(question) && question.headers[wave].is_some()
        };
        (0..parts.items.len()).filter(|item| belongs(&parts.items[*item])).collect()
    };
    Composite {
        kind,
        id: raw.id.clone(),
        name: name_of(raw),
        description: raw.description.clone(),
        statistic: match raw.statistic {
            RawStatistic::PercentPositive => Statistic::PercentPositive,
            RawStatistic::MeanPoints => Statistic::MeanPoints,
        },
        items: (0..parts.waves).map(asked).collect(),
        common: None,
    }
}

/// For every composite, the same score over the questions that several waves have in common, so that a change or a trend
/// compares like with like. There is one for each two waves between which a change can be and one for all waves, where
/// there are three and more; none where the waves asked the same questions anyway, or have none in common.
pub(crate) fn common(
    composites: &[Composite],
    breakdowns: &[Breakdown],
    comparable: impl Fn(usize, usize, usize) -> bool,
) -> Vec<Composite> {
    let mut common = Vec::new();
    for (of, composite) in composites.iter().enumerate() {
        let asked: Vec<usize> =
            (0..composite.items.len()).filter(|wave| !composite.items[*wave].is_empty()).collect();
        let mut compared = pairs(composite, &asked, breakdowns, &comparable);
        if asked.len() > 2 {
            compared.push(asked);
        }
        for waves in compared {
            let shared = composite.shared(&waves, &comparable);
            if shared.is_empty() || waves.iter().all(|wave| composite.items[*wave] == shared) {
                continue;
            }
            let mut items = vec![Vec::new(); composite.items.len()];
            for wave in &waves {
                items[*wave].clone_from(&shared);
            }
            common.push(Composite { items, common: Some(Common { of, waves }), ..composite.clone() });
        }
    }
    common
}

/// The pairs of waves between which a change can be: each wave with the latest earlier one that has a question in common,
/// and with those further back that a breakdown needs because nobody asked for it in between.
fn pairs(
    composite: &Composite,
    asked: &[usize],
    breakdowns: &[Breakdown],
    comparable: impl Fn(usize, usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut pairs = Vec::new();
    for to in asked {
        let earlier = asked.iter().rev().filter(|from| *from < to).map(|from| vec![*from, *to]);
        let with: Vec<Vec<usize>> =
            earlier.filter(|pair| !composite.shared(pair, &comparable).is_empty()).collect();
        let needed = |breakdown: &Breakdown| {
            breakdown.headers[*to].as_ref()?;
            with.iter().find(|pair| breakdown.headers[pair[0]].is_some()).cloned()
        };
        let mut of_wave: Vec<Vec<usize>> = with.first().cloned().into_iter().collect();
        of_wave.extend(breakdowns.iter().filter_map(needed));
        of_wave.sort();
        of_wave.dedup();
        pairs.extend(of_wave);
    }
    pairs
}
