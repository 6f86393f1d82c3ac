//! Small releases, put together row by row as their file has them.

use serde_json::{Value, json};

use crate::audit::{Audit, Leak, audit};
use crate::publish::{Published, RELEASE};

/// A release under construction.
#[derive(Clone)]
pub(super) struct Survey(Value);

/// Wave, kind, measure, breakdown, group.
pub(super) type Key<'a> = [&'a str; 5];

impl Survey {
    /// Two waves, nothing else. At least ten people, thirty for what is sensitive or detailed; one insider.
    pub(super) fn new() -> Self {
        let wave = |id: &str| {
            json!({"id": id, "label": id, "start": format!("{id}-05-01"), "end": format!("{id}-06-01"),
                "read": 200, "kept": 200})
        };
        Self(json!({
            "schema_version": crate::release::SCHEMA_VERSION, "tool_version": "0", "pipeline": "", "as_of": null,
            "survey": {"id": "s", "name": "S", "organisation": "O", "short_name": "o", "plan": "P"},
            "waves": [wave("2022"), wave("2024")], "measures": [], "breakdowns": [], "crosses": [],
            "rules": {"smallest_group": 10, "smallest_sensitive": 30, "insiders": 1, "smallest_detail": 30,
                "smallest_change": 20, "decided_by": "", "decided": "2024-01-01", "level": 0.05,
                "meaningful_points": 5.0, "interval": "wilson"},
            "targets": [], "benchmarks": [], "rows": [], "findings": {}
        }))
    }

    fn push(mut self, list: &str, value: Value) -> Self {
        if let Some(list) = self.0[list].as_array_mut() {
            list.push(value);
        }
        self
    }

    /// A breakdown: a level of units with their parents, or a characteristic.
    pub(super) fn breakdown(self, id: &str, level: Option<usize>, groups: &[(&str, Option<&str>)]) -> Self {
        let group = |(id, parent): &(&str, Option<&str>)| json!({"id": id, "name": id, "parent": parent, "waves": ["2022", "2024"]});
        let groups: Vec<Value> = groups.iter().map(group).collect();
        self.push(
            "breakdowns",
            json!({"id": id, "name": id, "level": level, "protected": false, "groups": groups}),
        )
    }

    /// A cross table of a level and a characteristic.
    pub(super) fn cross(self, level: &str, characteristic: &str, columns: &[(&str, &[&str])]) -> Self {
        let column = |(id, groups): &(&str, &[&str])| json!({"id": id, "name": id, "groups": groups});
        let columns: Vec<Value> = columns.iter().map(column).collect();
        let id = format!("{level}×{characteristic}");
        self.push(
            "crosses",
            json!({"id": id, "level": level, "characteristic": characteristic, "columns": columns}),
        )
    }

    /// A measure of both waves; a question has five categories.
    pub(super) fn measure(self, kind: &str, id: &str) -> Self {
        let category = |tone: &&str| json!({"label": tone, "tone": tone});
        let tones = ["negative", "negative", "neutral", "positive", "positive"];
        let categories: Vec<Value> = tones.iter().filter(|_| kind == "question").map(category).collect();
        self.push(
            "measures",
            json!({
                "id": id, "kind": kind, "text": id, "description": "", "pillar": null, "role": null,
                "categories": categories, "reverse": false, "option": false, "routed": false,
                "mean_points": false, "waves": ["2022", "2024"]
            }),
        )
    }

    /// Changes a field of the measure added last.
    pub(super) fn with(mut self, field: &str, value: Value) -> Self {
        if let Some(measure) = self.0["measures"].as_array_mut().and_then(|list| list.last_mut()) {
            measure[field] = value;
        }
        self
    }

    /// Changes what is said beyond the rows.
    pub(super) fn finding(mut self, list: &str, value: Value) -> Self {
        self.0["findings"][list] = json!([value]);
        self
    }

    /// A row, in the place of the one that there may be.
    pub(super) fn row(mut self, key: Key<'_>, figures: Value) -> Self {
        let [wave, kind, measure, breakdown, group] = key;
        let row = json!({"wave": wave, "kind": kind, "measure": measure, "breakdown": breakdown, "group": group,
            "figures": figures});
        if let Some(rows) = self.0["rows"].as_array_mut() {
            let own = |row: &Value| {
                let fields = ["wave", "kind", "measure", "breakdown", "group"];
                fields.iter().zip(key).all(|(field, value)| row[*field] == value)
            };
            rows.retain(|row| !own(row));
            rows.push(row);
        }
        self
    }

