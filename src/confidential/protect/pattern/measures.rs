//! What is measured, and what each measure needs of others.

use super::{Kind, MeasureKey, Pattern};

impl<'a> Pattern<'a> {
    /// All measures, each after those that it needs: questions before scores, a router before the questions that it
    /// leads to.
    pub(super) fn measures(&self) -> Vec<MeasureKey<'a>> {
        let mut measures: Vec<MeasureKey<'a>> =
            self.structure.members.first().map(|all| all.rows.keys().copied().collect()).unwrap_or_default();
        measures.sort_by_key(|key| {
            let item = self.item(*key);
            (
                item.is_none(),
                item.map(|item| self.plan.route_depth(self.plan.items[item].question)),
                item,
                key.0,
                key.1,
            )
        });
        measures
    }

    /// The plan's item, for a question.
    pub(super) fn item(&self, key: MeasureKey<'_>) -> Option<usize> {
        let question = key.0 == Kind::Question;
        question.then(|| self.plan.items.iter().position(|item| item.id == key.1)).flatten()
    }

    /// The fewest answers of which this measure may tell.
    pub(super) fn smallest(&self, key: MeasureKey<'_>) -> u64 {
        let sensitive =
            self.item(key).is_some_and(|item| self.plan.questions[self.plan.items[item].question].sensitive);
        self.plan.protection.smallest(sensitive)
    }

    /// R6: the item that decided who was asked, where this wave asked it.
    pub(super) fn router(&self, key: MeasureKey<'_>) -> Option<&'a str> {
        let question = |item: usize| &self.plan.questions[self.plan.items[item].question];
        let router = question(self.item(key)?).route.as_ref()?.item;
        question(router).headers[self.wave].as_ref()?;
        Some(&self.plan.items[router].id)
    }

    /// The measures without which this one may not be shown.
    pub(super) fn needs(&self, key: MeasureKey<'_>) -> Vec<MeasureKey<'a>> {
        let questions = match key.0.composite() {
            None => return self.router(key).map(|id| (Kind::Question, id)).into_iter().collect(),
            Some(kind) => {
                self.plan.composite(kind, key.1).map(|own| &self.plan.composites[own].items[self.wave])
            }
        };
        let ids = questions.into_iter().flatten().map(|item| self.plan.items[*item].id.as_str());
        ids.map(|id| (Kind::Question, id)).collect()
    }
}
