//! The files that reading takes, by what is in them. Each is gone through once, piece by piece.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::confidential::export;
use crate::confidential::store::Store;
use crate::digests;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::publish::Inputs;
use crate::side_by_side::side_by_side;

/// Every file that reading takes, of all waves that are not forgotten.
pub(in crate::confidential) struct Hashed(BTreeMap<PathBuf, Result<File, Problem>>);

/// What is in a file.
struct File {
    sha256: String,
    /// By which a file that is written to meanwhile is seen; it is in no output.
    as_it_was: Option<(u64, SystemTime)>,
}

impl Hashed {
    /// What is in the files now.
    pub(in crate::confidential) fn now(plan: &Plan, threads: usize) -> Self {
        let waves = (0..plan.waves.len()).filter(|wave| is_read(plan, *wave));
        let mut files: Vec<PathBuf> = waves.flat_map(|wave| of_wave(plan, wave)).collect();
        files.sort();
        files.dedup();
        let hashed = side_by_side(files.len(), threads, |file| File::now(&files[file]));
        Self(files.into_iter().zip(hashed).collect())
    }

    /// The files of a wave with what is in them; `None` where one cannot be read, which reading it will tell.
    pub(in crate::confidential) fn of_wave(&self, plan: &Plan, wave: usize) -> Option<Vec<(PathBuf, &str)>> {
        let hash = |file: PathBuf| {
            let found = self.0.get(&file)?.as_ref().ok()?;
            Some((file, found.sha256.as_str()))
        };
        of_wave(plan, wave).into_iter().map(hash).collect()
    }

    /// Whether nobody wrote to a wave's files since they were gone through.
    pub(in crate::confidential) fn still(&self, plan: &Plan, wave: usize) -> bool {
        let same = |file: &PathBuf| match self.0.get(file) {
            Some(Ok(found)) => found.as_it_was == look(file),
            _ => false,
        };
        of_wave(plan, wave).iter().all(same)
    }

    /// The exports by their names, for the manifest.
    ///
    /// # Errors
    /// An export that cannot be read.
    pub(in crate::confidential) fn exports(&self, plan: &Plan) -> Result<Inputs, Problem> {
        let mut inputs = Inputs::new();
        let read = plan.waves.iter().zip(0..).filter(|(_, wave)| is_read(plan, *wave));
        for export in read.flat_map(|(wave, _)| &wave.exports) {
            let Some(found) = self.0.get(&export.path) else { continue };
            let name = export.path.file_name().map(|name| name.to_string_lossy().into_owned());
            inputs.insert(name.unwrap_or_default(), found.as_ref().map_err(Clone::clone)?.sha256.clone());
        }
        Ok(inputs)
    }
}

impl File {
    fn now(file: &Path) -> Result<Self, Problem> {
        let as_it_was = look(file);
        let told = |error: std::io::Error| Problem::files(file, "read this file", &error);
        Ok(Self { sha256: digests::of_file(file).map_err(told)?, as_it_was })
    }
}

fn look(file: &Path) -> Option<(u64, SystemTime)> {
    let about = fs::metadata(file).ok()?;
    Some((about.len(), about.modified().ok()?))
}

/// The exports of a forgotten wave are not read.
fn is_read(plan: &Plan, wave: usize) -> bool {
    plan.waves.get(wave).is_some_and(|wave| !Store::has_forgotten(&plan.store, &wave.id))
}

/// The exports of a wave, with what is beside them, and its list of responses left out.
fn of_wave(plan: &Plan, wave: usize) -> Vec<PathBuf> {
    let Some(wave) = plan.waves.get(wave) else { return Vec::new() };
    wave.exports.iter().flat_map(export::files).chain(wave.rules.quoting.excluded.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::plan::{ExportFile, Layout};
    use crate::publish::sha256;

    #[test]
    fn the_manifest_has_the_exports_and_reading_everything_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["a.csv", "codes.csv", "excluded.csv"] {
            fs::write(path(name), name).unwrap();
        }
        let mut plan = sample::plan();
        plan.store = path("store");
        let with_codebook = |export| ExportFile { codebook: Some(path("codes.csv")), ..export };
        plan.waves[0].exports = vec![with_codebook(ExportFile::new(path("a.csv"), Layout::Csv))];
        plan.waves[0].rules.quoting.excluded = Some(path("excluded.csv"));
        plan.waves[1].exports = vec![ExportFile::new(path("none.csv"), Layout::Csv)];
        let hashed = Hashed::now(&plan, 2);
        let files = hashed.of_wave(&plan, 0).unwrap();
        let found: Vec<String> = files.iter().map(|(_, hash)| (*hash).to_owned()).collect();
        assert_eq!(found, ["a.csv", "codes.csv", "excluded.csv"].map(|name| sha256(name.as_bytes())));
        assert!(hashed.of_wave(&plan, 1).is_none(), "a file that is not there has no hash");
        assert!(hashed.exports(&plan).is_err());
        plan.waves.truncate(1);
        assert_eq!(hashed.exports(&plan).unwrap().into_keys().collect::<Vec<_>>(), ["a.csv"]);
        assert!(hashed.still(&plan, 0));
        fs::write(path("codes.csv"), "other codes").unwrap();
        assert!(!hashed.still(&plan, 0));
    }
}
