//! Draws: random surveys with what makes protection hard.
//!
//! Teams of every size with many small ones, people without a lower unit, characteristics that are (nearly) the same all over
//! a unit or (nearly) the same as another, teams that answered alike but for one or nobody, one person alone with an answer,
//! questions that few answered.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::survey::{Colleague, Question, Survey, Unit};
use crate::confidential::wave::code;

/// The most people who take part in a wave.
const MOST: usize = 150;

/// Random choices.
struct Draws(ChaCha8Rng);

impl Draws {
    fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit.max(1) as u64) as usize
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// Low numbers more often than high ones.
    fn skewed(&mut self, limit: usize) -> usize {
        let first = self.below(limit);
        self.below(first + 1)
    }

    fn size(&mut self) -> usize {
        match self.below(100) {
            0..40 => self.between(1, 9),
            40..75 => self.between(10, 15),
            _ => self.between(16, 40),
        }
    }
}

/// The survey with this number.
pub(super) fn survey(seed: u64) -> Survey {
    let mut draws = Draws(ChaCha8Rng::seed_from_u64(seed));
    let levels = levels(&mut draws);
    let mut people = placed(&mut draws, &levels);
    let characteristics = characteristics(&mut draws, &mut people);
    let questions = questions(&mut draws);
    answer(&mut draws, &mut people, &questions);
    let cross = draws.percent(50).then(|| cross(&mut draws, &characteristics));
    let headcount = draws.percent(60);
    let mut survey = Survey { levels, characteristics, cross, questions, waves: vec![people], headcount };
    if draws.percent(40) {
        second_wave(&mut draws, &mut survey);
    }
    survey.settle_routes();
    survey
}

fn levels(draws: &mut Draws) -> Vec<Vec<Unit>> {
    let unit = |parent| Unit { parent, waves: [true; 2], was: None };
    let mut levels = vec![vec![unit(None); draws.between(2, 5)]];
    let depth = draws.between(2, 3);
    let mut left = draws.between(3, 25);
    for level in 1..depth {
        let mut units = Vec::new();
        for parent in 0..levels[level - 1].len() {
            let own = draws.below(6).min(left);
            left -= own;
            units.extend(vec![unit(Some(parent)); own]);
        }
        levels.push(units);
    }
    levels
}

/// People in every unit without lower units, in some with, and some without any unit.
fn placed(draws: &mut Draws, levels: &[Vec<Unit>]) -> Vec<Colleague> {
    let mut paths: Vec<(Vec<Option<usize>>, usize)> = Vec::new();
    for (level, units) in levels.iter().enumerate() {
        for unit in 0..units.len() {
            let leaf =
                levels.get(level + 1).is_none_or(|below| below.iter().all(|own| own.parent != Some(unit)));
            let people = match (leaf, draws.percent(50)) {
                (true, _) => draws.size(),
                (false, true) => draws.between(1, 12),
                (false, false) => 0,
            };
            paths.push((path(levels, level, unit), people));
        }
    }
    if draws.percent(30) {
        paths.push((vec![None; levels.len()], draws.between(1, 6)));
    }
    let mut people = Vec::new();
    let mut taking_part = 0;
    while !paths.is_empty() {
        let (units, size) = paths.swap_remove(draws.below(paths.len()));
        let rate = [100, 100, 97, 90, 80, 60][draws.below(6)];
        for _ in 0..size {
            let part = draws.percent(rate) && taking_part < MOST;
            if part || people.len() - taking_part < 90 {
                taking_part += usize::from(part);
                people.push(Colleague { units: units.clone(), groups: vec![], answers: part.then(Vec::new) });
            }
        }
    }
    people
}

/// A unit with those above.
pub(super) fn path(levels: &[Vec<Unit>], level: usize, unit: usize) -> Vec<Option<usize>> {
    let mut units = vec![None; levels.len()];
    let mut at = Some(unit);
    for level in (0..=level).rev() {
        units[level] = at;
        at = at.and_then(|unit| levels[level][unit].parent);
    }
    units
}

