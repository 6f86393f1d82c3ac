//! The pattern: which figures of a wave may be shown.
//!
//! It is chosen once on respondents, before any answer is looked at: the size rule, the residual rule on the
//! organisation's tree and on every one-way breakdown, the containment rule across them. Then each measure may lose
//! groups in which too few answered it, by the same rules on those who did; it never gains one.
//! Two-way groups are not part of the publication plan, so nothing of them is shown.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::containment::{Known, first_breach, known};
use super::residual::{self, Node};
use super::size::{large_enough, rate_may_show};
use crate::confidential::estimates::{Estimate, Estimates, Kind, Memberships};
use crate::plan::{BreakdownKind, Plan};

/// A measure by kind and id.
pub(super) type MeasureKey<'a> = (Kind, &'a str);

/// A group that the publication plan has, with its rows.
struct Member<'a> {
    breakdown: &'a str,
    group: &'a str,
    parent: Option<&'a str>,
    respondents: u64,
    headcount: Option<u64>,
    weight: u64,
    rows: HashMap<MeasureKey<'a>, usize>,
}

/// The groups of one wave and the trees that they form.
pub(super) struct Pattern<'a> {
    plan: &'a Plan,
    estimates: &'a Estimates,
    wave: usize,
    members: Vec<Member<'a>>,
    /// Each tree: its members in order, the root first, and each one's parent within the tree.
    trees: Vec<Vec<(usize, Option<usize>)>>,
    /// (inner, outer) across breakdowns.
    inside: HashSet<(usize, usize)>,
}

impl<'a> Pattern<'a> {
    /// The groups of a wave.
    pub(super) fn new(plan: &'a Plan, estimates: &'a Estimates, wave: usize) -> Self {
        let members = members(plan, estimates, wave);
        let index: HashMap<(&str, &str), usize> =
            members.iter().enumerate().map(|(at, member)| ((member.breakdown, member.group), at)).collect();
        let memberships = estimates.memberships.get(wave);
        let inside = memberships.map(|memberships| inside(plan, memberships, &index)).unwrap_or_default();
        let trees = trees(plan, &members, &index);
        Self { plan, estimates, wave, members, trees, inside }
    }

    /// Marks the rows of this wave that may be shown.
    pub(super) fn mark(&self, visible: &mut [bool]) {
        let people: Vec<u64> = self.members.iter().map(|member| member.respondents).collect();
        let k = self.k();
        let allowed = self.members.iter().map(|member| large_enough(member.respondents, member.headcount, k));
        let shown = self.choose(&people, allowed.collect());
        let mut by_measure: BTreeMap<MeasureKey<'_>, Vec<bool>> = BTreeMap::new();
        for measure in self.measures() {
            let settled = self.measure(measure, &shown, &by_measure);
            for (member, _) in self.members.iter().zip(&settled).filter(|(_, shown)| **shown) {
                if let Some(row) = member.rows.get(&measure) {
                    visible[*row] = true;
                }
            }
            by_measure.insert(measure, settled);
        }
    }

    fn k(&self) -> u64 {
        self.plan.protection.smallest_group
    }

    /// All measures, each after those that it needs: questions before scores, a router before the questions that it
    /// leads to.
    fn measures(&self) -> Vec<MeasureKey<'a>> {
        let mut measures: Vec<MeasureKey<'a>> =
            self.members.first().map(|all| all.rows.keys().copied().collect()).unwrap_or_default();
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
    fn item(&self, key: MeasureKey<'_>) -> Option<usize> {
        let question = key.0 == Kind::Question;
        question.then(|| self.plan.items.iter().position(|item| item.id == key.1)).flatten()
    }

