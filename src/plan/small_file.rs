//! Reads the files of a pipeline whole: each is small, or it is another file under its name.

use std::io::{self, Read as _};
use std::path::Path;

use crate::ordinary;
use crate::problem::{Place, Problem};

/// The most bytes of such a file: a register of a hundred thousand units.
const MOST: u64 = 16 * 1024 * 1024;

/// All bytes of a file of the pipeline. Only ordinary files are read: a device or a pipe may never end.
///
/// # Errors
/// A file that cannot be read, or is larger than any of them can be.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| Problem::files(file, "read this file", &error);
    let opened = ordinary::open(file).map_err(failed)?;
    let mut bytes = Vec::new();
    opened.take(MOST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST {
        let message = format!("the file is larger than {MOST} bytes, which no file of a pipeline is");
        return Err(Problem::error(Place::file(file), message).hint("is this the right file?"));
    }
    Ok(bytes)
}