fn characteristics(draws: &mut Draws, people: &mut [Colleague]) -> Vec<usize> {
    let mut all = Vec::new();
    for number in 0..draws.between(1, 4) {
        let stated = draws.between(2, 5);
        let exceptions = draws.below(4);
        let (kind, salt, home) = (draws.below(5), draws.below(1000), draws.below(people.len()));
        let home = people[home].units.clone();
        for own in people.iter_mut() {
            let of_unit = own.units.iter().flatten().fold(salt, |sum, unit| sum * 31 + unit) % stated;
            let group = match kind {
                0 if draws.percent(95) => draws.skewed(stated),
                1 => of_unit,
                2 if !draws.percent(4) => of_unit,
                3 if own.units == home => usize::from(draws.percent(25)),
                3 => 1 + draws.skewed(stated - 1),
                4 if number > 0 => own.groups[number - 1].min(stated),
                _ => stated,
            };
            own.groups.push(group);
        }
        for _ in 0..exceptions {
            let other = draws.below(people.len());
            people[other].groups[number] = draws.below(stated + 1);
        }
        all.push(stated + 1);
    }
    all
}

fn questions(draws: &mut Draws) -> Vec<Question> {
    let count = draws.between(2, 4);
    let sensitive = draws.percent(60).then(|| draws.below(count));
    let routed = draws.percent(50).then_some(count - 1);
    let question = |at: usize| Question {
        categories: if at == 0 { 5 } else { [2, 3, 5, 5][draws.below(4)] },
        sensitive: sensitive == Some(at),
        route: (routed == Some(at)).then(|| if draws.percent(50) { vec![1, 2] } else { vec![1, 2, 3, 4] }),
    };
    (0..count).map(question).collect()
}

/// Answers that depend on the unit, with what is planted.
fn answer(draws: &mut Draws, people: &mut [Colleague], questions: &[Question]) {
    for question in questions {
        let (salt, blank) = (draws.below(1000), [0, 0, 5, 25][draws.below(4)]);
        let [few, alike, nearly] = [(); 3].map(|()| people[draws.below(people.len())].units.clone());
        let (shy, group) = (draws.percent(30), draws.percent(30).then(|| draws.below(3)));
        let top = question.categories;
        let common = 1 + draws.below(usize::from(top)) as u8;
        let mut spoilt = false;
        for own in people.iter_mut() {
            let mood = own.units.iter().flatten().fold(salt, |sum, unit| sum * 17 + unit) % 4;
            let favourable = draws.percent([10, 35, 65, 92][mood]);
            let half = 1 + draws.below(usize::from(top).div_ceil(2)) as u8;
            let mut answer = if favourable { top + 1 - half } else { half };
            if own.units == alike || (own.units == nearly && spoilt) || group == own.groups.first().copied() {
                answer = common;
            } else if own.units == nearly {
                (answer, spoilt) = (if common == 1 { top } else { 1 }, true);
            }
            if draws.percent(if shy && own.units == few { 70 } else { blank }) {
                answer = [code::NOT_ANSWERED, code::PREFER_NOT_TO_SAY, code::NOT_APPLICABLE][draws.below(3)];
            }
            if let Some(answers) = &mut own.answers {
                answers.push(answer);
            }
        }
    }
}

fn cross(draws: &mut Draws, characteristics: &[usize]) -> (usize, Vec<Vec<usize>>) {
    let characteristic = draws.below(characteristics.len());
    let columns = draws.between(2, 3.min(characteristics[characteristic]));
    let of_column =
        |column| (0..characteristics[characteristic]).filter(|group| group % columns == column).collect();
    (characteristic, (0..columns).map(of_column).collect())
}

/// Most people again, some elsewhere, some gone, some new; one unit may have another name or another parent.
fn second_wave(draws: &mut Draws, survey: &mut Survey) {
    let mut people = survey.waves[0].clone();
    people.retain(|_| draws.percent(88));
    for at in 0..people.len() {
        let other = people[draws.below(people.len())].clone();
        if draws.percent(5) {
            people[at].units = other.units;
        }
        if draws.percent(40) && people[at].answers.is_some() && other.answers.is_some() {
            people[at].answers = other.answers;
        }
    }
    let lowest = survey.levels.len() - 1;
    let units = survey.levels[lowest].len();
    if units > 0 && draws.percent(60) {
        let old = draws.below(units);
        let above = survey.levels[lowest - 1].len();
        let parent = survey.levels[lowest][old].parent.filter(|_| draws.percent(50));
        let parent = parent.or(Some(draws.below(above)));
        survey.levels[lowest][old].waves[1] = false;
        survey.levels[lowest].push(Unit { parent, waves: [false, true], was: Some(old) });
        let units = path(&survey.levels, lowest, units);
        for own in people.iter_mut().filter(|own| own.units[lowest] == Some(old)) {
            own.units.clone_from(&units);
        }
    }
    survey.waves.push(people);
}