    /// The item that decided who was asked, where this wave asked it.
    fn router(&self, key: MeasureKey<'_>) -> Option<&'a str> {
        let question = |item: usize| &self.plan.questions[self.plan.items[item].question];
        let router = question(self.item(key)?).route.as_ref()?.item;
        question(router).headers[self.wave].as_ref()?;
        Some(&self.plan.items[router].id)
    }

    /// Where a measure may be shown, given where its questions and its router are.
    fn measure(
        &self,
        key: MeasureKey<'a>,
        shown: &[bool],
        others: &BTreeMap<MeasureKey<'_>, Vec<bool>>,
    ) -> Vec<bool> {
        // What is needed and not settled is not shown.
        let needed: Vec<Option<&Vec<bool>>> = self.needs(key).iter().map(|need| others.get(need)).collect();
        let mut people = Vec::with_capacity(self.members.len());
        let mut allowed = Vec::with_capacity(self.members.len());
        for (at, member) in self.members.iter().enumerate() {
            let row = member.rows.get(&key).map(|row| &self.estimates.rows[*row]);
            let base = row.map_or(0, Estimate::people);
            let rate =
                row.is_some_and(|row| key.0 != Kind::Response || rate_may_show(row.respondents, row.base));
            people.push(base);
            allowed.push(
                shown[at]
                    && rate
                    && base >= self.k()
                    && needed.iter().all(|other| other.is_some_and(|other| other[at])),
            );
        }
        self.choose(&people, allowed)
    }

    /// The measures without which this one may not be shown.
    fn needs(&self, key: MeasureKey<'_>) -> Vec<MeasureKey<'a>> {
        let questions = match key.0.composite() {
            None => return self.router(key).map(|id| (Kind::Question, id)).into_iter().collect(),
            Some(kind) => {
                self.plan.composite(kind, key.1).map(|own| &self.plan.composites[own].items[self.wave])
            }
        };
        let ids = questions.into_iter().flatten().map(|item| self.plan.items[*item].id.as_str());
        ids.map(|id| (Kind::Question, id)).collect()
    }

    /// The residual rule on every tree and the containment rule across them, until both hold.
    fn choose(&self, people: &[u64], mut allowed: Vec<bool>) -> Vec<bool> {
        loop {
            let (shown, known) = self.choose_by_tree(people, &allowed);
            match first_breach(&known, &self.inside, self.k()) {
                None => return shown,
                Some((one, other)) => self.close(one.max(other), &mut allowed),
            }
        }
    }

    /// Allows nothing of a tree but its root. The organisation's tree is the first, so a characteristic gives way to it.
    fn close(&self, tree: usize, allowed: &mut [bool]) {
        for (member, _) in self.trees[tree].iter().skip(1) {
            allowed[*member] = false;
        }
    }

    /// Which groups each tree shows, and what is known by that.
    fn choose_by_tree(&self, people: &[u64], allowed: &[bool]) -> (Vec<bool>, Vec<Known>) {
        let mut shown = vec![false; self.members.len()];
        let mut all_known = Vec::new();
        for (number, tree) in self.trees.iter().enumerate() {
            let node = |&(member, parent): &(usize, Option<usize>)| Node {
                parent,
                people: people[member],
                allowed: allowed[member],
                weight: self.members[member].weight,
            };
            let nodes: Vec<Node> = tree.iter().map(node).collect();
            let members: Vec<usize> = tree.iter().map(|(member, _)| *member).collect();
            let chosen = residual::choose(&nodes, self.k());
            all_known.extend(known(number, &nodes, &members, &chosen));
            for (member, chosen) in members.iter().zip(chosen) {
                shown[*member] |= chosen;
            }
        }
        (shown, all_known)
    }
}

/// The groups of the publication plan: everyone, units, and one-way characteristics.
fn members<'a>(plan: &Plan, estimates: &'a Estimates, wave: usize) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = Vec::new();
    let mut index: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, row) in estimates.rows.iter().enumerate().filter(|(_, row)| row.wave == wave) {
        let member = *index.entry((&row.breakdown, &row.group)).or_insert_with(|| {
            members.push(Member {
                breakdown: &row.breakdown,
                group: &row.group,
                parent: row.parent.as_deref(),
                respondents: row.respondents,
                headcount: None,
                weight: weight(plan, &row.breakdown, row.respondents),
                rows: HashMap::new(),
            });
            members.len() - 1
        });
        let member = &mut members[member];
        member.rows.insert((row.kind, row.measure.as_str()), at);
        // A response row's headcount is that of its own scope; every other row has the main one's.
        member.headcount = member.headcount.or(row.headcount.filter(|_| row.kind != Kind::Response));
    }
    members
}

/// (inner, outer): pairs of groups of different breakdowns of which the outer one has all respondents of the inner one.
/// Units of different levels are left out: the tree of the organisation already says who is inside whom.
fn inside(
    plan: &Plan,
    memberships: &Memberships,
    index: &HashMap<(&str, &str), usize>,
) -> HashSet<(usize, usize)> {
    // By inner breakdown and group, and outer breakdown: the one group there that they are all in.
    let mut only: BTreeMap<(usize, u16, usize), Option<u16>> = BTreeMap::new();
    let crossing = |one: usize, other: usize| {
        one != other && !(plan.breakdowns[one].is_level() && plan.breakdowns[other].is_level())
    };
    for (codes, _) in memberships.rows() {
        for (inner, group) in codes.iter().enumerate() {
            for (outer, beside) in codes.iter().enumerate().filter(|(outer, _)| crossing(inner, *outer)) {
                let met = only.entry((inner, *group, outer)).or_insert(Some(*beside));
                *met = met.filter(|met| met == beside);
            }
        }
    }
    let place = |breakdown: usize, group: u16| {
        let breakdown = &plan.breakdowns[breakdown];
        index.get(&(breakdown.id.as_str(), breakdown.groups.get(usize::from(group))?.id.as_str())).copied()
    };
    let pair = |((inner, group, outer), beside)| Some((place(inner, group)?, place(outer, beside?)?));
    only.into_iter().filter_map(pair).collect()
}

/// What is lost with a group: units of the highest level above all, then as many groups as can be, large before small.
fn weight(plan: &Plan, breakdown: &str, respondents: u64) -> u64 {
    let highest = plan.highest().is_some_and(|highest| highest.id == breakdown);
    let bonus = respondents.min(99_999);
    if highest { 1_000_000_000 + bonus } else { 1_000_000 + bonus }
}

/// The organisation's tree and one of depth one for each characteristic, all with everyone as the root.
fn trees(
    plan: &Plan,
    members: &[Member<'_>],
    index: &HashMap<(&str, &str), usize>,
) -> Vec<Vec<(usize, Option<usize>)>> {
    let Some(&all) = index.get(&("all", "all")) else { return Vec::new() };
    let mut organisation = vec![(all, None)];
    let mut trees = Vec::new();
    for breakdown in &plan.breakdowns {
        let own = (0..members.len()).filter(|member| members[*member].breakdown == breakdown.id);
        match breakdown.kind {
            BreakdownKind::Characteristic { .. } => {
                let root = std::iter::once((all, None));
                trees.push(root.chain(own.map(|member| (member, Some(0)))).collect());
            }
            BreakdownKind::Level(level) => {
                for member in own.collect::<Vec<_>>() {
                    let above = level.checked_sub(1).map(|above| plan.breakdowns[above].id.as_str());
                    let parent = above.zip(members[member].parent).and_then(|unit| index.get(&unit));
                    let at =
                        parent.and_then(|parent| organisation.iter().position(|(other, _)| other == parent));
                    organisation.push((member, Some(at.unwrap_or(0))));
                }
            }
        }
    }
    trees.insert(0, organisation);
    trees
}
