//! Knowledge: who is in which group, and what was published of whom.

use std::collections::BTreeMap;

use super::published::{Name, Published, Shown};
use super::survey::{Colleague, Survey};

/// People of a wave, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set([u64; 4]);

impl Set {
    pub(super) fn of(people: &[Colleague], member: impl Fn(&Colleague) -> bool) -> Self {
        people.iter().enumerate().filter(|(_, own)| member(own)).map(|(at, _)| at).collect()
    }

    fn each(self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self(std::array::from_fn(|at| with(self.0[at], other.0[at])))
    }

    pub(super) fn and(self, other: Self) -> Self {
        self.each(other, |a, b| a & b)
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.each(other, |a, b| a | b)
    }

    pub(super) fn without(self, other: Self) -> Self {
        self.each(other, |a, b| a & !b)
    }

    pub(super) fn len(self) -> u64 {
        self.0.iter().map(|part| u64::from(part.count_ones())).sum()
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    pub(super) fn is_inside(self, other: Self) -> bool {
        self.without(other).is_empty()
    }

    pub(super) fn has(self, person: usize) -> bool {
        self.0[person / 64] >> (person % 64) & 1 == 1
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(people: I) -> Self {
        let mut set = Self::default();
        people.into_iter().for_each(|person| set.0[person / 64] |= 1 << (person % 64));
        set
    }
}

/// A group that the publication plan has.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) breakdown: String,
    pub(super) name: String,
    /// Its people, whether they took part or not.
    pub(super) staff: Set,
    /// Of them, those who did.
    pub(super) people: Set,
}

/// Groups that lie inside each other: number and place of the parent. The first is everyone.
pub(super) type Tree = Vec<(usize, Option<usize>)>;

/// What the intruder knows of a wave before reading: the first group is everyone.
pub(super) struct Knowledge<'a> {
    pub(super) survey: &'a Survey,
    pub(super) wave: usize,
    pub(super) groups: Vec<Group>,
    pub(super) trees: Vec<Tree>,
}

/// A measure, with what was published of each group.
pub(super) struct Measure<'a> {
    pub(super) name: &'a str,
    /// The question's number.
    pub(super) question: Option<usize>,
    /// Those who answered it, which the intruder does not know.
    pub(super) answered: Set,
    /// By group.
    pub(super) shown: Vec<Option<&'a Shown>>,
    /// What was shown of the measure in the wave before.
    pub(super) earlier: Option<&'a BTreeMap<Name, Shown>>,
}

impl<'a> Knowledge<'a> {
    pub(super) fn new(survey: &'a Survey, wave: usize) -> Self {
        let mut own = Self { survey, wave, groups: vec![], trees: vec![vec![(0, None)]] };
        own.group("all", "all", |_| true);
        let mut numbers: Vec<Vec<usize>> = Vec::new();
        for (level, units) in survey.levels.iter().enumerate() {
            let mut of_level = Vec::new();
            for (at, unit) in units.iter().enumerate() {
                let place = unit.parent.filter(|_| level > 0).map_or(0, |parent| numbers[level - 1][parent]);
                of_level.push(own.trees[0].len());
                if unit.waves[wave] {
                    let member = |person: &Colleague| person.units[level] == Some(at);
                    let number = own.group(&format!("level{level}"), &format!("unit{level}-{at}"), member);
                    own.trees[0].push((number, Some(place)));
                }
            }
            numbers.push(of_level);
        }
        for (at, groups) in survey.characteristics.iter().enumerate() {
            let mut tree = vec![(0, None)];
            for group in 0..*groups {
                let name =
                    if group + 1 < *groups { format!("group{group}") } else { "not-stated".to_owned() };
                let member = |person: &Colleague| person.groups[at] == group;
                tree.push((own.group(&format!("characteristic{at}"), &name, member), Some(0)));
            }
            own.trees.push(tree);
        }
        if let Some((characteristic, columns)) = &survey.cross {
            own.cross(*characteristic, columns);
        }
        own
    }

    fn group(&mut self, breakdown: &str, name: &str, member: impl Fn(&Colleague) -> bool) -> usize {
        let people = &self.survey.waves[self.wave];
        let staff = Set::of(people, member);
        let took_part = Set::of(people, |own| own.answers.is_some());
        let people = staff.and(took_part);
        self.groups.push(Group { breakdown: breakdown.to_owned(), name: name.to_owned(), staff, people });
        self.groups.len() - 1
    }

