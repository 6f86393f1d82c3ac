//! Scores in SQL: what each respondent scores on each composite, in the whole numbers of the kernel.
//!
//! A score is the mean of an item's points on 0..100 over the items that were answered, in ten-thousandths of a point,
//! rounded half up; it needs answers to at least half of the items that were put to the respondent.

use crate::confidential::counts::POINT;
use crate::confidential::wave::code;
use crate::plan::{Item, MOST_CATEGORIES, Plan, Statistic, Tone};

use super::dialect::Dialect;
use super::query::{composite_name, items, scored};

/// For each composite of a wave how many of its items were asked, how many answered, and the points of these.
pub(super) fn marks(plan: &Plan, wave: usize, dialect: Dialect) -> Vec<String> {
    let mut columns = Vec::new();
    for composite in scored(plan, wave) {
        let named = items(plan, composite, wave).iter().filter_map(|&index| plan.items.get(index));
        let items: Vec<(String, &Item)> = named.map(|item| (dialect.name(&item.id), item)).collect();
        let full = full_marks(plan, composite, wave);
        let statistic = plan.composites.get(composite).map(|composite| composite.statistic);
        let asked =
            items.iter().map(|(name, _)| format!("CASE {name} WHEN {} THEN 0 ELSE 1 END", code::NOT_ASKED));
        let answered = items
            .iter()
            .map(|(name, item)| format!("CASE WHEN {} THEN 1 ELSE 0 END", on_the_scale(name, item)));
        let points = items.iter().map(|(name, item)| match statistic {
            Some(Statistic::MeanPoints) => {
                let step = full / steps(item);
                format!("CASE WHEN {} THEN ({name} - 1) * {step} ELSE 0 END", on_the_scale(name, item))
            }
            _ => positive(name, item),
        });
        let sums = [sum(asked), sum(answered), sum(points)];
        for (sum, part) in sums.iter().zip(PARTS) {
            let name = dialect.name(&format!("{} {part}", composite_name(plan, composite)));
            columns.push(format!("{sum} AS {name}"));
        }
    }
    columns
}

/// What is summed for a score.
const PARTS: [&str; 3] = ["asked", "answered", "points"];

/// The score on each composite of a wave, of [`marks`]; nothing where it has too few answers.
pub(super) fn scores(plan: &Plan, wave: usize, dialect: Dialect) -> Vec<String> {
    let score = |composite: usize| {
        let name = composite_name(plan, composite);
        let [asked, answered, points] = PARTS.map(|part| dialect.name(&format!("{name} {part}")));
        let full = full_marks(plan, composite, wave);
        let rounded = dialect.quotient(
            &format!("{} * {points} + {full} * {answered}", 2 * 100 * POINT),
            &format!("{} * {answered}", 2 * full),
        );
        let enough = format!("{answered} > 0 AND 2 * {answered} >= {asked}");
        format!("CASE WHEN {enough} THEN {rounded} END AS {}", dialect.name(&name))
    };
    scored(plan, wave).into_iter().map(score).collect()
}

/// An answer with one of the item's categories.
pub(super) fn on_the_scale(name: &str, item: &Item) -> String {
    format!("{name} BETWEEN 1 AND {}", item.categories.len().min(MOST_CATEGORIES))
}

fn positive(name: &str, item: &Item) -> String {
    let positive = (1..).zip(item.categories.iter().take(MOST_CATEGORIES));
    let codes =
        positive.filter(|(_, category)| category.tone == Tone::Positive).map(|(code, _): (u8, _)| code);
    let codes: Vec<String> = codes.map(|code| code.to_string()).collect();
    if codes.is_empty() {
        return "0".to_owned();
    }
    format!("CASE WHEN {name} IN ({}) THEN 1 ELSE 0 END", codes.join(", "))
}

fn sum(terms: impl Iterator<Item = String>) -> String {
    format!("CAST({} AS BIGINT)", terms.collect::<Vec<_>>().join("\n    + "))
}

/// What the points of an item are fractions of: the least number that every item's steps divide.
fn full_marks(plan: &Plan, composite: usize, wave: usize) -> u64 {
    let points = plan.composites.get(composite).is_some_and(|c| c.statistic == Statistic::MeanPoints);
    let items = items(plan, composite, wave).iter().filter_map(|&index| plan.items.get(index));
    let steps = items.filter(|_| points).map(steps);
    steps.fold(1, |full, steps| {
        (1..=steps).map(|times| full * times).find(|full| full % steps == 0).unwrap_or(full)
    })
}

/// From the least to the most favourable category in this many steps.
fn steps(item: &Item) -> u64 {
    item.categories.len().clamp(2, MOST_CATEGORIES) as u64 - 1
}
