//! `candour schema`: the JSON Schema of a pipeline's settings or of a release.

use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::args::SchemaOf;
use crate::plan::raw::{RawProtection, RawSurvey, RawTheme, RawWave};
use crate::problem::{Outcome, Problems};
use crate::report::release_schema;

/// The schema, as lines.
pub(super) fn schema(of: SchemaOf) -> Outcome<Vec<String>> {
    let schema = match of {
        SchemaOf::Pipeline => pipeline(),
        SchemaOf::Release => release_schema(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    Problems::new().finish(Some(text.lines().map(str::to_owned).collect()))
}

fn schema_of<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// One property for each settings file of a pipeline folder.
fn pipeline() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The settings files of a pipeline folder",
        "type": "object",
        "properties": {
            "survey.toml": schema_of::<RawSurvey>(),
            "waves/<id>.toml": schema_of::<RawWave>(),
            "protection.toml": schema_of::<RawProtection>(),
            "theme.toml": schema_of::<RawTheme>(),
        },
    })
}
