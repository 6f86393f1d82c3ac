//! What people think before they answer: one number per person and question, higher is more favourable.
//!
//! Answers of one person go together, and those on one pillar more so: a number is made of what the
//! person thinks in general, of the pillar, and of the question alone, and is shifted by the groups
//! the person is in. Questions outside the pillars have nothing to do with what people think in general.

use std::collections::BTreeMap;

use super::people::Person;
use super::scene::Scene;
use super::settings::Effect;

/// How much of a number is the person's view in general, of the pillar, and of the question.
/// Their squares add up to 1.
const GENERAL: f64 = 0.6;
const PILLAR: f64 = 0.4;
const QUESTION: f64 = 0.692_820_323_027_550_9;

/// How far units of a level differ where the settings do not say it.
const SPREAD: f64 = 0.15;

/// The views of the respondents.
pub(super) struct Attitudes<'a> {
    scene: &'a Scene<'a>,
    people: &'a [&'a Person],
    general: Vec<f64>,
    /// By pillar.
    pillars: Vec<Vec<f64>>,
    /// How far the units of a level are shifted, by breakdown and group.
    units: Vec<Vec<f64>>,
}

impl<'a> Attitudes<'a> {
    /// Draws what everybody thinks.
    pub(super) fn new(scene: &'a Scene<'a>, people: &'a [&'a Person]) -> Self {
        let everyone = |purpose: &[&str]| {
            let mut draws = scene.draws(purpose);
            people.iter().map(|_| draws.normal()).collect::<Vec<f64>>()
        };
        let pillars = scene.plan.questions.iter().filter_map(|question| question.pillar).max();
        let pillar = |pillar: usize| everyone(&["pillar", &pillar.to_string()]);
        Self {
            scene,
            people,
            general: everyone(&["general"]),
            pillars: (0..pillars.map_or(0, |last| last + 1)).map(pillar).collect(),
            units: unit_shifts(scene),
        }
    }

    /// What everybody thinks about a question, in the order of the people.
    pub(super) fn on(&self, question: usize) -> Vec<f64> {
        let shifts = self.shifts(question);
        let asked = &self.scene.plan.questions[question];
        let mut draws = self.scene.draws(&["question", &asked.id]);
        let view = |(index, person): (usize, &&Person)| {
            let own = draws.normal();
            let base = match asked.pillar {
                Some(pillar) => {
                    GENERAL * self.general[index] + PILLAR * self.pillars[pillar][index] + QUESTION * own
                }
                None => own,
            };
            let shift =
                |(group, shifts): (&Option<usize>, &Vec<f64>)| group.map_or(0.0, |group| shifts[group]);
            base + person.groups.iter().zip(&shifts).map(shift).sum::<f64>()
        };
        self.people.iter().enumerate().map(view).collect()
    }

    /// By how much each group is shifted on a question.
    fn shifts(&self, question: usize) -> Vec<Vec<f64>> {
        let plan = self.scene.plan;
        let id = &plan.questions[question].id;
        let wave = &self.scene.wave().id;
        let meant = |list: &[String], name: &String, otherwise: bool| {
            if list.is_empty() { otherwise } else { list.contains(name) }
        };
        // What has nothing to do with the pillars is shifted only where it is named.
        let everywhere = plan.questions[question].pillar.is_some();
        let applies =
            |effect: &&Effect| meant(&effect.questions, id, everywhere) && meant(&effect.waves, wave, true);
        let mut shifts = self.units.clone();
        if !everywhere {
            shifts.iter_mut().flatten().for_each(|shift| *shift = 0.0);
        }
        for effect in self.scene.settings.effect.iter().filter(applies) {
            let at = plan.breakdowns.iter().position(|breakdown| breakdown.id == effect.breakdown);
            let place = at.and_then(|at| plan.breakdowns[at].group(&effect.group).map(|group| (at, group)));
            if let Some((breakdown, group)) = place {
                shifts[breakdown][group] += effect.shift;
            }
        }
        shifts
    }
}

/// Units of every level differ by chance, and go on doing so in every wave, under the same name.
fn unit_shifts(scene: &Scene<'_>) -> Vec<Vec<f64>> {
    let mut all = Vec::new();
    for breakdown in &scene.plan.breakdowns {
        let default = if breakdown.is_level() { SPREAD } else { 0.0 };
        let spread = scene.settings.spread.get(&breakdown.id).copied().unwrap_or(default);
        let mut draws = scene.lasting_draws(&["unit", &breakdown.id]);
        let mut known: BTreeMap<&str, f64> = BTreeMap::new();
        let mut shift = |name| *known.entry(name).or_insert_with(|| spread * draws.normal());
        all.push(breakdown.groups.iter().map(|group| shift(group.name.as_str())).collect());
    }
    all
}
