//! The workforce: who there is, and who of them answers.

use super::draws::Draws;
use super::scene::Scene;
use super::settings::{Mix, Numbers};
use crate::plan::breakdown::path;
use crate::plan::{Breakdown, Group, NOT_STATED};
use crate::problem::{Place, Problem};

/// An invented person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// The staff group.
    pub(super) staff_group: String,
    /// The group in each breakdown of the plan; `None` in a level below the person's unit.
    pub(super) groups: Vec<Option<usize>>,
}

/// A line of the workforce: people of one unit and staff group.
struct Line {
    /// The unit and its parents, by level.
    units: Vec<Option<usize>>,
    staff_group: String,
    people: u64,
}

/// Everyone, unit by unit.
pub(super) fn workforce(scene: &Scene<'_>) -> Vec<Person> {
    let mut draws = scene.draws(&["workforce"]);
    let mut people = Vec::new();
    for line in lines(scene) {
        let shares: Vec<Option<Vec<f64>>> =
            scene.plan.breakdowns.iter().map(|b| (!b.is_level()).then(|| shares(scene, &line, b))).collect();
        for _ in 0..line.people {
            let mut levels = line.units.iter();
            let mut group = |shares: &Option<Vec<f64>>| match shares {
                Some(shares) => draws.weighted(shares),
                None => levels.next().copied().flatten(),
            };
            let groups = shares.iter().map(&mut group).collect();
            people.push(Person { staff_group: line.staff_group.clone(), groups });
        }
    }
    people
}

/// Who works where: as the settings say, or equally many in every unit of the lowest level.
fn lines(scene: &Scene<'_>) -> Vec<Line> {
    if scene.settings.workforce.is_empty() { equal_lines(scene) } else { set_lines(scene) }
}

fn set_lines(scene: &Scene<'_>) -> Vec<Line> {
    let levels = scene.levels();
    let mut lines = Vec::new();
    for (staff_group, people) in &scene.settings.workforce {
        for (level, breakdown) in levels.iter().enumerate() {
            for (index, group) in existing(breakdown, scene.wave) {
                let Some(count) = people.get(&group.id) else { continue };
                let people = (*count as f64 * scene.growth()).round() as u64;
                let units = path(&levels, level, index);
                lines.push(Line { units, staff_group: staff_group.clone(), people });
            }
        }
    }
    lines
}

fn equal_lines(scene: &Scene<'_>) -> Vec<Line> {
    let levels = scene.levels();
    let Some(lowest) = levels.last() else { return Vec::new() };
    let units: Vec<usize> = existing(lowest, scene.wave).map(|(index, _)| index).collect();
    let count = units.len().max(1) as u64;
    let (each, left) = (scene.default_workforce() / count, scene.default_workforce() % count);
    let surveyed = scene.plan.scopes.first().and_then(|scope| scope.staff_groups.first());
    let line = |(order, unit): (usize, &usize)| Line {
        units: path(&levels, levels.len() - 1, *unit),
        staff_group: surveyed.cloned().unwrap_or_default(),
        people: each + u64::from((order as u64) < left),
    };
    units.iter().enumerate().map(line).collect()
}

/// The units of a level that exist in a wave.
fn existing(breakdown: &Breakdown, wave: usize) -> impl Iterator<Item = (usize, &Group)> {
    let exists = move |(_, group): &(usize, &Group)| group.waves.get(wave).copied().unwrap_or(false);
    breakdown.groups.iter().enumerate().filter(exists)
}

/// The shares of a characteristic's groups among the people of a line.
fn shares(scene: &Scene<'_>, line: &Line, breakdown: &Breakdown) -> Vec<f64> {
    let levels = scene.levels();
    let here = |mix: &&Mix| {
        let in_unit = |(level, unit): (&&Breakdown, &Option<usize>)| {
            unit.is_some_and(|unit| level.groups[unit].id == mix.unit)
        };
        mix.breakdown == breakdown.id
            && (mix.unit.is_empty() || levels.iter().zip(&line.units).any(in_unit))
            && (mix.staff_group.is_empty() || mix.staff_group == line.staff_group)
    };
    let mix = scene.settings.mix.iter().rev().find(here).map(|mix| &mix.shares);
    match mix.or_else(|| scene.settings.characteristics.get(&breakdown.id)) {
        Some(numbers) => by_group(breakdown, numbers, 0.0),
        None => breakdown.groups.iter().map(|group| f64::from(u8::from(group.id != NOT_STATED))).collect(),
    }
}

