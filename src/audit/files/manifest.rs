//! `manifest.json`: every file is listed with its hash, every listed file is there, and nothing else is said.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::json;
use super::reading::{Reading, quoted};
use crate::publish::{MANIFEST, Manifest, Published, sha256};

/// The keys of a manifest.
const KEYS: [&str; 10] =
    ["tool", "pipeline", "as_of", "thresholds", "rows", "figures", "inputs", "files", "audit", "reports"];

/// The manifest against the files it lists.
pub(super) fn read(file: &Published, files: &[Published], reading: &mut Reading) {
    let Some(manifest) = parsed(file) else {
        return reading.unreadable("it is no manifest");
    };
    json::words(&file.bytes, "its words", reading);
    for key in manifest.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        reading.hidden(&format!("{}, which no manifest has", quoted(key)));
    }
    let inputs = manifest.get("inputs").and_then(Value::as_object).into_iter().flatten();
    if inputs.into_iter().any(|(name, _)| name.contains(['/', '\\'])) {
        reading.hidden("an input is named with its folder");
    }
    listed(&manifest, files, reading);
}

/// The manifest's fields, where they are those of a manifest.
fn parsed(file: &Published) -> Option<Map<String, Value>> {
    let _: Manifest = serde_json::from_slice(&file.bytes).ok()?;
    match serde_json::from_slice(&file.bytes).ok()? {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

fn listed(manifest: &Map<String, Value>, files: &[Published], reading: &mut Reading) {
    let there: BTreeMap<&str, &Published> =
        files.iter().filter(|file| file.path != MANIFEST).map(|file| (file.path.as_str(), file)).collect();
    let Some(listed) = manifest.get("files").and_then(Value::as_object) else {
        return reading.unreadable("it lists no files");
    };
    for (path, hash) in listed {
        match there.get(path.as_str()) {
            None => reading.altered(&format!("{} is listed and not there", quoted(path))),
            Some(file) if hash.as_str() != Some(&sha256(&file.bytes)) => {
                reading.altered(&format!("{path} is not what was listed"));
            }
            Some(_) => {}
        }
    }
    let names: BTreeSet<&str> = listed.keys().map(String::as_str).collect();
    for path in there.keys().filter(|path| !names.contains(*path)) {
        reading.altered(&format!("{path} is not listed"));
    }
}