    /// Many rows of questions at once, shown or withheld, where there is none yet.
    pub(super) fn rows(mut self, all: Vec<([String; 5], Option<[u64; 3]>)>) -> Self {
        let row = |([wave, kind, measure, breakdown, group], tones): ([String; 5], Option<[u64; 3]>)| {
            let figures = tones.map_or_else(|| json!({"withheld": "c"}), shown);
            json!({"wave": wave, "kind": kind, "measure": measure, "breakdown": breakdown, "group": group,
                "figures": figures})
        };
        self.0["rows"] = all.into_iter().map(row).collect();
        self
    }

    /// A question's row.
    pub(super) fn tones(self, key: Key<'_>, tones: [u64; 3]) -> Self {
        self.row(key, shown(tones))
    }

    /// A response rate's row.
    pub(super) fn rate(self, key: Key<'_>, took_part: u64, people: u64) -> Self {
        let value = 100.0 * took_part as f64 / people as f64;
        let figures = json!({"value": value, "base": people, "respondents": took_part, "headcount": people});
        self.row(key, json!({"shown": figures}))
    }

    /// A score's row.
    pub(super) fn score(self, key: Key<'_>, value: f64, base: u64) -> Self {
        self.row(key, json!({"shown": {"value": value, "base": base, "respondents": base}}))
    }

    /// A withheld row.
    pub(super) fn withheld(self, key: Key<'_>) -> Self {
        self.row(key, json!({"withheld": "c"}))
    }

    /// Adds to the row added last.
    pub(super) fn last(mut self, field: &str, value: Value) -> Self {
        if let Some(row) = self.0["rows"].as_array_mut().and_then(|rows| rows.last_mut()) {
            match field {
                "change" => row["change"] = value,
                _ => row["figures"]["shown"][field] = value,
            }
        }
        self
    }

    /// The release folder.
    pub(super) fn files(&self) -> Vec<Published> {
        let bytes = crate::release::sealed(serde_json::to_vec(&self.0).expect("JSON"));
        crate::release::Release::from_json(&bytes).expect("a release");
        vec![Published { path: RELEASE.to_owned(), bytes }]
    }

    /// Attacks it.
    pub(super) fn audit(&self) -> Audit {
        audit(&self.files(), &[])
    }

    /// What is found, with the place of each.
    pub(super) fn found(&self) -> Vec<(Leak, String)> {
        self.audit().findings.into_iter().map(|found| (found.leak, found.place)).collect()
    }
}

/// The figures of a question.
fn shown(tones: [u64; 3]) -> Value {
    let base: u64 = tones.iter().sum();
    let value = 100.0 * tones[2] as f64 / base as f64;
    json!({"shown": {"value": value, "base": base, "respondents": base, "tones": tones}})
}

/// A question's row of 2024 by its breakdown and group.
pub(super) fn pride<'a>(breakdown: &'a str, group: &'a str) -> Key<'a> {
    ["2024", "question", "pride", breakdown, group]
}

/// Everyone 160; two units of 60 and 80 people, the first with two lower units of 40 and 20; three groups of a
/// characteristic of 90, 50 and 20. One question, answered by all of them, shown for all of them, and safe.
pub(super) fn safe() -> Survey {
    structure()
        .tones(pride("all", "all"), [40, 40, 80])
        .tones(pride("unit", "care"), [15, 15, 30])
        .tones(pride("unit", "places"), [20, 20, 40])
        .tones(pride("service", "adults"), [10, 10, 20])
        .tones(pride("service", "children"), [5, 5, 10])
        .tones(pride("gender", "women"), [22, 23, 45])
        .tones(pride("gender", "men"), [13, 12, 25])
        .tones(pride("gender", "not-stated"), [5, 5, 10])
}

/// The same groups without a row.
pub(super) fn structure() -> Survey {
    Survey::new()
        .breakdown("unit", Some(0), &[("care", None), ("places", None)])
        .breakdown("service", Some(1), &[("adults", Some("care")), ("children", Some("care"))])
        .breakdown("gender", None, &[("women", None), ("men", None), ("not-stated", None)])
        .measure("question", "pride")
}
