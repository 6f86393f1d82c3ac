//! Reads a TOML file into its raw type and tells every unknown key with the nearest known one.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;

use super::label::nearest;
use super::small_file;
use super::text::{CONTROL, HIDDEN, clean, too_long};
use crate::problem::{Place, Problem, Problems};

/// The file's settings; `None` after a problem that leaves nothing to go on with.
pub(crate) fn read<T: DeserializeOwned + JsonSchema>(file: &Path, problems: &mut Problems) -> Option<T> {
    let bytes = match small_file::read(file) {
        Ok(bytes) => bytes,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        problems.push(Problem::error(Place::file(file), "this is not UTF-8 text; save the file as UTF-8"));
        return None;
    };
    parse(file, &text, problems)
}

/// The settings in `text`, which is the content of `file`.
pub(crate) fn parse<T: DeserializeOwned + JsonSchema>(
    file: &Path,
    text: &str,
    problems: &mut Problems,
) -> Option<T> {
    let mut unknown = Vec::new();
    let value = toml::Deserializer::parse(text)
        .and_then(|toml| serde_ignored::deserialize(toml, |path| unknown.push(path.to_string())));
    if !unknown.is_empty() {
        tell_unknown::<T>(file, &unknown, problems);
    }
    match value {
        Ok(value) => as_seen(file, text, value, problems),
        Err(error) => {
            let line = error.span().map(|span| 1 + text[..span.start].matches('\n').count() as u64);
            let mut place = Place::file(file);
            place.row = line;
            problems
                .push(Problem::error(place, format!("this is not as expected: {}", error.message().trim())));
            None
        }
    }
}

/// The settings, read again where some text in them is written otherwise than it is seen.
fn as_seen<T: DeserializeOwned>(file: &Path, text: &str, value: T, problems: &mut Problems) -> Option<T> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let mut walk = Walk { file, problems, changed: false };
    let seen = walk.value(toml::Value::Table(table), "");
    if walk.changed { seen.try_into().ok() } else { Some(value) }
}

/// Goes through every text of a file.
struct Walk<'a> {
    file: &'a Path,
    problems: &'a mut Problems,
    changed: bool,
}

impl Walk<'_> {
    fn value(&mut self, value: toml::Value, key: &str) -> toml::Value {
        match value {
            // What stands between two options may well be the end of a line.
            toml::Value::String(text) if !key.ends_with(".separator") => {
                toml::Value::String(self.text(text, key))
            }
            toml::Value::Array(list) => {
                list.into_iter().map(|value| self.value(value, key)).collect::<Vec<_>>().into()
            }
            toml::Value::Table(table) => {
                let entry = |(name, value): (String, toml::Value)| {
                    let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                    (self.text(name, &key), self.value(value, &key))
                };
                toml::Value::Table(table.into_iter().map(entry).collect())
            }
            other => other,
        }
    }

    fn text(&mut self, text: String, key: &str) -> String {
        let cleaned = clean(&text);
        let place = || Place::file(self.file).column(key);
        if cleaned.control {
            self.problems.push(Problem::error(place(), CONTROL).hint("write the text without it"));
        } else if cleaned.hidden {
            self.problems.push(Problem::warning(place(), HIDDEN));
        }
        if let Some(told) = too_long(&cleaned.text) {
            self.problems.push(Problem::error(place(), told));
        }
        let seen = cleaned.text.into_owned();
        self.changed |= seen != text;
        seen
    }
}

fn tell_unknown<T: JsonSchema>(file: &Path, unknown: &[String], problems: &mut Problems) {
    let schema = schema_for!(T).to_value();
    let mut known = Vec::new();
    collect_keys(&schema, &mut known);
    for key in unknown {
        let last = key.rsplit('.').next().unwrap_or(key);
        let hint =
            nearest(last, known.iter().map(String::as_str)).map(|near| format!("did you mean “{near}”?"));
        let place = Place::file(file).column(key);
        problems.push(
            Problem::error(place, "this key is not known; expected one of the documented keys")
                .maybe_hint(hint),
        );
    }
}

fn collect_keys(schema: &serde_json::Value, known: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            if let Some(serde_json::Value::Object(properties)) = map.get("properties") {
                known.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| collect_keys(value, known));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect_keys(value, known)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::raw::RawSurvey;

    #[test]
    fn an_unknown_key_is_told_with_the_nearest_known_one() {
        let mut problems = Problems::new();
        let text = "[survey]\nname = \"S\"\norganisaton = \"O\"\n[verdict]\nlevel = 0.05\n";
        let raw: Option<RawSurvey> = parse(Path::new("survey.toml"), text, &mut problems);
        assert_eq!(raw.map(|raw| raw.survey.name).as_deref(), Some("S"));
        let hints: Vec<_> = problems.iter().map(|p| p.hint.clone().unwrap_or_default()).collect();
        assert_eq!(hints, ["did you mean “organisation”?", "did you mean “verdicts”?"]);
    }

    #[test]
    fn text_is_taken_as_it_is_seen() {
        let parsed = |text: &str| {
            let mut problems = Problems::new();
            let raw: Option<RawSurvey> = parse(Path::new("survey.toml"), text, &mut problems);
            (raw.unwrap_or_default(), problems)
        };
        let (raw, problems) =
            parsed("[survey]\nname = \"Sta\\u202Eff\\n\\u200bSurvey\"\n[scales.a]\nseparator = \"\\n\"\n");
        assert_eq!((raw.survey.name.as_str(), raw.scales["a"].separator.as_str()), ("Staff Survey", "\n"));
        let told: Vec<_> = problems.iter().map(|p| (p.severity, p.place.column.as_deref())).collect();
        assert_eq!(told, [(crate::problem::Severity::Warning, Some("survey.name"))]);
        let (_, problems) = parsed("[survey]\nwaves = [\"a\\u0000\"]\n[scales.\"b\\u001B\"]\n");
        assert_eq!(problems.count(crate::problem::Severity::Error), 2);
        assert!(parsed("[survey]\nname = \"Plain\"\n").1.is_empty());
    }

    #[test]
    fn a_value_of_the_wrong_type_is_told_with_its_line() {
        let mut problems = Problems::new();
        let raw: Option<RawSurvey> =
            parse(Path::new("survey.toml"), "[verdicts]\nlevel = \"high\"\n", &mut problems);
        assert!(raw.is_none());
        assert_eq!(problems.iter().next().and_then(|p| p.place.row), Some(2));
    }
}
