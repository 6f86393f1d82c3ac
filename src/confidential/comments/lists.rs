//! How questions and lists are called.

use crate::plan::Plan;

/// The list of everybody who is in no named unit.
const ALL_OTHERS: &str = "All others together";

/// A question as it was put.
pub(super) fn question_text(plan: &Plan, question: usize) -> &str {
    plan.questions.get(question).map_or("", |question| question.text.as_str())
}

/// A unit's name; one name for all others, whoever they are.
pub(super) fn list_name(plan: &Plan, unit: Option<usize>) -> &str {
    let group = |unit: usize| plan.highest().and_then(|level| level.groups.get(unit));
    unit.and_then(group).map_or(ALL_OTHERS, |group| group.name.as_str())
}
