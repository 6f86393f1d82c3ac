//! Reproduction: a release of this program gives the same files again, byte for byte; what differs was altered.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::{Finding, Leak};
use crate::problem::Problem;
use crate::publish::{Inputs, MANIFEST, Manifest, Published, RELEASE};
use crate::release::Release;
use crate::report::{self, Choice};

/// The files that are not what the release gives. Nothing can be said of a release that another version made; files that
/// no release gives are opened like any other.
pub(in super::super) fn reproduced(release: &Release, files: &[Published]) -> Vec<Finding> {
    if release.tool_version() != env!("CARGO_PKG_VERSION") {
        return Vec::new();
    }
    let there: BTreeMap<&str, &[u8]> =
        files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let manifest = there.get(MANIFEST).copied();
    let chosen = manifest.map_or_else(|| Some(Choice::everything()), chosen);
    let mut findings = BTreeSet::new();
    let given = match given(release, chosen.as_ref()) {
        Ok(given) => given,
        Err(problem) => return vec![altered(RELEASE, &problem.message)],
    };
    for (path, bytes) in &given {
        match there.get(path.as_str()) {
            None => findings.insert(altered(path, "the release gives it, and it is not there")),
            Some(other) if other != bytes => findings.insert(altered(path, "not what the release gives")),
            Some(_) => false,
        };
    }
    findings.extend(beyond(release, &given, &there));
    match manifest {
        None => findings.insert(altered(MANIFEST, "it is not there")),
        Some(bytes) if !says_the_same(release, bytes) => {
            findings.insert(altered(MANIFEST, "not what the release gives"))
        }
        Some(_) => false,
    };
    findings.into_iter().collect()
}

fn altered(file: &str, what: &str) -> Finding {
    Finding { leak: Leak::Altered, place: format!("{file}: {what}"), files: vec![file.to_owned()] }
}

/// Which reports a manifest lists; none where the release was written alone.
fn chosen(manifest: &[u8]) -> Option<Choice> {
    serde_json::from_slice::<Manifest>(manifest).ok()?.reports
}

/// The files of the reports that are asked for, and of the release.
fn given(release: &Release, choice: Option<&Choice>) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let rendered = choice.map(|choice| report::render(release, choice)).transpose()?.unwrap_or_default();
    let mut given: BTreeMap<String, Vec<u8>> =
        rendered.into_iter().map(|file| (file.path, file.bytes)).collect();
    given.extend(release.to_json().ok().map(|bytes| (RELEASE.to_owned(), bytes)));
    Ok(given)
}

/// A manifest that lists too little must not cover a report that was altered.
fn beyond(
    release: &Release,
    given: &BTreeMap<String, Vec<u8>>,
    there: &BTreeMap<&str, &[u8]>,
) -> Vec<Finding> {
    let unlisted = |path: &&str| *path != MANIFEST && !given.contains_key(*path);
    if !there.keys().any(unlisted) {
        return Vec::new();
    }
    let all = self::given(release, Some(&Choice::everything())).unwrap_or_default();
    let reports = there.keys().copied().filter(|path| unlisted(path) && all.contains_key(*path));
    reports.map(|path| altered(path, "a report that the manifest does not list")).collect()
}

/// Whether a manifest says of the release what the release says, whatever it was made from.
fn says_the_same(release: &Release, bytes: &[u8]) -> bool {
    let Ok(Value::Object(mut told)) = serde_json::from_slice(bytes) else { return false };
    // What the audit saw is its own affair.
    for own in ["files", "audit"] {
        told.remove(own);
    }
    let inputs: Inputs = told
        .get("inputs")
        .cloned()
        .and_then(|inputs| serde_json::from_value(inputs).ok())
        .unwrap_or_default();
    let expected = serde_json::to_value(Manifest::new(release, inputs).with_reports(chosen(bytes)));
    expected.is_ok_and(|expected| expected == Value::Object(told))
}
