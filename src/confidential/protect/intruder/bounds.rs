//! The attack by bounds: between which numbers must a hidden group's answers lie?
//!
//! The intruder has the staff list, the published figures of all tables, and linear programming; not a list of who took part,
//! which nobody has. (With such a list, three tables at once bound a group of organisations of a few dozen people
//! now and then; [`super::super::deduction`] carries bounds over two.)
//!
//! What one safe set of people around it says of a hidden group (of 20 people 18 agree, so at least 7 of these 9) is not a
//! finding: the rule on answers that are alike draws that line. What several published groups say together is.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::differences::{Known, of_trees_and_across};
use super::knowledge::{K, Knowledge, Measure, Set};

/// People who are in the same shown groups and all or none of whom are in the hidden one.
struct Part {
    people: u64,
    /// Which shown groups.
    groups: Vec<usize>,
    inside: bool,
}

/// Linear programmes are slow: so many groups of a measure are tried, those whose answers can be exchanged least.
const MOST_TRIED: usize = 1;

/// No hidden group of few people has answers of which every tone is known to less than a quarter of the group.
pub(super) fn bounds(knowledge: &Knowledge<'_>, measure: &Measure<'_>) -> Vec<String> {
    let Some(question) = measure.question else { return Vec::new() };
    let tones = |group: usize| measure.shown[group].and_then(|shown| shown.tones);
    let shown: Vec<usize> = (0..measure.shown.len()).filter(|group| tones(*group).is_some()).collect();
    let known = of_trees_and_across(knowledge, &|group| tones(group).is_some());
    let mut hidden = Vec::new();
    for (at, group) in knowledge.groups.iter().enumerate().filter(|(at, _)| tones(*at).is_none()) {
        let answers = tones_of(knowledge, question, group.people);
        let size: u64 = answers.iter().sum();
        let exchanged = exchanges(knowledge, &shown, question, group.people);
        let told =
            |known: &Known| told_by(known, group.people, &tones).into_iter().all(|width| narrow(width, size));
        let by_one = known.iter().any(|known| group.people.is_inside(known.people) && told(known));
        let tight = exchanged.into_iter().all(|width| narrow(width, size));
        if (1..K).contains(&group.people.len()) && size > 0 && tight && !by_one {
            hidden.push((exchanged.iter().sum::<u64>(), at, answers));
        }
    }
    hidden.sort_unstable();
    let found = hidden.into_iter().take(MOST_TRIED).filter_map(|(_, at, answers)| {
        let parts = parts(knowledge, &shown, knowledge.groups[at].staff);
        let ranges = narrow_ranges(&parts, measure, &shown, answers)?;
        Some(knowledge.tell(measure, &[at], &format!("answers {answers:?} lie within {ranges:?}")))
    });
    found.collect()
}

/// Whether a range is less than a quarter of a group's answers.
fn narrow(width: u64, size: u64) -> bool {
    width * 4 < size
}

fn tones_of(knowledge: &Knowledge<'_>, question: usize, people: Set) -> [u64; 3] {
    let all = knowledge.survey.waves[knowledge.wave].iter().enumerate();
    let mut tones = [0; 3];
    for answer in all.filter(|(at, _)| people.has(*at)).filter_map(|(_, own)| own.answer(question)) {
        tones[knowledge.survey.questions[question].tone(answer)] += 1;
    }
    tones
}

/// The width of each tone's range in a group, by what is known of one set of people around it.
fn told_by(known: &Known, hidden: Set, tones: &dyn Fn(usize) -> Option<[u64; 3]>) -> [u64; 3] {
    let (own, others) = (hidden.len() as i64, known.people.len() as i64 - hidden.len() as i64);
    [0, 1, 2].map(|tone| {
        let all = known.sum(|group| tones(group).map_or(0, |tones| tones[tone]));
        (all.min(own) - (all - others).max(0)) as u64
    })
}

/// The shown groups of each person.
fn shown_groups(knowledge: &Knowledge<'_>, shown: &[usize], person: usize) -> Vec<usize> {
    (0..shown.len()).filter(|at| knowledge.groups[shown[*at]].people.has(person)).collect()
}

