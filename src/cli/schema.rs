//! `candour schema`: the JSON Schema of settings and releases.

use schemars::schema_for;

use super::args::SchemaOf;
use crate::plan::raw::{RawProtection, RawSurvey, RawWave};
use crate::problem::{Outcome, Problems};
use crate::release::Release;

/// The schema, as lines.
pub(super) fn schema(of: SchemaOf) -> Outcome<Vec<String>> {
    let schema = match of {
        SchemaOf::Survey => schema_for!(RawSurvey),
        SchemaOf::Wave => schema_for!(RawWave),
        SchemaOf::Protection => schema_for!(RawProtection),
        SchemaOf::Release => schema_for!(Release),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    Problems::new().finish(Some(text.lines().map(str::to_owned).collect()))
}
