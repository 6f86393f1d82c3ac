//! How labels are written in an export: not always as the questionnaire prints them.

use super::draws::Draws;
use super::scene::Scene;

/// Writes labels with the variants that survey tools and spreadsheets produce.
pub(super) struct Wording<'a> {
    scene: &'a Scene<'a>,
    draws: Draws,
}

impl<'a> Wording<'a> {
    /// A writer whose variants are drawn for a purpose.
    pub(super) fn new(scene: &'a Scene<'a>, purpose: &str) -> Self {
        Self { scene, draws: scene.draws(&["wording", purpose]) }
    }

    /// A label, now and then in one of its other spellings.
    pub(super) fn label(&mut self, usual: &str, others: &[&str]) -> String {
        let other = self.draws.chance(self.scene.special.planted.other_spellings);
        let chosen = if other && !others.is_empty() { self.draws.one_of(others) } else { usual };
        self.typeset(chosen)
    }

    /// The same text, now and then with a curly apostrophe or a no-break space.
    pub(super) fn typeset(&mut self, text: &str) -> String {
        let planted = &self.scene.special.planted;
        let (curly, no_break) = (planted.curly_apostrophes, planted.no_break_spaces);
        let curly = text.contains('\'') && self.draws.chance(curly);
        let spaces = text.matches(' ').count();
        let no_break = spaces > 0 && self.draws.chance(no_break);
        let mut typeset = if curly { text.replace('\'', "\u{2019}") } else { text.to_owned() };
        if no_break && let Some((at, _)) = typeset.match_indices(' ').nth(self.draws.below(spaces)) {
            typeset.replace_range(at..=at, "\u{a0}");
        }
        typeset
    }

    /// An empty cell, now and then written as one of the labels that mean it.
    pub(super) fn blank(&mut self) -> String {
        let labels = &self.scene.wave().rules.not_answered;
        let written = !labels.is_empty() && self.draws.chance(0.1);
        if written { labels[self.draws.below(labels.len())].clone() } else { String::new() }
    }

    /// One of the labels that mean a missing answer.
    pub(super) fn missing(&mut self, labels: &[String]) -> String {
        let label = labels.get(self.draws.below(labels.len())).cloned().unwrap_or_default();
        self.typeset(&label)
    }

    /// Whether something of this probability happens.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.draws.chance(probability)
    }
}
