//! SHA-256 of what may be larger than memory: files are read piece by piece.

use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::hexadecimal::hexadecimal;
use crate::ordinary;

/// Adds everything that is left to read.
pub(crate) fn add_all(reader: &mut impl Read, digest: &mut Sha256) -> io::Result<()> {
    let mut buffer = vec![0; 65_536];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => digest.update(buffer.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// SHA-256 of an ordinary file in hexadecimal, as `sha256sum` prints it.
pub(crate) fn of_file(file: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    add_all(&mut ordinary::open(file)?, &mut digest)?;
    Ok(hexadecimal(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::sha256;

    #[test]
    fn a_file_of_many_pieces_has_the_digest_of_its_bytes() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("file");
        for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            std::fs::write(&file, &bytes).expect("written");
            assert_eq!(of_file(&file).expect("read"), sha256(&bytes), "{length}");
        }
        assert!(of_file(folder.path()).is_err(), "a folder has none");
    }
}
