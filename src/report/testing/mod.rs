//! A made-up release, as the file of one: two waves, eight directorates with services, three
//! characteristics, twenty questions in five pillars, and groups that are too small to be shown.

mod answers;
mod findings;
mod readability;
mod words;

use serde_json::{Value, json};

use crate::release::Release;
use answers::{figures, split};
use words::{PILLARS, QUESTIONS, UNITS};

/// What kind of release.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// One to three.
    pub(crate) waves: usize,
    /// Units of the highest level.
    pub(crate) units: usize,
    /// Services of each.
    pub(crate) services: usize,
    /// Everything is withheld.
    pub(crate) withheld: bool,
    /// Questions have the roles of headlines.
    pub(crate) roles: bool,
    /// Questions belong to pillars.
    pub(crate) pillars: bool,
    /// Response rates are known.
    pub(crate) headcount: bool,
    /// Weighting to the workforce was refused.
    pub(crate) refused: bool,
    /// What every label and text begins with.
    pub(crate) lead: &'static str,
    /// What it ends with.
    pub(crate) spice: &'static str,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            waves: 2,
            units: 8,
            services: 3,
            withheld: false,
            roles: true,
            pillars: true,
            headcount: true,
            refused: false,
            lead: "",
            spice: "",
        }
    }
}

/// What a label may hold that means something to HTML, XML, a template, a spreadsheet or a terminal.
pub(crate) const HOSTILE: &str = " <script>alert(1)</script> & \"q\" 'a' {{x}} =HYPERLINK ]]> ملاحظة \u{b}";

/// Releases of every kind.
pub(crate) fn shapes() -> Vec<Shape> {
    let bare = Shape {
        waves: 1,
        units: 1,
        services: 0,
        roles: false,
        pillars: false,
        headcount: false,
        ..Shape::default()
    };
    vec![
        Shape::default(),
        Shape { waves: 1, refused: true, ..Shape::default() },
        Shape { waves: 3, ..Shape::default() },
        Shape { units: 60, services: 2, ..Shape::default() },
        Shape { withheld: true, ..Shape::default() },
        Shape { spice: HOSTILE, ..Shape::default() },
        bare,
    ]
}

/// The release of a shape.
pub(crate) fn release(shape: &Shape) -> Release {
    serde_json::from_value(Maker::new(shape).release()).expect("the made-up release has the form of one")
}

/// Makes the parts of a release; the same numbers each time.
struct Maker<'a> {
    shape: &'a Shape,
    state: u64,
}

/// A group with its size and how favourable it is.
struct Sized {
    breakdown: String,
    id: String,
    people: f64,
    effect: f64,
}

impl<'a> Maker<'a> {
    fn new(shape: &'a Shape) -> Self {
        Self { shape, state: 42 }
    }

