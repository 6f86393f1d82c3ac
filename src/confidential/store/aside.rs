//! Writing aside: a file appears in its place whole, or not at all, and only its owner can read it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// Writes a file beside its place, makes sure of it on the disk, and moves it there.
pub(super) fn write_aside(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), Problem> {
    let mut aside = Aside::create(path)?;
    let told = |error: io::Error| Problem::files(path, "write", &error);
    write(&mut aside.file).map_err(told)?;
    aside.settle()
}

/// A file that is being written beside its place. Where it is dropped before it is whole, nothing of it stays.
pub(super) struct Aside {
    /// The file.
    pub(super) file: File,
    beside: PathBuf,
    path: PathBuf,
    settled: bool,
}

impl Aside {
    /// A new file beside a place, and the folder for both.
    pub(super) fn create(path: &Path) -> Result<Self, Problem> {
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }
        let beside = beside(path);
        let mut options = OpenOptions::new();
        let create = |()| private(options.create_new(true).read(true).write(true)).open(&beside);
        let file = remove(&beside).and_then(create).map_err(|error| Problem::files(path, "write", &error))?;
        Ok(Self { file, beside, path: path.to_owned(), settled: false })
    }

    /// Where it is now.
    pub(super) fn beside(&self) -> &Path {
        &self.beside
    }

    /// Moves it beside another place, so that another file can be written where it was.
    pub(super) fn move_beside(&mut self, path: &Path) -> Result<(), Problem> {
        let beside = beside(path);
        fs::rename(&self.beside, &beside).map_err(|error| Problem::files(path, "write", &error))?;
        (self.beside, self.path) = (beside, path.to_owned());
        Ok(())
    }

    /// Makes sure of it on the disk, and moves it to its place.
    pub(super) fn settle(mut self) -> Result<(), Problem> {
        let moved = self.file.flush().and_then(|()| self.file.sync_all());
        let moved = moved.and_then(|()| fs::rename(&self.beside, &self.path));
        moved.map_err(|error| Problem::files(&self.path, "write", &error))?;
        self.settled = true;
        sync_folder(&self.path).map_err(|error| Problem::files(&self.path, "write", &error))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.settled {
            // What is half written must not stay; the first error is the one to tell.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// `responses.parquet` is written as `.responses.parquet.part`: one name, since one run at a time writes.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{PART}"))
}

/// The end of the name of what is not whole yet.
const PART: &str = ".part";

/// Removes what a run that was killed left half written in the store and in the folders of its waves: it may hold
/// answers, and the next run need not write the same file.
pub(super) fn clear(store: &Path) -> io::Result<()> {
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if name.starts_with(super::WAVE) {
                clear(&entry.path())?;
            }
        } else if is_left(&name) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether a name is that of a file of ours that is not whole; a folder may hold other things.
fn is_left(name: &str) -> bool {
    let whole = name.strip_prefix('.').and_then(|name| name.strip_suffix(PART));
    let ours = [super::WITHHELD, super::SET_ASIDE, super::comments::SALT, super::comments::REVIEW];
    whole.is_some_and(|name| name.ends_with(".parquet") || ours.contains(&name))
}

/// The file, opened for writing and created where it is not there yet.
pub(super) fn private_file(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().create(true).write(true).truncate(false)).open(path)
}

/// Creates a folder, with those above it, for its owner alone.
pub(super) fn create_folder(folder: &Path) -> Result<(), Problem> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Problem::files(folder, "create the folder", &error))
}

/// A new file is readable by its owner alone.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes sure of the name too, not only of the content.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// A folder cannot be opened as a file here; the system keeps names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether others than the owner have any right to a folder.
#[cfg(unix)]
pub(super) fn open_to_others(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(folder).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

/// Access lists are not looked at.
#[cfg(not(unix))]
pub(super) fn open_to_others(_: &Path) -> bool {
    false
}

/// Takes others' rights from what is the store's in a folder, and from the folder itself where nothing else is in it.
/// Whether anything was taken. What cannot be changed stays: some file systems know no rights.
#[cfg(unix)]
pub(super) fn close_to_others(folder: &Path) -> bool {
    let names: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
    let ours = |name: &&std::ffi::OsString| {
        let name = name.to_string_lossy();
        let named = [super::WITHHELD, super::comments::SALT].contains(&&*name);
        named || name.starts_with(super::WAVE) || name.starts_with('.') || name.ends_with(".parquet")
    };
    let mut closed = names.iter().all(|name| ours(&name)) && close(folder);
    for name in names.iter().filter(ours) {
        closed |= close_all(&folder.join(name));
    }
    closed
}

/// Access lists are not looked at.
#[cfg(not(unix))]
pub(super) fn close_to_others(_: &Path) -> bool {
    false
}

/// A file or a folder with all that is in it; links are left alone.
#[cfg(unix)]
fn close_all(path: &Path) -> bool {
    let Ok(about) = fs::symlink_metadata(path) else { return false };
    if about.is_symlink() {
        return false;
    }
    let mut closed = close(path);
    for entry in about.is_dir().then(|| fs::read_dir(path)).into_iter().flatten().flatten().flatten() {
        closed |= close_all(&entry.path());
    }
    closed
}

#[cfg(unix)]
fn close(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let Ok(about) = fs::metadata(path) else { return false };
    let mode = about.permissions().mode();
    mode & 0o077 != 0 && fs::set_permissions(path, PermissionsExt::from_mode(mode & 0o700)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_fails_halfway_leaves_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inner/file");
        write_aside(&path, |file| file.write_all(b"first")).unwrap();
        let failed = write_aside(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert_eq!(failed.unwrap_err().message, "cannot write: the disk is full");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_beside_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(folder.path().join(".file.part"), "what was left").unwrap();
        write_aside(&path, |file| file.write_all(b"new")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_left_half_written_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("wave=2024")).unwrap();
        fs::create_dir_all(folder.path().join("other")).unwrap();
        let stay = [".minutes.part", "responses.parquet", "other/.responses.parquet.part", ".lock"];
        let left =
            [".withheld.csv.part", "wave=2024/.responses.parquet.part", "wave=2024/.set_aside.csv.part"];
        for name in stay.iter().chain(&left) {
            fs::write(folder.path().join(name), "half").unwrap();
        }
        clear(folder.path()).unwrap();
        assert!(stay.iter().all(|name| folder.path().join(name).exists()));
        assert!(!left.iter().any(|name| folder.path().join(name).exists()));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_aside(&path, |_| Ok(())).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
