//! The pattern: which figures of a wave may be shown.
//!
//! It is chosen once on respondents, before any answer is looked at: the size rule, the residual rule on the
//! organisation's tree and on every one-way breakdown, whole rows of cross tables, the containment rule between all of
//! them, and the span test over everything. Then each measure may lose groups, by the same rules on those who answered it and
//! on what they answered; it never gains one. What was published before counts as known.

mod alternatives;
mod combinations;
mod measures;

use std::collections::BTreeMap;

use super::atoms::{Remainder, atoms};
use super::cross::{self, Demand};
use super::deduction::{Counted, Deduction};
use super::linked::Linked;
use super::published::Published;
use super::reason::Reason;
use super::residual::{self, Node};
use super::size::{large_enough, rate_may_show};
use super::structure::{MeasureKey, Structure};
use super::sums::Sums;
use super::tally::Tally;
use super::unanimity::unanimous;
use crate::confidential::estimates::{Estimate, Estimates, Kind};
use crate::plan::Plan;

/// What becomes of each row of the estimates.
pub(super) struct Marks {
    /// Whether its figures may be shown.
    pub(super) visible: Vec<bool>,
    /// Whether each category may be.
    pub(super) detail: Vec<bool>,
    /// Why it is withheld; `None` where it is shown.
    pub(super) reason: Vec<Option<Reason>>,
}

impl Marks {
    /// Nothing is shown.
    pub(super) fn new(rows: usize) -> Self {
        Self { visible: vec![false; rows], detail: vec![false; rows], reason: vec![Some(Reason::Size); rows] }
    }

    /// These rows are shown, without detail.
    #[cfg(test)]
    pub(super) fn of(visible: Vec<bool>) -> Self {
        Self { visible: visible.clone(), ..Self::new(visible.len()) }
    }
}

/// The groups of one wave, about which it is decided.
pub(super) struct Pattern<'a> {
    plan: &'a Plan,
    estimates: &'a Estimates,
    wave: usize,
    published: &'a Published,
    pub(super) structure: Structure<'a>,
    /// The remainders between tables.
    linked: Linked,
    /// What several groups tell together.
    deduction: Deduction,
    /// Which groups follow from which others.
    sums: Sums,
}

/// A decision that is being made: about everyone, or about one measure.
struct Question<'q> {
    /// What is counted of each member.
    tallies: &'q [Tally],
    demand: Demand,
    /// Which members were published before.
    before: &'q [bool],
    /// Whether withheld groups may not be left as the only ones of their kind.
    alone: bool,
    /// What was answered, where answers are looked at.
    answers: Option<Answers>,
}

/// The answers that a decision is about.
struct Answers {
    /// By member: how many gave each answer.
    of: Vec<Option<Vec<i64>>>,
    /// Fewer people than this must not be bounded.
    k: u64,
}

/// What is decided so far: by member, why it may not be shown; and what the trees show.
struct Draft {
    barred: Vec<Option<Reason>>,
    by_tree: Vec<Vec<bool>>,
    /// Trees whose choice must be made again.
    stale: Vec<bool>,
}

impl<'a> Pattern<'a> {
    /// The groups of a wave.
    pub(super) fn new(
        plan: &'a Plan,
        estimates: &'a Estimates,
        wave: usize,
        published: &'a Published,
    ) -> Self {
        let structure = Structure::new(plan, estimates, wave);
        let sums = Sums::new(&structure);
        Self {
            plan,
            estimates,
            wave,
            published,
            structure,
            linked: Linked::default(),
            deduction: Deduction::default(),
            sums,
        }
    }

    /// Marks the rows of this wave.
    pub(super) fn mark(&self, marks: &mut Marks) {
        let groups = self.groups();
        let mut by_measure: BTreeMap<MeasureKey<'_>, Vec<bool>> = BTreeMap::new();
        for measure in self.measures() {
            let (settled, reasons) = self.measure(measure, &groups, &by_measure);
            let detail = self.detail(measure, &settled);
            for (at, member) in self.structure.members.iter().enumerate() {
                if let Some(row) = member.rows.get(&measure) {
                    marks.visible[*row] = settled[at];
                    marks.detail[*row] = detail[at];
                    marks.reason[*row] = reasons[at].filter(|_| !settled[at]);
                }
            }
            by_measure.insert(measure, settled);
        }
    }

