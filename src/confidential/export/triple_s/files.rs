//! The two files of a Triple-S export: the definition and the data.

use std::path::{Component, Path, PathBuf};

use super::fault::Fault;
use crate::plan::ExportFile;
use crate::problem::Problem;

/// How files with definitions and with data end.
const DEFINITIONS: [&str; 2] = ["sss", "xml"];
const DATA: [&str; 4] = ["asc", "dat", "csv", "txt"];

/// Where the definition is, and where the data are if that is known before the definition is read.
pub(super) struct Pair {
    /// The definition.
    pub(super) definition: PathBuf,
    /// The data, where the plan names them.
    pub(super) data: Option<PathBuf>,
}

/// The files that an export file of the plan means.
pub(super) fn pair(file: &ExportFile) -> Result<Pair, Problem> {
    if let Some(definition) = &file.definition {
        return Ok(Pair { definition: definition.clone(), data: Some(file.path.clone()) });
    }
    let path = file.path.as_path();
    if ends(path, &DEFINITIONS) {
        return Ok(Pair { definition: path.to_owned(), data: None });
    }
    let definition = beside(path, &DEFINITIONS).map_err(|fault| fault.told(path))?;
    Ok(Pair { definition, data: Some(path.to_owned()) })
}

/// The data of a definition that names them, or whose name they have.
pub(super) fn data(definition: &Path, named: Option<&str>) -> Result<PathBuf, Fault> {
    let Some(named) = named else { return beside(definition, &DATA) };
    let mut parts = Path::new(named).components();
    let (Some(Component::Normal(name)), None) = (parts.next(), parts.next()) else {
        return Err(Fault::new(
            "the definition names its data by a path, a file beside it is expected",
            "name the data as `file` and the definition as `definition` in the plan",
        ));
    };
    let there = definition.with_file_name(name);
    if there.is_file() { Ok(there) } else { beside(definition, &DATA) }
}

/// The one file of the same name with one of these ends.
fn beside(path: &Path, wanted: &[&str]) -> Result<PathBuf, Fault> {
    let capitals = wanted.iter().map(|end| end.to_uppercase());
    let all = wanted.iter().map(|&end| end.to_owned()).chain(capitals);
    let mut found: Vec<PathBuf> =
        all.map(|end| path.with_extension(end)).filter(|path| path.is_file()).collect();
    // Where the system does not tell capitals apart, one file is found twice.
    found.dedup_by_key(|path| path.to_string_lossy().to_lowercase());
    found.sort();
    found.dedup_by_key(|path| path.to_string_lossy().to_lowercase());
    let what = if wanted == DATA { "data" } else { "a definition" };
    let ends = wanted.join(", .");
    let hint = "name the data as `file` and the definition as `definition` in the plan";
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (None, _) => {
            Err(Fault::new(format!("Triple-S needs {what} beside it under the same name: .{ends}"), hint))
        }
        _ => Err(Fault::new(format!("several files beside it could be {what}: .{ends}"), hint)),
    }
}

fn ends(path: &Path, ends: &[&str]) -> bool {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    end.is_some_and(|end| ends.contains(&end.as_str()))
}
