//! The groups of one wave and how they lie to each other: known before any answer is looked at.

use std::collections::HashMap;

use crate::confidential::estimates::{Estimates, Kind, Memberships};
use crate::plan::{Breakdown, BreakdownKind, Cross, Plan};

/// A measure by kind and id.
pub(super) type MeasureKey<'a> = (Kind, &'a str);

/// A group of the publication plan, with its rows.
pub(super) struct Member<'a> {
    /// `all`, a breakdown's id or a cross table's.
    pub(super) breakdown: &'a str,
    /// `all` or the group's id.
    pub(super) group: &'a str,
    /// For a unit below the highest level and a cell of a cross table: the unit above.
    pub(super) parent: Option<&'a str>,
    /// Respondents.
    pub(super) respondents: u64,
    /// People, where known.
    pub(super) headcount: Option<u64>,
    /// How much is lost with it: units of the highest level above all, then other units, then characteristics.
    pub(super) rank: u8,
    /// Its row of each measure.
    pub(super) rows: HashMap<MeasureKey<'a>, usize>,
}

/// A hierarchy of groups with everyone as its root: the organisation, or one characteristic.
pub(super) struct Tree {
    /// The groups (members); parents before their children, everyone first.
    pub(super) members: Vec<usize>,
    /// Each one's parent, by its place in `members`.
    pub(super) parents: Vec<Option<usize>>,
}

/// A cross table of one wave.
pub(super) struct CrossTable {
    /// A unit of the highest level (member) and its cells (members), one for each column.
    pub(super) rows: Vec<(usize, Vec<usize>)>,
    /// The groups (members) of the characteristic that each column puts together.
    pub(super) columns: Vec<Vec<usize>>,
}

/// The groups of one wave.
pub(super) struct Structure<'a> {
    /// Everyone first, if there is anything at all.
    pub(super) members: Vec<Member<'a>>,
    /// The organisation, then each characteristic.
    pub(super) trees: Vec<Tree>,
    /// The cross tables.
    pub(super) crosses: Vec<CrossTable>,
    /// Whether it is known who is in which group; where it is not, the wave's answers have been forgotten.
    pub(super) complete: bool,
    /// By respondent: the members that people of one kind are in, and how many they are.
    pub(super) kinds: Vec<(Vec<u32>, u64)>,
    /// Respondents in both of two members.
    overlaps: Vec<u32>,
}

impl<'a> Structure<'a> {
    /// The groups of a wave.
    pub(super) fn new(plan: &'a Plan, estimates: &'a Estimates, wave: usize) -> Self {
        let members = members(plan, estimates, wave);
        let index: HashMap<(&str, &str), usize> =
            members.iter().enumerate().map(|(at, member)| ((member.breakdown, member.group), at)).collect();
        let trees = trees(plan, &members, &index);
        let crosses = plan.crosses.iter().map(|cross| cross_table(plan, cross, &members, &index)).collect();
        let kinds =
            estimates.memberships.get(wave).map(|known| kinds(plan, known, &index)).unwrap_or_default();
        let overlaps = overlaps(members.len(), &kinds);
        let everyone = members.first().map_or(0, |all| all.respondents);
        let complete = kinds.iter().map(|(_, people)| people).sum::<u64>() == everyone;
        Self { members, trees, crosses, complete, kinds, overlaps }
    }

    /// Respondents in both of two members.
    pub(super) fn both(&self, one: usize, other: usize) -> i64 {
        i64::from(self.overlaps[one * self.members.len() + other])
    }

    /// The kinds of people that are in a member, by number.
    pub(super) fn kinds_of(&self, member: usize) -> impl Iterator<Item = usize> {
        let is_in = move |kind: &usize| self.kinds[*kind].0.binary_search(&(member as u32)).is_ok();
        (0..self.kinds.len()).filter(is_in)
    }
}

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
                rank: rank(plan, &row.breakdown),
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

/// Cross tables give way to characteristics, these to units, and all to the units of the highest level.
fn rank(plan: &Plan, breakdown: &str) -> u8 {
    match plan.breakdowns.iter().find(|own| own.id == breakdown).map(|own| own.kind) {
        _ if breakdown == "all" => 4,
        None => 0,
        Some(BreakdownKind::Characteristic { .. }) => 1,
        Some(BreakdownKind::Level(0)) => 3,
        Some(BreakdownKind::Level(_)) => 2,
    }
}