/// By how much each tone of the hidden group may differ, if people in the same shown groups exchange their answers: no
/// published figure changes, so the range is at least that.
fn exchanges(knowledge: &Knowledge<'_>, shown: &[usize], question: usize, hidden: Set) -> [u64; 3] {
    let everyone = knowledge.groups[0].people;
    let mut alike: BTreeMap<Vec<usize>, ([u64; 3], u64, u64)> = BTreeMap::new();
    for (person, own) in
        knowledge.survey.waves[knowledge.wave].iter().enumerate().filter(|(at, _)| everyone.has(*at))
    {
        let (tones, inside, all) = alike.entry(shown_groups(knowledge, shown, person)).or_default();
        if let Some(answer) = own.answer(question) {
            tones[knowledge.survey.questions[question].tone(answer)] += 1;
        }
        *inside += u64::from(hidden.has(person));
        *all += 1;
    }
    let mut widths = [0; 3];
    for (tones, inside, all) in alike.values() {
        for (width, count) in widths.iter_mut().zip(tones) {
            *width += count.min(inside) - (count + inside).saturating_sub(*all);
        }
    }
    widths
}

fn parts(knowledge: &Knowledge<'_>, shown: &[usize], hidden: Set) -> Vec<Part> {
    let everyone = knowledge.groups[0].staff;
    let in_groups = |person: usize| -> Vec<usize> {
        (0..shown.len()).filter(|at| knowledge.groups[shown[*at]].staff.has(person)).collect()
    };
    let mut parts: Vec<Part> = Vec::new();
    for person in (0..256).filter(|person| everyone.has(*person)) {
        let (groups, inside) = (in_groups(person), hidden.has(person));
        match parts.iter_mut().find(|part| part.groups == groups && part.inside == inside) {
            Some(part) => part.people += 1,
            None => parts.push(Part { people: 1, groups, inside }),
        }
    }
    parts
}

/// The range of each tone's answers inside, given the published tones and that nobody answers twice; nothing as soon as one
/// is not narrow. What was truly answered is in every range.
fn narrow_ranges(
    parts: &[Part],
    measure: &Measure<'_>,
    shown: &[usize],
    answers: [u64; 3],
) -> Option<Vec<(u64, u64)>> {
    let size: u64 = answers.iter().sum();
    let mut order = [0, 1, 2];
    // What nobody answered may have most room.
    order.sort_by_key(|tone| answers[*tone]);
    let mut most = answers;
    for tone in order {
        most[tone] = solved(parts, measure, shown, tone, OptimizationDirection::Maximize);
        narrow(most[tone] - answers[tone], size).then_some(())?;
    }
    let range = |tone: usize| {
        let least = solved(parts, measure, shown, tone, OptimizationDirection::Minimize);
        narrow(most[tone] - least, size).then_some((least, most[tone]))
    };
    (0..3).map(range).collect()
}

fn solved(
    parts: &[Part],
    measure: &Measure<'_>,
    shown: &[usize],
    wanted: usize,
    direction: OptimizationDirection,
) -> u64 {
    let mut problem = Problem::new(direction);
    let variables: Vec<[_; 3]> = parts
        .iter()
        .map(|part| {
            std::array::from_fn(|tone| {
                let counts = part.inside && tone == wanted;
                problem.add_var(f64::from(u8::from(counts)), (0.0, part.people as f64))
            })
        })
        .collect();
    for (part, tones) in parts.iter().zip(&variables) {
        let all: Vec<_> = tones.iter().map(|variable| (*variable, 1.0)).collect();
        problem.add_constraint(&all, ComparisonOp::Le, part.people as f64);
    }
    for (at, group) in shown.iter().enumerate() {
        let tones = measure.shown[*group].and_then(|shown| shown.tones).unwrap();
        for (tone, count) in tones.into_iter().enumerate() {
            let members = parts.iter().zip(&variables).filter(|(part, _)| part.groups.contains(&at));
            let members: Vec<_> = members.map(|(_, variables)| (variables[tone], 1.0)).collect();
            problem.add_constraint(&members, ComparisonOp::Eq, count as f64);
        }
    }
    let optimum = problem.solve().unwrap().into_solution().unwrap().objective();
    // Counts are whole numbers.
    match direction {
        OptimizationDirection::Maximize => (optimum + 1e-6).floor() as u64,
        OptimizationDirection::Minimize => (optimum - 1e-6).ceil().max(0.0) as u64,
    }
}
