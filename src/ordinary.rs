//! Reads files that end: a device or a pipe may give bytes for ever, and a link may lead to one.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// In bytes: nothing that is read whole, of a pipeline or of a release, is larger.
const LARGEST: u64 = 256 << 20;

/// Opens a file, if it is an ordinary one.
pub(crate) fn open(file: &Path) -> io::Result<File> {
    let kind = fs::metadata(file)?;
    if kind.is_dir() {
        return Err(io::Error::other("it is a folder, not a file"));
    }
    if !kind.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    File::open(file)
}

/// All bytes of an ordinary file.
pub(crate) fn read(file: &Path) -> io::Result<Vec<u8>> {
    whole(open(file)?)
}

/// All text of an ordinary file.
pub(crate) fn text(file: &Path) -> io::Result<String> {
    String::from_utf8(read(file)?).map_err(|_| io::Error::other("this is not UTF-8 text"))
}

/// All bytes of what was opened, which may be a pipe.
pub(crate) fn whole(file: File) -> io::Result<Vec<u8>> {
    let length = file.metadata().map_or(0, |about| about.len());
    let mut bytes = Vec::with_capacity(length.min(LARGEST) as usize);
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if read as u64 > LARGEST {
        return Err(io::Error::other(format!("it has more than {LARGEST} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_file_is_read_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("file");
        fs::write(&file, "text").expect("written");
        assert_eq!(read(&file).expect("read"), b"text");
        assert!(read(folder.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_refused() {
        let zero = Path::new("/dev/zero");
        assert!(read(zero).is_err());
        assert!(whole(File::open(zero).expect("a device")).is_err());
    }
}