    /// A number from 0 to 1.
    fn next(&mut self) -> f64 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 40) as f64 / (1_u64 << 24) as f64
    }

    fn spiced(&self, text: &str) -> String {
        format!("{}{text}{}", self.shape.lead, self.shape.spice)
    }

    fn wave_ids(&self) -> Vec<&'static str> {
        match self.shape.waves {
            1 => vec!["2024"],
            2 => vec!["2022", "2024"],
            _ => vec!["2020", "2022", "2024"],
        }
    }

    fn unit_id(unit: usize) -> String {
        format!("unit-{unit:02}")
    }

    fn unit_name(&self, unit: usize) -> String {
        let name =
            UNITS.get(unit).map_or_else(|| format!("Directorate number {unit}"), |name| (*name).to_owned());
        self.spiced(&name)
    }

    fn release(&mut self) -> Value {
        let waves: Vec<Value> = self
            .wave_ids()
            .iter()
            .map(|id| json!({"id": id, "label": self.spiced(id), "start": format!("{id}-05-13"), "end": format!("{id}-06-14"), "read": 2071, "kept": 2035}))
            .collect();
        let targets = json!([
            {"measure": "q00", "name": "Pride", "value": 70.0, "by": 2027, "of": "positive"},
            {"measure": "q01", "name": "Unable to challenge", "value": 15.0, "by": 2026, "of": "negative"},
            {"measure": "response", "name": "Response", "value": 65.0, "by": 2024, "of": "positive"}
        ]);
        let benchmarks = json!([{"question": "q00", "source": "Civil Service People Survey", "statistic": "median of organisations",
            "sector": "UK Civil Service", "year": 2024, "value": 66.4, "wording": "I am proud when I tell others I am part of [my organisation]",
            "licence": "Open Government Licence v3.0"}]);
        json!({
            "schema_version": crate::release::SCHEMA_VERSION, "tool_version": "0.1.0", "pipeline": "0123456789abcdef0123", "as_of": "2024-09-01",
            "survey": {"id": "all-colleague", "name": self.spiced("All Colleague Survey"), "organisation": self.spiced("Stockport Council"),
                "short_name": "the council", "plan": self.spiced("One Team People Plan")},
            "waves": waves, "measures": self.measures(), "breakdowns": self.breakdowns(),
            "rules": {"smallest_group": 10, "smallest_detail": 30, "smallest_change": 20, "decided_by": "Head of Organisational Development",
                "decided": "2024-04-02", "level": 0.05, "meaningful_points": 5.0},
            "targets": targets, "benchmarks": benchmarks, "rows": self.rows(), "findings": findings::findings(self.shape)
        })
    }

    /// A measure with nothing special about it.
    fn measure(&self, id: &str, kind: &str, text: &str) -> Value {
        json!({"id": id, "kind": kind, "text": text, "description": "", "pillar": null, "role": null, "categories": [],
            "reverse": text.contains("leaving"), "option": false, "routed": false, "mean_points": false, "waves": self.wave_ids()})
    }

    fn measures(&self) -> Vec<Value> {
        let mut measures = Vec::new();
        if self.shape.headcount {
            measures.push(self.measure("core", "response", "council employees"));
            measures.push(self.measure("all", "response", "everyone, with schools and casual staff"));
        }
        if self.shape.pillars {
            measures.extend(self.scores());
        }
        measures.extend(self.questions());
        // The last question is new in the latest wave.
        if let Some(last) = measures.last_mut() {
            last["waves"] = json!(["2024"]);
        }
        measures
    }

    fn scores(&self) -> Vec<Value> {
        let pillar = |(number, name): (usize, &&str)| {
            self.measure(&format!("p{number}"), "pillar", &self.spiced(name))
        };
        let mut index = self.measure("i0", "index", &self.spiced("Engagement index"));
        index["mean_points"] = json!(true);
        index["description"] = json!("Each person’s answers to five questions as points from 0 to 100.");
        index["formula"] = json!("The mean of each person’s mean points over 5 questions.");
        let overall = self.measure("overall", "overall", &self.spiced("All questions"));
        PILLARS.iter().enumerate().map(pillar).chain([index, overall]).collect()
    }

    fn questions(&self) -> Vec<Value> {
        let scale = json!([{"label": "Strongly disagree", "tone": "negative"}, {"label": "Disagree", "tone": "negative"},
            {"label": "Neither", "tone": "neutral"}, {"label": "Agree", "tone": "positive"}, {"label": "Strongly agree", "tone": "positive"}]);
        let mut questions = Vec::new();
        for (number, (role, text, _)) in QUESTIONS.iter().enumerate() {
            let mut question = self.measure(&format!("q{number:02}"), "question", &self.spiced(text));
            question["pillar"] = json!(self.shape.pillars.then(|| format!("p{}", number % 5)));
            question["role"] = json!((self.shape.roles && !role.is_empty()).then_some(*role));
            question["categories"] = scale.clone();
            questions.push(question);
        }
        questions
    }

    fn breakdowns(&self) -> Value {
        let waves = self.wave_ids();
        let group = |id: String, name: String, parent: Option<String>| json!({"id": id, "name": name, "parent": parent, "waves": waves});
        let units: Vec<Value> = (0..self.shape.units)
            .map(|unit| group(Self::unit_id(unit), self.unit_name(unit), None))
            .collect();
        let services: Vec<Value> = (0..self.shape.units * self.shape.services)
            .map(|service| {
                let unit = service / self.shape.services;
                group(
                    format!("service-{service:03}"),
                    self.spiced(&format!(
                        "Service {} of {}",
                        service % self.shape.services + 1,
                        UNITS[unit % 8]
                    )),
                    Some(Self::unit_id(unit)),
                )
            })
            .collect();
        let listed = |names: &[&str]| -> Vec<Value> {
            names
                .iter()
                .enumerate()
                .map(|(number, name)| group(format!("g{number}"), self.spiced(name), None))
                .collect()
        };
        json!([
            {"id": "directorate", "name": "Directorate", "level": 0, "protected": false, "groups": units},
            {"id": "service", "name": "Service", "level": 1, "protected": false, "groups": services},
            {"id": "gender", "name": "Gender", "level": null, "protected": true, "groups": listed(&["Women", "Men", "Another term"])},
            {"id": "disability", "name": "Disability", "level": null, "protected": true, "groups": listed(&["Disabled", "Not disabled", "Not stated"])},
            {"id": "grade", "name": "Grade", "level": null, "protected": false, "groups": listed(&["Grades 1 to 5", "Grades 6 to 10", "Senior"])}
        ])
    }

    fn groups(&mut self) -> Vec<Sized> {
        let sized = |breakdown: &str, id: String, people: f64, effect: f64| Sized {
            breakdown: breakdown.into(),
            id,
            people,
            effect,
        };
        let mut groups = vec![sized("all", "all".into(), 2949.0, 0.0)];
        let sizes = [0.2, 0.19, 0.18, 0.14, 0.05, 0.11, 0.1, 0.03];
        for unit in 0..self.shape.units {
            let people = 2949.0 * sizes[unit % 8] * 8.0 / self.shape.units.max(8) as f64;
            let effect = if unit == 0 { -0.09 } else { self.next() * 0.12 - 0.05 };
            groups.push(sized("directorate", Self::unit_id(unit), people, effect));
        }
        for service in 0..self.shape.units * self.shape.services {
            let of = &groups[1 + service / self.shape.services];
            let (part, effect) = ([0.6, 0.37, 0.03][service % self.shape.services.max(1) % 3], of.effect);
            let people = of.people * part;
            let effect = effect + self.next() * 0.1 - 0.05;
            groups.push(sized("service", format!("service-{service:03}"), people, effect));
        }
        let others = [
            ("gender", [0.7, 0.29, 0.002], [0.01, -0.01, 0.0]),
            ("disability", [0.11, 0.8, 0.09], [-0.1, 0.02, -0.06]),
            ("grade", [0.5, 0.44, 0.06], [-0.02, 0.01, 0.12]),
        ];
        for (breakdown, sizes, effects) in others {
            for (number, (size, effect)) in sizes.iter().zip(effects).enumerate() {
                groups.push(sized(breakdown, format!("g{number}"), 2949.0 * size, effect));
            }
        }
        groups
    }

    fn rows(&mut self) -> Vec<Value> {
        let groups = self.groups();
        let mut rows = Vec::new();
        for (number, wave) in self.wave_ids().into_iter().enumerate() {
            let latest = number + 1 == self.shape.waves;
            for group in &groups {
                let rate = if wave == "2022" { 0.58 } else { 0.69 } + self.next() * 0.1 - 0.05;
                self.group_rows(&mut rows, wave, group, rate, latest);
            }
        }
        rows
    }

    fn group_rows(&mut self, rows: &mut Vec<Value>, wave: &str, group: &Sized, rate: f64, latest: bool) {
        let (people, respondents) = (group.people.round(), (group.people * rate).round());
        let hidden = self.shape.withheld || respondents < 10.0;
        let row = |kind: &str, measure: String, figures: Value, rest: Value, change: Value| {
            let (figures, rest, change) = if hidden {
                (json!({"withheld": "c"}), json!({"withheld": "c"}), json!({"withheld": "c"}))
            } else {
                (figures, rest, change)
            };
            let rest = if group.breakdown == "all" { json!({"withheld": "z"}) } else { rest };
            json!({"wave": wave, "kind": kind, "measure": measure, "breakdown": group.breakdown, "group": group.id, "figures": figures, "against_rest": rest, "change": change})
        };
        let structural = ["all", "directorate", "service"].contains(&group.breakdown.as_str());
        if self.shape.headcount && structural {
            for (scope, people) in [("core", people), ("all", (people * 2.75).round())] {
                let figures = json!({"shown": {"value": 100.0 * respondents / people, "low": null, "high": null, "base": people as u64,
                    "respondents": respondents as u64, "headcount": people as u64, "tones": null, "categories": null, "mean": null}});
                rows.push(row(
                    "response",
                    scope.into(),
                    figures,
                    json!({"withheld": "z"}),
                    json!({"withheld": "z"}),
                ));
            }
        }
        if self.shape.pillars {
            for pillar in 0..PILLARS.len() + 2 {
                let value =
                    100.0 * (0.62 + pillar as f64 * 0.023 + group.effect + if latest { 0.028 } else { 0.0 });
                let figures = json!({"shown": {"value": value, "low": value - 2.2, "high": value + 2.1, "base": respondents as u64,
                    "respondents": respondents as u64, "headcount": null, "tones": null, "categories": null, "mean": null}});
                let (rest, change) = (
                    self.difference(100.0 * group.effect, respondents),
                    self.changed(2.8, respondents, latest),
                );
                let (kind, id) = match pillar.checked_sub(PILLARS.len()) {
                    None => ("pillar", format!("p{pillar}")),
                    Some(0) => ("index", "i0".to_owned()),
                    Some(_) => ("overall", "overall".to_owned()),
                };
                rows.push(row(kind, id, figures, rest, change));
            }
        }
        for (number, (_, _, share)) in QUESTIONS.iter().enumerate() {
            let new = number + 1 == QUESTIONS.len();
            if new && !latest {
                continue;
            }
            let drift = if latest { (number % 5) as f64 * 0.022 - 0.03 } else { 0.0 };
            let positive = (share + group.effect + drift + self.next() * 0.02).clamp(0.02, 0.98);
            let base = (respondents * 0.97).round();
            let counts = split(base, positive);
            let rest = self.difference(100.0 * group.effect, respondents);
            let change = if new || !latest {
                json!({"withheld": "z"})
            } else {
                self.changed(100.0 * drift, respondents, latest)
            };
            let change = if number == 8 && latest {
                json!({"shown": {"from": "2022", "difference": null, "note": "The wording changed from “annual” to “regular”."}})
            } else {
                change
            };
            rows.push(row("question", format!("q{number:02}"), figures(&counts, respondents), rest, change));
        }
    }

    fn changed(&mut self, points: f64, base: f64, latest: bool) -> Value {
        if !latest || self.shape.waves == 1 {
            return json!({"withheld": "x"});
        }
        let difference = self.difference(points, base / 2.0);
        json!({"shown": {"from": "2022", "difference": difference["shown"], "note": null}})
    }

    fn difference(&mut self, points: f64, base: f64) -> Value {
        let points = points + self.next() * 2.0 - 1.0;
        let error = 50.0 / base.max(1.0).sqrt();
        let clear = points.abs() > 2.2 * error;
        let verdict = match (clear, points.abs() >= 5.0, points > 0.0) {
            (true, true, true) => "higher",
            (true, false, true) => "slightly_higher",
            (true, true, false) => "lower",
            (true, false, false) => "slightly_lower",
            _ if 2.8 * error > 9.0 => "too_small_to_say",
            _ => "no_clear_difference",
        };
        json!({"shown": {"points": points, "low": points - 2.0 * error, "high": points + 2.0 * error, "detectable": 2.8 * error, "verdict": verdict}})
    }
}