/// The organisation's tree and one of depth one for each characteristic, all with everyone as the root.
fn trees(plan: &Plan, members: &[Member<'_>], index: &HashMap<(&str, &str), usize>) -> Vec<Tree> {
    let Some(&all) = index.get(&("all", "all")) else { return Vec::new() };
    let root = || Tree { members: vec![all], parents: vec![None] };
    let mut organisation = root();
    let mut trees = Vec::new();
    for breakdown in &plan.breakdowns {
        let own = (0..members.len()).filter(|member| members[*member].breakdown == breakdown.id);
        match breakdown.kind {
            BreakdownKind::Characteristic { .. } => {
                let mut tree = root();
                tree.members.extend(own);
                tree.parents.resize(tree.members.len(), Some(0));
                trees.push(tree);
            }
            BreakdownKind::Level(level) => add_level(&mut organisation, plan, level, own, members, index),
        }
    }
    trees.insert(0, organisation);
    trees
}

/// Hangs the units of a level under those above; a unit without one under everyone.
fn add_level(
    tree: &mut Tree,
    plan: &Plan,
    level: usize,
    units: impl Iterator<Item = usize>,
    members: &[Member<'_>],
    index: &HashMap<(&str, &str), usize>,
) {
    let places: HashMap<usize, usize> =
        tree.members.iter().enumerate().map(|(at, member)| (*member, at)).collect();
    let above = level.checked_sub(1).map(|above| plan.breakdowns[above].id.as_str());
    for member in units {
        let parent = above.zip(members[member].parent).and_then(|unit| index.get(&unit));
        tree.parents.push(Some(parent.and_then(|parent| places.get(parent)).copied().unwrap_or(0)));
        tree.members.push(member);
    }
}

fn cross_table(
    plan: &Plan,
    cross: &Cross,
    members: &[Member<'_>],
    index: &HashMap<(&str, &str), usize>,
) -> CrossTable {
    let characteristic = &plan.breakdowns[cross.characteristic];
    let groups = |groups: &[usize]| -> Vec<usize> {
        let member = |group: &usize| index.get(&(&*characteristic.id, &*characteristic.groups[*group].id));
        groups.iter().filter_map(member).copied().collect()
    };
    let highest = plan.highest().map_or("", |highest| highest.id.as_str());
    let units = (0..members.len()).filter(|member| members[*member].breakdown == highest);
    let cells = |unit: usize| -> Option<Vec<usize>> {
        let name = |column: &crate::plan::Column| format!("{}×{}", members[unit].group, column.id);
        cross.columns.iter().map(|column| index.get(&(&*cross.id, &*name(column))).copied()).collect()
    };
    CrossTable {
        rows: units.filter_map(|unit| Some((unit, cells(unit)?))).collect(),
        columns: cross.columns.iter().map(|column| groups(&column.groups)).collect(),
    }
}

/// The members that each kind of person is in, with how many they are.
fn kinds(
    plan: &Plan,
    memberships: &Memberships,
    index: &HashMap<(&str, &str), usize>,
) -> Vec<(Vec<u32>, u64)> {
    let names = |breakdown: &Breakdown| -> Vec<Option<u32>> {
        let member =
            |group: &crate::plan::Group| index.get(&(&*breakdown.id, &*group.id)).map(|at| *at as u32);
        breakdown.groups.iter().map(member).collect()
    };
    let one_way: Vec<Vec<Option<u32>>> = plan.breakdowns.iter().map(names).collect();
    let all = index.get(&("all", "all")).map(|all| *all as u32);
    let cells: Vec<CrossCells> =
        plan.crosses.iter().map(|cross| CrossCells::new(plan, cross, index)).collect();
    let kind = |(codes, people): (&[u16], u32)| {
        let of_breakdown =
            codes.iter().zip(&one_way).filter_map(|(code, names)| *names.get(usize::from(*code))?);
        let of_cross = cells.iter().filter_map(|cells| cells.of(codes));
        let mut groups: Vec<u32> = all.into_iter().chain(of_breakdown).chain(of_cross).collect();
        groups.sort_unstable();
        (groups, u64::from(people))
    };
    memberships.rows().map(kind).collect()
}

/// The members of a cross table by unit and group of the characteristic.
struct CrossCells {
    level: usize,
    characteristic: usize,
    /// `[unit][group]`.
    members: Vec<Vec<Option<u32>>>,
}

impl CrossCells {
    fn new(plan: &Plan, cross: &Cross, index: &HashMap<(&str, &str), usize>) -> Self {
        let level = plan.highest_level().unwrap_or(0);
        let cell = |unit: &crate::plan::Group, group: usize| {
            let column = &cross.columns[cross.column_of(group)?];
            index.get(&(&*cross.id, &*format!("{}×{}", unit.id, column.id))).map(|member| *member as u32)
        };
        let groups = plan.breakdowns[cross.characteristic].groups.len();
        let units = plan.breakdowns[level].groups.iter();
        let members = units.map(|unit| (0..groups).map(|group| cell(unit, group)).collect()).collect();
        Self { level, characteristic: cross.characteristic, members }
    }

    fn of(&self, codes: &[u16]) -> Option<u32> {
        let code = |breakdown: usize| codes.get(breakdown).copied().map(usize::from);
        *self.members.get(code(self.level)?)?.get(code(self.characteristic)?)?
    }
}

fn overlaps(members: usize, kinds: &[(Vec<u32>, u64)]) -> Vec<u32> {
    let mut both = vec![0; members * members];
    for (groups, people) in kinds {
        for one in groups {
            for other in groups {
                both[*one as usize * members + *other as usize] += *people as u32;
            }
        }
    }
    both
}