    /// The pattern of respondents: which groups may be shown at all, and why the others may not.
    fn groups(&self) -> (Vec<bool>, Vec<Option<Reason>>) {
        let k = self.plan.protection.smallest_group;
        let members = &self.structure.members;
        let tallies: Vec<Tally> = members.iter().map(|member| Tally::of(member.respondents)).collect();
        let before = self.published.groups(self.plan, self.wave, members);
        let barred = members.iter().zip(&before).map(|(member, before)| {
            let large = large_enough(member.respondents, member.headcount, k);
            let forgotten = !self.structure.complete && !before;
            (!large).then_some(Reason::Size).or(forgotten.then_some(Reason::Published))
        });
        let demand = Demand { k, insiders: None };
        let question = Question { tallies: &tallies, demand, before: &before, alone: true, answers: None };
        let mut draft = self.draft(barred.collect());
        loop {
            let shown = self.settle(&question, &mut draft);
            match self.given_away(&shown, &before, k) {
                None => return (shown.clone(), reasons(&draft, &shown)),
                Some(member) => self.bar(&mut draft, member, Reason::Containment),
            }
        }
    }

    /// Where a measure may be shown, given where groups are and where its questions and its router are.
    fn measure(
        &self,
        key: MeasureKey<'a>,
        groups: &(Vec<bool>, Vec<Option<Reason>>),
        others: &BTreeMap<MeasureKey<'_>, Vec<bool>>,
    ) -> (Vec<bool>, Vec<Option<Reason>>) {
        // What is needed and not settled is not shown.
        let needed: Vec<Option<&Vec<bool>>> = self.needs(key).iter().map(|need| others.get(need)).collect();
        let row_of = |at: usize| -> Option<&Estimate> {
            self.structure.members[at].rows.get(&key).map(|row| &self.estimates.rows[*row])
        };
        let members = 0..self.structure.members.len();
        let tallies: Vec<Tally> =
            members.clone().map(|at| row_of(at).map(Tally::of_row).unwrap_or_default()).collect();
        let before = self.published.measure(self.plan, self.wave, key, &self.structure.members, false);
        let demand = Demand { k: self.smallest(key), insiders: Some(self.plan.protection.insiders) };
        let barred = members.map(|at| {
            if !groups.0[at] {
                return groups.1[at].or(Some(Reason::Residual));
            }
            if !needed.iter().all(|other| other.is_some_and(|other| other[at])) {
                return Some(Reason::Needed);
            }
            self.by_itself(&tallies[at], row_of(at), demand, before[at])
        });
        let of = tallies.iter().map(|tally| tally.tones.map(|tones| tones.to_vec())).collect();
        let answers = Some(Answers { of, k: demand.k }).filter(|_| key.0 == Kind::Question);
        let question = Question { tallies: &tallies, demand, before: &before, alone: true, answers };
        let mut draft = self.draft(barred.collect());
        let shown = self.settle(&question, &mut draft);
        let reasons = reasons(&draft, &shown);
        (shown, reasons)
    }

    /// Why a group's figure may not be shown whatever is beside it.
    fn by_itself(
        &self,
        tally: &Tally,
        row: Option<&Estimate>,
        demand: Demand,
        before: bool,
    ) -> Option<Reason> {
        let few = tally.people < demand.k as i64;
        if few {
            let sensitive = demand.k > self.plan.protection.smallest_group;
            let only = sensitive && tally.people >= self.plan.protection.smallest_group as i64;
            return Some(if only { Reason::Sensitive } else { Reason::Size });
        }
        let rate =
            row.is_some_and(|row| row.kind == Kind::Response && !rate_may_show(row.respondents, row.base));
        let alike = demand.insiders.is_some_and(|insiders| unanimous(tally, insiders));
        let forgotten = !self.structure.complete && !before;
        (rate || alike).then_some(Reason::Unanimous).or(forgotten.then_some(Reason::Published))
    }

