//! The digest of a pipeline folder: which version of it something was made from.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::hexadecimal::hexadecimal;
use crate::ordinary;

/// SHA-256 over names and contents of the pipeline's files, in the order of their names.
pub(super) fn digest(folder: &Path, mut files: Vec<PathBuf>) -> String {
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        // A file outside the folder goes by its name alone, or the digest would depend on where the command was given.
        let outside = file.file_name().map_or(file.as_path(), Path::new);
        let name = file.strip_prefix(folder).unwrap_or(outside).to_string_lossy().replace('\\', "/");
        let content = ordinary::read(&file).unwrap_or_default();
        hash.update(format!("{name}\0{}\0", content.len()));
        hash.update(content);
    }
    hexadecimal(&hash.finalize())
}
