//! Holds the names and numbers of `simulate.toml` against the plan.

use super::settings::{Behaviour, FILE, Numbers, Options, Planted, SimulateSettings, WaveSettings};
use crate::plan::label::nearest;
use crate::plan::{Breakdown, Plan, ScaleKind};
use crate::problem::{Place, Problem, Problems, quoted};

/// Every name that the plan does not have and every number that cannot be.
pub(super) fn check(plan: &Plan, settings: &SimulateSettings) -> Problems {
    let mut check = Check { plan, problems: Problems::new() };
    check.workforce(settings);
    for (breakdown, shares) in &settings.characteristics {
        check.groups(&format!("characteristics.{breakdown}"), breakdown, shares);
    }
    for mix in &settings.mix {
        check.groups("mix.shares", &mix.breakdown, &mix.shares);
        if !mix.unit.is_empty() {
            check.unit("mix.unit", &mix.unit);
        }
        if !mix.staff_group.is_empty() {
            check.staff_group("mix.staff_group", &mix.staff_group);
        }
    }
    check.effects(settings);
    for (level, spread) in &settings.spread {
        let key = format!("spread.{level}");
        check.name(&key, "level", level, plan.breakdowns.iter().filter(|b| b.is_level()).map(id));
        check.within(&key, *spread, 10.0);
    }
    for (wave, special) in &settings.waves {
        let key = format!("waves.{wave}");
        check.name(&key, "wave", wave, plan.waves.iter().map(|wave| wave.id.as_str()));
        check.wave(&key, special);
    }
    check.problems
}

fn id(breakdown: &Breakdown) -> &str {
    &breakdown.id
}

struct Check<'a> {
    plan: &'a Plan,
    problems: Problems,
}

impl<'a> Check<'a> {
    fn tell(&mut self, key: &str, message: String, hint: Option<String>) {
        let place = Place::file(&self.plan.folder.join(FILE)).column(key);
        self.problems.push(Problem::error(place, message).maybe_hint(hint));
    }

    /// Tells a name that is not among those known.
    fn name(&mut self, key: &str, what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) {
        if !known.clone().any(|other| other == name) {
            let hint = nearest(name, known).map(|near| format!("did you mean “{near}”?"));
            self.tell(key, format!("“{}” is no {what} of this pipeline", quoted(name)), hint);
        }
    }

    /// Tells a number that is not from 0 to `most`.
    fn within(&mut self, key: &str, number: f64, most: f64) {
        if !(0.0..=most).contains(&number) {
            self.tell(key, format!("expected a number from 0 to {most}"), None);
        }
    }

    fn unit(&mut self, key: &str, unit: &str) {
        let levels = self.plan.breakdowns.iter().filter(|b| b.is_level());
        self.name(key, "unit", unit, levels.flat_map(|b| &b.groups).map(|group| group.id.as_str()));
    }

    fn staff_group(&mut self, key: &str, name: &str) {
        let known = self.plan.scopes.iter().flat_map(|scope| &scope.staff_groups);
        self.name(key, "staff group", name, known.map(String::as_str));
    }

    fn question(&mut self, key: &str, question: &str) {
        self.name(key, "question", question, self.plan.questions.iter().map(|q| q.id.as_str()));
    }

    /// Tells an unknown breakdown, unknown groups of a known one, and numbers below 0.
    fn groups(&mut self, key: &str, breakdown: &str, numbers: &Numbers) {
        let plan = self.plan;
        self.name(key, "breakdown", breakdown, plan.breakdowns.iter().map(id));
        let Some(known) = plan.breakdowns.iter().find(|b| b.id == breakdown) else { return };
        for (group, number) in numbers {
            let key = format!("{key}.{group}");
            self.name(&key, "group", group, known.groups.iter().map(|group| group.id.as_str()));
            self.within(&key, *number, 1e9);
        }
        if !numbers.is_empty() && numbers.values().sum::<f64>() <= 0.0 {
            self.tell(key, "expected at least one number above 0".into(), None);
        }
    }

