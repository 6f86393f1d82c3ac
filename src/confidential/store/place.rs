//! A file's place in the store, with the key that it is written and read with.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::key::Key;

/// Where a file of the store is. A file is bound to its place: one that was written with a key cannot be read in another.
#[derive(Clone, Debug)]
pub(super) struct StoredFile {
    path: PathBuf,
    place: String,
    pub(super) key: Option<Arc<Key>>,
}

impl StoredFile {
    /// The file with these parts of a path, below the store's folder.
    pub(super) fn new(folder: &Path, parts: &[&str], key: Option<Arc<Key>>) -> Self {
        Self {
            path: parts.iter().fold(folder.to_owned(), |path, part| path.join(part)),
            place: parts.join("/"),
            key,
        }
    }

    /// The same file, which stands elsewhere as long as it is not whole.
    pub(super) fn standing_at(&self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self.clone() }
    }

    /// The place in the store, the same wherever the store is: `wave=2024/responses.parquet`.
    pub(super) fn place(&self) -> &str {
        &self.place
    }
}

impl Deref for StoredFile {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<Path> for StoredFile {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}