/// A number for each group of a breakdown.
fn by_group(breakdown: &Breakdown, numbers: &Numbers, default: f64) -> Vec<f64> {
    breakdown.groups.iter().map(|group| numbers.get(&group.id).copied().unwrap_or(default)).collect()
}

/// Who answers: indices into the workforce, in order. Every unit of the highest level has its share of
/// the responses, in proportion to its people and their readiness; within it chance decides.
pub(super) fn respondents(scene: &Scene<'_>, workforce: &[Person]) -> Result<Vec<usize>, Problem> {
    let readiness = readiness(scene, workforce);
    let wanted = scene.respondents() as usize;
    let able = readiness.iter().filter(|ready| **ready > 0.0).count();
    if wanted > able {
        let place = Place::file(&scene.plan.folder.join(super::settings::FILE));
        let message = format!(
            "{wanted} responses are wanted of wave {}, and only {able} people could answer",
            scene.wave().id
        );
        let hint = "give the workforce more people, or ask for fewer respondents";
        return Err(Problem::error(place.column("respondents"), message).hint(hint));
    }
    let mut draws = scene.draws(&["respondents"]);
    Ok(choose(workforce, &readiness, wanted, &mut draws))
}

/// How ready everyone is to answer: 0 for those who were not asked.
fn readiness(scene: &Scene<'_>, workforce: &[Person]) -> Vec<f64> {
    let by_breakdown = |breakdown: &Breakdown| {
        scene.special.response.get(&breakdown.id).map(|numbers| by_group(breakdown, numbers, 1.0))
    };
    let weights: Vec<Option<Vec<f64>>> = scene.plan.breakdowns.iter().map(by_breakdown).collect();
    let surveyed = scene.plan.scopes.first();
    let of = |person: &Person| {
        let asked = surveyed.is_none_or(|scope| scope.staff_groups.contains(&person.staff_group));
        let weight = |(group, weights): (&Option<usize>, &Option<Vec<f64>>)| match (group, weights) {
            (Some(group), Some(weights)) => weights[*group],
            _ => 1.0,
        };
        if asked { person.groups.iter().zip(&weights).map(weight).product() } else { 0.0 }
    };
    workforce.iter().map(of).collect()
}

fn choose(workforce: &[Person], readiness: &[f64], wanted: usize, draws: &mut Draws) -> Vec<usize> {
    let top = |person: &Person| person.groups.first().copied().flatten();
    let units = 1 + workforce.iter().filter_map(top).max().unwrap_or(0);
    let mut queues: Vec<Vec<(f64, usize)>> = vec![Vec::new(); units];
    for (index, person) in workforce.iter().enumerate() {
        let key = draws.share();
        if readiness[index] > 0.0 {
            queues[top(person).unwrap_or(0)].push((key / readiness[index], index));
        }
    }
    let weights: Vec<f64> =
        queues.iter().map(|queue| queue.iter().map(|(_, index)| readiness[*index]).sum()).collect();
    let room: Vec<usize> = queues.iter().map(Vec::len).collect();
    let counts = share_out(wanted, &weights, &room);
    let mut chosen = Vec::with_capacity(wanted);
    for (queue, count) in queues.iter_mut().zip(counts) {
        queue.sort_by(|a, b| a.0.total_cmp(&b.0));
        chosen.extend(queue.iter().take(count).map(|(_, index)| *index));
    }
    chosen.sort_unstable();
    chosen
}

/// Shares a number out by weight, one by one to whom it is owed most, never more than there is room.
fn share_out(wanted: usize, weights: &[f64], room: &[usize]) -> Vec<usize> {
    let total: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let owed = |unit: usize| wanted as f64 * weights[unit] / total;
    let mut counts: Vec<usize> = (0..room.len()).map(|unit| (owed(unit) as usize).min(room[unit])).collect();
    let mut left = wanted.saturating_sub(counts.iter().sum());
    while left > 0 {
        let open = (0..room.len()).filter(|unit| counts[*unit] < room[*unit]);
        let lag = |unit: &usize| owed(*unit) - counts[*unit] as f64;
        let Some(unit) = open.max_by(|a, b| lag(a).total_cmp(&lag(b)).then(b.cmp(a))) else { break };
        counts[unit] += 1;
        left -= 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_the_weights_and_stop_where_there_is_no_room() {
        assert_eq!(share_out(10, &[3.0, 1.0, 1.0], &[9, 9, 9]), [6, 2, 2]);
        assert_eq!(share_out(10, &[8.0, 1.0, 1.0], &[4, 9, 9]), [4, 3, 3]);
        assert_eq!(share_out(3, &[1.0, 1.0], &[9, 9]), [2, 1]);
    }
}