    fn workforce(&mut self, settings: &SimulateSettings) {
        for (staff_group, people) in &settings.workforce {
            self.staff_group(&format!("workforce.{staff_group}"), staff_group);
            for (unit, count) in people {
                let key = format!("workforce.{staff_group}.{unit}");
                self.unit(&key, unit);
                self.within(&key, *count as f64, 1e7);
            }
        }
        for breakdown in &settings.headcount_columns {
            let characteristics = self.plan.breakdowns.iter().filter(|b| !b.is_level());
            self.name("headcount_columns", "characteristic", breakdown, characteristics.map(id));
        }
    }

    fn effects(&mut self, settings: &SimulateSettings) {
        for effect in &settings.effect {
            let one = Numbers::from([(effect.group.clone(), 1.0)]);
            self.groups("effect.group", &effect.breakdown, &one);
            self.within("effect.shift", effect.shift.abs(), 10.0);
            for question in &effect.questions {
                self.question("effect.questions", question);
            }
            for wave in &effect.waves {
                self.name("effect.waves", "wave", wave, self.plan.waves.iter().map(|wave| wave.id.as_str()));
            }
        }
    }

    fn wave(&mut self, key: &str, wave: &WaveSettings) {
        for (breakdown, readiness) in &wave.response {
            self.groups(&format!("{key}.response.{breakdown}"), breakdown, readiness);
        }
        for (question, shares) in &wave.answers {
            let key = format!("{key}.answers.{question}");
            self.question(&key, question);
            let (positive, negative) = (shares.positive.unwrap_or(0.0), shares.negative.unwrap_or(0.0));
            self.within(&key, positive, 100.0);
            self.within(&key, negative, 100.0);
            self.within(&key, positive + negative, 100.0);
        }
        for (question, options) in &wave.options {
            self.options(&format!("{key}.options.{question}"), question, options);
        }
        self.behaviour(&format!("{key}.behaviour"), &wave.behaviour);
        self.planted(&format!("{key}.planted"), &wave.planted);
    }

    fn options(&mut self, key: &str, question: &str, options: &Options) {
        self.question(key, question);
        let plan = self.plan;
        let Some(found) = plan.questions.iter().find(|q| q.id == question) else { return };
        let Some(scale) = plan.scales.get(found.scale).filter(|scale| scale.kind == ScaleKind::Multiple)
        else {
            return self.tell(key, "this question is no multiple choice".into(), None);
        };
        let otherwise = (!options.otherwise.is_empty()).then_some(&options.otherwise);
        for label in options.chosen.keys().chain(otherwise) {
            self.name(key, "option", label, scale.categories.iter().map(|c| c.label.as_str()));
        }
        for share in options.chosen.values() {
            self.within(key, *share, 100.0);
        }
    }

    fn behaviour(&mut self, key: &str, behaviour: &Behaviour) {
        let shares = [
            ("blank", behaviour.blank),
            ("not_applicable", behaviour.not_applicable),
            ("prefer_not_to_say", behaviour.prefer_not_to_say),
            ("characteristic_not_said", behaviour.characteristic_not_said),
            ("lowest_unit_blank", behaviour.lowest_unit_blank),
            ("comments", behaviour.comments),
        ];
        for (name, share) in shares {
            self.within(&format!("{key}.{name}"), share, 1.0);
        }
    }

    fn planted(&mut self, key: &str, planted: &Planted) {
        let shares = [
            ("curly_apostrophes", planted.curly_apostrophes),
            ("no_break_spaces", planted.no_break_spaces),
            ("other_spellings", planted.other_spellings),
        ];
        for (name, share) in shares {
            self.within(&format!("{key}.{name}"), share, 1.0);
        }
        let rows =
            [planted.duplicates, planted.test_rows, planted.late, planted.unknown_units, planted.empty];
        if rows.iter().any(|count| *count > 100_000) {
            self.tell(key, "expected at most 100000 rows of a kind".into(), None);
        }
    }
}