    /// R7: where each category may be shown. The same rules on a larger k, since what a group may not tell in detail
    /// subtraction may not either.
    fn detail(&self, key: MeasureKey<'a>, shown: &[bool]) -> Vec<bool> {
        let (k, members) = (self.plan.protection.smallest_detail, &self.structure.members);
        if key.0 != Kind::Question {
            return vec![false; members.len()];
        }
        let k = k.max(self.smallest(key));
        let row = |at: usize| members[at].rows.get(&key).map(|row| &self.estimates.rows[*row]);
        let tallies: Vec<Tally> =
            (0..members.len()).map(|at| Tally::of(row(at).map_or(0, Estimate::people))).collect();
        // Cross tables are coarse by nature, and whole by rule.
        let barred = (0..members.len()).map(|at| {
            let coarse = !shown[at] || members[at].rank == 0 || tallies[at].people < k as i64;
            coarse.then_some(Reason::Size)
        });
        let demand = Demand { k, insiders: None };
        let before = self.published.measure(self.plan, self.wave, key, members, true);
        let categories = |row: &Estimate| row.categories.iter().map(|count| *count as i64).collect();
        let of = (0..members.len()).map(|at| row(at).map(categories)).collect();
        let answers = Some(Answers { of, k: self.smallest(key) });
        let question = Question { tallies: &tallies, demand, before: &before, alone: false, answers };
        self.settle(&question, &mut self.draft(barred.collect()))
    }

    fn draft(&self, barred: Vec<Option<Reason>>) -> Draft {
        let trees = self.structure.trees.len();
        Draft { barred, by_tree: vec![Vec::new(); trees], stale: vec![true; trees] }
    }

    /// The best choice of every tree, and of it what all rules between the tables leave. Only ever hides, so it ends.
    fn settle(&self, question: &Question<'_>, draft: &mut Draft) -> Vec<bool> {
        loop {
            self.choose(question, draft);
            let shown = self.with_cross_tables(question, draft);
            match self.breach(question, &shown) {
                None => return shown,
                Some((member, reason)) => self.bar(draft, member, reason),
            }
        }
    }

    fn bar(&self, draft: &mut Draft, member: usize, reason: Reason) {
        draft.barred[member] = Some(reason);
        for (stale, tree) in draft.stale.iter_mut().zip(&self.structure.trees) {
            *stale |= tree.members.contains(&member);
        }
    }

    /// R2 on every tree that has changed.
    fn choose(&self, question: &Question<'_>, draft: &mut Draft) {
        for (number, tree) in self.structure.trees.iter().enumerate() {
            if std::mem::take(&mut draft.stale[number]) {
                let node = |(member, parent): (&usize, &Option<usize>)| Node {
                    parent: *parent,
                    people: u64::try_from(question.tallies[*member].people).unwrap_or(0),
                    allowed: draft.barred[*member].is_none(),
                    weight: self.weight(*member),
                };
                let nodes: Vec<Node> = tree.members.iter().zip(&tree.parents).map(node).collect();
                draft.by_tree[number] = residual::choose(&nodes, question.demand.k);
            }
        }
    }

    /// What is lost with a group: units of the highest level above all, then as many groups as can be, large before small.
    fn weight(&self, member: usize) -> u64 {
        let member = &self.structure.members[member];
        let bonus = member.respondents.min(99_999);
        if member.rank == 3 { 1_000_000_000 + bonus } else { 1_000_000 + bonus }
    }

    /// What the trees show, with the rows of cross tables that may be shown beside it (R4).
    fn with_cross_tables(&self, question: &Question<'_>, draft: &mut Draft) -> Vec<bool> {
        let mut shown = vec![false; self.structure.members.len()];
        for (tree, chosen) in self.structure.trees.iter().zip(&draft.by_tree) {
            for (member, chosen) in tree.members.iter().zip(chosen) {
                shown[*member] |= chosen;
            }
        }
        for cross in &self.structure.crosses {
            let of_row = |(unit, cells): &(usize, Vec<usize>)| {
                let cell = |cell: &usize| {
                    let tally = &question.tallies[*cell];
                    draft.barred[*cell].is_none() && tally.people > 0 && question.demand.holds(tally)
                };
                shown[*unit] && cells.iter().all(cell)
            };
            let may = cross.rows.iter().map(of_row).collect();
            let before: Vec<bool> =
                cross.rows.iter().map(|(_, cells)| cells.iter().all(|cell| question.before[*cell])).collect();
            let known = |unit: usize| shown[unit] || question.before[unit];
            let rows =
                cross::rows(&self.structure, cross, question.tallies, question.demand, (may, &before), known);
            for ((_, cells), row) in cross.rows.iter().zip(rows) {
                for cell in cells {
                    shown[*cell] = row;
                }
            }
        }
        for (at, member) in self.structure.members.iter().enumerate().filter(|(_, member)| member.rank == 0) {
            if !shown[at] && member.respondents >= question.demand.k {
                draft.barred[at] = draft.barred[at].or(Some(Reason::Cross));
            }
        }
        shown
    }

