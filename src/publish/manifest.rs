//! The manifest: what a release was made from and what it is made of, for anyone to check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{MANIFEST, Published};
use crate::audit::Certificate;
use crate::hexadecimal::hexadecimal;
use crate::ordinary;
use crate::release::{Cell, Release};
use crate::report::Choice;

/// Everything that the manifest says besides the hashes of the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub tool: String,
    /// SHA-256 over the pipeline folder's files.
    pub pipeline: String,
    /// The date given with `--as-of`, if any.
    pub as_of: Option<String>,
    /// Thresholds of protection.
    pub thresholds: BTreeMap<String, u64>,
    /// Rows read and kept, by wave.
    pub rows: BTreeMap<String, Rows>,
    /// Figures shown and withheld.
    pub figures: FigureCounts,
    /// Which reports are beside the release; none where it was written alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<Choice>,
    /// What was done to make sure that the release gives nothing away; none of a release before there was an audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Certificate>,
    /// SHA-256 of the exports, by file name.
    pub inputs: Inputs,
}

/// SHA-256 by file name.
pub type Inputs = BTreeMap<String, String>;

/// Rows of a wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Read from the exports.
    pub read: u64,
    /// Kept as respondents.
    pub kept: u64,
    /// Set aside.
    pub set_aside: u64,
}

/// How many figures of the publication plan are shown and withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureCounts {
    /// Shown.
    pub shown: u64,
    /// Withheld.
    pub withheld: u64,
}

/// The manifest as its file has it.
#[derive(Serialize, Deserialize)]
struct OnDisk {
    #[serde(flatten)]
    manifest: Manifest,
    files: Inputs,
}

impl Manifest {
    /// The manifest of a release made from these inputs.
    #[must_use]
    pub fn new(release: &Release, inputs: Inputs) -> Self {
        let rules = release.rules();
        let thresholds = [
            ("smallest_group", rules.smallest_group),
            ("smallest_detail", rules.smallest_detail),
            ("smallest_change", rules.smallest_change),
        ];
        let rows = release.waves().iter().map(|wave| {
            let set_aside = wave.read.saturating_sub(wave.kept);
            (wave.id.clone(), Rows { read: wave.read, kept: wave.kept, set_aside })
        });
        let shown = release.rows().iter().filter(|row| matches!(row.figures, Cell::Shown(_))).count() as u64;
        Self {
            tool: format!("candour {}", release.tool_version()),
            pipeline: release.pipeline().to_owned(),
            as_of: release.as_of().map(str::to_owned),
            thresholds: thresholds.map(|(name, value)| (name.to_owned(), value)).into(),
            rows: rows.collect(),
            figures: FigureCounts { shown, withheld: release.rows().len() as u64 - shown },
            reports: None,
            audit: None,
            inputs,
        }
    }

    /// The same manifest of a release with these reports beside it.
    #[must_use]
    pub fn with_reports(self, reports: Option<Choice>) -> Self {
        Self { reports, ..self }
    }

    /// The same manifest of a release that passed its audit.
    #[must_use]
    pub fn audited(self, certificate: Certificate) -> Self {
        Self { audit: Some(certificate), ..self }
    }

    /// The file's bytes, with the hashes of the release's files.
    pub(super) fn to_json(&self, files: &[Published]) -> Vec<u8> {
        let files = files.iter().map(|file| (file.path.clone(), sha256(&file.bytes))).collect();
        let on_disk = OnDisk { manifest: self.clone(), files };
        // Maps with text keys and whole numbers always have a JSON form.
        let mut bytes = serde_json::to_vec_pretty(&on_disk).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// The inputs that the manifest of an earlier release names; none where there is no manifest.
#[must_use]
pub(crate) fn earlier_inputs(file: &Path) -> Inputs {
    read(file).map(|on_disk| on_disk.manifest.inputs).unwrap_or_default()
}

/// The files that a manifest lists, itself included.
pub(super) fn listed(file: &Path) -> BTreeSet<String> {
    let files = read(file).map(|on_disk| on_disk.files.into_keys().collect::<BTreeSet<_>>());
    files
        .map(|mut files| {
            files.insert(MANIFEST.to_owned());
            files
        })
        .unwrap_or_default()
}

/// The hashes of the files that a manifest lists; none where it is no manifest.
pub(super) fn hashes(file: &Path) -> Option<Inputs> {
    read(file).map(|on_disk| on_disk.files)
}

fn read(file: &Path) -> Option<OnDisk> {
    serde_json::from_slice(&ordinary::read(file).ok()?).ok()
}

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
///
/// ```
/// let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// assert_eq!(candour::publish::sha256(b""), empty);
/// ```
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
