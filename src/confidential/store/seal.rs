//! Seals: a file of the store carries the SHA-256 of itself, and is not parsed before that is right.
//!
//! Without it an altered byte could be read as another answer, or make the parser panic. The digest
//! stands as text in the file's own metadata, so that file and seal are one and move into place
//! together; it is taken over the whole file with zeros where it will stand. In an encrypted file, whose metadata is
//! encrypted too, it stands in the plain words before it that say so.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use crate::digests;
use crate::hexadecimal::hexadecimal;

/// Key of the seal in a file's metadata; it must be the last entry.
pub(super) const SEAL: &str = "candour.seal";

/// What stands before the digits.
const MARK: &str = "candour.seal:sha256:";

/// Digits of a digest.
const DIGITS: usize = 64;

/// A Parquet file ends with the length of its metadata and its magic number.
const TAIL: u64 = 8;

/// The magic number of a file whose metadata is encrypted.
const ENCRYPTED: &[u8; 4] = b"PARE";

/// The seal of a file that is not sealed yet.
pub(super) fn blank() -> String {
    format!("{MARK}{}", "0".repeat(DIGITS))
}

/// Puts the digest of a file into its blank seal.
pub(super) fn seal(file: &mut File) -> io::Result<()> {
    let sealed = Sealed::read(file)?;
    file.seek(SeekFrom::Start(sealed.place))?;
    file.write_all(sealed.actual.as_bytes())
}

/// Whether a file is, byte for byte, the one that was sealed.
pub(super) fn is_whole(file: &mut File) -> io::Result<bool> {
    let sealed = Sealed::read(file)?;
    Ok(sealed.stored == sealed.actual.as_bytes())
}

/// A file's digest and what its seal says.
struct Sealed {
    place: u64,
    stored: Vec<u8>,
    actual: String,
}

impl Sealed {
    fn read(file: &mut File) -> io::Result<Self> {
        let metadata = metadata_start(file)?;
        let mut digest = Sha256::new();
        file.rewind()?;
        digests::add_all(&mut file.take(metadata), &mut digest)?;
        let mut rest = Vec::new();
        file.read_to_end(&mut rest)?;
        let mark = rest.windows(MARK.len()).rposition(|window| window == MARK.as_bytes());
        let start = mark.ok_or_else(no_seal)? + MARK.len();
        let digits = rest.get_mut(start..start + DIGITS).ok_or_else(no_seal)?;
        let stored = digits.to_vec();
        digits.fill(b'0');
        digest.update(&rest);
        Ok(Self { place: metadata + start as u64, stored, actual: hexadecimal(&digest.finalize()) })
    }
}

/// Whether a file says of itself that it is encrypted.
pub(super) fn is_encrypted(file: &mut File) -> io::Result<bool> {
    let mut magic = [0; 4];
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut magic)?;
    Ok(&magic == ENCRYPTED)
}

/// Where the file's metadata begins.
fn metadata_start(file: &mut File) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = length.checked_sub(TAIL).ok_or_else(no_seal)?;
    file.seek(SeekFrom::Start(tail))?;
    let mut metadata = [0; 4];
    file.read_exact(&mut metadata)?;
    tail.checked_sub(u32::from_le_bytes(metadata).into()).ok_or_else(no_seal)
}

fn no_seal() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}
