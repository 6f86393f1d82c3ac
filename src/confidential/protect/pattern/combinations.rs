//! The span test on a pattern: no combination of any of its groups gives few people away.

use super::super::reason::Reason;
use super::super::span;
use super::{Demand, Pattern, Question};

impl Pattern<'_> {
    /// The span test on the pattern: the group that gives way, should anything small be given away.
    pub(super) fn given_away(&self, shown: &[bool], before: &[bool], k: u64) -> Option<usize> {
        let known: Vec<bool> = shown.iter().zip(before).map(|(shown, before)| *shown || *before).collect();
        let kinds = self.structure.kinds.iter();
        let signatures: Vec<span::Signature> = kinds
            .map(|(groups, people)| span::Signature { people: *people, groups: groups.clone() })
            .collect();
        let nobody = vec![false; shown.len()];
        let demand = Demand { k, insiders: None };
        let question = Question { tallies: &[], demand, before: &nobody, alone: false, answers: None };
        span::given_away(&signatures, &known, k).into_iter().find_map(|found| {
            let by = found.by.iter().map(|group| *group as usize);
            self.gives_way(by, shown, &question, Reason::Containment).map(|(member, _)| member)
        })
    }
}