    /// The rows of the cross table hang below the units that they divide.
    fn cross(&mut self, characteristic: usize, columns: &[Vec<usize>]) {
        let mut tree = vec![(0, None)];
        let breakdown = format!("level0×characteristic{characteristic}");
        for unit in 0..self.survey.levels[0].len() {
            let name = format!("unit0-{unit}");
            let Some(number) = self.number("level0", &name) else { continue };
            let row = tree.len();
            tree.push((number, Some(0)));
            for (at, groups) in columns.iter().enumerate() {
                let member = |own: &Colleague| {
                    own.units[0] == Some(unit) && groups.contains(&own.groups[characteristic])
                };
                tree.push((self.group(&breakdown, &format!("{name}×column{at}"), member), Some(row)));
            }
        }
        self.trees.push(tree);
    }

    pub(super) fn number(&self, breakdown: &str, name: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.breakdown == breakdown && group.name == name)
    }

    /// All measures of this wave. A shown group that nobody knows of is a bug of the intruder.
    pub(super) fn read(&self, published: &'a Published) -> Vec<Measure<'a>> {
        let of_wave = published.measures.iter().filter(|((wave, _), _)| *wave == self.wave);
        let names = self.names();
        of_wave
            .map(|((_, name), rows)| {
                let mut shown = vec![None; self.groups.len()];
                for ((breakdown, group), figures) in rows {
                    shown[names[&(breakdown.as_str(), group.as_str())]] = Some(figures);
                }
                let before = self.wave.checked_sub(1).map(|wave| (wave, name.clone()));
                let earlier = before.and_then(|key| published.measures.get(&key));
                let question = name.strip_prefix('q').and_then(|at| at.parse().ok());
                Measure { name, question, answered: self.answered(question), shown, earlier }
            })
            .collect()
    }

    fn names(&self) -> BTreeMap<(&str, &str), usize> {
        let groups = self.groups.iter().enumerate();
        groups.map(|(at, group)| ((group.breakdown.as_str(), group.name.as_str()), at)).collect()
    }

    /// Those who answered a question; for other measures those who took part.
    fn answered(&self, question: Option<usize>) -> Set {
        let Some(question) = question else { return self.groups[0].people };
        Set::of(&self.survey.waves[self.wave], |own| own.answer(question).is_some())
    }

    /// The smallest base of a measure.
    pub(super) fn smallest(&self, measure: &Measure<'_>) -> u64 {
        let sensitive = measure.question.is_some_and(|question| self.survey.questions[question].sensitive);
        if sensitive { SENSITIVE } else { K }
    }

    /// The group that a group was in the first wave.
    pub(super) fn was(&self, group: usize) -> Name {
        let Group { breakdown, name, .. } = &self.groups[group];
        let unit = name.rsplit('-').next().and_then(|at| at.parse::<usize>().ok());
        let level = breakdown.strip_prefix("level").and_then(|level| level.parse::<usize>().ok());
        let was =
            level.zip(unit).and_then(|(level, unit)| Some((level, self.survey.levels[level][unit].was?)));
        let renamed = was.map(|(level, was)| format!("unit{level}-{was}"));
        (breakdown.clone(), renamed.unwrap_or_else(|| name.clone()))
    }

    /// A group's breakdown and name.
    pub(super) fn name(&self, group: usize) -> String {
        format!("{}/{}", self.groups[group].breakdown, self.groups[group].name)
    }

    /// A finding about groups, in words.
    pub(super) fn tell(&self, measure: &Measure<'_>, groups: &[usize], what: &str) -> String {
        let names: Vec<String> = groups.iter().map(|at| self.name(*at)).collect();
        format!("wave {} {}: {} {what}", self.wave, measure.name, names.join(" − "))
    }
}

/// The thresholds of the plan that is attacked.
pub(super) const K: u64 = 10;
/// For sensitive questions.
pub(super) const SENSITIVE: u64 = 30;
/// For every category.
pub(super) const DETAIL: u64 = 30;
/// People who put their own answers together.
pub(super) const INSIDERS: u64 = 1;