    /// The first thing that would be given away, as the group that gives way to it and the rule.
    fn breach(&self, question: &Question<'_>, shown: &[bool]) -> Option<(usize, Reason)> {
        let known: Vec<bool> =
            shown.iter().zip(question.before).map(|(shown, before)| *shown || *before).collect();
        let unsafe_one = |remainder: &Remainder, reason| {
            let tally = remainder.tally(question.tallies);
            let alike = tally.people >= question.demand.k as i64;
            let reason = if alike { Reason::Unanimous } else { reason };
            (!question.demand.holds(&tally))
                .then(|| self.gives_way(remainder.members(), shown, question, reason))?
        };
        for tree in &self.structure.trees {
            if let Some(found) =
                atoms(tree, &known).iter().find_map(|part| unsafe_one(part, Reason::Residual))
            {
                return Some(found);
            }
        }
        if question.alone {
            let determined = self.sums.determined(&known);
            let gives_way =
                |by: Vec<usize>| self.gives_way(by.into_iter(), shown, question, Reason::Residual);
            if let Some(found) = determined.into_iter().find_map(|found| gives_way(found.by)) {
                return Some(found);
            }
        }
        let linked = self.linked.remainders(&self.structure, &known, self.plan.protection.smallest_group);
        let found = linked
            .iter()
            .flat_map(|found| found.iter())
            .find_map(|remainder| unsafe_one(remainder, Reason::Containment));
        found.or_else(|| self.deduced(question, &known, shown))
    }

    /// R5: what the answers of several groups together tell of few people, as the group that gives way: one that they are in,
    /// or else one of whom nobody gave an answer.
    fn deduced(&self, question: &Question<'_>, known: &[bool], shown: &[bool]) -> Option<(usize, Reason)> {
        let answers = question.answers.as_ref()?;
        let counts: Vec<Option<Vec<i64>>> =
            answers.of.iter().zip(known).map(|(of, known)| of.clone().filter(|_| *known)).collect();
        let counted = Counted { counts: &counts, k: answers.k as i64 };
        let told = self.deduction.tells_too_much(&self.structure, &counted)?;
        let lower = |member: &usize| self.structure.members[*member].rank < 3;
        let way = |members: &[usize], lower: &dyn Fn(&usize) -> bool| {
            let members = members.iter().copied().filter(|member| lower(member));
            self.gives_way(members, shown, question, Reason::Containment)
        };
        way(&told.inside, &lower)
            .or_else(|| way(&told.empty, &lower))
            .or_else(|| way(&told.inside, &|_| true))
            .or_else(|| way(&told.empty, &|_| true))
    }

    /// Of these, the newly shown group with which least is lost; none where all of them were published before.
    fn gives_way(
        &self,
        members: impl Iterator<Item = usize>,
        shown: &[bool],
        question: &Question<'_>,
        reason: Reason,
    ) -> Option<(usize, Reason)> {
        let cost = |member: &usize| {
            let own = &self.structure.members[*member];
            (own.rank, own.respondents, *member)
        };
        let all: Vec<usize> = members.collect();
        let after_the_fact = all.iter().any(|member| question.before[*member] && !shown[*member]);
        let newly = all.into_iter().filter(|member| shown[*member]);
        let reason = if after_the_fact { Reason::Published } else { reason };
        newly.min_by_key(cost).map(|member| (member, reason))
    }
}

/// Why each member is withheld: what barred it, or else that others would give it away.
fn reasons(draft: &Draft, shown: &[bool]) -> Vec<Option<Reason>> {
    let reason =
        |(barred, shown): (&Option<Reason>, &bool)| (!shown).then(|| barred.unwrap_or(Reason::Residual));
    draft.barred.iter().zip(shown).map(reason).collect()
}
