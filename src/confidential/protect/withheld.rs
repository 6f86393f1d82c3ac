//! What is withheld: how much, by which rule, beside what other rules would do. For the analyst alone.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{Marks, Pattern};
use super::reason::Reason;
use crate::confidential::estimates::Estimates;
use crate::plan::Plan;

/// What is withheld of every wave.
#[derive(Default)]
pub(in crate::confidential) struct Withheld {
    /// By wave.
    pub(in crate::confidential) waves: Vec<WithheldOfWave>,
    /// Row by row of the estimates, why it is withheld.
    pub(in crate::confidential) rows: Vec<Option<Reason>>,
}

impl Withheld {
    /// In lines for the analyst.
    pub(in crate::confidential) fn lines(&self, plan: &Plan) -> Vec<String> {
        self.waves.iter().flat_map(|wave| wave.lines(plan)).collect()
    }
}

/// What is withheld of a wave. A figure is a measure of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::confidential) struct WithheldOfWave {
    /// Index of the wave.
    pub(in crate::confidential) wave: usize,
    /// Figures that were planned.
    pub(in crate::confidential) planned: u64,
    /// Figures that are shown.
    pub(in crate::confidential) shown: u64,
    /// Figures that a simple threshold would show: groups and bases of k people and more.
    pub(in crate::confidential) by_threshold: u64,
    /// More figures than this cannot be shown safely: the best choice in every table by itself.
    pub(in crate::confidential) at_most: u64,
    /// By reason: figures, and respondents who are in a group of which something is withheld for it.
    pub(in crate::confidential) reasons: BTreeMap<Reason, (u64, u64)>,
    /// Respondents.
    pub(in crate::confidential) respondents: u64,
}

impl WithheldOfWave {
    /// What became of the rows of a wave.
    pub(super) fn new(estimates: &Estimates, wave: usize, pattern: &Pattern<'_>, marks: &Marks) -> Self {
        let members = &pattern.structure.members;
        let mut reasons: BTreeMap<Reason, (u64, BTreeSet<usize>)> = BTreeMap::new();
        let (mut planned, mut shown) = (0, 0);
        for (at, member) in members.iter().enumerate() {
            for row in member.rows.values() {
                planned += 1;
                shown += u64::from(marks.visible[*row]);
                if let Some(reason) = marks.reason[*row] {
                    let entry = reasons.entry(reason).or_default();
                    entry.0 += 1;
                    entry.1.insert(at);
                }
            }
        }
        let affected = |groups: &BTreeSet<usize>| {
            let kinds = pattern.structure.kinds.iter();
            let inside = kinds.filter(|(own, _)| own.iter().any(|group| groups.contains(&(*group as usize))));
            inside.map(|(_, people)| people).sum()
        };
        let (by_threshold, at_most) = pattern.alternatives();
        debug_assert!(estimates.rows.len() >= shown as usize);
        Self {
            wave,
            planned,
            shown,
            by_threshold,
            at_most,
            reasons: reasons
                .iter()
                .map(|(reason, (cells, groups))| (*reason, (*cells, affected(groups))))
                .collect(),
            respondents: members.first().map_or(0, |all| all.respondents),
        }
    }

    /// In lines for the analyst. No group is named.
    pub(in crate::confidential) fn lines(&self, plan: &Plan) -> Vec<String> {
        let percent = |part: u64, whole: u64| (100 * part + whole / 2).checked_div(whole).unwrap_or(0);
        let Self { planned, shown, by_threshold, at_most, .. } = self;
        let label = &plan.waves[self.wave].id;
        let k = plan.protection.smallest_group;
        let mut lines = vec![format!(
            "{label}: {shown} of {planned} figures are shown ({}%). A simple threshold of {k} would show {by_threshold}; \
             no safe choice can show more than {at_most}",
            percent(*shown, *planned)
        )];
        for (reason, (cells, people)) in &self.reasons {
            lines.push(format!(
                "  {cells} withheld: {}; {people} of {} respondents are in these groups",
                reason.words(),
                self.respondents
            ));
        }
        lines
    }
}
