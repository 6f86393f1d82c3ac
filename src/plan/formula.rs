//! How a score is worked out, in plain words made from the configuration.

use super::{CompositeKind, Plan, Statistic};

impl Plan {
    /// How a composite is worked out in a wave, with its questions; empty where none of them was asked.
    #[must_use]
    pub fn formula(&self, composite: usize, wave: usize) -> String {
        let Some(composite) = self.composites.get(composite) else { return String::new() };
        let items = composite.items.get(wave).map_or(&[][..], Vec::as_slice);
        let number = items.len();
        let texts: Vec<String> = items.iter().map(|item| self.question_in_words(*item)).collect();
        let texts = texts.join(", ");
        match (composite.statistic, composite.kind, number) {
            (_, _, 0) => String::new(),
            (Statistic::PercentPositive, _, 1) => format!("The percent positive of one question: {texts}."),
            // A list of every question would say less than this.
            (Statistic::PercentPositive, CompositeKind::Overall, _) => format!(
                "The mean of the percent positive of {number} questions: all that belong to a pillar or an index and \
                 were put to everyone."
            ),
            (Statistic::PercentPositive, _, _) => {
                format!("The mean of the percent positive of {number} questions: {texts}.")
            }
            (Statistic::MeanPoints, _, 1) => format!(
                "Each person's answer to one question as points from 0 (least) to 100 (most favourable); the mean over \
                 all people who answered it. Question: {texts}."
            ),
            (Statistic::MeanPoints, _, _) => format!(
                "Each person's answers to {number} questions as points from 0 (least) to 100 (most favourable), averaged; \
                 the mean over all people who answered at least half of {}. Questions: {texts}.",
                if self.any_routed(items) { "those they were asked" } else { "them" }
            ),
        }
    }

    fn question_in_words(&self, item: usize) -> String {
        let item = &self.items[item];
        let turned = if self.questions[item.question].reverse { " (worded the other way round)" } else { "" };
        format!("“{}”{turned}", item.text)
    }

    fn any_routed(&self, items: &[usize]) -> bool {
        items.iter().any(|item| self.questions[self.items[*item].question].route.is_some())
    }
}
