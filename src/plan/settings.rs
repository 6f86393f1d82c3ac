//! Reads a TOML file into its raw type and tells every unknown key with the nearest known one.

use std::fs;
use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;

use super::label::nearest;
use crate::problem::{Place, Problem, Problems};

/// The file's settings; `None` after a problem that leaves nothing to go on with.
pub(crate) fn read<T: DeserializeOwned + JsonSchema>(file: &Path, problems: &mut Problems) -> Option<T> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.push(Problem::files(file, "read this file", &error));
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
        Ok(value) => Some(value),
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
    fn a_value_of_the_wrong_type_is_told_with_its_line() {
        let mut problems = Problems::new();
        let raw: Option<RawSurvey> =
            parse(Path::new("survey.toml"), "[verdicts]\nlevel = \"high\"\n", &mut problems);
        assert!(raw.is_none());
        assert_eq!(problems.iter().next().and_then(|p| p.place.row), Some(2));
    }
}
